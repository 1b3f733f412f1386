//! What a table has shown so far.

use super::finding::{FindingKind, Findings};
use super::plan::Plan;
use super::progress::Progress;

/// What is told of a table's header, and counts of its rows.
///
/// It stands beside the plan, not in it, so that its owner can be free of lifetimes.
#[derive(Clone)]
pub(super) struct Tally {
    pub(super) profile: String,
    pub(super) is_appended: bool,
    pub(super) records: u64,
    pub(super) redacted: u64,
    pub(super) already_redacted: u64,
    pub(super) findings: Findings,
}

impl Tally {
    /// Nothing but the header yet.
    pub(super) fn new(plan: &Plan<'_>) -> Self {
        let mut findings = Findings::default();
        if plan.profile().is_sep() {
            findings.add(FindingKind::ProfileSep, 0);
        }
        Self {
            profile: plan.profile().name().to_owned(),
            is_appended: plan.appends_flag(),
            records: 0,
            redacted: 0,
            already_redacted: 0,
            findings,
        }
    }

    /// How far it has come, by so many bytes.
    pub(super) fn progress(&self, bytes: u64) -> Progress {
        let redacted = self.redacted + self.already_redacted;
        Progress { bytes, records: self.records, redacted }
    }
}
