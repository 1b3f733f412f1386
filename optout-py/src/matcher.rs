//! Matching, one contact or whole columns at a time.

use optout_core as core;
use optout_core::{PersonName, Role};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::contact::Contact;
use crate::error::{invalid_option, not_pickled};
use crate::list::OptOutList;
use crate::policy::{self, Policy};
use crate::text::{Text, cell, column as column_of, pairs, plain_dict, quoted, repr, word};

/// Matches contacts against a list. Immutable; share it between threads.
///
/// Args:
///     list: the list (:class:`OptOutList`).
///     policy: whose matching rules decide; the standard ones if None.
///
/// >>> import optout
/// >>> people = optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
/// >>> matcher = optout.Matcher(people)
/// >>> matcher.match(emails="ADA@engine.example ").status
/// 'match'
/// >>> [match.status for match in matcher.match_columns({"email": ["ada@engine.example", None]})]
/// ['match', 'unknown']
#[pyclass(module = "optout", frozen)]
pub(crate) struct Matcher {
    inner: core::Matcher,
}

#[pymethods]
impl Matcher {
    #[new]
    #[pyo3(signature = (list, *, policy=None))]
    fn new(
        py: Python<'_>,
        list: &Bound<'_, OptOutList>,
        policy: Option<&Bound<'_, Policy>>,
    ) -> PyResult<Self> {
        let policy = policy::given(policy)?.matching;
        let list = &list.get().inner;
        Ok(Self { inner: py.detach(|| core::Matcher::new(list, policy)) })
    }

    /// Finds the listed person that a record belongs to (:class:`Match`).
    ///
    /// Takes a :class:`Contact`, or the keyword arguments of one. For many records
    /// :meth:`match_columns` is the way.
    ///
    /// Raises:
    ///     TypeError: something is not text, or both ways are used.
    #[pyo3(name = "match", signature = (contact=None, **identifiers))]
    fn match_contact<'py>(
        &self,
        py: Python<'py>,
        contact: Option<Bound<'py, Contact>>,
        identifiers: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Match> {
        let contact = Contact::given(py, contact, identifiers)?;
        let contact = contact.get();
        Ok(Match { inner: py.detach(|| self.inner.match_contact(&contact.borrowed())) })
    }

    /// Matches as many records as the columns have rows (list of :class:`Match`, in their order).
    ///
    /// Args:
    ///     columns: a mapping of roles to columns, or ``(role, column)`` pairs where a role comes
    ///         more than once. Roles: ``email``, ``full_name``, ``given_name``, ``family_name``,
    ///         ``website``, ``id:NAMESPACE`` and ``record_id:NAMESPACE``. A column is anything that
    ///         gives str, None, NaN or ``pandas.NA`` when iterated.
    ///
    /// Raises:
    ///     OptoutError: an unknown role, or columns of different lengths (code ``"invalid_option"``).
    ///     TypeError: a cell is something else, such as an id that was read as a number.
    fn match_columns(&self, py: Python<'_>, columns: &Bound<'_, PyAny>) -> PyResult<Vec<Match>> {
        let columns = Columns::read(columns)?;
        py.detach(|| {
            let mut matches = Vec::with_capacity(columns.rows);
            for row in 0..columns.rows {
                if row % SIGNALS_EVERY == SIGNALS_EVERY - 1 {
                    Python::attach(|py| py.check_signals())?;
                }
                matches.push(Match { inner: self.inner.match_contact(&columns.contact(row)) });
            }
            Ok(matches)
        })
    }

    fn __len__(&self) -> usize {
        self.inner.entries()
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Matcher", "build it from the list where it is needed")
    }

    fn __repr__(&self) -> String {
        let rules = self.inner.policy().rules().len();
        repr("Matcher", &[("entries", &self.inner.entries()), ("rules", &rules)])
    }
}

/// How many rows pass between two looks for a signal such as Ctrl-C.
const SIGNALS_EVERY: usize = 1 << 14;

