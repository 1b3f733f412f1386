//! Two names, part by part.
//!
//! The parts are paired one to one at least cost, and each pair has a class; nothing is averaged. A
//! part left over on both sides is a contradiction, however well the rest agrees; left over on one
//! side it is an omission.

mod align;
mod class;
mod close;
mod edge;
mod glance;
mod join;
mod parts;
mod sexes;
mod slip;
mod twin;

use serde::Serialize;

use self::align::Alignment;
pub use self::class::{EdgeClass, EdgeReason, NameClass, NameEdge};
use self::edge::{Setting, names_a_parent};
pub(super) use self::glance::Glance;
#[cfg(test)]
pub(super) use self::glance::tests::name as any_name;
pub(super) use self::parts::Parts;
use self::parts::places;
pub(super) use self::twin::TwoWords;
use crate::normalize::name::{Name, Tag};
use crate::normalize::nicknames::Nicknames;

/// How two names agree, and why. It holds places, no parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameComparison {
    /// The agreement as a whole.
    pub class: NameClass,
    /// One thing at most sets them apart: a slip, an initial, a part left out, or their order. Customs of
    /// spelling and short forms are none.
    ///
    /// Two parts or more agree, one of them spelt out and without a slip, so that it can stand beside a
    /// company: `Smith` there, or `J. S.`, may be anybody of that name, however well it agrees with itself. A
    /// hyphened name is one part, and where columns tell given names from family names both agree. A couple
    /// is close to nobody: which of the two it is nobody can tell.
    pub is_close: bool,
    /// The pairs.
    pub edges: Vec<NameEdge>,
    /// How many parts of the first name are left over.
    pub left_over: usize,
    /// How many parts of the second name are left over.
    pub right_over: usize,
    /// The places of the parts of the first name that are left over.
    pub left_places: Vec<usize>,
    /// The places of the parts of the second name that are left over.
    pub right_places: Vec<usize>,
    /// Both have a generational suffix, and another one: Jr and Sr are two people.
    pub generations_differ: bool,
    /// Each says of another part that it is the father's: Abdullah bin Omar, Omar bin Abdullah.
    pub parents_differ: bool,
    /// One is addressed as a man and the other as a woman, and little but a family name agrees: Mr Smith,
    /// Mrs Smith.
    pub address_differs: bool,
    /// One names two people, the other one: John & Jane Smith, John Smith.
    pub number_differs: bool,
}

/// Compares two names.
pub fn compare_names(left: &Name, right: &Name) -> NameComparison {
    compare_names_with(left, right, &Nicknames::default())
}

/// Compares two names by a list of short forms of the caller's own.
pub fn compare_names_with(left: &Name, right: &Name, nicknames: &Nicknames) -> NameComparison {
    compared(left, right, nicknames).explained()
}

/// The class alone, without its reasons: nothing is allocated.
pub fn name_class(left: &Name, right: &Name, nicknames: &Nicknames) -> NameClass {
    compared(left, right, nicknames).class
}

fn compared(left: &Name, right: &Name, nicknames: &Nicknames) -> Judged {
    Judged::of(&Parts::of(left, nicknames), &Parts::of(right, nicknames), nicknames)
}

/// A comparison before it is written out.
pub(super) struct Judged {
    pub(super) class: NameClass,
    pub(super) is_close: bool,
    alignment: Alignment,
    left_over: u16,
    right_over: u16,
    generations_differ: bool,
    parents_differ: bool,
    address_differs: bool,
    number_differs: bool,
    couples: bool,
    /// One of them is a single part.
    has_single_part: bool,
}

