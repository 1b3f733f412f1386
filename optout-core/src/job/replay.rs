//! A job's decisions once more, beside its audit log.

use std::path::Path;

use super::SweepJob;
use crate::error::{Input, Result};
use crate::fs;
use crate::report::AuditReplay;
use crate::sweep::OnProgress;
use crate::table::Table;

impl SweepJob {
    /// Decides again and compares with the audit log that a run has written: all decisions, or the one about a
    /// record, by its number. Nothing is written.
    ///
    /// List, contacts, evidence, tables, policy and days have to be those of the run: the header of the log tells
    /// some of them, the manifest all. Output directory, past exports, guard, checkpoint and what was there last
    /// time are not asked ([`Sweep::replay`](crate::Sweep::replay)).
    ///
    /// # Errors
    /// An input cannot be read, with the input and the place; the log is none; or the callback stopped it.
    pub fn replay(
        &self,
        log: &Path,
        record: Option<u64>,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<AuditReplay> {
        let (list, _) = self.read_list()?;
        if let Some(matcher) = &self.matcher {
            self.require_fitting(matcher, list.snapshot_id())?;
        }
        let (evidence, _) = self.read_evidence()?;
        let (options, _) = self.match_options()?;
        let sweep = self.of_inputs(&list, options, &evidence);
        let log = fs::open(log).map_err(|error| error.within(Input::Audit))?;
        let contacts = fs::open(&self.contacts).map_err(|error| error.within(Input::Contacts))?;
        let mut contacts = Table::open_contacts(contacts, self.format, &self.layout)
            .map_err(|error| error.within(Input::Contacts))?;
        sweep.replay(&mut contacts, log, record, on_progress)
    }
}
