//! What an error says.

use optout_core::error::Position;

use crate::failure::{Excess, optout_error};
use crate::guard::{answer, free};
use crate::status::{OPTOUT_STATUS_OK, optout_status};
use crate::strings::optout_str;
use crate::words::input::optout_input;

/// The status that the call returned.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_status(error: Option<&optout_error>) -> optout_status {
    answer(OPTOUT_STATUS_OK, || error.map_or(OPTOUT_STATUS_OK, |error| error.status))
}

/// The kind of error as one word, the same in every language: "unclosed_quote".
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_code(error: Option<&optout_error>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || error.map_or("", |error| error.code).into())
}

/// Where the fault is and what was expected there, in a sentence.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_message(error: Option<&optout_error>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || error.map_or("", |error| error.message.as_str()).into())
}

/// Why a value has no key, as one word: "spreadsheet_damaged". Empty for other errors.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_fault(error: Option<&optout_error>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || error.map_or("", |error| error.fault).into())
}

/// The input that the fault is in, where more than one is in play.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_input(error: Option<&optout_error>) -> optout_input {
    answer(optout_input::None, || {
        error.and_then(|error| error.input).map_or(optout_input::None, optout_input::from)
    })
}

/// Whether the fault has a place; without one, record, line and byte are 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_has_position(error: Option<&optout_error>) -> bool {
    answer(false, || error.is_some_and(|error| error.position.is_some()))
}

/// The record, counted from 1; the header is record 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_record(error: Option<&optout_error>) -> u64 {
    answer(0, || position(error).record)
}

/// The line, counted from 1. A line end inside quotes counts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_line(error: Option<&optout_error>) -> u64 {
    answer(0, || position(error).line)
}

/// The offset in bytes, counted from 0; in UTF-16 input the offset in the same text as UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_byte(error: Option<&optout_error>) -> u64 {
    answer(0, || position(error).byte)
}

/// How many records a pass would remove, of an error OPTOUT_STATUS_BLAST_RADIUS; how many people or records an
/// input has, of an error OPTOUT_STATUS_SHRINKAGE; 0 for other errors.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_found(error: Option<&optout_error>) -> u64 {
    answer(0, || excess(error).found)
}

/// How many the guard allows, of such an error: at most, or of an error OPTOUT_STATUS_SHRINKAGE at least.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_limit(error: Option<&optout_error>) -> u64 {
    answer(0, || excess(error).limit)
}

/// Whether the records of such an error are all one list entry's, or the pass's as a whole.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_of_one_entry(error: Option<&optout_error>) -> bool {
    answer(false, || excess(error).of_one_entry)
}

/// How many people or records the input had last time, of an error OPTOUT_STATUS_SHRINKAGE; 0 for other errors.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_previous(error: Option<&optout_error>) -> u64 {
    answer(0, || excess(error).previous)
}

fn excess(error: Option<&optout_error>) -> Excess {
    error.map(|error| error.excess).unwrap_or_default()
}

fn position(error: Option<&optout_error>) -> Position {
    error.and_then(|error| error.position).unwrap_or_default()
}

/// Frees an error.
#[unsafe(no_mangle)]
pub extern "C" fn optout_error_free(error: Option<Box<optout_error>>) {
    free(error);
}