impl Judged {
    pub(super) fn of(left: &Parts<'_>, right: &Parts<'_>, nicknames: &Nicknames) -> Self {
        let setting = Setting { nicknames, arabic: left.arabic || right.arabic };
        let alignment = Alignment::of(left, right, setting);
        let mut judged = Self {
            class: NameClass::Contradiction,
            is_close: false,
            left_over: alignment.left_open & left.required,
            right_over: alignment.right_open & right.required,
            generations_differ: match (left.generation, right.generation) {
                (Some(one), Some(other)) => one != other,
                _ => false,
            },
            parents_differ: parents_differ(&alignment, left, right),
            address_differs: match (left.address, right.address) {
                (Some(one), Some(other)) => {
                    one != other && !given_names_agree(&alignment, left, right)
                }
                _ => false,
            },
            number_differs: left.couple != right.couple,
            couples: left.couple && right.couple,
            has_single_part: [left.required, right.required]
                .iter()
                .any(|required| required.count_ones() == 1),
            alignment,
        };
        judged.class = judged.judge();
        // `John Smith` leaves out the suffix of `John Smith Jr`.
        let of_suffix = left.generation.is_some() != right.generation.is_some();
        let left_out = judged.left_out() + usize::from(of_suffix);
        judged.is_close = judged.class > NameClass::Contradiction
            && !judged.couples
            && close::differences(&judged.alignment, left_out) <= 1
            && close::two_parts_agree(&judged.alignment, left, right);
        judged
    }

    /// How many parts are left over, of both names.
    pub(super) fn left_out(&self) -> usize {
        (self.left_over.count_ones() + self.right_over.count_ones()) as usize
    }

    fn judge(&self) -> NameClass {
        let is_contradicted = self.generations_differ
            || self.parents_differ
            || self.address_differs
            || self.number_differs
            || (self.left_over != 0 && self.right_over != 0);
        let worst = self.alignment.edges().map(|edge| edge.class.class()).min();
        match worst {
            _ if is_contradicted => NameClass::Contradiction,
            None => NameClass::Contradiction,
            // Which of the two it is nobody can tell.
            Some(worst) if self.couples => worst.min(NameClass::Omission),
            // `J. S.` may be one of very many people.
            Some(NameClass::Initial) if self.alignment.sure == 0 => NameClass::Typo2,
            Some(worst) if self.left_over != 0 || self.right_over != 0 => {
                // `Andre Johnson` is not `Andrew Leslie Johnson`. `Jonhson` leaves out what could say so.
                let is_doubtful =
                    worst < NameClass::Omission && self.alignment.sure < 2 && !self.has_single_part;
                if is_doubtful { NameClass::Contradiction } else { worst.min(NameClass::Omission) }
            }
            Some(worst) if is_crossed(&self.alignment) => worst.min(NameClass::Swapped),
            Some(worst) => worst,
        }
    }

    fn explained(&self) -> NameComparison {
        NameComparison {
            class: self.class,
            is_close: self.is_close,
            edges: self.alignment.edges().copied().collect(),
            left_over: self.left_over.count_ones() as usize,
            right_over: self.right_over.count_ones() as usize,
            left_places: places(self.left_over).collect(),
            right_places: places(self.right_over).collect(),
            generations_differ: self.generations_differ,
            parents_differ: self.parents_differ,
            address_differs: self.address_differs,
            number_differs: self.number_differs,
        }
    }
}

/// Whether more than a family name agrees: two parts that are not all family names, by more than an
/// initial, those of a hyphened name counted as one.
fn given_names_agree(alignment: &Alignment, left: &Parts<'_>, right: &Parts<'_>) -> bool {
    let (mut agreeing, mut beside_family) = (0, false);
    for edge in alignment.edges().filter(|edge| edge.class != EdgeClass::Initial) {
        let tokens = || [left.get(edge.left), right.get(edge.right)].into_iter().flatten();
        if !tokens().any(|part| part.token.hyphened || part.token.is_initial()) {
            agreeing += 1;
            beside_family |= tokens().all(|part| part.token.tag != Tag::Family);
        }
    }
    agreeing > 1 && beside_family
}

fn is_crossed(alignment: &Alignment) -> bool {
    let mut last = 0;
    alignment.edges().any(|edge| {
        let crossed = edge.right < last;
        last = edge.right;
        crossed
    })
}

/// A name without `bin` leaves it out; two names that have it before different parts differ.
fn parents_differ(alignment: &Alignment, left: &Parts<'_>, right: &Parts<'_>) -> bool {
    let (mut only_left, mut only_right) = (false, false);
    for edge in alignment.edges().filter(|edge| edge.class == EdgeClass::Omission) {
        only_left |= left.get(edge.left).is_some_and(|part| names_a_parent(part.token));
        only_right |= right.get(edge.right).is_some_and(|part| names_a_parent(part.token));
    }
    only_left && only_right
}

#[cfg(test)]
mod tests;
