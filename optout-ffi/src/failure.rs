//! Why a call failed, and the error that is made of it.

use optout_core::Input;
use optout_core::error::{Error, ErrorKind, Position};
use serde::de::DeserializeOwned;

use crate::status::{
    OPTOUT_STATUS_INVALID_ENUM, OPTOUT_STATUS_INVALID_JSON, OPTOUT_STATUS_INVALID_LENGTH,
    OPTOUT_STATUS_INVALID_UTF8, OPTOUT_STATUS_NULL_ARGUMENT, OPTOUT_STATUS_PANIC,
    OPTOUT_STATUS_VALUE, optout_status, status_of,
};

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
    pub(crate) status: optout_status,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) fault: &'static str,
    pub(crate) input: Option<Input>,
    pub(crate) position: Option<Position>,
    pub(crate) excess: Excess,
}

/// By how much a pass, or one of its inputs, is outside the limit of its guard.
#[derive(Clone, Copy, Default)]
pub(crate) struct Excess {
    pub(crate) found: u64,
    pub(crate) limit: u64,
    pub(crate) of_one_entry: bool,
    pub(crate) previous: u64,
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
                input: error.input(),
                position: error.position(),
                excess: error.kind().into(),
                ..plain(error.kind().code(), &error.to_string())
            },
        }
    }
}
