//! Hashes, each with its latest day.

use std::cmp::Ordering;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::hash::Hash;
use crate::normalize::date::Date;

/// A day as it is kept: the number of days since the beginning of 1970, 1 to 65,535; days beyond are
/// the first or the last.
pub(super) type Day = u16;

pub(super) fn day(date: Date) -> Day {
    let days = Date::new(1970, 1, 1).map_or(1, |first| date.days_since(first));
    Day::try_from(days.clamp(1, i32::from(Day::MAX))).unwrap_or(Day::MAX)
}

/// A hash with its day, without a gap between.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) hash: Hash,
    day: [u8; 2],
}

impl Dated {
    /// How many bytes it takes.
    pub(super) const BYTES: usize = size_of::<Self>();

    pub(super) fn new(hash: Hash, day: Day) -> Self {
        Self { hash, day: day.to_le_bytes() }
    }

    pub(super) fn day(self) -> Day {
        Day::from_le_bytes(self.day)
    }
}

/// Of each hash the latest day. Most stand sorted in one run of memory; the latest ones beside it.
#[derive(Clone, Default)]
pub(super) struct Days {
    sorted: Vec<Dated>,
    recent: HashMap<Hash, Day, FixedState>,
}

/// So many stand beside the run before they are put into it, and more if it is long.
const FEW: usize = 4096;
/// Every so many of the run one may stand beside it.
const SHARE: usize = 32;

impl Days {
    /// Takes hashes that stand in their order, each once.
    pub(super) fn of_sorted(sorted: Vec<Dated>) -> Self {
        Self { sorted, recent: HashMap::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.sorted.len() + self.recent.len()
    }

    /// The latest day of a hash.
    pub(super) fn get(&self, hash: &Hash) -> Option<Day> {
        match self.place(hash) {
            Ok(at) => self.sorted.get(at).map(|dated| dated.day()),
            Err(_) if self.recent.is_empty() => None,
            Err(_) => self.recent.get(hash).copied(),
        }
    }

    /// Takes note of a day of a hash; whether it is later than what was known.
    pub(super) fn raise(&mut self, hash: Hash, day: Day) -> bool {
        if let Some(known) = self.recent.get_mut(&hash) {
            let is_later = day > *known;
            *known = day.max(*known);
            return is_later;
        }
        if let Some(dated) = self.place(&hash).ok().and_then(|at| self.sorted.get_mut(at)) {
            let is_later = day > dated.day();
            *dated = Dated::new(hash, day.max(dated.day()));
            return is_later;
        }
        if self.recent.len() >= FEW.max(self.sorted.len() / SHARE) {
            self.settle();
        }
        self.recent.insert(hash, day);
        true
    }

    /// Takes note of all that another has; `changed` is told each hash whose day that made later.
    pub(super) fn merge(&mut self, other: &Self, changed: impl FnMut(Hash)) {
        if other.len() <= FEW.max(self.sorted.len() / SHARE) {
            self.merge_few(other, changed);
        } else {
            self.merge_many(other, changed);
        }
    }

    fn merge_few(&mut self, other: &Self, mut changed: impl FnMut(Hash)) {
        for dated in other.sorted.iter().copied().chain(other.recent()) {
            if self.raise(dated.hash, dated.day()) {
                changed(dated.hash);
            }
        }
    }

    fn merge_many(&mut self, other: &Self, mut changed: impl FnMut(Hash)) {
        self.settle();
        let mut theirs = other.iter().peekable();
        let mut merged = Vec::with_capacity(self.len() + other.len());
        for own in &self.sorted {
            while let Some(before) = theirs.next_if(|dated| dated.hash < own.hash) {
                changed(before.hash);
                merged.push(before);
            }
            let day = match theirs.next_if(|dated| dated.hash == own.hash) {
                Some(dated) if dated.day() > own.day() => {
                    changed(own.hash);
                    dated.day()
                }
                _ => own.day(),
            };
            merged.push(Dated::new(own.hash, day));
        }
        for behind in theirs {
            changed(behind.hash);
            merged.push(behind);
        }
        merged.shrink_to_fit();
        self.sorted = merged;
    }

    /// All of them in the order of their hashes.
    pub(super) fn iter(&self) -> impl Iterator<Item = Dated> {
        let mut recent: Vec<Dated> = self.recent().collect();
        recent.sort_unstable_by_key(|dated| dated.hash);
        let (mut sorted, mut recent) =
            (self.sorted.iter().copied().peekable(), recent.into_iter().peekable());
        std::iter::from_fn(move || match (sorted.peek(), recent.peek()) {
            (Some(one), Some(other)) if other.hash < one.hash => recent.next(),
            (Some(_), _) => sorted.next(),
            (None, _) => recent.next(),
        })
    }

    /// How many bytes of memory it takes.
    pub(super) fn memory(&self) -> usize {
        // One byte of control for each place of the map.
        let place = size_of::<(Hash, Day)>() + 1;
        self.sorted.capacity() * Dated::BYTES + self.recent.capacity() * place * 8 / 7
    }

    fn recent(&self) -> impl Iterator<Item = Dated> {
        self.recent.iter().map(|(hash, day)| Dated::new(*hash, *day))
    }

    /// Puts what stands beside the run into it, from its end, without a second run.
    fn settle(&mut self) {
        let mut recent: Vec<Dated> = self.recent.drain().map(|(h, d)| Dated::new(h, d)).collect();
        recent.sort_unstable_by_key(|dated| dated.hash);
        let mut from = self.sorted.len();
        self.sorted.reserve_exact(recent.len());
        self.sorted.extend_from_slice(&recent);
        let mut to = self.sorted.len();
        for dated in recent.into_iter().rev() {
            let before = self.sorted.get(..from).unwrap_or_default();
            let at = before.iter().rposition(|own| own.hash < dated.hash).map_or(0, |at| at + 1);
            to -= from - at;
            self.sorted.copy_within(at..from, to);
            (from, to) = (at, to - 1);
            if let Some(place) = self.sorted.get_mut(to) {
                *place = dated;
            }
        }
    }

    /// Where a hash stands in the run, or would.
    ///
    /// Hashes are spread evenly, so the leading bits tell about where; the search starts there and not in
    /// the middle.
    fn place(&self, hash: &Hash) -> Result<usize, usize> {
        let length = self.sorted.len();
        let leading = hash.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        let guess = (u128::from(leading) * length as u128) >> u64::BITS;
        let guess = usize::try_from(guess).unwrap_or(length);
        let against = |at: usize| self.sorted.get(at).map(|dated| dated.hash.cmp(hash));
        let (mut low, mut high, mut step) = (guess, guess, 16);
        while low > 0 && against(low) != Some(Ordering::Less) {
            low = low.saturating_sub(step);
            step *= 4;
        }
        step = 16;
        while high < length && against(high) != Some(Ordering::Greater) {
            high = (high + step).min(length);
            step *= 4;
        }
        let near = self.sorted.get(low..high).unwrap_or_default();
        near.binary_search_by(|dated| dated.hash.cmp(hash))
            .map(|at| low + at)
            .map_err(|at| low + at)
    }
}

impl PartialEq for Days {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Days {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn hash(number: u32) -> Hash {
        let mut hash = [0; 16];
        // Any odd number spreads them.
        hash[..4].copy_from_slice(&number.wrapping_mul(0x9E37_79B1).to_be_bytes());
        hash[12..].copy_from_slice(&number.to_be_bytes());
        hash
    }

