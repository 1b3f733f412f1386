//! Frames of records, swept.

use std::sync::Arc;

use arrow_array::{ArrayRef, NullArray, RecordBatch, RecordBatchIterator, RecordBatchReader as _};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use optout_core::arrow::{SweptTable, decision_schema, sweep_table};
use optout_core::report::Counts;
use optout_core::sweep::Progress;
use optout_core::{Error, ErrorKind, EvidenceReport, Input, Layout, Sweep};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::batches::{Batches, told, validated};
use crate::capsule::{self, Source};
use crate::error::OrRaise;
use crate::evidence::EvidenceStore;
use crate::html;
use crate::pickle::not_pickled;
use crate::policy::Policy;
use crate::source;
use crate::sweep::Limits;
use crate::sweep_terms::{Against, SweepTerms};
use crate::text::{self, Day, Text, plain_dict, repr};
use crate::watch::{Callback, Raised};

/// Decisions in record batches, to be read once, by whatever reads Arrow streams.
#[pyclass(module = "optout", frozen, extends = Batches)]
pub(crate) struct SweptBatches;

impl SweptBatches {
    /// Batches of decisions that are there.
    pub(crate) fn of(py: Python<'_>, batches: Vec<RecordBatch>) -> PyResult<Py<Self>> {
        let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), decision_schema());
        Batches::new(Box::new(batches)).with(py, Self)
    }
}

/// Numbers on their way through the package's own code.
#[pyclass(frozen)]
struct Found {
    counts: Counts,
    report: EvidenceReport,
}

/// What became of the records of a frame; :func:`sweep_frame` makes it.
#[pyclass(module = "optout", frozen)]
pub(crate) struct SweptFrame {
    decisions: Py<PyAny>,
    counts: Counts,
    report: EvidenceReport,
}

#[pymethods]
impl SweptFrame {
    /// The decisions, aligned with the records: a frame of the kind that came in.
    #[getter]
    fn decisions<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        self.decisions.bind(py).clone()
    }

    /// Records read.
    #[getter]
    fn records(&self) -> u64 {
        self.counts.records
    }

    /// The numbers: records by status, tier, retention, reason, basis, marketing and deadline, as
    /// :attr:`JobReport.counts` has them.
    #[getter]
    fn counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.counts)
    }

    /// Nearly everybody seems to have opted out: the column may be one of opt-ins.
    #[getter]
    fn opt_out_column_is_suspect(&self) -> bool {
        self.counts.opt_out_column_is_suspect()
    }

    /// The numbers as plain data, which are :attr:`counts`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.counts(py)
    }

    /// The numbers as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.counts)
    }

    /// The evidence report, as :meth:`JobReport.html` makes it of a job (str); of files it knows nothing, and says so.
    fn html(&self) -> String {
        self.report.html()
    }

    fn _repr_html_(&self) -> String {
        html::numbers::swept(&self.counts)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("SweptFrame", "pass on its decisions and counts")
    }

    fn __repr__(&self) -> String {
        let found: u64 = self.counts.retention.values().sum();
        repr("SweptFrame", &[("records", &self.counts.records), ("found", &found)])
    }
}

/// What the package's own code asks for as it takes frames apart and puts them together.
#[pyclass(frozen)]
struct FrameSweep {
    terms: SweepTerms,
    layout: Layout,
    threads: usize,
    progress: Option<Callback>,
}

#[pymethods]
impl FrameSweep {
    /// The places of the columns that are read, by the names of all.
    fn wanted(&self, names: Vec<Text>) -> PyResult<Vec<usize>> {
        let schema = self.layout.read_names(names.iter().map(|name| name.0.as_str())).or_raise()?;
        Ok(read(&schema))
    }

    /// Sweeps all batches of a table that is there, without the interpreter's lock.
    fn table(
        &self,
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
    ) -> PyResult<(Py<SweptBatches>, Found)> {
        let (SweptTable { decisions, counts }, report) = self.swept(table)?;
        Ok((SweptBatches::of(py, decisions)?, Found { counts, report }))
    }

    /// Sweeps a stream, which is read to its end: another record may speak against one of the first.
    fn lazily(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
    ) -> PyResult<(Py<SweptBatches>, Found)> {
        self.table(py, source)
    }
}

fn read(schema: &optout_core::table::Schema) -> Vec<usize> {
    let roles = schema.roles().iter().enumerate();
    let read = roles.filter(|(_, role)| role.as_ref().is_some_and(Sweep::reads));
    read.map(|(at, _)| at).collect()
}

impl FrameSweep {
    fn swept(&self, table: &Bound<'_, PyAny>) -> PyResult<(SweptTable, EvidenceReport)> {
        let (py, source) = (table.py(), capsule::take(table, Input::Contacts)?);
        let (raised, mut told) = (Raised::default(), 0);
        let mut on_progress = |Progress { records, .. }: Progress| {
            let delta = records - told;
            told = records;
            raised.ask(self.progress.as_ref().filter(|_| delta > 0).map(|call| (call, delta)))
        };
        let result = py.detach(|| {
            let (schema, batches) = held(source, &self.layout, &raised)?;
            self.terms.with(|sweep| {
                let sweep = sweep.threads(self.threads);
                let swept = sweep_table(&sweep, &self.layout, &schema, &batches, &mut on_progress)?;
                let report = EvidenceReport::new(&sweep, &swept.counts);
                Ok((swept, report))
            })
        });
        raised.or_raise(result)
    }
}

