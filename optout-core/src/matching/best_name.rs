//! Several names of one side with several of the other.

use std::cell::OnceCell;
use std::cmp::Ordering;

use super::names::{Glance, Judged, NameClass, Parts};
use crate::index::IndexedEntry;
use crate::normalize::name::{AnyName, Name};
use crate::normalize::nicknames::Nicknames;

/// The names of a record, made ready to be compared with those of many entries.
pub(super) struct RecordNames<'a> {
    names: Vec<Ready<'a>>,
    nicknames: &'a Nicknames,
}

struct Ready<'a> {
    name: &'a Name,
    glance: Glance<'a>,
    parts: OnceCell<Box<Parts<'a>>>,
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

impl<'a> RecordNames<'a> {
    pub(super) fn new(names: &'a [Name], nicknames: &'a Nicknames) -> Self {
        let ready = |name| Ready { name, glance: Glance::of(name), parts: OnceCell::new() };
        Self { names: names.iter().map(ready).collect(), nicknames }
    }

    /// Compares each of them with each name of the other side, once.
    pub(super) fn with(&self, others: impl IntoIterator<Item = impl AnyName>) -> Option<Names> {
        let mut all: Option<Names> = None;
        for other in others {
            let glance = Glance::of(&other);
            // Only what is compared in full has to be taken apart.
            let parts = OnceCell::new();
            for name in &self.names {
                let pair = if name.glance.contradicts(&glance, self.nicknames) {
                    Names::CONTRADICTION
                } else {
                    let of_name = || Box::new(Parts::of(name.name, self.nicknames));
                    Names::of(
                        name.parts.get_or_init(of_name),
                        parts.get_or_init(|| Parts::of(&other, self.nicknames)),
                        self.nicknames,
                    )
                };
                all = Some(all.map_or(pair, |all| all.or(pair)));
            }
        }
        all
    }

    /// Whether any of them can be that of an entry.
    pub(super) fn can_be(&self, entry: Option<IndexedEntry<'_>>) -> bool {
        entry.and_then(|entry| self.best(entry.names())) > Some(NameClass::Contradiction)
    }

    /// The best agreement of any of them with any name of the other side.
    pub(super) fn best(&self, others: impl IntoIterator<Item = impl AnyName>) -> Option<NameClass> {
        self.with(others).map(|names| names.best)
    }
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