    #[test]
    fn a_dated_hash_has_no_gap() {
        assert_eq!(Dated::BYTES, 18);
        assert_eq!(day("1970-01-02".parse().unwrap()), 1);
        assert_eq!(day("1900-01-01".parse().unwrap()), 1);
        assert_eq!(day("9999-01-01".parse().unwrap()), Day::MAX);
    }

    #[test]
    fn many_are_found_and_no_others() {
        let mut days = Days::default();
        for number in (0..60_000).step_by(2) {
            assert!(days.raise(hash(number), 5));
        }
        assert!(days.sorted.is_sorted_by(|one, other| one.hash < other.hash));
        for number in 0..60_000 {
            assert_eq!(days.get(&hash(number)), (number % 2 == 0).then_some(5), "{number}");
        }
        assert!(!days.raise(hash(4), 5) && days.raise(hash(4), 6) && !days.raise(hash(4), 5));
        assert_eq!(days.get(&hash(4)), Some(6));
        assert_eq!(days.len(), 30_000);
    }

    proptest! {
        #[test]
        fn it_is_a_map_of_the_latest_days(
            runs in prop::collection::vec(prop::collection::vec((0u32..40, 1u16..9), 0..30), 1..5),
            skewed: bool,
        ) {
            let of = |number: u32| if skewed { [number.to_be_bytes()[3]; 16] } else { hash(number) };
            let (mut days, mut slow) = (Days::default(), BTreeMap::new());
            for (nth, run) in runs.iter().enumerate() {
                for (number, day) in run {
                    let known = slow.entry(of(*number)).or_insert(0);
                    prop_assert_eq!(days.raise(of(*number), *day), *day > *known);
                    *known = (*known).max(*day);
                }
                if nth % 2 == 0 {
                    days.settle();
                }
            }
            let all: Vec<_> = days.iter().map(|dated| (dated.hash, dated.day())).collect();
            prop_assert!(all.iter().copied().eq(slow.iter().map(|(hash, day)| (*hash, *day))));
            for number in 0..40 {
                prop_assert_eq!(days.get(&of(number)), slow.get(&of(number)).copied());
            }
        }

        #[test]
        fn both_ways_of_merging_agree(
            one in prop::collection::vec((0u32..60, 1u16..9), 0..40),
            other in prop::collection::vec((0u32..60, 1u16..9), 0..40),
        ) {
            let made = |rows: &[(u32, u16)]| {
                let mut days = Days::default();
                rows.iter().for_each(|(number, day)| { days.raise(hash(*number), *day); });
                days
            };
            let (one, other) = (made(&one), made(&other));
            let (mut few, mut many) = (one.clone(), one);
            let (mut by_few, mut by_many) = (Vec::new(), Vec::new());
            few.merge_few(&other, |hash| by_few.push(hash));
            many.merge_many(&other, |hash| by_many.push(hash));
            prop_assert!(few == many);
            by_few.sort_unstable();
            prop_assert_eq!(by_few, by_many);
        }
    }
}
