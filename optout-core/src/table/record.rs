//! One record's values.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::chunk::Chunk;
use super::scan::{place, value};
use super::structure::{Cursor, RawRecord};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::texts::Texts;

/// One record's values.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    values: Values<'a>,
    place: Place<'a>,
}

/// A record that was found, and whose values nobody has looked at.
pub(crate) struct Unread<'a> {
    pub(super) raw: RawRecord<'a>,
    pub(super) place: Place<'a>,
    /// Its bytes as text, if it is known that they are.
    pub(super) text: Option<&'a str>,
}

/// Where a record starts.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Known(Position),
    /// In a chunk, the lines of which are counted when somebody asks.
    In(&'a Chunk, usize, Cursor),
}

#[derive(Clone, Copy)]
enum Values<'a> {
    /// They stand where they were read, as far as that is possible.
    Read { raw: RawRecord<'a>, text: &'a str, quote: u8, rewritten: &'a OnceCell<Rewritten> },
    /// The caller holds them.
    Held(&'a Texts),
    /// They stand where the caller has them, each for itself.
    #[cfg(feature = "arrow")]
    Cells(&'a [Cow<'a, str>]),
}

/// The values of a record that do not stand in it as they are: those of fields with a quote inside. They are
/// written once somebody asks for one.
#[derive(Default)]
pub(crate) struct Rewritten {
    text: String,
    /// The number of the field, and where its value ends.
    ends: Vec<(usize, usize)>,
}

impl<'a> Record<'a> {
    /// Reads a record in which every byte is to be text; `encoding` is what it was said to be. `rewritten` is
    /// for values to stand in.
    #[inline]
    pub(super) fn read(
        Unread { raw, place, text }: Unread<'a>,
        quote: u8,
        encoding: &'static str,
        rewritten: &'a mut OnceCell<Rewritten>,
    ) -> Result<Self> {
        let text = match text {
            Some(text) => text,
            None => valid(raw.bytes, place, encoding)?,
        };
        rewritten.take();
        Ok(Self { values: Values::Read { raw, text, quote, rewritten }, place })
    }

    /// A record that is in no file.
    pub(super) fn held(values: &'a Texts, position: Position) -> Self {
        Self { values: Values::Held(values), place: Place::Known(position) }
    }

    /// A record that is in no file, of the values of all its columns, with its number from 1.
    #[cfg(feature = "arrow")]
    pub(crate) fn of_cells(values: &'a [Cow<'a, str>], number: u64) -> Self {
        let position = Position { record: number, ..Position::default() };
        Self { values: Values::Cells(values), place: Place::Known(position) }
    }

    /// The values of all columns, in the order of the header.
    pub fn values(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let record = *self;
        let width = match record.values {
            Values::Read { raw, .. } => raw.len(),
            Values::Held(values) => values.len(),
            #[cfg(feature = "arrow")]
            Values::Cells(values) => values.len(),
        };
        (0..width).map(move |at| record.value(at).unwrap_or_default())
    }

    /// The value of a column, counted from 0.
    pub(crate) fn value(&self, at: usize) -> Option<&'a str> {
        let (raw, text, quote, rewritten) = match self.values {
            Values::Read { raw, text, quote, rewritten } => (raw, text, quote, rewritten),
            Values::Held(values) => return values.get(at),
            #[cfg(feature = "arrow")]
            Values::Cells(values) => return values.get(at).map(AsRef::as_ref),
        };
        let (start, end) = raw.span(at)?;
        let field = text.get(start..end)?;
        // As a pattern, a character that is not known here is compared by a call for each value.
        if field.as_bytes().first() != Some(&quote) {
            return Some(field);
        }
        let inside = field.get(1..).unwrap_or_default();
        match memchr::memchr(quote, inside.as_bytes()) {
            Some(close) if close + 1 == inside.len() => inside.get(..close),
            _ => rewritten.get_or_init(|| Rewritten::of(&raw, quote)).get(at),
        }
    }

    /// Where the record starts.
    pub fn position(&self) -> Position {
        self.place.position()
    }

    /// The record's number: that of its position.
    pub(crate) fn number(&self) -> u64 {
        self.place.number()
    }
}

impl Unread<'_> {
    /// The record's number.
    pub(crate) fn number(&self) -> u64 {
        self.place.number()
    }
}

impl Place<'_> {
    fn number(self) -> u64 {
        match self {
            Self::Known(position) => position.record,
            Self::In(chunk, _, cursor) => chunk.number(cursor),
        }
    }

    pub(super) fn position(self) -> Position {
        match self {
            Self::Known(position) => position,
            Self::In(chunk, at, cursor) => chunk.place(at, cursor),
        }
    }
}

fn valid<'a>(bytes: &'a [u8], start: Place<'_>, encoding: &'static str) -> Result<&'a str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let passed = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let kind = ErrorKind::Encoding { expected: encoding };
        Error::new(kind).at(place(start.position(), passed))
    })
}

impl Rewritten {
    fn of(raw: &RawRecord<'_>, quote: u8) -> Self {
        let mut rewritten = Self::default();
        for (at, field) in raw.fields().enumerate() {
            if let Cow::Owned(value) = value(field, quote) {
                rewritten.text.push_str(std::str::from_utf8(&value).unwrap_or_default());
                rewritten.ends.push((at, rewritten.text.len()));
            }
        }
        rewritten
    }

    fn get(&self, at: usize) -> Option<&str> {
        let nth = self.ends.binary_search_by_key(&at, |(field, _)| *field).ok()?;
        let (_, end) = *self.ends.get(nth)?;
        let before = nth.checked_sub(1).and_then(|before| self.ends.get(before));
        self.text.get(before.map_or(0, |(_, end)| *end)..end)
    }
}
