//! Parts to parts, one to one at least cost.

use super::class::{EdgeClass, NameEdge};
use super::edge::{Agreement, Setting, agreement, same_text};
use super::join::best_join;
use super::parts::{MOST_PARTS, Parts, places};

/// The pairs found, and the places that no pair has.
pub(super) struct Alignment {
    edges: [Option<NameEdge>; MOST_PARTS],
    found: usize,
    pub(super) left_open: u16,
    pub(super) right_open: u16,
    /// How many parts agree without a slip and by more than an initial, those of a run counted one by one.
    pub(super) sure: usize,
}

/// How each part of one name agrees with each of the other.
type Agreements = [[Option<Agreement>; MOST_PARTS]; MOST_PARTS];

impl Alignment {
    pub(super) fn edges(&self) -> impl Iterator<Item = &NameEdge> {
        self.edges.iter().flatten()
    }

    /// Pairs what is the same, then what is written together, then the rest.
    pub(super) fn of(left: &Parts<'_>, right: &Parts<'_>, setting: Setting<'_>) -> Self {
        let mut alignment = Self {
            edges: [None; MOST_PARTS],
            found: 0,
            left_open: left.all(),
            right_open: right.all(),
            sure: 0,
        };
        alignment.pair_same(left, right);
        if alignment.left_open == 0 || alignment.right_open == 0 {
            return alignment;
        }
        let agreements = agreements(left, right, &alignment, setting);
        alignment.pair_joined(left, right, &agreements, setting);
        alignment.pair_rest(left, right, &agreements);
        alignment.sort();
        alignment
    }

    fn push(&mut self, left: (usize, u16), right: (usize, u16), found: Agreement) {
        self.left_open &= !left.1;
        self.right_open &= !right.1;
        if !matches!(found.class, EdgeClass::Initial | EdgeClass::Typo1 | EdgeClass::Typo2) {
            self.sure += left.1.count_ones().max(right.1.count_ones()) as usize;
        }
        if let Some(slot) = self.edges.get_mut(self.found) {
            *slot = Some(NameEdge {
                left: left.0,
                right: right.0,
                class: found.class,
                reason: found.reason,
            });
            self.found += 1;
        }
    }

    /// What is the same answers to itself, whatever else it could answer to. What stands beside a name,
    /// like a nickname in brackets, waits: it may be one more word for a part that has its own answer.
    fn pair_same(&mut self, left: &Parts<'_>, right: &Parts<'_>) {
        for at in places(left.required) {
            let same = places(right.required & self.right_open).find_map(|with| {
                let (one, other) = (left.get(at)?, right.get(with)?);
                Some((with, same_text(one, other)?))
            });
            if let Some((with, found)) = same {
                self.push((at, 1 << at), (with, 1 << with), found);
            }
        }
    }

    fn pair_joined(
        &mut self,
        left: &Parts<'_>,
        right: &Parts<'_>,
        agreements: &Agreements,
        setting: Setting<'_>,
    ) {
        // What agrees by itself is not drawn into a run.
        let (mut left_free, mut right_free) =
            (self.left_open & left.required, self.right_open & right.required);
        for (at, row) in agreements.iter().enumerate() {
            for (with, found) in row.iter().enumerate() {
                if found.is_some_and(|found| found.class <= EdgeClass::Transliteration) {
                    left_free &= !(1 << at);
                    right_free &= !(1 << with);
                }
            }
        }
        while left_free != 0
            && right_free != 0
            && left_free.count_ones() + right_free.count_ones() >= 3
            && let Some((one, other, found)) =
                best_join(left, right, (left_free, right_free), setting)
        {
            left_free &= !one.places();
            right_free &= !other.places();
            self.push((one.start, one.places()), (other.start, other.places()), found);
        }
    }

    /// The rest at least cost, by trying every set of right parts for each prefix of the left ones.
    fn pair_rest(&mut self, left: &Parts<'_>, right: &Parts<'_>, agreements: &Agreements) {
        let mut usable = (0_u16, 0_u16);
        for at in places(self.left_open) {
            for with in places(self.right_open) {
                if of(agreements, at, with).is_some() {
                    usable.0 |= 1 << at;
                    usable.1 |= 1 << with;
                }
            }
        }
        let needed = (left.required, right.required);
        let pairs = match usable.1.count_ones() {
            0 => return,
            1..=3 => cheapest::<8>(usable, needed, agreements),
            4..=6 => cheapest::<64>(usable, needed, agreements),
            _ => cheapest::<{ 1 << MOST_PARTS }>(usable, needed, agreements),
        };
        for (at, with) in pairs.iter().enumerate() {
            let Some(with) = with.map(usize::from) else { continue };
            if let Some(found) = of(agreements, at, with) {
                self.push((at, 1 << at), (with, 1 << with), found);
            }
        }
    }

