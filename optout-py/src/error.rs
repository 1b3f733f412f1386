//! The library's errors as exceptions that know their place and hold no value.

use optout_core::{Error, ErrorKind, Input, Position};
use pyo3::create_exception;
use pyo3::exceptions::{PyBaseException, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;

create_exception!(
    optout,
    OptoutError,
    PyValueError,
    "A fault, and where it is; the base of all exceptions of this package.\n\n\
     Attributes:\n    \
     code (str): what went wrong as one word, the same in every language of the library\n    \
     input (str | None): which input it is in: ``\"list\"``, ``\"contacts\"``, ``\"evidence\"``,\n        ``\"past_export\"``, ``\"policy\"``, ``\"domain_aliases\"``, ``\"id_links\"``,\n        ``\"nicknames\"``, ``\"verdicts\"``, ``\"hashed_list\"``, ``\"previous_list\"``, ``\"audit\"`` or ``\"output\"``\n    \
     expected (str | None): what was expected there, in plain words\n    \
     record (int | None): the record, counted from 1; the header is 0\n    \
     line (int | None): the line, counted from 1\n    \
     byte (int | None): the offset in bytes, counted from 0\n\n\
     Neither message nor attributes hold a value that was read, nor a path. A file that cannot be\n\
     read or written is an OptoutError whose code is ``\"io\"``."
);
create_exception!(
    optout,
    StructureError,
    OptoutError,
    "A table that cannot be read as one: its encoding, delimiter, quotes or field counts."
);
create_exception!(
    optout,
    LayoutError,
    OptoutError,
    "A header that lacks what is needed, has it twice or is not known."
);
create_exception!(optout, PolicyError, OptoutError, "A policy that cannot be read.");
create_exception!(
    optout,
    VerificationError,
    OptoutError,
    "A redacted file that is not what was promised."
);
create_exception!(
    optout,
    GuardError,
    OptoutError,
    "A sweep would remove more records than its guard allows, or its list or contacts have shrunk by more;\n\
     nothing is written.\n\n\
     Attributes:\n    \
     found (int): how many records it would remove; of what has shrunk, how many there are\n    \
     limit (int): how many the guard allows; of what has shrunk, at least\n    \
     of_one_entry (bool): whether they are all one list entry's, or the sweep's as a whole\n    \
     previous (int | None): how many there were last time, of what has shrunk"
);
create_exception!(
    optout,
    MatcherBytesError,
    OptoutError,
    "Bytes that are no matcher's, damaged, or made by another version."
);
create_exception!(
    optout,
    UnreadableError,
    OptoutError,
    "A value that has no key, such as an id that a spreadsheet has damaged."
);

/// A result of the core on its way to Python.
pub(crate) trait OrRaise<T> {
    /// The value, or the error as an exception.
    fn or_raise(self) -> PyResult<T>;
}

impl<T> OrRaise<T> for Result<T, Error> {
    fn or_raise(self) -> PyResult<T> {
        self.map_err(|error| Python::attach(|py| exception(py, &error)))
    }
}

fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let message = error.to_string();
    let raised = match error.kind() {
        ErrorKind::Empty
        | ErrorKind::Encoding { .. }
        | ErrorKind::Nul
        | ErrorKind::UnclosedQuote
        | ErrorKind::AmbiguousDelimiter
        | ErrorKind::FieldCount { .. }
        | ErrorKind::Truncated { .. }
        | ErrorKind::RecordTooLarge { .. } => StructureError::new_err(message),
        ErrorKind::MissingColumn { .. }
        | ErrorKind::DuplicateColumn { .. }
        | ErrorKind::UnnamedColumn { .. }
        | ErrorKind::UnknownLayout { .. } => LayoutError::new_err(message),
        ErrorKind::Policy { .. } => PolicyError::new_err(message),
        ErrorKind::Verification { .. } => VerificationError::new_err(message),
        ErrorKind::BlastRadius { .. } | ErrorKind::Shrinkage { .. } => GuardError::new_err(message),
        ErrorKind::Index { .. } => MatcherBytesError::new_err(message),
        _ => OptoutError::new_err(message),
    };
    let raised = placed(py, raised, error.kind().code(), error.input(), error.position());
    match set_details(raised.value(py), error.kind()) {
        Ok(()) => raised,
        Err(other) => other,
    }
}

