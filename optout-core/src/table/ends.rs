//! The places at which fields end, in one piece of memory that is kept from chunk to chunk.

/// Ascending offsets in a chunk of less than 4 GiB, or ascending numbers of such.
#[derive(Default)]
pub(super) struct Ends {
    /// More than are in use: what is behind them is of no meaning.
    places: Vec<u32>,
    count: usize,
}

/// How many places are written without looking whether there are so many.
const GROUP: usize = 8;

impl Ends {
    pub(super) fn clear(&mut self) {
        self.count = 0;
    }

    pub(super) fn as_slice(&self) -> &[u32] {
        self.places.get(..self.count).unwrap_or_default()
    }

    pub(super) fn push(&mut self, place: usize) {
        self.push_bits(1, place);
    }

    /// Pushes the place of every bit, `base` being that of the lowest.
    #[inline(always)]
    pub(super) fn push_bits(&mut self, mut bits: u64, base: usize) {
        if self.places.len() < self.count + u64::BITS as usize {
            self.grow();
        }
        let base = u32::try_from(base).unwrap_or(u32::MAX);
        let count = bits.count_ones() as usize;
        // Some are mostly enough. Without bits left, what is written is not in use.
        let (groups, _) =
            self.places.get_mut(self.count..).unwrap_or_default().as_chunks_mut::<GROUP>();
        for group in groups.iter_mut().take(count.div_ceil(GROUP)) {
            for place in group {
                *place = base.wrapping_add(bits.trailing_zeros());
                bits &= bits.wrapping_sub(1);
            }
        }
        self.count += count;
    }

    /// Pushes, for every bit of `some`, how many bits of `all` there are up to and with it, and `before`
    /// more.
    #[inline(always)]
    pub(super) fn push_ranks(&mut self, mut some: u64, all: u64, before: usize) {
        if self.places.len() < self.count + u64::BITS as usize {
            self.grow();
        }
        let before = u32::try_from(before).unwrap_or(u32::MAX);
        // There is seldom more than one. Without any, what is written is not in use.
        loop {
            let up_to = some ^ some.wrapping_sub(1);
            if let Some(place) = self.places.get_mut(self.count) {
                *place = before.wrapping_add((all & up_to).count_ones());
            }
            self.count += usize::from(some != 0);
            some &= some.wrapping_sub(1);
            if some == 0 {
                break;
            }
        }
    }

    pub(super) fn truncate(&mut self, count: usize) {
        self.count = self.count.min(count);
    }

    pub(super) fn pop(&mut self) {
        self.count = self.count.saturating_sub(1);
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        self.places.resize(self.places.len() * 2 + 1024, 0);
    }
}

impl From<Vec<u32>> for Ends {
    /// No places, in memory that is there.
    fn from(places: Vec<u32>) -> Self {
        Self { places, count: 0 }
    }
}

impl From<Ends> for Vec<u32> {
    fn from(mut ends: Ends) -> Self {
        ends.places.truncate(ends.count);
        ends.places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_is_a_place() {
        let mut ends = Ends::default();
        let mut expected = Vec::new();
        for nth in 0..100_u32 {
            let bits = u64::from(nth).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let base = nth * u64::BITS;
            ends.push_bits(bits, base as usize);
            expected
                .extend((0..u64::BITS).filter(|bit| bits >> bit & 1 == 1).map(|bit| base + bit));
        }
        assert_eq!(ends.as_slice(), expected);
        ends.pop();
        ends.push(7);
        assert_eq!(ends.as_slice().last(), Some(&7));
        ends.clear();
        assert!(ends.as_slice().is_empty());
    }

    #[test]
    fn ranks_are_counts_of_bits() {
        let mut ends = Ends::default();
        ends.push_ranks(0b1_0010, 0b1_1011, 5);
        ends.push_ranks(0, 0b11, 9);
        ends.push_ranks(1 << 63, u64::MAX, 9);
        assert_eq!(ends.as_slice(), [7, 9, 73]);
        ends.truncate(1);
        assert_eq!(ends.as_slice(), [7]);
    }
}
