//! What is looked for in any bytes: each target is a function that panics at what must not be.
//!
//! libFuzzer drives them through the package in `optout-core/fuzz`, and the test beside them drives them for a
//! moment in every run of the tests.
#![allow(clippy::disallowed_types, reason = "policies and matchers are made once")]

pub mod draw;
pub mod evidence;
pub mod hashed;
pub mod list;
pub mod matcher;
pub mod policy;
pub mod redaction;
pub mod rows;
pub mod scanner;
pub mod state;
pub mod suppression;
pub mod sweep;
pub mod tables;
