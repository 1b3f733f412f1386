//! Redaction of past-export files.

use std::io::Cursor;

use optout_core as core;
use optout_core::redact::{Column, Profile, Targets};
use optout_core::{Error, Input, fs, redact};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::error::{OrRaise, not_pickled};
use crate::list::OptOutList;
use crate::source::{self, Content, FilePath};
use crate::text::{Text, Texts, cell, items, pairs, plain_dict, repr, word};

/// Redacts past-export files, and verifies that it was done. Immutable; share it between threads.
///
/// Args:
///     people_ids, record_ids, emails: whose rows are redacted: the vendor's ids, the CRM's record
///         ids, e-mail addresses. One str or an iterable of them.
///     list: everybody on a list, besides (:class:`OptOutList`).
///     profile: ``"crm"``, ``"csv"`` or ``"sep"``; detected from the header if None.
///     aliases: what columns hold that go by names of their own: header name to ``"people_id"``,
///         ``"record_id"``, ``"company_id"``, ``"company_record_id"``, ``"credit"``,
///         ``"is_redacted"``, ``"email"`` or ``"other"``.
///     encoding, delimiter: as for :func:`read_list`.
///
/// >>> import optout
/// >>> redactor = optout.Redactor(people_ids=["P2"])
/// >>> export = b"6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,Bob,FALSE\n"
/// >>> redacted, summary = redactor.redact_bytes(export)
/// >>> redacted
/// b'6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,,TRUE\n'
/// >>> summary.redacted
/// 1
#[pyclass(module = "optout", frozen)]
pub(crate) struct Redactor {
    inner: core::Redactor,
    refused: usize,
}

