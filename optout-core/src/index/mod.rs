//! The list arranged for look-up: one run of bytes, immutable, that can be kept and sent as it is.

mod alias;
mod build;
mod bytes;
mod entries;
mod entry;
mod fingerprint;
mod groups;
mod keys;
mod links;
mod names;
mod pairs;
mod parts;
mod person;
mod postings;
mod section;
mod sound;
mod update;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

pub use alias::DomainAliases;
use build::Builder;
pub(crate) use bytes::Held;
use bytes::{Bytes, Section};
use entries::EntriesView;
pub(crate) use entry::IndexedEntry;
use fingerprint::KeyKind;
pub(crate) use fingerprint::{Fingerprint, Hasher, IdSpace};
pub(crate) use keys::{Keys, Known};
pub use links::IdLinks;
use parts::record_parts;
pub(crate) use person::Person;
use postings::PostingView;
pub(crate) use postings::Postings;

pub use update::ListUpdate;

use crate::list::OptOutList;
use crate::normalize::email::Email;
use crate::normalize::name::Name;
use crate::spread;

/// What an index can be asked for beside ids and addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Blocks {
    /// People of one company.
    pub(crate) domain: bool,
    /// Addresses that differ by a slip.
    pub(crate) near: bool,
    /// The addresses of an entry that was found, to be compared.
    pub(crate) addresses: bool,
    /// Names with the same parts.
    pub(crate) same_name: bool,
    /// Names that can be one person's, wherever they work.
    pub(crate) any_name: bool,
    /// Of people of one company, how the parts of their names are spelled: for a filter, and for nothing else.
    pub(crate) spelling: bool,
}

/// A place for which more people are listed than this is searched by parts of names.
const WHOLE_PLACE: usize = 48;

/// Every key of the list, and the entries that have it. Immutable once built.
#[derive(Clone)]
pub(crate) struct Index {
    bytes: Bytes,
    hasher: Hasher,
    blocks: Blocks,
    entries: u32,
    namespaces: BTreeSet<String>,
    known: Arc<Known>,
}

/// The fingerprints of what a record is looked up by.
#[derive(Clone, Default)]
pub(crate) struct Prints {
    /// Of each id.
    pub(crate) ids: Vec<Fingerprint>,
    /// Of each address.
    pub(crate) emails: Vec<AddressPrint>,
    /// Of each company.
    pub(crate) companies: Vec<Fingerprint>,
}

/// The fingerprints of one address.
#[derive(Clone, Copy)]
pub(crate) struct AddressPrint {
    /// Of the address itself.
    pub(crate) exact: Fingerprint,
    /// Of the mailbox, where the provider has several addresses for one.
    pub(crate) mailbox: Option<Fingerprint>,
}

impl AddressPrint {
    /// Of its canonical form: whatever mail to one mailbox can be addressed to has one.
    pub(crate) fn canonical(self) -> Fingerprint {
        self.mailbox.unwrap_or(self.exact)
    }
}

impl Index {
    /// Arranges a list.
    pub(crate) fn build(list: &OptOutList, blocks: Blocks, known: Known, threads: usize) -> Self {
        let known = Arc::new(known);
        let builder = Builder::new(Hasher { seed: seed(list) }, blocks, &known);
        let pieces = spread::over(list.entries(), threads, |piece| {
            let mut builder = builder.clone();
            for entry in piece {
                let contact = entry.contact();
                let keys = Keys::listed(&contact, &known, blocks);
                builder.add(&entry.entry_id(), contact.names(), &keys);
            }
            builder
        });
        pieces.into_iter().reduce(Builder::and).unwrap_or(builder).finish()
    }

    /// What the index was built with.
    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    /// What the index can be asked for.
    pub(crate) fn blocks(&self) -> Blocks {
        self.blocks
    }

