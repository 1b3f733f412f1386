//! Telling at a glance that two names cannot be one person's: most pairs of colleagues need no more.

use std::cell::OnceCell;

use super::NameClass;
use super::join::{LONGEST, first_sound};
use super::parts::MOST_PARTS;
use crate::normalize::name::{AnyName, KEPT_BY_A_SLIP, Letters, Outline, Tag};
use crate::normalize::nicknames::{Nicknames, is_among, listed_beside};

/// What is seen of a name at a glance.
pub(crate) struct Glance<'a> {
    parts: [Option<Seen<'a>>; MOST_PARTS],
    length: usize,
    /// It has a part that has to be looked at more closely.
    is_open: bool,
}

struct Seen<'a> {
    outline: Outline<'a>,
    /// The letters of its other plain spelling, if it has one.
    alt: Option<Letters>,
    first_sound: u8,
    /// What is listed beside it as short forms, looked up once for all names of the other side.
    listed: OnceCell<Option<&'static str>>,
}

/// Neighbours as if they were one word.
#[derive(Clone, Copy)]
struct Run {
    length: usize,
    bytes: usize,
    letters: Letters,
    first_sound: u8,
    has_given: bool,
    has_family: bool,
}

impl<'a> Glance<'a> {
    pub(crate) fn of(name: &'a impl AnyName) -> Self {
        Self::at(name.outlines())
    }

    /// What is seen of a name with these tokens.
    pub(crate) fn at(outlines: impl Iterator<Item = Outline<'a>>) -> Self {
        let mut glance = Self { parts: [const { None }; MOST_PARTS], length: 0, is_open: false };
        let outlines = outlines.filter(|outline| outline.tag.is_name());
        for (outline, slot) in outlines.zip(glance.parts.iter_mut()) {
            let alt = outline.alt.map(Letters::of_bytes);
            let has_others = outline.letters.has_others() || alt.is_some_and(Letters::has_others);
            glance.is_open |= !outline.simple || outline.initials || has_others;
            *slot = Some(Seen {
                outline,
                alt,
                first_sound: first_sound(outline.text),
                listed: OnceCell::new(),
            });
            glance.length += 1;
        }
        glance
    }

    /// Whether two names may agree so well; `false` is sure.
    pub(crate) fn may_reach(&self, least: NameClass, other: &Self, nicknames: &Nicknames) -> bool {
        match least {
            NameClass::Exact => self.may_be_exact(other),
            _ => !self.contradicts(other, nicknames),
        }
    }

    /// Whether two names contradict each other, if a glance is enough to tell; `false` says nothing.
    ///
    /// Both have a part that no part of the other can answer to, by itself or written together with its
    /// neighbours.
    pub(crate) fn contradicts(&self, other: &Self, nicknames: &Nicknames) -> bool {
        if self.is_open || other.is_open {
            return false;
        }
        let (mut answered, mut answering) = (0_u16, 0_u16);
        for (at, one) in self.seen().enumerate() {
            for (with, another) in other.seen().enumerate() {
                if one.may_agree(another, nicknames) {
                    answered |= 1 << at;
                    answering |= 1 << with;
                }
            }
        }
        self.has_orphan(answered) && other.has_orphan(answering) && !self.may_join(other)
    }

    /// Whether two names may agree in all parts, and each part by its text or its other plain spelling.
    ///
    /// That is what it takes for [`NameClass::Exact`], whatever else there is to a name.
    pub(crate) fn may_be_exact(&self, other: &Self) -> bool {
        let are_all_in = |one: &Self, other: &Self| {
            let mut needed = one.seen().filter(|part| !part.outline.alternative);
            needed.all(|part| other.seen().any(|another| part.is_spelled_like(another)))
        };
        are_all_in(self, other) && are_all_in(other, self)
    }

    fn seen(&self) -> impl Iterator<Item = &Seen<'a>> {
        self.parts.iter().take(self.length).flatten()
    }

    fn has_orphan(&self, answered: u16) -> bool {
        let mut parts = self.seen().enumerate();
        parts.any(|(at, part)| !part.outline.alternative && answered & (1 << at) == 0)
    }

    fn may_join(&self, other: &Self) -> bool {
        if self.length + other.length < 3 {
            return false;
        }
        self.runs()
            .any(|run| other.runs().any(|with| run.length + with.length >= 3 && run.may_be(with)))
    }

    fn runs(&self) -> impl Iterator<Item = Run> {
        (0..self.length).flat_map(move |start| {
            let mut run = Run {
                length: 0,
                bytes: 0,
                letters: Letters::default(),
                first_sound: 0,
                has_given: false,
                has_family: false,
            };
            self.seen().skip(start).take(LONGEST).map(move |part| {
                if run.length == 0 {
                    run.first_sound = part.first_sound;
                }
                run.length += 1;
                run.bytes += part.outline.text.len();
                run.letters = run.letters.and(part.outline.letters);
                run.has_given |= part.outline.tag == Tag::Given;
                run.has_family |= part.outline.tag == Tag::Family;
                run
            })
        })
    }
}

impl Run {
    fn may_be(self, other: Self) -> bool {
        self.first_sound == other.first_sound
            && self.bytes.abs_diff(other.bytes) <= 3
            && self.letters.kept_apart(other.letters) <= KEPT_BY_A_SLIP
            && !(self.has_given && other.has_family)
            && !(self.has_family && other.has_given)
    }
}

