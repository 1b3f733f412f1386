//! A record that a rule found.

use super::Sweep;
use super::review::Side;
use crate::basis::{Evidence, Reason, RegimeSet};
use crate::decision::{self, Circumstances, Decision};
use crate::matching::Match;

/// A record that a rule found, with all that its decision needs.
pub(super) struct Hit {
    pub(super) record: u64,
    pub(super) record_id: String,
    /// The namespace of the record's own id.
    pub(super) system: Option<String>,
    /// The record's own id as its system takes it; `None` if there ought to be one.
    pub(super) key: Option<String>,
    pub(super) found: Match,
    pub(super) evidence: Vec<Evidence>,
    pub(super) regimes: RegimeSet,
    /// What review may see of it.
    pub(super) side: Side,
}

impl Hit {
    /// What is to become of the record; `None` if nobody is found for it.
    pub(super) fn decision(&self, sweep: &Sweep<'_>) -> Option<Decision> {
        let circumstances = Circumstances {
            evidence: &self.evidence,
            regimes: self.regimes,
            now: sweep.now,
            received: sweep.received,
        };
        let mut decision = decision::decide(&self.found, &circumstances, &sweep.policy)?;
        if self.key.is_none() {
            decision.leave_to_a_human(Reason::UnreadableRecordId);
        }
        Some(decision)
    }
}
