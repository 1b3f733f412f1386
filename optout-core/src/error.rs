//! What can go wrong, and where.
//!
//! An [`Error`] is one word: it boxes its [`ErrorKind`], the [`Input`] it is about and the
//! [`Position`] in it. Nothing in it can hold a value that was read: a message says where the fault
//! is and what was expected there, never what stood there. Columns go by their number, because the
//! header of a file that has none is somebody's row.
//!
//! ```
//! use optout_core::{ErrorKind, Input, MatchPolicy};
//!
//! let error = MatchPolicy::from_toml("name = 'mine'\nrules = []\n").unwrap_err();
//! assert_eq!(error.input(), Some(Input::Policy));
//! assert_eq!(error.position().map(|position| position.line), Some(2));
//! assert!(matches!(error.kind(), ErrorKind::Policy { .. }));
//! assert_eq!(error.kind().code(), "policy");
//! ```

use std::fmt;

/// The result of every fallible call of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A fault, the input it is in, and its position there.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    input: Option<Input>,
    position: Option<Position>,
}

/// A place in an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Position {
    /// The record, counted from 1; the header is record 0.
    pub record: u64,
    /// The line, counted from 1. A line end inside quotes counts.
    pub line: u64,
    /// The offset in bytes, counted from 0, a byte-order mark included. Behind the mark, text in another
    /// encoding than UTF-8 counts by its length in UTF-8.
    pub byte: u64,
}

/// Which of the inputs a fault is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Input {
    /// The vendor's Opt-Out List.
    List,
    /// The Opt-Out List of last time, or its snapshot.
    PreviousList,
    /// The contact records that are swept.
    Contacts,
    /// An evidence file.
    Evidence,
    /// A past-export file.
    PastExport,
    /// A policy.
    Policy,
    /// The table of company domains that are one company's.
    DomainAliases,
    /// The table of record ids that were merged or converted.
    IdLinks,
    /// The table of given names and their short forms.
    Nicknames,
    /// The table of decisions about pairs.
    Verdicts,
    /// A list of hashed identifiers.
    HashedList,
    /// A table of records to delete.
    Deletions,
    /// The audit log of a pass.
    Audit,
    /// What is written.
    Output,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Reading or writing failed.
    Io(std::io::ErrorKind),
    /// The caller's progress callback asked to stop.
    Cancelled,
    /// The input is empty: it has not even a header.
    Empty,
    /// The bytes are not valid in the encoding that was detected or declared.
    Encoding {
        /// The encoding, by its WHATWG label.
        expected: &'static str,
    },
    /// A NUL byte in a text file.
    Nul,
    /// A quoted field that never ends.
    UnclosedQuote,
    /// More than one delimiter fits the file.
    AmbiguousDelimiter,
    /// A record that has another number of fields than the header.
    FieldCount {
        /// The number of fields in the header.
        expected: usize,
        /// The number of fields in the record.
        found: usize,
    },
    /// The last record is short and has no line end: the file was cut off.
    Truncated {
        /// The number of fields in the header.
        expected: usize,
        /// The number of fields in the record.
        found: usize,
    },
    /// A record larger than the limit.
    RecordTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The header lacks a column that the job needs.
    MissingColumn {
        /// What the column holds.
        expected: &'static str,
    },
    /// Two columns of the header stand for the same thing.
    DuplicateColumn {
        /// The number of the first column, counted from 1.
        first: usize,
        /// The number of the second column, counted from 1.
        second: usize,
    },
    /// A column of the header has no name.
    UnnamedColumn {
        /// The number of the column, counted from 1.
        column: usize,
    },
    /// No known layout fits the header.
    UnknownLayout {
        /// What was looked for.
        expected: &'static str,
    },
    /// A value that cannot be read as what it has to be.
    Value {
        /// The number of the column, counted from 1; 0 where there are no columns.
        column: usize,
        /// What was expected.
        expected: &'static str,
    },
    /// An option that cannot be used.
    InvalidOption {
        /// The option's name.
        option: &'static str,
        /// What was expected.
        expected: &'static str,
    },
    /// A policy that cannot be read.
    Policy {
        /// What was expected.
        expected: &'static str,
    },
    /// An index that cannot be used.
    Index {
        /// What was expected.
        expected: &'static str,
    },
    /// Bytes that are not what was kept: something else's, damaged, or of another version.
    Bytes {
        /// What was expected.
        expected: &'static str,
    },
    /// A pass would remove more records than its guard lets pass.
    BlastRadius {
        /// How many records it would be.
        found: u64,
        /// How many the guard allows.
        limit: u64,
        /// Whether they are all one list entry's, or the pass's as a whole.
        of_one_entry: bool,
    },
    /// An input has far less in it than last time, which a guard takes for a fault of whoever sent it.
    Shrinkage {
        /// How many people or records there are.
        found: u64,
        /// How many there were last time.
        previous: u64,
        /// With how many the guard would let it pass.
        limit: u64,
    },
    /// A redacted file or an audit log does not hold what was promised.
    Verification {
        /// The promise that is broken.
        expected: &'static str,
    },
}