    /// The entries that have a key.
    pub(crate) fn postings(&self, print: Fingerprint) -> Postings<'_> {
        self.table().find(print)
    }

    /// Whether some entry may have one of these keys; if none has, this nearly always knows it.
    #[inline]
    pub(crate) fn may_have_any(&self, prints: &[Fingerprint]) -> bool {
        let table = self.table();
        // Without a branch from one to the next, so that they wait for memory together.
        prints.iter().fold(false, |any, print| any | table.may_have(*print))
    }

    /// Whether a part of a name may be spelled so at a company, if the index can be asked for it.
    pub(crate) fn may_be_spelled(&self, company: Fingerprint, part: &[u8]) -> bool {
        self.table().may_have(self.hasher.spelling(company, part))
    }

    /// The fingerprints of a record's ids and addresses.
    pub(crate) fn prints(&self, keys: &Keys) -> Prints {
        Prints {
            ids: keys.ids.iter().map(|(namespace, id)| self.id(namespace, id)).collect(),
            emails: keys.emails.iter().map(|email| self.address(email)).collect(),
            companies: Vec::new(),
        }
    }

    /// The fingerprint of an id.
    pub(crate) fn id(&self, namespace: &str, id: &str) -> Fingerprint {
        self.id_in(self.id_space(namespace), id)
    }

    /// Where the ids of a namespace are.
    pub(crate) fn id_space(&self, namespace: &str) -> IdSpace {
        self.hasher.id_space(namespace)
    }

    /// The fingerprint of an id whose namespace is known.
    pub(crate) fn id_in(&self, space: IdSpace, id: &str) -> Fingerprint {
        self.hasher.id(space, id)
    }

    /// The fingerprint of an address in exact form.
    pub(crate) fn exact(&self, address: &str) -> Fingerprint {
        self.hasher.print(KeyKind::Address, address)
    }

    /// The fingerprint of an address in canonical form, where its provider has several for one mailbox.
    pub(crate) fn mailbox(&self, address: &str) -> Fingerprint {
        self.hasher.print(KeyKind::Mailbox, address)
    }

    /// The fingerprints of an address.
    pub(crate) fn address(&self, email: &Email) -> AddressPrint {
        AddressPrint {
            exact: self.exact(email.exact()),
            mailbox: email.has_aliases().then(|| self.mailbox(email.canonical())),
        }
    }

    /// The fingerprint of a company.
    pub(crate) fn company(&self, domain: &str) -> Fingerprint {
        self.hasher.print(KeyKind::Company, domain)
    }

    /// The fingerprints of the places of a canonical address: its domain, and the part before it.
    pub(crate) fn address_places(&self, parts: (&str, &str)) -> [Fingerprint; 2] {
        self.hasher.address_places(parts)
    }

    /// The fingerprint of the place where everybody is.
    pub(crate) fn everywhere(&self) -> Fingerprint {
        self.hasher.everywhere()
    }

    /// The fingerprint of a name in any order.
    pub(crate) fn name(&self, name: &Name) -> Fingerprint {
        self.hasher.print(KeyKind::Name, &name.key())
    }

    /// The entries that list a mailbox.
    pub(crate) fn listing(&self, address: AddressPrint) -> Postings<'_> {
        self.postings(address.canonical())
    }

    /// The postings of people at a place whose names can be compatible with a record's.
    ///
    /// Where few are listed for the place, all of them; where many are and the record has no name, nothing
    /// tells them apart.
    pub(crate) fn at_place(&self, place: Fingerprint, names: &[Name]) -> Vec<Postings<'_>> {
        let all = self.postings(place);
        if all.len() <= WHOLE_PLACE || names.is_empty() {
            return vec![all];
        }
        let mut parts = Vec::new();
        names.iter().for_each(|name| record_parts(name, &self.known.nicknames, &mut parts));
        parts.sort_unstable();
        parts.dedup();
        parts.into_iter().map(|part| self.postings(self.hasher.part(place, part))).collect()
    }

    /// All who are listed for a place, if they are few.
    pub(crate) fn whole_place(&self, place: Fingerprint) -> Option<Postings<'_>> {
        let all = self.postings(place);
        (all.len() <= WHOLE_PLACE).then_some(all)
    }

    /// Whether so few are listed for a place that [`at_place`](Self::at_place) gives all of them.
    pub(crate) fn is_small(&self, place: Fingerprint) -> bool {
        self.whole_place(place).is_some()
    }

    /// Whether some entry has an id in a namespace.
    pub(crate) fn has_namespace(&self, namespace: &str) -> bool {
        self.namespaces.contains(namespace)
    }

    /// The entry at a place of the list.
    pub(crate) fn entry(&self, at: u32) -> Option<IndexedEntry<'_>> {
        self.entries_view().get(at)
    }

    /// The entries that have an id.
    pub(crate) fn with_id(&self, namespace: &str, id: &str) -> Postings<'_> {
        self.postings(self.id(namespace, id))
    }

    /// The place of the first entry of a name; looks at all of them.
    pub(crate) fn find(&self, label: &str) -> Option<u32> {
        self.entries_view()
            .iter()
            .zip(0..)
            .find_map(|(entry, at)| (entry.label() == label).then_some(at))
    }

    /// How many entries it has.
    pub(crate) fn len(&self) -> usize {
        self.entries as usize
    }

    fn table(&self) -> PostingView<'_> {
        let [starts, records, lists, filter] = self.bytes.sections([
            Section::Starts,
            Section::Records,
            Section::Lists,
            Section::Filter,
        ]);
        PostingView { starts, records, lists, filter }
    }

    fn entries_view(&self) -> EntriesView<'_> {
        let [ends, bytes] = self.bytes.sections([Section::EntryEnds, Section::Entries]);
        EntriesView { ends, bytes }
    }
}

/// What keys the fingerprints of an index: the hash of the whole list. So the same list makes the same index, and
/// whoever could have a key put on a list that meets another one cannot know by what it will be hashed.
fn seed(list: &OptOutList) -> u64 {
    let start = list.snapshot_id().get(..16).unwrap_or_default();
    u64::from_str_radix(start, 16).unwrap_or_default()
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("entries", &self.entries).finish_non_exhaustive()
    }
}
