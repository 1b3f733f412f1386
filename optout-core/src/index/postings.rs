//! Which entries have a key.

use std::ops::Range;

use super::fingerprint::Fingerprint;
use super::pairs::Pair;
use super::section::{count, u32_at, u64_at};
use crate::bloom::Bloom;

/// A sorted table of fingerprints, found by their leading bits, each with the entries that have it; and in
/// front of it a [`Bloom`] filter that turns most strangers away at the cost of one word of memory.
///
/// A record is what its place leaves open of a fingerprint, in as many bytes as all of them need, and a
/// number of 4: an entry, or with the high bit set the place of a list of entries.
pub(super) struct PostingTable {
    /// Of each value of the leading bits, the first record; and the end.
    pub(super) starts: Vec<u8>,
    pub(super) records: Vec<u8>,
    /// Each list behind its length.
    pub(super) lists: Vec<u8>,
    pub(super) filter: Vec<u8>,
}

/// The table in the bytes of an index.
#[derive(Clone, Copy)]
pub(super) struct PostingView<'a> {
    pub(super) starts: &'a [u8],
    pub(super) records: &'a [u8],
    pub(super) lists: &'a [u8],
    pub(super) filter: &'a [u8],
}

/// The entries that have a key, in the order of the list.
#[derive(Clone, Copy)]
pub(crate) enum Postings<'a> {
    /// One entry, or none.
    One(Option<u32>),
    /// Several.
    Many(&'a [u8]),
}

/// How many bytes of a fingerprint are open once its leading bits are known.
fn open_bytes(leading: u32) -> usize {
    (Fingerprint::BITS.saturating_sub(leading)).div_ceil(8) as usize
}

/// How many bytes the entry or the place of a list takes.
const VALUE: usize = 4;

/// Marks the place of a list.
const LIST: u32 = 1 << 31;

/// How many keys share their leading bits, on average.
const KEYS_A_START: usize = 8;

const BLOOM: Bloom = Bloom { bits_a_key: 10, bits_set: 4 };

impl PostingTable {
    /// Arranges keys, which come sorted, each pair once. Of what is only to be `passed`, nothing but the filter
    /// knows.
    pub(super) fn build(keys: &[Pair], passed: &[Fingerprint]) -> Self {
        let groups = || keys.chunk_by(|one, next| one.print() == next.print());
        let keys_in_all = groups().count();
        let bits = leading_bits(keys_in_all);
        let mut table = Self {
            starts: Vec::with_capacity(((1 << bits) + 1) * 4),
            records: Vec::with_capacity(keys_in_all * (open_bytes(bits) + VALUE)),
            lists: Vec::new(),
            filter: Vec::new(),
        };
        let mut filter = BLOOM.words(keys_in_all + passed.len());
        for print in passed {
            BLOOM.add(print.trailing(), &mut filter);
        }
        let mut start = 0;
        for (at, group) in groups().enumerate() {
            let Some(first) = group.first() else { continue };
            let print = first.print();
            while start <= print.leading(bits) {
                table.starts.extend_from_slice(&count(at));
                start += 1;
            }
            let value = if group.len() == 1 {
                first.entry()
            } else {
                let place = u32::from_le_bytes(count(table.lists.len() / 4));
                table.lists.extend_from_slice(&count(group.len()));
                for pair in group {
                    table.lists.extend_from_slice(&pair.entry().to_le_bytes());
                }
                LIST | place
            };
            table.records.extend(print.to_bytes().into_iter().take(open_bytes(bits)));
            table.records.extend_from_slice(&value.to_le_bytes());
            BLOOM.add(print.trailing(), &mut filter);
        }
        while start <= 1 << bits {
            table.starts.extend_from_slice(&count(keys_in_all));
            start += 1;
        }
        table.filter = filter.into_iter().flat_map(u64::to_le_bytes).collect();
        table
    }
}

