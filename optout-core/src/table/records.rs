//! A stream of records, each with its own bytes and its position.

use std::io::Read;

use super::chunk::{Chunk, Chunks};
use super::dialect::Dialect;
use super::encoding::Encoding;
use super::scan::place;
use super::structure::{Cursor, RawRecord, Structure};
use crate::error::{Error, Position, Result};

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
/// record's lead, bytes and terminator, or the [`Records::rest`].
pub(crate) struct Records<R> {
    chunks: Chunks<R>,
    chunk: Chunk,
    structure: Structure,
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
        let position = chunks.start_position();
        let (chunk, structure, cursor) = Default::default();
        Self { chunks, chunk, structure, cursor, position }
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
    pub(crate) fn rest(&self) -> &[u8] {
        self.chunk.bytes().get(self.cursor.at..).unwrap_or_default()
    }

    /// Where the next record starts, or blank lines in front of it.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// The next record and where it starts; the header is the first.
    pub(crate) fn read(&mut self) -> Result<Option<(RawRecord<'_>, Position)>> {
        let dialect = self.chunks.dialect();
        let (from, found) = loop {
            let from = self.cursor.at;
            let fault = match self.structure.next(self.chunk.bytes(), dialect, &mut self.cursor) {
                Ok(Some(found)) => break (from, found),
                Ok(None) => self.chunk.take_fault(),
                Err(fault) => Some((Error::new(fault.kind), fault.at)),
            };
            if let Some((error, at)) = fault {
                let passed = self.chunk.bytes().get(from..at).unwrap_or_default();
                return Err(error.at(place(self.position, passed)));
            }
            if !self.chunks.read(&mut self.chunk) {
                return Ok(None);
            }
            self.structure.read(self.chunk.bytes(), dialect, self.chunk.is_whole());
            self.cursor = Cursor::default();
        };
        let consumed = self.chunk.bytes().get(from..self.cursor.at).unwrap_or_default();
        let start = self.position;
        self.position = Position { record: start.record + 1, ..place(start, consumed) };
        let raw = self.structure.record(self.chunk.bytes(), found);
        Ok(Some((raw, place(start, raw.lead))))
    }

    /// What has not been read: the rest of the chunk in work with its position, and the chunks behind it.
    pub(crate) fn into_chunks(mut self) -> (Chunks<R>, Chunk, Position) {
        self.chunk.drop_front(self.cursor.at);
        (self.chunks, self.chunk, self.position)
    }
}
