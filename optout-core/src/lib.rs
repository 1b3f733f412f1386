//! Core of optout.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod error;
pub mod normalize;

pub use error::{Error, ErrorKind, Input, Position, Result};
