//! What a pickle holds of an object: a callable and its arguments.

use pyo3::PyTypeInfo;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// A callable and its arguments, as `__reduce__` gives them.
pub(crate) type Rebuilt<'py> = (Bound<'py, PyAny>, Bound<'py, PyTuple>);

/// An object that its class makes of one argument.
pub(crate) fn by_class<'py, T: PyTypeInfo>(
    py: Python<'py>,
    form: impl IntoPyObject<'py>,
) -> PyResult<Rebuilt<'py>> {
    Ok((py.get_type::<T>().into_any(), (form,).into_pyobject(py)?))
}

/// An object that a method of its class makes of one argument.
pub(crate) fn by_method<'py, T: PyTypeInfo>(
    py: Python<'py>,
    method: &str,
    form: impl IntoPyObject<'py>,
) -> PyResult<Rebuilt<'py>> {
    Ok((py.get_type::<T>().getattr(method)?, (form,).into_pyobject(py)?))
}

/// An object that its class makes of keyword arguments.
pub(crate) fn by_keywords<'py, T: PyTypeInfo>(
    py: Python<'py>,
    keywords: &Bound<'py, PyDict>,
) -> PyResult<Rebuilt<'py>> {
    let partial = py.import("functools")?.getattr("partial")?;
    Ok((partial.call((py.get_type::<T>(),), Some(keywords))?, PyTuple::empty(py)))
}

/// The `__reduce__` of a class that has no form for a pickle: one of the older protocols would make a
/// pickle that nothing can read.
pub(crate) fn not_pickled(class: &str, instead: &str) -> PyResult<()> {
    Err(PyTypeError::new_err(format!("a {class} cannot be pickled; {instead}")))
}
