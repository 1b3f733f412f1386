//! What a redaction or a verification did.

use std::sync::{Arc, OnceLock};

use optout_core::redact;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::html;
use crate::pickle::not_pickled;
use crate::text::{self, plain_dict, repr};

/// What a redaction did, as numbers and hashes; enough to show later, and no personal data.
///
/// That of batches which are redacted as they are read is known when they have been read to their end;
/// before, its attributes raise a RuntimeError.
#[pyclass(module = "optout", frozen)]
pub(crate) struct Summary {
    inner: Arc<OnceLock<redact::Summary>>,
    verification: Option<redact::Verification>,
}

impl Summary {
    pub(crate) fn new(
        summary: redact::Summary,
        verification: Option<redact::Verification>,
    ) -> Self {
        Self { inner: Arc::new(OnceLock::from(summary)), verification }
    }

    /// One that is known later.
    pub(crate) fn later(inner: &Arc<OnceLock<redact::Summary>>) -> Self {
        Self { inner: Arc::clone(inner), verification: None }
    }

    fn known(&self) -> PyResult<&redact::Summary> {
        self.inner.get().ok_or_else(|| {
            PyRuntimeError::new_err(
                "the summary is known when the batches have been read to their end",
            )
        })
    }
}

#[pymethods]
impl Summary {
    /// The profile that was named or detected.
    #[getter]
    fn profile(&self) -> PyResult<&str> {
        Ok(&self.known()?.profile)
    }

    /// How many records the file has, the header not counted.
    #[getter]
    fn records(&self) -> PyResult<u64> {
        Ok(self.known()?.records)
    }

    /// How many of them this run changed in order to redact them.
    #[getter]
    fn redacted(&self) -> PyResult<u64> {
        Ok(self.known()?.redacted)
    }

    /// How many of them were redacted already and needed no change.
    #[getter]
    fn already_redacted(&self) -> PyResult<u64> {
        Ok(self.known()?.already_redacted)
    }

    /// Whether the file had no Is Redacted column and got one.
    #[getter]
    fn appended_column(&self) -> PyResult<bool> {
        Ok(self.known()?.appended_column)
    }

    /// SHA-256 of the input, in hexadecimal; None if it was not to be hashed.
    #[getter]
    fn sha256_input(&self) -> PyResult<Option<&str>> {
        Ok(self.known()?.sha256_input.as_deref())
    }

    /// SHA-256 of the output, in hexadecimal; None if it was not to be hashed.
    #[getter]
    fn sha256_output(&self) -> PyResult<Option<&str>> {
        Ok(self.known()?.sha256_output.as_deref())
    }

    /// What somebody should look at, as ``(kind, record)`` pairs; the first 10,000 of each kind.
    #[getter]
    fn findings(&self) -> PyResult<Vec<(&'static str, u64)>> {
        Ok(listed(&self.known()?.findings))
    }

    /// What the verification saw (:class:`Verification`); None if there was none.
    #[getter]
    fn verification(&self) -> Option<Verification> {
        self.verification.clone().map(|inner| Verification { inner })
    }

    /// The summary as plain data, without the verification.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, self.known()?)
    }

    /// The summary as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(self.known()?)
    }

    fn _repr_html_(&self) -> String {
        html::after::summary(self.inner.get(), self.verification.as_ref())
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Summary", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        match self.inner.get() {
            None => repr("Summary", &[]),
            Some(known) => {
                repr("Summary", &[("records", &known.records), ("redacted", &known.redacted)])
            }
        }
    }
}

/// What a verification saw; that there is one says that every promise holds.
#[pyclass(module = "optout", frozen)]
pub(crate) struct Verification {
    pub(crate) inner: redact::Verification,
}

#[pymethods]
impl Verification {
    /// How many records both files have, the header not counted.
    #[getter]
    fn records(&self) -> u64 {
        self.inner.records
    }

    /// How many of them are redacted.
    #[getter]
    fn redacted(&self) -> u64 {
        self.inner.redacted
    }

    /// SHA-256 of the original, in hexadecimal; None if it was not to be hashed.
    #[getter]
    fn sha256_original(&self) -> Option<&str> {
        self.inner.sha256_original.as_deref()
    }

    /// SHA-256 of the redacted file, in hexadecimal; None if it was not to be hashed.
    #[getter]
    fn sha256_redacted(&self) -> Option<&str> {
        self.inner.sha256_redacted.as_deref()
    }

    /// Records that still mention a redacted person's address, as ``(kind, record)`` pairs.
    #[getter]
    fn findings(&self) -> Vec<(&'static str, u64)> {
        listed(&self.inner.findings)
    }

    /// The verification as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The verification as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::after::verification(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Verification", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let (records, redacted) = (self.inner.records, self.inner.redacted);
        repr("Verification", &[("records", &records), ("redacted", &redacted)])
    }
}

fn listed(findings: &redact::Findings) -> Vec<(&'static str, u64)> {
    findings.listed().iter().map(|finding| (finding.kind.as_str(), finding.record)).collect()
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Summary>()?;
    module.add_class::<Verification>()
}
