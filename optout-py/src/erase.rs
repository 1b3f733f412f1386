//! Decisions to batches of deletions.

use std::sync::{Mutex, MutexGuard, PoisonError};

use optout_core::erase;
use pyo3::prelude::*;

use crate::decision::Decision;
use crate::error::{OrRaise, impossible, invalid_value};
use crate::list::Rebuilt;
use crate::text::{Text, repr, word};

/// The records of one system that are to be deleted; the host deletes them once a human has
/// approved the plan by its hash. Plans can be pickled; ``len()`` is the number of records.
///
/// Args:
///     system: ``"salesforce"`` or ``"hubspot"``.
///
/// >>> import optout
/// >>> people = optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
/// >>> match = optout.Matcher(people).match(emails="ada@engine.example")
/// >>> plan = optout.ErasurePlan("hubspot")
/// >>> plan.plan("3001", optout.decide(match, [], now="2026-11-24"))
/// True
/// >>> plan.batches()
/// [['3001']]
/// >>> plan.approve(plan.hash)
#[pyclass(module = "optout", frozen)]
pub(crate) struct ErasurePlan {
    inner: Mutex<erase::ErasurePlan>,
}

#[pymethods]
impl ErasurePlan {
    #[new]
    fn new(system: Text) -> PyResult<Self> {
        Ok(Self { inner: Mutex::new(erase::ErasurePlan::new(word(&system)?)) })
    }

    /// Plans a record's deletion if its :class:`Decision` says so; tells whether it does.
    ///
    /// The id is planned as its system takes it, and once.
    ///
    /// Raises:
    ///     OptoutError: the id is missing or damaged (code ``"value"``).
    fn plan(&self, record_id: Text, decision: &Bound<'_, Decision>) -> PyResult<bool> {
        self.lock().plan(&record_id.0, &decision.get().inner).or_raise()
    }

    /// The record ids, as many at a time as one call of the system takes (list of lists of str).
    fn batches(&self) -> Vec<Vec<String>> {
        self.lock().batches().map(<[String]>::to_vec).collect()
    }

    /// SHA-256 over system and records, in hexadecimal.
    #[getter]
    fn hash(&self) -> String {
        self.lock().hash()
    }

    /// Accepts an approval if it is of this very plan.
    ///
    /// Raises:
    ///     OptoutError: the hash is another plan's (code ``"invalid_option"``).
    fn approve(&self, hash: Text) -> PyResult<()> {
        self.lock().approve(&hash.0).or_raise()
    }

    /// The plan as JSON text; it holds record ids.
    fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&*self.lock()).map_err(|_| impossible("a plan is always JSON"))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        match serde_json::from_str(&text.0) {
            Ok(inner) => Ok(Self { inner: Mutex::new(inner) }),
            Err(_) => Err(invalid_value("an erasure plan as to_json writes it")),
        }
    }

    fn __len__(&self) -> usize {
        self.lock().batches().map(<[String]>::len).sum()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        let make = py.get_type::<Self>().getattr("from_json")?;
        Ok((make, (self.to_json()?,).into_pyobject(py)?))
    }

    fn __repr__(&self) -> String {
        repr("ErasurePlan", &[("records", &self.__len__())])
    }
}

impl ErasurePlan {
    fn lock(&self) -> MutexGuard<'_, erase::ErasurePlan> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<ErasurePlan>()
}
