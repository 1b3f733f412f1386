//! A record's identifiers.

use optout_core as core;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::wrong_type;
use crate::pickle::{self, Rebuilt};
use crate::text::{Text, Texts, cell, items, pair, pairs, repr};

/// A record that may belong to a listed person.
///
/// Values are given as they stand in the record; matching normalises them. Blank and missing ones
/// (``None``, NaN, ``pandas.NA``) are left out.
///
/// Args:
///     ids: ids by the system that issued them: a mapping of namespace to one id or several, or
///         ``(namespace, id)`` pairs. Ids are text, never numbers.
///     emails: one e-mail cell or several; a cell may hold several addresses.
///     name: a whole name in one cell.
///     given, family: a name in two columns.
///     names: further names: whole ones, or ``(given, family)`` pairs.
///     websites: one website or several.
///
/// Raises:
///     TypeError: something is not text.
///
/// >>> import optout
/// >>> optout.Contact(ids={"6sense": "P-1"}, emails=["ada@engine.example"], name="Ada Lovelace")
/// Contact(ids=1, emails=1, names=1, websites=0)
#[pyclass(module = "optout", frozen, eq)]
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Contact {
    ids: Vec<(String, String)>,
    emails: Vec<String>,
    names: Vec<Name>,
    websites: Vec<String>,
}

#[derive(Clone, PartialEq)]
enum Name {
    Full(String),
    Parts(String, String),
}

#[pymethods]
impl Contact {
    #[new]
    #[pyo3(signature = (
        *, ids=None, emails=None, name=None, given=None, family=None, names=None, websites=None
    ))]
    fn new(
        ids: Option<&Bound<'_, PyAny>>,
        emails: Option<Texts>,
        name: Option<&Bound<'_, PyAny>>,
        given: Option<&Bound<'_, PyAny>>,
        family: Option<&Bound<'_, PyAny>>,
        names: Option<&Bound<'_, PyAny>>,
        websites: Option<Texts>,
    ) -> PyResult<Self> {
        let text = |value: Option<&Bound<'_, PyAny>>| value.map_or(Ok(None), cell);
        let mut contact = Self {
            ids: ids.map_or(Ok(Vec::new()), read_ids)?,
            emails: emails.unwrap_or_default().0,
            names: text(name)?.map(Name::Full).into_iter().collect(),
            websites: websites.unwrap_or_default().0,
        };
        match (text(given)?, text(family)?) {
            (None, None) => {}
            (given, family) => contact
                .names
                .push(Name::Parts(given.unwrap_or_default(), family.unwrap_or_default())),
        }
        if let Some(names) = names {
            contact.names.extend(read_names(names)?);
        }
        Ok(contact)
    }

    /// Ids as ``(namespace, id)`` pairs.
    #[getter]
    fn ids(&self) -> Vec<(&str, &str)> {
        self.borrowed().ids().iter().map(|id| (id.namespace, id.value)).collect()
    }

    /// E-mail cells.
    #[getter]
    fn emails(&self) -> Vec<&str> {
        self.borrowed().emails().to_vec()
    }

    /// Names: a str for a whole one, a ``(given, family)`` pair for one in two columns.
    #[getter]
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        self.borrowed()
            .names()
            .iter()
            .map(|name| match name {
                core::PersonName::Full(full) => Ok(full.into_pyobject(py)?.into_any()),
                core::PersonName::Parts { given, family } => {
                    Ok((*given, *family).into_pyobject(py)?.into_any())
                }
            })
            .collect()
    }

    /// Websites.
    #[getter]
    fn websites(&self) -> Vec<&str> {
        self.borrowed().websites().to_vec()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        let options = PyDict::new(py);
        options.set_item("ids", self.ids())?;
        options.set_item("emails", self.emails())?;
        options.set_item("names", self.names(py)?)?;
        options.set_item("websites", self.websites())?;
        pickle::by_keywords::<Self>(py, &options)
    }

    fn __repr__(&self) -> String {
        let contact = self.borrowed();
        repr(
            "Contact",
            &[
                ("ids", &contact.ids().len()),
                ("emails", &contact.emails().len()),
                ("names", &contact.names().len()),
                ("websites", &contact.websites().len()),
            ],
        )
    }
}

impl Contact {
    /// The contact as the core knows it.
    pub(crate) fn borrowed(&self) -> core::Contact<'_> {
        let mut contact = core::Contact::new();
        for (namespace, id) in &self.ids {
            contact = contact.id(namespace, id);
        }
        for email in &self.emails {
            contact = contact.email(email);
        }
        for name in &self.names {
            contact = contact.name(match name {
                Name::Full(full) => core::PersonName::Full(full),
                Name::Parts(given, family) => core::PersonName::Parts { given, family },
            });
        }
        for website in &self.websites {
            contact = contact.website(website);
        }
        contact
    }

    /// A copy that outlives what it is taken from.
    pub(crate) fn owned(contact: &core::Contact<'_>) -> Self {
        let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Self {
            ids: contact
                .ids()
                .iter()
                .map(|id| (id.namespace.to_owned(), id.value.to_owned()))
                .collect(),
            emails: text(contact.emails()),
            names: contact
                .names()
                .iter()
                .map(|name| match name {
                    core::PersonName::Full(full) => Name::Full((*full).to_owned()),
                    core::PersonName::Parts { given, family } => {
                        Name::Parts((*given).to_owned(), (*family).to_owned())
                    }
                })
                .collect(),
            websites: text(contact.websites()),
        }
    }

    /// The contact that a method was given, whole or as keyword arguments.
    pub(crate) fn given<'py>(
        py: Python<'py>,
        contact: Option<Bound<'py, Self>>,
        identifiers: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, Self>> {
        match (contact, identifiers) {
            (Some(contact), None) => Ok(contact),
            (None, identifiers) => {
                let contact = py.get_type::<Self>().call((), identifiers)?;
                contact.cast_into().map_err(Into::into)
            }
            (Some(_), Some(_)) => {
                Err(PyTypeError::new_err("expected a Contact or keyword arguments, got both"))
            }
        }
    }
}

fn read_ids(ids: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String)>> {
    const EXPECTED: &str = "a mapping of namespaces to ids, or (namespace, id) pairs";
    let mut read = Vec::new();
    for (namespace, values) in pairs(ids, EXPECTED)? {
        let Text(namespace) = namespace.extract()?;
        let is_several =
            values.hasattr("__iter__")? && !values.is_instance_of::<pyo3::types::PyString>();
        if is_several {
            for value in items(&values, EXPECTED)? {
                read.extend(cell(&value?)?.map(|id| (namespace.clone(), id)));
            }
        } else {
            read.extend(cell(&values)?.map(|id| (namespace, id)));
        }
    }
    Ok(read)
}

fn read_names(names: &Bound<'_, PyAny>) -> PyResult<Vec<Name>> {
    const EXPECTED: &str = "an iterable of names, each a str or a (given, family) pair";
    let mut read = Vec::new();
    for item in items(names, EXPECTED)? {
        let item = item?;
        match pair(&item) {
            Some((given, family)) => read.push(Name::Parts(
                cell(&given)?.unwrap_or_default(),
                cell(&family)?.unwrap_or_default(),
            )),
            None => match cell(&item) {
                Ok(name) => read.extend(name.map(Name::Full)),
                Err(error) if error.is_instance_of::<PyTypeError>(item.py()) => {
                    return Err(wrong_type("a name, or a (given, family) pair", &item));
                }
                Err(error) => return Err(error),
            },
        }
    }
    Ok(read)
}
