//! Keys and the entries that have them, sorted.

use super::fingerprint::Fingerprint;

/// A fingerprint and an entry, in the order of the fingerprints and then of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair(u128);

impl Pair {
    pub(super) fn new(print: Fingerprint, entry: u32) -> Self {
        Self(print.to_bits() << u32::BITS | u128::from(entry))
    }

    pub(super) fn print(self) -> Fingerprint {
        Fingerprint::from_bits(self.0 >> u32::BITS)
    }

    /// The same key of the entry so many places behind.
    pub(super) fn moved(self, places: u32) -> Self {
        Self::new(self.print(), self.entry() + places)
    }

    pub(super) fn entry(self) -> u32 {
        let [a, b, c, d, ..] = self.0.to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }
}

/// Sorts pairs, and leaves each once.
///
/// Fingerprints are spread evenly: their leading bits say nearly where each belongs.
pub(super) fn sort(pairs: &mut Vec<Pair>) {
    let bits = (pairs.len() / PAIRS_A_HEAP).checked_ilog2().unwrap_or_default().min(MOST_BITS);
    if bits > 0 {
        let heap = |pair: &Pair| pair.print().leading(bits);
        let mut ends = vec![0_usize; 1 << bits];
        for pair in pairs.iter() {
            if let Some(count) = ends.get_mut(heap(pair)) {
                *count += 1;
            }
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut sorted = vec![Pair(0); pairs.len()];
        for pair in pairs.iter() {
            if let Some(end) = ends.get_mut(heap(pair)) {
                if let Some(slot) = sorted.get_mut(*end) {
                    *slot = *pair;
                }
                *end += 1;
            }
        }
        let mut start = 0;
        for end in ends {
            if let Some(heap) = sorted.get_mut(start..end) {
                heap.sort_unstable();
            }
            start = end;
        }
        *pairs = sorted;
    } else {
        pairs.sort_unstable();
    }
    pairs.dedup();
}

/// So few are sorted where they lie.
const PAIRS_A_HEAP: usize = 12;

/// The places of more heaps would not fit into the nearest memory.
const MOST_BITS: u32 = 15;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fingerprint::{Hasher, KeyKind};
    use super::*;

    proptest! {
        #[test]
        fn sorted_and_each_once(keys in prop::collection::vec((0..200u32, 0..4u32), 0..600)) {
            let hasher = Hasher { seed: 1 };
            let pair = |(key, entry): (u32, u32)| {
                Pair::new(hasher.print(KeyKind::Id, &key.to_string()), entry)
            };
            let mut pairs: Vec<Pair> = keys.into_iter().map(pair).collect();
            let expected: std::collections::BTreeSet<_> = pairs.iter().copied().collect();
            sort(&mut pairs);
            prop_assert!(pairs.iter().copied().eq(expected));
        }
    }
}
