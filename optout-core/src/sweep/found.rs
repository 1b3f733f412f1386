//! What becomes of records.

use std::collections::BTreeSet;
use std::io::Write;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::Sweep;
use super::hit::Hit;
use super::record_ids::RecordIds;
use super::review::Shown;
use super::tables::{Decided, Tables, loadable};
use crate::basis::Retention;
use crate::decision::Decision;
use crate::error::{Input, Result};
use crate::matching::MatchStatus;
use crate::report::Counts;

/// What the records of a pass have shown: those of a chunk, or all so far.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Found {
    pub(super) counts: Counts,
    /// System and id of each record that certainly belongs to a listed person.
    pub(super) record_ids: RecordIds,
    /// The places of the pieces of evidence that are about some record.
    pub(super) evidence_used: BTreeSet<u32>,
    /// How many records certainly belong to each entry found.
    #[serde(with = "in_order")]
    entries: ByEntry,
}

/// Numbers of records by the names of entries.
pub(super) type ByEntry = HashMap<String, u64, foldhash::fast::FixedState>;

impl Found {
    /// Counts a record by its status.
    pub(super) fn count(&mut self, status: MatchStatus) {
        *self.counts.status.entry(status).or_default() += 1;
    }

    /// Decides about a record; `None` if nobody is found for it.
    pub(super) fn decide(&mut self, hit: &Hit, sweep: &Sweep<'_>) -> Option<Decision> {
        self.count(hit.found.status());
        let decision = hit.decision(sweep)?;
        self.counts.add(&decision);
        if decision.finding.status == MatchStatus::Match {
            *self.entries.entry(decision.finding.entry_id.clone()).or_default() += 1;
            for entry_id in &decision.competing {
                self.entries.entry(entry_id.clone()).or_default();
            }
        }
        Some(decision)
    }

    /// Decides about a record and writes it down.
    pub(super) fn settle<W: Write>(
        &mut self,
        hit: Hit,
        sweep: &Sweep<'_>,
        shown: Option<&Shown<'_>>,
        tables: &mut Tables<W>,
    ) -> Result<()> {
        let Some(decision) = self.decide(&hit, sweep) else { return Ok(()) };
        if let (MatchStatus::Match, Some(system)) = (decision.finding.status, &hit.system) {
            self.record_ids.push(system, &hit.record_id);
        }
        let flagged = loadable(hit.key.as_deref());
        self.counts.not_flagged += u64::from(flagged.is_none());
        let listed = shown.map(|shown| shown.side(&decision.finding.entry_id));
        tables.write(&Decided {
            record: hit.record,
            id: &hit.record_id,
            key: hit.key.as_deref().unwrap_or_default(),
            flagged,
            system: hit.system.as_deref().unwrap_or_default(),
            score: sweep.review.scores.then(|| decision.finding.comparison.score()),
            decision: &decision,
            sides: (hit.side, listed.unwrap_or_default()),
        })
    }

    /// Adds what the records behind these have shown.
    pub(super) fn append(&mut self, other: Self) {
        self.counts.append(other.counts);
        self.record_ids.append(&other.record_ids);
        self.evidence_used.extend(other.evidence_used);
        for (entry_id, records) in other.entries {
            *self.entries.entry(entry_id).or_default() += records;
        }
    }

    /// Counts what only the end of a pass can tell, and stops one that has found too much.
    pub(super) fn close(&mut self, sweep: &Sweep<'_>, entries: usize) -> Result<()> {
        let counts = &mut self.counts;
        counts.entries_not_found = (entries as u64).saturating_sub(self.entries.len() as u64);
        if let Some(previous) = sweep.previous_records {
            sweep.guard.check_shrinkage(counts.records, previous, Input::Contacts)?;
        }
        let removed = counts.with_retention(Retention::Remove);
        sweep.guard.check(counts.records, removed, &self.entries)?;
        let pieces = sweep.evidence.pieces().iter().zip(0..);
        for (evidence, _) in pieces.filter(|(_, at)| !self.evidence_used.contains(at)) {
            counts.evidence_about_nobody += 1;
            counts.holds_about_nobody += u64::from(evidence.kind.is_hold());
        }
        Ok(())
    }

    /// How many entries have been found.
    pub(super) fn entries(&self) -> usize {
        self.entries.len()
    }
}

/// Written down they have an order.
mod in_order {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::ByEntry;

    pub(super) fn serialize<S: Serializer>(entries: &ByEntry, to: S) -> Result<S::Ok, S::Error> {
        entries.iter().collect::<BTreeMap<_, _>>().serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<ByEntry, D::Error> {
        BTreeMap::deserialize(from).map(|entries| entries.into_iter().collect())
    }
}
