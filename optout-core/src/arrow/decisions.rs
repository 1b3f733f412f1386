//! The columns of decisions.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::classify::days;
use crate::error::{Error, ErrorKind, Result};
use crate::sweep::Answer;

/// The schema of the decisions of a [`BatchSweep`](super::BatchSweep), whatever the table.
pub fn schema() -> SchemaRef {
    let text = |name| Field::new(name, DataType::Utf8, true);
    Arc::new(Schema::new(vec![
        text("status"),
        text("tier"),
        text("rule"),
        text("entry_id"),
        text("retention"),
        text("basis"),
        text("marketing"),
        text("reason"),
        Field::new("deadline", DataType::Date32, true),
        Field::new("settled", DataType::Boolean, false),
    ]))
}

/// What becomes of the rows of a batch: of those that a rule found, the others being nobody's.
#[derive(Default)]
pub(super) struct Decisions {
    rows: usize,
    /// In the order of the rows.
    answers: Vec<(usize, Answer)>,
}

impl Decisions {
    pub(super) fn of(rows: usize) -> Self {
        Self { rows, answers: Vec::new() }
    }

    /// Takes the answer about a row behind all those that have one.
    pub(super) fn push(&mut self, row: usize, answer: Option<Answer>) {
        self.answers.extend(answer.map(|answer| (row, answer)));
    }

    /// Whether a row waits for the end of the file.
    pub(super) fn has_waiting(&self) -> bool {
        self.answers.iter().any(|(_, answer)| !answer.is_settled)
    }

    /// Puts other answers in the place of those that wait.
    pub(super) fn settle(
        self,
        mut settled: impl FnMut(usize) -> Result<Option<Answer>>,
    ) -> Result<Self> {
        let mut decisions = Self::of(self.rows);
        for (row, answer) in self.answers {
            let answer = if answer.is_settled { Some(answer) } else { settled(row)? };
            decisions.push(row, answer);
        }
        Ok(decisions)
    }

    /// The batch of the decisions, aligned with the rows.
    pub(super) fn finish(&self, schema: SchemaRef) -> Result<RecordBatch> {
        let Self { rows, answers } = self;
        let text = |size: usize, value: for<'a> fn(&'a Answer) -> Option<&'a str>| -> ArrayRef {
            let mut column = StringBuilder::with_capacity(*rows, size * answers.len());
            let mut behind = 0;
            for (row, answer) in answers {
                column.append_nulls(row - behind);
                column.append_option(value(answer));
                behind = row + 1;
            }
            column.append_nulls(rows - behind);
            Arc::new(column.finish())
        };
        let columns = vec![
            text(8, |answer| Some(answer.finding.as_ref()?.status.as_str())),
            text(8, |answer| Some(answer.finding.as_ref()?.tier.as_str())),
            text(16, |answer| Some(answer.finding.as_ref()?.rule.as_str())),
            text(16, |answer| Some(answer.finding.as_ref()?.entry_id.as_str())),
            text(8, |answer| Some(answer.retention?.as_str())),
            text(8, |answer| answer.basis),
            text(10, |answer| Some(answer.marketing?.as_str())),
            text(96, |answer| Some(answer.reason.as_str())),
            self.deadlines(),
            self.settled(),
        ];
        RecordBatch::try_new(schema, columns)
            .map_err(|_| Error::new(ErrorKind::Value { column: 0, expected: "valid arrays" }))
    }

    fn deadlines(&self) -> ArrayRef {
        let mut column = Date32Builder::with_capacity(self.rows);
        let mut behind = 0;
        for (row, answer) in &self.answers {
            column.append_nulls(row - behind);
            column.append_option(answer.deadline.and_then(days));
            behind = row + 1;
        }
        column.append_nulls(self.rows - behind);
        Arc::new(column.finish())
    }

    fn settled(&self) -> ArrayRef {
        let mut column = BooleanBuilder::with_capacity(self.rows);
        let mut behind = 0;
        for (row, _) in self.answers.iter().filter(|(_, answer)| !answer.is_settled) {
            column.append_n(row - behind, true);
            column.append_value(false);
            behind = row + 1;
        }
        column.append_n(self.rows - behind, true);
        Arc::new(column.finish())
    }
}
