//! Matching, one contact or whole columns at a time.

use optout_core as core;
use optout_core::{MatchOptions, PersonName, Role};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use serde::Serialize;

use crate::contact::Contact;
use crate::error::{OrRaise, invalid_option, not_pickled};
use crate::explain::{Explanation, Pair, Values};
use crate::list::{OptOutList, Rebuilt};
use crate::policy::{self, MatchPolicy};
use crate::source::Content;
use crate::tables::{DomainAliases, IdLinks, Nicknames, copy_of};
use crate::text::{Text, cell, column as column_of, pairs, plain_dict, quoted, repr, word};
use crate::verdicts::Verdicts;

/// Matches contacts against a list. Immutable; share it between threads.
///
/// A matcher can be pickled: ids and addresses are in its bytes as keyed hashes only, names in clear.
/// Guard a pickle as the list itself. ``len()`` is the number of entries.
///
/// Args:
///     list: the list (:class:`OptOutList`).
///     policy: the rules that decide (:class:`MatchPolicy`), or a :class:`Policy` that has them; the
///         standard ones if None.
///     domain_aliases: company domains that are one company's (:class:`DomainAliases`).
///     id_links: ids of merged and converted records (:class:`IdLinks`).
///     nicknames: short forms of given names (:class:`Nicknames`).
///     verdicts: what humans have decided about pairs (:class:`Verdicts`). All are taken as they are now.
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
    #[pyo3(signature = (
        list, policy=None, *, domain_aliases=None, id_links=None, nicknames=None, verdicts=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        py: Python<'_>,
        list: &Bound<'_, OptOutList>,
        policy: Option<&Bound<'_, PyAny>>,
        domain_aliases: Option<&Bound<'_, DomainAliases>>,
        id_links: Option<&Bound<'_, IdLinks>>,
        nicknames: Option<&Bound<'_, Nicknames>>,
        verdicts: Option<&Bound<'_, Verdicts>>,
    ) -> PyResult<Self> {
        let policy = policy::given_rules(policy)?;
        let options = MatchOptions {
            domain_aliases: copy_of!(domain_aliases, py),
            id_links: copy_of!(id_links, py),
            nicknames: copy_of!(nicknames, py),
            verdicts: copy_of!(verdicts, py),
        };
        let list = &list.get().inner;
        Ok(Self { inner: py.detach(|| core::Matcher::with_options(list, policy, options)) })
    }

    /// The matcher for a new list, with all that this one knew, and what has changed: a pair of
    /// :class:`Matcher` and :class:`ListUpdate`.
    ///
    /// Lists are cumulative: who is not on this week's is still opted out. It finds whom a matcher of
    /// both lists together would find.
    ///
    /// >>> import optout
    /// >>> last = optout.Matcher(optout.read_list(b"Unique 6sense Record ID\nP1\n"))
    /// >>> this, update = last.updated(optout.read_list(b"Unique 6sense Record ID\nP2\n"))
    /// >>> len(this), update
    /// (2, ListUpdate(new=1, changed=0, unchanged=0, vanished=1))
    fn updated(&self, py: Python<'_>, list: &Bound<'_, OptOutList>) -> (Self, ListUpdate) {
        let list = &list.get().inner;
        let (inner, update) = py.detach(|| self.inner.updated(list));
        (Self { inner }, ListUpdate { inner: update })
    }

    /// The matcher as bytes, to be kept or sent to other machines: the list arranged for look-up, the
    /// rules and the options. Guard them as the list itself.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let bytes = py.detach(|| self.inner.to_bytes());
        PyBytes::new(py, &bytes)
    }

    /// A matcher from what :meth:`to_bytes` gave: bytes, bytearray or memoryview.
    ///
    /// Raises:
    ///     MatcherBytesError: they are no matcher's, damaged, or made by another version.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, bytes: Content) -> PyResult<Self> {
        let inner = py.detach(|| core::Matcher::from_bytes(bytes.bytes())).or_raise()?;
        Ok(Self { inner })
    }

    /// The rules it matches by (:class:`MatchPolicy`).
    #[getter]
    fn policy(&self) -> MatchPolicy {
        MatchPolicy { inner: self.inner.policy().clone() }
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

    /// Explains what a record is to the list, near misses included (:class:`Explanation`).
    ///
    /// Takes a :class:`Contact`, or the keyword arguments of one.
    ///
    /// Args:
    ///     values: how the values of both sides stand in it: ``"hidden"``, ``"shown"``, or hashed under a
    ///         key of at least 16 bytes, so that equal ones can be seen to be equal.
    ///
    /// Raises:
    ///     OptoutError: another word, or a key that is too short (code ``"invalid_option"``).
    ///
    /// >>> import optout
    /// >>> people = optout.read_list(b"Unique 6sense Record ID,Work email\nP1,ada@engine.example\n")
    /// >>> print(optout.Matcher(people, optout.MatchPolicy.strict()).explain(ids={"6sense": "P1"}))
    /// match under policy strict
    /// <BLANKLINE>
    /// entry P1: match (T0, record-id)
    ///   Same record id.
    ///   id      same
    ///   email   missing
    ///   name    missing
    ///   domain  none
    ///   not record-id-contradicted: email_contradicts
    /// <BLANKLINE>
    #[pyo3(
        signature = (contact=None, *, values=Values::Hidden, **identifiers),
        text_signature = "($self, contact=None, *, values='hidden', **identifiers)"
    )]
    fn explain<'py>(
        &self,
        py: Python<'py>,
        contact: Option<Bound<'py, Contact>>,
        values: Values,
        identifiers: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Explanation> {
        let contact = Contact::given(py, contact, identifiers)?;
        let contact = contact.get();
        let inner = py.detach(|| self.inner.explain(&contact.borrowed(), values.core()));
        Ok(Explanation { inner: inner.or_raise()? })
    }

    /// Explains what a record is to one entry, above all why it is nothing to it (:class:`Pair`).
    ///
    /// Args:
    ///     entry_id: the name of an entry.
    ///     values: as for :meth:`explain`.
    ///
    /// Raises:
    ///     OptoutError: as for :meth:`explain`, or the list has no entry of that name.
    #[pyo3(
        signature = (entry_id, contact=None, *, values=Values::Hidden, **identifiers),
        text_signature = "($self, entry_id, contact=None, *, values='hidden', **identifiers)"
    )]
    fn why_not<'py>(
        &self,
        py: Python<'py>,
        entry_id: Text,
        contact: Option<Bound<'py, Contact>>,
        values: Values,
        identifiers: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Pair> {
        let contact = Contact::given(py, contact, identifiers)?;
        let contact = contact.get();
        let inner = || self.inner.why_not(&entry_id.0, &contact.borrowed(), values.core());
        Ok(Pair { inner: py.detach(inner).or_raise()? })
    }

    /// Explains anew what was explained before, and says what became of it (str).
    ///
    /// Args:
    ///     explanation: what :meth:`Explanation.to_json` gave.
    ///     values: as they were then.
    ///
    /// Returns:
    ///     ``"same"`` if every byte is the same; ``"other_engine"``, ``"other_tables"`` or
    ///     ``"other_policy"`` if it was made by or under another one; ``"other_outcome"`` if the record,
    ///     the list or ``values`` is another one; ``"unreadable"`` if it is no explanation.
    ///
    /// Raises:
    ///     OptoutError: as for :meth:`explain`.
    #[pyo3(
        signature = (explanation, contact=None, *, values=Values::Hidden, **identifiers),
        text_signature = "($self, explanation, contact=None, *, values='hidden', **identifiers)"
    )]
    fn replay<'py>(
        &self,
        py: Python<'py>,
        explanation: Text,
        contact: Option<Bound<'py, Contact>>,
        values: Values,
        identifiers: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<&'static str> {
        let contact = Contact::given(py, contact, identifiers)?;
        let contact = contact.get();
        let replay = || self.inner.replay(&explanation.0, &contact.borrowed(), values.core());
        Ok(py.detach(replay).or_raise()?.as_str())
    }

    fn __len__(&self) -> usize {
        self.inner.entries()
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        let make = py.get_type::<Self>().getattr("from_bytes")?;
        Ok((make, (self.to_bytes(py),).into_pyobject(py)?))
    }

    fn __repr__(&self) -> String {
        let rules = self.inner.policy().rules().len();
        repr("Matcher", &[("entries", &self.inner.entries()), ("rules", &rules)])
    }
}

