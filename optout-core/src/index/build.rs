//! From a list to an index.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entries::Entries;
use super::entry::{IndexedEntry, put_entry};
use super::fingerprint::{Fingerprint, Hasher, KeyKind};
use super::keys::{Keys, Known};
use super::names::{KeptName, KeptNames, put_name, put_unread};
use super::pairs::{Pair, sort};
use super::parts::entry_parts;
use super::postings::PostingTable;
use super::{Blocks, Index, WHOLE_PLACE};
use crate::contact::PersonName;
use crate::normalize::name::{AnyName as _, Name};

/// An index in the making.
#[derive(Clone)]
pub(super) struct Builder {
    hasher: Hasher,
    blocks: Blocks,
    known: Arc<Known>,
    keys: Vec<Pair>,
    places: Vec<Pair>,
    entries: Entries,
    namespaces: BTreeSet<String>,
    entry: Vec<u8>,
    names: Vec<u8>,
    /// How the parts of names are spelled, each at a company.
    spellings: Vec<Fingerprint>,
    builds_on_another: bool,
}

impl Builder {
    pub(super) fn new(hasher: Hasher, blocks: Blocks, known: &Arc<Known>) -> Self {
        Self {
            hasher,
            blocks,
            known: Arc::clone(known),
            keys: Vec::new(),
            places: Vec::new(),
            entries: Entries::default(),
            namespaces: BTreeSet::new(),
            entry: Vec::new(),
            names: Vec::new(),
            spellings: Vec::new(),
            builds_on_another: false,
        }
    }

    /// Starts with the keys of an index, whose entries have to be added next in their order.
    pub(super) fn on(index: &Index) -> Self {
        let mut builder = Self::new(index.hasher, index.blocks, &index.known);
        builder.keys = index.table().all().collect();
        builder.namespaces = index.namespaces.clone();
        builder.builds_on_another = true;
        builder
    }

    /// Adds the entries of another behind these.
    pub(super) fn and(mut self, other: Self) -> Self {
        let behind = self.entries.count();
        self.keys.extend(other.keys.into_iter().map(|pair| pair.moved(behind)));
        self.places.extend(other.places.into_iter().map(|pair| pair.moved(behind)));
        self.entries.append(&other.entries);
        self.spellings.extend(other.spellings);
        self.namespaces.extend(other.namespaces);
        self
    }

    /// Adds an entry of the index that this one is built on, perhaps under another name.
    pub(super) fn keep(&mut self, entry: IndexedEntry<'_>, label: &str) {
        self.entry.clear();
        let (names, addresses) = (entry.name_bytes(), entry.addresses());
        put_entry(label, entry.has_emails(), names, addresses, &mut self.entry);
        self.entries.push(&self.entry);
    }

    /// Adds an entry of the index that this one is built on, with names and keys that it lacked.
    pub(super) fn extend(
        &mut self,
        entry: IndexedEntry<'_>,
        label: &str,
        names: &[PersonName<'_>],
        keys: &Keys,
    ) {
        self.names.clear();
        self.names.extend_from_slice(entry.name_bytes());
        let new = |name: &&PersonName<'_>| !entry.listed_names().any(|listed| listed.is(**name));
        self.add_names(names.iter().filter(new));
        let mut addresses: Vec<&str> = entry.addresses().collect();
        for address in self.add_keys(keys) {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        self.write(label, entry.has_emails() || !keys.emails.is_empty(), &addresses);
    }

    /// Adds an entry with its keys.
    pub(super) fn add(&mut self, label: &str, names: &[PersonName<'_>], keys: &Keys) {
        self.names.clear();
        self.add_names(names);
        let addresses = self.add_keys(keys);
        self.write(label, !keys.emails.is_empty(), &addresses);
    }

    /// Reads names of the entry that is written next, and adds their keys.
    fn add_names<'n>(&mut self, names: impl IntoIterator<Item = &'n PersonName<'n>>) {
        let at = self.entries.count();
        for name in names {
            if self.blocks == Blocks::default() {
                // Who is found by ids and addresses only is compared with few.
                put_unread(*name, &mut self.names);
                continue;
            }
            let read = Name::read(*name);
            put_name(*name, read.as_ref(), &mut self.names);
            let Some(read) = read else { continue };
            if self.blocks.any_name {
                self.places.push(Pair::new(self.hasher.everywhere(), at));
            }
            if self.blocks.same_name {
                self.keys.push(Pair::new(self.hasher.print(KeyKind::Name, &read.key()), at));
            }
        }
    }

    /// Adds the keys of the entry that is written next, whose names have been added, and returns the addresses
    /// that it keeps.
    fn add_keys<'k>(&mut self, keys: &'k Keys) -> Vec<&'k str> {
        let at = self.entries.count();
        for (namespace, id) in &keys.ids {
            if !self.namespaces.contains(namespace) {
                self.namespaces.insert(namespace.clone());
            }
            let space = self.hasher.id_space(namespace);
            self.keys.push(Pair::new(self.hasher.id(space, id), at));
        }
        let mut addresses = Vec::new();
        for email in &keys.emails {
            self.keys.push(Pair::new(self.hasher.print(KeyKind::Address, email.exact()), at));
            if email.has_aliases() {
                let mailbox = self.hasher.print(KeyKind::Mailbox, email.canonical());
                self.keys.push(Pair::new(mailbox, at));
            }
            if self.blocks.near {
                let places = self.hasher.address_places(email.canonical_parts());
                self.places.extend(places.map(|place| Pair::new(place, at)));
            }
            if self.blocks.addresses {
                addresses.push(email.canonical());
            }
        }
        if self.blocks.domain {
            for domain in &keys.domains {
                let company = self.hasher.print(KeyKind::Company, domain);
                self.places.push(Pair::new(company, at));
                if self.blocks.spelling {
                    let names = KeptNames(&self.names).read();
                    add_spellings(company, names, self.hasher, &mut self.spellings);
                }
            }
        }
        addresses
    }

