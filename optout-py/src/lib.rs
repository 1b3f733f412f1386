//! The Python package `optout`: it converts and never decides.
//!
//! Every function turns its arguments into values of the core, releases the interpreter, calls the
//! core once, and turns the answer back. No `repr` and no exception shows a value that was read.
#![forbid(unsafe_code)]

use pyo3::prelude::*;

mod basis;
mod contact;
mod decision;
mod erase;
mod error;
mod list;
mod matcher;
mod normalize;
mod policy;
mod redact;
mod source;
mod suppress;
mod sweep;
mod text;

/// Native part of the package; import ``optout`` instead.
#[pymodule(gil_used = false)]
fn _optout(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::add_to(module)?;
    list::add_to(module)?;
    matcher::add_to(module)?;
    basis::add_to(module)?;
    decision::add_to(module)?;
    redact::add_to(module)?;
    sweep::add_to(module)?;
    suppress::add_to(module)?;
    erase::add_to(module)?;
    normalize::add_to(module)
}
