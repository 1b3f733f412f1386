//! What administrators are told, and when.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::digest::hex;
use crate::list::{Snapshot, SnapshotChanges};
use crate::normalize::date::{Date, Weekday};

/// The weekly message about new opt-outs.
///
/// ```
/// use optout_core::notice::Digest;
/// use optout_core::{ListOptions, OptOutList};
///
/// let read = |text: &str| OptOutList::read(text.as_bytes(), &ListOptions::default());
/// let last_week = read("Unique 6sense Record ID\nP1\n")?.snapshot();
/// let this_week = read("Unique 6sense Record ID\nP1\nP2\n")?.snapshot();
/// let tuesday = "2026-11-24".parse().unwrap();
/// let digest = Digest::due(&last_week, &this_week, tuesday).unwrap();
/// assert_eq!(digest.changes.new, ["P2"]);
/// assert!(Digest::due(&this_week, &this_week, tuesday).is_none());
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// SHA-256 of the pair of snapshots, in hexadecimal: the same message sent again is known.
    pub message_id: String,
    /// What is new, changed and gone. Who is gone stays opted out.
    pub changes: SnapshotChanges,
    /// Entries in the list as a whole.
    pub entries: usize,
    /// The list is shorter than last time, which a cumulative list never is.
    pub shrank: bool,
}

impl Digest {
    /// The digest of a day: there is one on Tuesdays, if there is anything new.
    pub fn due(earlier: &Snapshot, now: &Snapshot, today: Date) -> Option<Self> {
        let changes = now.since(earlier);
        if today.weekday() != Weekday::Tuesday || changes.new.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        hash.update(earlier.id());
        hash.update([0]);
        hash.update(now.id());
        Some(Self {
            message_id: hex(&hash.finalize()),
            changes,
            entries: now.len(),
            shrank: now.len() < earlier.len(),
        })
    }
}
