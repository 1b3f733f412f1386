//! Whether an audit log is as it was written, and whether its decisions come out again.

use optout_core::report::{self, AuditReplay as Replayed};
use optout_core::sweep::Progress;
use optout_core::{Input, Layout, SweepJob};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict};

use crate::error::OrRaise;
use crate::list::{read_form, read_order};
use crate::matcher::Matcher;
use crate::pickle::not_pickled;
use crate::policy::{self, Policy};
use crate::source::{self, FilePath, read_whole};
use crate::text::{self, Day, Text, date, plain, plain_dict, repr};
use crate::watch::{Callback, Raised};

/// Checks the chain of an audit log: that it is whole, and as it was written (:class:`Audited`).
///
/// Each line of the log ends in its ``chain``, SHA-256 over that of the line before and what stands in front of it;
/// the last one is the head. A line that was changed, put in, taken out or moved is noticed, and so is an end that
/// was cut off. Whoever can write the log can also write all of it anew, and the manifest beside it: that is
/// noticed by a head only that was kept elsewhere.
///
/// Anybody can check a log without this library:
///
/// >>> import hashlib, optout
/// >>> def check(log):
/// ...     head = b"optout-audit-1"
/// ...     for line in log.splitlines(keepends=True):
/// ...         body, end = line[:-77], line[-77:]
/// ...         head = hashlib.sha256(head + body).hexdigest().encode()
/// ...         if end != b',"chain":"' + head + b'"}\n':
/// ...             raise ValueError("a line is not as it was written")
/// ...     if not body.startswith(b'{"decisions":'):
/// ...         raise ValueError("the end was cut off")
/// ...     return head.decode()
/// >>> body = b'{"form":"optout-audit-1","list_snapshot":"5a","now":"2026-11-24",'
/// >>> body += b'"received":"2026-11-24","policy_hash":"c0","engine":"0.1.0"'
/// >>> one = hashlib.sha256(b"optout-audit-1" + body).hexdigest().encode()
/// >>> two = hashlib.sha256(one + b'{"decisions":0').hexdigest().encode()
/// >>> log = body + b',"chain":"' + one + b'"}\n{"decisions":0,"chain":"' + two + b'"}\n'
/// >>> optout.verify_audit(log).head == check(log)
/// True
///
/// Args:
///     source: a path, the content as bytes, or a binary file object.
///     head: the head that was kept: ``audit_head`` of the :class:`JobReport`. Without it, a log that was written
///         anew as a whole is as good as any.
///
/// Raises:
///     VerificationError: the log is not as it was written, with the place of the line; its ``record`` is the
///         number of the decision in the log, 0 for the header. No message holds a value of the log.
///     StructureError: it is empty, or a line is longer than any can be.
///     OptoutError: the head is none.
#[pyfunction]
#[pyo3(signature = (source, head=None))]
fn verify_audit(source: &Bound<'_, PyAny>, head: Option<Text>) -> PyResult<Audited> {
    let head = head.as_ref().map(|head| head.0.as_str());
    // A head that is none is no fault of the log's.
    let verify = |input: &mut dyn std::io::Read| Ok(report::verify_audit(input, head));
    let inner = read_whole(source, Input::Audit, verify)?.or_raise()?;
    Ok(Audited { inner })
}

/// What an audit log is that is whole. It holds no personal data.
#[pyclass(module = "optout", frozen)]
pub(crate) struct Audited {
    inner: report::Audited,
}

#[pymethods]
impl Audited {
    /// How many decisions the log holds.
    #[getter]
    fn decisions(&self) -> u64 {
        self.inner.decisions
    }

    /// The head: the hash of the whole log.
    #[getter]
    fn head(&self) -> &str {
        &self.inner.head
    }

    /// The snapshot of the list that was swept with.
    #[getter]
    fn list_snapshot(&self) -> &str {
        &self.inner.header.list_snapshot
    }

    /// The day that was taken for today.
    #[getter]
    fn now<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.header.now)
    }

    /// The day on which the list was received.
    #[getter]
    fn received<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.header.received)
    }

    /// The hash of the policy.
    #[getter]
    fn policy_hash(&self) -> &str {
        &self.inner.header.policy_hash
    }

    /// The version of the library that decided.
    #[getter]
    fn engine(&self) -> &str {
        &self.inner.header.engine
    }

    /// All of it as plain data; days are ISO text.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// All of it as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Audited", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        repr("Audited", &[("decisions", &self.inner.decisions)])
    }
}

