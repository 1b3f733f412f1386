//! A whole job on paths.

use std::path::PathBuf;

use optout_core::sweep::{Guard, Progress, ReviewOptions};
use optout_core::{Layout, SweepJob, job};
use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyString};

use crate::error::{invalid_option, wrong_type};
use crate::html;
use crate::list::{read_form, read_order};
use crate::matcher::Matcher;
use crate::pickle::not_pickled;
use crate::policy::{self, Policy};
use crate::source::{self, FilePath};
use crate::text::{self, Day, Text, items, pair, plain, plain_dict, repr};
use crate::watch::{Callback, Raised};

/// Sweeps a contact export against a list (:class:`JobReport`).
///
/// Writes ``decisions.csv``, ``deletions.csv``, ``review.csv``, ``flags.csv``, ``audit.jsonl``, ``report.html``,
/// ``manifest.json`` and the redacted past exports, all of them or none. ``report.html`` is for people
/// (:meth:`JobReport.html`). ``flags.csv`` goes back into the system that the contacts
/// are from: each record's own id under the name that its column has there, what becomes of the record, and
/// whether marketing may be sent.
///
/// Every input is a path: the job says of each what it was, may read it twice and may go on after a stop. What is
/// in memory or in a file object goes to :func:`sweep_frame`, with a list from :func:`read_list`, or is written to
/// a file first.
///
/// Args:
///     list, contacts: paths of the Opt-Out List and of the contact export.
///     out: the directory to write to; it is made if it is not there.
///     now: today, ``datetime.date`` or ISO text.
///     preset: ``"salesforce"``, ``"hubspot"``, ``"marketo"``, ``"eloqua"``, ``"pardot"``, ``"outreach"`` or
///         ``"salesloft"``; detected from the header if None.
///     columns: header names of the contacts to roles, which outrank the preset.
///     encoding, delimiter: of the contacts, as for :func:`read_list`.
///     list_form, list_records_at, list_columns, list_encoding, list_delimiter, date_order, serial_dates: of the
///         list, as ``form``, ``records_at``, ``columns``, ``encoding``, ``delimiter``, ``date_order`` and
///         ``serial_dates`` of :func:`read_list`.
///     evidence: path of an evidence file.
///     past_exports: paths of past exports to redact; one goes to ``NAME.redacted.csv``.
///     policy: the policy; the standard one if None.
///     received: the day on which the list was received, if it was not today.
///     domain_aliases, id_links, nicknames, verdicts: paths of tables of what is known besides, as
///         :class:`DomainAliases`, :class:`IdLinks`, :class:`Nicknames` and :class:`Verdicts` read them.
///     matcher: a :class:`Matcher` that is there, opened or built, so that none is built: what is decided is the
///         same. It has to be of ``list``, as read with these options, and of the rules of ``policy``, or the job
///         fails; the tables of what is known besides are those in it, so that none may be named here. The list
///         is read all the same, for the redaction of past exports and for the report.
///     review_values: show names, addresses and websites of both sides in ``review.csv``: personal data.
///     review_scores: show the numbers that rank pairs there; who sees them tends to trust them.
///     guard: how much may be removed before the job stops, for one entry and for all: a pair of
///         records and thousandths of the file, of which the larger number counts, or ``"off"``.
///         ``(50, 10)`` if None.
///     previous_list: path of the list of last time, or of its snapshot as :meth:`Snapshot.to_json` writes it.
///         The guard looks whether the list has shrunk since, and ``counts["entries_gone"]`` says how many are
///         gone. Without it, a list that was cut off is swept as if everybody else had withdrawn.
///     previous_records: how many records the contacts had last time. The guard looks whether they have become
///         fewer: an export that was cut off would leave out those who are not in it.
///     shrinkage_per_mille: thousandths of the last list, or of the last contacts, that may be gone; 100 if
///         None, or with the guard ``"off"`` all of them.
///     checkpoint: a directory of the job's own for what it has so far, for runs so long that one that is stopped
///         must not be for nothing. If it is there, the job goes on from where it was stopped, with the same list,
///         policy, evidence, tables, days and columns; with others it fails. Once the job has succeeded, it is
///         gone. Until then it holds unfinished tables, and so personal data. A second job that is given it
///         meanwhile fails, on file systems that have locks.
///     checkpoint_every: how many bytes of the contacts are read from one checkpoint to the next; 256 MiB if
///         None.
///     threads: how many work on a file, the same bytes whatever their number; every core that the
///         process may use if None.
///     progress: called with the number of records since the last call, such as ``tqdm().update``.
///         An exception of it passes through unchanged and nothing is written. Ctrl-C works likewise.
///
/// Raises:
///     GuardError: more would be removed than the guard allows, or list or contacts have shrunk.
///     OptoutError: a fault of one of the inputs, with its position, or a failed write.
#[pyfunction]
#[pyo3(signature = (
    list, contacts, out, *, now, preset=None, columns=None, encoding=None, delimiter=None,
    list_form=None, list_records_at=None, list_columns=None, list_encoding=None, list_delimiter=None,
    date_order=None, serial_dates=false, evidence=None, past_exports=None, policy=None, received=None, domain_aliases=None, id_links=None,
    nicknames=None, verdicts=None, matcher=None, review_values=false, review_scores=false, guard=None,
    previous_list=None, previous_records=None, shrinkage_per_mille=None, checkpoint=None,
    checkpoint_every=None, threads=None, progress=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn sweep_file(
    py: Python<'_>,
    list: FilePath,
    contacts: FilePath,
    out: FilePath,
    now: Day,
    preset: Option<Text>,
    columns: Option<&Bound<'_, PyAny>>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
    list_form: Option<Text>,
    list_records_at: Option<Text>,
    list_columns: Option<&Bound<'_, PyAny>>,
    list_encoding: Option<Text>,
    list_delimiter: Option<Text>,
    date_order: Option<Text>,
    serial_dates: bool,
    evidence: Option<FilePath>,
    past_exports: Option<&Bound<'_, PyAny>>,
    policy: Option<&Bound<'_, Policy>>,
    received: Option<Day>,
    domain_aliases: Option<FilePath>,
    id_links: Option<FilePath>,
    nicknames: Option<FilePath>,
    verdicts: Option<FilePath>,
    matcher: Option<&Bound<'_, Matcher>>,
    review_values: bool,
    review_scores: bool,
    guard: Option<Limits>,
    previous_list: Option<FilePath>,
    previous_records: Option<u64>,
    shrinkage_per_mille: Option<u64>,
    checkpoint: Option<FilePath>,
    checkpoint_every: Option<u64>,
    threads: Option<usize>,
    progress: Option<Callback>,
) -> PyResult<JobReport> {
    let mut job =
        SweepJob::new(list.0, contacts.0, out.0, policy::given(py, policy)?.clone(), now.0);
    job.layout = source::contacts(preset, columns)?;
    job.format = source::format(encoding, delimiter)?;
    job.list_options.form = read_form(list_form)?;
    job.list_options.records_at = list_records_at.map(|field| field.0);
    job.list_options.layout = source::layout(Layout::detect(), list_columns)?;
    job.list_options.format = source::format(list_encoding, list_delimiter)?;
    job.list_options.dates.order = read_order(date_order)?;
    job.list_options.dates.serial = serial_dates;
    job.evidence = evidence.map(|path| path.0);
    job.past_exports = past_exports.map_or(Ok(Vec::new()), paths)?;
    job.received = received.map(|day| day.0);
    job.domain_aliases = domain_aliases.map(|path| path.0);
    job.id_links = id_links.map(|path| path.0);
    job.nicknames = nicknames.map(|path| path.0);
    job.verdicts = verdicts.map(|path| path.0);
    job.matcher = matcher.map(|matcher| matcher.get().inner.clone());
    job.review = ReviewOptions { values: review_values, scores: review_scores };
    job.guard = guard.map_or_else(Guard::default, |limits| limits.0);
    job.guard.shrinkage_per_mille = shrinkage_per_mille.unwrap_or(job.guard.shrinkage_per_mille);
    job.previous_list = previous_list.map(|path| path.0);
    job.previous_records = previous_records;
    job.checkpoint = checkpoint.map(|path| path.0);
    job.checkpoint_every = checkpoint_every.unwrap_or(job.checkpoint_every);
    job.threads = source::threads(threads)?;

    let mut told = 0;
    let raised = Raised::default();
    let mut on_progress = |Progress { records, .. }: Progress| {
        let delta = records - told;
        told = records;
        raised.ask(progress.as_ref().filter(|_| delta > 0).map(|progress| (progress, delta)))
    };
    let result = py.detach(|| job.run(&mut on_progress));
    Ok(JobReport { inner: raised.or_raise(result)? })
}

