//! The list arranged for look-up.

mod alias;
mod groups;
mod keys;
mod links;

use std::collections::BTreeSet;
use std::fmt;

pub use alias::DomainAliases;
use hashbrown::HashMap;
pub(crate) use keys::{Keys, id_key};
pub use links::IdLinks;

use crate::list::OptOutList;

type Postings = HashMap<String, Vec<u32>, foldhash::fast::FixedState>;

/// Every key of the list, and the entries that have it. Immutable once built.
pub(crate) struct Index {
    entries: Vec<IndexedEntry>,
    by_id: HashMap<(String, String), Vec<u32>, foldhash::fast::FixedState>,
    by_mailbox: Postings,
    namespaces: BTreeSet<String>,
}

/// An entry with its keys.
pub(crate) struct IndexedEntry {
    /// The entry's name in decisions.
    pub(crate) entry_id: String,
    /// Its keys.
    pub(crate) keys: Keys,
}

impl Index {
    /// Arranges a list.
    pub(crate) fn build(list: &OptOutList) -> Self {
        let mut index = Self {
            entries: Vec::with_capacity(list.entries().len()),
            by_id: HashMap::default(),
            by_mailbox: Postings::default(),
            namespaces: BTreeSet::new(),
        };
        for (entry, at) in list.entries().iter().zip(0u32..) {
            let keys = Keys::of(&entry.contact());
            for id in &keys.ids {
                if !index.namespaces.contains(&id.0) {
                    index.namespaces.insert(id.0.clone());
                }
                index.by_id.entry(id.clone()).or_default().push(at);
            }
            for email in &keys.emails {
                add(&mut index.by_mailbox, email.canonical(), at);
            }
            index.entries.push(IndexedEntry { entry_id: entry.entry_id(), keys });
        }
        index
    }

    /// The entries that share a key with a record, each once, in the order of the list.
    pub(crate) fn candidates(&self, keys: &Keys) -> Vec<u32> {
        let by_id = keys.ids.iter().filter_map(|id| self.by_id.get(id));
        let by_mailbox =
            keys.emails.iter().filter_map(|email| self.by_mailbox.get(email.canonical()));
        let mut found: Vec<u32> = by_id.chain(by_mailbox).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether some entry has an id in a namespace.
    pub(crate) fn has_namespace(&self, namespace: &str) -> bool {
        self.namespaces.contains(namespace)
    }

    /// All mailboxes, by their canonical address, and the places of the entries that list them.
    pub(crate) fn listed_mailboxes(&self) -> impl Iterator<Item = (&str, &[u32])> {
        self.by_mailbox.iter().map(|(address, at)| (address.as_str(), at.as_slice()))
    }

    /// The entries that list a mailbox, by its canonical address.
    pub(crate) fn listing(&self, canonical: &str) -> impl Iterator<Item = &IndexedEntry> {
        self.by_mailbox.get(canonical).into_iter().flatten().filter_map(|at| self.entry(*at))
    }

    /// The entry at a place of the list.
    pub(crate) fn entry(&self, at: u32) -> Option<&IndexedEntry> {
        self.entries.get(at as usize)
    }

    /// How many entries it has.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

fn add(postings: &mut Postings, key: &str, at: u32) {
    let entries = postings.entry_ref(key).or_default();
    if entries.last() != Some(&at) {
        entries.push(at);
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index")
            .field("entries", &self.entries.len())
            .field("ids", &self.by_id.len())
            .field("mailboxes", &self.by_mailbox.len())
            .finish()
    }
}
