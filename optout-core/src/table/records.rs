//! A stream of records, each with its own bytes and its position.

use std::io::Read;

use super::dialect::{self, Dialect};
use super::encoding::{Encoding, Transcoder};
use super::scan::{self, Field, Scan};
use crate::error::{Error, ErrorKind, Position, Result};

/// The largest record that is read: beyond it a quote has surely been left open.
const RECORD_LIMIT: usize = 64 << 20;

/// How much is read at least before the delimiter is told.
const SAMPLE: usize = 64 << 10;

/// What the caller knows of a file beforehand; the rest is found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// The encoding; otherwise the byte-order mark says, or it is UTF-8.
    pub encoding: Option<Encoding>,
    /// The delimiter; otherwise a `sep=` line or the header says.
    pub delimiter: Option<u8>,
}

/// Reads records one by one. Every byte of the input is in exactly one part: [`Records::preamble`],
/// or a record's lead, bytes and terminator, or the [`Records::rest`].
pub(crate) struct Records<R> {
    input: Transcoder<R>,
    encoding: Encoding,
    dialect: Dialect,
    preamble: Vec<u8>,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    position: Position,
    fields: Vec<Field>,
}

/// One record as it stands in the file.
#[derive(Clone, Copy)]
pub(crate) struct RawRecord<'a> {
    /// Blank lines in front of the record.
    pub(crate) lead: &'a [u8],
    /// The record itself.
    pub(crate) bytes: &'a [u8],
    /// The line end behind it; empty at the end of a file without one.
    pub(crate) terminator: &'a [u8],
    /// Its fields.
    pub(crate) fields: &'a [Field],
    /// Where it starts.
    pub(crate) position: Position,
}

/// A letter, a digit, a quote or a line end would read values apart.
fn can_delimit(byte: u8) -> bool {
    byte == b'\t' || byte == b' ' || (byte.is_ascii_punctuation() && byte != b'"')
}

impl RawRecord<'_> {
    /// The place so many bytes into the record.
    pub(crate) fn place(&self, offset: usize) -> Position {
        let passed = self.bytes.get(..offset).unwrap_or_default();
        Position {
            record: self.position.record,
            line: self.position.line + scan::line_ends(passed),
            byte: self.position.byte + passed.len() as u64,
        }
    }
}