/// How a list differs from what a matcher knew, as numbers of entries.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct ListUpdate {
    inner: core::ListUpdate,
}

/// An update as plain data.
#[derive(Serialize)]
struct PlainUpdate {
    new: usize,
    changed: usize,
    unchanged: usize,
    vanished: usize,
}

#[pymethods]
impl ListUpdate {
    /// Entries that were not known.
    #[getter(new)]
    fn new_entries(&self) -> usize {
        self.inner.new
    }

    /// Entries that say something more.
    #[getter]
    fn changed(&self) -> usize {
        self.inner.changed
    }

    /// Entries that say nothing new.
    #[getter]
    fn unchanged(&self) -> usize {
        self.inner.unchanged
    }

    /// Entries that the list no longer has; they stay opted out.
    #[getter]
    fn vanished(&self) -> usize {
        self.inner.vanished
    }

    /// The update as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let core::ListUpdate { new, changed, unchanged, vanished } = self.inner;
        plain_dict(py, &PlainUpdate { new, changed, unchanged, vanished })
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("ListUpdate", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let core::ListUpdate { new, changed, unchanged, vanished } = &self.inner;
        repr(
            "ListUpdate",
            &[("new", new), ("changed", changed), ("unchanged", unchanged), ("vanished", vanished)],
        )
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
    verdict: Option<core::Verdict>,
    is_settled: bool,
    unreadable: usize,
    oversized_blocks: usize,
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

    /// What a human decided about the pair, ``"same"`` or None: a pair of two people is no match.
    #[getter]
    fn verdict(&self) -> Option<&'static str> {
        self.inner.finding().and_then(|finding| finding.verdict).map(core::Verdict::as_str)
    }

    /// Whether the match stands by itself (bool).
    ///
    /// It does not where a record was found by an address alone and the list's name, if it has one,
    /// does not choose between people: another record with that address may be somebody else. Nor does it
    /// where a rule asks for the only record that fits. :func:`sweep_file` looks at the whole file first; who matches one by one has to.
    #[getter]
    fn is_settled(&self) -> bool {
        self.inner.is_settled()
    }

    /// How many ids and addresses of the record could not be read, and so were not looked up.
    #[getter]
    fn unreadable(&self) -> usize {
        self.inner.unreadable()
    }

    /// How many blocks the record led to that had too many entries to be compared: more people of one
    /// name at one place, or of one id or address, than can be told apart.
    #[getter]
    fn oversized_blocks(&self) -> usize {
        self.inner.oversized_blocks()
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
                verdict: finding.and_then(|finding| finding.verdict),
                is_settled: self.inner.is_settled(),
                unreadable: self.inner.unreadable(),
                oversized_blocks: self.inner.oversized_blocks(),
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
    module.add_class::<Contact>()?;
    module.add_class::<Matcher>()?;
    module.add_class::<ListUpdate>()?;
    module.add_class::<Match>()
}
