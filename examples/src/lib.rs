//! Whole programs around the library: a sweep, and the generator of the sample data that it runs on.

pub mod generate;
pub mod summary;