/// How much may be removed: records and thousandths of the file, or the word `off`.
pub(crate) struct Limits(pub(crate) Guard);

impl<'py> FromPyObject<'_, 'py> for Limits {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        const EXPECTED: &str = "(records, per_mille) as whole numbers, or off";
        if object.is_instance_of::<PyString>() {
            return match object.extract::<Text>()?.0.as_str() {
                "off" => Ok(Self(Guard::OFF)),
                _ => Err(invalid_option("guard", EXPECTED)),
            };
        }
        let (records, per_mille) = pair(&object).ok_or_else(|| wrong_type(EXPECTED, &object))?;
        let number = |value: Bound<'_, PyAny>| {
            let number = value.cast::<PyInt>().map_err(|_| wrong_type(EXPECTED, &value))?;
            number.extract::<u64>().map_err(|_| invalid_option("guard", EXPECTED))
        };
        let (records, per_mille) = (number(records)?, number(per_mille)?);
        Ok(Self(Guard { records, per_mille, ..Guard::default() }))
    }
}

/// Paths of an iterable; a single path is likely to be a slip, and its characters are not paths.
fn paths(object: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    if object.is_instance_of::<PyString>() || object.hasattr("__fspath__")? {
        return Ok(vec![object.extract::<FilePath>()?.0]);
    }
    items(object, "an iterable of paths")?.map(|path| Ok(path?.extract::<FilePath>()?.0)).collect()
}