/// All batches of a source, of which only the columns are held that are read.
fn held(
    source: Source,
    layout: &Layout,
    raised: &Raised,
) -> optout_core::Result<(SchemaRef, Vec<RecordBatch>)> {
    let schema = source.schema();
    let names = schema.fields().iter().map(|field| field.name().as_str());
    let wanted = read(&layout.read_names(names)?);
    let fields: Vec<Field> = schema
        .fields()
        .iter()
        .enumerate()
        .map(|(at, field)| match wanted.contains(&at) {
            true => field.as_ref().clone(),
            false => Field::new(field.name(), DataType::Null, true),
        })
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let mut batches = Vec::new();
    for batch in source {
        let batch = batch.map_err(told)?;
        if raised.ask(None).is_break() {
            return Err(Error::new(ErrorKind::Cancelled));
        }
        validated(&batch, wanted.iter().copied(), Input::Contacts).map_err(told)?;
        let columns = batch.columns().iter().enumerate();
        let columns = columns.map(|(at, column)| -> ArrayRef {
            match wanted.contains(&at) {
                true => Arc::clone(column),
                false => Arc::new(NullArray::new(batch.num_rows())),
            }
        });
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns.collect());
        batches.push(batch.map_err(told)?);
    }
    Ok((schema, batches))
}

/// Sweeps the records of a frame (:class:`SweptFrame`): matches, classifies and decides, as
/// :func:`sweep_file` does about those of a file.
///
/// The frame of decisions has a row for each record and none of the record's values: ``status``, ``tier``,
/// ``rule``, ``entry_id``, ``retention``, ``basis``, ``marketing`` and ``reason`` in the words of
/// ``decisions.csv``, ``deadline`` as a day, and ``settled``, which is true. All but that is missing for a
/// record that is nobody's on the list. That of pandas has the index of the one that came in, so that
/// ``frame.join(swept.decisions)`` puts both together.
///
/// Frames are those of :func:`classify_frame`. A stream is read to its end before there is an answer, for
/// another record may show that an address is somebody else's; only the columns that are read are held. For
/// data that no machine can hold there is :class:`BatchSweep`.
///
/// Args:
///     frame: records with the columns of a contact export. Ids may be whole numbers, flags Booleans, dates
///         of opt-outs days or times; midnight without a zone counts as a day.
///     against: the list (:class:`OptOutList`), or a :class:`Matcher`, with its rules in the place of the
///         policy's.
///     now: today, ``datetime.date`` or ISO text.
///     policy: the policy; the standard one if None.
///     evidence: what is known besides what the records say (:class:`EvidenceStore`).
///     received: the day on which the list was received, if it was not today.
///     guard, threads, progress: as for :func:`sweep_file`.
///     preset, columns: as for :func:`sweep_file`.
///
/// Raises:
///     GuardError: more would be removed than the guard allows.
///     LayoutError: no preset fits, the header lacks what is needed, or there is evidence that goes by a
///         record's own id, and no column of it.
///     TypeError: no frame, or one that has to be computed first.
///     OptoutError: a column's type cannot be what it has to be, or a flag cannot be read, with its record.
///     ImportError: a pandas.DataFrame, and no pyarrow.
///
/// >>> import optout, pandas
/// >>> people = optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
/// >>> export = pandas.DataFrame(
/// ...     {"Record ID": ["7", "8"], "Last Name": ["Lovelace", "Hopper"],
/// ...      "Email": ["Ada@engine.example", "grace@navy.example"]}
/// ... )
/// >>> swept = optout.sweep_frame(export, people, now="2026-11-24")
/// >>> swept
/// SweptFrame(records=2, found=1)
/// >>> export[swept.decisions["retention"] == "remove"]["Record ID"].to_list()
/// ['7']
#[pyfunction]
#[pyo3(signature = (
    frame, against, *, now, policy=None, evidence=None, received=None, guard=None, threads=None,
    preset=None, columns=None, progress=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn sweep_frame<'py>(
    frame: &Bound<'py, PyAny>,
    against: &Bound<'py, PyAny>,
    now: Day,
    policy: Option<&Bound<'py, Policy>>,
    evidence: Option<&Bound<'py, EvidenceStore>>,
    received: Option<Day>,
    guard: Option<Limits>,
    threads: Option<usize>,
    preset: Option<Text>,
    columns: Option<&Bound<'py, PyAny>>,
    progress: Option<Callback>,
) -> PyResult<SweptFrame> {
    let (py, against) = (frame.py(), Against::of(against)?);
    let terms = SweepTerms::new(py, against, now, policy, evidence, received, guard)?;
    let (layout, threads) = (source::contacts(preset, columns)?, source::threads(threads)?);
    let sweep = Bound::new(py, FrameSweep { terms, layout, threads, progress })?;
    let swept = py.import("optout._frames")?.call_method1("classify", (sweep, frame))?;
    let (decisions, found): (Bound<'_, PyAny>, Bound<'_, Found>) = swept.extract()?;
    let Found { counts, report } = found.get();
    let (counts, report) = (counts.clone(), report.clone());
    Ok(SweptFrame { decisions: decisions.unbind(), counts, report })
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(sweep_frame, module)?)?;
    module.add_class::<SweptBatches>()?;
    module.add_class::<SweptFrame>()
}