/// What the kind says besides: fixed texts and numbers.
fn set_details(value: &Bound<'_, PyBaseException>, kind: &ErrorKind) -> PyResult<()> {
    match kind {
        ErrorKind::Encoding { expected }
        | ErrorKind::MissingColumn { expected }
        | ErrorKind::UnknownLayout { expected }
        | ErrorKind::Value { expected, .. }
        | ErrorKind::InvalidOption { expected, .. }
        | ErrorKind::Policy { expected }
        | ErrorKind::Index { expected }
        | ErrorKind::Bytes { expected }
        | ErrorKind::Verification { expected } => value.setattr("expected", *expected),
        ErrorKind::BlastRadius { found, limit, of_one_entry } => {
            value.setattr("found", *found)?;
            value.setattr("limit", *limit)?;
            value.setattr("of_one_entry", *of_one_entry)?;
            value.setattr("previous", None::<u64>)
        }
        ErrorKind::Shrinkage { found, previous, limit } => {
            value.setattr("found", *found)?;
            value.setattr("limit", *limit)?;
            value.setattr("of_one_entry", false)?;
            value.setattr("previous", *previous)
        }
        _ => Ok(()),
    }
}

/// An exception for a value without a key: its fault as code and as sentence.
pub(crate) fn unreadable(py: Python<'_>, code: &'static str, sentence: String) -> PyErr {
    placed(py, UnreadableError::new_err(sentence), code, None, None)
}

/// An exception for an argument that no call of the core has seen.
pub(crate) fn invalid_option(option: &'static str, expected: &'static str) -> PyErr {
    let error = Error::new(ErrorKind::InvalidOption { option, expected });
    Python::attach(|py| exception(py, &error))
}

/// An exception for a value, its column unknown.
pub(crate) fn invalid_value(expected: &'static str) -> PyErr {
    let error = Error::new(ErrorKind::Value { column: 0, expected });
    Python::attach(|py| exception(py, &error))
}

/// An exception for a source of batches that fails; what it says itself can hold a value.
pub(crate) fn unread_source(of: Input) -> PyErr {
    let error = Error::from(std::io::Error::from(std::io::ErrorKind::Other));
    Python::attach(|py| exception(py, &error.within(of)))
}

/// An exception for what is no source of batches.
pub(crate) fn wrong_source(object: &Bound<'_, PyAny>) -> PyErr {
    wrong_type("a frame, or a table with __arrow_c_stream__ or __arrow_c_array__", object)
}

fn placed(
    py: Python<'_>,
    raised: PyErr,
    code: &'static str,
    input: Option<Input>,
    position: Option<Position>,
) -> PyErr {
    let value = raised.value(py);
    let set = || -> PyResult<()> {
        value.setattr("code", code)?;
        value.setattr("input", input.map(Input::as_str))?;
        value.setattr("expected", None::<&str>)?;
        value.setattr("record", position.map(|at| at.record))?;
        value.setattr("line", position.map(|at| at.line))?;
        value.setattr("byte", position.map(|at| at.byte))
    };
    match set() {
        Ok(()) => raised,
        Err(other) => other,
    }
}

/// An exception for what cannot happen; its text is fixed.
pub(crate) fn impossible(text: &'static str) -> PyErr {
    PyRuntimeError::new_err(text)
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("OptoutError", py.get_type::<OptoutError>())?;
    module.add("StructureError", py.get_type::<StructureError>())?;
    module.add("LayoutError", py.get_type::<LayoutError>())?;
    module.add("PolicyError", py.get_type::<PolicyError>())?;
    module.add("VerificationError", py.get_type::<VerificationError>())?;
    module.add("GuardError", py.get_type::<GuardError>())?;
    module.add("MatcherBytesError", py.get_type::<MatcherBytesError>())?;
    module.add("UnreadableError", py.get_type::<UnreadableError>())
}

/// A `TypeError` that names types and no value.
pub(crate) fn wrong_type(expected: &str, object: &Bound<'_, PyAny>) -> PyErr {
    match object.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("expected {expected}, got {name}")),
        Err(error) => error,
    }
}
