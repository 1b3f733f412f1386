//! Record batches of frames, redacted.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arrow_array::{Array, RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use optout_core::{Error, ErrorKind, Input, arrow, redact};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::capsule::{self, Source};
use crate::error::OrRaise;
use crate::pickle::not_pickled;
use crate::redact::Redactor;
use crate::summary::Summary;
use crate::text::repr;
use crate::watch::{Raised, watched};

/// Redacted record batches, to be read once, by whatever reads Arrow streams.
///
/// Hand it to ``pyarrow.table``, ``pyarrow.RecordBatchReader.from_stream``, ``polars.DataFrame`` or
/// ``pandas.DataFrame.from_arrow``, or query it by the name of its variable with DuckDB, on another
/// connection than that of a relation from which it comes. A batch is redacted when it is asked for, so
/// a table larger than memory goes through.
#[pyclass(module = "optout", frozen)]
pub(crate) struct RedactedBatches {
    batches: Mutex<Option<Source>>,
    schema: SchemaRef,
    summary: Arc<OnceLock<redact::Summary>>,
}

#[pymethods]
impl RedactedBatches {
    /// What the redaction did (:class:`Summary`). Its numbers can be asked for when the batches have
    /// been read to their end.
    #[getter]
    fn summary(&self) -> Summary {
        Summary::later(&self.summary)
    }

    /// The batches as a capsule of an Arrow stream; once. A requested schema is not heeded.
    ///
    /// Raises:
    ///     RuntimeError: they were handed out before.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol lets a producer hand out what it has.
        let _ = requested_schema;
        let batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner).take();
        let batches = batches.ok_or_else(|| {
            PyRuntimeError::new_err("these batches were handed out before; they can be read once")
        })?;
        capsule::of_stream(py, batches)
    }

    /// The schema of the batches as a capsule of an Arrow schema; as often as one likes.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::of_schema(py, &self.schema)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("RedactedBatches", "read it into a table")
    }

    fn __repr__(&self) -> String {
        repr("RedactedBatches", &[("columns", &self.schema.fields().len())])
    }
}

/// Batches that are redacted when they are asked for.
pub(crate) fn lazily(redactor: &Redactor, source: &Bound<'_, PyAny>) -> PyResult<RedactedBatches> {
    let summary = Arc::default();
    let source = capsule::take(source)?;
    let batches = Redacted::new(&redactor.inner, source, &summary).or_raise()?;
    let schema = batches.schema();
    Ok(RedactedBatches { batches: Mutex::new(Some(Box::new(batches))), schema, summary })
}

/// Redacts all batches of a table that is there, without the interpreter's lock: the redacted batches,
/// and the summary.
#[pyfunction]
fn redact_table(
    py: Python<'_>,
    redactor: &Bound<'_, Redactor>,
    table: &Bound<'_, PyAny>,
) -> PyResult<(RedactedBatches, Summary)> {
    let (summary, raised) = (Arc::default(), Raised::default());
    let source = capsule::take(table)?;
    let redactor = watched(&redactor.get().inner, None, &raised);
    let read = || -> optout_core::Result<_> {
        let batches = Redacted::new(&redactor, source, &summary)?;
        let schema = batches.schema();
        let batches: Vec<RecordBatch> = batches.collect::<Result<_, _>>().map_err(told)?;
        Ok((batches, schema))
    };
    let (batches, schema) = raised.or_raise(py.detach(read))?;
    let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), Arc::clone(&schema));
    let told = Summary::later(&summary);
    Ok((RedactedBatches { batches: Mutex::new(Some(Box::new(batches))), schema, summary }, told))
}

/// A reader that leaves its summary behind when it has come to its end.
struct Redacted {
    batches: arrow::RedactedBatches<Validated>,
    summary: Arc<OnceLock<redact::Summary>>,
    is_over: bool,
}

impl Redacted {
    fn new(
        redactor: &optout_core::Redactor,
        source: Source,
        summary: &Arc<OnceLock<redact::Summary>>,
    ) -> optout_core::Result<Self> {
        let batches = arrow::RedactedBatches::new(redactor, Validated(source))?;
        Ok(Self { batches, summary: Arc::clone(summary), is_over: false })
    }
}

impl Iterator for Redacted {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        // Who reads is C, through which no panic may go.
        let next = catch_unwind(AssertUnwindSafe(|| self.batches.next()))
            .unwrap_or_else(|_| Some(Err(invalid(0))));
        self.is_over = !matches!(next, Some(Ok(_)));
        if next.is_none() {
            // There is one already only if there was an end before.
            let _ = self.summary.set(self.batches.summary());
        }
        next
    }
}

impl RecordBatchReader for Redacted {
    fn schema(&self) -> SchemaRef {
        self.batches.schema()
    }
}

/// A reader that believes no producer: offsets beyond the end or text that is no Unicode would be
/// undefined behaviour further on. That costs 20 to 30 ns for a row of six columns of text.
struct Validated(Source);

impl Iterator for Validated {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.0.next()?;
        Some(batch.and_then(|batch| {
            let is_invalid = |column: &Arc<dyn Array>| column.to_data().validate_full().is_err();
            match batch.columns().iter().position(is_invalid) {
                None => Ok(batch),
                Some(at) => Err(invalid(at + 1)),
            }
        }))
    }
}

impl RecordBatchReader for Validated {
    fn schema(&self) -> SchemaRef {
        self.0.schema()
    }
}

fn invalid(column: usize) -> ArrowError {
    let error = Error::new(ErrorKind::Value { column, expected: "a valid array" });
    ArrowError::ExternalError(Box::new(error.within(Input::PastExport)))
}

/// The error of this library that stands in one of Arrow's.
fn told(error: ArrowError) -> Error {
    let other = || Error::from(std::io::Error::from(std::io::ErrorKind::Other));
    match error {
        ArrowError::ExternalError(error) => {
            error.downcast::<Error>().map_or_else(|_| other(), |own| *own)
        }
        _ => other(),
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(redact_table, module)?)?;
    module.add_class::<RedactedBatches>()
}