impl Seen<'_> {
    fn may_agree(&self, other_seen: &Self, nicknames: &Nicknames) -> bool {
        let (one, other) = (&self.outline, &other_seen.outline);
        if matches!((one.tag, other.tag), (Tag::Given, Tag::Family) | (Tag::Family, Tag::Given)) {
            return false;
        }
        let may_be_one = || {
            self.spellings()
                .any(|one| other_seen.spellings().any(|another| may_be_spelled(one, another)))
        };
        let is_cut_short = || {
            let shorter = one.text.len().min(other.text.len());
            (shorter == 1 || one.abbreviated || other.abbreviated)
                && one.text.first() == other.text.first()
        };
        let is_short_form = || {
            let may_be = |outline: &Outline<'_>| {
                outline.tag != Tag::Family && nicknames.may_have(outline.text)
            };
            may_be(one) && may_be(other) && self.has_short_form(other, nicknames)
        };
        may_be_one() || is_cut_short() || is_short_form()
    }

    fn is_spelled_like(&self, other: &Self) -> bool {
        self.spellings().any(|(text, _)| other.spellings().any(|(with, _)| text == with))
    }

    /// Its text and its other plain spelling, with their letters.
    fn spellings(&self) -> impl Iterator<Item = (&[u8], Letters)> {
        let outline = &self.outline;
        std::iter::once((outline.text, outline.letters)).chain(outline.alt.zip(self.alt))
    }

    fn has_short_form(&self, other: &Outline<'_>, nicknames: &Nicknames) -> bool {
        let texts = [self.outline.text, other.text].map(std::str::from_utf8);
        let [Ok(text), Ok(other)] = texts else { return true };
        let listed = self.listed.get_or_init(|| listed_beside(text));
        listed.is_some_and(|listed| is_among(other, listed)) || nicknames.are_own(text, other)
    }
}

/// Whether two spellings may be one: the same, by another custom, or with slips.
fn may_be_spelled((one, letters): (&[u8], Letters), (other, with): (&[u8], Letters)) -> bool {
    let kept_apart = letters.kept_apart(with);
    let shorter = one.len().min(other.len());
    let slips = if shorter < 8 { 1 } else { 2 };
    let is_slip = || {
        shorter > 2
            && one.len().abs_diff(other.len()) <= 2
            && (letters.apart(with) <= 2 * slips || (shorter >= 6 && kept_apart <= KEPT_BY_A_SLIP))
    };
    kept_apart == 0 || is_slip()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::names::name_class;
    use crate::normalize::name::Name;

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => prop::sample::select(vec![
                "Robert", "Bob", "Roberto", "Paul", "Paula", "Ann", "Anna", "Joan", "Jean", "Claude",
                "Jeanclaude", "Berg", "Vanberg", "Van", "van der", "O'Brien", "Müller", "Mueller", "Muler", "Møllersen", "Moelersen", "Jürgen", "Ng",
                "Mohammed", "Muhamad", "Abdul", "Rahman", "Abdurrahman", "Smith", "Smyth", "Schmidt",
                "Sergey", "Сергей", "Katherine", "Catherine", "Kathryn", "Macdonald", "Mc Donald",
                "Jr", "Dr", "Mrs", "and", "&", "bin", "née", "Al",
            ]).prop_map(str::to_owned),
            2 => "[A-D][a-e]{0,7}",
            1 => "[A-Z][.]?",
            1 => "[A-Z][a-z]{1,3}[.]",
            1 => "[A-Z]{2,3}",
            1 => "[A-Z][a-z0]{2,8}(-[A-Z][a-z]{1,5})?",
        ]
    }

    /// Names with all that a name can have.
    pub(crate) fn name() -> impl Strategy<Value = Name> {
        (prop::collection::vec(word(), 1..4), prop::collection::vec(word(), 0..3), 0..3)
            .prop_filter_map("a name", |(given, family, form)| {
                let (given, family) = (given.join(" "), family.join(" "));
                match form {
                    0 => Name::from_parts(&given, &family),
                    1 => Name::parse(&format!("{family}, {given}")),
                    _ => Name::parse(&format!("{given} {family}")),
                }
            })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8000))]
        #[test]
        fn what_is_told_at_a_glance_is_so(one in name(), other in name(), own: bool) {
            let nicknames = Nicknames::default();
            let nicknames = if own { nicknames.with("Smith", "Berg") } else { nicknames };
            let class = name_class(&one, &other, &nicknames);
            let (one, other) = (Glance::of(&one), Glance::of(&other));
            prop_assert!(!one.contradicts(&other, &nicknames) || class == NameClass::Contradiction);
            prop_assert!(one.may_be_exact(&other) || class < NameClass::Exact);
        }
    }

    #[test]
    fn colleagues_are_told_apart_at_a_glance() {
        let nicknames = Nicknames::default();
        let name = |text| Name::parse(text).unwrap();
        let contradicts =
            |one: &Name, other: &Name| Glance::of(one).contradicts(&Glance::of(other), &nicknames);
        assert!(contradicts(&name("Robert Smith"), &name("Susan Miller")));
        assert!(!contradicts(&name("Robert Smith"), &name("Bob Smyth")));
        assert!(!contradicts(&name("Robert Smith"), &name("R. Smyth")));
        assert!(contradicts(&name("Jürgen Smith"), &name("Susan Møller")));
        assert!(!contradicts(&name("Juergen Smith"), &name("Jürgen Smyth")));
        assert!(!contradicts(&name("Jean Claude Roe"), &name("Jeanclaude Berg")));
    }
}
