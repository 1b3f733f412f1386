//! Who must not come back.

use std::fs::File;
use std::io::{Read, Write};

use optout_core::suppress::{self, Imported};
use optout_core::{Input, Table, fs};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::contact::Contact;
use crate::content::Content;
use crate::error::{OrRaise, invalid_option};
use crate::growing::Growing;
use crate::html;
use crate::list::OptOutList;
use crate::pickle::{self, Rebuilt};
use crate::source::{self, FilePath, read_raising};
use crate::text::{Day, Text, plain_dict, repr};
use crate::watch::Raised;

/// A set of people under one key, as keyed hashes, each with the day of the latest opt-out.
///
/// The key is the caller's, at least 16 bytes, and is not kept in the set: every call takes it. Of each
/// HMAC-SHA-256 the leading 128 bits are kept. A hash under a key is pseudonymous, not anonymous. Sets can be
/// pickled; ``len()`` is the number of hashes.
///
/// Copies grow apart and are merged, in any order and any number of times, to the same set. Nobody leaves by
/// absence; only :meth:`release` lets a person in again, and a later opt-out takes that back.
///
/// Raises:
///     OptoutError: a key that is too short, or not the set's (code ``"invalid_option"``).
///
/// >>> import optout
/// >>> key = b"a key of sixteen bytes or more"
/// >>> people = optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
/// >>> never_again = optout.SuppressionSet(key)
/// >>> never_again.add_list(key, people, on="2026-11-24")
/// 0
/// >>> never_again.may_import(key, optout.Contact(emails="Ada@engine.example"))
/// False
/// >>> never_again.check(key, optout.Contact(emails="ada+crm@engine.example"))
/// 'held_by_tagged_email'
#[pyclass(module = "optout", frozen)]
pub(crate) struct SuppressionSet {
    inner: Growing<suppress::SuppressionSet>,
}