/// Decides again, and compares with the audit log that :func:`sweep_file` has written (:class:`AuditReplay`).
///
/// Nothing is written. List, contacts, evidence, tables, policy and days have to be those of the time: the header
/// of the log tells some of them, the manifest all. Past exports, guards and checkpoints are not asked.
///
/// Args:
///     audit: path of the log.
///     list, contacts: paths of the Opt-Out List and of the contact export.
///     record: the number of a record in the contacts, to ask about its decision only.
///     now, preset, columns, encoding, delimiter, list_form, list_records_at, list_columns, list_encoding,
///         list_delimiter, date_order, serial_dates, evidence, policy, received, domain_aliases, id_links,
///         nicknames, verdicts, matcher, threads, progress: as for :func:`sweep_file`.
///
/// Raises:
///     VerificationError: the log does not begin as one. What is wrong with it further on says
///         :attr:`AuditReplay.fault`.
///     OptoutError: a fault of one of the inputs, with its position.
#[pyfunction]
#[pyo3(signature = (
    audit, list, contacts, *, now, record=None, preset=None, columns=None, encoding=None, delimiter=None,
    list_form=None, list_records_at=None, list_columns=None, list_encoding=None, list_delimiter=None,
    date_order=None, serial_dates=false, evidence=None, policy=None, received=None, domain_aliases=None,
    id_links=None, nicknames=None, verdicts=None, matcher=None, threads=None, progress=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn replay_file(
    py: Python<'_>,
    audit: FilePath,
    list: FilePath,
    contacts: FilePath,
    now: Day,
    record: Option<u64>,
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
    policy: Option<&Bound<'_, Policy>>,
    received: Option<Day>,
    domain_aliases: Option<FilePath>,
    id_links: Option<FilePath>,
    nicknames: Option<FilePath>,
    verdicts: Option<FilePath>,
    matcher: Option<&Bound<'_, Matcher>>,
    threads: Option<usize>,
    progress: Option<Callback>,
) -> PyResult<AuditReplay> {
    // No output is written, and so there is no directory for any.
    let mut job = SweepJob::new(list.0, contacts.0, "", policy::given(py, policy)?.clone(), now.0);
    job.layout = source::contacts(preset, columns)?;
    job.format = source::format(encoding, delimiter)?;
    job.list_options.form = read_form(list_form)?;
    job.list_options.records_at = list_records_at.map(|field| field.0);
    job.list_options.layout = source::layout(Layout::detect(), list_columns)?;
    job.list_options.format = source::format(list_encoding, list_delimiter)?;
    job.list_options.dates.order = read_order(date_order)?;
    job.list_options.dates.serial = serial_dates;
    job.evidence = evidence.map(|path| path.0);
    job.received = received.map(|day| day.0);
    job.domain_aliases = domain_aliases.map(|path| path.0);
    job.id_links = id_links.map(|path| path.0);
    job.nicknames = nicknames.map(|path| path.0);
    job.verdicts = verdicts.map(|path| path.0);
    job.matcher = matcher.map(|matcher| matcher.get().inner.clone());
    job.threads = source::threads(threads)?;

    let mut told = 0;
    let raised = Raised::default();
    let mut on_progress = |Progress { records, .. }: Progress| {
        let delta = records - told;
        told = records;
        raised.ask(progress.as_ref().filter(|_| delta > 0).map(|progress| (progress, delta)))
    };
    let result = py.detach(|| job.replay(&audit.0, record, &mut on_progress));
    Ok(AuditReplay { inner: raised.or_raise(result)? })
}

/// What a replay has shown: whether the decisions of an audit log come out again. It holds no value of the log.
#[pyclass(module = "optout", frozen)]
pub(crate) struct AuditReplay {
    inner: Replayed,
}

#[pymethods]
impl AuditReplay {
    /// Everything is as it was: inputs, decisions and the log itself.
    #[getter]
    fn agrees(&self) -> bool {
        self.inner.agrees
    }

    /// The head of the log, as it follows from its lines.
    #[getter]
    fn head(&self) -> &str {
        &self.inner.head
    }

    /// Members of the header that differ: what was given is not what the log was written with.
    #[getter]
    fn header(&self) -> Vec<&'static str> {
        self.inner.header.clone()
    }

    /// Decisions in the log.
    #[getter]
    fn decisions_in_log(&self) -> u64 {
        self.inner.decisions_in_log
    }

    /// Decisions that are in the log and came out again, whatever they say, of those that were asked about.
    #[getter]
    fn decisions(&self) -> u64 {
        self.inner.decisions
    }

    /// Those of them that say something else now.
    #[getter]
    fn changed(&self) -> u64 {
        self.inner.changed
    }

    /// Decisions that are not in the log.
    #[getter]
    fn not_in_log(&self) -> u64 {
        self.inner.not_in_log
    }

    /// Decisions in the log that do not come out again.
    #[getter]
    fn only_in_log(&self) -> u64 {
        self.inner.only_in_log
    }

    /// The first 1000 records that differ: dicts of ``record``, ``in_log``, ``in_replay`` and the names of the
    /// ``members`` whose values do.
    #[getter]
    fn differences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.differences)
    }

    /// What is wrong with the log itself, first of all: a dict of ``message``, ``record``, ``line`` and ``byte``; None
    /// if it is whole.
    #[getter]
    fn fault<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("fault")
    }

    /// All of it as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// All of it as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("AuditReplay", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let Replayed { decisions, changed, .. } = &self.inner;
        repr("AuditReplay", &[("decisions", decisions), ("changed", changed)])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(verify_audit, module)?)?;
    module.add_function(wrap_pyfunction!(replay_file, module)?)?;
    module.add_class::<Audited>()?;
    module.add_class::<AuditReplay>()
}
