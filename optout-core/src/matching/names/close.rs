//! Names that one thing at most sets apart.

use super::align::Alignment;
use super::class::{EdgeClass, NameEdge};
use super::is_crossed;
use super::parts::Parts;
use crate::normalize::name::{Tag, TokenView};

/// How many things set two names apart: slips, initials, parts left out, another order. Customs of
/// spelling and short forms are none.
pub(super) fn differences(alignment: &Alignment, left_out: usize) -> usize {
    let of_edge = |edge: &NameEdge| match edge.class {
        EdgeClass::Exact | EdgeClass::Joined | EdgeClass::Transliteration | EdgeClass::Nickname => {
            0
        }
        EdgeClass::Initial | EdgeClass::Omission | EdgeClass::Typo1 => 1,
        EdgeClass::Typo2 => 2,
    };
    let of_edges: usize = alignment.edges().map(of_edge).sum();
    of_edges + left_out + usize::from(is_crossed(alignment))
}

/// Whether two parts or more agree, and one of them spelt out and without a slip.
///
/// A hyphened name is one part. Where columns tell, a given and a family name agree: `Garcia Marquez` in
/// the column of family names is the whole family's.
pub(super) fn two_parts_agree(alignment: &Alignment, left: &Parts<'_>, right: &Parts<'_>) -> bool {
    let (mut parts, mut spelt_out, mut beside_given, mut beside_family) = (0, false, false, false);
    for edge in alignment.edges() {
        let tokens = || {
            let both = [left.get(edge.left), right.get(edge.right)];
            both.into_iter().flatten().map(|part| part.token)
        };
        let is_no = |tag: Tag| tokens().all(|token| token.tag != tag);
        parts += usize::from(!goes_on(edge, alignment, left, right));
        spelt_out |= edge.class <= EdgeClass::Nickname && tokens().all(is_word);
        beside_given |= is_no(Tag::Given);
        beside_family |= is_no(Tag::Family);
    }
    parts >= 2 && spelt_out && beside_given && beside_family
}

fn is_word(token: TokenView<'_>) -> bool {
    !token.is_initial() && !token.initials
}

/// Whether a pair is behind the hyphen of one whose first half agrees too.
fn goes_on(edge: &NameEdge, alignment: &Alignment, left: &Parts<'_>, right: &Parts<'_>) -> bool {
    let is_behind = |parts: &Parts<'_>, place: fn(&NameEdge) -> usize| {
        parts.get(place(edge)).is_some_and(|part| part.token.hyphened)
            && alignment.edges().any(|before| place(before) + 1 == place(edge))
    };
    is_behind(left, |edge| edge.left) || is_behind(right, |edge| edge.right)
}
