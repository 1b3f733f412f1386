//! Who must not come back.

use optout_core::suppress;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::contact::Contact;
use crate::error::OrRaise;
use crate::growing::Growing;
use crate::html;
use crate::list::OptOutList;
use crate::pickle::{self, Rebuilt};
use crate::source::Content;
use crate::text::{self, Text, plain_dict, repr};

/// A set of people under one key, as keyed hashes; it grows and never shrinks by itself.
///
/// The key is the caller's, at least 16 bytes, and is not kept in the set: every call takes it. A
/// hash under a key is pseudonymous, not anonymous. Sets can be pickled; ``len()`` is the number of
/// identifiers.
///
/// Raises:
///     OptoutError: a key that is too short, or not the set's (code ``"invalid_option"``).
///
/// >>> import optout
/// >>> key = b"a key of sixteen bytes or more"
/// >>> people = optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
/// >>> never_again = optout.SuppressionSet(key)
/// >>> never_again.add_list(key, people)
/// >>> never_again.may_import(key, optout.Contact(emails="Ada@engine.example"))
/// False
#[pyclass(module = "optout", frozen)]
pub(crate) struct SuppressionSet {
    inner: Growing<suppress::SuppressionSet>,
}

#[pymethods]
impl SuppressionSet {
    #[new]
    fn new(key: Content) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(suppress::SuppressionSet::new(key.bytes()).or_raise()?) })
    }

    /// Adds everybody on a list, whether a system has them or not.
    fn add_list(&self, py: Python<'_>, key: Content, list: &Bound<'_, OptOutList>) -> PyResult<()> {
        let list = &list.get().inner;
        self.inner.with(py, |set| set.add_list(key.bytes(), list)).or_raise()
    }

    /// Adds a person (:class:`Contact`).
    fn add(&self, py: Python<'_>, key: Content, contact: &Bound<'_, Contact>) -> PyResult<()> {
        let contact = contact.get();
        self.inner.with(py, |set| set.add(key.bytes(), &contact.borrowed())).or_raise()
    }

    /// Whether a contact may be imported: none of its ids and addresses is in the set.
    fn may_import(
        &self,
        py: Python<'_>,
        key: Content,
        contact: &Bound<'_, Contact>,
    ) -> PyResult<bool> {
        let contact = contact.get();
        self.inner.with(py, |set| set.may_import(key.bytes(), &contact.borrowed())).or_raise()
    }

    /// The set as plain data, which holds keyed hashes only.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.copy(py))
    }

    /// The set as JSON text; it holds keyed hashes only.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |set| text::to_json(set))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        let set = text::of_json(&text, "a suppression set as to_json writes it")?;
        Ok(Self { inner: Growing::new(set) })
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |set| set.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn _repr_html_(&self, py: Python<'_>) -> String {
        html::after::suppression_set(self.__len__(py) as u64)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        repr("SuppressionSet", &[("identifiers", &self.__len__(py))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<SuppressionSet>()
}
