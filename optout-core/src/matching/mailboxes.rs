//! Which mailboxes stand for several people.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::best_name::RecordNames;
use super::look_up::LookUp;
use super::names::NameClass;
use crate::index::{AddressPrint, Index, IndexedEntry, Postings};
use crate::normalize::name::{AnyName as _, Name, NameData};
use crate::normalize::nicknames::Nicknames;

/// The names that are known for each mailbox, and whether they can be one person's.
///
/// Filled from a file, it says to whom listed addresses belong beside those that they are listed for, and
/// what it says does not depend on the order in which names came.
#[derive(Clone, Default)]
pub(crate) struct Mailboxes {
    by_address: HashMap<String, People, foldhash::fast::FixedState>,
}

/// Who is known to have one mailbox. The names of one record are one person's, so a second person is
/// one none of whose names can be any of the first one's.
#[derive(Clone, Default)]
struct People {
    /// The names of each record; none any more once there are several people.
    names: Vec<Vec<Name>>,
    several: bool,
}

/// Mailboxes as data: the names of records for each, or nothing where they are several people's.
pub(super) type KeptMailboxes = BTreeMap<String, Option<Vec<Vec<NameData>>>>;

impl Mailboxes {
    /// Takes note of a record that has listed mailboxes, beside the people that they are listed for; unless it
    /// says nothing that the list does not say.
    pub(super) fn see(&mut self, record: &LookUp, index: &Index) {
        for (email, prints) in record.keys.emails.iter().zip(&record.prints.emails) {
            let listing = index.listing(*prints);
            if listing.is_empty() || are_listed(&record.keys.names, listing, index) {
                continue;
            }
            let people = self.by_address.entry_ref(email.canonical()).or_insert_with(|| {
                let mut people = People::default();
                for names in names_of(listing, index) {
                    people.add(Cow::Owned(names), &index.known().nicknames);
                }
                people
            });
            people.add(Cow::Borrowed(&record.keys.names), &index.known().nicknames);
        }
    }

    /// Adds what another part of the same file has shown.
    pub(super) fn merge(&mut self, other: Self, nicknames: &Nicknames) {
        for (address, others) in other.by_address {
            let people = match self.by_address.entry(address) {
                Entry::Vacant(place) => {
                    place.insert(others);
                    continue;
                }
                Entry::Occupied(place) => place.into_mut(),
            };
            if others.several {
                people.are_several();
            }
            for names in others.names {
                people.add(Cow::Owned(names), nicknames);
            }
        }
    }

    pub(super) fn keep(&self) -> KeptMailboxes {
        let of_record = |names: &Vec<Name>| names.iter().map(NameData::from).collect();
        let of_people = |people: &People| {
            let mut names: Vec<Vec<NameData>> = people.names.iter().map(of_record).collect();
            names.sort_unstable();
            (!people.several).then_some(names)
        };
        let all = self.by_address.iter();
        all.map(|(address, people)| (address.clone(), of_people(people))).collect()
    }

    pub(super) fn recall(kept: KeptMailboxes) -> Self {
        let of_record = |names: Vec<NameData>| names.into_iter().map(Name::from).collect();
        let of_people = |names: Option<Vec<Vec<NameData>>>| People {
            several: names.is_none(),
            names: names.unwrap_or_default().into_iter().map(of_record).collect(),
        };
        let all = kept.into_iter();
        Self { by_address: all.map(|(address, names)| (address, of_people(names))).collect() }
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
            people.add(Cow::Owned(names), &index.known().nicknames);
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

/// Whether somebody is listed by just these names, or there are none.
fn are_listed(names: &[Name], listing: Postings<'_>, index: &Index) -> bool {
    names.is_empty()
        || entries_of(listing, index).any(|entry| {
            let mut listed = entry.names();
            names.iter().all(|name| listed.next().is_some_and(|listed| name.is_same(&listed)))
                && listed.next().is_none()
        })
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
    fn add(&mut self, names: Cow<'_, [Name]>, nicknames: &Nicknames) {
        if self.several || names.is_empty() || self.names.iter().any(|known| *known == *names) {
            return;
        }
        let is_other = |known: &Vec<Name>| {
            RecordNames::new(known, nicknames).best(names.iter()) == Some(NameClass::Contradiction)
        };
        if self.names.len() >= MOST_NAMES || self.names.iter().any(is_other) {
            self.are_several();
        } else {
            self.names.push(names.into_owned());
        }
    }

    /// Two people are enough to know; which does not matter.
    fn are_several(&mut self) {
        *self = Self { names: Vec::new(), several: true };
    }
}

/// A mailbox that comes with more different names than this is nobody's alone, even if all of them could be
/// one person's.
const MOST_NAMES: usize = 64;

impl fmt::Debug for Mailboxes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailboxes").field("mailboxes", &self.by_address.len()).finish()
    }
}
