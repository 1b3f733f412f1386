//! The rows of a batch as the records of contacts.

use std::borrow::Cow;
use std::ops::Range;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Schema};

use super::cells::Values;
use super::schema::{can_identify, can_say_true, is_text};
use super::times::is_time;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::table::{self, Record, Role};

/// Whether the values of a role are read.
pub(super) type Reads = fn(&Role) -> bool;

/// The rows of a batch. Text is read where it lies in the arrays.
pub(super) struct Records<'b> {
    /// The columns that are read, and their places.
    columns: Vec<(usize, Values<'b>)>,
    /// How many values a row has.
    width: usize,
    /// The values of rows, one behind the other; those of columns that are not read stay blank.
    values: Vec<Cow<'b, str>>,
}

impl<'b> Records<'b> {
    /// The rows of a batch whose columns are those of the schema.
    pub(super) fn new(batch: &'b RecordBatch, schema: &table::Schema, reads: Reads) -> Self {
        let is_id = |role: &Role| matches!(role, Role::RecordId(_) | Role::Id(_));
        let columns = read(schema, reads).filter_map(|(at, role)| {
            let array = batch.columns().get(at)?.as_ref();
            let values = match role {
                Role::OptOutAt => Values::with_times(array),
                role => Values::new(array, is_id(role)),
            };
            Some((at, values))
        });
        Self { columns: columns.collect(), width: batch.num_columns().max(1), values: Vec::new() }
    }

    /// The records of rows, with numbers for errors to name that go on from the first one's.
    pub(super) fn records(&mut self, rows: Range<usize>, first: u64) -> Vec<Record<'_>> {
        self.read(rows);
        let rows = self.values.chunks_exact(self.width).zip(first..);
        rows.map(|(values, number)| Record::of_cells(values, number)).collect()
    }

    /// The record of a row, with its number.
    pub(super) fn record(&mut self, row: usize, number: u64) -> Record<'_> {
        self.read(row..row + 1);
        Record::of_cells(&self.values, number)
    }

    fn read(&mut self, rows: Range<usize>) {
        let Self { columns, width, values } = self;
        values.resize(rows.len() * *width, Cow::Borrowed(""));
        for (at, column) in columns {
            for (row, values) in rows.clone().zip(values.chunks_exact_mut(*width)) {
                if let Some(value) = values.get_mut(*at) {
                    *value = column.text(row).text;
                }
            }
        }
    }
}

/// The places of the columns that are read, and their roles.
pub(super) fn read(schema: &table::Schema, reads: Reads) -> impl Iterator<Item = (usize, &Role)> {
    schema.columns().filter(move |(_, role)| reads(role))
}

/// Refuses a table with a column that is read and whose type cannot be.
pub(super) fn require_readable(schema: &Schema, roles: &table::Schema, reads: Reads) -> Result<()> {
    for (at, role) in read(roles, reads) {
        let field = schema.fields().get(at);
        if let Some(expected) = field.and_then(|field| unreadable(role, field.data_type())) {
            let error = Error::new(ErrorKind::Value { column: at + 1, expected });
            return Err(error.within(Input::Contacts));
        }
    }
    Ok(())
}

/// What a column of the role would have to be, if it is of another type.
fn unreadable(role: &Role, data_type: &DataType) -> Option<&'static str> {
    let (is_right, expected) = match role {
        Role::RecordId(_) | Role::Id(_) => {
            (can_identify(data_type), "text or numbers for an identifier")
        }
        Role::MergedIds(_)
        | Role::Email
        | Role::FullName
        | Role::GivenName
        | Role::FamilyName
        | Role::Website
        | Role::Country
        | Role::Region
        | Role::Residency
        | Role::Phone
        | Role::CompanyCountry
        | Role::LegalBasis => (can_be_text(data_type), "text"),
        Role::OptOutAt => {
            (can_be_text(data_type) || is_time(data_type), "text, days or times for an opt-out")
        }
        _ => (can_say_true(data_type), "text, whole numbers, floats or Booleans for a flag"),
    };
    (!is_right).then_some(expected)
}

fn can_be_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Null => true,
        DataType::Dictionary(_, values) => is_text(values),
        other => is_text(other),
    }
}
