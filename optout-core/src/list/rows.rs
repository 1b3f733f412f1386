//! Rows to entries: every row is somebody's opt-out, so none is ever dropped.

use std::collections::BTreeMap;

use super::batch::Batch;
use super::entry::Values;
use super::options::ListOptions;
use super::{Fault, FaultKind, OptOut, OptOutList};
use crate::error::Position;
use crate::normalize::date::{DateColumn, DateOutcome};
use crate::table::Role;
use crate::texts::TextSet;

/// What a list has to have.
pub(super) const EXPECTED_IDENTIFIER: &str =
    "the unique record id or the work e-mail of an Opt-Out List";

/// Rows as they come, and the entries that they are of.
#[derive(Default)]
pub(super) struct Rows {
    entries: Vec<OptOut>,
    /// What later rows say of an entry: put together at the end, lest a list whose rows all have one id take the
    /// square of its length.
    later: BTreeMap<usize, Values>,
    /// What makes rows one person's, and of each key: its entry.
    keys: TextSet,
    keyed: Vec<usize>,
    dates: DateColumn,
    /// Of each row: its entry and its position.
    owners: Vec<(usize, Position)>,
    faults: Vec<Fault>,
}

impl Rows {
    /// Adds the rows behind these, and leaves the batch without them.
    pub(super) fn append(&mut self, batch: &mut Batch) {
        let Batch { rows, keys, dates, faults } = batch;
        self.faults.append(faults);
        self.dates.append(dates);
        for ((values, position), key) in rows.drain(..).zip(keys.iter()) {
            let owner = self.owner(key);
            self.owners.push((owner, position));
            if owner < self.entries.len() {
                self.later.entry(owner).or_default().append(&values);
                self.faults.push(Fault { kind: FaultKind::Merged, position });
            } else {
                self.entries.push(OptOut::new(position.record, values));
            }
        }
        keys.clear();
    }

    /// The number of the entry that a row belongs to; of a new one, if there is none.
    fn owner(&mut self, key: &str) -> usize {
        let next = self.entries.len();
        if key.is_empty() {
            return next;
        }
        match self.keys.insert(key) {
            (number, false) => self.keyed.get(number).copied().unwrap_or(next),
            (_, true) => {
                self.keyed.push(next);
                next
            }
        }
    }

    pub(super) fn finish(
        mut self,
        options: &ListOptions,
        has_dates: bool,
        columns: Vec<Option<Role>>,
    ) -> OptOutList {
        let records = self.owners.len() as u64;
        for (owner, later) in &self.later {
            if let Some(entry) = self.entries.get_mut(*owner) {
                entry.absorb(later);
            }
        }
        if has_dates {
            let reading = self.dates.finish(&options.dates);
            if reading.mixed {
                let position = Position { record: 0, line: 1, byte: 0 };
                self.faults.push(Fault { kind: FaultKind::MixedDates, position });
            }
            for (outcome, (owner, position)) in reading.outcomes.iter().zip(&self.owners) {
                let kind = match outcome {
                    DateOutcome::Date(moment) => {
                        let date = moment.date();
                        if let Some(entry) = self.entries.get_mut(*owner) {
                            let earliest = entry.requested.map_or(date, |other| other.min(date));
                            entry.requested = Some(earliest);
                        }
                        match options.now {
                            Some(now) if date > now => FaultKind::FutureDate,
                            _ => continue,
                        }
                    }
                    DateOutcome::Blank => FaultKind::BlankDate,
                    DateOutcome::Ambiguous => FaultKind::AmbiguousDate,
                    DateOutcome::Unreadable => FaultKind::UnreadableDate,
                };
                self.faults.push(Fault { kind, position: *position });
            }
        }
        self.faults.sort_by_key(|fault| (fault.position, fault.kind));
        let unread = columns.iter().zip(1..).filter(|(role, _)| role.is_none());
        let unread_columns = unread.map(|(_, number)| number).collect();
        let Self { entries, faults, .. } = self;
        let (snapshot_id, threads) = (Default::default(), options.threads);
        OptOutList { entries, faults, records, columns, unread_columns, snapshot_id, threads }
    }
}
