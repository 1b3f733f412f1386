//! Lists that arrive hashed.

use std::sync::{Mutex, PoisonError};

use optout_core::Input;
use optout_core::list::{self, HashProfile, HashedAnswer as Answer, HashedOutcome};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::contact::Contact;
use crate::error::OrRaise;
use crate::pickle::not_pickled;
use crate::source::read_whole;
use crate::text::{Day, Text, cell, column, quoted, repr};

fn profile(word: &Text) -> PyResult<HashProfile> {
    word.0.parse().or_raise()
}

/// The hash of an address, as lists of a profile have it: ``"drop"``, ``"uid2"``, ``"google"``, ``"meta"``,
/// ``"plain_md5"``, ``"plain_sha1"`` or ``"plain_sha256"``. There is no universal one.
///
/// Raises:
///     OptoutError: the text is not one address (code ``"value"``), or the profile is none.
///
/// >>> import optout
/// >>> optout.hash_email("uid2", " User@example.com")
/// 'tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ='
#[pyfunction]
#[pyo3(signature = (profile, email, /))]
fn hash_email(profile: Text, email: Text) -> PyResult<String> {
    self::profile(&profile)?.hash_email(&email.0).or_raise()
}

/// The hashes of a column of addresses (list of str or None, in their order): None where a cell is missing or
/// holds not one address.
///
/// >>> import optout
/// >>> [hash and hash[:8] for hash in optout.hash_emails("meta", ["ada@engine.example", None, "ada"])]
/// ['045908bb', None, None]
#[pyfunction]
#[pyo3(signature = (profile, emails, /))]
fn hash_emails(profile: Text, emails: &Bound<'_, PyAny>) -> PyResult<Vec<Option<String>>> {
    let profile = self::profile(&profile)?;
    let cells = column(emails)?.map(|item| cell(&item?)).collect::<PyResult<Vec<_>>>()?;
    let hash = |cell: Option<String>| cell.and_then(|cell| profile.hash_email(&cell).ok());
    Ok(emails.py().detach(|| cells.into_iter().map(hash).collect()))
}

/// The hash that California's platform makes of a given or a family name.
///
/// Raises:
///     OptoutError: nothing is left of the name, or it is in Greek or Cyrillic letters, which the platform
///         transliterates by a table that this library does not have.
///
/// >>> import optout
/// >>> optout.hash_drop_name("José")
/// 'HsTtA3dmqhgdiECtBLn8bhlf033twEyYpXZ6Z9N1js4='
#[pyfunction]
#[pyo3(signature = (name, /))]
fn hash_drop_name(name: Text) -> PyResult<String> {
    list::drop_name(&name.0).or_raise()
}

/// The hash that California's platform makes of a person: of given name, family name, day of birth and ZIP
/// code.
///
/// >>> import optout
/// >>> optout.hash_drop_person("Danielle", "Johnson", born="1985-07-04", zip="91790")
/// 'PQOfn1RffEKmqMmNAzDKKaoZCwxWbQZkQzPWmQo9REA='
#[pyfunction]
#[pyo3(signature = (given, family, /, *, born, zip))]
fn hash_drop_person(given: Text, family: Text, born: Day, zip: Text) -> PyResult<String> {
    list::drop_person(&given.0, &family.0, born.0, &zip.0).or_raise()
}

/// A list of hashes of one profile, each perhaps with an id by which its sender wants the answer; ``len()`` is
/// the number of rows. :func:`read_hashed_list` reads one.
///
/// Two hashes agree or they do not: the threshold of a match is 100 %.
#[pyclass(module = "optout", frozen)]
pub(crate) struct HashedList {
    inner: list::HashedList,
}

#[pymethods]
impl HashedList {
    /// How its hashes were made, as for :func:`hash_email`.
    #[getter]
    fn profile(&self) -> &'static str {
        self.inner.profile().as_str()
    }

    /// Whether an address of a contact is on the list.
    fn matches(&self, contact: &Bound<'_, Contact>) -> bool {
        self.inner.matches(&contact.get().borrowed())
    }

    /// Whether a hash is on the list, such as one of :func:`hash_drop_person`.
    fn has_hash(&self, hash: Text) -> PyResult<bool> {
        self.inner.has_hash(&hash.0).or_raise()
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("HashedList", "read it where it is needed")
    }

    fn __repr__(&self) -> String {
        let profile = quoted(Some(self.inner.profile().as_str()));
        repr("HashedList", &[("profile", &profile), ("rows", &self.inner.len())])
    }
}

