//! What has been reached, and when to look again.

use serde::Serialize;

use super::erasure::Erasure;
use super::progress::MethodProgress;
use super::system::{Method, System};
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::date::Date;

/// What has become of the records of one call so far. The numbers are of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The call.
    pub method: Method,
    /// The system.
    pub system: System,
    /// How many are planned.
    pub planned: usize,
    /// How many the system has deleted.
    pub deleted: usize,
    /// How many were not there any more. Where nearly all are, look whether calls go to the right place.
    pub gone: usize,
    /// How many deletions the system has accepted, to do later.
    pub accepted: usize,
    /// How many the system refuses to delete.
    pub failed: usize,
    /// How many are not settled.
    pub open: usize,
    /// The day of the last answer.
    pub last: Option<Date>,
}

/// Records to look for again: they come back with imports and syncs. `Debug` shows how many.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Reverification {
    /// The call that deleted them.
    pub method: Method,
    /// The system to look in.
    pub system: System,
    /// 30, 60 or 90: how many days after the last of them was deleted.
    pub days: u32,
    /// The day from which to look.
    pub due: Date,
    /// The ids; those that the system refused to delete are not among them.
    pub record_ids: Vec<String>,
}

/// After how many days records are looked for again.
pub const REVERIFY_AFTER: [u32; 3] = [30, 60, 90];

const EXPECTED_ROUND: &str =
    "30, 60 or 90, once all of its records are settled and those before are done";

impl Erasure {
    /// What has been reached, call by call in their order.
    pub fn standing(&self) -> Vec<Standing> {
        let of_method = |method: Method| {
            let none = MethodProgress::default();
            let of_method = self.progress().methods.get(&method).unwrap_or(&none);
            let &MethodProgress { deleted, gone, accepted, ref failed, last, .. } = of_method;
            let planned = self.plan().record_ids(method).len();
            let failed = failed.len();
            let open = planned.saturating_sub(deleted + gone + accepted + failed);
            let system = method.system();
            Standing { method, system, planned, deleted, gone, accepted, failed, open, last }
        };
        self.plan().methods().map(of_method).collect()
    }

    /// What is to be looked for again on a day: 30, 60 and 90 days after the last record of a call was
    /// deleted, from the day on which it is due until somebody has looked ([`reverified`](Self::reverified)).
    pub fn reverification(&self, today: Date) -> Vec<Reverification> {
        let due = self.standing().into_iter().filter(|standing| standing.open == 0);
        due.filter_map(|Standing { method, system, last, .. }| {
            let of_method = self.progress().methods.get(&method)?;
            let days = *REVERIFY_AFTER.get(of_method.rounds)?;
            let due = last?.add_days(i32::try_from(days).ok()?)?;
            let ids = self.plan().record_ids(method).iter().zip(0..);
            let erased = ids.filter(|(_, place)| !of_method.failed.contains_key(place));
            let record_ids: Vec<String> = erased.map(|(id, _)| id.clone()).collect();
            let is_due = due <= today && !record_ids.is_empty();
            is_due.then_some(Reverification { method, system, days, due, record_ids })
        })
        .collect()
    }

    /// Somebody has looked for the records of a call again, so many days after.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a round that is not the next.
    pub fn reverified(&mut self, method: Method, days: u32) -> Result<()> {
        let is_settled = |standing: &Standing| standing.method == method && standing.open == 0;
        let is_next = self.standing().iter().any(is_settled)
            && REVERIFY_AFTER.get(self.progress_mut().of(method).rounds) == Some(&days);
        if !is_next {
            let (option, expected) = ("days", EXPECTED_ROUND);
            return Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        }
        self.progress_mut().of(method).rounds += 1;
        Ok(())
    }
}

impl std::fmt::Debug for Reverification {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reverification")
            .field("method", &self.method)
            .field("days", &self.days)
            .field("due", &self.due)
            .field("records", &self.record_ids.len())
            .finish()
    }
}
