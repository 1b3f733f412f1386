//! Whether a key can be a target's, told from one word of memory.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

/// A Bloom filter of which every key has its bits in one word, so that a look-up misses the cache once at
/// most. It says "no" of no key that it holds, and "perhaps" of about one stranger in two hundred.
///
/// Source: F. Putze, P. Sanders, J. Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007.
#[derive(Clone, Default)]
pub(super) struct Filter {
    words: Vec<u64>,
}

/// How many bits of the filter there are for a key.
const BITS_A_KEY: usize = 16;

/// How many of them a key sets.
const BITS_SET: u32 = 5;

impl Filter {
    /// A filter of so many keys.
    pub(super) fn of<'k>(keys: impl Iterator<Item = &'k [u8]>, count: usize) -> Self {
        let words = (count * BITS_A_KEY).div_ceil(u64::BITS as usize).next_power_of_two();
        let mut filter = Self { words: vec![0; words] };
        for key in keys {
            let (at, bits) = filter.place(key);
            if let Some(word) = filter.words.get_mut(at) {
                *word |= bits;
            }
        }
        filter
    }

    /// Whether the key can be one of those that the filter was made of.
    pub(super) fn may_hold(&self, key: &[u8]) -> bool {
        let (at, bits) = self.place(key);
        self.words.get(at).is_some_and(|word| word & bits == bits)
    }

    fn place(&self, key: &[u8]) -> (usize, u64) {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(key);
        let hash = hasher.finish();
        let bits = (0..BITS_SET).fold(0, |bits, nth| bits | 1 << (hash >> (6 * nth) & 63));
        ((hash >> 32) as usize & (self.words.len().wrapping_sub(1)), bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_held_and_few_others() {
        let keys: Vec<String> = (0..10_000).map(|nth| format!("K{nth}")).collect();
        let filter = Filter::of(keys.iter().map(String::as_bytes), keys.len());
        assert!(keys.iter().all(|key| filter.may_hold(key.as_bytes())));
        let strangers = (0..100_000).filter(|nth| filter.may_hold(format!("S{nth}").as_bytes()));
        assert!(strangers.count() < 1_500);
        assert!(!Filter::of(std::iter::empty(), 0).may_hold(b"K1"));
    }
}
