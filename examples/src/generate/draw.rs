//! Seeded draws with random access: what is drawn for one number depends on no other number.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a sequence of draws is for, so that two uses of one number are independent.
#[derive(Clone, Copy)]
pub(super) enum Use {
    Person,
    Entry,
    Contact,
    PastExport,
}

/// A sequence of draws.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    pub(super) fn new(seed: u64, purpose: Use, number: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(number << 2 | purpose as u64);
        Self(rng)
    }

    /// A number from 0 to `end - 1`; 0 for an `end` of 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        (u64::from(self.0.next_u32()) * end) >> 32
    }

    pub(super) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// One of `items`, which is not empty.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[place(self.below(items.len() as u64))]
    }
}

/// A number that is known to be small, as a place in a slice.
pub(super) fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The item at a number, going round. There is at least one item.
pub(super) fn nth<T>(items: &[T], number: u64) -> &T {
    &items[place(number % items.len() as u64)]
}

/// Scatters the bits of a number (the finaliser of SplitMix64).
pub(super) fn scatter(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
