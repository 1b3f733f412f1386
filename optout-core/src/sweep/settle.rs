//! What only the whole file can settle.

use std::collections::BTreeMap;

use super::Hit;
use crate::contact::Contact;
use crate::index::Keys;
use crate::matching::{Match, MatchStatus, Matcher, NameClass, best_name};
use crate::normalize::name::Name;

/// Whether a match rests on an address alone: the list has no name for it, or one that several people
/// could answer to, such as `J. Smith`. If another record with that address is somebody else, the
/// mailbox is shared and nobody's record may go.
pub(super) fn needs_the_whole_file(found: &Match) -> bool {
    found.finding().is_some_and(|finding| {
        finding.status == MatchStatus::Match
            && !finding.comparison.id
            && finding.comparison.name.is_none_or(|class| class < NameClass::Swapped)
    })
}

/// Records that wait for the end of the file, by the entry and the mailbox that found them.
#[derive(Default)]
pub(super) struct Unsettled {
    hits: Vec<Hit>,
    mailboxes: BTreeMap<(String, String), Mailbox>,
}

#[derive(Default)]
struct Mailbox {
    /// The places of the records in `hits`.
    members: Vec<usize>,
    /// Their names, each once.
    names: Vec<Name>,
    is_shared: bool,
}

impl Unsettled {
    pub(super) fn add(&mut self, hit: Hit, contact: &Contact<'_>) {
        let Some(finding) = hit.found.finding() else { return };
        let keys = Keys::of(contact);
        for email in &keys.emails {
            let key = (finding.entry_id.clone(), email.canonical().to_owned());
            self.mailboxes.entry(key).or_default().add(self.hits.len(), &keys.names);
        }
        self.hits.push(hit);
    }

    /// The records in the order of the file, those with a shared mailbox judged anew.
    pub(super) fn settled(mut self, matcher: &Matcher) -> Vec<Hit> {
        for mailbox in self.mailboxes.values().filter(|mailbox| mailbox.is_shared) {
            for at in &mailbox.members {
                if let Some(hit) = self.hits.get_mut(*at)
                    && let Some(found) = matcher.with_shared_mailbox(&hit.found)
                {
                    hit.found = found;
                }
            }
        }
        self.hits
    }
}

impl Mailbox {
    fn add(&mut self, at: usize, names: &[Name]) {
        self.members.push(at);
        self.is_shared |= !names.is_empty()
            && self.names.iter().any(|other| {
                best_name(names, std::slice::from_ref(other)) == Some(NameClass::Contradiction)
            });
        for name in names {
            // Once it is shared, no further name tells more.
            if !self.is_shared && !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
    }
}