    fn sort(&mut self) {
        if let Some(edges) = self.edges.get_mut(..self.found) {
            edges.sort_unstable_by_key(|edge| edge.map(|edge| (edge.left, edge.right)));
        }
    }
}

fn of(agreements: &Agreements, at: usize, with: usize) -> Option<Agreement> {
    agreements.get(at)?.get(with).copied().flatten()
}

fn agreements(
    left: &Parts<'_>,
    right: &Parts<'_>,
    alignment: &Alignment,
    setting: Setting<'_>,
) -> Agreements {
    let mut all = [[None; MOST_PARTS]; MOST_PARTS];
    for ((at, one), row) in left.iter().zip(&mut all) {
        if alignment.left_open & (1 << at) == 0 {
            continue;
        }
        for ((with, other), slot) in right.iter().zip(row) {
            if alignment.right_open & (1 << with) != 0 {
                *slot = agreement(one, other, setting);
            }
        }
    }
    all
}

/// What a pair costs: one of a worse class more than any number of a better one.
const fn cost(class: EdgeClass) -> u64 {
    const STEP: u64 = MOST_PARTS as u64 + 1;
    let mut cost = DISTANCE * STEP;
    let mut at = 0;
    while at < class as u64 {
        cost *= STEP;
        at += 1;
    }
    cost
}

/// More than the squared distances of all pairs: among equals, the order of the names decides.
const DISTANCE: u64 = (MOST_PARTS * MOST_PARTS * MOST_PARTS) as u64;

/// What a part left over costs: more than any number of pairs.
const LEFT_OVER: u64 = cost(EdgeClass::Typo2) * (MOST_PARTS as u64 + 1);

/// For each left place the right place it is paired with, over the places in use.
fn cheapest<const SETS: usize>(
    (left, right): (u16, u16),
    (left_needed, right_needed): (u16, u16),
    agreements: &Agreements,
) -> [Option<u8>; MOST_PARTS] {
    const NONE: u64 = u64::MAX;
    let alone = |place: usize, needed: u16| {
        if needed & (1 << place) == 0 { 0 } else { LEFT_OVER }
    };
    let sets = 1_usize << right.count_ones();
    let mut best = [NONE; SETS];
    if let Some(empty) = best.first_mut() {
        *empty = places(right).map(|place| alone(place, right_needed)).sum();
    }
    // Which right place each step took for each set; 255 for none.
    let mut taken = [[u8::MAX; SETS]; MOST_PARTS];
    for (at, taken) in places(left).zip(&mut taken) {
        let mut next = [NONE; SETS];
        for (set, &so_far) in best.iter().enumerate().take(sets).filter(|(_, cost)| **cost != NONE)
        {
            let mut offer = |set: usize, cost: u64, with: u8| {
                if let (Some(slot), Some(choice)) = (next.get_mut(set), taken.get_mut(set))
                    && cost < *slot
                {
                    (*slot, *choice) = (cost, with);
                }
            };
            offer(set, so_far + alone(at, left_needed), u8::MAX);
            for (bit, with) in places(right).enumerate().filter(|(bit, _)| set & (1 << bit) == 0) {
                let Some(found) = of(agreements, at, with) else { continue };
                let apart = at.abs_diff(with) as u64;
                let pair = cost(found.class) + apart * apart;
                let saved = alone(with, right_needed);
                #[allow(clippy::cast_possible_truncation, reason = "a place is below 10")]
                offer(set | 1 << bit, so_far + pair - saved.min(so_far + pair), with as u8);
            }
        }
        best = next;
    }
    let mut pairs = [None; MOST_PARTS];
    let last = best.iter().enumerate().take(sets).min_by_key(|(_, cost)| **cost);
    let mut set = last.map_or(0, |(set, _)| set);
    let steps: [Option<usize>; MOST_PARTS] = {
        let mut all = places(left);
        std::array::from_fn(|_| all.next())
    };
    for (at, taken) in steps.iter().zip(&taken).rev() {
        let (Some(at), Some(&with)) = (at, taken.get(set)) else { continue };
        if with == u8::MAX {
            continue;
        }
        if let Some(slot) = pairs.get_mut(*at) {
            *slot = Some(with);
        }
        let bit = places(right).position(|place| place == usize::from(with));
        set &= !bit.map_or(0, |bit| 1 << bit);
    }
    pairs
}