    fn write(&mut self, label: &str, has_emails: bool, addresses: &[&str]) {
        self.entry.clear();
        let addresses = addresses.iter().copied();
        put_entry(label, has_emails, &self.names, addresses, &mut self.entry);
        self.entries.push(&self.entry);
    }

    /// Arranges it.
    pub(super) fn finish(mut self) -> Index {
        sort(&mut self.places);
        if self.builds_on_another {
            if self.blocks.spelling {
                // Which keys of another are companies is not known: those of all of them only pass the filter.
                for known in &self.keys {
                    let entry = self.entries.view().get(known.entry());
                    let names = entry.into_iter().flat_map(|entry| entry.names());
                    add_spellings(known.print(), names, self.hasher, &mut self.spellings);
                }
            }
            // People who were known at the same places make a large one of it too.
            sort(&mut self.keys);
            let known = at_places(&self.keys, &self.places);
            self.places.extend(known);
            sort(&mut self.places);
        }
        for place in self.places.chunk_by(|one, next| one.print() == next.print()) {
            if place.len() > WHOLE_PLACE {
                add_parts(place, self.hasher, &self.entries, &self.known, &mut self.keys);
            }
        }
        self.keys.append(&mut self.places);
        sort(&mut self.keys);
        Index::assemble(
            self.hasher,
            self.blocks,
            self.known,
            &self.namespaces,
            &PostingTable::build(&self.keys, &self.spellings),
            &self.entries,
        )
    }
}

/// The pairs among sorted keys that are of the given sorted places.
fn at_places(keys: &[Pair], places: &[Pair]) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut keys = keys.iter().peekable();
    for place in places.chunk_by(|one, next| one.print() == next.print()) {
        let Some(print) = place.first().map(|pair| pair.print()) else { continue };
        while keys.next_if(|key| key.print() < print).is_some() {}
        while let Some(key) = keys.next_if(|key| key.print() == print) {
            found.push(*key);
        }
    }
    found
}

/// Adds how the parts of names are spelled at a company.
fn add_spellings<'n>(
    company: Fingerprint,
    names: impl Iterator<Item = KeptName<'n>>,
    hasher: Hasher,
    to: &mut Vec<Fingerprint>,
) {
    for name in names {
        let parts = name.outlines().filter(|part| part.tag.is_name());
        let spellings = parts.flat_map(|part| [Some(part.text), part.alt]).flatten();
        to.extend(spellings.map(|spelling| hasher.spelling(company, spelling)));
    }
}

/// Adds the second keys of entries at a place that many are listed for.
fn add_parts(place: &[Pair], hasher: Hasher, entries: &Entries, known: &Known, to: &mut Vec<Pair>) {
    let mut parts = Vec::new();
    for pair in place {
        let names = entries.view().get(pair.entry()).into_iter().flat_map(|entry| entry.names());
        names.for_each(|name| entry_parts(&name, &known.nicknames, &mut parts));
        // Several spellings often have one sound.
        parts.sort_unstable();
        parts.dedup();
        let part = |part| Pair::new(hasher.part(pair.print(), part), pair.entry());
        to.extend(parts.drain(..).map(part));
    }
}
