//! What the caller knows beside list and policy: company domains, merged ids, short forms of names.

use optout_core as core;
use optout_core::Input;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::error::{OrRaise, wrong_type};
use crate::growing::Growing;
use crate::pickle::{self, Rebuilt};
use crate::source::read_whole;
use crate::text::{Text, items, repr};

/// Rows of so many texts from an iterable of tuples or lists.
pub(crate) fn rows<const N: usize>(
    object: &Bound<'_, PyAny>,
    expected: &str,
) -> PyResult<Vec<[String; N]>> {
    let mut rows = Vec::new();
    for item in items(object, expected)? {
        let item = item?;
        let is_row = item.is_instance_of::<PyTuple>() || item.is_instance_of::<PyList>();
        if !is_row || item.len()? != N {
            return Err(wrong_type(expected, &item));
        }
        let mut row = [const { String::new() }; N];
        for (at, text) in row.iter_mut().enumerate() {
            *text = item.get_item(at)?.extract::<Text>()?.0;
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Company domains that are one company's: rebrands, subsidiaries.
///
/// Nothing else makes one company of two domains. All domains that rows bring together are one
/// company, in whatever order they come. Tables can be pickled; ``len()`` is the number of domains
/// that have another one to stand for them.
///
/// Args:
///     rows: ``(domain, alias)`` pairs, as :meth:`to_rows` gives them; none if None.
///
/// Raises:
///     OptoutError: a text that is no website of a company's own (code ``"value"``).
///     TypeError: something is no pair of str.
///
/// >>> import optout
/// >>> aliases = optout.DomainAliases([("engine.example", "analytical.example")])
/// >>> aliases.canonical("engine.example")
/// 'analytical.example'
#[pyclass(module = "optout", frozen)]
pub(crate) struct DomainAliases {
    pub(crate) inner: Growing<core::DomainAliases>,
}

#[pymethods]
impl DomainAliases {
    #[new]
    #[pyo3(signature = (rows=None))]
    fn new(rows: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut inner = core::DomainAliases::new();
        let pairs = rows.map(|rows| self::rows(rows, "(domain, alias) pairs of str"));
        for [domain, alias] in pairs.transpose()?.unwrap_or_default() {
            inner.add(&domain, &alias).or_raise()?;
        }
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Reads a delimited text with the columns ``domain`` and ``alias``, and perhaps further aliases.
    ///
    /// Args:
    ///     source: a path, the content as bytes, or a binary file object.
    ///
    /// Raises:
    ///     StructureError, LayoutError: the text cannot be read as a table.
    ///     OptoutError: a cell that is no company's own domain, with its position.
    #[staticmethod]
    fn read(source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let inner =
            read_whole(source, Input::DomainAliases, |input| core::DomainAliases::read(input))?;
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Says that two domains, or the websites they are in, are one company's.
    ///
    /// Raises:
    ///     OptoutError: a text that is no website of a company's own (code ``"value"``).
    fn add(&self, py: Python<'_>, one: Text, other: Text) -> PyResult<()> {
        self.inner.with(py, |aliases| aliases.add(&one.0, &other.0)).or_raise()
    }

    /// The domain that stands for a registrable domain's company; itself if no other does.
    fn canonical(&self, py: Python<'_>, domain: Text) -> String {
        self.inner.with(py, |aliases| aliases.canonical(&domain.0).to_owned())
    }

    /// Rows of a domain and an alias that say the same, in one order (list of pairs).
    fn to_rows(&self, py: Python<'_>) -> Vec<(String, String)> {
        self.inner.with(py, |aliases| aliases.to_rows().into_iter().map(two).collect())
    }

    /// SHA-256 of what it says, in hexadecimal; the order of rows is not in it.
    #[getter]
    fn hash(&self, py: Python<'_>) -> String {
        self.inner.with(py, |aliases| aliases.hash())
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |aliases| aliases.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_class::<Self>(py, self.to_rows(py))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        repr("DomainAliases", &[("aliases", &self.__len__(py))])
    }
}

/// Record ids that have become others: merged records, converted leads.
///
/// A list names records as they were on the day when the vendor took them; the system may know them
/// under another id since. Tables can be pickled; ``len()`` is the number of ids that have become
/// others.
///
/// Args:
///     rows: ``(system, old_id, new_id)`` triples, as :meth:`to_rows` gives them; none if None.
///
/// Raises:
///     OptoutError: as for :meth:`add`.
///     TypeError: something is no triple of str.
///
/// >>> import optout
/// >>> links = optout.IdLinks([("hubspot", "101", "202"), ("hubspot", "202", "303")])
/// >>> links.current("hubspot", "101")
/// '303'
#[pyclass(module = "optout", frozen)]
pub(crate) struct IdLinks {
    pub(crate) inner: Growing<core::IdLinks>,
}

#[pymethods]
impl IdLinks {
    #[new]
    #[pyo3(signature = (rows=None))]
    fn new(rows: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut inner = core::IdLinks::new();
        let triples = rows.map(|rows| self::rows(rows, "(system, old_id, new_id) triples of str"));
        for [system, old, new] in triples.transpose()?.unwrap_or_default() {
            inner.add(&system, &old, &new).or_raise()?;
        }
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Reads a delimited text with the columns ``system``, ``old_id`` and ``new_id``.
    ///
    /// Args:
    ///     source: a path, the content as bytes, or a binary file object.
    ///
    /// Raises:
    ///     StructureError, LayoutError: the text cannot be read as a table.
    ///     OptoutError: a cell at fault, as for :meth:`add`, with its position.
    #[staticmethod]
    fn read(source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let inner = read_whole(source, Input::IdLinks, |input| core::IdLinks::read(input))?;
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Says that an id of a system has become another.
    ///
    /// Raises:
    ///     OptoutError: a blank system, an id that cannot be read, one that leads to another already,
    ///         or ids that lead in a circle (code ``"value"``).
    fn add(&self, py: Python<'_>, system: Text, old: Text, new: Text) -> PyResult<()> {
        self.inner.with(py, |links| links.add(&system.0, &old.0, &new.0)).or_raise()
    }

    /// The id that an id has become in the end; itself where it has not. Ids are compared as the keys
    /// that those of the system have: a Salesforce id in its 18-character form.
    fn current(&self, py: Python<'_>, system: Text, key: Text) -> String {
        self.inner.with(py, |links| links.current(&system.0, &key.0).to_owned())
    }

    /// Rows of system, old id and new id as they were read, in one order (list of triples).
    fn to_rows(&self, py: Python<'_>) -> Vec<(String, String, String)> {
        self.inner.with(py, |links| links.to_rows().into_iter().map(three).collect())
    }

    /// SHA-256 of what it says, in hexadecimal; the order of rows is not in it.
    #[getter]
    fn hash(&self, py: Python<'_>) -> String {
        self.inner.with(py, |links| links.hash())
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |links| links.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_class::<Self>(py, self.to_rows(py))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        repr("IdLinks", &[("links", &self.__len__(py))])
    }
}

/// Short forms of given names: the list that comes with the library, and pairs of the caller's own.
///
/// Only the pairs themselves count, never a third name: Bob and Rob are not one for being short for
/// Robert both. Lists can be pickled; ``len()`` is the number of the caller's pairs.
///
/// Args:
///     rows: ``(name, short form)`` pairs, as :meth:`to_rows` gives them; none if None.
///
/// Raises:
///     TypeError: something is no pair of str.
///
/// >>> import optout
/// >>> from optout import normalize
/// >>> own = optout.Nicknames([("Iñaki", "Patxi")])
/// >>> normalize.compare_names("Patxi Roe", "Inaki Roe", nicknames=own)["class"]
/// 'nickname'
#[pyclass(module = "optout", frozen)]
pub(crate) struct Nicknames {
    pub(crate) inner: Growing<core::Nicknames>,
}

#[pymethods]
impl Nicknames {
    #[new]
    #[pyo3(signature = (rows=None))]
    fn new(rows: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut inner = core::Nicknames::default();
        let pairs = rows.map(|rows| self::rows(rows, "(name, short form) pairs of str"));
        for [name, short] in pairs.transpose()?.unwrap_or_default() {
            inner.add(&name, &short);
        }
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Reads CSV lines ``name,short[,short...]`` in UTF-8, without a header.
    ///
    /// Args:
    ///     source: a path, the content as bytes, or a binary file object.
    ///
    /// Raises:
    ///     OptoutError: a line without a short form, or with an empty name, with its position.
    ///     StructureError: it is not UTF-8.
    #[staticmethod]
    fn read(source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let inner = read_whole(source, Input::Nicknames, |input| core::Nicknames::read(input))?;
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Adds a pair. One with nothing in it, or of one name twice, is no pair.
    fn add(&self, py: Python<'_>, name: Text, short: Text) {
        self.inner.with(py, |nicknames| nicknames.add(&name.0, &short.0));
    }

    /// The caller's own pairs as they are compared, each once, in one order (list of pairs).
    fn to_rows(&self, py: Python<'_>) -> Vec<(String, String)> {
        self.inner.with(py, |nicknames| nicknames.to_rows().into_iter().map(two).collect())
    }

    /// SHA-256 of all pairs, in hexadecimal; their order is not in it.
    #[getter]
    fn hash(&self, py: Python<'_>) -> String {
        self.inner.with(py, |nicknames| nicknames.hash())
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |nicknames| nicknames.to_rows().len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_class::<Self>(py, self.to_rows(py))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        repr("Nicknames", &[("own", &self.__len__(py))])
    }
}

fn two(row: [&str; 2]) -> (String, String) {
    let [one, other] = row.map(str::to_owned);
    (one, other)
}

fn three(row: [&str; 3]) -> (String, String, String) {
    let [one, two, three] = row.map(str::to_owned);
    (one, two, three)
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<DomainAliases>()?;
    module.add_class::<IdLinks>()?;
    module.add_class::<Nicknames>()
}