#[pymethods]
impl Redactor {
    #[new]
    #[pyo3(signature = (
        *, people_ids=None, record_ids=None, emails=None, list=None, profile=None, aliases=None,
        encoding=None, delimiter=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        people_ids: Option<Texts>,
        record_ids: Option<Texts>,
        emails: Option<Texts>,
        list: Option<&Bound<'_, OptOutList>>,
        profile: Option<Text>,
        aliases: Option<&Bound<'_, PyAny>>,
        encoding: Option<Text>,
        delimiter: Option<Text>,
    ) -> PyResult<Self> {
        let mut targets = Targets::new();
        let mut refused = 0;
        let mut count = |taken: bool| refused += usize::from(!taken);
        for id in people_ids.unwrap_or_default().0 {
            count(targets.person_id(&id));
        }
        for id in record_ids.unwrap_or_default().0 {
            count(targets.record_id(&id));
        }
        for email in emails.unwrap_or_default().0 {
            count(targets.email(&email));
        }
        let list = list.map(|list| &list.get().inner);
        refused += list.map_or(0, |list| targets.list(list));
        let mut inner = core::Redactor::new(targets).format(source::format(encoding, delimiter)?);
        if let Some(list) = list {
            inner = inner.list_snapshot(list.snapshot().id());
        }
        if let Some(profile) = profile {
            inner = inner.profile(word::<Profile>(&profile)?);
        }
        if let Some(aliases) = aliases {
            for (header, column) in pairs(aliases, "a mapping of header names to columns")? {
                let column: Column = word(&column.extract()?)?;
                inner = inner.alias(&header.extract::<Text>()?.0, column);
            }
        }
        Ok(Self { inner, refused })
    }

    /// How many of the given identifiers could not be read, and so name nobody.
    #[getter]
    fn refused(&self) -> usize {
        self.refused
    }

    /// Redacts one file into another, or in place if both paths are the same (:class:`Summary`).
    ///
    /// The output appears whole or not at all; its mode is 0600.
    ///
    /// Args:
    ///     path_in, path_out: paths.
    ///     verify: read the result again and hold it against the original before it takes its name.
    ///
    /// Raises:
    ///     OptoutError: no profile fits, a structure fault, a broken promise, or reading or writing
    ///         fails. What stood at ``path_out`` before is then still there.
    #[pyo3(signature = (path_in, path_out, *, verify=true))]
    fn redact_csv(
        &self,
        py: Python<'_>,
        path_in: FilePath,
        path_out: FilePath,
        verify: bool,
    ) -> PyResult<Summary> {
        let redact = || {
            if verify {
                fs::redact_path_verified(&self.inner, &path_in.0, &path_out.0)
                    .map(|(summary, verification)| (summary, Some(verification)))
            } else {
                fs::redact_path(&self.inner, &path_in.0, &path_out.0).map(|summary| (summary, None))
            }
        };
        let (inner, verification) = py.detach(redact).map_err(in_export).or_raise()?;
        Ok(Summary { inner, verification })
    }

    /// Redacts a file's content: the redacted bytes, and a :class:`Summary`.
    ///
    /// Args:
    ///     content: bytes, bytearray or memoryview.
    ///     verify: hold the result against the original.
    ///
    /// Raises:
    ///     OptoutError: as for :meth:`redact_csv`.
    #[pyo3(signature = (content, *, verify=true))]
    fn redact_bytes<'py>(
        &self,
        py: Python<'py>,
        content: Content,
        verify: bool,
    ) -> PyResult<(Bound<'py, PyBytes>, Summary)> {
        let redact = || -> core::Result<_> {
            let mut output = Vec::with_capacity(content.bytes().len());
            let summary = self.inner.redact(content.bytes(), &mut output)?;
            let verification = match verify {
                true => Some(self.inner.verify(content.bytes(), Cursor::new(&output))?),
                false => None,
            };
            Ok((output, Summary { inner: summary, verification }))
        };
        let (output, summary) = py.detach(redact).or_raise()?;
        Ok((PyBytes::new(py, &output), summary))
    }

    /// Redacts one row under a header (:class:`RedactedRow`).
    ///
    /// For the rows of one table :meth:`redact_rows` is the way: it writes the flag as the column
    /// does.
    fn redact_row(
        &self,
        header: &Bound<'_, PyAny>,
        row: &Bound<'_, PyAny>,
    ) -> PyResult<RedactedRow> {
        let (header, row) = (fields(header)?, fields(row)?);
        let mut plan = self.inner.plan(&borrowed(&header)).or_raise()?;
        Ok(RedactedRow::of(&plan.redact(&borrowed(&row))))
    }

    /// Redacts the rows of one table, in their order: the header, with Is Redacted if it was not in
    /// it, and a list of :class:`RedactedRow`.
    ///
    /// Args:
    ///     header: the column names.
    ///     rows: an iterable of rows, each an iterable of str; None is a blank field.
    ///
    /// Raises:
    ///     LayoutError: no profile fits, or the header lacks every identifier.
    fn redact_rows(
        &self,
        header: &Bound<'_, PyAny>,
        rows: &Bound<'_, PyAny>,
    ) -> PyResult<(Vec<String>, Vec<RedactedRow>)> {
        let header = fields(header)?;
        let mut plan = self.inner.plan(&borrowed(&header)).or_raise()?;
        let mut redacted = Vec::new();
        for row in items(rows, "an iterable of rows")? {
            let row = fields(&row?)?;
            redacted.push(RedactedRow::of(&plan.redact(&borrowed(&row))));
        }
        Ok((plan.header().to_vec(), redacted))
    }

    /// Verifies a redacted file against its original (:class:`Verification`).
    ///
    /// Raises:
    ///     VerificationError: the first record that breaks a promise.
    ///     OptoutError: one of the files cannot be read.
    fn verify(
        &self,
        py: Python<'_>,
        original: FilePath,
        redacted: FilePath,
    ) -> PyResult<Verification> {
        let verify = || fs::verify_path(&self.inner, &original.0, &redacted.0);
        Ok(Verification { inner: py.detach(verify).map_err(in_export).or_raise()? })
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Redactor", "make it where it is needed")
    }

    fn __repr__(&self) -> String {
        repr("Redactor", &[("refused", &self.refused)])
    }
}

