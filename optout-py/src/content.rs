//! Bytes that are there already.

use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView};

use crate::error::wrong_type;

/// Content that stays readable while the interpreter is released.
pub(crate) struct Content(PyBackedBytes);

impl<'py> FromPyObject<'_, 'py> for Content {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_instance_of::<PyBytes>() || object.is_instance_of::<PyByteArray>() {
            return object.extract().map(Self).map_err(Into::into);
        }
        if object.is_instance_of::<PyMemoryView>() {
            let bytes = object.call_method0("tobytes")?;
            return bytes.extract().map(Self).map_err(Into::into);
        }
        Err(wrong_type("bytes", &object))
    }
}

impl Content {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}
