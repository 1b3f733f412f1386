//! Next week's list on last week's index.

use std::collections::BTreeSet;

use serde::Serialize;

use super::build::Builder;
use super::keys::Keys;
use super::names::KeptName;
use super::{Index, IndexedEntry};
use crate::contact::PersonName;
use crate::list::{OptOut, OptOutList};
use crate::normalize::name::{AnyName as _, Name};

/// How a list differs from what a matcher knew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ListUpdate {
    /// Entries that were not known.
    pub new: usize,
    /// Entries that say something more.
    pub changed: usize,
    /// Entries that say nothing new.
    pub unchanged: usize,
    /// Entries that the list no longer has. Lists are cumulative: they stay opted out.
    pub vanished: usize,
}

impl Index {
    /// The index with a new list added. Nothing that was known is forgotten.
    ///
    /// An entry is one that was known if it has its name and its record id, or, without an id, its
    /// addresses and names. An entry without an id that has vanished gets a `~` behind its row number,
    /// because that number is another entry's now.
    pub(crate) fn updated(&self, list: &OptOutList) -> (Self, ListUpdate) {
        let mut update = ListUpdate::default();
        // Of each entry that was known, the one that takes its place; and those that are new.
        let mut taking: Vec<Option<&OptOut>> = vec![None; self.len()];
        let mut new = Vec::new();
        for entry in list.entries() {
            let keys = Keys::of(&entry.contact(), &self.known);
            let place = self.known_as(entry, &keys).and_then(|at| taking.get_mut(at as usize));
            match place {
                Some(place) if place.is_none() => *place = Some(entry),
                _ => new.push(entry),
            }
        }
        let mut earlier: BTreeSet<String> =
            self.entries_view().iter().map(|entry| entry.label().to_owned()).collect();
        let mut builder = Builder::on(self);
        for ((at, old), taken) in (0..).zip(self.entries_view().iter()).zip(&taking) {
            let Some(entry) = taken else {
                update.vanished += 1;
                builder.keep(old, &label_of_vanished(old.label(), &mut earlier));
                continue;
            };
            let contact = entry.contact();
            let keys = Keys::listed(&contact, &self.known, self.blocks);
            if self.says_no_more(at, old, contact.names(), &keys) {
                update.unchanged += 1;
                builder.keep(old, &entry.entry_id());
            } else {
                update.changed += 1;
                builder.extend(old, &entry.entry_id(), contact.names(), &keys);
            }
        }
        update.new = new.len();
        for entry in new {
            let contact = entry.contact();
            let keys = Keys::listed(&contact, &self.known, self.blocks);
            builder.add(&entry.entry_id(), contact.names(), &keys);
        }
        (builder.finish(), update)
    }

    /// The place of an entry that was known.
    fn known_as(&self, entry: &OptOut, keys: &Keys) -> Option<u32> {
        let label = entry.entry_id();
        let named = |at: &u32| self.entry(*at).is_some_and(|old| old.label() == label);
        let by_id = keys
            .ids
            .iter()
            .find_map(|(namespace, id)| self.with_id(namespace, id).iter().find(named));
        if by_id.is_some() || !label.starts_with('#') {
            return by_id;
        }
        let prints: Vec<_> = keys.emails.iter().map(|email| self.address(email).exact).collect();
        let same = |at: &u32| {
            self.entry(*at).is_some_and(|old| {
                old.label().starts_with('#')
                    && has_read(&old, &keys.names)
                    && prints.iter().all(|print| self.postings(*print).contains(*at))
            })
        };
        self.postings(*prints.first()?).iter().find(same)
    }

