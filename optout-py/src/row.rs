//! Single rows after redaction.

use optout_core::redact;
use pyo3::prelude::*;

use crate::pickle::not_pickled;
use crate::text::repr;

/// A row after redaction.
#[pyclass(module = "optout", frozen)]
pub(crate) struct RedactedRow {
    fields: Vec<String>,
    is_redacted: bool,
    findings: Vec<&'static str>,
}

impl RedactedRow {
    pub(crate) fn of(row: &redact::RedactedRow<'_>) -> Self {
        Self {
            fields: row.fields.iter().map(|field| field.clone().into_owned()).collect(),
            is_redacted: row.is_redacted,
            findings: row.findings.iter().map(|kind| kind.as_str()).collect(),
        }
    }
}

#[pymethods]
impl RedactedRow {
    /// The fields: as many as there were, and the flag if the header has got one.
    #[getter]
    fn fields(&self) -> Vec<String> {
        self.fields.clone()
    }

    /// Whether the row is redacted, now or from before.
    #[getter]
    fn is_redacted(&self) -> bool {
        self.is_redacted
    }

    /// What somebody should look at, such as ``"kept_value_leak"``.
    #[getter]
    fn findings(&self) -> Vec<&'static str> {
        self.findings.clone()
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("RedactedRow", "pass on its fields")
    }

    fn __repr__(&self) -> String {
        let is_redacted = if self.is_redacted { "True" } else { "False" };
        repr("RedactedRow", &[("fields", &self.fields.len()), ("is_redacted", &is_redacted)])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<RedactedRow>()
}
