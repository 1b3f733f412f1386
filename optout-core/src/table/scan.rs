//! Where the fields of one record lie: the plain way, byte by byte.
//!
//! Reads quotes as `csv-core` does: a quote opens a field only as its first byte, a doubled quote inside
//! stands for one, and whatever follows the closing quote belongs to the field as it stands. CR, LF and
//! CRLF all end a record; blank lines are none. A field is told by where it ends, so that it can be
//! copied, compared or rewritten without a byte changing that need not.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use super::dialect::Dialect;
use crate::error::Position;

/// What a scan found at the start of the bytes it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scan {
    /// A record in `start..end`, its terminator in `end..next`.
    Record { start: usize, end: usize, next: usize },
    /// Nothing but blank lines up to the end of the input.
    End,
    /// More bytes are needed to tell.
    Incomplete,
    /// The quote at this offset is open when the input ends.
    UnclosedQuote { open: usize },
}

/// Finds the first record in `bytes`, and where each of its fields ends: the offset of the delimiter or
/// the line end behind it, or of the end of the input.
///
/// `last` says that the input ends where `bytes` end.
pub(super) fn scan(bytes: &[u8], dialect: Dialect, last: bool, ends: &mut Vec<usize>) -> Scan {
    ends.clear();
    let Some(start) = bytes.iter().position(|byte| !is_terminator(*byte)) else {
        return if last { Scan::End } else { Scan::Incomplete };
    };
    let mut at = start;
    loop {
        let end = match field_end(bytes, at, dialect) {
            Ok(end) => end,
            Err(Open) if last => return Scan::UnclosedQuote { open: at },
            Err(Open) => return Scan::Incomplete,
        };
        ends.push(end);
        match bytes.get(end) {
            Some(byte) if *byte == dialect.delimiter => at = end + 1,
            Some(byte) => {
                let next = match (byte, bytes.get(end + 1)) {
                    (b'\r', Some(b'\n')) => end + 2,
                    (b'\r', None) if !last => return Scan::Incomplete,
                    _ => end + 1,
                };
                return Scan::Record { start, end, next };
            }
            None if last => return Scan::Record { start, end, next: end },
            None => return Scan::Incomplete,
        }
    }
}

struct Open;

fn field_end(bytes: &[u8], start: usize, dialect: Dialect) -> Result<usize, Open> {
    let plain_end = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + memchr3(dialect.delimiter, b'\r', b'\n', rest).unwrap_or(rest.len())
    };
    if bytes.get(start) != Some(&dialect.quote) {
        return Ok(plain_end(start));
    }
    let mut at = start + 1;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let close = at + memchr(dialect.quote, rest).ok_or(Open)?;
        if bytes.get(close + 1) != Some(&dialect.quote) {
            return Ok(plain_end(close + 1));
        }
        at = close + 2;
    }
}

/// The value that a field's own bytes stand for.
pub(crate) fn value(field: &[u8], quote: u8) -> Cow<'_, [u8]> {
    let Some(inside) = field.strip_prefix(&[quote]) else { return Cow::Borrowed(field) };
    match memchr(quote, inside) {
        Some(close) if close + 1 == inside.len() => {
            Cow::Borrowed(inside.get(..close).unwrap_or_default())
        }
        _ => Cow::Owned(unescape(inside, quote)),
    }
}

fn unescape(inside: &[u8], quote: u8) -> Vec<u8> {
    let mut value = Vec::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = memchr(quote, rest) {
        let (text, tail) = rest.split_at(at);
        value.extend_from_slice(text);
        match tail.get(1) {
            Some(byte) if *byte == quote => {
                value.push(quote);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                value.extend_from_slice(tail.get(1..).unwrap_or_default());
                return value;
            }
        }
    }
    value.extend_from_slice(rest);
    value
}

pub(super) fn is_terminator(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// The offset behind the line end that stands at an offset, or the offset if the bytes end there.
pub(super) fn behind_terminator(bytes: &[u8], end: usize) -> usize {
    match (bytes.get(end), bytes.get(end + 1)) {
        (None, _) => end,
        (Some(b'\r'), Some(b'\n')) => end + 2,
        _ => end + 1,
    }
}

/// The number of line ends in the bytes; CRLF is one.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let mut count = 0;
    for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
        let second_of_pair =
            bytes.get(at) == Some(&b'\n') && at > 0 && bytes.get(at - 1) == Some(&b'\r');
        count += u64::from(!second_of_pair);
    }
    count
}

/// The place behind what has passed since another place.
pub(crate) fn place(from: Position, passed: &[u8]) -> Position {
    Position {
        record: from.record,
        line: from.line + line_ends(passed),
        byte: from.byte + passed.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn own(bytes: &[u8], dialect: Dialect) -> Option<Vec<Vec<Vec<u8>>>> {
        let mut rest = bytes;
        let mut ends = Vec::new();
        let mut records = Vec::new();
        loop {
            match scan(rest, dialect, true, &mut ends) {
                Scan::Record { start, next, .. } => {
                    let mut from = start;
                    let mut fields = Vec::new();
                    for end in &ends {
                        fields.push(value(&rest[from..*end], b'"').into_owned());
                        from = end + 1;
                    }
                    records.push(fields);
                    rest = &rest[next..];
                }
                Scan::End => return Some(records),
                Scan::UnclosedQuote { .. } => return None,
                Scan::Incomplete => unreachable!("the input is whole"),
            }
        }
    }

    fn oracle(bytes: &[u8], dialect: Dialect) -> Vec<Vec<Vec<u8>>> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .from_reader(bytes)
            .into_byte_records()
            .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn reads_as_the_csv_crate_does(text in r#"[ab",;\r\n ]{0,40}"#, semicolon: bool) {
            let delimiter = if semicolon { b';' } else { b',' };
            let dialect = Dialect { delimiter, quote: b'"' };
            if let Some(records) = own(text.as_bytes(), dialect) {
                prop_assert_eq!(records, oracle(text.as_bytes(), dialect));
            }
        }

        #[test]
        fn a_cut_input_is_incomplete_or_the_same_record(text in r#"[ab",\r\n]{0,30}"#, cut in 0usize..30) {
            let whole = text.as_bytes();
            let head = &whole[..cut.min(whole.len())];
            let (mut of_head, mut of_whole) = (Vec::new(), Vec::new());
            let partial = scan(head, Dialect::default(), false, &mut of_head);
            if partial != Scan::Incomplete {
                prop_assert_eq!(partial, scan(whole, Dialect::default(), true, &mut of_whole));
                prop_assert_eq!(of_head, of_whole);
            }
        }
    }

    #[test]
    fn an_unclosed_quote_is_found_at_its_opening() {
        let found = scan(b"\na,\"b\nc,d\n", Dialect::default(), true, &mut Vec::new());
        assert_eq!(found, Scan::UnclosedQuote { open: 3 });
    }

    #[test]
    fn every_line_end_counts_once() {
        assert_eq!(line_ends(b"a\r\nb\rc\n\r\n"), 4);
    }
}
