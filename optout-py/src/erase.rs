//! Decisions to plans of deletions.

use optout_core::Input;
use optout_core::erase::{self, Method, Object, System};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::decision::Decision;
use crate::error::OrRaise;
use crate::growing::Growing;
use crate::html;
use crate::pickle::{self, Rebuilt};
use crate::source::read_whole;
use crate::text::{self, Text, plain_dict, quoted, repr, word};

/// The records that are to be deleted, by the call that deletes them; the host deletes them
/// (:class:`Erasure`) once a human has approved the plan by its hash. Plans can be pickled; ``len()`` is
/// the number of records.
///
/// A call goes by its name, such as ``"hubspot_archive"``, or by its system's, such as ``"hubspot"``, which
/// stands for the one that leaves least behind.
///
/// Args:
///     system_of_record: the system that the others have their records from: ``"salesforce"``,
///         ``"hubspot"``, ``"marketo"``, ``"eloqua"``, ``"pardot"``, ``"outreach"`` or ``"salesloft"``.
///
/// >>> import optout
/// >>> plan = optout.ErasurePlan("hubspot")
/// >>> plan.read_deletions("hubspot_archive", b"record,record_id\n1,3001\n2,3002\n")
/// 2
/// >>> [(step["kind"], step["records"], step["calls"]) for step in plan.preview()["steps"]]
/// [('suppress', 2, 0), ('system_of_record', 2, 1)]
/// >>> plan.approve(plan.hash)
#[pyclass(module = "optout", frozen)]
pub(crate) struct ErasurePlan {
    pub(crate) inner: Growing<erase::ErasurePlan>,
}

/// A call by its name, or by its system's.
pub(crate) fn method(name: &Text) -> PyResult<Method> {
    match name.0.parse::<System>() {
        Ok(system) => Ok(system.method()),
        Err(_) => word(name),
    }
}

#[pymethods]
impl ErasurePlan {
    #[new]
    fn new(system_of_record: Text) -> PyResult<Self> {
        let plan = erase::ErasurePlan::new(word(&system_of_record)?);
        Ok(Self { inner: Growing::new(plan) })
    }

    /// Plans a record's deletion if its :class:`Decision` says so; tells whether it does.
    ///
    /// The id is planned as the call takes it, and once.
    ///
    /// Args:
    ///     method: a call, or a system.
    ///
    /// Raises:
    ///     OptoutError: the id is missing, damaged or no person's (code ``"value"``).
    fn plan(
        &self,
        py: Python<'_>,
        method: Text,
        record_id: Text,
        decision: &Bound<'_, Decision>,
    ) -> PyResult<bool> {
        let (method, decision) = (self::method(&method)?, &decision.get().inner);
        self.inner.with(py, |plan| plan.plan(method, &record_id.0, decision)).or_raise()
    }

    /// Plans the records of a table of deletions as a sweep writes it (``deletions.csv``); it goes by the
    /// column ``record_id``. Tells how many of them had not been planned; nothing is planned from a table
    /// with a fault.
    ///
    /// Args:
    ///     method: a call, or a system.
    ///     source: a path, the content as bytes, or a binary file object.
    ///
    /// Raises:
    ///     StructureError, LayoutError: the text cannot be read as a table.
    ///     OptoutError: an id is missing, damaged or no person's, with its position.
    fn read_deletions(
        &self,
        py: Python<'_>,
        method: Text,
        source: &Bound<'_, PyAny>,
    ) -> PyResult<usize> {
        let method = self::method(&method)?;
        let table = read_whole(source, Input::Deletions, |input| {
            let mut table = Vec::new();
            input.read_to_end(&mut table)?;
            Ok(table)
        })?;
        self.inner.with(py, |plan| plan.read_deletions(method, table.as_slice())).or_raise()
    }

    /// Has so many records in a call, where a system takes more or fewer than documented.
    ///
    /// Raises:
    ///     OptoutError: none, or more than one by a call that names one record.
    fn set_batch_size(&self, py: Python<'_>, method: Text, size: usize) -> PyResult<()> {
        let method = self::method(&method)?;
        self.inner.with(py, |plan| plan.set_batch_size(method, size)).or_raise()
    }

    /// Makes calls to this version of Salesforce's API, such as ``"v62.0"``.
    ///
    /// Raises:
    ///     OptoutError: it is no version.
    fn set_salesforce_version(&self, py: Python<'_>, version: Text) -> PyResult<()> {
        self.inner.with(py, |plan| plan.set_salesforce_version(&version.0)).or_raise()
    }

    /// The system whose records are deleted before those of the others.
    #[getter]
    fn system_of_record(&self, py: Python<'_>) -> &'static str {
        self.inner.with(py, |plan| plan.system_of_record().as_str())
    }

    /// What it would do, for a human to approve: ``hash``, ``records``, ``calls``, and ``steps`` in their
    /// order with ``kind``, ``system``, ``method``, ``records`` and ``calls``. It holds no id.
    fn preview<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.with(py, |plan| plan.preview()))
    }

    /// The ids of the records that a call, or a system's usual call, deletes (list of str).
    fn record_ids(&self, py: Python<'_>, method: Text) -> PyResult<Vec<String>> {
        let method = self::method(&method)?;
        Ok(self.inner.with(py, |plan| plan.record_ids(method).to_vec()))
    }

    /// The kinds of things that a system's planned records are, each with tables of its own: ``"contact"``,
    /// ``"lead"``, ``"prospect"``, ``"recipient"`` or ``"person"``.
    fn objects(&self, py: Python<'_>, system: Text) -> PyResult<Vec<&'static str>> {
        let system = word(&system)?;
        let objects = self.inner.with(py, |plan| plan.objects(system));
        Ok(objects.into_iter().map(Object::as_str).collect())
    }

    /// A table with nothing but the ids of a system's records of one kind, as bulk deletions take it (bytes).
    fn delete_table<'py>(
        &self,
        py: Python<'py>,
        system: Text,
        object: Text,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let (system, object) = (word(&system)?, word(&object)?);
        let table = self.inner.with(py, |plan| plan.delete_table(system, object)).or_raise()?;
        Ok(PyBytes::new(py, &table))
    }

    /// A table that flags a system's records of one kind and deletes nothing, to filter by (bytes).
    fn flag_table<'py>(
        &self,
        py: Python<'py>,
        system: Text,
        object: Text,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let (system, object) = (word(&system)?, word(&object)?);
        let table = self.inner.with(py, |plan| plan.flag_table(system, object)).or_raise()?;
        Ok(PyBytes::new(py, &table))
    }

    /// SHA-256 over all that the plan would do, in hexadecimal.
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

    /// The plan as plain data: ``system_of_record``, ``salesforce_version``, and ``records`` by call.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.copy(py))
    }

    /// The plan as JSON text; it holds record ids.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |plan| text::to_json(plan))
    }

    /// Reads what :meth:`to_json` wrote; every id is checked again.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        let plan = text::of_json(&text, "an erasure plan as to_json writes it")?;
        Ok(Self { inner: Growing::new(plan) })
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |plan| plan.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn _repr_html_(&self, py: Python<'_>) -> String {
        self.inner.with(py, |plan| html::after::erasure_plan(plan))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let system = quoted(Some(self.system_of_record(py)));
        repr("ErasurePlan", &[("system_of_record", &system), ("records", &self.__len__(py))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<ErasurePlan>()
}
