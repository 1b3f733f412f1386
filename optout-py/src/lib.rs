//! The Python package `optout`: it converts and never decides.
//!
//! Every function turns its arguments into values of the core, releases the interpreter, calls the
//! core once, and turns the answer back. No `repr` and no exception shows a value that was read.
#![deny(unsafe_code)]

use pyo3::prelude::*;

mod audit;
mod batch_sweep;
mod batches;
#[allow(unsafe_code, reason = "Arrow capsules hold pointers")]
mod capsule;
mod classification;
mod classified;
mod classify;
mod columns;
mod contact;
mod content;
mod coverage;
mod decision;
mod digest;
mod erase;
mod erasing;
mod error;
mod evidence;
mod explain;
mod found;
mod frames;
mod growing;
mod hashed;
mod html;
mod list;
mod matcher;
mod normalize;
mod notice;
mod pickle;
mod place;
mod policy;
mod question;
mod record;
mod redact;
mod redact_batches;
mod redact_once;
mod row;
mod source;
mod stream;
mod summary;
mod suppress;
mod sweep;
mod sweep_frame;
mod sweep_terms;
mod tables;
mod terms;
mod text;
mod trace;
mod verdicts;
mod versions;
mod watch;
mod what_if;

/// Native part of the package; import ``optout`` instead.
#[pymodule(gil_used = false)]
fn _optout(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::add_to(module)?;
    list::add_to(module)?;
    policy::add_to(module)?;
    tables::add_to(module)?;
    verdicts::add_to(module)?;
    matcher::add_to(module)?;
    found::add_to(module)?;
    explain::add_to(module)?;
    evidence::add_to(module)?;
    terms::add_to(module)?;
    place::add_to(module)?;
    classification::add_to(module)?;
    trace::add_to(module)?;
    what_if::add_to(module)?;
    classify::add_to(module)?;
    classified::add_to(module)?;
    frames::add_to(module)?;
    decision::add_to(module)?;
    record::add_to(module)?;
    redact::add_to(module)?;
    redact_once::add_to(module)?;
    row::add_to(module)?;
    summary::add_to(module)?;
    redact_batches::add_to(module)?;
    sweep::add_to(module)?;
    audit::add_to(module)?;
    sweep_frame::add_to(module)?;
    batch_sweep::add_to(module)?;
    suppress::add_to(module)?;
    hashed::add_to(module)?;
    erase::add_to(module)?;
    digest::add_to(module)?;
    notice::add_to(module)?;
    erasing::add_to(module)?;
    versions::add_to(module)?;
    normalize::add_to(module)
}
