//! Two names, part by part.
//!
//! The parts are paired one to one at least cost, and each pair has a class; nothing is averaged. A
//! part left over on both sides is a contradiction, however well the rest agrees; left over on one
//! side it is an omission.

use serde::Serialize;
use strsim::osa_distance;

use crate::normalize::name::{Name, Tag, Token};
use crate::normalize::nicknames::are_nicknames;
use crate::words::words;

words! {
    /// How well two names agree, from not at all to wholly.
    NameClass ("a class of name agreement such as nickname") {
        /// Parts of both are left over: they cannot be one person's.
        Contradiction = "contradiction",
        /// A part differs by two slips of spelling.
        Typo2 = "typo2",
        /// A part differs by one slip of spelling.
        Typo1 = "typo1",
        /// One leaves out a part of the other.
        Omission = "omission",
        /// An initial stands for a part.
        Initial = "initial",
        /// The same parts in another order, and nothing says which is the family name.
        Swapped = "swapped",
        /// A known short form stands for a part.
        Nickname = "nickname",
        /// A part is the same in another script.
        Transliteration = "transliteration",
        /// Parts of one are written as one word in the other.
        Joined = "joined",
        /// All parts are the same.
        Exact = "exact",
    }
}

impl NameClass {
    /// The plain sentence for it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Contradiction => "The names cannot be one person's.",
            Self::Typo2 => "The names differ by two slips of spelling.",
            Self::Typo1 => "The names differ by a slip of spelling.",
            Self::Omission => "One name leaves out a part of the other.",
            Self::Initial => "The names agree as far as an initial tells.",
            Self::Swapped => "The names agree in another order.",
            Self::Nickname => "The names agree: one part is a known short form.",
            Self::Transliteration => "The names agree in two scripts.",
            Self::Joined => "The names agree, written apart and together.",
            Self::Exact => "The names agree.",
        }
    }
}

words! {
    /// How a part of one name agrees with a part of the other.
    EdgeClass ("a class of agreement of two parts") {
        /// The same after folding.
        Exact = "exact",
        /// Written apart on one side.
        Joined = "joined",
        /// The same in another script.
        Transliteration = "transliteration",
        /// A known short form.
        Nickname = "nickname",
        /// An initial.
        Initial = "initial",
        /// Without its particles on one side: `Berg` and `van der Berg`.
        Omission = "omission",
        /// One slip of spelling.
        Typo1 = "typo1",
        /// Two slips of spelling.
        Typo2 = "typo2",
    }
}

impl EdgeClass {
    const fn cost(self) -> u32 {
        match self {
            Self::Exact => 0,
            Self::Joined => 1,
            Self::Transliteration => 2,
            Self::Nickname => 3,
            Self::Initial => 5,
            Self::Omission => 6,
            Self::Typo1 => 8,
            Self::Typo2 => 12,
        }
    }

    const fn class(self) -> NameClass {
        match self {
            Self::Exact => NameClass::Exact,
            Self::Joined => NameClass::Joined,
            Self::Transliteration => NameClass::Transliteration,
            Self::Nickname => NameClass::Nickname,
            Self::Initial => NameClass::Initial,
            Self::Omission => NameClass::Omission,
            Self::Typo1 => NameClass::Typo1,
            Self::Typo2 => NameClass::Typo2,
        }
    }
}

/// A pair of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NameEdge {
    /// The part's place among those of the first name that are compared.
    pub left: usize,
    /// The part's place among those of the second name that are compared.
    pub right: usize,
    /// How they agree.
    pub class: EdgeClass,
}

/// How two names agree, and why. It holds places, no parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameComparison {
    /// The agreement as a whole.
    pub class: NameClass,
    /// The pairs.
    pub edges: Vec<NameEdge>,
    /// How many parts of the first name are left over.
    pub left_over: usize,
    /// How many parts of the second name are left over.
    pub right_over: usize,
    /// Both have a generational suffix, and another one: Jr and Sr are two people.
    pub generations_differ: bool,
}

/// More parts than any name has; what is beyond is not compared.
const MOST_PARTS: usize = 10;

/// What a part left over costs: more than any pair.
const LEFT_OVER: u32 = 100;

/// Compares two names.
pub fn compare_names(left: &Name, right: &Name) -> NameComparison {
    let (left_parts, right_parts) = (parts(left), parts(right));
    let left_parts = join(left_parts, &right_parts);
    let right_parts = join(right_parts, &left_parts);
    let edges = align(&left_parts, &right_parts);
    let left_over = count_over(&left_parts, |at| edges.iter().any(|edge| edge.left == at));
    let right_over = count_over(&right_parts, |at| edges.iter().any(|edge| edge.right == at));
    let generations_differ = match (left.generation(), right.generation()) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    };
    let worst = edges.iter().map(|edge| edge.class.class()).min().unwrap_or(NameClass::Exact);
    let class = if generations_differ || (left_over > 0 && right_over > 0) {
        NameClass::Contradiction
    } else if left_over > 0 || right_over > 0 {
        worst.min(NameClass::Omission)
    } else if is_crossed(&edges) {
        worst.min(NameClass::Swapped)
    } else {
        worst
    };
    NameComparison { class, edges, left_over, right_over, generations_differ }
}

