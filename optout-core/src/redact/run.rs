//! The rows of a table that comes in parts.

use super::finding::{FindingKind, Findings};
use super::flag::FlagStyle;
use super::plan::{Cells, Plan};
use super::progress::Progress;
use super::redactor::Redactor;
use super::row::{Redaction, judge_next};
use super::summary::{Summary, TargetCounts};
use crate::error::Result;
use crate::normalize;

/// What the rows of a table have shown so far.
///
/// It stands beside the plan, not in it, so that its owner can be free of lifetimes.
pub(crate) struct Run {
    profile: String,
    is_appended: bool,
    style: Option<FlagStyle>,
    records: u64,
    redacted: u64,
    already_redacted: u64,
    findings: Findings,
}

impl Run {
    pub(crate) fn new(plan: &Plan<'_>) -> Self {
        let mut findings = Findings::default();
        if plan.profile().is_sep() {
            findings.add(FindingKind::ProfileSep, 0);
        }
        Self {
            profile: plan.profile().name().to_owned(),
            is_appended: plan.appends_flag(),
            style: None,
            records: 0,
            redacted: 0,
            already_redacted: 0,
            findings,
        }
    }

    /// Judges the next row; `None` if it passes as it is.
    pub(crate) fn judge(&mut self, plan: &Plan<'_>, cells: &impl Cells) -> Option<Redaction> {
        self.records += 1;
        let judged = judge_next(plan, cells, &mut self.style);
        for kind in judged.findings {
            self.findings.add(kind, self.records);
        }
        judged.redaction
    }

    /// Counts a redacted row by whether that changed it.
    pub(crate) fn count(&mut self, is_changed: bool) {
        if is_changed {
            self.redacted += 1;
        } else {
            self.already_redacted += 1;
        }
    }

    /// How many rows there were.
    pub(crate) fn records(&self) -> u64 {
        self.records
    }

    /// Tells the redactor's watcher how far it has come.
    pub(crate) fn tell(&self, redactor: &Redactor) -> Result<()> {
        let redacted = self.redacted + self.already_redacted;
        redactor.watch.tell(Progress { bytes: 0, records: self.records, redacted })
    }

    /// The manifest of the rows so far; it has no hashes, because there are no bytes of a file.
    pub(crate) fn summary(&self, redactor: &Redactor) -> Summary {
        Summary {
            engine: env!("CARGO_PKG_VERSION"),
            normalization: normalize::VERSION,
            list_snapshot: redactor.list_snapshot.clone(),
            profile: self.profile.clone(),
            targets: TargetCounts::of(&redactor.targets),
            records: self.records,
            redacted: self.redacted,
            already_redacted: self.already_redacted,
            appended_column: self.is_appended,
            sha256_input: None,
            sha256_output: None,
            findings: self.findings.clone(),
        }
    }
}
