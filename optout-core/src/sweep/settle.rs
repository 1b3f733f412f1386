//! What only the whole file can settle.

use super::Hit;
use crate::index::Keys;
use crate::matching::{Mailboxes, Matcher};

/// Records that wait for the end of the file ([`Match::is_settled`](crate::Match::is_settled)), and
/// what the file has shown of listed mailboxes until then.
#[derive(Default)]
pub(super) struct Unsettled {
    waiting: Vec<(Keys, Hit)>,
    mailboxes: Mailboxes,
}

impl Unsettled {
    /// Takes note of a record that leads to the list, whoever it belongs to.
    pub(super) fn see(&mut self, keys: &Keys, matcher: &Matcher) {
        matcher.see(keys, &mut self.mailboxes);
    }

    /// Lets a record wait.
    pub(super) fn wait(&mut self, keys: Keys, hit: Hit) {
        self.waiting.push((keys, hit));
    }

    /// The records in the order of the file, matched again with what the whole file has shown.
    pub(super) fn settled(self, matcher: &Matcher) -> impl Iterator<Item = Hit> {
        let Self { waiting, mailboxes } = self;
        waiting.into_iter().map(move |(keys, hit)| {
            let found = matcher.match_keys(&keys, &mailboxes);
            Hit { found, ..hit }
        })
    }
}
