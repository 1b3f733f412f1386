//! Record batches on their way between frames and the core.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use arrow_array::{Array as _, RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use optout_core::{Error, ErrorKind, Input};
use pyo3::PyClass;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::capsule::{self, Source};
use crate::pickle::not_pickled;
use crate::text::repr;
use crate::watch::Raised;

/// Record batches, to be read once, by whatever reads Arrow streams.
#[pyclass(name = "_Batches", module = "optout", frozen, subclass)]
pub(crate) struct Batches {
    batches: Mutex<Option<Source>>,
    schema: SchemaRef,
}

impl Batches {
    pub(crate) fn new(batches: Source) -> Self {
        let schema = batches.schema();
        Self { batches: Mutex::new(Some(batches)), schema }
    }

    /// Reads all batches of a table that is there, without the interpreter's lock.
    pub(crate) fn read<B: RecordBatchReader>(
        py: Python<'_>,
        raised: &Raised,
        open: impl FnOnce() -> Result<B, Error> + Send,
    ) -> PyResult<Self> {
        let read = || -> Result<_, Error> {
            let batches = open()?;
            let schema = batches.schema();
            let batches: Vec<RecordBatch> = batches.collect::<Result<_, _>>().map_err(told)?;
            Ok((batches, schema))
        };
        let (batches, schema) = raised.or_raise(py.detach(read))?;
        let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
        Ok(Self::new(Box::new(batches)))
    }

    /// An object with these batches.
    pub(crate) fn with<T>(self, py: Python<'_>, object: T) -> PyResult<Py<T>>
    where
        T: PyClass<BaseType = Self>,
    {
        Py::new(py, PyClassInitializer::from(self).add_subclass(object))
    }
}

#[pymethods]
impl Batches {
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

    fn __reduce__(slf: &Bound<'_, Self>) -> PyResult<()> {
        not_pickled(&slf.get_type().name()?.to_string(), "read it into a table")
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let columns = slf.get().schema.fields().len();
        Ok(repr(&slf.get_type().name()?.to_string(), &[("columns", &columns)]))
    }
}

/// A reader that can be read by C, through which no panic may go, and that says when it has come to its
/// end.
pub(crate) struct Ending<B, F> {
    batches: B,
    on_end: F,
    of: Input,
    is_over: bool,
}

impl<B: RecordBatchReader, F: FnMut(&B)> Ending<B, F> {
    /// Calls `on_end` behind the last batch, and not behind an error.
    pub(crate) fn new(batches: B, of: Input, on_end: F) -> Self {
        Self { batches, on_end, of, is_over: false }
    }
}

impl<B: RecordBatchReader, F: FnMut(&B)> Iterator for Ending<B, F> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = catch_unwind(AssertUnwindSafe(|| self.batches.next()))
            .unwrap_or_else(|_| Some(Err(invalid(0, self.of))));
        self.is_over = !matches!(next, Some(Ok(_)));
        if next.is_none() {
            (self.on_end)(&self.batches);
        }
        next
    }
}

impl<B: RecordBatchReader, F: FnMut(&B)> RecordBatchReader for Ending<B, F> {
    fn schema(&self) -> SchemaRef {
        self.batches.schema()
    }
}

/// Believes no producer: offsets beyond the end or text that is no Unicode would be undefined behaviour
/// further on. That costs 20 to 30 ns for a row of six columns of text.
pub(crate) fn validated(
    batch: &RecordBatch,
    mut columns: impl Iterator<Item = usize>,
    of: Input,
) -> Result<(), ArrowError> {
    let is_invalid = |at: &usize| {
        batch.columns().get(*at).is_none_or(|column| column.to_data().validate_full().is_err())
    };
    match columns.find(is_invalid) {
        None => Ok(()),
        Some(at) => Err(invalid(at + 1, of)),
    }
}

fn invalid(column: usize, of: Input) -> ArrowError {
    let error = Error::new(ErrorKind::Value { column, expected: "a valid array" });
    ArrowError::ExternalError(Box::new(error.within(of)))
}

/// The error of this library that stands in one of Arrow's; any other can hold a value.
pub(crate) fn told(error: ArrowError) -> Error {
    let other = || Error::from(std::io::Error::from(std::io::ErrorKind::Other));
    match error {
        ArrowError::ExternalError(error) => {
            error.downcast::<Error>().map_or_else(|_| other(), |own| *own)
        }
        _ => other(),
    }
}
