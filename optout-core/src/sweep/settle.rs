//! What only the whole file can settle.

use super::hit::Hit;
use crate::matching::{FileFacts, LookUp, Matcher};

/// Records that wait for the end of the file ([`Match::is_settled`](crate::Match::is_settled)), and
/// what the file has shown of listed mailboxes until then.
#[derive(Default)]
pub(super) struct Unsettled {
    waiting: Vec<(LookUp, Hit)>,
    file: FileFacts,
}

impl Unsettled {
    /// Takes note of a record that leads to the list, whoever it belongs to, and lets it wait if it has to.
    pub(super) fn see(&mut self, record: LookUp, hit: Option<Hit>, matcher: &Matcher) {
        matcher.see(&record, &mut self.file);
        self.waiting.extend(hit.map(|hit| (record, hit)));
    }

    /// Adds the records behind these.
    pub(super) fn append(&mut self, other: Self, matcher: &Matcher) {
        self.file.merge_checked(other.file, matcher);
        self.waiting.extend(other.waiting);
    }

    /// The records in the order of the file, matched again with what the whole file has shown.
    pub(super) fn settled(self, matcher: &Matcher) -> impl Iterator<Item = Hit> {
        let Self { waiting, file } = self;
        waiting.into_iter().map(move |(record, hit)| {
            let found = matcher.judge(&record, Some(&file));
            Hit { found, ..hit }
        })
    }
}
