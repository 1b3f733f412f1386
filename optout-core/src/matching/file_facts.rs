//! What only a pass over a whole file can tell.

use std::fmt;

use hashbrown::HashMap;

use super::look_up::LookUp;
use super::mailboxes::Mailboxes;
use crate::index::Index;

/// What a whole file shows, and no record by itself.
#[derive(Default)]
pub(crate) struct FileFacts {
    pub(super) mailboxes: Mailboxes,
    /// How many records have an id or address of the entry, or its company and a name that can be its.
    claims: HashMap<u32, u32, foldhash::fast::FixedState>,
}

impl FileFacts {
    /// Takes note of a record, whoever it belongs to.
    pub(super) fn see(&mut self, record: &LookUp, index: &Index) {
        self.mailboxes.see(record, index);
        for at in &record.claims {
            *self.claims.entry(*at).or_default() += 1;
        }
    }

    /// Whether no other record of the file has an id or address of the entry, or its company and a name that
    /// can be its.
    pub(super) fn is_only_record(&self, at: u32) -> bool {
        self.claims.get(&at).is_none_or(|records| *records <= 1)
    }
}

impl fmt::Debug for FileFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileFacts").field("mailboxes", &self.mailboxes).finish_non_exhaustive()
    }
}
