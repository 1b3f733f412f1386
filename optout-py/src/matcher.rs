//! Matching, one contact or whole columns at a time.

use optout_core as core;
use optout_core::MatchOptions;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use serde::Serialize;

use crate::columns::Columns;
use crate::contact::Contact;
use crate::content::Content;
use crate::error::OrRaise;
use crate::explain::{Explanation, Pair, Values};
use crate::found::Match;
use crate::html;
use crate::list::OptOutList;
use crate::pickle::{self, Rebuilt, not_pickled};
use crate::policy::{self, MatchPolicy};
use crate::source::{self, FilePath};
use crate::tables::{DomainAliases, IdLinks, Nicknames};
use crate::text::{self, Text, plain_dict, repr};
use crate::verdicts::Verdicts;

/// Matches contacts against a list. Immutable; share it between threads.
///
/// A matcher can be pickled; names and addresses are in its bytes in clear, so guard a pickle as the list
/// itself. ``len()`` is the number of entries.
///
/// Args:
///     list: the list (:class:`OptOutList`).
///     policy: the rules that decide (:class:`MatchPolicy`), or a :class:`Policy` that has them; the
///         standard ones if None.
///     domain_aliases: company domains that are one company's (:class:`DomainAliases`).
///     id_links: ids of merged and converted records (:class:`IdLinks`).
///     nicknames: short forms of given names (:class:`Nicknames`).
///     verdicts: what humans have decided about pairs (:class:`Verdicts`). All are taken as they are now.
///     threads: how many arrange a long list, the same matcher whatever their number; every core that the
///         process may use if None.
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
    pub(crate) inner: core::Matcher,
}

#[pymethods]
impl Matcher {
    #[new]
    #[pyo3(signature = (
        list, policy=None, *, domain_aliases=None, id_links=None, nicknames=None, verdicts=None,
        threads=None
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
        threads: Option<usize>,
    ) -> PyResult<Self> {
        let policy = policy::given_rules(py, policy)?;
        let options = MatchOptions {
            domain_aliases: domain_aliases
                .map(|table| table.get().inner.copy(py))
                .unwrap_or_default(),
            id_links: id_links.map(|table| table.get().inner.copy(py)).unwrap_or_default(),
            nicknames: nicknames.map(|table| table.get().inner.copy(py)).unwrap_or_default(),
            verdicts: verdicts.map(|table| table.get().inner.copy(py)).unwrap_or_default(),
            threads: source::threads(threads)?,
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
    /// rules and the options. Names and addresses are in it in clear: guard it as the list itself.
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

    /// Writes the matcher to a file, to be opened with :meth:`open`: the bytes of :meth:`to_bytes`.
    ///
    /// The file appears or is replaced whole; who has the old one open keeps it. Names and addresses are in
    /// it in clear: guard it as the list itself.
    fn save(&self, py: Python<'_>, path: FilePath) -> PyResult<()> {
        py.detach(|| self.inner.save(path.0)).or_raise()
    }

    /// Opens a matcher in a file that :meth:`save` wrote.
    ///
    /// The file is read where it lies, without a copy, and all processes of a machine that open it share
    /// what is read of it. It must not be changed in place meanwhile, and may be replaced by another at any
    /// time: a file that is changed all the same gives wrong answers, and one that is cut short ends the
    /// process.
    ///
    /// Raises:
    ///     MatcherBytesError: there is no matcher in it, it is damaged, or made by another version.
    #[staticmethod]
    fn open(py: Python<'_>, path: FilePath) -> PyResult<Self> {
        let inner = py.detach(|| core::Matcher::open(path.0)).or_raise()?;
        Ok(Self { inner })
    }

    /// The id of the list's snapshot (:attr:`Snapshot.id`): of the list that it was made from, or of the last
    /// that it was updated with.
    #[getter]
    fn list_snapshot(&self) -> &str {
        self.inner.list_snapshot()
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
        let columns = Columns::identifying(columns)?;
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
    /// match under policy strict: it is a listed person's
    /// <BLANKLINE>
    /// entry P1: match (T0, record-id)
    ///   Same record id.
    ///   id      same     a record id in common
    ///   email   missing  not on both sides
    ///   name    missing  not on both sides
    ///   domain  none     no company in common
    ///   rules that come first and do not hold, by what they lack
    ///     record-id-contradicted  names that cannot be one person's
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

    /// What the matcher is as plain data, without the people: ``entries``, ``list_snapshot``, ``policy`` and
    /// ``policy_hash``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.plain())
    }

    /// What the matcher is as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.plain())
    }

    fn _repr_html_(&self) -> String {
        html::matching::matcher(&self.inner)
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
        pickle::by_method::<Self>(py, "from_bytes", self.to_bytes(py))
    }

    fn __repr__(&self) -> String {
        let rules = self.inner.policy().rules().len();
        repr("Matcher", &[("entries", &self.inner.entries()), ("rules", &rules)])
    }
}

/// A matcher as plain data.
#[derive(Serialize)]
struct PlainMatcher<'a> {
    entries: usize,
    list_snapshot: &'a str,
    policy: &'a str,
    policy_hash: &'a str,
}

impl Matcher {
    fn plain(&self) -> PlainMatcher<'_> {
        PlainMatcher {
            entries: self.inner.entries(),
            list_snapshot: self.inner.list_snapshot(),
            policy: self.inner.policy().name(),
            policy_hash: self.inner.policy().hash(),
        }
    }
}

/// How a list differs from what a matcher knew, as numbers of entries.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct ListUpdate {
    inner: core::ListUpdate,
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
        plain_dict(py, &self.inner)
    }

    /// The update as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::listed::update(&self.inner)
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
pub(crate) const SIGNALS_EVERY: usize = 1 << 14;

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Contact>()?;
    module.add_class::<Matcher>()?;
    module.add_class::<ListUpdate>()
}
