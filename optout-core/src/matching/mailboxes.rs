//! Which mailboxes stand for several people.

use std::collections::BTreeMap;
use std::fmt;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use serde::{Deserialize, Serialize};

use super::best_name::RecordNames;
use super::look_up::LookUp;
use super::names::NameClass;
use crate::index::{AddressPrint, Fingerprint, Index, IndexedEntry, Person, Postings};
use crate::normalize::nicknames::Nicknames;

/// The names that are known for each listed mailbox, and whether they can be one person's.
///
/// Filled from a file, it says to whom listed addresses belong beside those that they are listed for, and
/// what it says does not depend on the order in which names came.
#[derive(Clone, Default)]
pub(crate) struct Mailboxes {
    by_address: HashMap<Fingerprint, People, foldhash::fast::FixedState>,
}

/// Who is known to have one mailbox: none any more once they are known to be several people. The names of one
/// record are one person's, so a second person is one none of whose names can be any of the first one's.
///
/// Two are compared when somebody asks, as of most mailboxes nobody does; more as they come.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct People(Option<Vec<Person>>);

/// Mailboxes as data.
pub(super) type KeptMailboxes = BTreeMap<Fingerprint, People>;

impl Mailboxes {
    /// Takes note of a record that has listed mailboxes, beside the people that they are listed for; unless it
    /// says nothing that the list does not say.
    pub(super) fn see(&mut self, record: &LookUp, index: &Index) {
        let own = Person::of(&record.keys.names);
        if own.is_empty() {
            return;
        }
        let nicknames = &index.known().nicknames;
        for prints in &record.prints.emails {
            let listed: Vec<Person> = people_of(index.listing(*prints), index).collect();
            if listed.is_empty() || listed.contains(&own) {
                continue;
            }
            let people = self
                .by_address
                .entry(prints.canonical())
                .or_insert_with(|| People::of(listed, nicknames));
            people.add(own.clone(), nicknames);
        }
    }

    /// Adds what another part of the same file has shown.
    pub(super) fn merge(&mut self, other: Self, nicknames: &Nicknames) {
        for (address, others) in other.by_address {
            match self.by_address.entry(address) {
                Entry::Vacant(place) => {
                    place.insert(others);
                }
                Entry::Occupied(place) => place.into_mut().add_all(others, nicknames),
            }
        }
    }

    pub(super) fn keep(&self) -> KeptMailboxes {
        let all = self.by_address.iter();
        all.map(|(address, people)| (*address, people.in_order())).collect()
    }

    pub(super) fn recall(kept: KeptMailboxes) -> Self {
        Self { by_address: kept.into_iter().collect() }
    }

    /// Whether a mailbox stands for people whose names cannot be one person's.
    pub(crate) fn is_shared(&self, address: AddressPrint, nicknames: &Nicknames) -> bool {
        let people = self.by_address.get(&address.canonical());
        people.is_some_and(|people| people.are_several(nicknames))
    }
}

/// An id or a mailbox that more entries have than this is generic: it is nobody's alone.
pub(super) const MOST_ENTRIES_OF_ONE: usize = 10;

/// Whether the list has a mailbox for people whose names cannot be one person's.
pub(super) fn listed_for_several(address: AddressPrint, index: &Index) -> bool {
    let listing = index.listing(address);
    match listing.len() {
        0 | 1 => false,
        2..=MOST_ENTRIES_OF_ONE => {
            let nicknames = &index.known().nicknames;
            People::of(people_of(listing, index), nicknames).are_several(nicknames)
        }
        _ => true,
    }
}

/// The best agreement of a record's names with those listed for a mailbox.
pub(super) fn best_listed_name(
    address: AddressPrint,
    names: &RecordNames<'_>,
    index: &Index,
) -> Option<NameClass> {
    entries_of(index.listing(address), index).filter_map(|entry| names.best(entry.names())).max()
}

fn people_of<'a>(
    listing: Postings<'a>,
    index: &'a Index,
) -> impl Iterator<Item = Person> + use<'a> {
    entries_of(listing, index).map(|entry| Person::of(entry.names()))
}

fn entries_of<'a>(
    listing: Postings<'a>,
    index: &'a Index,
) -> impl Iterator<Item = IndexedEntry<'a>> + use<'a> {
    listing.iter().take(MOST_ENTRIES_OF_ONE + 1).filter_map(|at| index.entry(at))
}

impl People {
    fn of(all: impl IntoIterator<Item = Person>, nicknames: &Nicknames) -> Self {
        let mut people = Self(Some(Vec::with_capacity(2)));
        all.into_iter().for_each(|person| people.add(person, nicknames));
        people
    }

    fn add(&mut self, person: Person, nicknames: &Nicknames) {
        let Some(known) = &mut self.0 else { return };
        if person.is_empty() || known.contains(&person) {
            return;
        }
        known.push(person);
        if known.len() > MOST_NAMES || known.len() > 2 && are_several(known, nicknames) {
            // Two people are enough to know; which does not matter.
            self.0 = None;
        }
    }

    fn add_all(&mut self, others: Self, nicknames: &Nicknames) {
        match others.0 {
            Some(others) => others.into_iter().for_each(|person| self.add(person, nicknames)),
            None => self.0 = None,
        }
    }

    fn are_several(&self, nicknames: &Nicknames) -> bool {
        match &self.0 {
            Some(known) => known.len() == 2 && are_several(known, nicknames),
            None => true,
        }
    }

    /// The same, whatever the order was in which they came.
    fn in_order(&self) -> Self {
        let mut people = self.clone();
        people.0.iter_mut().for_each(|people| people.sort_unstable());
        people
    }
}

/// Whether the last of some people is another than one of those before; of three, all of whom nobody has compared
/// yet, any is.
fn are_several(people: &[Person], nicknames: &Nicknames) -> bool {
    let Some((last, others)) = people.split_last() else { return false };
    let names: Vec<_> = last.names().collect();
    let names = RecordNames::new(&names, nicknames);
    let is_other = |other: &Person| names.best(other.names()) == Some(NameClass::Contradiction);
    others.iter().any(is_other) || others.len() == 2 && are_several(others, nicknames)
}

/// A mailbox that comes with more different names than this is nobody's alone, even if all of them could be
/// one person's.
const MOST_NAMES: usize = 64;

impl fmt::Debug for Mailboxes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailboxes").field("mailboxes", &self.by_address.len()).finish()
    }
}