/// How many parts that had to be answered to were not.
fn count_over(parts: &[Part<'_>], is_paired: impl Fn(usize) -> bool) -> usize {
    parts.iter().enumerate().filter(|(at, part)| !part.optional && !is_paired(*at)).count()
}

/// A part as it is compared: one token, or several that the other name writes as one.
struct Part<'a> {
    tokens: Vec<&'a Token>,
    /// It stands beside the name, like a nickname in brackets, and need not be answered to.
    optional: bool,
}

impl Part<'_> {
    /// The token, if it is only one.
    fn single(&self) -> Option<&Token> {
        match self.tokens.as_slice() {
            [token] => Some(token),
            _ => None,
        }
    }

    fn cost_alone(&self) -> u32 {
        if self.optional { 0 } else { LEFT_OVER }
    }

    fn text(&self) -> String {
        self.tokens.iter().map(|token| token.text()).collect()
    }

    fn can_pair(&self, other: &Self) -> bool {
        let has = |part: &Self, tag: Tag| part.tokens.iter().any(|token| token.tag() == tag);
        !(has(self, Tag::Given) && has(other, Tag::Family)
            || has(self, Tag::Family) && has(other, Tag::Given))
    }
}

fn parts(name: &Name) -> Vec<Part<'_>> {
    name.tokens()
        .iter()
        .filter(|token| token.tag().is_name())
        .take(MOST_PARTS)
        .map(|token| Part { tokens: vec![token], optional: token.is_alternative() })
        .collect()
}

/// Merges neighbours of one name that are one word in the other: `van der Berg`, `Vanderberg`.
fn join<'a>(parts: Vec<Part<'a>>, others: &[Part<'_>]) -> Vec<Part<'a>> {
    let words: Vec<String> = others.iter().map(Part::text).collect();
    let mut joined: Vec<Part<'a>> = Vec::with_capacity(parts.len());
    for part in parts {
        joined.push(part);
        for length in [3, 2] {
            let Some(start) = joined.len().checked_sub(length) else { continue };
            let run = joined.get(start..).unwrap_or_default();
            let written: String = run.iter().map(Part::text).collect();
            if words.contains(&written) {
                let tokens = joined.drain(start..).flat_map(|part| part.tokens).collect();
                joined.push(Part { tokens, optional: false });
                break;
            }
        }
    }
    joined
}

/// Pairs parts one to one at least cost, by trying every set of right parts for each prefix of the
/// left ones.
fn align(left: &[Part<'_>], right: &[Part<'_>]) -> Vec<NameEdge> {
    let edges: Vec<Vec<Option<EdgeClass>>> =
        left.iter().map(|one| right.iter().map(|other| edge(one, other)).collect()).collect();
    let sets = 1usize << right.len();
    let nothing: Option<(u32, Vec<NameEdge>)> = None;
    let mut best = vec![nothing; sets];
    if let Some(empty) = best.first_mut() {
        *empty = Some((0, Vec::new()));
    }
    for (at, row) in edges.iter().enumerate() {
        let mut next = vec![None; sets];
        for (taken, state) in best.iter().enumerate() {
            let Some((cost, pairs)) = state else { continue };
            let alone = left.get(at).map_or(0, Part::cost_alone);
            keep_cheaper(&mut next, taken, cost + alone, pairs, None);
            for (with, class) in row.iter().enumerate() {
                let bit = 1 << with;
                if let (Some(class), 0) = (class, taken & bit) {
                    let edge = NameEdge { left: at, right: with, class: *class };
                    keep_cheaper(&mut next, taken | bit, cost + class.cost(), pairs, Some(edge));
                }
            }
        }
        best = next;
    }
    let alone = |taken: usize| -> u32 {
        let rest = right.iter().enumerate().filter(|(at, _)| taken & (1 << at) == 0);
        rest.map(|(_, part)| part.cost_alone()).sum()
    };
    best.into_iter()
        .enumerate()
        .filter_map(|(taken, state)| state.map(|(cost, pairs)| (cost + alone(taken), pairs)))
        .min_by_key(|(cost, _)| *cost)
        .map(|(_, pairs)| pairs)
        .unwrap_or_default()
}

type State = Option<(u32, Vec<NameEdge>)>;

fn keep_cheaper(
    states: &mut [State],
    at: usize,
    cost: u32,
    pairs: &[NameEdge],
    edge: Option<NameEdge>,
) {
    let Some(state) = states.get_mut(at) else { return };
    if state.as_ref().is_none_or(|(other, _)| cost < *other) {
        *state = Some((cost, pairs.iter().copied().chain(edge).collect()));
    }
}

/// How two parts agree, if they do.
fn edge(left: &Part<'_>, right: &Part<'_>) -> Option<EdgeClass> {
    if !left.can_pair(right) {
        return None;
    }
    let (Some(one), Some(other)) = (left.single(), right.single()) else {
        return (left.text() == right.text()).then_some(EdgeClass::Joined);
    };
    if spellings(one).any(|text| spellings(other).any(|with| text == with)) {
        let written_alike = one.particles().is_empty() == other.particles().is_empty();
        return Some(if written_alike { EdgeClass::Exact } else { EdgeClass::Joined });
    }
    if is_transliterated(one, other) {
        return Some(EdgeClass::Transliteration);
    }
    let given = |token: &Token| token.tag() != Tag::Family;
    if given(one) && given(other) && are_nicknames(one.text(), other.text()) {
        return Some(EdgeClass::Nickname);
    }
    if is_initial_of(one.text(), other.text()) || is_initial_of(other.text(), one.text()) {
        return Some(EdgeClass::Initial);
    }
    if one.core() == other.text() || other.core() == one.text() {
        return Some(EdgeClass::Omission);
    }
    spellings(one)
        .flat_map(|text| spellings(other).filter_map(move |with| slip(text, with)))
        .min_by_key(|class| class.cost())
}

fn spellings(token: &Token) -> impl Iterator<Item = &str> {
    std::iter::once(token.text()).chain(token.alt())
}

/// One side is in another script than the other. Two names in one script are compared as they are.
fn is_transliterated(one: &Token, other: &Token) -> bool {
    match (one.latin(), other.latin()) {
        (Some(latin), None) => spellings(other).any(|text| text == latin),
        (None, Some(latin)) => spellings(one).any(|text| text == latin),
        _ => false,
    }
}

fn is_initial_of(initial: &str, word: &str) -> bool {
    let mut letters = initial.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => word.starts_with(letter),
        _ => false,
    }
}

