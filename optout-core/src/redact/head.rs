//! The header of a past-export file, and what it says of how the file is read and written.

use std::borrow::Cow;
use std::io::Read;

use super::flag;
use super::plan::{Cells, FLAG_HEADER, Plan, Text};
use crate::error::{Error, ErrorKind, Result};
use crate::table::{Dialect, Encoding, RawRecord, Records, value};

/// How cells are read in order to be compared. They are never written back from this.
#[derive(Clone, Copy, Default)]
pub(crate) struct Decoding(Option<&'static encoding_rs::Encoding>);

impl Decoding {
    /// The decoding of a file whose encoding the caller may have named.
    ///
    /// Refuses encodings in which a byte of a longer character can look like a delimiter.
    pub(super) fn new(named: Option<Encoding>) -> Result<Self> {
        let Some(named) = named.filter(|named| *named != Encoding::UTF_8 && !named.is_utf_16())
        else {
            return Ok(Self(None));
        };
        encoding_rs::Encoding::for_label(named.name().as_bytes())
            .filter(|encoding| encoding.is_single_byte())
            .map(|encoding| Self(Some(encoding)))
            .ok_or_else(|| {
                Error::new(ErrorKind::InvalidOption {
                    option: "encoding",
                    expected: "UTF-8, UTF-16 or an encoding of one byte a character",
                })
            })
    }

    /// The text of a cell. What is not valid UTF-8 in a file without a named encoding is read as
    /// windows-1252, which gives every byte a character, and marked.
    pub(crate) fn read<'a>(self, bytes: Cow<'a, [u8]>) -> Text<'a> {
        if let Some(encoding) = self.0 {
            let (text, is_faulty) = encoding.decode_without_bom_handling(&bytes);
            return Text { text: Cow::Owned(text.into_owned()), is_valid: !is_faulty };
        }
        let bytes = match bytes {
            Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => return Text { text: Cow::Borrowed(text), is_valid: true },
                Err(_) => Cow::Borrowed(bytes),
            },
            Cow::Owned(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return Text { text: Cow::Owned(text), is_valid: true },
                Err(fault) => Cow::Owned(fault.into_bytes()),
            },
        };
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        Text { text: Cow::Owned(text.into_owned()), is_valid: false }
    }
}

/// A record's fields as cells.
#[derive(Clone, Copy)]
pub(super) struct RawCells<'a> {
    pub(super) raw: RawRecord<'a>,
    pub(super) quote: u8,
    pub(super) decoding: Decoding,
}

impl Cells for RawCells<'_> {
    fn len(&self) -> usize {
        self.raw.len()
    }

    fn text(&self, at: usize) -> Text<'_> {
        self.decoding.read(value(self.raw.field(at).unwrap_or_default(), self.quote))
    }

    fn bytes(&self, at: usize) -> Option<&[u8]> {
        match value(self.raw.field(at).unwrap_or_default(), self.quote) {
            Cow::Borrowed(bytes) => Some(bytes),
            Cow::Owned(_) => None,
        }
    }
}

/// The header of a stream, and how the stream is written.
pub(super) struct Head<'r> {
    pub(super) plan: Plan<'r>,
    pub(super) dialect: Dialect,
    decoding: Decoding,
    /// An appended flag with the delimiter in front of it, false and true.
    appended: [Vec<u8>; 2],
}

impl<'r> Head<'r> {
    /// Reads the header from the first record, in the encoding that the caller may have named; with it,
    /// the line that takes its place.
    pub(super) fn read<R: Read>(
        records: &mut Records<R>,
        named: Option<Encoding>,
        plan: impl FnOnce(&[Cow<'_, str>]) -> Result<Plan<'r>>,
    ) -> Result<(Self, Vec<u8>)> {
        let decoding = Decoding::new(named)?;
        let dialect = records.dialect();
        let Some((raw, at)) = records.read()? else { return Err(Error::new(ErrorKind::Empty)) };
        let cells = RawCells { raw, quote: dialect.quote, decoding };
        let names: Vec<Cow<'_, str>> = (0..cells.len()).map(|at| cells.text(at).text).collect();
        let plan = plan(&names).map_err(|error| error.at(at))?;
        let mut head = Self { plan, dialect, decoding, appended: Default::default() };
        // An added field is quoted where all the others are.
        let is_quoted = raw.fields().all(|field| head.is_quoted(field));
        let appended = |text: &str| {
            let mut bytes = vec![dialect.delimiter];
            head.write_value(text, is_quoted, &mut bytes);
            bytes
        };
        let [name, no, yes] = [FLAG_HEADER, flag::FALSE, flag::TRUE].map(appended);
        let mut line = [raw.lead, raw.bytes].concat();
        if head.plan.appends_flag() {
            line.extend_from_slice(&name);
        }
        line.extend_from_slice(raw.terminator);
        head.appended = [no, yes];
        Ok((head, line))
    }

    pub(super) fn cells<'a>(&self, raw: RawRecord<'a>) -> RawCells<'a> {
        RawCells { raw, quote: self.dialect.quote, decoding: self.decoding }
    }

    /// The bytes to insert for an appended flag, and where; none for a record too short to reach it.
    pub(super) fn insertion(
        &self,
        raw: &RawRecord<'_>,
        is_redacted: bool,
    ) -> Option<(usize, &[u8])> {
        if !self.plan.appends_flag() {
            return None;
        }
        let (_, end) = raw.span(self.plan.width().checked_sub(1)?)?;
        let [no, yes] = &self.appended;
        Some((end, if is_redacted { yes } else { no }))
    }

    /// The text of bytes that were read.
    pub(super) fn text<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        self.decoding.read(Cow::Borrowed(bytes)).text
    }

    /// Whether a field stands between quotes.
    pub(super) fn is_quoted(&self, field: &[u8]) -> bool {
        field.first() == Some(&self.dialect.quote)
    }

    /// Writes a value of our own into a field that is quoted or not.
    pub(super) fn write_value(&self, value: &str, is_quoted: bool, to: &mut Vec<u8>) {
        if is_quoted || value.as_bytes().contains(&self.dialect.delimiter) {
            to.push(self.dialect.quote);
            to.extend_from_slice(value.as_bytes());
            to.push(self.dialect.quote);
        } else {
            to.extend_from_slice(value.as_bytes());
        }
    }

    /// Writes a field of no length; a quoted one stays quoted.
    pub(super) fn write_blank(&self, field: &[u8], to: &mut Vec<u8>) {
        if self.is_quoted(field) {
            to.extend_from_slice(&[self.dialect.quote; 2]);
        }
    }
}
