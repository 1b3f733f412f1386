//! One record's values.

use std::borrow::Cow;

use super::scan::{place, value};
use super::structure::RawRecord;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::texts::Texts;

/// One record's values.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    values: Values<'a>,
    position: Position,
}

#[derive(Clone, Copy)]
enum Values<'a> {
    /// They stand where they were read, as far as that is possible.
    Read { raw: RawRecord<'a>, text: &'a str, quote: u8, rewritten: &'a Rewritten },
    /// The caller holds them.
    Held(&'a Texts),
}

/// The values of a record that do not stand in it as they are: those of fields with a quote inside.
#[derive(Default)]
pub(crate) struct Rewritten {
    text: String,
    /// The number of the field, and where its value ends.
    ends: Vec<(usize, usize)>,
}

impl<'a> Record<'a> {
    /// Reads a record in which every byte is to be text; `encoding` is what it was said to be.
    pub(super) fn read(
        raw: RawRecord<'a>,
        position: Position,
        quote: u8,
        encoding: &'static str,
        rewritten: &'a mut Rewritten,
    ) -> Result<Self> {
        let text = std::str::from_utf8(raw.bytes).map_err(|error| {
            let passed = raw.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let kind = ErrorKind::Encoding { expected: encoding };
            Error::new(kind).at(place(position, passed))
        })?;
        rewritten.fill(&raw, quote);
        Ok(Self { values: Values::Read { raw, text, quote, rewritten }, position })
    }

    /// A record that is in no file.
    pub(super) fn held(values: &'a Texts, position: Position) -> Self {
        Self { values: Values::Held(values), position }
    }

    /// The values of all columns, in the order of the header.
    pub fn values(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let record = *self;
        let width = match record.values {
            Values::Read { raw, .. } => raw.len(),
            Values::Held(values) => values.len(),
        };
        (0..width).map(move |at| record.value(at).unwrap_or_default())
    }

    /// The value of a column, counted from 0.
    pub(crate) fn value(&self, at: usize) -> Option<&'a str> {
        let (raw, text, quote, rewritten) = match self.values {
            Values::Read { raw, text, quote, rewritten } => (raw, text, quote, rewritten),
            Values::Held(values) => return values.get(at),
        };
        let (start, end) = raw.span(at)?;
        let field = text.get(start..end)?;
        let Some(inside) = field.strip_prefix(char::from(quote)) else { return Some(field) };
        match memchr::memchr(quote, inside.as_bytes()) {
            Some(close) if close + 1 == inside.len() => inside.get(..close),
            _ => rewritten.get(at),
        }
    }

    /// Where the record starts.
    pub fn position(&self) -> Position {
        self.position
    }
}

impl Rewritten {
    fn fill(&mut self, raw: &RawRecord<'_>, quote: u8) {
        self.text.clear();
        self.ends.clear();
        if memchr::memchr(quote, raw.bytes).is_none() {
            return;
        }
        let is_quoted = |field: &&[u8]| field.first() == Some(&quote);
        for (at, field) in raw.fields().enumerate().filter(|(_, field)| is_quoted(field)) {
            if let Cow::Owned(value) = value(field, quote) {
                self.text.push_str(std::str::from_utf8(&value).unwrap_or_default());
                self.ends.push((at, self.text.len()));
            }
        }
    }

    fn get(&self, at: usize) -> Option<&str> {
        let nth = self.ends.binary_search_by_key(&at, |(field, _)| *field).ok()?;
        let (_, end) = *self.ends.get(nth)?;
        let before = nth.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.map_or(0, |(_, end)| *end)..end)
    }
}