/// Slips of spelling, as many as the shorter word affords.
fn slip(one: &str, other: &str) -> Option<EdgeClass> {
    let (long, short) = {
        let (one, other) = (one.chars().count(), other.chars().count());
        (one.max(other), one.min(other))
    };
    if long - short > 2 || short <= 2 {
        return None;
    }
    let same_start = one.chars().next() == other.chars().next();
    match (short, osa_distance(one, other)) {
        (3..=4, 1) if long == short + 1 && same_start => Some(EdgeClass::Typo1),
        (5.., 1) => Some(EdgeClass::Typo1),
        (8.., 2) => Some(EdgeClass::Typo2),
        _ => None,
    }
}

fn is_crossed(edges: &[NameEdge]) -> bool {
    edges.iter().zip(edges.iter().skip(1)).any(|(one, next)| one.right > next.right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(left: &str, right: &str) -> NameClass {
        compare_names(&Name::parse(left).unwrap(), &Name::parse(right).unwrap()).class
    }

    #[test]
    fn each_class_has_its_example() {
        for (left, right, expected) in [
            ("José García", "Jose Garcia", NameClass::Exact),
            ("Lovelace, Ada", "Dr. Ada Lovelace", NameClass::Exact),
            ("Jan van der Berg", "Jan Vanderberg", NameClass::Joined),
            ("Robert Smith", "Bob Smith", NameClass::Nickname),
            ("Friedrich Hans", "Hans Friedrich", NameClass::Swapped),
            ("R. Smith", "Robert Smith", NameClass::Initial),
            ("Robert Quentin Smith", "Robert Smith", NameClass::Omission),
            ("Robert Smithers", "Robert Smithers-Jones", NameClass::Omission),
            ("Jan van der Berg", "Jan Berg", NameClass::Omission),
            ("Roberta Schmidt", "Roberta Schmitt", NameClass::Typo1),
            ("Katarzyna Wojciechowska", "Katarzyna Wojcechowksa", NameClass::Typo2),
            ("Robert Smith", "Robert Jones", NameClass::Contradiction),
            ("John Smith Jr", "John Smith Sr", NameClass::Contradiction),
            ("Li Wu", "Li Wa", NameClass::Contradiction),
        ] {
            assert_eq!(class(left, right), expected, "{left} and {right}");
            assert_eq!(class(right, left), expected, "{right} and {left}");
        }
    }

    #[test]
    fn columns_keep_given_and_family_apart() {
        let one = Name::from_parts("James", "Martin").unwrap();
        let other = Name::from_parts("Martin", "James").unwrap();
        assert_eq!(compare_names(&one, &other).class, NameClass::Contradiction);
    }
}
