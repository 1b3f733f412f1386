//! A stream of records, each with its own bytes and its position.

use std::io::Read;

use super::chunk::{Chunk, Chunks};
use super::dialect::Dialect;
use super::encoding::Encoding;
use super::scan::place;
use super::structure::{Cursor, RawRecord};
use crate::error::{Position, Result};

/// How much is read at a time.
const CHUNK_SIZE: usize = 256 << 10;

/// What the caller knows of a file beforehand; the rest is found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// The encoding; otherwise the byte-order mark says, or it is UTF-8.
    pub encoding: Option<Encoding>,
    /// The delimiter; otherwise a `sep=` line or the header says.
    pub delimiter: Option<u8>,
}

/// Reads records one by one. Every byte of the input is in exactly one part: [`Chunks::preamble`], or a
/// record's lead, bytes and terminator, or what stands behind the last.
pub(crate) struct Records<R> {
    chunks: Chunks<R>,
    chunk: Chunk,
    cursor: Cursor,
    position: Position,
}

impl<R: Read> Records<R> {
    /// Opens a stream as [`Chunks::open`] does.
    pub(crate) fn open(
        input: R,
        format: Format,
        keep_bytes: bool,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        Ok(Self::new(Chunks::open(input, format, CHUNK_SIZE, keep_bytes, is_known)?))
    }

    /// Reads the records of chunks that nobody has read from.
    pub(crate) fn new(chunks: Chunks<R>) -> Self {
        let position = chunks.position();
        let (chunk, cursor) = Default::default();
        Self { chunks, chunk, cursor, position }
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
    #[cfg(any(test, fuzzing))]
    pub(crate) fn rest(&self) -> &[u8] {
        self.chunk.bytes().get(self.cursor.at..).unwrap_or_default()
    }

    /// Where the next record starts, or blank lines in front of it.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// The next record and where it starts; the header is the first.
    pub(crate) fn read(&mut self) -> Result<Option<(RawRecord<'_>, Position)>> {
        while self.cursor.nth >= self.chunk.records() {
            // There can be a fault behind the last one.
            self.chunk.next(&mut self.cursor)?;
            if !self.chunks.read(&mut self.chunk) {
                return Ok(None);
            }
            self.cursor = Cursor::default();
        }
        let from = self.cursor.at;
        let Some(raw) = self.chunk.next(&mut self.cursor)? else { return Ok(None) };
        let consumed = self.chunk.bytes().get(from..self.cursor.at).unwrap_or_default();
        let start = self.position;
        self.position = Position { record: start.record + 1, ..place(start, consumed) };
        Ok(Some((raw, place(start, raw.lead))))
    }

    /// What has not been read: the chunk in work, how far it has been, and the chunks behind it.
    pub(crate) fn into_chunks(self) -> (Chunks<R>, Chunk, Cursor) {
        (self.chunks, self.chunk, self.cursor)
    }
}
