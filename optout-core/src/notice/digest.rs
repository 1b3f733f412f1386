//! The weekly message about new opt-outs.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::basis::{BasisPolicy, Deadline, Regime, Request, Term};
use crate::digest::hex;
use crate::list::{Snapshot, SnapshotChanges};
use crate::normalize::date::{Date, Moment, Weekday, Zone};

/// What administrators have been told so far.
///
/// An entry is new if no earlier list had it, whatever its request date says: one that arrives late is
/// new, too, and one that was gone and is back is not. Keep it when the message is out: a state that was
/// not kept makes the same message again, under the same [id](Digest::message_id).
///
/// ```
/// use optout_core::notice::DigestState;
/// use optout_core::normalize::date::Zone;
/// use optout_core::{BasisPolicy, ListOptions, OptOutList};
///
/// let read = |text: &str| OptOutList::read(text.as_bytes(), &ListOptions::default());
/// let last_week = read("Unique 6sense Record ID\nP1\n")?.snapshot();
/// let this_week = read("Unique 6sense Record ID\nP1\nP2\n")?.snapshot();
/// let (zone, policy) = ("Europe/Berlin".parse::<Zone>()?, BasisPolicy::default());
///
/// let mut state = DigestState::new();
/// let tuesday = "2026-11-17T08:00:00Z".parse()?;
/// assert!(state.weekly(&last_week, tuesday, &zone, &policy).is_some());
///
/// let tuesday = "2026-11-24T08:00:00Z".parse()?;
/// let digest = state.weekly(&this_week, tuesday, &zone, &policy).unwrap();
/// assert_eq!(digest.changes.new, ["P2"]);
/// assert!(state.weekly(&this_week, tuesday, &zone, &policy).is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DigestState {
    /// The list at the last Tuesday.
    latest: Snapshot,
    /// Names of entries that earlier lists had and that one has not.
    gone: BTreeSet<String>,
    /// When it was last looked whether there is anything new.
    looked_on: Option<Date>,
}

/// A weekly message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// SHA-256 of the pair of snapshots, in hexadecimal: the same message sent again is known by it.
    pub message_id: String,
    /// The Tuesday, or the day on which a missed one was made up for.
    pub date: Date,
    /// What is new, changed and gone. Who is gone stays opted out.
    pub changes: SnapshotChanges,
    /// Entries in the list as a whole.
    pub entries: usize,
    /// The list is shorter than last time, which a cumulative list never is.
    pub shrank: bool,
    /// By when the new entries are to be honoured, the earliest first.
    pub deadlines: Vec<DigestDeadline>,
}

/// A day by which new entries are to be honoured if a regime applies to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DigestDeadline {
    /// The regime; `None` for the review that the vendor asks for.
    pub regime: Option<Regime>,
    /// Its name in words.
    pub title: String,
    /// The day, counted from that of the digest: when the list was received, the library does not know.
    pub deadline: Deadline,
}

impl DigestState {
    /// Nothing has been told yet: the first digest tells of the whole list.
    pub fn new() -> Self {
        Self::default()
    }

    /// The digest of the week, if one is due.
    ///
    /// It is on Tuesdays, as days are in `zone`, and on the first day thereafter if nobody looked on the
    /// Tuesday. Without anything new there is none: then, changed and vanished entries wait for the next.
    pub fn weekly(
        &mut self,
        current: &Snapshot,
        now: Moment,
        zone: &Zone,
        policy: &BasisPolicy,
    ) -> Option<Digest> {
        let today = zone.day(now);
        let is_due = match self.looked_on {
            Some(before) if before <= today => latest_tuesday(today) > before,
            // Never, or on a day that is still to come: a clock that was wrong silences nobody until then.
            _ => today.weekday() == Weekday::Tuesday,
        };
        if !is_due {
            return None;
        }
        self.looked_on = Some(today);
        let mut changes = current.since(&self.latest);
        changes.new.retain(|name| !self.gone.contains(name));
        if changes.new.is_empty() {
            return None;
        }
        let digest = Digest {
            message_id: pair_id(&self.latest, current),
            date: today,
            entries: current.len(),
            shrank: current.len() < self.latest.len(),
            deadlines: deadlines(today, policy),
            changes,
        };
        self.gone.extend(digest.changes.vanished.iter().cloned());
        self.gone.retain(|name| !current.has(name));
        self.latest = current.clone();
        Some(digest)
    }
}

