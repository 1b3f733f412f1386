//! Whether a key can be a target's.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use crate::bloom::Bloom;
use crate::texts::TextSet;

/// A filter that says "no" of no key that it holds, and "perhaps" of about one stranger in two hundred.
pub(super) struct Filter {
    words: Vec<u64>,
}

/// What a filter knows a key by.
#[derive(Clone, Copy)]
pub(super) struct Print(u64);

const BLOOM: Bloom = Bloom { bits_a_key: 16, bits_set: 5 };

impl Filter {
    /// A filter of the keys of all these sets.
    pub(super) fn of(sets: &[&TextSet]) -> Self {
        let mut words = BLOOM.words(sets.iter().map(|set| set.len()).sum());
        for key in sets.iter().flat_map(|set| set.iter()) {
            BLOOM.add(Print::of(key.as_bytes()).0, &mut words);
        }
        Self { words }
    }

    /// Whether the key can be one of those that the filter was made of.
    #[inline]
    pub(super) fn may_hold(&self, key: Print) -> bool {
        BLOOM.may_hold(key.0, self.words.len(), |at| self.words.get(at).copied())
    }
}

impl Print {
    #[inline]
    pub(super) fn of(key: &[u8]) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        hasher.write(key);
        Self(hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_held_and_few_others() {
        let mut keys = TextSet::default();
        for nth in 0..10_000 {
            keys.insert(&format!("K{nth}"));
        }
        let filter = Filter::of(&[&keys]);
        assert!(keys.iter().all(|key| filter.may_hold(Print::of(key.as_bytes()))));
        let strangers = (0..100_000).map(|nth| Print::of(format!("S{nth}").as_bytes()));
        assert!(strangers.filter(|print| filter.may_hold(*print)).count() < 1_500);
        assert!(!Filter::of(&[]).may_hold(Print::of(b"K1")));
    }
}
