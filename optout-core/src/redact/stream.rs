//! The bytes of a past-export file, record by record.

use std::borrow::Cow;
use std::io::{Read, Write};

use super::column::Column;
use super::finding::Findings;
use super::flag::{self, FlagStyle};
use super::output::Output;
use super::plan::{Action, Cells, FLAG_HEADER, FlagPlace, Judgement, Plan, Text};
use super::profile::Profile;
use super::targets::Targets;
use crate::error::{Error, ErrorKind, Result};
use crate::table::{Encoding, Field, FieldForm, RawRecord, Records};

/// How cells are read in order to be compared. They are never written back from this.
#[derive(Clone, Copy)]
pub(super) struct Decoding(Option<&'static encoding_rs::Encoding>);

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
    pub(super) fn read<'a>(self, bytes: Cow<'a, [u8]>) -> Text<'a> {
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

impl<'a> RawCells<'a> {
    pub(super) fn field(&self, at: usize) -> Option<&'a Field> {
        self.raw.fields.get(at)
    }
}

impl Cells for RawCells<'_> {
    fn len(&self) -> usize {
        self.raw.fields.len()
    }

    fn text(&self, at: usize) -> Text<'_> {
        let bytes = self.field(at).map(|field| field.value(self.raw.bytes, self.quote));
        self.decoding.read(bytes.unwrap_or_default())
    }
}

/// The header of a stream, and how the stream is written.
pub(super) struct Head<'r> {
    pub(super) plan: Plan<'r>,
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    pub(super) decoding: Decoding,
    /// Whether every field of the header is quoted, so that an added one is too.
    is_quoted: bool,
}

impl<'r> Head<'r> {
    /// Reads the header from the first record.
    pub(super) fn read<R: Read>(
        records: &mut Records<R>,
        decoding: Decoding,
        targets: &'r Targets,
        profile: Option<&'r Profile>,
        aliases: &[(String, Column)],
    ) -> Result<(Self, Vec<u8>)> {
        let dialect = records.dialect();
        let Some(raw) = records.read()? else { return Err(Error::new(ErrorKind::Empty)) };
        let cells = RawCells { raw, quote: dialect.quote, decoding };
        let names: Vec<Cow<'_, str>> = (0..cells.len()).map(|at| cells.text(at).text).collect();
        let plan =
            Plan::new(targets, profile, aliases, &names).map_err(|error| error.at(raw.position))?;
        let is_quoted = raw.fields.iter().all(|field| field.form != FieldForm::Plain);
        let head =
            Self { plan, delimiter: dialect.delimiter, quote: dialect.quote, decoding, is_quoted };
        let mut line = raw.lead.to_vec();
        line.extend_from_slice(raw.bytes);
        if head.plan.flag() == FlagPlace::Appended {
            line.push(dialect.delimiter);
            head.write_value(FLAG_HEADER, head.is_quoted, &mut line);
        }
        line.extend_from_slice(raw.terminator);
        Ok((head, line))
    }

    pub(super) fn cells<'a>(&self, raw: RawRecord<'a>) -> RawCells<'a> {
        RawCells { raw, quote: self.quote, decoding: self.decoding }
    }

    /// The bytes to insert for an appended flag, and where; none for a record too short to reach it.
    pub(super) fn insertion(&self, raw: &RawRecord<'_>, value: &str) -> Option<(usize, Vec<u8>)> {
        if self.plan.flag() != FlagPlace::Appended {
            return None;
        }
        let last = raw.fields.get(self.plan.width().checked_sub(1)?)?;
        let mut inserted = vec![self.delimiter];
        self.write_value(value, self.is_quoted, &mut inserted);
        Some((last.end, inserted))
    }

    /// Writes a value of our own into a field that is quoted or not.
    pub(super) fn write_value(&self, value: &str, is_quoted: bool, to: &mut Vec<u8>) {
        if is_quoted || value.as_bytes().contains(&self.delimiter) {
            to.push(self.quote);
            to.extend_from_slice(value.as_bytes());
            to.push(self.quote);
        } else {
            to.extend_from_slice(value.as_bytes());
        }
    }

    /// Writes a field of no length; a quoted one stays quoted.
    pub(super) fn write_blank(&self, field: &Field, to: &mut Vec<u8>) {
        if field.form != FieldForm::Plain {
            to.extend_from_slice(&[self.quote, self.quote]);
        }
    }
}

