//! What the list held on a day, without holding anybody's data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::OptOut;
use super::entry::Kind;
use crate::digest::{digits, hex};
use crate::spread;

/// The entries of a list by name and fingerprint, to be kept until next week.
///
/// Lists are cumulative: an entry that is gone is reported, and is no withdrawal of the opt-out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Snapshot {
    id: String,
    entries: BTreeMap<String, String>,
}

/// A snapshot as it is kept.
#[derive(Deserialize)]
#[serde(rename = "Snapshot", deny_unknown_fields)]
struct Stored {
    id: String,
    entries: BTreeMap<String, String>,
}

impl TryFrom<Stored> for Snapshot {
    type Error = &'static str;

    /// The id is made of all the rest, so that it shows what was damaged. No list yet is no snapshot, and has
    /// none.
    fn try_from(Stored { id, entries }: Stored) -> Result<Self, &'static str> {
        let is_none = id.is_empty() && entries.is_empty();
        match is_none || id == id_of(entries.iter()) {
            true => Ok(Self { id, entries }),
            false => Err("a whole snapshot; this one was damaged"),
        }
    }
}

/// How one snapshot differs from an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SnapshotChanges {
    /// Names of entries that the earlier one lacks.
    pub new: Vec<String>,
    /// Names of entries that say something else now.
    pub changed: Vec<String>,
    /// Names of entries that are gone.
    pub vanished: Vec<String>,
}

impl Snapshot {
    pub(super) fn of(entries: &[OptOut]) -> Self {
        let named = named(entries, 1).into_iter();
        let entries: BTreeMap<_, _> = named.map(|(name, print)| (name, hex(&print))).collect();
        Self { id: id_of(entries.iter()), entries }
    }