/// What a job did; the manifest. It holds no personal data.
#[pyclass(module = "optout", frozen)]
pub(crate) struct JobReport {
    inner: job::JobReport,
}

#[pymethods]
impl JobReport {
    /// Records read.
    #[getter]
    fn records(&self) -> u64 {
        self.inner.counts.records
    }

    /// The numbers: records by status, tier, retention, reason, basis, marketing and deadline.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.counts)
    }

    /// Nearly everybody seems to have opted out: the column may be one of opt-ins.
    #[getter]
    fn opt_out_column_is_suspect(&self) -> bool {
        self.inner.counts.opt_out_column_is_suspect()
    }

    /// SHA-256 of the tables of what is known besides, by what they are: ``"domain_aliases"`` and so on.
    #[getter]
    fn options_sha256<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.options_sha256)
    }

    /// What the list was: hash, snapshot, records, entries and faults.
    #[getter]
    fn list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.list)
    }

    /// The summaries of the redacted exports, by the name they were written under.
    #[getter]
    fn past_exports<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.past_exports)
    }

    /// SHA-256 of what was written, by name.
    #[getter]
    fn outputs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.outputs)
    }

    /// The head of the audit log, for :func:`verify_audit`: kept elsewhere, it shows that log and manifest were not
    /// written anew.
    #[getter]
    fn audit_head(&self) -> &str {
        &self.inner.audit_head
    }

    /// The hash of the policy that decided.
    #[getter]
    fn policy_hash(&self) -> &str {
        &self.inner.policy_hash
    }

    /// The whole manifest as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The whole manifest as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    /// The evidence report, byte for byte what the job wrote as ``report.html`` (str).
    ///
    /// One page that a privacy officer keeps as the record of the sweep: counts, deadlines, fingerprints of what was
    /// read and written, the policy in words, what the guard saw, and what was not done. It loads and runs nothing,
    /// and no personal data is on it.
    fn html(&self) -> String {
        self.inner.html()
    }

    fn _repr_html_(&self) -> String {
        html::numbers::job(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("JobReport", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let found: u64 = self.inner.counts.retention.values().sum();
        let records = self.inner.counts.records;
        repr("JobReport", &[("records", &records), ("found", &found)])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(sweep_file, module)?)?;
    module.add_class::<JobReport>()
}
