//! The rows of a batch as the records of contacts.

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Schema};

use super::cells::Values;
use super::schema::{can_identify, can_say_true, is_text};
use super::times::is_time;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::table::{self, Record, RecordValues, Role};

/// Whether the values of a role are read.
pub(super) type Reads = fn(&Role) -> bool;

/// The rows of a batch.
pub(super) struct Records<'b> {
    columns: Vec<Option<Values<'b>>>,
    values: RecordValues,
}

impl<'b> Records<'b> {
    /// The rows of a batch whose columns are those of the schema.
    pub(super) fn new(batch: &'b RecordBatch, schema: &table::Schema, reads: Reads) -> Self {
        let is_id = |role: &Role| matches!(role, Role::RecordId(_) | Role::Id(_));
        let mut columns: Vec<Option<Values<'_>>> = batch.columns().iter().map(|_| None).collect();
        for (at, role) in read(schema, reads) {
            if let (Some(column), Some(array)) = (columns.get_mut(at), batch.columns().get(at)) {
                *column = Some(match role {
                    Role::OptOutAt => Values::with_times(array.as_ref()),
                    role => Values::new(array.as_ref(), is_id(role)),
                });
            }
        }
        Self { columns, values: RecordValues::new() }
    }

    /// The record of a row, with its number for errors to name.
    pub(super) fn record(&mut self, row: usize, number: u64) -> Record<'_> {
        let Self { columns, values } = self;
        values.clear();
        for column in columns {
            match column {
                Some(column) => values.push(&column.text(row).text),
                None => values.push(""),
            }
        }
        values.record(number)
    }
}

/// The places of the columns that are read, and their roles.
pub(super) fn read(schema: &table::Schema, reads: Reads) -> impl Iterator<Item = (usize, &Role)> {
    let roles = schema.roles().iter().enumerate();
    roles.filter_map(move |(at, role)| Some((at, role.as_ref().filter(|role| reads(role))?)))
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
