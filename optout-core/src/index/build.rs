//! From a list to an index.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entries::Entries;
use super::entry::{EntryWriter, IndexedEntry};
use super::fingerprint::{Fingerprint, Hasher, KeyKind};
use super::keys::{Keys, Known};
use super::parts::entry_parts;
use super::postings::PostingTable;
use super::{Blocks, Index, WHOLE_PLACE};
use crate::contact::PersonName;

/// An index in the making.
pub(super) struct Builder {
    hasher: Hasher,
    blocks: Blocks,
    known: Arc<Known>,
    keys: Vec<(Fingerprint, u32)>,
    places: Vec<(Fingerprint, u32)>,
    entries: Entries,
    namespaces: BTreeSet<String>,
    entry: Vec<u8>,
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

    /// Adds an entry of the index that this one is built on, perhaps under another name.
    pub(super) fn keep(&mut self, entry: IndexedEntry<'_>, label: &str) {
        self.write(label, entry.has_emails(), &entry.raw_names(), &entry.addresses());
    }

    /// Adds an entry of the index that this one is built on, with names and keys that it lacked.
    pub(super) fn extend(
        &mut self,
        entry: IndexedEntry<'_>,
        label: &str,
        names: &[PersonName<'_>],
        keys: &Keys,
    ) {
        let mut all_names = entry.raw_names();
        all_names.extend(names.iter().filter(|name| !entry.raw_names().contains(name)));
        let mut addresses = entry.addresses();
        for address in self.add_keys(keys) {
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        self.write(label, entry.has_emails() || !keys.emails.is_empty(), &all_names, &addresses);
    }

    /// Adds an entry with its keys.
    pub(super) fn add(&mut self, label: &str, names: &[PersonName<'_>], keys: &Keys) {
        let addresses = self.add_keys(keys);
        self.write(label, !keys.emails.is_empty(), names, &addresses);
    }

    /// Adds the keys of the entry that is written next, and returns the addresses that it keeps.
    fn add_keys<'k>(&mut self, keys: &'k Keys) -> Vec<&'k str> {
        let at = self.entries.count;
        for (namespace, id) in &keys.ids {
            if !self.namespaces.contains(namespace) {
                self.namespaces.insert(namespace.clone());
            }
            let space = self.hasher.id_space(namespace);
            self.keys.push((self.hasher.id(space, id), at));
        }
        let mut addresses = Vec::new();
        for email in &keys.emails {
            self.keys.push((self.hasher.print(KeyKind::Address, email.exact()), at));
            if email.has_aliases() {
                self.keys.push((self.hasher.print(KeyKind::Mailbox, email.canonical()), at));
            }
            if self.blocks.near {
                self.places.extend(
                    self.hasher.address_places(email.canonical_parts()).map(|place| (place, at)),
                );
                addresses.push(email.canonical());
            }
        }
        if self.blocks.any_name && !keys.names.is_empty() {
            self.places.push((self.hasher.everywhere(), at));
        }
        if self.blocks.domain {
            for domain in &keys.domains {
                self.places.push((self.hasher.print(KeyKind::Company, domain), at));
            }
        }
        if self.blocks.same_name {
            for name in &keys.names {
                self.keys.push((self.hasher.print(KeyKind::Name, &name.key()), at));
            }
        }
        addresses
    }

    fn write(
        &mut self,
        label: &str,
        has_emails: bool,
        names: &[PersonName<'_>],
        addresses: &[&str],
    ) {
        self.entry.clear();
        EntryWriter(&mut self.entry).write(label, has_emails, names, addresses);
        self.entries.push(&self.entry);
    }

    /// Arranges it.
    pub(super) fn finish(mut self) -> Index {
        sort(&mut self.places);
        if self.builds_on_another {
            // People who were known at the same places make a large one of it too.
            sort(&mut self.keys);
            let known = at_places(&self.keys, &self.places);
            self.places.extend(known);
            sort(&mut self.places);
        }
        for place in self.places.chunk_by(|one, next| one.0 == next.0) {
            if place.len() > WHOLE_PLACE {
                self.keys.extend(parts_at(place, self.hasher, &self.entries, &self.known));
            }
        }
        self.keys.append(&mut self.places);
        sort(&mut self.keys);
        Index::assemble(
            self.hasher,
            self.blocks,
            self.known,
            &self.namespaces,
            &PostingTable::build(&self.keys),
            &self.entries,
        )
    }
}

/// The pairs among sorted keys that are of the given sorted places.
fn at_places(
    keys: &[(Fingerprint, u32)],
    places: &[(Fingerprint, u32)],
) -> Vec<(Fingerprint, u32)> {
    let mut found = Vec::new();
    let mut keys = keys.iter().peekable();
    for place in places.chunk_by(|one, next| one.0 == next.0) {
        let Some((print, _)) = place.first() else { continue };
        while keys.next_if(|(key, _)| key < print).is_some() {}
        while let Some(key) = keys.next_if(|(key, _)| key == print) {
            found.push(*key);
        }
    }
    found
}

/// The second keys of entries at a place that many are listed for.
fn parts_at<'a>(
    place: &'a [(Fingerprint, u32)],
    hasher: Hasher,
    entries: &'a Entries,
    known: &'a Known,
) -> impl Iterator<Item = (Fingerprint, u32)> + use<'a> {
    place.iter().flat_map(move |(place, at)| {
        let names = entries.view().get(*at).map(|entry| entry.names()).unwrap_or_default();
        let parts: BTreeSet<String> = {
            let nicknames = &known.nicknames;
            names.iter().flat_map(|name| entry_parts(name, nicknames)).collect()
        };
        parts.into_iter().map(move |part| (hasher.part(*place, &part), *at))
    })
}

fn sort(keys: &mut Vec<(Fingerprint, u32)>) {
    keys.sort_unstable();
    keys.dedup();
}
