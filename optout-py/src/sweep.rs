//! A whole job on paths.

use std::ops::ControlFlow;
use std::path::PathBuf;

use optout_core::sweep::Progress;
use optout_core::{Layout, SweepJob, job};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::error::{OrRaise, not_pickled};
use crate::list::read_order;
use crate::policy::{self, Policy};
use crate::source::{self, FilePath};
use crate::text::{Day, Text, items, plain, plain_dict, repr};

/// Sweeps a contact export against a list (:class:`JobReport`).
///
/// Writes ``decisions.csv``, ``deletions.csv``, ``review.csv``, ``audit.jsonl``, ``manifest.json`` and
/// the redacted past exports, all of them or none.
///
/// Args:
///     list, contacts: paths of the Opt-Out List and of the contact export.
///     out: the directory to write to; it is made if it is not there.
///     now: today, ``datetime.date`` or ISO text.
///     preset: ``"salesforce"`` or ``"hubspot"``; detected from the header if None.
///     columns: header names of the contacts to roles, which outrank the preset.
///     encoding, delimiter: of the contacts, as for :func:`read_list`.
///     list_columns, list_encoding, list_delimiter, date_order, serial_dates: of the list, as
///         ``columns``, ``encoding``, ``delimiter``, ``date_order`` and ``serial_dates`` of
///         :func:`read_list`.
///     evidence: path of an evidence file.
///     past_exports: paths of past exports to redact; one goes to ``NAME.redacted.csv``.
///     policy: the policy; the standard one if None.
///     received: the day on which the list was received, if it was not today.
///     progress: called with the number of records since the last call, such as ``tqdm().update``.
///         An exception of it passes through unchanged and nothing is written. Ctrl-C works likewise.
///
/// Raises:
///     OptoutError: a fault of one of the inputs, with its position, or a failed write.
#[pyfunction]
#[pyo3(signature = (
    list, contacts, out, *, now, preset=None, columns=None, encoding=None, delimiter=None,
    list_columns=None, list_encoding=None, list_delimiter=None, date_order=None, serial_dates=false,
    evidence=None, past_exports=None, policy=None, received=None, progress=None
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
    list_columns: Option<&Bound<'_, PyAny>>,
    list_encoding: Option<Text>,
    list_delimiter: Option<Text>,
    date_order: Option<Text>,
    serial_dates: bool,
    evidence: Option<FilePath>,
    past_exports: Option<&Bound<'_, PyAny>>,
    policy: Option<&Bound<'_, Policy>>,
    received: Option<Day>,
    progress: Option<Py<PyAny>>,
) -> PyResult<JobReport> {
    if let Some(progress) = &progress
        && !progress.bind(py).is_callable()
    {
        return Err(PyTypeError::new_err("progress: expected a callable"));
    }
    let mut job = SweepJob::new(list.0, contacts.0, out.0, policy::given(policy)?, now.0);
    let layout = match preset {
        None => Layout::detect(),
        Some(preset) => Layout::preset(&preset.0).or_raise()?,
    };
    job.layout = source::layout(layout, columns)?;
    job.format = source::format(encoding, delimiter)?;
    job.list_options.layout = source::layout(Layout::detect(), list_columns)?;
    job.list_options.format = source::format(list_encoding, list_delimiter)?;
    job.list_options.dates.order = read_order(date_order)?;
    job.list_options.dates.serial = serial_dates;
    job.evidence = evidence.map(|path| path.0);
    job.past_exports = past_exports.map_or(Ok(Vec::new()), paths)?;
    job.received = received.map(|day| day.0);

    let mut told = 0;
    let mut raised: Option<PyErr> = None;
    let mut on_progress = |Progress { records, .. }: Progress| {
        let delta = records - told;
        told = records;
        let outcome = Python::attach(|py| {
            py.check_signals()?;
            match &progress {
                Some(progress) if delta > 0 => progress.call1(py, (delta,)).map(|_| ()),
                _ => Ok(()),
            }
        });
        match outcome {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                raised = Some(error);
                ControlFlow::Break(())
            }
        }
    };
    let result = py.detach(|| job.run(&mut on_progress));
    match raised {
        Some(error) => Err(error),
        None => Ok(JobReport { inner: result.or_raise()? }),
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

    /// The hash of the policy that decided.
    #[getter]
    fn policy_hash(&self) -> &str {
        &self.inner.policy_hash
    }

    /// The whole manifest as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
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
