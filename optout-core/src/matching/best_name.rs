//! Several names of one side with several of the other.

use super::names::{NameClass, name_class};
use crate::normalize::name::Name;
use crate::normalize::nicknames::Nicknames;

/// The best agreement of any name of one side with any of the other.
pub(super) fn best_name(one: &[Name], other: &[Name], nicknames: &Nicknames) -> Option<NameClass> {
    let pairs = one.iter().flat_map(|name| other.iter().map(move |with| (name, with)));
    pairs.map(|(name, with)| name_class(name, with, nicknames)).max()
}