impl<R: Read> Records<R> {
    /// Opens a stream: tells encoding and dialect, and stops in front of the header.
    ///
    /// `keep_bytes` leaves text in an 8-bit encoding undecoded, for those who write it back.
    pub(crate) fn open(
        mut input: R,
        format: Format,
        keep_bytes: bool,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Self> {
        let mut head = Vec::new();
        (&mut input).take(4).read_to_end(&mut head)?;
        let (encoding, mark) = match (Encoding::of_mark(&head), format.encoding) {
            (Some((of_mark, length)), None) => (of_mark, length),
            (Some((of_mark, length)), Some(named)) if of_mark == named => (named, length),
            (Some(_), Some(_)) => {
                return Err(Error::new(ErrorKind::InvalidOption {
                    option: "encoding",
                    expected: "the encoding that the byte-order mark names",
                }));
            }
            (None, named) => (named.unwrap_or(Encoding::UTF_8), 0),
        };
        let rest = head.split_off(mark);
        let decoded_as =
            if keep_bytes && !encoding.is_utf_16() { Encoding::UTF_8 } else { encoding };
        let mut records = Self {
            input: Transcoder::new(rest, input, decoded_as),
            encoding,
            dialect: Dialect::default(),
            preamble: head,
            buffer: Vec::new(),
            at: 0,
            ended: false,
            position: Position { record: 0, line: 1, byte: mark as u64 },
            fields: Vec::new(),
        };
        while records.buffer.len() < SAMPLE && !records.ended {
            match records.fill() {
                // It comes again when its record is read, and then has a position.
                Err(error) if matches!(error.kind(), ErrorKind::Encoding { .. }) => break,
                other => other?,
            }
        }
        records.start(format, is_known)?;
        Ok(records)
    }

    fn start(&mut self, format: Format, is_known: &dyn Fn(&str) -> bool) -> Result<()> {
        let mut named = format.delimiter;
        if let Some((delimiter, length)) = dialect::sep_line(&self.buffer) {
            if *named.get_or_insert(delimiter) != delimiter {
                return Err(Error::new(ErrorKind::AmbiguousDelimiter).at(self.position));
            }
            self.preamble.extend_from_slice(self.buffer.get(..length).unwrap_or_default());
            self.at = length;
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
            None => {
                let sample = self.buffer.get(self.at..).unwrap_or_default();
                dialect::sniff(sample, self.ended, is_known)
                    .map_err(|error| error.at(self.position))?
            }
        };
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

    /// What stands behind the last record: blank lines, or nothing. Whole once `read` gave `None`.
    pub(crate) fn rest(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Where the next record starts, or blank lines in front of it.
    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// The next record; the header is the first.
    pub(crate) fn read(&mut self) -> Result<Option<RawRecord<'_>>> {
        let (start, end, next) = loop {
            let bytes = self.buffer.get(self.at..).unwrap_or_default();
            let Dialect { delimiter, quote } = self.dialect;
            match scan::scan(bytes, delimiter, quote, self.ended, &mut self.fields) {
                Scan::Record { start, end, next } => break (start, end, next),
                Scan::End => return Ok(None),
                Scan::UnclosedQuote { open } => {
                    return Err(self.fault(ErrorKind::UnclosedQuote, open));
                }
                Scan::Incomplete if bytes.len() > RECORD_LIMIT => {
                    return Err(self.fault(ErrorKind::RecordTooLarge { limit: RECORD_LIMIT }, 0));
                }
                Scan::Incomplete => {}
            }
            let before = self.buffer.len() - self.at;
            if let Err(error) = self.fill() {
                let place = self.place(before);
                return Err(error.at(place));
            }
        };
        let taken = self.buffer.get(self.at..).unwrap_or_default();
        if let Some(nul) = memchr::memchr(0, taken.get(..next).unwrap_or_default()) {
            return Err(self.fault(ErrorKind::Nul, nul));
        }
        let lead = taken.get(..start).unwrap_or_default();
        let consumed = taken.get(..next).unwrap_or_default();
        let position = Position {
            record: self.position.record,
            line: self.position.line + scan::line_ends(lead),
            byte: self.position.byte + start as u64,
        };
        self.position.record += 1;
        self.position.line += scan::line_ends(consumed);
        self.position.byte += next as u64;
        let at = self.at;
        self.at += next;
        let taken = self.buffer.get(at..).unwrap_or_default();
        Ok(Some(RawRecord {
            lead: taken.get(..start).unwrap_or_default(),
            bytes: taken.get(start..end).unwrap_or_default(),
            terminator: taken.get(end..next).unwrap_or_default(),
            fields: &self.fields,
            position,
        }))
    }

    /// An error whose place is `offset` bytes behind the start of what is left.
    fn fault(&self, kind: ErrorKind, offset: usize) -> Error {
        Error::new(kind).at(self.place(offset))
    }

    fn place(&self, offset: usize) -> Position {
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        let passed = rest.get(..offset.min(rest.len())).unwrap_or_default();
        Position {
            record: self.position.record,
            line: self.position.line + scan::line_ends(passed),
            byte: self.position.byte + passed.len() as u64,
        }
    }

    fn fill(&mut self) -> Result<()> {
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let held = self.buffer.len();
        self.buffer.resize(held + held.max(SAMPLE), 0);
        let room = self.buffer.get_mut(held..).unwrap_or_default();
        match self.input.read(room) {
            Ok(length) => {
                self.ended = length == 0;
                self.buffer.truncate(held + length);
                Ok(())
            }
            Err(error) => {
                self.buffer.truncate(held);
                Err(error.into())
            }
        }
    }
}
