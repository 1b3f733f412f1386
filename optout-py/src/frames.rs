//! Frames of records, classified.

use std::sync::{Arc, OnceLock};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use optout_core::arrow::BatchClassifier;
use optout_core::sweep;
use optout_core::{Error, ErrorKind, Input, Layout};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::batches::{Batches, Ending, told, validated};
use crate::capsule::{self, Source};
use crate::classified::Classified;
use crate::classify::Terms;
use crate::error::OrRaise;
use crate::evidence::EvidenceStore;
use crate::policy::Policy;
use crate::source;
use crate::text::{Day, Text};
use crate::watch::Raised;

/// Classifications in record batches, to be read once, by whatever reads Arrow streams.
///
/// :func:`classify_frame` makes it of an Arrow stream. A batch is classified when it is asked for, so a table
/// larger than memory goes through.
#[pyclass(module = "optout", frozen, extends = Batches)]
pub(crate) struct ClassifiedBatches {
    found: Arc<OnceLock<sweep::Classified>>,
}

#[pymethods]
impl ClassifiedBatches {
    /// What the pass found (:class:`Classified`). Its numbers can be asked for when the batches have been
    /// read to their end.
    #[getter]
    fn found(&self) -> Classified {
        Classified::later(&self.found)
    }
}

/// What the package's own code asks for as it takes frames apart and puts them together.
#[pyclass(frozen)]
struct FrameClassifier {
    terms: Arc<Terms>,
    layout: Layout,
}

#[pymethods]
impl FrameClassifier {
    /// The places of the columns that are read, by the names of all.
    fn wanted(&self, names: Vec<Text>) -> PyResult<Vec<usize>> {
        let schema = self.layout.read_names(names.iter().map(|name| name.0.as_str())).or_raise()?;
        let roles = schema.roles().iter().enumerate();
        let read = roles.filter(|(_, role)| role.as_ref().is_some_and(sweep::Classifier::reads));
        Ok(read.map(|(at, _)| at).collect())
    }

    /// Batches that are classified when they are asked for.
    fn lazily(&self, source: &Bound<'_, PyAny>) -> PyResult<(Py<ClassifiedBatches>, Classified)> {
        let found = Arc::default();
        let (py, source) = (source.py(), capsule::take(source, Input::Contacts)?);
        let batches = self.answers(source, None, &found).or_raise()?;
        let numbers = Classified::later(&found);
        Ok((Batches::new(Box::new(batches)).with(py, ClassifiedBatches { found })?, numbers))
    }

    /// Classifies all batches of a table that is there, without the interpreter's lock.
    fn table(
        &self,
        py: Python<'_>,
        table: &Bound<'_, PyAny>,
    ) -> PyResult<(Py<ClassifiedBatches>, Classified)> {
        let (found, raised) = (Arc::default(), Raised::default());
        let source = capsule::take(table, Input::Contacts)?;
        let batches = Batches::read(py, &raised, || self.answers(source, Some(&raised), &found))?;
        let numbers = Classified::later(&found);
        Ok((batches.with(py, ClassifiedBatches { found })?, numbers))
    }
}

impl FrameClassifier {
    /// A reader that leaves its numbers behind when it has come to its end.
    fn answers(
        &self,
        source: Source,
        raised: Option<&Raised>,
        found: &Arc<OnceLock<sweep::Classified>>,
    ) -> optout_core::Result<impl RecordBatchReader + Send + use<>> {
        let schema = source.schema();
        let batches = self
            .terms
            .with(|classifier| BatchClassifier::new(classifier, &self.layout, &schema))?;
        let (terms, raised) = (Arc::clone(&self.terms), raised.cloned());
        let answers = Answers { source, rest: None, batches, terms, raised };
        let found = Arc::clone(found);
        Ok(Ending::new(answers, Input::Contacts, move |answers: &Answers| {
            // There are some already only if there was an end before.
            let _ = found.set(answers.batches.found().clone());
        }))
    }
}

/// How many records are classified between two looks for a signal.
const CHUNK: usize = 1 << 16;

/// The answers to the batches of a source, a chunk at a time.
struct Answers {
    source: Source,
    /// What is left of a batch.
    rest: Option<RecordBatch>,
    batches: BatchClassifier,
    terms: Arc<Terms>,
    raised: Option<Raised>,
}

