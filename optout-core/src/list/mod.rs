//! The vendor's Opt-Out List, and those of other vendors.

mod batch;
mod entry;
mod fault;
mod form;
mod hashed;
mod json;
mod options;
mod read;
mod row;
mod rows;
mod snapshot;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

pub use entry::OptOut;
pub use fault::{Fault, FaultKind};
pub use form::ListForm;
pub use hashed::{
    HashProfile, HashedAnswer, HashedList, HashedOutcome, HashedTally, drop_name, drop_person,
};
pub use options::ListOptions;
pub use snapshot::{Snapshot, SnapshotChanges};

use crate::table::Role;

/// People who asked the vendor to be removed.
///
/// Rows about one person are one entry with all their addresses. `Debug` shows counts only.
#[derive(Clone)]
pub struct OptOutList {
    entries: Vec<OptOut>,
    faults: Vec<Fault>,
    records: u64,
    columns: Vec<Option<Role>>,
    unread_columns: Vec<usize>,
    /// Made when it is first asked for: who redacts only has no use for it.
    #[expect(clippy::disallowed_types, reason = "it is the list's own")]
    snapshot_id: std::sync::OnceLock<Arc<str>>,
    threads: usize,
}

impl OptOutList {
    /// The people, in the order of the list.
    pub fn entries(&self) -> &[OptOut] {
        &self.entries
    }

    /// What was wrong with single rows.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many rows the list had, merged ones included.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// What each column was taken for; `None` for one whose name says nothing to the library. The fields of JSON
    /// are columns in the order in which they first come, the first thousand of those that say nothing.
    pub fn columns(&self) -> &[Option<Role>] {
        &self.columns
    }

    /// Numbers of columns, from 1, whose names say nothing to the library: perhaps they should be named.
    pub fn unread_columns(&self) -> &[usize] {
        &self.unread_columns
    }

    /// The list as it stands today, for finding what is new next week.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.entries)
    }

    /// The id of the snapshot.
    pub(crate) fn snapshot_id(&self) -> &Arc<str> {
        self.snapshot_id.get_or_init(|| snapshot::id(&self.entries, self.threads).into())
    }
}

impl fmt::Debug for OptOutList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OptOutList")
            .field("entries", &self.entries.len())
            .field("faults", &self.faults.len())
            .field("records", &self.records)
            .finish()
    }
}
