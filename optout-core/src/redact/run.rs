//! The rows of a table that comes in parts.

use super::judge::{Judge, Redaction};
use super::plan::{Cells, Plan};
use super::redactor::Redactor;
use super::summary::Summary;
use super::tally::Tally;
use crate::error::Result;

/// What the rows of a table have shown so far.
pub(crate) struct Run {
    tally: Tally,
    judge: Judge,
}

impl Run {
    pub(crate) fn new(plan: &Plan<'_>) -> Self {
        Self { tally: Tally::new(plan), judge: Judge::default() }
    }

    /// Judges the next row; `None` if it passes as it is.
    pub(crate) fn judge(&mut self, plan: &Plan<'_>, cells: &impl Cells) -> Option<Redaction<'_>> {
        self.tally.records += 1;
        let judged = self.judge.next(plan, cells);
        for kind in judged.findings.iter() {
            self.tally.findings.add(kind, self.tally.records);
        }
        judged.redaction
    }

    /// Counts a redacted row by whether that changed it.
    pub(crate) fn count(&mut self, is_changed: bool) {
        if is_changed {
            self.tally.redacted += 1;
        } else {
            self.tally.already_redacted += 1;
        }
    }

    /// How many rows there were.
    pub(crate) fn records(&self) -> u64 {
        self.tally.records
    }

    /// Tells the redactor's watcher how far it has come.
    pub(crate) fn tell(&self, redactor: &Redactor) -> Result<()> {
        redactor.watch.tell(self.tally.progress(0))
    }

    /// The manifest of the rows so far; it has no hashes, because there are no bytes of a file.
    pub(crate) fn summary(&self, redactor: &Redactor) -> Summary {
        redactor.summary(self.tally.clone())
    }
}
