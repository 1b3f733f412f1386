//! The weekly digest.

use optout_core::BasisPolicy;
use optout_core::list::SnapshotChanges;
use optout_core::normalize::date::Zone;
use optout_core::notice;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDate, PyDict};

use crate::error::OrRaise;
use crate::growing::Growing;
use crate::html::listed;
use crate::list::{PySnapshotChanges, Snapshot};
use crate::pickle::{self, Rebuilt, not_pickled};
use crate::policy::Policy;
use crate::text::{self, Text, Time, plain, plain_dict, repr};

/// What administrators have been told so far; keep it when the message is out.
///
/// An entry is new if no earlier list had it, whatever its request date says. A state that was not kept
/// makes the same message again, under the same id. States can be pickled, and compare equal if they hold
/// the same.
///
/// >>> import optout
/// >>> last = optout.read_list(b"Unique 6sense Record ID\nP1\n").snapshot()
/// >>> this = optout.read_list(b"Unique 6sense Record ID\nP1\nP2\n").snapshot()
/// >>> state = optout.DigestState()
/// >>> state.weekly(last, now="2026-11-17", zone="Europe/Berlin")
/// Digest(new=1, changed=0, vanished=0, entries=1)
/// >>> state.weekly(this, now="2026-11-24T08:00:00Z", zone="Europe/Berlin").changes.new
/// ['P2']
/// >>> state.weekly(this, now="2026-12-01", zone="Europe/Berlin") is None
/// True
#[pyclass(module = "optout", frozen)]
pub(crate) struct DigestState {
    inner: Growing<notice::DigestState>,
}

#[pymethods]
impl DigestState {
    #[new]
    fn new() -> Self {
        Self { inner: Growing::new(notice::DigestState::new()) }
    }

    /// The digest of the week (:class:`Digest`), or None.
    ///
    /// It is on Tuesdays, as days are in the zone, and on the first day thereafter if nobody looked on the
    /// Tuesday. Without anything new there is none.
    ///
    /// Args:
    ///     current: the snapshot of the list as it is now.
    ///     now: a ``datetime`` or its ISO text; a day is that day everywhere.
    ///     zone: a time zone by its name in the IANA database.
    ///     policy: whose regimes and holidays set the deadlines.
    ///
    /// Raises:
    ///     OptoutError: there is no such zone (code ``"invalid_option"``).
    #[pyo3(signature = (current, *, now, zone=None, policy=None))]
    fn weekly(
        &self,
        py: Python<'_>,
        current: &Bound<'_, Snapshot>,
        now: Time,
        zone: Option<Text>,
        policy: Option<&Policy>,
    ) -> PyResult<Option<Digest>> {
        let zone = match zone {
            Some(zone) => zone.0.parse::<Zone>().or_raise()?,
            None => Zone::utc(),
        };
        let basis = policy.map_or_else(BasisPolicy::default, |policy| policy.inner.basis().clone());
        let current = &current.get().inner;
        let digest = self.inner.with(py, |state| state.weekly(current, now.0, &zone, &basis));
        Ok(digest.map(|inner| Digest { inner }))
    }