fn in_export(error: Error) -> Error {
    error.within(Input::PastExport)
}

fn fields(row: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let mut fields = Vec::new();
    for field in items(row, "an iterable of str")? {
        fields.push(cell(&field?)?.unwrap_or_default());
    }
    Ok(fields)
}

fn borrowed(fields: &[String]) -> Vec<&str> {
    fields.iter().map(String::as_str).collect()
}

/// Redacts one file into another: everybody on a list (:class:`Summary`).
///
/// The same as ``Redactor(list=list, profile=profile).redact_csv(path_in, path_out, verify=verify)``.
#[pyfunction]
#[pyo3(signature = (path_in, path_out, *, list, profile=None, verify=true))]
fn redact_csv(
    py: Python<'_>,
    path_in: FilePath,
    path_out: FilePath,
    list: &Bound<'_, OptOutList>,
    profile: Option<Text>,
    verify: bool,
) -> PyResult<Summary> {
    Redactor::new(None, None, None, Some(list), profile, None, None, None)?
        .redact_csv(py, path_in, path_out, verify)
}

/// A row after redaction.
#[pyclass(module = "optout", frozen)]
pub(crate) struct RedactedRow {
    fields: Vec<String>,
    is_redacted: bool,
    findings: Vec<&'static str>,
}

impl RedactedRow {
    fn of(row: &redact::RedactedRow<'_>) -> Self {
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

/// What a redaction did, as numbers and hashes; enough to show later, and no personal data.
#[pyclass(module = "optout", frozen)]
pub(crate) struct Summary {
    inner: redact::Summary,
    verification: Option<redact::Verification>,
}

#[pymethods]
impl Summary {
    /// The profile that was named or detected.
    #[getter]
    fn profile(&self) -> &str {
        &self.inner.profile
    }

    /// How many records the file has, the header not counted.
    #[getter]
    fn records(&self) -> u64 {
        self.inner.records
    }

    /// How many of them this run changed in order to redact them.
    #[getter]
    fn redacted(&self) -> u64 {
        self.inner.redacted
    }

    /// How many of them were redacted already and needed no change.
    #[getter]
    fn already_redacted(&self) -> u64 {
        self.inner.already_redacted
    }

    /// Whether the file had no Is Redacted column and got one.
    #[getter]
    fn appended_column(&self) -> bool {
        self.inner.appended_column
    }

    /// SHA-256 of the input, in hexadecimal; None if it was not to be hashed.
    #[getter]
    fn sha256_input(&self) -> Option<&str> {
        self.inner.sha256_input.as_deref()
    }

    /// SHA-256 of the output, in hexadecimal; None if it was not to be hashed.
    #[getter]
    fn sha256_output(&self) -> Option<&str> {
        self.inner.sha256_output.as_deref()
    }

    /// What somebody should look at, as ``(kind, record)`` pairs; the first 10,000 of each kind.
    #[getter]
    fn findings(&self) -> Vec<(&'static str, u64)> {
        listed(&self.inner.findings)
    }

    /// What the verification saw (:class:`Verification`); None if there was none.
    #[getter]
    fn verification(&self) -> Option<Verification> {
        self.verification.clone().map(|inner| Verification { inner })
    }

    /// The summary as plain data, without the verification.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Summary", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let (records, redacted) = (self.inner.records, self.inner.redacted);
        repr("Summary", &[("records", &records), ("redacted", &redacted)])
    }
}

/// What a verification saw; that there is one says that every promise holds.
#[pyclass(module = "optout", frozen)]
pub(crate) struct Verification {
    inner: redact::Verification,
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
    module.add_function(wrap_pyfunction!(redact_csv, module)?)?;
    module.add_class::<Redactor>()?;
    module.add_class::<RedactedRow>()?;
    module.add_class::<Summary>()?;
    module.add_class::<Verification>()
}
