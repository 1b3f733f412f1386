//! Which mailboxes stand for several people.

use std::fmt;

use hashbrown::HashMap;

use super::best_name::RecordNames;
use super::look_up::LookUp;
use super::names::NameClass;
use crate::index::{AddressPrint, Index, IndexedEntry, Postings};
use crate::normalize::name::{AnyName as _, Name};
use crate::normalize::nicknames::Nicknames;

/// The names that are known for each mailbox, and whether they can be one person's.
///
/// Filled from a file, it says to whom listed addresses belong beside those that they are listed for, and
/// what it says does not depend on the order in which names came.
#[derive(Default)]
pub(crate) struct Mailboxes {
    by_address: HashMap<String, People, foldhash::fast::FixedState>,
}

/// Who is known to have one mailbox. The names of one record are one person's, so a second person is
/// one none of whose names can be any of the first one's.
#[derive(Default)]
struct People {
    names: Vec<Vec<Name>>,
    several: bool,
}

impl Mailboxes {
    /// Takes note of a record that has listed mailboxes, beside the people that they are listed for.
    pub(super) fn see(&mut self, record: &LookUp, index: &Index) {
        for (email, prints) in record.keys.emails.iter().zip(&record.prints.emails) {
            let listing = index.listing(*prints);
            if listing.is_empty() {
                continue;
            }
            let people = self.by_address.entry_ref(email.canonical()).or_insert_with(|| {
                let mut people = People::default();
                for names in names_of(listing, index) {
                    people.add(&names, &index.known().nicknames);
                }
                people
            });
            people.add(&record.keys.names, &index.known().nicknames);
        }
    }

    /// Whether a mailbox stands for people whose names cannot be one person's.
    pub(crate) fn is_shared(&self, address: &str) -> bool {
        self.by_address.get(address).is_some_and(|people| people.several)
    }
}

/// An id or a mailbox that more entries have than this is generic: it is nobody's alone.
pub(super) const MOST_ENTRIES_OF_ONE: usize = 10;

/// Whether the list has a mailbox for people whose names cannot be one person's.
pub(super) fn listed_for_several(address: AddressPrint, index: &Index) -> bool {
    let listing = index.listing(address);
    if listing.len() <= 1 {
        return false;
    }
    let mut people = People::default();
    listing.len() > MOST_ENTRIES_OF_ONE
        || names_of(listing, index).any(|names| {
            people.add(&names, &index.known().nicknames);
            people.several
        })
}

/// The best agreement of a record's names with those listed for a mailbox.
pub(super) fn best_listed_name(
    address: AddressPrint,
    names: &RecordNames<'_>,
    index: &Index,
) -> Option<NameClass> {
    entries_of(index.listing(address), index).filter_map(|entry| names.best(entry.names())).max()
}

fn names_of<'a>(
    listing: Postings<'a>,
    index: &'a Index,
) -> impl Iterator<Item = Vec<Name>> + use<'a> {
    entries_of(listing, index).map(|entry| entry.names().map(|name| name.to_name()).collect())
}

fn entries_of<'a>(
    listing: Postings<'a>,
    index: &'a Index,
) -> impl Iterator<Item = IndexedEntry<'a>> + use<'a> {
    listing.iter().take(MOST_ENTRIES_OF_ONE + 1).filter_map(|at| index.entry(at))
}

impl People {
    fn add(&mut self, names: &[Name], nicknames: &Nicknames) {
        if names.is_empty() || self.names.iter().any(|known| known == names) {
            return;
        }
        let contradicts = |known: &Vec<Name>| {
            RecordNames::new(known, nicknames).best(names) == Some(NameClass::Contradiction)
        };
        self.several = self.several || self.names.iter().any(contradicts);
        // Two people are enough to know; of the others only a few names are worth comparing.
        if self.names.len() < MOST_NAMES {
            self.names.push(names.to_vec());
        }
    }
}

/// How many different names of one mailbox are kept.
const MOST_NAMES: usize = 64;

impl fmt::Debug for Mailboxes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailboxes").field("mailboxes", &self.by_address.len()).finish()
    }
}
