//! Record batches of frames, redacted.

use std::sync::{Arc, OnceLock};

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use optout_core::{Input, arrow, redact};
use pyo3::prelude::*;

use crate::batches::{Batches, Ending, validated};
use crate::capsule::{self, Source};
use crate::error::OrRaise;
use crate::redact::Redactor;
use crate::summary::Summary;
use crate::watch::{Raised, watched};

/// Redacted record batches, to be read once, by whatever reads Arrow streams.
///
/// Hand it to ``pyarrow.table``, ``pyarrow.RecordBatchReader.from_stream``, ``polars.DataFrame`` or
/// ``pandas.DataFrame.from_arrow``, or query it by the name of its variable with DuckDB, on another
/// connection than that of a relation from which it comes. A batch is redacted when it is asked for, so
/// a table larger than memory goes through.
#[pyclass(module = "optout", frozen, extends = Batches)]
pub(crate) struct RedactedBatches {
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
}

/// Batches that are redacted when they are asked for.
pub(crate) fn lazily(
    redactor: &Redactor,
    source: &Bound<'_, PyAny>,
) -> PyResult<Py<RedactedBatches>> {
    let summary = Arc::default();
    let (py, source) = (source.py(), capsule::take(source, Input::PastExport)?);
    let batches = redacted(&redactor.inner, source, &summary).or_raise()?;
    Batches::new(Box::new(batches)).with(py, RedactedBatches { summary })
}

/// Redacts all batches of a table that is there, without the interpreter's lock: the redacted batches,
/// and the summary.
#[pyfunction]
fn redact_table(
    py: Python<'_>,
    redactor: &Bound<'_, Redactor>,
    table: &Bound<'_, PyAny>,
) -> PyResult<(Py<RedactedBatches>, Summary)> {
    let (summary, raised) = (Arc::default(), Raised::default());
    let source = capsule::take(table, Input::PastExport)?;
    let redactor = watched(&redactor.get().inner, None, &raised);
    let batches = Batches::read(py, &raised, || redacted(&redactor, source, &summary))?;
    let told = Summary::later(&summary);
    Ok((batches.with(py, RedactedBatches { summary })?, told))
}

/// A reader that leaves its summary behind when it has come to its end.
fn redacted(
    redactor: &optout_core::Redactor,
    source: Source,
    summary: &Arc<OnceLock<redact::Summary>>,
) -> optout_core::Result<impl RecordBatchReader + Send + use<>> {
    let batches = arrow::RedactedBatches::new(redactor, Validated(source))?;
    let summary = Arc::clone(summary);
    Ok(Ending::new(batches, Input::PastExport, move |batches| {
        // There is one already only if there was an end before.
        let _ = summary.set(arrow::RedactedBatches::summary(batches));
    }))
}

/// A reader of valid batches.
struct Validated(Source);

impl Iterator for Validated {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.0.next()?;
        Some(batch.and_then(|batch| {
            validated(&batch, 0..batch.num_columns(), Input::PastExport)?;
            Ok(batch)
        }))
    }
}

impl RecordBatchReader for Validated {
    fn schema(&self) -> SchemaRef {
        self.0.schema()
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(redact_table, module)?)?;
    module.add_class::<RedactedBatches>()
}
