//! The names of one person, kept outside an index in the bytes that an index has.

use serde::{Deserialize, Serialize};

use super::names::{KeptName, KeptNames, put_read};
use crate::normalize::name::AnyName;

/// What was read of the names of a record or an entry: equal where all of them were read the same.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Person(Box<[u8]>);

impl Person {
    pub(crate) fn of(names: impl IntoIterator<Item = impl AnyName>) -> Self {
        let mut bytes = Vec::with_capacity(64);
        names.into_iter().for_each(|name| put_read(&name, &mut bytes));
        Self(bytes.into())
    }

    /// Whether it has no name.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = KeptName<'_>> {
        KeptNames(&self.0).read()
    }
}