impl Answers {
    fn chunk(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        let batch = match self.rest.take() {
            Some(batch) => batch,
            None => {
                let Some(batch) = self.source.next().transpose()? else { return Ok(None) };
                validated(&batch, self.batches.columns(), Input::Contacts)?;
                batch
            }
        };
        if batch.num_rows() <= CHUNK {
            return Ok(Some(batch));
        }
        self.rest = Some(batch.slice(CHUNK, batch.num_rows() - CHUNK));
        Ok(Some(batch.slice(0, CHUNK)))
    }

    fn answers(&mut self) -> optout_core::Result<Option<RecordBatch>> {
        let Some(chunk) = self.chunk().map_err(told)? else { return Ok(None) };
        if self.raised.as_ref().is_some_and(|raised| raised.ask(None).is_break()) {
            return Err(Error::new(ErrorKind::Cancelled));
        }
        let Self { batches, terms, .. } = self;
        terms.with(|classifier| batches.classify(classifier, &chunk)).map(Some)
    }
}

impl Iterator for Answers {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let answers = self.answers().map_err(|error| error.within(Input::Contacts));
        answers.map_err(|error| ArrowError::ExternalError(Box::new(error))).transpose()
    }
}

impl RecordBatchReader for Answers {
    fn schema(&self) -> SchemaRef {
        self.batches.schema()
    }
}

/// Classifies the records of a frame: a frame of the same kind, and what was found (:class:`Classified`).
///
/// The frame that comes out has a row for each record and none of the record's values: ``retention``,
/// ``basis``, ``marketing``, ``rule``, ``reason`` and ``missing`` (words divided by blanks) as text,
/// ``deadline``, ``valid_until`` and ``marketing_until`` as days, and ``overdue``. What there is none of is
/// missing. That of pandas has the index of the one that came in, so that ``frame.join(answers)`` puts both
/// together.
///
/// ============================ ============================================================
/// from                         to
/// ============================ ============================================================
/// pandas.DataFrame             the same; needs pyarrow
/// polars.DataFrame             the same
/// pyarrow.Table, RecordBatch   the same
/// pyarrow.RecordBatchReader    a reader that classifies what is read from it
/// any other Arrow stream or    :class:`ClassifiedBatches`
/// array, such as a relation
/// of DuckDB
/// ============================ ============================================================
///
/// Of a reader and of ClassifiedBatches, the numbers can be asked for when they have been read to their end.
///
/// Args:
///     frame: records with the columns of a contact export. Ids may be whole numbers, flags Booleans, dates
///         of opt-outs days or times; midnight without a zone counts as a day.
///     now, since, trigger, evidence, policy, preset, columns, traces: as for :func:`classify_table`.
///
/// Raises:
///     LayoutError: no preset fits, the header lacks what is needed, or there is evidence that goes by a
///         record's own id, and no column of it.
///     TypeError: no frame, or one that has to be computed first.
///     OptoutError: a column's type cannot be what it has to be, or a flag cannot be read, with its record.
///     ImportError: a pandas.DataFrame, and no pyarrow.
///
/// >>> import optout, pandas
/// >>> export = pandas.DataFrame({"Record ID": ["7"], "Country/Region": ["France"]}, index=["row 7"])
/// >>> answers, found = optout.classify_frame(export, now="2026-11-24")
/// >>> answers.loc["row 7", "retention"], answers.loc["row 7", "missing"]
/// ('remove', 'own_evidence')
/// >>> found
/// Classified(records=1)
#[pyfunction]
#[pyo3(signature = (
    frame, *, now, since=None, trigger=None, evidence=None, policy=None, preset=None, columns=None,
    traces=false
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn classify_frame<'py>(
    frame: &Bound<'py, PyAny>,
    now: Day,
    since: Option<Day>,
    trigger: Option<Text>,
    evidence: Option<&Bound<'py, EvidenceStore>>,
    policy: Option<&Bound<'py, Policy>>,
    preset: Option<Text>,
    columns: Option<&Bound<'py, PyAny>>,
    traces: bool,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = frame.py();
    let terms = Arc::new(Terms::new(py, now, since, trigger, evidence, policy)?.traces(traces));
    let classifier = FrameClassifier { terms, layout: source::contacts(preset, columns)? };
    let frames = py.import("optout._frames")?;
    Ok(frames.call_method1("classify", (Bound::new(py, classifier)?, frame))?.cast_into()?)
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(classify_frame, module)?)?;
    module.add_class::<ClassifiedBatches>()
}
