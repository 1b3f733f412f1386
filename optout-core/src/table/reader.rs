//! A table of text with named columns.

use std::io::Read;

use super::header::Header;
use super::preset::Preset;
use super::records::Format;
use super::rows::Rows;
use super::schema::{Layout, Schema};
use crate::error::{Input, Position, Result};
use crate::texts::Texts;

/// Reads the records of a delimited text file whose header names the columns.
///
/// Strict, because a value in the wrong column would be matched as something it is not: every record
/// has as many fields as the header, all text is valid in its encoding, no two columns share a name.
pub struct Table<R> {
    rows: Rows<R>,
    schema: Schema,
    header: Header,
    header_position: Position,
}

/// One record's values.
pub struct Record<'a> {
    values: &'a Texts,
    position: Position,
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
        let mut rows = Rows::open(input, format, &is_known)?;
        let (names, header_position) = rows.header()?;
        let header = Header::new(names.iter());
        let schema = read_header(&header).map_err(|error| error.at(header_position))?;
        Ok(Self { rows, schema, header, header_position })
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
        let row = self.rows.read()?;
        Ok(row.map(|(values, position)| (Record { values, position }, &self.schema)))
    }

    /// How many bytes have been read, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.rows.bytes_read()
    }
}

impl<'a> Record<'a> {
    pub(super) fn new(values: &'a Texts, position: Position) -> Self {
        Self { values, position }
    }

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
