//! One person of the list, in one piece of memory.

use std::collections::BTreeSet;
use std::fmt;

use memchr::memchr;

use crate::contact::{Contact, PersonName};
use crate::normalize::date::Date;
use crate::normalize::id::opaque_id;

/// One person of the list, with everything that the list says of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OptOut {
    values: Box<[u8]>,
    pub(super) requested: Option<Date>,
    pub(super) record: u64,
}

/// What a value says of a person. An entry has its values in this order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Id,
    Email,
    Name,
    Parts,
    Website,
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        let kinds = [Self::Id, Self::Email, Self::Name, Self::Parts, Self::Website];
        kinds.into_iter().find(|kind| *kind as u8 == byte)
    }
}

/// What stands behind a value, and between the two texts of one: bytes that no text has.
const END: u8 = 0xFF;
const MIDDLE: u8 = 0xFE;

/// The values of one row, in the order of their kinds; or of several, one behind the other.
#[derive(Clone, Default)]
pub(super) struct Values(Vec<u8>);

impl Values {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds those of another row behind them.
    pub(super) fn append(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Adds a name, a website or a cell of addresses.
    pub(super) fn push(&mut self, kind: Kind, text: &str) {
        self.0.push(kind as u8);
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(END);
    }

    /// Adds an id behind its namespace, or a name in two parts.
    pub(super) fn push_pair(&mut self, kind: Kind, first: &str, second: &str) {
        self.0.push(kind as u8);
        self.0.extend_from_slice(first.as_bytes());
        self.0.push(MIDDLE);
        self.0.extend_from_slice(second.as_bytes());
        self.0.push(END);
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        texts(&self.0, Kind::Name)
    }

    pub(super) fn split_names(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.0, Kind::Parts)
    }
}

/// The values of an entry, each behind the byte of its kind.
fn values(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (value, behind) = rest.split_at_checked(memchr(END, rest)?)?;
        rest = behind.get(1..)?;
        Some(value)
    })
}

fn of_kind(bytes: &[u8], kind: Kind) -> impl Iterator<Item = &[u8]> {
    values(bytes)
        .take_while(move |value| value.first().is_some_and(|first| *first <= kind as u8))
        .filter_map(move |value| value.strip_prefix(&[kind as u8]))
}

fn texts(bytes: &[u8], kind: Kind) -> impl Iterator<Item = &str> {
    of_kind(bytes, kind).map(text)
}

fn pairs(bytes: &[u8], kind: Kind) -> impl Iterator<Item = (&str, &str)> {
    of_kind(bytes, kind).map(|pair| {
        let (first, second) = split(pair);
        (text(first), text(second))
    })
}

/// The two parts of a value; the second is blank if there is one only.
fn split(value: &[u8]) -> (&[u8], &[u8]) {
    let middle = memchr(MIDDLE, value).unwrap_or(value.len());
    let (first, second) = value.split_at_checked(middle).unwrap_or_default();
    (first, second.get(1..).unwrap_or_default())
}

/// Only text is ever put in.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

impl OptOut {
    pub(super) fn new(record: u64, values: Values) -> Self {
        Self { values: values.0.into(), requested: None, record }
    }

    /// Takes over what all later rows about the same person add.
    pub(super) fn absorb(&mut self, later: &Values) {
        let mut all: Vec<&[u8]> = values(&self.values).collect();
        let mut known: BTreeSet<&[u8]> = all.iter().copied().collect();
        let had = all.len();
        all.extend(values(&later.0).filter(|value| known.insert(value)));
        if all.len() > had {
            all.sort_by_key(|value| value.first());
            self.values =
                all.into_iter().flat_map(|value| value.iter().chain(&[END])).copied().collect();
        }
    }

    /// All values with their kinds, as text; of one of a single part the second is blank.
    pub(super) fn values(&self) -> impl Iterator<Item = (Kind, [&[u8]; 2])> {
        values(&self.values).filter_map(|value| {
            let (kind, value) = value.split_first()?;
            let (first, second) = split(value);
            Some((Kind::of(*kind)?, [first, second]))
        })
    }

    /// Ids as they stand in the list, each behind its namespace.
    pub(crate) fn ids(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.values, Kind::Id)
    }

    /// Cells of addresses as they stand in the list.
    pub(crate) fn emails(&self) -> impl Iterator<Item = &str> {
        texts(&self.values, Kind::Email)
    }

    /// The name of the entry in decisions: its record id, or `#` and its row where it has none that can
    /// be read. Of an id that is an e-mail address the row is named too.
    pub fn entry_id(&self) -> String {
        match self.ids().next().map(|(_, id)| opaque_id(id)) {
            Some(Ok(id)) if !id.contains('@') => id.into_owned(),
            _ => format!("#{}", self.record),
        }
    }

    /// The entry's identifiers.
    pub fn contact(&self) -> Contact<'_> {
        let mut contact = Contact::new();
        for (kind, [first, second]) in self.values() {
            match kind {
                Kind::Id => contact.add_id(text(first), text(second)),
                Kind::Email => contact.add_email(text(first)),
                Kind::Name => contact.add_name(PersonName::Full(text(first))),
                Kind::Parts => {
                    let (given, family) = (text(first), text(second));
                    contact.add_name(PersonName::Parts { given, family });
                }
                Kind::Website => contact.add_website(text(first)),
            }
        }
        contact
    }

    /// The earliest day on which the opt-out was requested, where the list says.
    pub fn requested(&self) -> Option<Date> {
        self.requested
    }

    /// The first row of the list about this person, counted from 1.
    pub fn record(&self) -> u64 {
        self.record
    }
}

impl fmt::Debug for OptOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OptOut")
            .field("record", &self.record)
            .field("contact", &self.contact())
            .field("requested", &self.requested.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_row_adds_what_is_new_behind_its_kind() {
        let (mut first, mut later) = (Values::default(), Values::default());
        first.push_pair(Kind::Id, "a\0b", "P1");
        first.push(Kind::Email, "a@x.example");
        first.push(Kind::Website, "x.example");
        later.push_pair(Kind::Id, "a\0b", "P1");
        later.push(Kind::Email, "b@x.example");
        later.push(Kind::Email, "b@x.example");
        later.push(Kind::Name, "Ada");
        later.push_pair(Kind::Parts, "", "Roe");
        let mut entry = OptOut::new(1, first.clone());
        entry.absorb(&first);
        assert!(entry == OptOut::new(1, first));
        entry.absorb(&later);
        assert!(entry.ids().eq([("a\0b", "P1")]));
        assert!(entry.emails().eq(["a@x.example", "b@x.example"]));
        assert!(texts(&entry.values, Kind::Name).eq(["Ada"]));
        assert!(pairs(&entry.values, Kind::Parts).eq([("", "Roe")]));
        assert!(texts(&entry.values, Kind::Website).eq(["x.example"]));
        assert_eq!(format!("{entry:?}").matches("example").count(), 0);
    }
}
