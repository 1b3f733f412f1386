//! Whether a key can be a target's.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;

use crate::bloom::Bloom;
use crate::texts::TextSet;

/// A filter that says "no" of no key that it holds, and "perhaps" of about one stranger in two hundred.
pub(super) struct Filter {
    words: Vec<u64>,
}

const BLOOM: Bloom = Bloom { bits_a_key: 16, bits_set: 5 };

impl Filter {
    /// A filter of the keys of all these sets.
    pub(super) fn of(sets: &[&TextSet]) -> Self {
        let mut words = BLOOM.words(sets.iter().map(|set| set.len()).sum());
        for key in sets.iter().flat_map(|set| set.iter()) {
            BLOOM.add(hash(key.as_bytes()), &mut words);
        }
        Self { words }
    }

    /// Whether the key can be one of those that the filter was made of.
    pub(super) fn may_hold(&self, key: &[u8]) -> bool {
        BLOOM.may_hold(hash(key), self.words.len(), |at| self.words.get(at).copied())
    }
}

fn hash(key: &[u8]) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(key);
    hasher.finish()
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
        assert!(keys.iter().all(|key| filter.may_hold(key.as_bytes())));
        let strangers = (0..100_000).filter(|nth| filter.may_hold(format!("S{nth}").as_bytes()));
        assert!(strangers.count() < 1_500);
        assert!(!Filter::of(&[]).may_hold(b"K1"));
    }
}
