//! Names of two plain words: most names that belong together are the same ones, which takes no comparing.

use crate::normalize::name::{AnyName, Outline, Tag};

/// A name of two plain words, if a name is no more than that: no titles, customs or scripts that would have to
/// be known of, and a given and a family name as far as columns tell.
pub(crate) struct TwoWords<'a>([Outline<'a>; 2]);

impl<'a> TwoWords<'a> {
    pub(crate) fn of(name: &'a impl AnyName) -> Option<Self> {
        let mut outlines = name.outlines();
        let two = [outlines.next()?, outlines.next()?];
        let [first, second] = &two;
        let is_bare = outlines.next().is_none() && !name.is_couple() && !name.is_arabic();
        let tags = (first.tag, second.tag);
        let is_in_order =
            matches!(tags, (Tag::Given, Tag::Family) | (Tag::Untagged, Tag::Untagged));
        let are_plain = two.iter().all(is_plain) && first.text != second.text;
        (is_bare && is_in_order && are_plain).then_some(Self(two))
    }

    /// Whether another name is of the same two words. They agree exactly then, in all parts, and are close.
    pub(crate) fn are_those_of(&self, other: &Self) -> bool {
        self.0.iter().map(|word| word.text).eq(other.0.iter().map(|word| word.text))
    }
}

fn is_plain(word: &Outline<'_>) -> bool {
    let has_custom = word.hyphened || word.alternative || word.initials || word.abbreviated;
    word.simple && !has_custom && word.text.len() > 1 && !word.letters.has_others()
}
