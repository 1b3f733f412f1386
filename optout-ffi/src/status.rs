//! The numbers of success and failure: one table, and no number is ever used again.

/// 0 if a function succeeded, else the number of what went wrong.
pub type optout_status = i32;

/// It succeeded.
pub const OPTOUT_STATUS_OK: optout_status = 0;

/// The library has a fault of its own. It did nothing; objects that the call could change are only
/// good for being freed.
pub const OPTOUT_STATUS_PANIC: optout_status = 1;
/// An argument is NULL that must not be.
pub const OPTOUT_STATUS_NULL_ARGUMENT: optout_status = 2;
/// A text is not UTF-8.
pub const OPTOUT_STATUS_INVALID_UTF8: optout_status = 3;
/// A number stands for none of the values of its enum.
pub const OPTOUT_STATUS_INVALID_ENUM: optout_status = 4;
/// A text is not the JSON that was expected.
pub const OPTOUT_STATUS_INVALID_JSON: optout_status = 5;
/// A fault that this version of the ABI has no number for; the error has its word.
pub const OPTOUT_STATUS_OTHER: optout_status = 6;
/// A length that nothing in memory can have, such as a negative number that was converted.
pub const OPTOUT_STATUS_INVALID_LENGTH: optout_status = 7;

/// Reading or writing failed.
pub const OPTOUT_STATUS_IO: optout_status = 101;
/// The caller's progress callback asked to stop.
pub const OPTOUT_STATUS_CANCELLED: optout_status = 102;
/// The input is empty: it has not even a header.
pub const OPTOUT_STATUS_EMPTY: optout_status = 103;
/// The bytes are not valid in the encoding that was detected or declared.
pub const OPTOUT_STATUS_ENCODING: optout_status = 104;
/// A NUL byte in a text file.
pub const OPTOUT_STATUS_NUL: optout_status = 105;
/// A quoted field that never ends.
pub const OPTOUT_STATUS_UNCLOSED_QUOTE: optout_status = 106;
/// More than one delimiter fits the file.
pub const OPTOUT_STATUS_AMBIGUOUS_DELIMITER: optout_status = 107;
/// A record that has another number of fields than the header.
pub const OPTOUT_STATUS_FIELD_COUNT: optout_status = 108;
/// The last record is short and has no line end: the file was cut off.
pub const OPTOUT_STATUS_TRUNCATED: optout_status = 109;
/// A record larger than the limit.
pub const OPTOUT_STATUS_RECORD_TOO_LARGE: optout_status = 110;
/// The header lacks a column that the job needs.
pub const OPTOUT_STATUS_MISSING_COLUMN: optout_status = 111;
/// Two columns of the header stand for the same thing.
pub const OPTOUT_STATUS_DUPLICATE_COLUMN: optout_status = 112;
/// A column of the header has no name.
pub const OPTOUT_STATUS_UNNAMED_COLUMN: optout_status = 113;
/// No known layout fits the header.
pub const OPTOUT_STATUS_UNKNOWN_LAYOUT: optout_status = 114;
/// A value that cannot be read as what it has to be.
pub const OPTOUT_STATUS_VALUE: optout_status = 115;
/// An option that cannot be used.
pub const OPTOUT_STATUS_INVALID_OPTION: optout_status = 116;
/// A policy that cannot be read.
pub const OPTOUT_STATUS_POLICY: optout_status = 117;
/// A redacted file or an audit log does not hold what was promised.
pub const OPTOUT_STATUS_VERIFICATION: optout_status = 118;
/// An index that cannot be used: bytes that are no matcher's, damaged, or of another version.
pub const OPTOUT_STATUS_INDEX: optout_status = 119;
/// A pass would remove more records than its guard lets pass.
pub const OPTOUT_STATUS_BLAST_RADIUS: optout_status = 120;
/// An input has far less in it than last time, which a guard takes for a fault of whoever sent it.
pub const OPTOUT_STATUS_SHRINKAGE: optout_status = 121;
/// Bytes that are not what was kept: something else's, damaged, or of another version.
pub const OPTOUT_STATUS_BYTES: optout_status = 122;

/// The word of each kind of error of the core, and its number.
const OF_CODE: [(&str, optout_status); 22] = [
    ("io", OPTOUT_STATUS_IO),
    ("cancelled", OPTOUT_STATUS_CANCELLED),
    ("empty", OPTOUT_STATUS_EMPTY),
    ("encoding", OPTOUT_STATUS_ENCODING),
    ("nul", OPTOUT_STATUS_NUL),
    ("unclosed_quote", OPTOUT_STATUS_UNCLOSED_QUOTE),
    ("ambiguous_delimiter", OPTOUT_STATUS_AMBIGUOUS_DELIMITER),
    ("field_count", OPTOUT_STATUS_FIELD_COUNT),
    ("truncated", OPTOUT_STATUS_TRUNCATED),
    ("record_too_large", OPTOUT_STATUS_RECORD_TOO_LARGE),
    ("missing_column", OPTOUT_STATUS_MISSING_COLUMN),
    ("duplicate_column", OPTOUT_STATUS_DUPLICATE_COLUMN),
    ("unnamed_column", OPTOUT_STATUS_UNNAMED_COLUMN),
    ("unknown_layout", OPTOUT_STATUS_UNKNOWN_LAYOUT),
    ("value", OPTOUT_STATUS_VALUE),
    ("invalid_option", OPTOUT_STATUS_INVALID_OPTION),
    ("policy", OPTOUT_STATUS_POLICY),
    ("index", OPTOUT_STATUS_INDEX),
    ("bytes", OPTOUT_STATUS_BYTES),
    ("blast_radius", OPTOUT_STATUS_BLAST_RADIUS),
    ("shrinkage", OPTOUT_STATUS_SHRINKAGE),
    ("verification", OPTOUT_STATUS_VERIFICATION),
];

/// The number of a kind of error, by its word.
pub(crate) fn status_of(code: &str) -> optout_status {
    OF_CODE
        .iter()
        .find(|(word, _)| *word == code)
        .map_or(OPTOUT_STATUS_OTHER, |(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_error_has_a_number_of_its_own() {
        let source = include_str!("../../optout-core/src/error.rs");
        let codes = source
            .split_once("pub fn code(&self)")
            .and_then(|(_, rest)| rest.split_once("impl "))
            .map(|(body, _)| body)
            .unwrap();
        let words: Vec<&str> = codes.split('"').skip(1).step_by(2).collect();
        assert_eq!(words, OF_CODE.map(|(word, _)| word));
        let mut numbers = OF_CODE.map(|(_, number)| number);
        numbers.sort_unstable();
        assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