impl Error {
    /// An error of a kind, its place not yet known.
    pub fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { kind, input: None, position: None }))
    }

    /// The same error at a position; a position already known stays.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// The same error at another position, if it is about one.
    #[must_use]
    pub(crate) fn moved(mut self, to: impl FnOnce(Position) -> Position) -> Self {
        self.0.position = self.0.position.map(to);
        self
    }

    /// The same error in an input; an input already known stays.
    #[must_use]
    pub fn within(mut self, input: Input) -> Self {
        self.0.input.get_or_insert(input);
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Where it went wrong, if it is about a place.
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// The input in which it went wrong, where more than one is in play.
    pub fn input(&self) -> Option<Input> {
        self.0.input
    }
}

impl ErrorKind {
    /// The kind as one word, the same in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::Cancelled => "cancelled",
            Self::Empty => "empty",
            Self::Encoding { .. } => "encoding",
            Self::Nul => "nul",
            Self::UnclosedQuote => "unclosed_quote",
            Self::AmbiguousDelimiter => "ambiguous_delimiter",
            Self::FieldCount { .. } => "field_count",
            Self::Truncated { .. } => "truncated",
            Self::RecordTooLarge { .. } => "record_too_large",
            Self::MissingColumn { .. } => "missing_column",
            Self::DuplicateColumn { .. } => "duplicate_column",
            Self::UnnamedColumn { .. } => "unnamed_column",
            Self::UnknownLayout { .. } => "unknown_layout",
            Self::Value { .. } => "value",
            Self::InvalidOption { .. } => "invalid_option",
            Self::Policy { .. } => "policy",
            Self::Index { .. } => "index",
            Self::Bytes { .. } => "bytes",
            Self::BlastRadius { .. } => "blast_radius",
            Self::Shrinkage { .. } => "shrinkage",
            Self::Verification { .. } => "verification",
        }
    }
}

impl From<std::io::Error> for Error {
    /// Keeps the kind only: the text of a foreign error can hold a path or a value. An [`Error`] that
    /// travelled through `std::io` comes back as it was.
    fn from(error: std::io::Error) -> Self {
        let kind = error.kind();
        match error.into_inner().and_then(|inner| inner.downcast::<Self>().ok()) {
            Some(own) => *own,
            None => Self::new(ErrorKind::Io(kind)),
        }
    }
}

/// An error of what is written, not of what is read.
pub(crate) fn of_output(error: std::io::Error) -> Error {
    Error::from(error).within(Input::Output)
}

impl From<Error> for std::io::Error {
    fn from(error: Error) -> Self {
        Self::new(std::io::ErrorKind::InvalidData, error)
    }
}

impl std::error::Error for Error {}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(input) = self.0.input {
            write!(f, "{input}: ")?;
        }
        match (self.0.position, self.0.input) {
            (Some(Position { line, byte, .. }), Some(Input::Policy)) => {
                write!(f, "line {line}, byte {byte}: ")?;
            }
            (Some(position), _) => write!(f, "{position}: ")?,
            (None, _) => {}
        }
        self.0.kind.fmt(f)
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.record {
            0 => f.write_str("header")?,
            record => write!(f, "record {record}")?,
        }
        // Rows of a frame are on no line.
        if self.line == 0 { Ok(()) } else { write!(f, " (line {}, byte {})", self.line, self.byte) }
    }
}

