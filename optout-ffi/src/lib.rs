//! The C ABI of optout. The conventions are in the README of this package, the functions in
//! `include/optout.h`, which is generated from these sources.
//!
//! This crate converts and never decides: what a function does is documented in `optout_core`.
//!
//! Arguments are written as what C promises of them. `Option<&T>` is a pointer that may be NULL and
//! is otherwise good; `Option<Box<T>>` hands an object back to be freed; `Option<&mut
//! MaybeUninit<T>>` is a place to write an output to; [`optout_str`](strings::optout_str) is a text
//! that lives through the call. Every export runs inside a guard, which a test of the sources
//! proves.
#![allow(
    non_camel_case_types,
    reason = "types are named as C names them, so that the sources read like the header"
)]

// In the order in which the header tells of them.
pub mod error;
pub mod failure;
mod guard;
pub mod status;
pub mod strings;
pub mod version;
pub mod words;

pub mod list;
pub mod snapshot;

pub mod contact;
pub mod policy;

pub mod aliases;
pub mod links;
pub mod match_options;
pub mod nicknames;
pub mod verdicts;

pub mod explanation;
pub mod matcher;
pub mod matches;

pub mod circumstances;
pub mod classification;
pub mod columns;
pub mod decision;
pub mod evidence;
pub mod place;
pub mod terms;
pub mod trace;
pub mod what_if;

pub mod callbacks;
pub mod profile;
pub mod redactor;
pub mod rows;
pub mod summary;
pub mod targets;

pub mod arrow;

pub mod classifier;
pub mod job;
pub mod sweep;

pub mod batch_sweep;

pub mod audit;

pub mod allowance;
pub mod erasing;
pub mod erasure;
pub mod hashed;
pub mod suppression;

pub mod digest;
pub mod notice;
pub mod page;

pub mod date;
pub mod email;
pub mod flag;
pub mod id;
pub mod name;
pub mod website;
