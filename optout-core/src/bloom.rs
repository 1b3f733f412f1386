//! Bloom filters: whether a set can hold a key, told from one word of memory.

/// The measures of a filter of which every key has its bits in one word, so that a look-up misses the cache
/// once at most.
///
/// Source: F. Putze, P. Sanders, J. Singler, "Cache-, Hash- and Space-Efficient Bloom Filters", 2007.
#[derive(Clone, Copy)]
pub(crate) struct Bloom {
    /// How many bits of the filter there are for a key.
    pub(crate) bits_a_key: usize,
    /// How many of them a key sets; five at most, so that they have nothing in common with the word's place.
    pub(crate) bits_set: u32,
}

impl Bloom {
    /// The words of a filter that has room for so many keys and holds none.
    pub(crate) fn words(self, keys: usize) -> Vec<u64> {
        vec![0; (keys * self.bits_a_key).div_ceil(u64::BITS as usize).next_power_of_two()]
    }

    /// Takes in the hash of a key.
    pub(crate) fn add(self, hash: u64, words: &mut [u64]) {
        let (at, bits) = self.place(hash, words.len());
        if let Some(word) = words.get_mut(at) {
            *word |= bits;
        }
    }

    /// Whether the key of a hash can be one of those that a filter of so many words holds; `word` reads one.
    #[inline]
    pub(crate) fn may_hold(
        self,
        hash: u64,
        words: usize,
        word: impl FnOnce(usize) -> Option<u64>,
    ) -> bool {
        let (at, bits) = self.place(hash, words);
        word(at).is_some_and(|word| word & bits == bits)
    }

    #[inline]
    fn place(self, hash: u64, words: usize) -> (usize, u64) {
        let bits = (0..self.bits_set).fold(0, |bits, nth| bits | 1 << (hash >> (6 * nth) & 63));
        ((hash >> 32) as usize & words.wrapping_sub(1), bits)
    }
}
