//! What went wrong, and where.

use optout_core::error::{Error, ErrorKind, Position};
use serde::de::DeserializeOwned;

use crate::guard::{answer, free};
use crate::status::{
    OPTOUT_STATUS_INVALID_ENUM, OPTOUT_STATUS_INVALID_JSON, OPTOUT_STATUS_INVALID_LENGTH,
    OPTOUT_STATUS_INVALID_UTF8, OPTOUT_STATUS_NULL_ARGUMENT, OPTOUT_STATUS_OK, OPTOUT_STATUS_PANIC,
    OPTOUT_STATUS_VALUE, optout_status, status_of,
};
use crate::strings::optout_str;
use crate::words::input::optout_input;

/// Why a call failed.
pub(crate) enum Failure {
    Panic,
    NullArgument,
    InvalidLength,
    InvalidUtf8,
    InvalidEnum,
    /// What was expected, and where it went wrong.
    InvalidJson(&'static str, Position),
    /// A value that has no key: the fault as one word, and in a sentence.
    Fault(&'static str, String),
    Core(Error),
}

impl Failure {
    pub(crate) fn status(&self) -> optout_status {
        match self {
            Self::Panic => OPTOUT_STATUS_PANIC,
            Self::NullArgument => OPTOUT_STATUS_NULL_ARGUMENT,
            Self::InvalidLength => OPTOUT_STATUS_INVALID_LENGTH,
            Self::InvalidUtf8 => OPTOUT_STATUS_INVALID_UTF8,
            Self::InvalidEnum => OPTOUT_STATUS_INVALID_ENUM,
            Self::InvalidJson(..) => OPTOUT_STATUS_INVALID_JSON,
            Self::Fault(..) => OPTOUT_STATUS_VALUE,
            Self::Core(error) => status_of(error.kind().code()),
        }
    }

    /// Reads JSON. The text of a foreign error can hold what it read, so only its place is kept.
    pub(crate) fn json<T: DeserializeOwned>(text: &str, expected: &'static str) -> Result<T, Self> {
        serde_json::from_str(text).map_err(|error| {
            let lines_before = error.line().saturating_sub(1);
            let before: usize = text.split_inclusive('\n').take(lines_before).map(str::len).sum();
            let byte = (before + error.column().saturating_sub(1)) as u64;
            let position = Position { record: 0, line: error.line() as u64, byte };
            Self::InvalidJson(expected, position)
        })
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

/// What went wrong, and where. It holds no value that was read.
///
/// It is not changed by any function, so threads may read it at the same time.
pub struct optout_error {
    status: optout_status,
    code: &'static str,
    message: String,
    fault: &'static str,
    input: Option<optout_input>,
    position: Option<Position>,
    excess: Excess,
}

/// By how much a pass, or one of its inputs, is outside the limit of its guard.
#[derive(Clone, Copy, Default)]
struct Excess {
    found: u64,
    limit: u64,
    of_one_entry: bool,
    previous: u64,
}

impl From<&ErrorKind> for Excess {
    fn from(kind: &ErrorKind) -> Self {
        match *kind {
            ErrorKind::BlastRadius { found, limit, of_one_entry } => {
                Self { found, limit, of_one_entry, previous: 0 }
            }
            ErrorKind::Shrinkage { found, previous, limit } => {
                Self { found, limit, of_one_entry: false, previous }
            }
            _ => Self::default(),
        }
    }
}

impl optout_error {
    pub(crate) fn message(&self) -> &str {
        &self.message
    }
}

impl From<Failure> for optout_error {
    fn from(failure: Failure) -> Self {
        let status = failure.status();
        let plain = |code, message: &str| Self {
            status,
            code,
            message: message.to_owned(),
            fault: "",
            input: None,
            position: None,
            excess: Excess::default(),
        };
        match failure {
            Failure::Panic => plain("panic", "the library has a fault; nothing was done"),
            Failure::NullArgument => plain("null_argument", "an argument is NULL"),
            Failure::InvalidLength => {
                plain("invalid_length", "a length is larger than anything in memory")
            }
            Failure::InvalidUtf8 => plain("invalid_utf8", "a text is not UTF-8"),
            Failure::InvalidEnum => {
                plain("invalid_enum", "a number stands for no value of its enum")
            }
            Failure::InvalidJson(expected, position) => Self {
                position: Some(position),
                ..plain(
                    "invalid_json",
                    &format!("line {}, byte {}: expected {expected}", position.line, position.byte),
                )
            },
            Failure::Fault(fault, message) => Self { fault, ..plain("value", &message) },
            Failure::Core(error) => Self {
                input: error.input().map(optout_input::from),
                position: error.position(),
                excess: error.kind().into(),
                ..plain(error.kind().code(), &error.to_string())
            },
        }
    }
}

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
    answer(optout_input::None, || error.and_then(|error| error.input).unwrap_or(optout_input::None))
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
