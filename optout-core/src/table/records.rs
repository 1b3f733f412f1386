//! A stream of records, each with its own bytes and its position.

use std::io::Read;

use super::chunk::{Chunk, Chunks};
use super::dialect::Dialect;
use super::encoding::Encoding;
use super::format::Format;
use super::record::{Place, Unread};
use super::scan::place;
use super::structure::{Cursor, RawRecord};
use crate::error::{Position, Result};

/// How much is read at a time.
pub(super) const CHUNK_SIZE: usize = 256 << 10;

/// Reads records one by one. Every byte of the input is in exactly one part: [`Chunks::preamble`], or a
/// record's lead, bytes and terminator, or what stands behind the last.
pub(crate) struct Records<R> {
    chunks: Chunks<R>,
    reading: Reading,
}

/// A chunk that is being read, record by record.
#[derive(Default)]
pub(crate) struct Reading {
    chunk: Chunk,
    cursor: Cursor,
    /// Where the next record starts, or blank lines in front of it.
    position: Position,
}

/// What has not been read of a chunk, record by record. Nobody counts the lines as long as nobody asks.
pub(crate) struct Rest<'a> {
    chunk: &'a Chunk,
    /// The chunk, if all of it is text.
    text: Option<&'a str>,
    cursor: Cursor,
}

impl Reading {
    /// What has not been read.
    pub(crate) fn rest(&self) -> Rest<'_> {
        let Self { chunk, cursor, .. } = self;
        Rest { chunk, text: std::str::from_utf8(chunk.bytes()).ok(), cursor: *cursor }
    }

    /// The number of the record behind the chunk, and how many bytes of the input there are up to there.
    pub(crate) fn end(&self) -> (u64, u64) {
        let Position { record, byte, .. } = self.chunk.start();
        (record + self.chunk.records() as u64, byte + self.chunk.bytes().len() as u64)
    }

    /// The next record of the chunk and where it starts.
    ///
    /// # Errors
    /// The fault that ends the reading, with its position.
    #[inline]
    pub(crate) fn read(&mut self) -> Result<Option<(RawRecord<'_>, Position)>> {
        let from = self.cursor.at;
        let Some(raw) = self.chunk.next(&mut self.cursor)? else { return Ok(None) };
        let consumed = self.chunk.bytes().get(from..self.cursor.at).unwrap_or_default();
        let start = self.position;
        self.position = Position { record: start.record + 1, ..place(start, consumed) };
        Ok(Some((raw, place(start, raw.lead))))
    }
}

impl Reading {
    /// The next record of the chunk, which knows where it starts.
    ///
    /// # Errors
    /// The fault that ends the reading, with its position.
    pub(crate) fn next(&mut self) -> Result<Option<Unread<'_>>> {
        let next = self.read()?;
        Ok(next.map(|(raw, position)| Unread { raw, place: Place::Known(position), text: None }))
    }
}

impl<'a> Rest<'a> {
    /// The next record.
    ///
    /// # Errors
    /// The fault that ends the reading, with its position.
    #[inline]
    pub(crate) fn read(&mut self) -> Result<Option<Unread<'a>>> {
        let cursor = self.cursor;
        let Some(raw) = self.chunk.next(&mut self.cursor)? else { return Ok(None) };
        let start = raw.start();
        let text = self.text.and_then(|text| text.get(start..start + raw.bytes.len()));
        Ok(Some(Unread { raw, text, place: Place::In(self.chunk, start, cursor) }))
    }
}

impl<R: Read> Records<R> {
    /// Opens a stream as [`Chunks::open`] does, of which so much is read at a time.
    pub(super) fn open(
        input: R,
        format: Format,
        size: usize,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        Ok(Self::new(Chunks::open(input, format, size, false, is_known)?))
    }

    /// Reads the records of chunks that nobody has read from.
    pub(crate) fn new(chunks: Chunks<R>) -> Self {
        let reading = Reading { position: chunks.position(), ..Reading::default() };
        Self { chunks, reading }
    }

    /// The encoding that was told or found.
    pub(crate) fn encoding(&self) -> Encoding {
        self.chunks.encoding()
    }

    /// The dialect that was told or found.
    pub(crate) fn dialect(&self) -> Dialect {
        self.chunks.dialect()
    }

    /// The byte-order mark as it stands in the file, then a `sep=` line.
    pub(crate) fn preamble(&self) -> &[u8] {
        self.chunks.preamble()
    }

    /// What stands behind the last record: blank lines, or nothing. Whole once `read` gave `None`.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn rest(&self) -> &[u8] {
        self.reading.chunk.bytes().get(self.reading.cursor.at..).unwrap_or_default()
    }

    /// Where the next record starts, or blank lines in front of it.
    pub(crate) fn position(&self) -> Position {
        self.reading.position
    }

    /// The next record and where it starts; the header is the first.
    pub(crate) fn read(&mut self) -> Result<Option<(RawRecord<'_>, Position)>> {
        while self.reading.cursor.nth >= self.reading.chunk.records() {
            // There can be a fault behind the last one.
            self.reading.read()?;
            if !self.chunks.read(&mut self.reading.chunk) {
                return Ok(None);
            }
            self.reading.cursor = Cursor::default();
        }
        self.reading.read()
    }

    /// Hands over the chunk in work, which may have been read to its end, or the next one; `false` behind
    /// the last. Its records have been read then, as far as this is concerned.
    pub(crate) fn take(&mut self, reading: &mut Reading) -> bool {
        if !self.reading.chunk.bytes().is_empty() {
            *reading = std::mem::take(&mut self.reading);
            return true;
        }
        let is_more = self.chunks.read(&mut reading.chunk);
        (reading.cursor, reading.position) = (Cursor::default(), reading.chunk.start());
        is_more
    }

    /// Whether the chunk in work is the only one left.
    pub(crate) fn is_in_last_chunk(&self) -> bool {
        self.reading.chunk.is_last()
    }

    /// What has not been read: the chunk in work, how far it has been, and the chunks behind it.
    pub(crate) fn into_chunks(self) -> (Chunks<R>, Chunk, Cursor) {
        (self.chunks, self.reading.chunk, self.reading.cursor)
    }
}