    /// Whether an entry of the new list has nothing that the known one lacks.
    fn says_no_more(
        &self,
        at: u32,
        old: IndexedEntry<'_>,
        names: &[PersonName<'_>],
        keys: &Keys,
    ) -> bool {
        let has = |print| self.postings(print).contains(at);
        let is_listed = |name: &PersonName<'_>| old.listed_names().any(|listed| listed.is(*name));
        keys.ids.iter().all(|(namespace, id)| self.with_id(namespace, id).contains(at))
            && keys.emails.iter().all(|email| has(self.address(email).exact))
            && (!self.blocks.domain || keys.domains.iter().all(|domain| has(self.company(domain))))
            && names.iter().all(is_listed)
    }
}

/// Whether the names of an entry read as these do.
fn has_read(entry: &IndexedEntry<'_>, names: &[Name]) -> bool {
    let mut kept: Vec<KeptName<'_>> = Vec::new();
    for name in entry.names() {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept.len() == names.len() && kept.iter().zip(names).all(|(kept, name)| kept.is_same(name))
}

fn label_of_vanished(label: &str, labels: &mut BTreeSet<String>) -> String {
    let mut label = label.to_owned();
    if label.starts_with('#') && !label.ends_with('~') {
        while !labels.insert(label.clone()) {
            label.push('~');
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::contact::Contact;
    use crate::list::ListOptions;
    use crate::matching::{Matcher, shipped_once};

    fn list(rows: &[(Option<u8>, u8, u8, u8)]) -> OptOutList {
        let mut text = String::from("Name,Company website,Unique 6sense Record ID,Work email\n");
        for (id, name, site, email) in rows {
            let id = id.map(|id| format!("P{id}")).unwrap_or_default();
            let name = ["Ada Roe", "Bob Roe", "Robert Roe", ""][usize::from(name % 4)];
            text.push_str(&format!("{name},w{site}.example,{id},m{email}@w{site}.example\n"));
        }
        OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap()
    }

    fn found(matcher: &Matcher, site: u8, email: u8, id: u8) -> (String, BTreeSet<String>) {
        let (email, site) = (format!("m{email}@w{site}.example"), format!("w{site}.example"));
        let id = format!("P{id}");
        let contact = Contact::new()
            .id("6sense", &id)
            .email(&email)
            .website(&site)
            .name(PersonName::Full("Bob Roe"));
        let found = matcher.match_contact(&contact);
        let all = found.finding().map(|one| one.entry_id.clone()).into_iter();
        let all = all.chain(found.competing().iter().cloned());
        (found.status().to_string(), all.filter(|label| !label.starts_with('#')).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn an_update_finds_whom_both_lists_together_find(
            before in proptest::collection::vec((proptest::option::of(0..8u8), 0..4u8, 0..3u8, 0..6u8), 0..14),
            after in proptest::collection::vec((proptest::option::of(0..8u8), 0..4u8, 0..3u8, 0..6u8), 0..14),
        ) {
            let policy = shipped_once("standard");
            let both = Matcher::new(&list(&[before.clone(), after.clone()].concat()), policy.clone());
            let (updated, update) = Matcher::new(&list(&before), policy).updated(&list(&after));
            prop_assert_eq!(update.new + update.changed + update.unchanged, list(&after).entries().len());
            for site in 0..3 {
                for email in 0..6 {
                    for id in [email, email + 2] {
                        prop_assert_eq!(found(&updated, site, email, id), found(&both, site, email, id));
                    }
                }
            }
        }
    }

    #[test]
    fn the_same_list_changes_nothing_and_a_shorter_one_forgets_nobody() {
        let rows = [(Some(1), 0, 0, 0), (None, 1, 1, 1), (None, 2, 1, 2)];
        let policy = shipped_once("standard");
        let matcher = Matcher::new(&list(&rows), policy);
        let (same, update) = matcher.updated(&list(&rows));
        assert_eq!(update, ListUpdate { unchanged: 3, ..ListUpdate::default() });
        assert_eq!(same.to_bytes(), matcher.to_bytes());
        let (shorter, update) = matcher.updated(&list(&rows[2..]));
        assert_eq!(update, ListUpdate { unchanged: 1, vanished: 2, ..ListUpdate::default() });
        let label = |email| {
            let found = shorter.match_contact(&Contact::new().email(email));
            found.finding().map(|finding| finding.entry_id.clone())
        };
        assert_eq!(label("m0@w0.example").as_deref(), Some("P1"));
        assert_eq!(label("m1@w1.example").as_deref(), Some("#2~"));
        assert_eq!(label("m2@w1.example").as_deref(), Some("#1"));
    }
}
