//! Words of one name that are fewer words in the other: `van der Berg`, `Vanderberg`.

use std::cmp::Reverse;

use super::class::{EdgeClass, EdgeReason};
use super::edge::{Agreement, Setting, can_pair};
use super::parts::{MOST_PARTS, Parts, places};
use super::slip::slips;
use crate::normalize::name::{KEPT_BY_A_SLIP, Letters, Reduced, TokenView};

/// The most words of a run.
pub(super) const LONGEST: usize = 4;

/// More runs than there are.
const MOST_RUNS: usize = LONGEST * MOST_PARTS;

/// Neighbours of one name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) length: usize,
}

impl Run {
    pub(super) fn places(self) -> u16 {
        ((1 << self.length) - 1) << self.start
    }
}

/// A run with what tells at once that two cannot be the same.
#[derive(Clone, Copy)]
struct Sketch {
    run: Run,
    bytes: usize,
    letters: Letters,
    first: u8,
    /// A single part that can be initials run together.
    initials: bool,
}

/// The best pair of runs that are written the same but for the blanks, among the places that are open.
/// The fewest words come first, then the longest.
pub(super) fn best_join(
    left: &Parts<'_>,
    right: &Parts<'_>,
    (left_open, right_open): (u16, u16),
    setting: Setting<'_>,
) -> Option<(Run, Run, Agreement)> {
    let mut best: Option<(Run, Run, Agreement)> = None;
    let mut others = [None; MOST_RUNS];
    for (slot, other) in others.iter_mut().zip(sketches(right, right_open)) {
        *slot = Some(other);
    }
    for one in sketches(left, left_open) {
        for other in others.iter().map_while(|other| *other) {
            if one.run.length + other.run.length < 3 || !one.may_be(other) {
                continue;
            }
            let Some(found) = pair(left, one, right, other, setting) else { continue };
            let rank = |(one, other, found): &(Run, Run, Agreement)| {
                let (first, second) = (*one.min(other), *one.max(other));
                (Reverse(found.class), one.length + other.length, Reverse((first, second)))
            };
            let candidate = (one.run, other.run, found);
            if best.as_ref().is_none_or(|best| rank(&candidate) > rank(best)) {
                best = Some(candidate);
            }
        }
    }
    best
}

fn pair(
    left: &Parts<'_>,
    one: Sketch,
    right: &Parts<'_>,
    other: Sketch,
    setting: Setting<'_>,
) -> Option<Agreement> {
    let (run, with) = (one.run, other.run);
    if one.initials || other.initials {
        let found = initials(left, run, right, with).or_else(|| initials(right, with, left, run));
        if found.is_some() {
            return found;
        }
    }
    joined(left, run, right, with, setting)
}

impl Sketch {
    fn may_be(&self, other: Self) -> bool {
        self.initials
            || other.initials
            || (self.first == other.first
                && self.bytes.abs_diff(other.bytes) <= 3
                && self.letters.kept_apart(other.letters) <= KEPT_BY_A_SLIP)
    }
}

/// The runs of open places; a word in another script ends one.
fn sketches<'a>(parts: &'a Parts<'_>, open: u16) -> impl Iterator<Item = Sketch> + 'a {
    places(open).flat_map(move |start| {
        let mut sketch = Sketch {
            run: Run { start, length: 0 },
            bytes: 0,
            letters: Letters::default(),
            first: 0,
            initials: false,
        };
        (start..start + LONGEST).map_while(move |place| {
            let part = parts
                .get(place)
                .filter(|part| open & (1 << place) != 0 && part.token.latin.is_none())?;
            sketch.run.length += 1;
            sketch.bytes += part.token.text.len();
            sketch.letters = sketch.letters.and(part.letters);
            if place == start {
                sketch.first = first_sound(part.token.text.as_bytes());
            }
            sketch.initials = place == start && part.token.initials;
            Some(sketch)
        })
    })
}

/// The first letter, one for all that customs of spelling write for it.
pub(super) fn first_sound(word: &[u8]) -> u8 {
    match word.first() {
        Some(b'a' | b'e' | b'i' | b'o' | b'u') => b'a',
        Some(b'c' | b'h' | b'k' | b'q' | b's') => b'k',
        Some(b'f' | b'p') => b'f',
        Some(b'v' | b'w') => b'v',
        other => other.copied().unwrap_or_default(),
    }
}

fn tokens<'a>(parts: &'a Parts<'_>, run: Run) -> impl Iterator<Item = TokenView<'a>> + Clone {
    let parts = (run.start..run.start + run.length).filter_map(|place| parts.get(place));
    parts.map(|part| part.token)
}

fn can_join(left: &Parts<'_>, one: Run, right: &Parts<'_>, other: Run) -> bool {
    tokens(left, one).all(|token| tokens(right, other).all(|with| can_pair(token, with)))
}

/// Initials run together: `JC`, `Jean-Claude`.
fn initials(one: &Parts<'_>, short: Run, other: &Parts<'_>, full: Run) -> Option<Agreement> {
    let token = one.get(short.start)?.token;
    if short.length != 1 || !token.initials {
        return None;
    }
    let letters = token.text.as_bytes();
    let mut firsts = tokens(other, full).map(|token| token.text.as_bytes().first());
    let agrees = letters.len() == full.length
        && letters.iter().all(|letter| firsts.next().flatten() == Some(letter))
        && can_join(one, short, other, full);
    agrees.then_some(Agreement::new(EdgeClass::Initial, EdgeReason::FirstLetter))
}

fn joined(
    left: &Parts<'_>,
    one: Run,
    right: &Parts<'_>,
    other: Run,
    setting: Setting<'_>,
) -> Option<Agreement> {
    if !can_join(left, one, right, other) {
        return None;
    }
    // `Paul A.` is not `Paula`.
    let ends_in_initial = |parts, run: Run| {
        run.length > 1 && tokens(parts, run).last().is_some_and(TokenView::is_initial)
    };
    if ends_in_initial(left, one) || ends_in_initial(right, other) {
        return None;
    }
    let text = |parts, run| tokens(parts, run).flat_map(|token| token.text.bytes());
    if text(left, one).eq(text(right, other)) {
        return Some(Agreement::new(EdgeClass::Joined, EdgeReason::WrittenTogether));
    }
    let shorter = text(left, one).count().min(text(right, other).count());
    if shorter < 5 {
        return None;
    }
    let customs = setting.customs(shorter);
    let (reduced, with) =
        (Reduced::of(text(left, one), customs)?, Reduced::of(text(right, other), customs)?);
    if reduced.is_same(&with, customs) {
        return Some(Agreement::new(EdgeClass::Transliteration, EdgeReason::WrittenTogether));
    }
    // A slip of its own is believed only where one side is a single word, and not in its first letter.
    let is_word = one.length == 1 || other.length == 1;
    let slip = is_word && shorter >= 8 && slips(reduced.letters(), with.letters(), 1).is_some();
    slip.then_some(Agreement::new(EdgeClass::Typo1, EdgeReason::WrittenTogether))
}
