//! What the index keeps of an entry beside its keys: what is compared and cannot be hashed.

use super::names::{KeptName, KeptNames, ListedName};
use super::section::{Reading, put_number, put_text};

/// An entry in the bytes of an index: its name in decisions, whether it has addresses, its names, and its
/// canonical addresses where near ones are looked for.
#[derive(Clone, Copy)]
pub(crate) struct IndexedEntry<'a> {
    label: &'a [u8],
    has_emails: bool,
    names: &'a [u8],
    addresses: &'a [u8],
}

/// Appends an entry, whose names are bytes already.
pub(super) fn put_entry<'t>(
    label: &str,
    has_emails: bool,
    names: &[u8],
    addresses: impl IntoIterator<Item = &'t str>,
    to: &mut Vec<u8>,
) {
    put_text(label, to);
    put_number((names.len() as u64) << 1 | u64::from(has_emails), to);
    to.extend_from_slice(names);
    for address in addresses {
        put_text(address, to);
    }
}

impl<'a> IndexedEntry<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reading = Reading(bytes);
        let label = reading.bytes()?;
        let number = reading.number()?;
        let names = reading.take(usize::try_from(number >> 1).ok()?)?;
        Some(Self { label, has_emails: number & 1 == 1, names, addresses: reading.0 })
    }

    /// The entry's name in decisions.
    pub(crate) fn label(&self) -> &'a str {
        std::str::from_utf8(self.label).unwrap_or_default()
    }

    /// Whether the list has addresses for it that can be read.
    pub(crate) fn has_emails(&self) -> bool {
        self.has_emails
    }

    /// Its names as bytes.
    pub(super) fn name_bytes(&self) -> &'a [u8] {
        self.names
    }

    /// Its names as they stand on the list.
    pub(crate) fn listed_names(&self) -> impl Iterator<Item = ListedName<'a>> + use<'a> {
        KeptNames(self.names).listed()
    }

    /// Its names as they were read, each once.
    pub(crate) fn names(&self) -> impl Iterator<Item = KeptName<'a>> + use<'a> {
        KeptNames(self.names).read()
    }

    /// Its canonical addresses, if the index keeps them.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &'a str> + Clone + use<'a> {
        let mut reading = Reading(self.addresses);
        std::iter::from_fn(move || reading.text())
    }
}
