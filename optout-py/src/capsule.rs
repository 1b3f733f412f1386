//! Arrow capsules in and out: the only place that trusts a pointer.
//!
//! The protocol is that of <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>:
//! a capsule owns a C structure, and whoever takes the structure out leaves it marked as released.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    Array, ArrayReader, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchOptions,
    RecordBatchReader, make_array,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use optout_core::Input;
use pyo3::exceptions::{PyKeyboardInterrupt, PySystemExit};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error::{impossible, unread_source, wrong_source};

/// Batches from anywhere.
pub(crate) type Source = Box<dyn RecordBatchReader + Send>;

const STREAM: &CStr = c"arrow_array_stream";
const ARRAY: &CStr = c"arrow_array";
const SCHEMA: &CStr = c"arrow_schema";

/// The batches of an object with `__arrow_c_stream__`, or the one batch of an object with
/// `__arrow_c_array__`. What its methods raise is not passed on: the text can hold a value.
pub(crate) fn take(object: &Bound<'_, PyAny>, of: Input) -> PyResult<Source> {
    if object.hasattr("__arrow_c_stream__")? {
        let capsule = given(object.call_method0("__arrow_c_stream__"), of)?;
        take_stream(object, &capsule, of)
    } else if object.hasattr("__arrow_c_array__")? {
        let capsules = given(object.call_method0("__arrow_c_array__"), of)?;
        let (schema, array): (Bound<'_, PyAny>, Bound<'_, PyAny>) =
            capsules.extract().map_err(|_| wrong_source(object))?;
        take_batch(object, &schema, &array, of)
    } else {
        Err(wrong_source(object))
    }
}

/// A stream as a capsule.
pub(crate) fn of_stream(py: Python<'_>, batches: Source) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(batches), STREAM)
}

/// A schema as a capsule.
pub(crate) fn of_schema<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema =
        FFI_ArrowSchema::try_from(schema).map_err(|_| impossible("a schema that C cannot hold"))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

fn take_stream(
    object: &Bound<'_, PyAny>,
    capsule: &Bound<'_, PyAny>,
    of: Input,
) -> PyResult<Source> {
    let pointer = pointer::<FFI_ArrowArrayStream>(capsule, STREAM)?;
    // SAFETY: a capsule of this name holds a stream, which it owns as long as it lives, and no other
    // Python code runs until the stream is taken out. What is left is marked as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer) };
    let arrays = object.py().detach(|| ArrayStreamReader::try_new(stream));
    let arrays = arrays.map_err(|_| unread_source(of))?;
    let schema = table(arrays.field()).ok_or_else(|| wrong_source(object))?;
    Ok(Box::new(Batches { arrays, schema }))
}

fn take_batch(
    object: &Bound<'_, PyAny>,
    schema: &Bound<'_, PyAny>,
    array: &Bound<'_, PyAny>,
    of: Input,
) -> PyResult<Source> {
    let schema_pointer = pointer::<FFI_ArrowSchema>(schema, SCHEMA)?;
    let array_pointer = pointer::<FFI_ArrowArray>(array, ARRAY)?;
    // SAFETY: as for a stream.
    let (schema, array) = unsafe {
        (FFI_ArrowSchema::from_raw(schema_pointer), FFI_ArrowArray::from_raw(array_pointer))
    };
    let field = Field::try_from(&schema).map_err(|_| unread_source(of))?;
    let table = table(&field).ok_or_else(|| wrong_source(object))?;
    // SAFETY: the two come from one call, which has to hand out an array and its own schema. The values
    // are validated before anything reads them.
    let data = unsafe { from_ffi(array, &schema) }.map_err(|_| unread_source(of))?;
    let batch = batch(&table, &make_array(data)).map_err(|_| unread_source(of))?;
    Ok(Box::new(RecordBatchIterator::new([Ok(batch)], table)))
}

/// The batches of a stream of structures.
struct Batches {
    arrays: ArrayStreamReader,
    schema: SchemaRef,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.arrays.next()?.and_then(|array| batch(&self.schema, &array)))
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// The schema of a table, unless it is a single column.
fn table(field: &Field) -> Option<SchemaRef> {
    let DataType::Struct(fields) = field.data_type() else { return None };
    Some(Arc::new(Schema::new_with_metadata(fields.clone(), field.metadata().clone())))
}

fn batch(schema: &SchemaRef, array: &ArrayRef) -> Result<RecordBatch, ArrowError> {
    let rows = array.as_struct();
    if rows.null_count() > 0 {
        let text = "a row of a table cannot be null";
        return Err(ArrowError::InvalidArgumentError(text.to_owned()));
    }
    let count = RecordBatchOptions::new().with_row_count(Some(rows.len()));
    RecordBatch::try_new_with_options(Arc::clone(schema), rows.columns().to_vec(), &count)
}

fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<*mut T> {
    let capsule = capsule.cast::<PyCapsule>().map_err(|_| wrong_source(capsule))?;
    let pointer = capsule.pointer_checked(Some(name)).map_err(|_| wrong_source(capsule))?;
    let pointer = pointer.cast::<T>();
    if pointer.is_aligned() { Ok(pointer.as_ptr()) } else { Err(wrong_source(capsule)) }
}

/// What an object gave, or that it gave nothing. Who wants to end the program may.
fn given(result: PyResult<Bound<'_, PyAny>>, of: Input) -> PyResult<Bound<'_, PyAny>> {
    result.map_err(|error| {
        let ends = Python::attach(|py| {
            error.is_instance_of::<PyKeyboardInterrupt>(py)
                || error.is_instance_of::<PySystemExit>(py)
        });
        if ends { error } else { unread_source(of) }
    })
}
