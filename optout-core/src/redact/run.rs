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

    /// Judges the next rows, and gives those that are redacted to `redact`, which says whether that changes
    /// the row.
    pub(crate) fn judge<C: Cells>(
        &mut self,
        plan: &Plan<'_>,
        rows: impl Iterator<Item = C>,
        mut redact: impl FnMut(&C, Redaction<'_>) -> bool,
    ) {
        let Self { tally, judge } = self;
        judge.each(plan, rows, |cells, judged| {
            tally.records += 1;
            for kind in judged.findings.iter() {
                tally.findings.add(kind, tally.records);
            }
            match judged.redaction.map(|redaction| redact(cells, redaction)) {
                Some(true) => tally.redacted += 1,
                Some(false) => tally.already_redacted += 1,
                None => {}
            }
        });
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
