//! What the index keeps of an entry beside its keys: what is compared and cannot be hashed.

use super::section::{Reading, put_number, put_text};
use crate::contact::PersonName;
use crate::normalize::name::Name;

/// The parts of an entry as bytes: its name in decisions, whether it has addresses, its names as they
/// stand on the list, and its canonical addresses where near ones are looked for.
pub(super) struct EntryWriter<'a>(pub(super) &'a mut Vec<u8>);

/// An entry in the bytes of an index.
#[derive(Clone, Copy)]
pub(crate) struct IndexedEntry<'a> {
    label: &'a [u8],
    has_emails: bool,
    rest: &'a [u8],
}

const FULL: u64 = 0;
const PARTS: u64 = 1;

impl EntryWriter<'_> {
    pub(super) fn write<'n>(
        self,
        label: &str,
        has_emails: bool,
        names: &[PersonName<'n>],
        addresses: &[&str],
    ) {
        put_text(label, self.0);
        put_number(has_emails.into(), self.0);
        put_number(names.len() as u64, self.0);
        for name in names {
            match name {
                PersonName::Full(full) => {
                    put_number(FULL, self.0);
                    put_text(full, self.0);
                }
                PersonName::Parts { given, family } => {
                    put_number(PARTS, self.0);
                    put_text(given, self.0);
                    put_text(family, self.0);
                }
            }
        }
        for address in addresses {
            put_text(address, self.0);
        }
    }
}

impl<'a> IndexedEntry<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reading = Reading(bytes);
        let label = reading.bytes()?;
        let has_emails = reading.number()? == 1;
        Some(Self { label, has_emails, rest: reading.0 })
    }

    /// The entry's name in decisions.
    pub(crate) fn label(&self) -> &'a str {
        std::str::from_utf8(self.label).unwrap_or_default()
    }

    /// Whether the list has addresses for it that can be read.
    pub(crate) fn has_emails(&self) -> bool {
        self.has_emails
    }

    /// Its names as they stand on the list.
    pub(crate) fn raw_names(&self) -> Vec<PersonName<'a>> {
        let mut reading = Reading(self.rest);
        let count = reading.number().unwrap_or_default();
        let mut names = Vec::new();
        for _ in 0..count {
            match read_name(&mut reading) {
                Some(name) => names.push(name),
                None => break,
            }
        }
        names
    }

    /// Its names.
    pub(crate) fn names(&self) -> Vec<Name> {
        let mut names = Vec::new();
        for name in self.raw_names().into_iter().filter_map(Name::read) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Its canonical addresses, if the index keeps them.
    pub(crate) fn addresses(&self) -> Vec<&'a str> {
        let mut reading = Reading(self.rest);
        for _ in 0..reading.number().unwrap_or_default() {
            if read_name(&mut reading).is_none() {
                break;
            }
        }
        std::iter::from_fn(|| reading.text()).collect()
    }
}

fn read_name<'a>(reading: &mut Reading<'a>) -> Option<PersonName<'a>> {
    match reading.number()? {
        FULL => reading.text().map(PersonName::Full),
        _ => Some(PersonName::Parts { given: reading.text()?, family: reading.text()? }),
    }
}
