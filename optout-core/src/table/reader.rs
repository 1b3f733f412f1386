//! A table of text with named columns.

use std::io::Read;

use super::header::Header;
use super::preset::Preset;
use super::records::{Format, Records};
use super::scan::{place, value};
use super::schema::{Layout, Schema};
use super::structure::RawRecord;
use crate::error::{Error, ErrorKind, Input, Position, Result};

/// Reads the records of a delimited text file whose header names the columns.
///
/// Strict, because a value in the wrong column would be matched as something it is not: every record
/// has as many fields as the header, all text is valid in its encoding, no two columns share a name.
pub struct Table<R> {
    records: Records<R>,
    schema: Schema,
    header: Header,
    header_position: Position,
    values: Values,
}

/// One record's values.
pub struct Record<'a> {
    values: &'a Values,
    position: Position,
}

/// The text of all fields one behind the other, and where each ends.
#[derive(Default)]
struct Values {
    text: String,
    ends: Vec<usize>,
}

impl<R: Read> Table<R> {
    /// Opens a contact export.
    ///
    /// # Errors
    /// The encoding, the dialect or the header cannot be told, or the header lacks what is needed.
    pub fn open_contacts(input: R, format: Format, layout: &Layout) -> Result<Self> {
        Self::open(input, format, layout, &super::CONTACTS, |header| layout.contacts(header))
            .map_err(|error| error.within(Input::Contacts))
    }

    /// Opens a table of one known layout.
    pub(crate) fn open_preset(
        input: R,
        format: Format,
        layout: &Layout,
        preset: &Preset,
    ) -> Result<Self> {
        Self::open(input, format, layout, &[preset], |header| layout.read(header, Some(preset)))
    }

    fn open(
        input: R,
        format: Format,
        layout: &Layout,
        presets: &[&Preset],
        read_header: impl Fn(&Header) -> Result<Schema>,
    ) -> Result<Self> {
        let is_known = |name: &str| layout.knows(presets, name);
        let mut records = Records::open(input, format, false, &is_known)?;
        let quote = records.dialect().quote;
        let mut values = Values::default();
        let expected = records.encoding().name();
        let Some((raw, header_position)) = records.read()? else {
            return Err(Error::new(ErrorKind::Empty));
        };
        values.take(&raw, header_position, quote, expected)?;
        let header = Header::new(values.iter());
        let schema = read_header(&header).map_err(|error| error.at(header_position))?;
        Ok(Self { records, schema, header, header_position, values })
    }

    /// What each column holds.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Where the header starts.
    pub(crate) fn header_position(&self) -> Position {
        self.header_position
    }

    /// The folded header names.
    pub(crate) fn names(&self) -> &[String] {
        self.header.names()
    }

    /// The next record, or `None` behind the last.
    ///
    /// # Errors
    /// A structure fault, with its position; nothing can be read behind it.
    pub fn read(&mut self) -> Result<Option<(Record<'_>, &Schema)>> {
        let quote = self.records.dialect().quote;
        let expected = self.records.encoding().name();
        let Some((raw, position)) = self.records.read()? else { return Ok(None) };
        let (found, expected_fields) = (raw.len(), self.header.len());
        if found != expected_fields {
            let kind = if found < expected_fields && raw.terminator.is_empty() {
                ErrorKind::Truncated { expected: expected_fields, found }
            } else {
                ErrorKind::FieldCount { expected: expected_fields, found }
            };
            return Err(Error::new(kind).at(position));
        }
        self.values.take(&raw, position, quote, expected)?;
        Ok(Some((Record { values: &self.values, position }, &self.schema)))
    }

    /// How many bytes have been read, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.records.position().byte
    }
}

impl Values {
    fn take(
        &mut self,
        raw: &RawRecord<'_>,
        position: Position,
        quote: u8,
        expected: &'static str,
    ) -> Result<()> {
        self.text.clear();
        self.ends.clear();
        let fault = |offset: usize| {
            let passed = raw.bytes.get(..offset).unwrap_or_default();
            Error::new(ErrorKind::Encoding { expected }).at(place(position, passed))
        };
        let record = std::str::from_utf8(raw.bytes).map_err(|error| fault(error.valid_up_to()))?;
        for nth in 0..raw.len() {
            let field = raw.span(nth).and_then(|(start, end)| record.get(start..end));
            let field = field.unwrap_or_default();
            if field.as_bytes().first() == Some(&quote) {
                let value = value(field.as_bytes(), quote);
                self.text.push_str(std::str::from_utf8(&value).unwrap_or_default());
            } else {
                self.text.push_str(field);
            }
            self.ends.push(self.text.len());
        }
        Ok(())
    }

    fn get(&self, at: usize) -> Option<&str> {
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(at)?)
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).filter_map(|at| self.get(at))
    }
}

impl<'a> Record<'a> {
    /// The values of all columns, in the order of the header.
    pub fn values(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.values.iter()
    }

    /// The value of a column, counted from 0.
    pub(crate) fn value(&self, at: usize) -> Option<&'a str> {
        self.values.get(at)
    }

    /// Where the record starts.
    pub fn position(&self) -> Position {
        self.position
    }
}