/// The identifying columns of a table, copied so that the interpreter can be released.
struct Columns {
    columns: Vec<(Role, Column)>,
    rows: usize,
}

/// The cells of a column one behind the other, and where each ends; a missing one is blank.
#[derive(Default)]
struct Column {
    text: String,
    ends: Vec<usize>,
}

impl Columns {
    fn read(given: &Bound<'_, PyAny>) -> PyResult<Self> {
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

    fn contact(&self, row: usize) -> core::Contact<'_> {
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

/// What a record is to the list.
///
/// It has no truth value: ``"possible"`` is neither yes nor no. Look at :attr:`status`.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Match {
    pub(crate) inner: core::Match,
}

/// A match as plain data.
#[derive(Serialize)]
struct PlainMatch<'a> {
    status: &'a str,
    tier: Option<&'a str>,
    rule: Option<&'a str>,
    entry_id: Option<&'a str>,
    sentence: Option<String>,
    competing: &'a [String],
    comparison: Option<&'a core::matching::Comparison>,
    unreadable: usize,
}

#[pymethods]
impl Match {
    /// ``"match"``, ``"possible"``, ``"non_match"``, or ``"unknown"`` where nothing could be looked up.
    #[getter]
    fn status(&self) -> &'static str {
        self.inner.status().as_str()
    }

    /// How strong the evidence is: ``"T0"`` (strongest) to ``"T6"``; None where nobody was found.
    #[getter]
    fn tier(&self) -> Option<&'static str> {
        self.inner.finding().map(|finding| finding.tier.as_str())
    }

    /// The name of the rule that decided, or None.
    #[getter]
    fn rule(&self) -> Option<&str> {
        self.inner.finding().map(|finding| finding.rule.as_str())
    }

    /// The name of the entry that was found, or None.
    #[getter]
    fn entry_id(&self) -> Option<&str> {
        self.inner.finding().map(|finding| finding.entry_id.as_str())
    }

    /// Why, in plain sentences without any value, or None.
    #[getter]
    fn sentence(&self) -> Option<String> {
        self.inner.finding().map(|finding| finding.sentence())
    }

    /// Names of other entries for which a rule held too.
    #[getter]
    fn competing(&self) -> Vec<String> {
        self.inner.competing().to_vec()
    }

    /// What record and entry have in common, field by field, as a dict; None where nobody was found.
    #[getter]
    fn comparison<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.inner.finding().map(|finding| plain_dict(py, &finding.comparison)).transpose()
    }

    /// Whether the match stands by itself (bool).
    ///
    /// It does not where a record was found by an address alone and the list's name, if it has one,
    /// does not choose between people: another record with that address may be somebody else.
    /// :func:`sweep_file` looks at the whole file first; who matches one by one has to.
    #[getter]
    fn is_settled(&self) -> bool {
        self.inner.is_settled()
    }

    /// How many ids and addresses of the record could not be read, and so were not looked up.
    #[getter]
    fn unreadable(&self) -> usize {
        self.inner.unreadable()
    }

    /// The match as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let finding = self.inner.finding();
        plain_dict(
            py,
            &PlainMatch {
                status: self.status(),
                tier: self.tier(),
                rule: self.rule(),
                entry_id: self.entry_id(),
                sentence: self.sentence(),
                competing: self.inner.competing(),
                comparison: finding.map(|finding| &finding.comparison),
                unreadable: self.inner.unreadable(),
            },
        )
    }

    fn __bool__(&self) -> PyResult<bool> {
        Err(PyTypeError::new_err("a Match has no truth value; look at its status"))
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Match", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let status = quoted(Some(self.status()));
        repr("Match", &[("status", &status), ("tier", &quoted(self.tier()))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Policy>()?;
    module.add_class::<Contact>()?;
    module.add_class::<Matcher>()?;
    module.add_class::<Match>()
}
