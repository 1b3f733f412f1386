//! Rows that have been read, one behind the other.

use super::Fault;
use super::entry::Values;
use super::row::Row;
use crate::error::Position;
use crate::normalize::date::DateColumn;
use crate::texts::Texts;

/// Rows that have been read, and belong to nobody yet. It keeps its memory from batch to batch.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<(Values, Position)>,
    /// What makes each row one person's; blank for a row that is nobody else's.
    pub(super) keys: Texts,
    pub(super) dates: DateColumn,
    pub(super) faults: Vec<Fault>,
}

impl Batch {
    pub(super) fn push(&mut self, row: &Row, date: &str, position: Position) {
        self.faults.extend(row.faults.iter().map(|kind| Fault { kind: *kind, position }));
        self.keys.push(row.key().unwrap_or_default());
        self.dates.push(date);
        self.rows.push((row.values.clone(), position));
    }
}
