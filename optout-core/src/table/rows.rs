//! Rows of text, each with a value for every column.

use std::cell::OnceCell;
use std::io::Read;

use super::format::Format;
use super::record::{Place, Record, Rewritten, Unread};
use super::records::{CHUNK_SIZE, Records};
use crate::error::{Error, ErrorKind, Position, Result};

/// Reads the rows of a table behind its header.
pub(super) struct Rows<R> {
    pub(super) records: Records<R>,
    pub(super) form: RowForm,
    rewritten: OnceCell<Rewritten>,
}

/// What the rows of a table have in common.
///
/// Strict, because a value in the wrong column would be taken for something it is not: every row has as
/// many fields as the header, and all text is valid in its encoding.
#[derive(Clone, Copy)]
pub(super) struct RowForm {
    width: usize,
    quote: u8,
    encoding: &'static str,
}

/// The first row of a table.
pub(super) struct HeaderRow {
    pub(super) names: Vec<String>,
    pub(super) position: Position,
}

impl<R: Read> Rows<R> {
    /// Opens a table whose header has names such as `is_known` knows, and reads the header.
    ///
    /// # Errors
    /// The encoding or the dialect cannot be told, or there is no header that can be read.
    pub(super) fn open(
        input: R,
        format: Format,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<(Self, HeaderRow)> {
        Self::open_in_chunks(input, format, CHUNK_SIZE, is_known)
    }

    /// Opens a table of which so much is read at a time.
    pub(super) fn open_in_chunks(
        input: R,
        format: Format,
        size: usize,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<(Self, HeaderRow)> {
        let mut records = Records::open(input, format, size, is_known)?;
        let (quote, encoding) = (records.dialect().quote, records.encoding().name());
        let Some((raw, position)) = records.read()? else {
            return Err(Error::new(ErrorKind::Empty));
        };
        let mut rewritten = OnceCell::new();
        let form = RowForm { width: raw.len(), quote, encoding };
        let unread = Unread { raw, place: Place::Known(position), text: None };
        let names = form.record(unread, &mut rewritten)?;
        let names = names.values().map(str::to_owned).collect();
        Ok((Self { records, form, rewritten }, HeaderRow { names, position }))
    }

    /// The next row, or `None` behind the last.
    ///
    /// # Errors
    /// A structure fault, with its position; nothing can be read behind it.
    pub(super) fn read(&mut self) -> Result<Option<Record<'_>>> {
        let Some((raw, position)) = self.records.read()? else { return Ok(None) };
        let unread = Unread { raw, place: Place::Known(position), text: None };
        self.form.record(unread, &mut self.rewritten).map(Some)
    }
}

impl RowForm {
    /// Reads a row.
    ///
    /// # Errors
    /// It has not as many fields as the header, or is not text in the table's encoding.
    #[inline]
    pub(super) fn record<'a>(
        self,
        unread: Unread<'a>,
        rewritten: &'a mut OnceCell<Rewritten>,
    ) -> Result<Record<'a>> {
        if unread.raw.len() != self.width {
            return Err(self.misfit(&unread));
        }
        Record::read(unread, self.quote, self.encoding, rewritten)
    }

    #[cold]
    fn misfit(self, Unread { raw, place, .. }: &Unread<'_>) -> Error {
        let (found, expected) = (raw.len(), self.width);
        let kind = if found < expected && raw.terminator.is_empty() {
            ErrorKind::Truncated { expected, found }
        } else {
            ErrorKind::FieldCount { expected, found }
        };
        Error::new(kind).at(place.position())
    }
}