/// The Tuesday of which it is the week: the day itself or one of the six before.
fn latest_tuesday(today: Date) -> Date {
    let days = (0..7).filter_map(|back: i32| today.add_days(-back));
    days.into_iter().find(|day| day.weekday() == Weekday::Tuesday).unwrap_or(today)
}

fn pair_id(earlier: &Snapshot, current: &Snapshot) -> String {
    let mut hash = Sha256::new();
    hash.update(earlier.id());
    hash.update([0]);
    hash.update(current.id());
    hex(&hash.finalize())
}

fn deadlines(start: Date, policy: &BasisPolicy) -> Vec<DigestDeadline> {
    let of_regimes = policy.packs.iter().filter(|pack| pack.name != Regime::Rest);
    let mut deadlines: Vec<DigestDeadline> = of_regimes
        .filter(|pack| !policy.no_applicable_law.contains(&pack.name))
        .filter_map(|pack| {
            let regimes = [pack.name].into_iter().collect();
            let deadline =
                policy.packs.deadline(regimes, Request::OptOut, start, &policy.holidays)?;
            Some(DigestDeadline { regime: Some(pack.name), title: pack.title.clone(), deadline })
        })
        .collect();
    deadlines.push(DigestDeadline {
        regime: None,
        title: "Monthly review that the vendor asks for".to_owned(),
        deadline: Term::VENDOR_REVIEW.deadline(start, &policy.holidays),
    });
    deadlines.sort_by_key(|one| one.deadline.date);
    deadlines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::{ListOptions, OptOutList};

    fn snapshot(ids: &[&str]) -> Snapshot {
        let text = format!("Unique 6sense Record ID\n{}\n", ids.join("\n"));
        OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap().snapshot()
    }

    fn looked(state: &mut DigestState, ids: &[&str], day: &str) -> Option<Vec<String>> {
        let now = day.parse().unwrap();
        let digest = state.weekly(&snapshot(ids), now, &Zone::utc(), &BasisPolicy::default());
        digest.map(|digest| digest.changes.new)
    }

    #[test]
    fn on_tuesdays_and_never_without_news() {
        let mut state = DigestState::new();
        assert_eq!(looked(&mut state, &["P1"], "2026-11-16"), None, "a Monday");
        assert_eq!(looked(&mut state, &["P1"], "2026-11-17"), Some(vec!["P1".to_owned()]));
        assert_eq!(looked(&mut state, &["P1"], "2026-11-24"), None, "nothing new");
        assert_eq!(looked(&mut state, &["P1", "P2"], "2026-11-25"), None, "a Wednesday");
        // The next Tuesday was missed.
        assert_eq!(
            looked(&mut state, &["P1", "P2"], "2026-12-03"),
            Some(vec!["P2".to_owned()]),
            "a Thursday"
        );
        assert_eq!(looked(&mut state, &["P1", "P2", "P3"], "2026-12-07"), None, "a Monday");
        assert_eq!(
            looked(&mut state, &["P1", "P2", "P3"], "2026-12-08"),
            Some(vec!["P3".to_owned()])
        );
    }

    #[test]
    fn who_was_gone_is_not_new_again() {
        let mut state = DigestState::new();
        looked(&mut state, &["P1", "P2"], "2026-11-17");
        looked(&mut state, &["P2", "P3"], "2026-11-24");
        assert_eq!(looked(&mut state, &["P1", "P2", "P3"], "2026-12-01"), None);
        assert_eq!(
            looked(&mut state, &["P1", "P2", "P3", "P4"], "2026-12-08"),
            Some(vec!["P4".to_owned()])
        );
    }

    #[test]
    fn a_message_sent_again_is_the_same() {
        let mut state = DigestState::new();
        looked(&mut state, &["P1"], "2026-11-17");
        let mut again = state.clone();
        let next = snapshot(&["P1", "P2"]);
        let (now, policy) = ("2026-11-24".parse().unwrap(), BasisPolicy::default());
        let one = state.weekly(&next, now, &Zone::utc(), &policy).unwrap();
        assert_eq!(again.weekly(&next, now, &Zone::utc(), &policy), Some(one.clone()));
        let days: Vec<String> =
            one.deadlines.iter().map(|one| one.deadline.date.to_string()).collect();
        assert!(days.is_sorted() && days.len() == 6, "{days:?}");
    }
}
