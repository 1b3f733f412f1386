//! A file in chunks, each of whole records.

use std::io::{Cursor, Read};

use super::dialect::Dialect;
use super::encoding::{Encoding, Transcoder};
use super::format::Format;
use super::scan::place;
use super::sniff::{sep_line, sniff};
use super::structure::{self, RECORD_LIMIT, RawRecord, Structure, too_large};
use crate::error::{Error, ErrorKind, Position, Result};

/// How much is read at least before the delimiter is told.
const SAMPLE: usize = 64 << 10;

/// Reads chunk by chunk, and cuts behind the last whole record of each. Every byte of the input is in
/// [`Chunks::preamble`] or in one chunk.
pub(crate) struct Chunks<R> {
    /// What was read in order to tell the dialect, and has not been handed out.
    sample: Cursor<Vec<u8>>,
    input: Transcoder<R>,
    encoding: Encoding,
    dialect: Dialect,
    preamble: Vec<u8>,
    /// Where the next chunk starts.
    position: Position,
    size: usize,
    /// The beginning of a record whose end was not in the last chunk.
    held: Vec<u8>,
    is_at_end: bool,
}

/// Whole records, one behind the other. It keeps its memory from chunk to chunk.
#[derive(Default)]
pub(crate) struct Chunk {
    buffer: Vec<u8>,
    length: usize,
    structure: Structure,
    start: Position,
    end: ChunkEnd,
}

/// What is where a chunk ends.
#[derive(Default)]
enum ChunkEnd {
    /// The end of a record; the next one is in the next chunk.
    #[default]
    Record,
    /// The end of the input.
    Input,
    /// A fault at this offset, behind all that could be read.
    Fault(Error, usize),
}

impl Chunk {
    /// The records, with blank lines in front of them and, at the end of the input, behind them.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }

    /// Whether the input ends where the chunk ends.
    pub(crate) fn is_last(&self) -> bool {
        matches!(self.end, ChunkEnd::Input)
    }

    /// Where the chunk starts; the record is the number of its first one.
    pub(crate) fn start(&self) -> Position {
        self.start
    }

    /// How many records there are, one with a fault in it and those behind it included.
    pub(crate) fn records(&self) -> usize {
        self.structure.records()
    }

    /// The place in front of a record by its number in the chunk.
    pub(crate) fn cursor(&self, nth: usize) -> structure::Cursor {
        self.structure.cursor(self.bytes(), nth)
    }

    /// The next record; `None` behind the last.
    ///
    /// # Errors
    /// The fault that ends the reading, with its position, once all records in front of it have been
    /// found.
    #[inline]
    pub(crate) fn next(&self, cursor: &mut structure::Cursor) -> Result<Option<RawRecord<'_>>> {
        match self.structure.next(self.bytes(), cursor) {
            Ok(Some(record)) => Ok(Some(record)),
            Ok(None) => match &self.end {
                ChunkEnd::Record | ChunkEnd::Input => Ok(None),
                ChunkEnd::Fault(error, at) => Err(self.fault(error.clone(), *at, *cursor)),
            },
            Err(fault) => Err(self.fault(Error::new(fault.kind), fault.at, *cursor)),
        }
    }

    /// The position of an offset in or behind the record at a place.
    pub(crate) fn place(&self, at: usize, cursor: structure::Cursor) -> Position {
        let record = self.number(cursor);
        place(Position { record, ..self.start }, self.bytes().get(..at).unwrap_or_default())
    }

    /// The number of the record at a place.
    pub(crate) fn number(&self, cursor: structure::Cursor) -> u64 {
        self.start.record + cursor.nth as u64
    }

    #[cold]
    fn fault(&self, error: Error, at: usize, cursor: structure::Cursor) -> Error {
        error.at(self.place(at, cursor))
    }
}

/// A letter, a digit, a quote or a line end would read values apart.
fn can_delimit(byte: u8) -> bool {
    byte == b'\t' || byte == b' ' || (byte.is_ascii_punctuation() && byte != b'"')
}

impl<R: Read> Chunks<R> {
    /// Opens a stream: tells encoding and dialect, and stops in front of the header.
    ///
    /// A chunk has `size` bytes, or more where a record does. `keep_bytes` leaves text in an 8-bit encoding
    /// undecoded, for those who write it back.
    pub(crate) fn open(
        mut input: R,
        format: Format,
        size: usize,
        keep_bytes: bool,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        let mut head = Vec::new();
        (&mut input).take(4).read_to_end(&mut head)?;
        let (encoding, mark) = Encoding::told(&head, format.encoding)?;
        let rest = head.split_off(mark);
        let decoded_as =
            if keep_bytes && !encoding.is_utf_16() { Encoding::UTF_8 } else { encoding };
        let mut chunks = Self {
            sample: Cursor::default(),
            input: Transcoder::new(rest, input, decoded_as),
            encoding,
            dialect: Dialect::default(),
            preamble: head,
            position: Position { record: 0, line: 1, byte: mark as u64 },
            size: size.clamp(1, RECORD_LIMIT),
            held: Vec::new(),
            is_at_end: false,
        };
        chunks.start(format, is_known)?;
        Ok(chunks)
    }

