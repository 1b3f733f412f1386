//! What matching found.

use optout_core as core;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::html;
use crate::pickle::not_pickled;
use crate::text::{self, plain_dict, quoted, repr};

/// What a record is to the list.
///
/// It has no truth value: ``"possible"`` is neither yes nor no. Look at :attr:`status`.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Match {
    pub(crate) inner: core::Match,
}

/// A match as plain data.
#[derive(Serialize)]
struct PlainMatch<'a> {
    status: &'a str,
    tier: Option<&'a str>,
    rule: Option<&'a str>,
    entry_id: Option<&'a str>,
    sentence: Option<String>,
    competing: &'a [String],
    comparison: Option<&'a core::matching::Comparison>,
    verdict: Option<core::Verdict>,
    is_settled: bool,
    unreadable: usize,
    oversized_blocks: usize,
}

#[pymethods]
impl Match {
    /// ``"match"``, ``"possible"``, ``"non_match"``, or ``"unknown"`` where nothing could be looked up.
    #[getter]
    fn status(&self) -> &'static str {
        self.inner.status().as_str()
    }

    /// How strong the evidence is: ``"T0"`` (strongest) to ``"T6"``; None where nobody was found.
    #[getter]
    fn tier(&self) -> Option<&'static str> {
        self.inner.finding().map(|finding| finding.tier.as_str())
    }

    /// The name of the rule that decided, or None.
    #[getter]
    fn rule(&self) -> Option<&str> {
        self.inner.finding().map(|finding| finding.rule.as_str())
    }

    /// The name of the entry that was found, or None.
    #[getter]
    fn entry_id(&self) -> Option<&str> {
        self.inner.finding().map(|finding| finding.entry_id.as_str())
    }

    /// Why, in plain sentences without any value, or None.
    #[getter]
    fn sentence(&self) -> Option<String> {
        self.inner.finding().map(|finding| finding.sentence())
    }

    /// Names of other entries for which a rule held too.
    #[getter]
    fn competing(&self) -> Vec<String> {
        self.inner.competing().to_vec()
    }

    /// What record and entry have in common, field by field, as a dict; None where nobody was found.
    #[getter]
    fn comparison<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.inner.finding().map(|finding| plain_dict(py, &finding.comparison)).transpose()
    }

    /// What a human decided about the pair, ``"same"`` or None: a pair of two people is no match.
    #[getter]
    fn verdict(&self) -> Option<&'static str> {
        self.inner.finding().and_then(|finding| finding.verdict).map(core::Verdict::as_str)
    }

    /// Whether the match stands by itself (bool).
    ///
    /// It does not where a record was found by an address alone and the list's name, if it has one,
    /// does not choose between people: another record with that address may be somebody else. Nor does it
    /// where a rule asks for the only record that fits. :func:`sweep_file` looks at the whole file first; who matches one by one has to.
    #[getter]
    fn is_settled(&self) -> bool {
        self.inner.is_settled()
    }

    /// How many ids and addresses of the record could not be read, and so were not looked up.
    #[getter]
    fn unreadable(&self) -> usize {
        self.inner.unreadable()
    }

    /// How many blocks the record led to that had too many entries to be compared: more people of one
    /// name at one place, or of one id or address, than can be told apart.
    #[getter]
    fn oversized_blocks(&self) -> usize {
        self.inner.oversized_blocks()
    }

    /// The match as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.plain())
    }

    /// The match as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.plain())
    }

    fn _repr_html_(&self) -> String {
        html::matching::found(&self.inner)
    }

    fn __bool__(&self) -> PyResult<bool> {
        Err(PyTypeError::new_err("a Match has no truth value; look at its status"))
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Match", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let status = quoted(Some(self.status()));
        repr("Match", &[("status", &status), ("tier", &quoted(self.tier()))])
    }
}

impl Match {
    fn plain(&self) -> PlainMatch<'_> {
        let finding = self.inner.finding();
        PlainMatch {
            status: self.status(),
            tier: self.tier(),
            rule: self.rule(),
            entry_id: self.entry_id(),
            sentence: self.sentence(),
            competing: self.inner.competing(),
            comparison: finding.map(|finding| &finding.comparison),
            verdict: finding.and_then(|finding| finding.verdict),
            is_settled: self.inner.is_settled(),
            unreadable: self.inner.unreadable(),
            oversized_blocks: self.inner.oversized_blocks(),
        }
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Match>()
}
