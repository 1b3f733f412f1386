//! Whole columns of contacts.

use optout_core as core;
use optout_core::{PersonName, Role};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::error::invalid_option;
use crate::text::{Text, cell, column as column_of, pairs, word};

/// The identifying columns of a table, copied so that the interpreter can be released.
pub(crate) struct Columns {
    columns: Vec<(Role, Column)>,
    pub(crate) rows: usize,
}

/// The cells of a column one behind the other, and where each ends; a missing one is blank.
#[derive(Default)]
struct Column {
    text: String,
    ends: Vec<usize>,
}

impl Columns {
    pub(crate) fn read(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut columns: Vec<(Role, Column)> = Vec::new();
        for (role, values) in pairs(given, "a mapping of roles to columns")? {
            let role: Role = word(&role.extract::<Text>()?)?;
            let is_single = matches!(role, Role::GivenName | Role::FamilyName);
            if is_single && columns.iter().any(|(other, _)| *other == role) {
                return Err(invalid_option("columns", "one column of given and of family names"));
            }
            if !identifies(&role) {
                let expected = "a role that identifies, such as email, full_name or id:6sense";
                return Err(invalid_option("columns", expected));
            }
            let column = Column::read(&role, &values)?;
            columns.push((role, column));
        }
        let rows = columns.first().map_or(0, |(_, column)| column.ends.len());
        if columns.iter().any(|(_, column)| column.ends.len() != rows) {
            return Err(invalid_option("columns", "columns of one length"));
        }
        Ok(Self { columns, rows })
    }

    pub(crate) fn contact(&self, row: usize) -> core::Contact<'_> {
        let mut contact = core::Contact::new();
        let (mut given, mut family) = ("", "");
        for (role, column) in &self.columns {
            let value = column.get(row);
            match role {
                Role::RecordId(namespace) | Role::Id(namespace) => {
                    contact = contact.id(namespace, value);
                }
                Role::Email => contact = contact.email(value),
                Role::FullName => contact = contact.name(PersonName::Full(value)),
                Role::Website => contact = contact.website(value),
                Role::GivenName => given = value,
                Role::FamilyName => family = value,
                _ => {}
            }
        }
        contact.name(PersonName::Parts { given, family })
    }
}

fn identifies(role: &Role) -> bool {
    matches!(
        role,
        Role::RecordId(_)
            | Role::Id(_)
            | Role::Email
            | Role::FullName
            | Role::GivenName
            | Role::FamilyName
            | Role::Website
    )
}

/// A `TypeError` with the column, and the row from 0, in front; any other error as it is.
fn placed(py: Python<'_>, role: &Role, row: Option<usize>, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyTypeError>(py) {
        return error;
    }
    let what = error.value(py);
    PyTypeError::new_err(match row {
        Some(row) => format!("column {role}, row {row}: {what}"),
        None => format!("column {role}: {what}"),
    })
}

impl Column {
    fn read(role: &Role, values: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = values.py();
        let mut column = Self::default();
        for value in column_of(values).map_err(|error| placed(py, role, None, error))? {
            let text =
                cell(&value?).map_err(|error| placed(py, role, Some(column.ends.len()), error))?;
            column.text.push_str(&text.unwrap_or_default());
            column.ends.push(column.text.len());
        }
        Ok(column)
    }

    fn get(&self, row: usize) -> &str {
        let start = match row {
            0 => 0,
            _ => self.ends.get(row - 1).copied().unwrap_or_default(),
        };
        let end = self.ends.get(row).copied().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }
}
