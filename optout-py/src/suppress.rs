//! Who must not come back.

use std::sync::{Mutex, MutexGuard, PoisonError};

use optout_core::suppress;
use pyo3::prelude::*;

use crate::contact::Contact;
use crate::error::{OrRaise, impossible, invalid_value};
use crate::list::{OptOutList, Rebuilt};
use crate::source::Content;
use crate::text::{Text, repr};

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
    inner: Mutex<suppress::SuppressionSet>,
}

#[pymethods]
impl SuppressionSet {
    #[new]
    fn new(key: Content) -> PyResult<Self> {
        Ok(Self { inner: Mutex::new(suppress::SuppressionSet::new(key.bytes()).or_raise()?) })
    }

    /// Adds everybody on a list, whether a system has them or not.
    fn add_list(&self, py: Python<'_>, key: Content, list: &Bound<'_, OptOutList>) -> PyResult<()> {
        let list = &list.get().inner;
        py.detach(|| self.lock().add_list(key.bytes(), list)).or_raise()
    }

    /// Adds a person (:class:`Contact`).
    fn add(&self, py: Python<'_>, key: Content, contact: &Bound<'_, Contact>) -> PyResult<()> {
        let contact = contact.get();
        py.detach(|| self.lock().add(key.bytes(), &contact.borrowed())).or_raise()
    }

    /// Whether a contact may be imported: none of its ids and addresses is in the set.
    fn may_import(
        &self,
        py: Python<'_>,
        key: Content,
        contact: &Bound<'_, Contact>,
    ) -> PyResult<bool> {
        let contact = contact.get();
        py.detach(|| self.lock().may_import(key.bytes(), &contact.borrowed())).or_raise()
    }

    /// The set as JSON text; it holds keyed hashes only.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string(&*self.lock()))
            .map_err(|_| impossible("a suppression set is always JSON"))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        match serde_json::from_str(&text.0) {
            Ok(inner) => Ok(Self { inner: Mutex::new(inner) }),
            Err(_) => Err(invalid_value("a suppression set as to_json writes it")),
        }
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        py.detach(|| self.lock().len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        let make = py.get_type::<Self>().getattr("from_json")?;
        Ok((make, (self.to_json(py)?,).into_pyobject(py)?))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        repr("SuppressionSet", &[("identifiers", &self.__len__(py))])
    }
}

impl SuppressionSet {
    /// A call that panicked has left the set as it was or with a person more, never with one less.
    fn lock(&self) -> MutexGuard<'_, suppress::SuppressionSet> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<SuppressionSet>()
}
