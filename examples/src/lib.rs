//! Whole programs around the library: a sweep, and the generator of the sample data that it runs on.

pub mod arguments;
pub mod generate;
pub mod summary;

/// The Rust in the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
