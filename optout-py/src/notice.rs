//! Notices about systems, and the reviews of every month.

use optout_core::notice;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use serde::de::DeserializeOwned;

use crate::error::{OrRaise, invalid_value, wrong_type};
use crate::growing::Growing;
use crate::pickle::{self, Rebuilt};
use crate::text::{self, Day, Text, plain, plain_dict, repr, word};

/// What has been told about systems and is not over yet.
///
/// What is wrong is told once, and once that it is over. Watches can be pickled, and compare equal if they
/// hold the same.
///
/// >>> import optout
/// >>> health = {"api_uses": [{"system": "crm", "date": "2026-11-24", "used": 9, "allowed": 9}]}
/// >>> watch = optout.Watch()
/// >>> [(notice["kind"], notice["severity"]) for notice in watch.evaluate(health, now="2026-11-24")]
/// [('api_limit', 'critical')]
/// >>> watch.evaluate(health, now="2026-11-24")
/// []
/// >>> watch.evaluate(health, now="2026-11-25")[0]["resolves"]
/// True
#[pyclass(module = "optout", frozen)]
pub(crate) struct Watch {
    inner: Growing<notice::Watch>,
}

#[pymethods]
impl Watch {
    #[new]
    fn new() -> Self {
        Self { inner: Growing::new(notice::Watch::new()) }
    }

    /// What is to be told now: what has begun, and what is over.
    ///
    /// Of what ``health`` does not speak, nothing is said, and it is not taken for mended.
    ///
    /// Args:
    ///     health: a dict, or JSON text, of ``credentials`` (``system``, ``updated_on``,
    ///         ``lifetime_days``, ``is_refused``), ``api_uses`` (``system``, ``date``, ``used``,
    ///         ``allowed``), ``feeds`` (``name``, ``past``, ``last``, ``is_cumulative``,
    ///         ``pages_tracked``) and ``syncs`` (``name``, ``finished_on``).
    ///     now: the day.
    ///     rules: where ordinary ends, in the same form: ``expiry_notice_days``, ``low_share``,
    ///         ``least_pages``, ``sync_days``.
    ///
    /// Returns:
    ///     Dicts of ``kind``, ``severity``, ``subject``, ``dedupe_key``, ``resolves``, ``stops_work``,
    ///     ``sentence`` and ``causes``.
    ///
    /// Raises:
    ///     OptoutError: ``health`` or ``rules`` of another form (code ``"value"``).
    #[pyo3(signature = (health, *, now, rules=None))]
    fn evaluate<'py>(
        &self,
        py: Python<'py>,
        health: &Bound<'py, PyAny>,
        now: Day,
        rules: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let health: notice::Health = described(health, "health as it is described")?;
        let rules = match rules {
            Some(rules) => described(rules, "rules as they are described")?,
            None => notice::WatchRules::default(),
        };
        let notices = self.inner.with(py, |watch| watch.evaluate(&health, now.0, &rules));
        plain(py, &notices)
    }

    /// What has been told, as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.copy(py))
    }

    /// What has been told, as JSON text, to be kept.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |watch| text::to_json(watch))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(text::of_json(&text, "a watch as to_json writes it")?) })
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> bool {
        self.inner.copy(py) == other.get().inner.copy(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn __repr__(&self) -> String {
        repr("Watch", &[])
    }
}

/// Which months' reviews of the list have been done, and on whose word.
///
/// Months are text such as ``"2026-11"``. Ledgers can be pickled, and compare equal if they hold the same.
///
/// Raises:
///     OptoutError: a text that is no month (code ``"value"``).
///
/// >>> import optout
/// >>> ledger = optout.ReviewLedger("2026-10")
/// >>> ledger.attest("2026-10", on="2026-11-24", by="DPO")
/// >>> [(review["month"], review["state"]) for review in ledger.reviews("2026-11-24")]
/// [('2026-10', 'done'), ('2026-11', 'due')]
#[pyclass(module = "optout", frozen)]
pub(crate) struct ReviewLedger {
    inner: Growing<notice::ReviewLedger>,
}

#[pymethods]
impl ReviewLedger {
    #[new]
    fn new(since: Text) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(notice::ReviewLedger::since(word(&since)?)) })
    }

    /// Takes somebody's word for a month's review; the first word for a month stands.
    ///
    /// Args:
    ///     month: the month whose review was done.
    ///     on: the day of the word.
    ///     by: who gives it: a role or an office, such as ``"DPO"``.
    ///
    /// Raises:
    ///     OptoutError: a month before the first one or behind the day, or one that is attested already
    ///         (code ``"invalid_option"``).
    #[pyo3(signature = (month, *, on, by))]
    fn attest(&self, py: Python<'_>, month: Text, on: Day, by: Text) -> PyResult<()> {
        let month = word(&month)?;
        self.inner.with(py, |ledger| ledger.attest(month, on.0, &by.0)).or_raise()
    }

    /// The reviews of all months until that of a day: dicts of ``month``, ``state`` (``"due"``, ``"done"``
    /// or ``"overdue"``), ``due_on``, ``attested_on`` and ``attested_by``.
    fn reviews<'py>(&self, py: Python<'py>, today: Day) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.copy(py).reviews(today.0).collect::<Vec<_>>())
    }

    /// The ledger as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.copy(py))
    }

    /// The ledger as JSON text, to be kept.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |ledger| text::to_json(ledger))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(text::of_json(&text, "a ledger as to_json writes it")?) })
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> bool {
        self.inner.copy(py) == other.get().inner.copy(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn __repr__(&self) -> String {
        repr("ReviewLedger", &[])
    }
}

/// A value of the core from a dict, or from its JSON text; days may be ``datetime.date``.
fn described<T: DeserializeOwned>(
    object: &Bound<'_, PyAny>,
    expected: &'static str,
) -> PyResult<T> {
    if object.is_instance_of::<PyString>() {
        return text::of_json(&object.extract::<Text>()?, expected);
    }
    if !object.is_instance_of::<PyDict>() {
        return Err(wrong_type("a dict or str", object));
    }
    let py = object.py();
    let keywords = PyDict::new(py);
    keywords.set_item("default", py.get_type::<PyString>())?;
    // The encoder's own error can hold a value.
    let json = py.import("json")?.call_method("dumps", (object,), Some(&keywords));
    let json = json.map_err(|_| invalid_value(expected))?.extract::<Text>()?;
    text::of_json(&json, expected)
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Watch>()?;
    module.add_class::<ReviewLedger>()
}
