//! A table of text with named columns.

use std::cell::OnceCell;
use std::io::Read;

use super::format::Format;
use super::header::Header;
use super::preset::Preset;
use super::record::{Record, Rewritten, Unread};
use super::records::{CHUNK_SIZE, Records};
use super::role::Role;
use super::rows::{RowForm, Rows};
use super::schema::{Layout, Schema};
use crate::error::{Input, Position, Result};

/// Reads the records of a delimited text file whose header names the columns.
///
/// Strict, because a value in the wrong column would be matched as something it is not: every record
/// has as many fields as the header, all text is valid in its encoding, no two columns share a name.
pub struct Table<R> {
    rows: Rows<R>,
    form: Form,
}

/// What the records of a table have in common.
pub(crate) struct Form {
    pub(crate) schema: Schema,
    header: Header,
    header_position: Position,
    rows: RowForm,
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
        let (rows, first) = Rows::open_in_chunks(input, format, size, &is_known)?;
        let header = Header::new(first.names.iter().map(String::as_str));
        let schema = read_header(&header).map_err(|error| error.at(first.position))?;
        let form = Form { schema, header, header_position: first.position, rows: rows.form };
        Ok(Self { rows, form })
    }

    /// What each column holds.
    pub fn schema(&self) -> &Schema {
        &self.form.schema
    }

    /// Where the header starts.
    pub(crate) fn header_position(&self) -> Position {
        self.form.header_position
    }

    /// The name of the encoding and the delimiter.
    #[cfg(feature = "fs")]
    pub(crate) fn read_as(&self) -> (&'static str, u8) {
        let records = &self.rows.records;
        (records.encoding().name(), records.dialect().delimiter)
    }

    /// The header as it stands, but for blanks around its names.
    pub(crate) fn header(&self) -> impl Iterator<Item = &str> {
        (0..self.names().len()).filter_map(|at| self.form.header.written(at))
    }

    /// The delimiter that was told or found.
    pub(crate) fn delimiter(&self) -> u8 {
        self.rows.records.dialect().delimiter
    }

    /// The folded header names.
    pub(crate) fn names(&self) -> &[String] {
        self.form.header.names()
    }

    /// The one name of a header of one column, as it stands in the file.
    pub(crate) fn only_name(&self) -> Option<&str> {
        let header = &self.form.header;
        header.written(0).filter(|_| header.names().len() == 1)
    }

    /// The next record, or `None` behind the last.
    ///
    /// # Errors
    /// A structure fault, with its position; nothing can be read behind it.
    pub fn read(&mut self) -> Result<Option<(Record<'_>, &Schema)>> {
        Ok(self.rows.read()?.map(|record| (record, &self.form.schema)))
    }

    /// The records that have not been read, and what they have in common.
    pub(crate) fn parts(&mut self) -> (&mut Records<R>, &Form) {
        (&mut self.rows.records, &self.form)
    }

    /// How many bytes have been read, for progress.
    pub fn bytes_read(&self) -> u64 {
        self.rows.records.position().byte
    }
}

impl Form {
    /// The name of the column of the record's own id as it stands in the file.
    pub(crate) fn record_id_column(&self) -> Option<&str> {
        let is_own = |role: &Option<Role>| matches!(role, Some(Role::RecordId(_)));
        self.header.written(self.schema.roles().iter().position(is_own)?)
    }

    /// Reads a record of the table.
    ///
    /// # Errors
    /// It has not as many fields as the header, or is not text in the table's encoding.
    #[inline]
    pub(crate) fn record<'a>(
        &self,
        unread: Unread<'a>,
        rewritten: &'a mut OnceCell<Rewritten>,
    ) -> Result<Record<'a>> {
        self.rows.record(unread, rewritten)
    }
}
