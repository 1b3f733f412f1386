//! What a sweep was told, for the record of it.

use super::{Against, Guard, Sweep};
use crate::decision::Policy;
use crate::list::OptOutList;
use crate::normalize::date::Date;

/// What a sweep was told.
pub(crate) struct Facts<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) now: Date,
    pub(crate) received: Date,
    /// The snapshot's name.
    pub(crate) snapshot: &'a str,
    /// The list itself, if it is there.
    pub(crate) list: Option<&'a OptOutList>,
    pub(crate) entries: u64,
    pub(crate) evidence_pieces: u64,
    pub(crate) guard: Guard,
    pub(crate) previous_entries: Option<u64>,
    pub(crate) previous_records: Option<u64>,
}

impl Sweep<'_> {
    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts {
            policy: &self.policy,
            now: self.now,
            received: self.received,
            snapshot: match self.against {
                Against::List(list) => list.snapshot_id(),
                Against::Matcher(matcher) => matcher.list_snapshot(),
            },
            list: self.list,
            entries: self.entries() as u64,
            evidence_pieces: self.evidence.len(),
            guard: self.guard,
            previous_entries: self.previous_list.map(|snapshot| snapshot.len() as u64),
            previous_records: self.previous_records,
        }
    }
}