/// A stream that is being redacted.
pub(super) struct Stream<'r, W> {
    head: Head<'r>,
    output: Output<W>,
    style: Option<FlagStyle>,
    scratch: Vec<u8>,
    pub(super) tally: Tally,
}

/// What a stream has seen.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) records: u64,
    pub(super) redacted: u64,
    pub(super) already_redacted: u64,
    pub(super) findings: Findings,
}

impl<'r, W: Write> Stream<'r, W> {
    pub(super) fn new(head: Head<'r>, output: Output<W>) -> Self {
        let (style, scratch, tally) = (None, Vec::new(), Tally::default());
        Self { head, output, style, scratch, tally }
    }

    /// Takes a record and writes what becomes of it.
    pub(super) fn pass(&mut self, raw: RawRecord<'_>) -> Result<()> {
        let cells = self.head.cells(raw);
        self.head.plan.note_style(&cells, &mut self.style);
        let mut judgement = self.head.plan.judge(&cells);
        self.tally.records += 1;
        self.scratch.clear();
        self.scratch.extend_from_slice(raw.lead);
        if judgement.is_redacted {
            self.redact(&cells, &mut judgement);
        } else if let Some((at, inserted)) = self.head.insertion(&raw, flag::FALSE) {
            let (before, behind) = raw.bytes.split_at_checked(at).unwrap_or((raw.bytes, &[]));
            self.scratch.extend_from_slice(before);
            self.scratch.extend_from_slice(&inserted);
            self.scratch.extend_from_slice(behind);
        } else {
            self.scratch.extend_from_slice(raw.bytes);
        }
        self.scratch.extend_from_slice(raw.terminator);
        for kind in judgement.findings {
            self.tally.findings.add(kind, raw.position.record);
        }
        self.output.write_text(&self.scratch)
    }

    fn redact(&mut self, cells: &RawCells<'_>, judgement: &mut Judgement) {
        let Head { plan, .. } = &self.head;
        let raw = &cells.raw;
        let flag_text = plan.flag_text(cells, self.style);
        let insertion = self.head.insertion(raw, flag::TRUE);
        let from = self.scratch.len();
        for (at, (action, field)) in
            plan.actions(cells, judgement).into_iter().zip(raw.fields).enumerate()
        {
            if at > 0 {
                self.scratch.push(self.head.delimiter);
            }
            match (action, flag_text) {
                (Action::Blank, _) => self.head.write_blank(field, &mut self.scratch),
                (Action::Flag, Some(text)) => {
                    let is_quoted = field.form != FieldForm::Plain;
                    self.head.write_value(text, is_quoted, &mut self.scratch);
                }
                (Action::Keep, _) | (Action::Flag, None) => {
                    self.scratch.extend_from_slice(field.raw(raw.bytes));
                }
            }
            if let Some((_, inserted)) = insertion.as_ref().filter(|_| at + 1 == plan.width()) {
                self.scratch.extend_from_slice(inserted);
            }
        }
        if self.scratch.len() == from {
            // A record of nothing would be a blank line, and no record.
            self.scratch.extend_from_slice(&[self.head.quote, self.head.quote]);
        }
        if self.scratch.get(from..) == Some(raw.bytes) {
            self.tally.already_redacted += 1;
        } else {
            self.tally.redacted += 1;
        }
    }

    /// Writes what stands behind the last record; the hash of the output and what was seen.
    pub(super) fn finish(mut self, rest: &[u8]) -> Result<(Option<String>, Tally, Head<'r>)> {
        self.output.write_text(rest)?;
        Ok((self.output.finish()?, self.tally, self.head))
    }
}
