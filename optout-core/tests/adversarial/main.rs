//! Inputs made to do harm: to take the square of their length in time, to run in a spreadsheet, to slip into an
//! address, a path or the head of a message.
#![allow(clippy::disallowed_methods, reason = "the tests read how long they have run")]

mod flooding;
mod linear;
mod names;
mod smuggling;
mod steps;
