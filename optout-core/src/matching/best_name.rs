//! Several names of one side with several of the other.

use std::cmp::Ordering;

use super::names::{Judged, NameClass, name_class};
use crate::normalize::name::Name;
use crate::normalize::nicknames::Nicknames;

/// The best agreement of any name of one side with any of the other.
pub(super) fn best_name(one: &[Name], other: &[Name], nicknames: &Nicknames) -> Option<NameClass> {
    pairs(one, other).map(|(name, with)| name_class(name, with, nicknames)).max()
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

impl Names {
    /// Compares each name of one side with each of the other, once.
    pub(super) fn of(one: &[Name], other: &[Name], nicknames: &Nicknames) -> Option<Self> {
        let compared = pairs(one, other).map(|(name, with)| {
            let judged = Judged::of(name, with, nicknames);
            Self {
                best: judged.class,
                complete: judged.class > NameClass::Contradiction
                    && judged.left_out() == 0
                    && is_whole(name)
                    && is_whole(with),
                close: judged.is_close,
            }
        });
        compared.reduce(|all, pair| Self {
            best: all.best.max(pair.best),
            complete: match all.best.cmp(&pair.best) {
                Ordering::Less => pair.complete,
                Ordering::Equal => all.complete || pair.complete,
                Ordering::Greater => all.complete,
            },
            close: all.close || pair.close,
        })
    }
}

fn is_whole(name: &Name) -> bool {
    name.name_tokens().nth(1).is_some()
}

fn pairs<'a>(one: &'a [Name], other: &'a [Name]) -> impl Iterator<Item = (&'a Name, &'a Name)> {
    one.iter().flat_map(move |name| other.iter().map(move |with| (name, with)))
}