    /// The state as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.copy(py))
    }

    /// The state as JSON text, to be kept.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |state| text::to_json(state))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        let state = text::of_json(&text, "the state of a digest as to_json writes it")?;
        Ok(Self { inner: Growing::new(state) })
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> bool {
        self.inner.copy(py) == other.get().inner.copy(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn __repr__(&self) -> String {
        repr("DigestState", &[])
    }
}

/// The weekly message about new opt-outs; the host sends it.
#[pyclass(module = "optout", frozen)]
pub(crate) struct Digest {
    inner: notice::Digest,
}

#[pymethods]
impl Digest {
    /// SHA-256 of the pair of snapshots: the same message sent again is known.
    #[getter]
    fn message_id(&self) -> &str {
        &self.inner.message_id
    }

    /// The Tuesday, or the day on which a missed one was made up for (``datetime.date``).
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        text::date(py, self.inner.date)
    }

    /// What is new, changed and gone (:class:`SnapshotChanges`).
    #[getter]
    fn changes(&self) -> PySnapshotChanges {
        PySnapshotChanges { inner: self.inner.changes.clone() }
    }

    /// Entries in the list as a whole.
    #[getter]
    fn entries(&self) -> usize {
        self.inner.entries
    }

    /// The list is shorter than last time, which a cumulative list never is.
    #[getter]
    fn shrank(&self) -> bool {
        self.inner.shrank
    }

    /// By when the new entries are to be honoured, the earliest first: dicts of ``regime`` (None for the
    /// review that the vendor asks for), ``title`` and ``deadline``.
    #[getter]
    fn deadlines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.deadlines)
    }

    /// The subject of the message.
    #[getter]
    fn subject(&self) -> String {
        self.inner.subject()
    }

    /// The message in plain text: counts, deadlines and ids, and nobody's data.
    #[getter]
    fn text(&self) -> String {
        self.inner.text()
    }

    /// The same as a document of HTML that asks for nothing from elsewhere.
    #[getter]
    fn html(&self) -> String {
        self.inner.html()
    }

    /// The message as RFC 5322 and MIME have it, text and HTML in one, for a mail server.
    ///
    /// Args:
    ///     sender: the address that it comes from.
    ///     recipients: :class:`Recipients`.
    ///     at: when it is sent.
    ///
    /// Raises:
    ///     OptoutError: the sender is not one address of ASCII letters.
    #[pyo3(signature = (*, sender, recipients, at))]
    fn message<'py>(
        &self,
        py: Python<'py>,
        sender: Text,
        recipients: &Bound<'py, Recipients>,
        at: Time,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let recipients = recipients.get().inner.copy(py);
        let message = self.inner.message(&sender.0, &recipients, at.0).or_raise()?;
        Ok(PyBytes::new(py, &message))
    }

    /// The digest as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The digest as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        listed::digest(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Digest", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let SnapshotChanges { new, changed, vanished } = &self.inner.changes;
        repr(
            "Digest",
            &[
                ("new", &new.len()),
                ("changed", &changed.len()),
                ("vanished", &vanished.len()),
                ("entries", &self.inner.entries),
            ],
        )
    }
}

/// Who gets the digest: the primary administrator always, and those whom they designate.
///
/// ``len()`` is their number, and they iterate as addresses, the primary one first. Recipients can be
/// pickled.
///
/// Raises:
///     OptoutError: what is not one address of ASCII letters (code ``"value"``).
///
/// >>> import optout
/// >>> recipients = optout.Recipients("admin@company.example")
/// >>> recipients.add("privacy@company.example"), recipients.add("Privacy@company.example")
/// (True, False)
/// >>> list(recipients)
/// ['admin@company.example', 'privacy@company.example']
#[pyclass(module = "optout", frozen)]
pub(crate) struct Recipients {
    inner: Growing<notice::Recipients>,
}

#[pymethods]
impl Recipients {
    #[new]
    fn new(primary: Text) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(notice::Recipients::new(&primary.0).or_raise()?) })
    }

    /// Designates an administrator; False if the address is there already.
    fn add(&self, py: Python<'_>, email: Text) -> PyResult<bool> {
        self.inner.with(py, |recipients| recipients.add(&email.0)).or_raise()
    }

    /// Takes a designated administrator off; False if there is no such one. The primary one stays.
    fn remove(&self, py: Python<'_>, email: Text) -> PyResult<bool> {
        self.inner.with(py, |recipients| recipients.remove(&email.0)).or_raise()
    }

    /// The addresses as plain data: ``primary`` and ``designated``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.copy(py))
    }

    /// The addresses as JSON text, to be kept.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |recipients| text::to_json(recipients))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        let recipients = text::of_json(&text, "recipients as to_json writes them")?;
        Ok(Self { inner: Growing::new(recipients) })
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let addresses: Vec<String> = self.inner.copy(py).iter().map(str::to_owned).collect();
        Ok(addresses.into_pyobject(py)?.try_iter()?.into_any())
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |recipients| recipients.iter().count())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        repr("Recipients", &[("addresses", &self.__len__(py))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<DigestState>()?;
    module.add_class::<Digest>()?;
    module.add_class::<Recipients>()
}