/// Reads one hash per line, or a comma-separated file whose header has a column ``Hash``, and perhaps one
/// ``ID`` (:class:`HashedList`).
///
/// Args:
///     source: a path, the content as bytes, or a binary file object.
///     profile: how the hashes were made, as for :func:`hash_email`. Length and letters tell most other profiles
///         from it, but not two of the same encoding.
///
/// Raises:
///     OptoutError: a cell is no hash of the profile, with its position (code ``"value"``); or the file has no
///         column of hashes, or is none.
///
/// >>> import optout
/// >>> rows = b"ID,Hash\nq1,tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=\n"
/// >>> asked = optout.read_hashed_list(rows, profile="drop")
/// >>> asked.matches(optout.Contact(emails="USER@example.com"))
/// True
#[pyfunction]
#[pyo3(signature = (source, *, profile))]
fn read_hashed_list(source: &Bound<'_, PyAny>, profile: Text) -> PyResult<HashedList> {
    let profile = self::profile(&profile)?;
    let read = |input: &mut dyn std::io::Read| list::HashedList::read(input, profile);
    Ok(HashedList { inner: read_whole(source, Input::HashedList, read)? })
}

/// Goes over all consumers of a system, and then knows what becomes of each row of a hashed list.
///
/// >>> import optout
/// >>> hashes = [optout.hash_email("drop", email) for email in ("ada@x.example", "home@x.example")]
/// >>> asked = optout.read_hashed_list("\n".join(hashes).encode(), profile="drop")
/// >>> tally = optout.HashedTally(asked)
/// >>> tally.add("1", optout.Contact(emails="ada@x.example; home@x.example"))
/// 2
/// >>> tally.add("2", optout.Contact(emails="home@x.example"))
/// 1
/// >>> [(answer["outcome"], answer["reason"], answer["drop_status"]) for answer in tally.answers()]
/// [('delete', 'one_consumer', 3), ('opt_out_only', 'several_consumers', 4)]
#[pyclass(module = "optout", frozen)]
pub(crate) struct HashedTally {
    inner: Mutex<list::HashedTally>,
    rows: usize,
}

impl HashedTally {
    fn with<R: Send>(
        &self,
        py: Python<'_>,
        call: impl FnOnce(&mut list::HashedTally) -> R + Send,
    ) -> R {
        py.detach(|| call(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

#[pymethods]
impl HashedTally {
    #[new]
    #[pyo3(signature = (list, /))]
    fn new(list: &Bound<'_, HashedList>) -> Self {
        let list = &list.get().inner;
        Self { inner: Mutex::new(list::HashedTally::new(list)), rows: list.len() }
    }

    /// Takes note of a record of a consumer, by its addresses, and returns how many rows it has. ``consumer``
    /// is what tells the system's people apart: two records of one person have one.
    fn add(&self, py: Python<'_>, consumer: Text, contact: &Bound<'_, Contact>) -> usize {
        let contact = contact.get();
        self.with(py, |tally| tally.add(&consumer.0, &contact.borrowed()))
    }

    /// Takes note of a hash of a consumer, such as one of :func:`hash_drop_person`, and returns how many rows
    /// have it.
    fn add_hash(&self, py: Python<'_>, consumer: Text, hash: Text) -> PyResult<usize> {
        self.with(py, |tally| tally.add_hash(&consumer.0, &hash.0)).or_raise()
    }

    /// The answer to each row, in their order, by all that was seen (list of dict).
    ///
    /// ``record`` counts from 1, and ``id`` is the sender's. ``outcome`` is ``"delete"``, ``"opt_out_only"``
    /// where several consumers share the identifier, which deletes nobody, or ``"not_found"``; ``reason`` says
    /// why, and ``drop_status`` is what California's platform is told once it is done.
    fn answers<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let row =
            |answer: Answer<'_>| (answer.record, answer.id.map(str::to_owned), answer.outcome);
        let rows: Vec<(u64, Option<String>, HashedOutcome)> =
            self.with(py, |tally| tally.answers().map(row).collect());
        rows.into_iter()
            .map(|(record, id, outcome)| {
                let answer = PyDict::new(py);
                answer.set_item("record", record)?;
                answer.set_item("id", id)?;
                answer.set_item("outcome", outcome.as_str())?;
                answer.set_item("reason", outcome.reason())?;
                answer.set_item("drop_status", outcome.drop_status())?;
                Ok(answer)
            })
            .collect()
    }

    fn __len__(&self) -> usize {
        self.rows
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("HashedTally", "take its answers")
    }

    fn __repr__(&self) -> String {
        repr("HashedTally", &[("rows", &self.rows)])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<HashedList>()?;
    module.add_class::<HashedTally>()?;
    module.add_function(wrap_pyfunction!(hash_email, module)?)?;
    module.add_function(wrap_pyfunction!(hash_emails, module)?)?;
    module.add_function(wrap_pyfunction!(hash_drop_name, module)?)?;
    module.add_function(wrap_pyfunction!(hash_drop_person, module)?)?;
    module.add_function(wrap_pyfunction!(read_hashed_list, module)?)
}
