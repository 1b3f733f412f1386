//! The redaction of record batches.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, RecordBatchOptions};
use arrow_schema::{DataType, Schema, SchemaRef};

use super::blank::{Fault, remake};
use super::cells::{BatchCells, Values};
use super::own::holds_own_rows_only;
use super::piece::{Change, pieces};
use super::schema::{redacted, require_known_types, require_same};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::redact::{Action, Cells, FlagPlace, Plan, Redactor, Run, Summary};

/// Redacts the batches of one table, in their order, by the rules by which a [`Redactor`] redacts a
/// file.
///
/// It remembers how the column Is Redacted writes its values, numbers the records through all batches
/// and counts. The redactor's callback is told of the progress behind every batch; the bytes are 0,
/// because there are none of a file.
///
/// What the memory of a redacted batch may hold is said at the [module](super).
///
/// ```
/// use std::sync::Arc;
///
/// use arrow_array::cast::AsArray;
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use optout_core::arrow::BatchRedactor;
/// use optout_core::redact::{Redactor, Targets};
///
/// let mut targets = Targets::new();
/// targets.person_id("P2");
/// let ids: ArrayRef = Arc::new(StringArray::from(vec!["P1", "P2"]));
/// let names: ArrayRef = Arc::new(StringArray::from(vec!["Ada", "Bob"]));
/// let batch = RecordBatch::try_from_iter([("6sense People Id", ids), ("Name", names)])?;
///
/// let mut batches = BatchRedactor::new(&Redactor::new(targets), &batch.schema())?;
/// let redacted = batches.redact(&batch)?;
/// let names: Vec<_> = redacted.column(1).as_string::<i32>().iter().collect();
/// assert_eq!(names, [Some("Ada"), None]);
/// assert!(redacted.column(2).as_boolean().value(1), "Is Redacted was appended");
/// assert_eq!(batches.summary().redacted, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct BatchRedactor {
    redactor: Redactor,
    input: SchemaRef,
    output: SchemaRef,
    run: Run,
}

impl BatchRedactor {
    /// Reads the schema of a table.
    ///
    /// # Errors
    /// Those of [`Redactor::plan`]; [`ErrorKind::Value`] with the number of a column whose type cannot
    /// be read or blanked.
    pub fn new(redactor: &Redactor, schema: &Schema) -> Result<Self> {
        Self::read(redactor, schema).map_err(|error| error.within(Input::PastExport))
    }

    fn read(redactor: &Redactor, schema: &Schema) -> Result<Self> {
        let plan = read_plan(redactor, schema)?;
        require_known_types(schema, &plan)?;
        let (run, output) = (Run::new(&plan), redacted(schema, &plan));
        Ok(Self { redactor: redactor.clone(), input: Arc::new(schema.clone()), output, run })
    }

    /// The schema of the redacted batches.
    ///
    /// The columns and the metadata of the input. Every column but Is Redacted may have nulls; if there
    /// was no Is Redacted, it comes last, a Boolean.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.output)
    }

    /// Redacts the next batch of the table.
    ///
    /// # Errors
    /// [`ErrorKind::FieldCount`] or [`ErrorKind::Value`] if the columns are not those of the schema;
    /// [`ErrorKind::Value`] with the record for an Is Redacted whose dictionary has no room for true;
    /// [`ErrorKind::Cancelled`] if the redactor's callback asks to stop. Behind an error, the table has
    /// to begin anew.
    pub fn redact(&mut self, batch: &RecordBatch) -> Result<RecordBatch> {
        self.redact_batch(batch).map_err(|error| error.within(Input::PastExport))
    }

    fn redact_batch(&mut self, batch: &RecordBatch) -> Result<RecordBatch> {
        require_same(&self.input, &batch.schema())?;
        let first = self.run.records() + 1;
        let plan = read_plan(&self.redactor, &self.input)?;
        let mut columns = batch.columns().to_vec();
        if let FlagPlace::At(at) = plan.flag()
            && let Some(flag) = columns.get_mut(at)
            && *flag.data_type() == DataType::Null
        {
            *flag = Arc::new(BooleanArray::new_null(flag.len()));
        }
        let found = judge(&mut self.run, &plan, &columns, batch.num_rows());
        let mut made = Vec::with_capacity(columns.len() + 1);
        for (at, (column, changes)) in columns.iter().zip(&found.changes).enumerate() {
            let array = if changes.is_empty() && holds_own_rows_only(column) {
                Ok(Arc::clone(column))
            } else {
                remake(column, &pieces(column.len(), changes))
            };
            made.push(array.map_err(|fault| told(fault, at + 1, first, changes))?);
        }
        if plan.appends_flag() {
            let mut flags = vec![false; batch.num_rows()];
            for row in &found.redacted {
                if let Some(flag) = flags.get_mut(*row) {
                    *flag = true;
                }
            }
            made.push(Arc::new(BooleanArray::from(flags)));
        }
        self.run.tell(&self.redactor)?;
        let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        RecordBatch::try_new_with_options(self.schema(), made, &rows)
            .map_err(|_| Error::new(ErrorKind::Value { column: 0, expected: "valid arrays" }))
    }

    /// What the batches so far have shown: the manifest of a file, without hashes.
    pub fn summary(&self) -> Summary {
        self.run.summary(&self.redactor)
    }
}

