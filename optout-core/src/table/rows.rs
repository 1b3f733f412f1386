//! Rows of text, each with a value for every column.

use std::io::Read;

use super::records::{Format, Records};
use super::scan::{place, value};
use super::structure::RawRecord;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::texts::Texts;

/// Reads the rows of a table, the header first.
///
/// Strict, because a value in the wrong column would be taken for something it is not: every row has as
/// many fields as the header, and all text is valid in its encoding.
pub(super) struct Rows<R> {
    records: Records<R>,
    /// How many fields the header has, once it has been read.
    width: Option<usize>,
    values: Texts,
}

impl<R: Read> Rows<R> {
    /// Opens a table whose header has names such as `is_known` knows.
    pub(super) fn open(input: R, format: Format, is_known: &dyn Fn(&str) -> bool) -> Result<Self> {
        let records = Records::open(input, format, false, is_known)?;
        Ok(Self { records, width: None, values: Texts::default() })
    }

    /// The first row, and where it starts.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub(super) fn header(&mut self) -> Result<(&Texts, Position)> {
        self.read()?.ok_or_else(|| Error::new(ErrorKind::Empty))
    }

    /// The next row and where it starts, or `None` behind the last.
    ///
    /// # Errors
    /// A structure fault, with its position; nothing can be read behind it.
    pub(super) fn read(&mut self) -> Result<Option<(&Texts, Position)>> {
        let (quote, encoding) = (self.records.dialect().quote, self.records.encoding().name());
        let Some((raw, position)) = self.records.read()? else { return Ok(None) };
        let found = raw.len();
        let expected = *self.width.get_or_insert(found);
        if found != expected {
            let kind = if found < expected && raw.terminator.is_empty() {
                ErrorKind::Truncated { expected, found }
            } else {
                ErrorKind::FieldCount { expected, found }
            };
            return Err(Error::new(kind).at(position));
        }
        take(&raw, position, quote, encoding, &mut self.values)?;
        Ok(Some((&self.values, position)))
    }

    /// How many bytes have been read.
    pub(super) fn bytes_read(&self) -> u64 {
        self.records.position().byte
    }
}

fn take(
    raw: &RawRecord<'_>,
    position: Position,
    quote: u8,
    expected: &'static str,
    values: &mut Texts,
) -> Result<()> {
    values.clear();
    let record = std::str::from_utf8(raw.bytes).map_err(|error| {
        let passed = raw.bytes.get(..error.valid_up_to()).unwrap_or_default();
        Error::new(ErrorKind::Encoding { expected }).at(place(position, passed))
    })?;
    for nth in 0..raw.len() {
        let field = raw.span(nth).and_then(|(start, end)| record.get(start..end));
        let field = field.unwrap_or_default();
        if field.as_bytes().first() == Some(&quote) {
            let value = value(field.as_bytes(), quote);
            values.push(std::str::from_utf8(&value).unwrap_or_default());
        } else {
            values.push(field);
        }
    }
    Ok(())
}