impl Input {
    /// The input as one word, the same in every language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::PreviousList => "previous_list",
            Self::Contacts => "contacts",
            Self::Evidence => "evidence",
            Self::PastExport => "past_export",
            Self::Policy => "policy",
            Self::DomainAliases => "domain_aliases",
            Self::IdLinks => "id_links",
            Self::Nicknames => "nicknames",
            Self::Verdicts => "verdicts",
            Self::HashedList => "hashed_list",
            Self::Deletions => "deletions",
            Self::Audit => "audit",
            Self::Output => "output",
        }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::List => "opt-out list",
            Self::PreviousList => "previous opt-out list",
            Self::PastExport => "past export",
            Self::DomainAliases => "domain aliases",
            Self::IdLinks => "id links",
            Self::HashedList => "hashed list",
            Self::Audit => "audit log",
            other => other.as_str(),
        })
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(kind) => write!(f, "reading or writing failed: {kind}"),
            Self::Cancelled => f.write_str("stopped by the caller"),
            Self::Empty => f.write_str("the input is empty; expected a header"),
            Self::Encoding { expected } => {
                write!(f, "not valid {expected}; name the encoding if it is another one")
            }
            Self::Nul => f.write_str("a NUL byte; expected text"),
            Self::UnclosedQuote => f.write_str("a quoted field opens here and never ends"),
            Self::AmbiguousDelimiter => {
                f.write_str("more than one delimiter fits; name the delimiter")
            }
            Self::FieldCount { expected, found } => {
                write!(f, "expected {expected} fields as in the header, found {found}")
            }
            Self::Truncated { expected, found } => write!(
                f,
                "the file is cut off: its last record has {found} of {expected} fields and no line end"
            ),
            Self::RecordTooLarge { limit } => write!(f, "a record of more than {limit} bytes"),
            Self::MissingColumn { expected } => {
                write!(
                    f,
                    "no column for {expected}; name the column if the header has another word"
                )
            }
            Self::DuplicateColumn { first, second } => {
                write!(f, "columns {first} and {second} stand for the same thing; expected one")
            }
            Self::UnnamedColumn { column } => write!(f, "column {column} has no name"),
            Self::UnknownLayout { expected } => {
                write!(f, "the header fits no known layout; expected {expected}")
            }
            Self::Value { column: 0, expected } => write!(f, "expected {expected}"),
            Self::Value { column, expected } => write!(f, "column {column}: expected {expected}"),
            Self::InvalidOption { option, expected } => {
                write!(f, "option {option}: expected {expected}")
            }
            Self::Policy { expected } | Self::Index { expected } | Self::Bytes { expected } => {
                write!(f, "expected {expected}")
            }
            Self::BlastRadius { found, limit, of_one_entry } => {
                let whose = if *of_one_entry { "one list entry" } else { "the list" };
                write!(
                    f,
                    "{whose} would remove {found} records; expected at most {limit}, or a guard that \
                     allows for more"
                )
            }
            Self::Shrinkage { found, previous, limit } => write!(
                f,
                "{found} where there were {previous} last time; expected at least {limit}, or a guard that \
                 allows for fewer"
            ),
            Self::Verification { expected } => {
                write!(f, "not as promised: expected {expected}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_word() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn a_message_says_input_place_and_expectation() {
        let error = Error::new(ErrorKind::UnclosedQuote)
            .at(Position { record: 3, line: 5, byte: 90 })
            .within(Input::List);
        assert_eq!(
            error.to_string(),
            "opt-out list: record 3 (line 5, byte 90): a quoted field opens here and never ends"
        );
    }

    #[test]
    fn a_round_trip_through_io_keeps_the_error() {
        let error = Error::new(ErrorKind::Nul).at(Position { record: 1, line: 2, byte: 7 });
        let back = Error::from(std::io::Error::from(error));
        assert_eq!(back.kind(), &ErrorKind::Nul);
        assert_eq!(back.position(), Some(Position { record: 1, line: 2, byte: 7 }));
    }
}
