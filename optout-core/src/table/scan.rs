//! Where the fields of one record lie.
//!
//! Reads quotes as `csv-core` does, and says where each field's own bytes are, so that a record can
//! be copied, compared or rewritten without a byte changing that need not: a quote opens a field
//! only as its first byte, a doubled quote inside stands for one, and whatever follows the closing
//! quote belongs to the field as it stands. CR, LF and CRLF all end a record; blank lines are none.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

/// A field's bytes within its record, quotes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Offset of the first byte in the record.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
    /// How the value is written.
    pub form: FieldForm,
}

/// How a field's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldForm {
    /// As it is.
    Plain,
    /// Between two quotes, nothing doubled inside.
    Quoted,
    /// With doubled quotes inside, or with more bytes behind the closing quote.
    Escaped,
}

impl Field {
    /// The field's own bytes, quotes included.
    pub(crate) fn raw<'a>(&self, record: &'a [u8]) -> &'a [u8] {
        record.get(self.start..self.end).unwrap_or_default()
    }

    /// The value that the bytes stand for.
    pub(crate) fn value<'a>(&self, record: &'a [u8], quote: u8) -> Cow<'a, [u8]> {
        let raw = self.raw(record);
        match self.form {
            FieldForm::Plain => Cow::Borrowed(raw),
            FieldForm::Quoted => {
                Cow::Borrowed(raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default())
            }
            FieldForm::Escaped => Cow::Owned(unescape(raw, quote)),
        }
    }
}

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

/// Finds the first record in `bytes` and its fields; offsets of fields are relative to the record.
///
/// `last` says that the input ends where `bytes` end.
pub(crate) fn scan(
    bytes: &[u8],
    delimiter: u8,
    quote: u8,
    last: bool,
    fields: &mut Vec<Field>,
) -> Scan {
    fields.clear();
    let Some(start) = bytes.iter().position(|byte| !is_terminator(*byte)) else {
        return if last { Scan::End } else { Scan::Incomplete };
    };
    let record = bytes.get(start..).unwrap_or_default();
    let mut at = 0;
    loop {
        let field = match scan_field(record, at, delimiter, quote) {
            Ok(field) => field,
            Err(Open) if last => return Scan::UnclosedQuote { open: start + at },
            Err(Open) => return Scan::Incomplete,
        };
        fields.push(field);
        match record.get(field.end) {
            Some(byte) if *byte == delimiter => at = field.end + 1,
            Some(byte) => {
                let end = start + field.end;
                let next = match (byte, bytes.get(end + 1)) {
                    (b'\r', Some(b'\n')) => end + 2,
                    (b'\r', None) if !last => return Scan::Incomplete,
                    _ => end + 1,
                };
                return Scan::Record { start, end, next };
            }
            None if last => {
                let end = start + field.end;
                return Scan::Record { start, end, next: end };
            }
            None => return Scan::Incomplete,
        }
    }
}

struct Open;

fn scan_field(record: &[u8], start: usize, delimiter: u8, quote: u8) -> Result<Field, Open> {
    let plain_end = |from: usize| {
        let rest = record.get(from..).unwrap_or_default();
        from + memchr3(delimiter, b'\r', b'\n', rest).unwrap_or(rest.len())
    };
    if record.get(start) != Some(&quote) {
        return Ok(Field { start, end: plain_end(start), form: FieldForm::Plain });
    }
    let mut form = FieldForm::Quoted;
    let mut at = start + 1;
    loop {
        let rest = record.get(at..).unwrap_or_default();
        let close = at + memchr(quote, rest).ok_or(Open)?;
        if record.get(close + 1) == Some(&quote) {
            form = FieldForm::Escaped;
            at = close + 2;
            continue;
        }
        let end = plain_end(close + 1);
        if end != close + 1 {
            form = FieldForm::Escaped;
        }
        return Ok(Field { start, end, form });
    }
}

fn unescape(raw: &[u8], quote: u8) -> Vec<u8> {
    let mut value = Vec::with_capacity(raw.len());
    let mut rest = raw.get(1..).unwrap_or_default();
    while let Some(at) = memchr(quote, rest) {
        let (inside, tail) = rest.split_at(at);
        value.extend_from_slice(inside);
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

pub(crate) fn is_terminator(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// The number of line ends in the bytes; CRLF is one.
pub(crate) fn line_ends(bytes: &[u8]) -> u64 {
    let mut count = 0;
    for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
        let second_of_pair =
            bytes.get(at) == Some(&b'\n') && at > 0 && bytes.get(at - 1) == Some(&b'\r');
        count += u64::from(!second_of_pair);
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn own(bytes: &[u8], delimiter: u8) -> Option<Vec<Vec<Vec<u8>>>> {
        let mut rest = bytes;
        let mut fields = Vec::new();
        let mut records = Vec::new();
        loop {
            match scan(rest, delimiter, b'"', true, &mut fields) {
                Scan::Record { start, end, next } => {
                    let record = &rest[start..end];
                    records
                        .push(fields.iter().map(|f| f.value(record, b'"').into_owned()).collect());
                    rest = &rest[next..];
                }
                Scan::End => return Some(records),
                Scan::UnclosedQuote { .. } => return None,
                Scan::Incomplete => unreachable!("the input is whole"),
            }
        }
    }

    fn oracle(bytes: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
        csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
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
            if let Some(records) = own(text.as_bytes(), delimiter) {
                prop_assert_eq!(records, oracle(text.as_bytes(), delimiter));
            }
        }

        #[test]
        fn a_cut_input_is_incomplete_or_the_same_record(text in r#"[ab",\r\n]{0,30}"#, cut in 0usize..30) {
            let whole = text.as_bytes();
            let head = &whole[..cut.min(whole.len())];
            let (mut of_head, mut of_whole) = (Vec::new(), Vec::new());
            let partial = scan(head, b',', b'"', false, &mut of_head);
            if partial != Scan::Incomplete {
                prop_assert_eq!(partial, scan(whole, b',', b'"', true, &mut of_whole));
                prop_assert_eq!(of_head, of_whole);
            }
        }
    }

    #[test]
    fn an_unclosed_quote_is_found_at_its_opening() {
        let mut fields = Vec::new();
        let found = scan(b"\na,\"b\nc,d\n", b',', b'"', true, &mut fields);
        assert_eq!(found, Scan::UnclosedQuote { open: 3 });
    }

    #[test]
    fn every_line_end_counts_once() {
        assert_eq!(line_ends(b"a\r\nb\rc\n\r\n"), 4);
    }
}
