//! Several names of one side with several of the other.

use std::cell::OnceCell;
use std::cmp::Ordering;

use super::names::{Glance, Judged, NameClass, Parts};
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
    glance: Glance<'a>,
    parts: OnceCell<Parts<'a>>,
}

impl<'a, N: AnyName> Ready<'a, N> {
    /// Only what is compared in full has to be taken apart.
    fn parts(&self, nicknames: &Nicknames) -> &Parts<'a> {
        self.parts.get_or_init(|| Parts::of(self.name, nicknames))
    }
}

/// What can be said of the names of two sides.
#[derive(Clone, Copy)]
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
        let ready = |name| Ready { name, glance: Glance::of(name), parts: OnceCell::new() };
        Self { names: names.iter().map(ready).collect(), nicknames }
    }

    /// Compares each of them with each name of the other side, once.
    pub(super) fn with(&self, others: impl IntoIterator<Item = impl AnyName>) -> Option<Names> {
        let mut all: Option<Names> = None;
        for other in others {
            let glance = Glance::of(&other);
            let parts = OnceCell::new();
            for name in &self.names {
                let pair = if name.glance.contradicts(&glance, self.nicknames) {
                    Names::CONTRADICTION
                } else {
                    Names::of(
                        name.parts(self.nicknames),
                        parts.get_or_init(|| Parts::of(&other, self.nicknames)),
                        self.nicknames,
                    )
                };
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
        let glance = Glance::of(other);
        let parts = OnceCell::new();
        self.names.iter().any(|name| {
            name.glance.may_reach(least, &glance, self.nicknames) && {
                let other = parts.get_or_init(|| Parts::of(other, self.nicknames));
                Judged::of(name.parts(self.nicknames), other, self.nicknames).class >= least
            }
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
