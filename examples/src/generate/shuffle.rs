//! A shuffle of `0..len` that needs no memory, so that a large sample streams.

use super::draw::scatter;

/// A permutation: a small Feistel network that is walked until it lands inside the range.
pub(super) struct Shuffle {
    len: u64,
    half: u32,
    keys: [u64; 4],
}

impl Shuffle {
    pub(super) fn new(seed: u64, tweak: u64, len: u64) -> Self {
        let bits = u64::BITS - len.saturating_sub(1).leading_zeros();
        let keys = [1, 2, 3, 4].map(|round| scatter(scatter(seed ^ tweak << 32) ^ round));
        Self { len, half: bits.div_ceil(2).max(1), keys }
    }

    /// Where `from` goes. A number outside the range stays where it is.
    pub(super) fn forward(&self, from: u64) -> u64 {
        self.walk(from, |network, x| {
            network.keys.iter().fold(network.split(x), |(left, right), key| {
                (right, left ^ network.round(right, *key))
            })
        })
    }

    /// What goes to `to`.
    pub(super) fn backward(&self, to: u64) -> u64 {
        self.walk(to, |network, x| {
            network.keys.iter().rev().fold(network.split(x), |(left, right), key| {
                (right ^ network.round(left, *key), left)
            })
        })
    }

    fn walk(&self, start: u64, step: impl Fn(&Self, u64) -> (u64, u64)) -> u64 {
        if start >= self.len {
            return start;
        }
        let mut at = start;
        loop {
            let (left, right) = step(self, at);
            at = left << self.half | right;
            if at < self.len {
                return at;
            }
        }
    }

    fn split(&self, x: u64) -> (u64, u64) {
        (x >> self.half, x & self.mask())
    }

    fn round(&self, x: u64, key: u64) -> u64 {
        scatter(x ^ key) & self.mask()
    }

    fn mask(&self) -> u64 {
        (1 << self.half) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::Shuffle;

    #[test]
    fn every_place_is_taken_once_and_backward_undoes_forward() {
        for len in [1, 2, 3, 60, 1000, 1025] {
            let shuffle = Shuffle::new(1, 7, len);
            let mut seen: Vec<u64> = (0..len).map(|x| shuffle.forward(x)).collect();
            assert!((0..len).all(|x| shuffle.backward(shuffle.forward(x)) == x));
            seen.sort_unstable();
            assert!(seen.into_iter().eq(0..len));
        }
    }
}