/// What the rows of a batch have shown.
struct Found {
    /// What changes in each column.
    changes: Vec<Vec<(usize, Change)>>,
    redacted: Vec<usize>,
}

fn judge(run: &mut Run, plan: &Plan<'_>, columns: &[ArrayRef], rows: usize) -> Found {
    let is_id = |at: usize| plan.identifiers().iter().any(|(column, _)| *column == at);
    let values = columns.iter().enumerate().map(|(at, array)| Values::new(array, is_id(at)));
    let values: Vec<Values<'_>> = values.collect();
    let cells = (0..rows).map(|row| BatchCells { columns: &values, row });
    let mut found = Found { changes: vec![Vec::new(); columns.len()], redacted: Vec::new() };
    run.judge(plan, cells, |cells, redaction| {
        let row = cells.row;
        let mut is_changed = plan.appends_flag();
        let of_columns = columns.iter().zip(&mut found.changes);
        for (at, (action, (column, changes))) in
            redaction.actions.iter().zip(of_columns).enumerate()
        {
            let change = match (action, redaction.flag_text) {
                (Action::Blank, _) => {
                    is_changed |= !cells.text(at).text.is_empty();
                    Change::Blank
                }
                (Action::Flag, Some(word)) => {
                    is_changed = true;
                    Change::True(word)
                }
                // What a kept null covers is not to be kept.
                (Action::Keep, _) if column.is_null(row) => Change::Blank,
                (Action::Keep, _) | (Action::Flag, None) => continue,
            };
            changes.push((row, change));
        }
        found.redacted.push(row);
        is_changed
    });
    found
}

/// The plan of a table. It is read anew for every batch, which takes two microseconds a column and
/// spares whoever holds both redactors a lifetime.
fn read_plan<'r>(redactor: &'r Redactor, schema: &Schema) -> Result<Plan<'r>> {
    let names: Vec<Cow<'_, str>> =
        schema.fields().iter().map(|field| Cow::Borrowed(field.name().as_str())).collect();
    redactor.read_header(&names)
}

fn told(fault: Fault, column: usize, first: u64, changes: &[(usize, Change)]) -> Error {
    let expected = match fault {
        Fault::Type => "a type that can be blank",
        Fault::Room => "room for one more value in the dictionary or the offsets",
        Fault::Invalid => "a valid array",
    };
    let error = Error::new(ErrorKind::Value { column, expected });
    let marked = changes.iter().find(|(_, change)| matches!(change, Change::True(_)));
    match (fault, marked) {
        (Fault::Room, Some((row, _))) => {
            error.at(Position { record: first + *row as u64, ..Position::default() })
        }
        _ => error,
    }
}

impl fmt::Debug for BatchRedactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchRedactor")
            .field("columns", &self.input.fields().len())
            .field("records", &self.run.records())
            .finish_non_exhaustive()
    }
}