    fn start(&mut self, format: Format, is_known: &dyn Fn(&str) -> bool) -> Result<()> {
        let mut sample = Vec::new();
        let (length, is_whole) = match read_up_to(&mut self.input, &mut sample, 0, SAMPLE) {
            Ok(length) => (length, length < SAMPLE),
            // It comes again when its record is read, and then has a position.
            Err((error, length)) if matches!(error.kind(), ErrorKind::Encoding { .. }) => {
                (length, false)
            }
            Err((error, _)) => return Err(error),
        };
        sample.truncate(length);
        let mut named = format.delimiter;
        if let Some((delimiter, length)) = sep_line(&sample) {
            if *named.get_or_insert(delimiter) != delimiter {
                return Err(Error::new(ErrorKind::AmbiguousDelimiter).at(self.position));
            }
            self.preamble.extend(sample.drain(..length));
            self.position.line += 1;
            self.position.byte += length as u64;
        }
        self.dialect = match named {
            Some(delimiter) if !can_delimit(delimiter) => {
                return Err(Error::new(ErrorKind::InvalidOption {
                    option: "delimiter",
                    expected: "an ASCII sign or a tab, and no quote",
                }));
            }
            Some(delimiter) => Dialect { delimiter, ..Dialect::default() },
            None => sniff(&sample, is_whole, is_known).map_err(|error| error.at(self.position))?,
        };
        self.sample = Cursor::new(sample);
        Ok(())
    }

    /// The encoding that was told or found.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The dialect that was told or found.
    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The byte-order mark as it stands in the file, then a `sep=` line.
    pub(crate) fn preamble(&self) -> &[u8] {
        &self.preamble
    }

    /// Where the next chunk starts.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// Reads the next chunk, which may be empty if it is the last; `false` behind that.
    pub(crate) fn read(&mut self, chunk: &mut Chunk) -> bool {
        if self.is_at_end {
            return false;
        }
        let mut length = self.held.len();
        if chunk.buffer.len() < length {
            chunk.buffer.resize(length, 0);
        }
        if let Some(front) = chunk.buffer.get_mut(..length) {
            front.copy_from_slice(&self.held);
        }
        let mut wanted = self.size.max(length);
        chunk.end = loop {
            let mut input = (&mut self.sample).chain(&mut self.input);
            match read_up_to(&mut input, &mut chunk.buffer, length, wanted) {
                Ok(read) => length = read,
                Err((error, read)) => {
                    (length, self.is_at_end) = (read, true);
                    break ChunkEnd::Fault(error, length);
                }
            }
            if length < wanted {
                self.is_at_end = true;
                break ChunkEnd::Input;
            }
            let read = chunk.buffer.get(..length).unwrap_or_default();
            if let Some(cut) = chunk.structure.read_whole_records(read, self.dialect) {
                self.held.clear();
                self.held.extend_from_slice(read.get(cut..).unwrap_or_default());
                length = cut;
                break ChunkEnd::Record;
            }
            if length > RECORD_LIMIT {
                self.is_at_end = true;
                break ChunkEnd::Fault(Error::new(too_large()), 0);
            }
            wanted = length * 2;
        };
        chunk.length = length;
        chunk.start = self.position;
        if self.is_at_end {
            let bytes = chunk.buffer.get(..length).unwrap_or_default();
            chunk.structure.read(bytes, self.dialect, chunk.is_last());
        }
        self.position.record += chunk.records() as u64;
        self.position.line += chunk.structure.lines();
        self.position.byte += length as u64;
        true
    }
}

/// Fills a buffer that holds `length` bytes so far until it holds `wanted`, or less at the end of the
/// input; how many it holds then, and so with an error.
fn read_up_to(
    input: &mut impl Read,
    buffer: &mut Vec<u8>,
    mut length: usize,
    wanted: usize,
) -> Result<usize, (Error, usize)> {
    if buffer.len() < wanted {
        buffer.resize(wanted, 0);
    }
    while let Some(room) = buffer.get_mut(length..wanted).filter(|room| !room.is_empty()) {
        match input.read(room) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) => return Err((error.into(), length)),
        }
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::table::Records;

    /// Hands out so many bytes at a time.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let room = self.1.min(buffer.len());
            self.0.read(&mut buffer[..room])
        }
    }

    type Seen = (Vec<(Vec<u8>, Vec<u8>, Vec<u8>, Position)>, Vec<u8>, Option<Error>);

    fn records(bytes: &[u8], size: usize, piece: usize) -> Seen {
        let format = Format { delimiter: Some(b','), ..Format::default() };
        let chunks = Chunks::open(Trickle(bytes, piece), format, size, true, &|_| false).unwrap();
        let mut records = Records::new(chunks);
        let mut seen = Vec::new();
        let error = loop {
            match records.read() {
                Ok(Some((raw, position))) => {
                    let [lead, record, terminator] =
                        [raw.lead, raw.bytes, raw.terminator].map(<[u8]>::to_vec);
                    seen.push((lead, record, terminator, position));
                }
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        let rest = if error.is_some() { Vec::new() } else { records.rest().to_vec() };
        (seen, rest, error)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn records_are_the_same_wherever_chunks_are_cut(
            text in "([ab\",\r\n\0]{0,9}|5\" p,|\"a\"\"\r\nb\"|\n\n){0,12}",
            size in 1usize..40,
            piece in 1usize..10,
        ) {
            let whole = records(text.as_bytes(), 1 << 16, 1 << 16);
            prop_assert_eq!(&records(text.as_bytes(), size, piece), &whole);
            if let (seen, rest, None) = whole {
                let mut bytes = Vec::new();
                for (lead, record, terminator, _) in seen {
                    bytes.extend([lead, record, terminator].concat());
                }
                bytes.extend(rest);
                prop_assert_eq!(bytes, text.as_bytes());
            }
        }
    }

    #[test]
    fn a_record_beyond_the_limit_is_refused_where_it_starts() {
        let mut bytes = b"a,b\n\"".to_vec();
        bytes.resize(RECORD_LIMIT + 100, b'x');
        let (seen, _, error) = records(&bytes, 1 << 20, 1 << 20);
        assert_eq!(seen.len(), 1);
        let error = error.unwrap();
        assert_eq!(error.kind(), &too_large());
        assert_eq!(error.position(), Some(Position { record: 1, line: 2, byte: 4 }));
    }
}