impl<'a> PostingView<'a> {
    /// The entries that have a key.
    pub(super) fn find(self, print: Fingerprint) -> Postings<'a> {
        if !self.may_have(print) {
            return Postings::One(None);
        }
        let wanted = print.to_bytes();
        let open = open_bytes(self.leading_bits());
        let wanted = wanted.get(..open).unwrap_or_default();
        let places = self.bucket(print.leading(self.leading_bits()));
        let width = open + VALUE;
        let bytes = self.records.get(places.start * width..places.end * width).unwrap_or_default();
        bytes
            .chunks_exact(width)
            .find(|record| is_of(record, wanted))
            .map_or(Postings::One(None), |record| self.value(record))
    }

    /// Whether the filter lets a key pass.
    #[inline]
    pub(super) fn may_have(self, print: Fingerprint) -> bool {
        let words = self.filter.len() / 8;
        BLOOM.may_hold(print.trailing(), words, |at| u64_at(self.filter, at))
    }

    /// All keys with their entries, sorted.
    pub(super) fn all(self) -> impl Iterator<Item = Pair> {
        let leading = self.leading_bits();
        let width = open_bytes(leading) + VALUE;
        (0..1_usize << leading).flat_map(move |at| {
            let places = self.bucket(at);
            let records = self.records.get(places.start * width..places.end * width);
            records.unwrap_or_default().chunks_exact(width).flat_map(move |record| {
                let open = record.get(..width - VALUE).unwrap_or_default();
                let print = Fingerprint::from_parts(at, leading, open);
                self.value(record).iter().map(move |entry| Pair::new(print, entry))
            })
        })
    }

    fn leading_bits(self) -> u32 {
        (self.starts.len() / 4).saturating_sub(1).checked_ilog2().unwrap_or_default()
    }

    /// The records whose fingerprints have the same leading bits.
    fn bucket(self, at: usize) -> Range<usize> {
        let place = |at| u32_at(self.starts, at).unwrap_or_default() as usize;
        place(at)..place(at + 1)
    }

    fn value(self, record: &[u8]) -> Postings<'a> {
        let value = record.last_chunk().map_or(0, |value| u32::from_le_bytes(*value));
        if value & LIST == 0 {
            return Postings::One(Some(value));
        }
        let start = (value ^ LIST) as usize;
        let length = u32_at(self.lists, start).unwrap_or_default() as usize;
        let list = self.lists.get((start + 1) * 4..(start + 1 + length) * 4);
        list.map_or(Postings::One(None), Postings::Many)
    }
}

impl Postings<'_> {
    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::One(entry) => usize::from(entry.is_some()),
            Self::Many(list) => list.len() / 4,
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry at a place.
    fn get(&self, at: usize) -> Option<u32> {
        match self {
            Self::One(entry) => entry.filter(|_| at == 0),
            Self::Many(list) => u32_at(list, at),
        }
    }

    /// Whether an entry is among them.
    pub(crate) fn contains(&self, entry: u32) -> bool {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.get(middle) {
                Some(found) if found == entry => return true,
                Some(found) if found < entry => from = middle + 1,
                _ => to = middle,
            }
        }
        false
    }
}

impl<'a> Postings<'a> {
    /// The entries in the order of the list.
    pub(crate) fn iter(self) -> impl Iterator<Item = u32> + use<'a> {
        (0..self.len()).filter_map(move |at| self.get(at))
    }
}

/// Whether a record begins with these bytes, of which there are eight or more.
fn is_of(record: &[u8], wanted: &[u8]) -> bool {
    let first = |bytes: &[u8]| bytes.first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    first(record) == first(wanted) && record.starts_with(wanted)
}

fn leading_bits(keys: usize) -> u32 {
    (keys / KEYS_A_START).checked_ilog2().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::fingerprint::{Hasher, KeyKind};

    fn view(table: &PostingTable) -> PostingView<'_> {
        let PostingTable { starts, records, lists, filter } = table;
        PostingView { starts, records, lists, filter }
    }

    #[test]
    fn every_key_finds_its_entries_and_strangers_none() {
        let hasher = Hasher { seed: 3 };
        let print = |nth: u32| hasher.print(KeyKind::Address, &format!("k{nth}"));
        for count in [0, 1, 7, 100, 5_000u32] {
            // Every third key belongs to two entries.
            let mut keys: Vec<_> = (0..count)
                .flat_map(|nth| {
                    let more = nth.is_multiple_of(3) as u32;
                    [Pair::new(print(nth), nth), Pair::new(print(nth), nth + more)]
                })
                .collect();
            keys.sort_unstable();
            keys.dedup();
            let table = PostingTable::build(&keys, &[]);
            for nth in 0..count {
                let found: Vec<u32> = view(&table).find(print(nth)).iter().collect();
                let expected = if nth.is_multiple_of(3) { vec![nth, nth + 1] } else { vec![nth] };
                assert_eq!(found, expected);
                assert!(view(&table).find(print(nth)).contains(nth));
                assert!(!view(&table).find(print(nth)).contains(nth + 2));
            }
            for nth in count..count + 1_000 {
                assert!(view(&table).find(print(nth)).is_empty());
            }
            assert_eq!(view(&table).all().collect::<Vec<_>>(), keys);
        }
    }
}
