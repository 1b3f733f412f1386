//! From a list to an index.

use std::collections::BTreeSet;

use super::entries::Entries;
use super::entry::{EntryWriter, LocalPart};
use super::fingerprint::{Fingerprint, Hasher, KeyKind};
use super::keys::Keys;
use super::parts::entry_parts;
use super::postings::PostingTable;
use super::{Blocks, Index, WHOLE_PLACE};
use crate::contact::Contact;

/// An index in the making.
pub(super) struct Builder {
    hasher: Hasher,
    blocks: Blocks,
    keys: Vec<(Fingerprint, u32)>,
    places: Vec<(Fingerprint, u32)>,
    entries: Entries,
    namespaces: BTreeSet<String>,
    entry: Vec<u8>,
}

impl Builder {
    pub(super) fn new(hasher: Hasher, blocks: Blocks) -> Self {
        Self {
            hasher,
            blocks,
            keys: Vec::new(),
            places: Vec::new(),
            entries: Entries::default(),
            namespaces: BTreeSet::new(),
            entry: Vec::new(),
        }
    }

    /// Adds an entry with its keys.
    pub(super) fn add(&mut self, label: &str, contact: &Contact<'_>, keys: &Keys) {
        let at = self.entries.count;
        for (namespace, id) in &keys.ids {
            if !self.namespaces.contains(namespace) {
                self.namespaces.insert(namespace.clone());
            }
            self.keys.push((self.hasher.id(namespace, id), at));
        }
        let mut locals = Vec::new();
        for email in &keys.emails {
            self.keys.push((self.hasher.print(KeyKind::Address, email.exact()), at));
            if email.has_aliases() {
                self.keys.push((self.hasher.print(KeyKind::Mailbox, email.canonical()), at));
            }
            if self.blocks.near {
                let (text, domain) = email.canonical_parts();
                let domain = self.hasher.print(KeyKind::MailDomain, domain);
                self.places.push((domain, at));
                locals.push(LocalPart { domain: domain.trailing(), text });
            }
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
        self.entry.clear();
        EntryWriter(&mut self.entry).write(
            label,
            !keys.emails.is_empty(),
            contact.names(),
            &locals,
        );
        self.entries.push(&self.entry);
    }

    /// Arranges it.
    pub(super) fn finish(mut self) -> Index {
        sort(&mut self.places);
        for place in self.places.chunk_by(|one, next| one.0 == next.0) {
            if place.len() > WHOLE_PLACE {
                self.keys.extend(parts_at(place, self.hasher, &self.entries));
            }
        }
        self.keys.append(&mut self.places);
        sort(&mut self.keys);
        Index::assemble(
            self.hasher,
            self.blocks,
            &self.namespaces,
            &PostingTable::build(&self.keys),
            &self.entries,
        )
    }
}

/// The second keys of entries at a place that many are listed for.
fn parts_at<'a>(
    place: &'a [(Fingerprint, u32)],
    hasher: Hasher,
    entries: &'a Entries,
) -> impl Iterator<Item = (Fingerprint, u32)> + use<'a> {
    place.iter().flat_map(move |(place, at)| {
        let names = entries.view().get(*at).map(|entry| entry.names()).unwrap_or_default();
        let parts: BTreeSet<String> = names.iter().flat_map(entry_parts).collect();
        parts.into_iter().map(move |part| (hasher.part(*place, &part), *at))
    })
}

fn sort(keys: &mut Vec<(Fingerprint, u32)>) {
    keys.sort_unstable();
    keys.dedup();
}
