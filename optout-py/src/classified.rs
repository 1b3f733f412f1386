//! What a pass of classification found.

use std::sync::{Arc, OnceLock};

use optout_core::sweep;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::html;
use crate::pickle::not_pickled;
use crate::text::{self, plain_dict, repr};

/// What a pass over many records found, in numbers, and the table that it made of a file.
///
/// The numbers of batches that are classified as they are read are known when they have been read to their
/// end; before, they raise a RuntimeError.
#[pyclass(module = "optout", frozen)]
pub(crate) struct Classified {
    inner: Arc<OnceLock<sweep::Classified>>,
    table: Option<Vec<u8>>,
}

impl Classified {
    pub(crate) fn new(found: sweep::Classified, table: Option<Vec<u8>>) -> Self {
        Self { inner: Arc::new(OnceLock::from(found)), table }
    }

    /// One that is known later.
    pub(crate) fn later(inner: &Arc<OnceLock<sweep::Classified>>) -> Self {
        Self { inner: Arc::clone(inner), table: None }
    }

    fn known(&self) -> PyResult<&sweep::Classified> {
        self.inner.get().ok_or_else(|| {
            PyRuntimeError::new_err(
                "the numbers are known when the batches have been read to their end",
            )
        })
    }
}

#[pymethods]
impl Classified {
    /// Records read.
    #[getter]
    fn records(&self) -> PyResult<u64> {
        Ok(self.known()?.records)
    }

    /// The numbers (dict): ``records``; by word those of ``retention``, ``marketing``, ``reasons`` and
    /// ``bases``; those that are ``overdue``; ``marketing_contacts`` that are paid for,
    /// ``marketing_waste`` among them whose people opted out of e-mail, and
    /// ``marketing_contacts_missing``, by what is missing for them to be kept on a basis.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, self.known()?)
    }

    /// The table of :func:`classify_table` (bytes); None if it was written to a path, or there was none.
    #[getter]
    fn table<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.table.as_ref().map(|table| PyBytes::new(py, table))
    }

    /// The numbers as plain data, which are :attr:`counts`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.counts(py)
    }

    /// The numbers as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(self.known()?)
    }

    fn _repr_html_(&self) -> String {
        html::numbers::classified(self.inner.get())
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Classified", "pass on its counts")
    }

    fn __repr__(&self) -> String {
        match self.inner.get() {
            None => repr("Classified", &[]),
            Some(found) => repr("Classified", &[("records", &found.records)]),
        }
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Classified>()
}
