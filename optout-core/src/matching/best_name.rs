//! Several names of one side with several of the other.

use std::cell::OnceCell;
use std::cmp::Ordering;

use super::names::{Glance, Judged, NameClass, Parts, TwoWords};
use crate::index::IndexedEntry;
use crate::normalize::name::{AnyName, Name};
use crate::normalize::nicknames::Nicknames;

/// The names of a record, made ready to be compared with those of many entries.
pub(super) struct RecordNames<'a, N = Name> {
    names: Vec<Ready<'a, N>>,
    nicknames: &'a Nicknames,
}

struct Ready<'a, N> {
    name: &'a N,
    words: Option<TwoWords<'a>>,
    /// Apart, because it is large and seldom needed.
    glance: OnceCell<Box<Glance<'a>>>,
    parts: OnceCell<Parts<'a>>,
}

impl<'a, N: AnyName> Ready<'a, N> {
    fn of(name: &'a N) -> Self {
        let (words, glance, parts) = (TwoWords::of(name), OnceCell::new(), OnceCell::new());
        Self { name, words, glance, parts }
    }

    fn glance(&self) -> &Glance<'a> {
        self.glance.get_or_init(|| Box::new(Glance::of(self.name)))
    }

    /// Only what is compared in full has to be taken apart.
    fn parts(&self, nicknames: &Nicknames) -> &Parts<'a> {
        self.parts.get_or_init(|| Parts::of(self.name, nicknames))
    }

    /// Whether another name is of the same two plain words.
    fn is_twin(&self, other: &Ready<'_, impl AnyName>) -> bool {
        let both = self.words.as_ref().zip(other.words.as_ref());
        both.is_some_and(|(words, others)| words.are_those_of(others))
    }

    fn with(&self, other: &Ready<'_, impl AnyName>, nicknames: &Nicknames) -> Names {
        if self.is_twin(other) {
            Names::TWINS
        } else if self.glance().contradicts(other.glance(), nicknames) {
            Names::CONTRADICTION
        } else {
            Names::of(self.parts(nicknames), other.parts(nicknames), nicknames)
        }
    }
}

/// What can be said of the names of two sides.
#[derive(Clone, Copy)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Names {
    /// The best agreement.
    pub(super) best: NameClass,
    /// Names that agree so well are whole, can be one person's, and leave out no part of each other.
    pub(super) complete: bool,
    /// A name of each is close to the other.
    pub(super) close: bool,
}

impl<'a, N: AnyName> RecordNames<'a, N> {
    pub(super) fn new(names: &'a [N], nicknames: &'a Nicknames) -> Self {
        Self { names: names.iter().map(Ready::of).collect(), nicknames }
    }

    /// Compares each of them with each name of the other side, once.
    pub(super) fn with(&self, others: impl IntoIterator<Item = impl AnyName>) -> Option<Names> {
        let mut all: Option<Names> = None;
        for other in others {
            let other = Ready::of(&other);
            for name in &self.names {
                let pair = name.with(&other, self.nicknames);
                all = Some(all.map_or(pair, |all| all.or(pair)));
            }
        }
        all
    }

    /// Whether any of them agrees so well with one of an entry's; the least that there can be is that both can be
    /// one person's.
    pub(super) fn reach(&self, least: NameClass, entry: Option<IndexedEntry<'_>>) -> bool {
        entry.is_some_and(|entry| entry.names().any(|other| self.reach_one(least, &other)))
    }

    fn reach_one(&self, least: NameClass, other: &impl AnyName) -> bool {
        let (other, nicknames) = (Ready::of(other), self.nicknames);
        self.names.iter().any(|name| {
            name.is_twin(&other)
                || name.glance().may_reach(least, other.glance(), nicknames)
                    && Judged::of(name.parts(nicknames), other.parts(nicknames), nicknames).class
                        >= least
        })
    }

    /// The best agreement of any of them with any name of the other side.
    pub(super) fn best(&self, others: impl IntoIterator<Item = impl AnyName>) -> Option<NameClass> {
        self.with(others).map(|names| names.best)
    }
}

/// Whether a name may agree so well with one of an entry's, as far as a glance tells; `false` is sure.
pub(super) fn may_reach(
    glance: &Glance<'_>,
    least: NameClass,
    entry: Option<IndexedEntry<'_>>,
    nicknames: &Nicknames,
) -> bool {
    let may_be = |other| glance.may_reach(least, &Glance::of(&other), nicknames);
    entry.is_some_and(|entry| entry.names().any(may_be))
}

impl Names {
    const CONTRADICTION: Self =
        Self { best: NameClass::Contradiction, complete: false, close: false };
    const TWINS: Self = Self { best: NameClass::Exact, complete: true, close: true };

    fn of(one: &Parts<'_>, other: &Parts<'_>, nicknames: &Nicknames) -> Self {
        let judged = Judged::of(one, other, nicknames);
        Self {
            best: judged.class,
            complete: judged.class > NameClass::Contradiction
                && judged.left_out() == 0
                && one.is_whole()
                && other.is_whole(),
            close: judged.is_close,
        }
    }

    fn or(self, pair: Self) -> Self {
        Self {
            best: self.best.max(pair.best),
            complete: match self.best.cmp(&pair.best) {
                Ordering::Less => pair.complete,
                Ordering::Equal => self.complete || pair.complete,
                Ordering::Greater => self.complete,
            },
            close: self.close || pair.close,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matching::names::any_name;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8000))]
        #[test]
        fn twins_are_what_a_full_comparison_finds(one in any_name(), other in any_name(), again: bool) {
            let spoken: Vec<&str> = one.views().map(|token| token.text).collect();
            let again = Name::parse(&spoken.join(" ")).filter(|_| again);
            let other = again.as_ref().unwrap_or(&other);
            let nicknames = Nicknames::default();
            let pair = [Ready::of(&one), Ready::of(other)];
            let [one, other] = &pair;
            if one.is_twin(other) {
                let found = Names::of(one.parts(&nicknames), other.parts(&nicknames), &nicknames);
                prop_assert_eq!(found, Names::TWINS);
            }
        }
    }

    #[test]
    fn plain_names_are_twins_however_they_are_written() {
        let are_twins = |one: Option<Name>, other: Option<Name>| {
            let [one, other] = [one.unwrap(), other.unwrap()];
            Ready::of(&one).is_twin(&Ready::of(&other))
        };
        let ada = || Name::from_parts("Ada", "Lovelace");
        assert!(are_twins(ada(), Name::parse("ADA LOVELACE")));
        assert!(are_twins(ada(), Name::parse("Lovelace, Ada")));
        assert!(!are_twins(ada(), Name::parse("Lovelace Ada")));
        assert!(!are_twins(ada(), Name::parse("Dr. Ada Lovelace")));
        let hyphened = || Name::from_parts("Anna-Maria", "");
        assert!(!are_twins(hyphened(), hyphened()));
    }
}
