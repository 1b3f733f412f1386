//! Decisions to batches of deletions.

use optout_core::erase;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::decision::Decision;
use crate::error::OrRaise;
use crate::growing::Growing;
use crate::html;
use crate::pickle::{self, Rebuilt};
use crate::text::{self, Text, plain_dict, quoted, repr, word};

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
    inner: Growing<erase::ErasurePlan>,
}

#[pymethods]
impl ErasurePlan {
    #[new]
    fn new(system: Text) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(erase::ErasurePlan::new(word(&system)?)) })
    }

    /// Plans a record's deletion if its :class:`Decision` says so; tells whether it does.
    ///
    /// The id is planned as its system takes it, and once.
    ///
    /// Raises:
    ///     OptoutError: the id is missing or damaged (code ``"value"``).
    fn plan(
        &self,
        py: Python<'_>,
        record_id: Text,
        decision: &Bound<'_, Decision>,
    ) -> PyResult<bool> {
        let decision = &decision.get().inner;
        self.inner.with(py, |plan| plan.plan(&record_id.0, decision)).or_raise()
    }

    /// The system, ``"salesforce"`` or ``"hubspot"``.
    #[getter]
    fn system(&self, py: Python<'_>) -> &'static str {
        self.inner.with(py, |plan| plan.system().as_str())
    }

    /// The record ids, as many at a time as one call of the system takes (list of lists of str).
    fn batches(&self, py: Python<'_>) -> Vec<Vec<String>> {
        self.inner.with(py, |plan| plan.batches().map(<[String]>::to_vec).collect())
    }

    /// SHA-256 over system and records, in hexadecimal.
    #[getter]
    fn hash(&self, py: Python<'_>) -> String {
        self.inner.with(py, |plan| plan.hash())
    }

    /// Accepts an approval if it is of this very plan.
    ///
    /// Raises:
    ///     OptoutError: the hash is another plan's (code ``"invalid_option"``).
    fn approve(&self, py: Python<'_>, hash: Text) -> PyResult<()> {
        self.inner.with(py, |plan| plan.approve(&hash.0)).or_raise()
    }

    /// The plan as plain data: ``system`` and ``record_ids``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.copy(py))
    }

    /// The plan as JSON text; it holds record ids.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |plan| text::to_json(plan))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        let plan = text::of_json(&text, "an erasure plan as to_json writes it")?;
        Ok(Self { inner: Growing::new(plan) })
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |plan| plan.batches().map(<[String]>::len).sum())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn _repr_html_(&self, py: Python<'_>) -> String {
        self.inner.with(py, |plan| html::after::erasure_plan(plan))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let system = quoted(Some(self.system(py)));
        repr("ErasurePlan", &[("system", &system), ("records", &self.__len__(py))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<ErasurePlan>()
}
