//! Whole columns of contacts.

use optout_core as core;
use optout_core::sweep::Classifier;
use optout_core::table::{RecordValues, Schema};
use optout_core::{Layout, PersonName, Role};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::error::{OrRaise, invalid_option};
use crate::text::{Text, cell, column as column_of, pairs, word};

/// The columns of a table by their roles, copied so that the interpreter can be released.
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
    /// Columns that identify.
    pub(crate) fn identifying(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let expected = "a role that identifies, such as email, full_name or id:6sense";
        let columns = Self::read(given, identifies, expected)?;
        for single in [Role::GivenName, Role::FamilyName] {
            if columns.columns.iter().filter(|(role, _)| *role == single).count() > 1 {
                return Err(invalid_option("columns", "one column of given and of family names"));
            }
        }
        Ok(columns)
    }

    /// Columns that say anything to a classification, and the schema of their table.
    pub(crate) fn classifiable(given: &Bound<'_, PyAny>) -> PyResult<(Self, Schema)> {
        let expected = "a role that says anything here, such as record_id:hubspot, email, country \
                        or email_opt_out";
        let columns = Self::read(given, Classifier::reads, expected)?;
        let named = (1..).map(|number: usize| number.to_string()).zip(&columns.columns);
        let named: Vec<(String, &Role)> = named.map(|(name, (role, _))| (name, role)).collect();
        let layout = named
            .iter()
            .fold(Layout::detect(), |layout, (name, role)| layout.column(name, (*role).clone()));
        let schema = layout.read_names(named.iter().map(|(name, _)| name.as_str())).or_raise()?;
        Ok((columns, schema))
    }

    fn read(
        given: &Bound<'_, PyAny>,
        is_known: impl Fn(&Role) -> bool,
        expected: &'static str,
    ) -> PyResult<Self> {
        let mut columns: Vec<(Role, Column)> = Vec::new();
        for (role, values) in pairs(given, "a mapping of roles to columns")? {
            let role: Role = word(&role.extract::<Text>()?)?;
            if !is_known(&role) {
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

    /// The values of a row.
    pub(crate) fn fill(&self, values: &mut RecordValues, row: usize) {
        values.clear();
        for (_, column) in &self.columns {
            values.push(column.get(row));
        }
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

/// Whether cells of a role may be Booleans.
fn is_flag(role: &Role) -> bool {
    let is_text = matches!(
        role,
        Role::MergedIds(_)
            | Role::Country
            | Role::Region
            | Role::Residency
            | Role::CompanyCountry
            | Role::Phone
            | Role::OptOutAt
            | Role::LegalBasis
    );
    !identifies(role) && !is_text
}

/// The text of a flag, which may be a Boolean, of NumPy too.
fn flag(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    let name = value.get_type().name()?;
    if name == "bool" || name == "bool_" {
        return Ok(Some(if value.is_truthy()? { "true" } else { "false" }.to_owned()));
    }
    cell(value)
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
            let value = value?;
            let text = if is_flag(role) { flag(&value) } else { cell(&value) };
            let text = text.map_err(|error| placed(py, role, Some(column.ends.len()), error))?;
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