    /// SHA-256 over all entries, in hexadecimal; the order of rows does not matter.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it has an entry of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// What has changed since an earlier snapshot.
    pub fn since(&self, earlier: &Self) -> SnapshotChanges {
        let mut changes = SnapshotChanges::default();
        for (name, fingerprint) in &self.entries {
            match earlier.entries.get(name) {
                None => changes.new.push(name.clone()),
                Some(before) if before != fingerprint => changes.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        changes.vanished = earlier
            .entries
            .keys()
            .filter(|name| !self.entries.contains_key(*name))
            .cloned()
            .collect();
        changes
    }
}

/// The id of the snapshot of these entries.
pub(super) fn id(entries: &[OptOut], threads: usize) -> String {
    let named = named(entries, threads);
    id_of(in_order(&named).map(|(name, print)| (name, digits(print))))
}

/// The entries' names and fingerprints.
fn named(entries: &[OptOut], threads: usize) -> Vec<(String, [u8; 32])> {
    let pieces = spread::over(entries, threads, |piece| {
        let (mut values, mut said) = (Vec::new(), Vec::new());
        let name = |entry| {
            let print = fingerprint(entry, &mut values, &mut said);
            (stable_name(entry, &print), print)
        };
        piece.iter().map(name).collect::<Vec<_>>()
    });
    pieces.into_iter().flatten().collect()
}

/// The same in the order of the names; of several of one name the last.
fn in_order(named: &[(String, [u8; 32])]) -> impl Iterator<Item = (&str, &[u8; 32])> {
    // Most names are told apart by their first bytes, for which no other memory has to be read.
    let first = |name: &str| {
        let mut first = [0; 8];
        first.iter_mut().zip(name.bytes()).for_each(|(place, byte)| *place = byte);
        u64::from_be_bytes(first)
    };
    let mut order: Vec<(u64, &(String, [u8; 32]))> =
        named.iter().rev().map(|entry| (first(&entry.0), entry)).collect();
    order.sort_by(|(one, entry), (other, its)| one.cmp(other).then_with(|| entry.0.cmp(&its.0)));
    order.dedup_by(|(_, entry), (_, before)| entry.0 == before.0);
    order.into_iter().map(|(_, (name, print))| (name.as_str(), print))
}

/// Of names and fingerprints, these in hexadecimal, in the order of the names.
fn id_of(named: impl Iterator<Item = (impl AsRef<str>, impl AsRef<[u8]>)>) -> String {
    let (mut hash, mut said) = (Sha256::new(), Vec::new());
    for (name, fingerprint) in named {
        said.clear();
        for text in [name.as_ref().as_bytes(), fingerprint.as_ref()] {
            said.extend_from_slice(text);
            said.push(0);
        }
        hash.update(&said);
    }
    hex(&hash.finalize())
}

/// The row of an entry without an id can be another one next week; what it says stays.
fn stable_name(entry: &OptOut, fingerprint: &[u8; 32]) -> String {
    let name = entry.entry_id();
    if name.starts_with('#') {
        format!("#{}", hex(fingerprint.first_chunk::<8>().map_or(&[], |first| first.as_slice())))
    } else {
        name
    }
}

/// SHA-256 of what an entry says; the order in which rows added to it says nothing. `values` and `said` are room
/// to work with.
fn fingerprint<'e>(
    entry: &'e OptOut,
    values: &mut Vec<(u8, [&'e [u8]; 2])>,
    said: &mut Vec<u8>,
) -> [u8; 32] {
    values.clear();
    values.extend(entry.values().map(|(kind, parts)| (tag(kind), parts)));
    values.sort_unstable();
    said.clear();
    let mut add = |tag: u8, parts: &[&[u8]]| {
        said.push(tag);
        for part in parts {
            said.extend_from_slice(&(part.len() as u64).to_le_bytes());
            said.extend_from_slice(part);
        }
    };
    for (tag, [first, second]) in values {
        match *tag {
            IDS | PARTS => add(*tag, &[first, second]),
            tag => add(tag, &[first]),
        }
    }
    if let Some(date) = entry.requested {
        add(DATE, &[date.to_string().as_bytes()]);
    }
    Sha256::digest(said).into()
}

const IDS: u8 = 1;
const PARTS: u8 = 3;
const DATE: u8 = 6;

/// What stands before a value in what is hashed.
fn tag(kind: Kind) -> u8 {
    match kind {
        Kind::Id => IDS,
        Kind::Name => 2,
        Kind::Parts => PARTS,
        Kind::Website => 4,
        Kind::Email => 5,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::list::entry::Values;
    use crate::list::{ListOptions, OptOutList};

    /// The fingerprint piece by piece: kind after kind, the values of each in their order.
    fn plain(entry: &OptOut) -> [u8; 32] {
        let mut hash = Sha256::new();
        let kinds = [Kind::Id, Kind::Name, Kind::Parts, Kind::Website, Kind::Email];
        for (kind, tag) in kinds.into_iter().zip(1..) {
            let values = entry.values().filter(|(of, _)| *of == kind).map(|(_, parts)| parts);
            let mut values: Vec<[&str; 2]> =
                values.map(|parts| parts.map(|part| std::str::from_utf8(part).unwrap())).collect();
            values.sort_unstable();
            for parts in values {
                hash.update([tag]);
                let is_pair = matches!(kind, Kind::Id | Kind::Parts);
                for part in parts.into_iter().take(if is_pair { 2 } else { 1 }) {
                    hash.update((part.len() as u64).to_le_bytes());
                    hash.update(part);
                }
            }
        }
        if let Some(date) = entry.requested {
            hash.update([6]);
            hash.update(10_u64.to_le_bytes());
            hash.update(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()));
        }
        hash.finalize().into()
    }

    proptest! {
        #[test]
        fn a_fingerprint_is_the_hash_of_what_an_entry_says(
            entries in prop::collection::vec(
                (prop::collection::vec((0..5usize, "[ab]{0,2}é?", "[ab]{0,2}"), 0..8), any::<Option<u16>>()),
                1..4,
            ),
        ) {
            let kinds = [Kind::Id, Kind::Email, Kind::Name, Kind::Parts, Kind::Website];
            let entries: Vec<OptOut> = entries
                .into_iter()
                .map(|(mut values, day)| {
                    values.sort_by_key(|(kind, ..)| *kind);
                    let mut written = Values::default();
                    for (kind, first, second) in values {
                        match kinds[kind] {
                            kind @ (Kind::Id | Kind::Parts) => written.push_pair(kind, &first, &second),
                            kind => written.push(kind, &first),
                        }
                    }
                    let mut entry = OptOut::new(1, written);
                    entry.requested = day.and_then(|day| {
                        let (year, month) = (day % 9999 + 1, (day % 12) as u8 + 1);
                        crate::normalize::date::Date::new(year, month, (day % 28) as u8 + 1)
                    });
                    entry
                })
                .collect();
            let (mut values, mut said) = (Vec::new(), Vec::new());
            for entry in &entries {
                prop_assert_eq!(fingerprint(entry, &mut values, &mut said), plain(entry));
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter() {
        let snapshot = |rows: &str| {
            let text = format!("Unique 6sense Record ID,Work email\n{rows}");
            OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap().snapshot()
        };
        let one = snapshot("P1,a@x.example\nP1,b@x.example\n,c@x.example\n");
        let other = snapshot(",c@x.example\nP1,b@x.example\nP1,a@x.example\n");
        assert_eq!(one.id(), other.id());
        assert_eq!(one.since(&other), Default::default());
    }

    #[test]
    fn the_id_takes_no_snapshot() {
        let text = "Unique 6sense Record ID,Work email\nP1,a@x.example\n,c@x.example\n";
        let list = OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
        assert_eq!(&**list.snapshot_id(), list.snapshot().id());
        // Audit records of earlier versions name lists by it.
        let expected = "821049273823ffa9905778ae9689a4ae62a4361540a72353457c5665c24a557e";
        assert_eq!(&**list.snapshot_id(), expected);
    }
}