#[pymethods]
impl SuppressionSet {
    #[new]
    fn new(key: Content) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(suppress::SuppressionSet::new(key.bytes()).or_raise()?) })
    }

    /// Adds everybody on a list that came on a day, whether a system has them or not; returns of how many
    /// nothing could be kept.
    ///
    /// A person's opt-out is of the day that the list says. Where it says none, a person who is stopped
    /// already keeps the day, and one who was released is stopped again.
    #[pyo3(signature = (key, list, *, on))]
    fn add_list(
        &self,
        py: Python<'_>,
        key: Content,
        list: &Bound<'_, OptOutList>,
        on: Day,
    ) -> PyResult<u64> {
        let list = &list.get().inner;
        self.inner.with(py, |set| set.add_list(key.bytes(), list, on.0)).or_raise()
    }

    /// Adds a person (:class:`Contact`) who opted out, or was deleted, on a day; returns whether anything
    /// could be kept of them.
    #[pyo3(signature = (key, contact, *, on))]
    fn add(
        &self,
        py: Python<'_>,
        key: Content,
        contact: &Bound<'_, Contact>,
        on: Day,
    ) -> PyResult<bool> {
        let contact = contact.get();
        self.inner.with(py, |set| set.add(key.bytes(), &contact.borrowed(), on.0)).or_raise()
    }

    /// Lets a person in again, for a verdict of a day, and returns where the contact stands now, as
    /// :meth:`check` does. Opt-outs of earlier days are void, those of that day and of later ones are not.
    #[pyo3(signature = (key, contact, *, on))]
    fn release(
        &self,
        py: Python<'_>,
        key: Content,
        contact: &Bound<'_, Contact>,
        on: Day,
    ) -> PyResult<&'static str> {
        let contact = contact.get();
        let standing =
            self.inner.with(py, |set| set.release(key.bytes(), &contact.borrowed(), on.0));
        Ok(standing.or_raise()?.as_str())
    }

    /// Where a contact stands: ``"free"``, ``"stopped_by_id"``, ``"stopped_by_email"``,
    /// ``"held_by_role_mailbox"``, ``"held_by_tagged_email"``, ``"held_by_name_at_company"``,
    /// ``"unreadable"`` or ``"nothing_to_look_up"``. Only who is free may come in; at who is held a human has
    /// to look.
    fn check(
        &self,
        py: Python<'_>,
        key: Content,
        contact: &Bound<'_, Contact>,
    ) -> PyResult<&'static str> {
        let contact = contact.get();
        let standing = self.inner.with(py, |set| set.check(key.bytes(), &contact.borrowed()));
        Ok(standing.or_raise()?.as_str())
    }

    /// Whether a contact may come in: it could be looked up, and nothing of it is in the set.
    fn may_import(
        &self,
        py: Python<'_>,
        key: Content,
        contact: &Bound<'_, Contact>,
    ) -> PyResult<bool> {
        let contact = contact.get();
        self.inner.with(py, |set| set.may_import(key.bytes(), &contact.borrowed())).or_raise()
    }

    /// Passes once over a file that is to come in, and writes the records that may to ``output``, all values
    /// as they were; the file appears whole or not at all. Of each other record the number and where it
    /// stands go to ``turned_away``.
    ///
    /// Args:
    ///     key: the set's.
    ///     contacts: a path, the content as bytes, or a binary file object.
    ///     output: the path to write to, in UTF-8.
    ///     turned_away: the path of the table of the others.
    ///     preset, columns, encoding, delimiter: of the contacts, as for :func:`sweep_file`.
    ///
    /// Returns:
    ///     dict: ``records``, ``admitted``, and ``standings``, the number of records by where they stand.
    #[pyo3(signature = (
        key, contacts, output, *, turned_away, preset=None, columns=None, encoding=None, delimiter=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn import_file<'py>(
        &self,
        py: Python<'py>,
        key: Content,
        contacts: &Bound<'py, PyAny>,
        output: FilePath,
        turned_away: FilePath,
        preset: Option<Text>,
        columns: Option<&Bound<'py, PyAny>>,
        encoding: Option<Text>,
        delimiter: Option<Text>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let layout = source::contacts(preset, columns)?;
        let format = source::format(encoding, delimiter)?;
        for path in [&output, &turned_away] {
            let is_this = |other: FilePath| fs::is_same_file(&other.0, &path.0);
            if contacts.extract().is_ok_and(is_this) {
                return Err(invalid_option("output", "another path than that of the contacts"));
            }
        }
        if output.0 == turned_away.0 || fs::is_same_file(&output.0, &turned_away.0) {
            return Err(invalid_option("turned_away", "another path than that of the output"));
        }
        let set = self.inner.copy(py);
        let guard = set.guard(key.bytes()).or_raise()?;
        let run = |input: &mut dyn Read| {
            let mut table = Table::open_contacts(input, format, &layout)?;
            fs::write_atomically(&output.0, |admitted: &mut File| {
                fs::write_atomically(&turned_away.0, |others: &mut File| {
                    let (mut admitted, mut others) = (&*admitted, &*others);
                    let (admitted, others): (&mut dyn Write, &mut dyn Write) =
                        (&mut admitted, &mut others);
                    guard.import(&mut table, admitted, others)
                })
            })
        };
        let found: Imported = read_raising(contacts, Input::Contacts, &Raised::default(), run)?;
        plain_dict(py, &found)
    }

    /// Adds all that another set under the same key has, releases too.
    fn merge(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<()> {
        let other = other.get().inner.copy(py);
        self.inner.with(py, |set| set.merge(&other)).or_raise()
    }

    /// How many changes this copy has had. A revision of one copy says nothing about another.
    #[getter]
    fn revision(&self, py: Python<'_>) -> u64 {
        self.inner.with(py, |set| set.revision())
    }

    /// How many hashes were ever released, those suppressed again too.
    #[getter]
    fn released(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |set| set.released())
    }

    /// What this copy has changed since one of its revisions, as bytes that another copy applies.
    ///
    /// Raises:
    ///     OptoutError: a revision from before the changes that the copy still has: the latest, and none from
    ///         before it was read from bytes.
    fn delta_since<'py>(&self, py: Python<'py>, revision: u64) -> PyResult<Bound<'py, PyBytes>> {
        let delta = self.inner.with(py, |set| set.delta_since(revision)).or_raise()?;
        Ok(PyBytes::new(py, &delta))
    }

    /// Adds what another copy has changed, or all of it. The same bytes may come twice, and late.
    fn apply(&self, py: Python<'_>, delta: Content) -> PyResult<()> {
        self.inner.with(py, |set| set.apply(delta.bytes())).or_raise()
    }

    /// The set as bytes, to be kept; they hold keyed hashes and days only.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.inner.with(py, |set| set.to_bytes()))
    }

    /// Reads what :meth:`to_bytes` gave.
    ///
    /// Raises:
    ///     OptoutError: the bytes are something else's, damaged, or of another version (code ``"bytes"``).
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: Content) -> PyResult<Self> {
        let set = py.detach(|| suppress::SuppressionSet::from_bytes(data.bytes())).or_raise()?;
        Ok(Self { inner: Growing::new(set) })
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |set| set.len())
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> bool {
        let Ok(other) = other.cast::<Self>() else { return false };
        let other = other.get().inner.copy(py);
        self.inner.with(py, |set| *set == other)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_bytes", self.to_bytes(py))
    }

    fn _repr_html_(&self, py: Python<'_>) -> String {
        html::after::suppression_set(self.__len__(py) as u64)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        repr("SuppressionSet", &[("hashes", &self.__len__(py)), ("released", &self.released(py))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<SuppressionSet>()
}
