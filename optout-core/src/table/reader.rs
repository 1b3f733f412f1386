//! A table of text with named columns.

use std::io::Read;

use super::header::Header;
use super::preset::Preset;
use super::record::{Record, Rewritten};
use super::records::{CHUNK_SIZE, Format, Records};
use super::schema::{Layout, Schema};
use super::structure::RawRecord;
use crate::error::{Error, ErrorKind, Input, Position, Result};

/// Reads the records of a delimited text file whose header names the columns.
///
/// Strict, because a value in the wrong column would be matched as something it is not: every record
/// has as many fields as the header, all text is valid in its encoding, no two columns share a name.
pub struct Table<R> {
    records: Records<R>,
    form: Form,
    rewritten: Rewritten,
}

/// What the records of a table have in common.
pub(crate) struct Form {
    pub(crate) schema: Schema,
    header: Header,
    header_position: Position,
    quote: u8,
    encoding: &'static str,
}

impl<R: Read> Table<R> {
    /// Opens a contact export.
    ///
    /// # Errors
    /// The encoding, the dialect or the header cannot be told, or the header lacks what is needed.
    pub fn open_contacts(input: R, format: Format, layout: &Layout) -> Result<Self> {
        Self::open_contacts_in_chunks(input, format, layout, CHUNK_SIZE)
    }

    /// Opens a contact export, of which so much is read at a time.
    pub(crate) fn open_contacts_in_chunks(
        input: R,
        format: Format,
        layout: &Layout,
        size: usize,
    ) -> Result<Self> {
        let read_header = |header: &Header| layout.contacts(header);
        Self::open(input, format, layout, &super::CONTACTS, size, read_header)
            .map_err(|error| error.within(Input::Contacts))
    }

    /// Opens a table of one known layout.
    pub(crate) fn open_preset(
        input: R,
        format: Format,
        layout: &Layout,
        preset: &Preset,
    ) -> Result<Self> {
        let read_header = |header: &Header| layout.read(header, Some(preset));
        Self::open(input, format, layout, &[preset], CHUNK_SIZE, read_header)
    }

    fn open(
        input: R,
        format: Format,
        layout: &Layout,
        presets: &[&Preset],
        size: usize,
        read_header: impl Fn(&Header) -> Result<Schema>,
    ) -> Result<Self> {
        let is_known = |name: &str| layout.knows(presets, name);
        let mut records = Records::open_in_chunks(input, format, size, &is_known)?;
        let (quote, encoding) = (records.dialect().quote, records.encoding().name());
        let Some((raw, header_position)) = records.read()? else {
            return Err(Error::new(ErrorKind::Empty));
        };
        let mut rewritten = Rewritten::default();
        let names = Record::read(raw, header_position, quote, encoding, &mut rewritten)?;
        let header = Header::new(names.values());
        let schema = read_header(&header).map_err(|error| error.at(header_position))?;
        let form = Form { schema, header, header_position, quote, encoding };
        Ok(Self { records, form, rewritten })
    }

    /// What each column holds.
    pub fn schema(&self) -> &Schema {
        &self.form.schema
    }

    /// Where the header starts.
    pub(crate) fn header_position(&self) -> Position {
        self.form.header_position
    }

    /// The folded header names.
    pub(crate) fn names(&self) -> &[String] {
        self.form.header.names()
    }

    /// The next record, or `None` behind the last.
    ///
    /// # Errors
    /// A structure fault, with its position; nothing can be read behind it.
    pub fn read(&mut self) -> Result<Option<(Record<'_>, &Schema)>> {
        let Some((raw, position)) = self.records.read()? else { return Ok(None) };
        let record = self.form.record(raw, position, &mut self.rewritten)?;
        Ok(Some((record, &self.form.schema)))
    }

    /// The records that have not been read, and what they have in common.
    pub(crate) fn parts(&mut self) -> (&mut Records<R>, &Form) {
        (&mut self.records, &self.form)
    }

    /// How many bytes have been read, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.records.position().byte
    }
}

impl Form {
    /// Reads a record of the table.
    ///
    /// # Errors
    /// It has not as many fields as the header, or is not text in the table's encoding.
    pub(crate) fn record<'a>(
        &self,
        raw: RawRecord<'a>,
        position: Position,
        rewritten: &'a mut Rewritten,
    ) -> Result<Record<'a>> {
        let (found, expected) = (raw.len(), self.header.len());
        if found != expected {
            let kind = if found < expected && raw.terminator.is_empty() {
                ErrorKind::Truncated { expected, found }
            } else {
                ErrorKind::FieldCount { expected, found }
            };
            return Err(Error::new(kind).at(position));
        }
        Record::read(raw, position, self.quote, self.encoding, rewritten)
    }
}
