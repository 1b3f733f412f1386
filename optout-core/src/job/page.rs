//! The evidence report of a job.

use super::{JobReport, PAGE};
use crate::page::{EvidenceReport, Files, ListFacts};

impl JobReport {
    /// The evidence report, byte for byte what the job wrote as `report.html` ([`EvidenceReport`]).
    pub fn html(&self) -> String {
        let Self { list, outputs, .. } = self;
        let mut faults = std::collections::BTreeMap::new();
        for fault in &list.faults {
            *faults.entry(fault.kind).or_default() += 1;
        }
        let outputs = outputs.iter().filter(|(name, _)| *name != PAGE);
        let files = Files {
            list: list.sha256.clone(),
            contacts: self.contacts_sha256.clone(),
            evidence: self.evidence_sha256.clone(),
            options: self.options_sha256.clone(),
            past_exports: self.past_exports.clone(),
            verifications: self.verifications.clone(),
            outputs: outputs.map(|(name, hash)| (name.clone(), hash.clone())).collect(),
        };
        let report = EvidenceReport {
            policy: self.terms.clone(),
            now: self.now,
            received: self.received,
            counts: self.counts.clone(),
            guard: self.guard,
            previous_entries: self.previous_entries,
            previous_records: self.previous_records,
            snapshot: list.snapshot.clone(),
            entries: list.entries,
            list: Some(ListFacts {
                records: list.records,
                unread_columns: list.unread_columns.clone(),
                faults,
            }),
            evidence_pieces: self.evidence_pieces,
            files: Some(files),
        };
        report.html()
    }
}
