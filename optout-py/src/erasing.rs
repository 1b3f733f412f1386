//! Plans being carried out.

use optout_core::erase::{self, Answer, Budget, Hold, Request, System, Verdict};
use pyo3::prelude::*;
use pyo3::types::{PyAny, PyDict};

use crate::content::Content;
use crate::erase::{ErasurePlan, method};
use crate::error::OrRaise;
use crate::growing::Growing;
use crate::pickle::{self, Rebuilt};
use crate::text::{self, Day, Text, pairs, plain, plain_dict, quoted, repr, word};

const PROGRESS: &str = "progress as Erasure.progress_json writes it";
const ALLOWANCE: &str = "an allowance as to_json writes it";
const HEADERS: &str = "a mapping or pairs of names and values";

/// A plan that a human has approved, being carried out by its host.
///
/// Ask for the :meth:`next` thing to do, store :meth:`progress_json`, make the call, hand the answer back
/// (:meth:`take_answer`) and store the progress again. Stopped at any point and resumed from what was stored
/// last, no record is lost, and only what was in flight is repeated: requests that were handed out and whose
/// answers were not taken. Times are whole seconds since 1970, as in ``int(time.time())``.
///
/// Args:
///     plan: the plan; it is copied.
///     approval: the hash that was approved.
///
/// Raises:
///     OptoutError: the approval is another plan's (code ``"invalid_option"``).
///
/// >>> import optout
/// >>> plan = optout.ErasurePlan("hubspot")
/// >>> plan.read_deletions("hubspot", b"record_id\n3001\n")
/// 1
/// >>> erasure = optout.Erasure(plan, plan.hash)
/// >>> erasure.next(1_795_000_000).kind
/// 'suppress'
/// >>> erasure.suppressed()
/// >>> step = erasure.next(1_795_000_000)
/// >>> step.request.verb, step.request.path, step.request.body
/// ('POST', '/crm/v3/objects/contacts/gdpr-delete', '{"objectId":"3001"}')
/// >>> taken = erasure.take_answer(step.request.number, 204, now=1_795_000_000)
/// >>> taken["records"][0]["outcome"], taken["verdict"]["verdict"]
/// ('deleted', 'go_on')
#[pyclass(module = "optout", frozen)]
pub(crate) struct Erasure {
    inner: Growing<erase::Erasure>,
}

/// The headers of an answer.
fn headers(given: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<(String, String)>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let pairs = pairs(given, HEADERS)?.into_iter();
    pairs.map(|(name, value)| Ok((name.extract::<Text>()?.0, value.extract::<Text>()?.0))).collect()
}

/// Calls with an answer.
fn with_answer<R>(
    status: u16,
    headers: &[(String, String)],
    body: Option<&Content>,
    call: impl FnOnce(&Answer<'_>) -> R,
) -> R {
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let body = body.map(Content::bytes).unwrap_or_default();
    call(&Answer { status, headers: &headers, body })
}

fn budget(
    system: System,
    calls_per_day: Option<u64>,
    leave: u64,
    day_begins: Option<u32>,
) -> Budget {
    let day_begins = day_begins.unwrap_or(Budget::of(system).day_begins);
    Budget { calls_per_day, leave, day_begins }
}

#[pymethods]
impl Erasure {
    #[new]
    fn new(py: Python<'_>, plan: &Bound<'_, ErasurePlan>, approval: Text) -> PyResult<Self> {
        let plan = plan.get().inner.copy(py);
        let inner = erase::Erasure::begin(plan, &approval.0).or_raise()?;
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Goes on with a plan that was begun, from the progress that was stored last.
    ///
    /// Raises:
    ///     OptoutError: the progress is another plan's or was tampered with.
    #[staticmethod]
    fn resume(py: Python<'_>, plan: &Bound<'_, ErasurePlan>, progress: Text) -> PyResult<Self> {
        let plan = plan.get().inner.copy(py);
        let progress = text::of_json(&progress, PROGRESS)?;
        let inner = erase::Erasure::resume(plan, progress).or_raise()?;
        Ok(Self { inner: Growing::new(inner) })
    }

    /// How far it has come, as JSON text to be stored. It holds no id.
    fn progress_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |erasure| text::to_json(erasure.progress()))
    }

    /// The people are in the suppression set and their records are flagged: deletion may begin.
    fn suppressed(&self, py: Python<'_>) {
        self.inner.with(py, erase::Erasure::suppressed);
    }

    /// Somebody has seen to the credentials for a system.
    fn authorized(&self, py: Python<'_>, system: Text) -> PyResult<()> {
        let system = word(&system)?;
        self.inner.with(py, |erasure| erasure.authorized(system));
        Ok(())
    }

    /// Takes so much of a system's allowance from now on.
    ///
    /// Args:
    ///     calls_per_day: the most calls in a day; all that there are if it is None.
    ///     leave: how many calls to leave to others, where the system tells how many remain.
    ///     day_begins: when its day begins, in seconds after midnight UTC; None for what is known of it.
    #[pyo3(signature = (system, *, calls_per_day=None, leave=0, day_begins=None))]
    fn set_budget(
        &self,
        py: Python<'_>,
        system: Text,
        calls_per_day: Option<u64>,
        leave: u64,
        day_begins: Option<u32>,
    ) -> PyResult<()> {
        let system = word(&system)?;
        let budget = budget(system, calls_per_day, leave, day_begins);
        self.inner.with(py, |erasure| erasure.set_budget(system, budget));
        Ok(())
    }

    /// Has at most so many requests in flight; 1 unless said otherwise.
    ///
    /// Raises:
    ///     OptoutError: none.
    fn set_in_flight(&self, py: Python<'_>, most: usize) -> PyResult<()> {
        self.inner.with(py, |erasure| erasure.set_in_flight(most)).or_raise()
    }

    /// What is to be done now. A request that it hands out is in flight, and its call is counted.
    fn next(&self, py: Python<'_>, now: u64) -> ErasureStep {
        ErasureStep(self.inner.with(py, |erasure| erasure.next(now)))
    }

    /// Takes the answer to a request; says what has become of its ``records``, each with ``method``,
    /// ``record_id``, ``outcome`` (``"deleted"``, ``"gone"``, ``"accepted"``, ``"failed"`` or ``"again"``)
    /// and ``code``, and with ``verdict`` whether to go on.
    ///
    /// Args:
    ///     number: the request's.
    ///     status: of HTTP; 0 if no answer came.
    ///     headers: a mapping or pairs of names and values.
    ///     body: its bytes.
    ///     now: the time.
    ///
    /// Raises:
    ///     OptoutError: the request is not in flight; nothing is changed then.
    #[pyo3(signature = (number, status, *, now, headers=None, body=None))]
    fn take_answer<'py>(
        &self,
        py: Python<'py>,
        number: u64,
        status: u16,
        now: u64,
        headers: Option<&Bound<'py, PyAny>>,
        body: Option<Content>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let headers = self::headers(headers)?;
        let taken = self.inner.with(py, |erasure| {
            with_answer(status, &headers, body.as_ref(), |answer| {
                erasure.take_answer(number, answer, now)
            })
        });
        plain_dict(py, &taken.or_raise()?)
    }

    /// What has been reached, call by call in their order (list of dicts): how many records are ``planned``,
    /// ``deleted``, ``gone``, ``accepted``, ``failed`` and ``open``, and the day of the ``last`` answer.
    fn standing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.with(py, |erasure| erasure.standing()))
    }

    /// The records that their systems refuse to delete, with their codes (list of dicts).
    fn failed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.with(py, |erasure| erasure.failed()))
    }

    /// What is to be looked for again on a day: 30, 60 and 90 days after the last record of a call was
    /// deleted, until somebody has looked. A list of dicts with ``method``, ``system``, ``days``, ``due`` and
    /// ``record_ids``.
    fn reverification<'py>(&self, py: Python<'py>, day: Day) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.with(py, |erasure| erasure.reverification(day.0)))
    }

    /// Somebody has looked for the records of a call again, so many days after.
    ///
    /// Raises:
    ///     OptoutError: that round is not the next.
    fn reverified(&self, py: Python<'_>, method: Text, days: u32) -> PyResult<()> {
        let method = self::method(&method)?;
        self.inner.with(py, |erasure| erasure.reverified(method, days)).or_raise()
    }

    fn __reduce__(&self) -> PyResult<()> {
        pickle::not_pickled("Erasure", "store its plan and its progress_json()")
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let standing = self.inner.with(py, |erasure| erasure.standing());
        let planned: usize = standing.iter().map(|of| of.planned).sum();
        let open: usize = standing.iter().map(|of| of.open).sum();
        repr("Erasure", &[("records", &planned), ("open", &open)])
    }
}

/// What the host is to do.
#[pyclass(module = "optout", frozen)]
pub(crate) struct ErasureStep(erase::Next);

#[pymethods]
impl ErasureStep {
    /// ``"suppress"``, ``"send"``, ``"answer"`` (wait for one), ``"wait"``, ``"stop"``, ``"authorize"`` or
    /// ``"done"``.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().as_str()
    }

    /// The request to send, if it is to send one.
    #[getter]
    fn request(&self) -> Option<ErasureRequest> {
        match &self.0 {
            erase::Next::Send(request) => Some(ErasureRequest(request.clone())),
            _ => None,
        }
    }

    /// The system that it is about, if it is about one.
    #[getter]
    fn system(&self) -> Option<&'static str> {
        self.0.system().map(System::as_str)
    }

    /// The time until which to wait, if there is one.
    #[getter]
    fn until(&self) -> Option<u64> {
        self.0.until().map(|(until, _)| until)
    }

    /// Why to wait: ``"rate"``, ``"concurrency"``, ``"daily_allowance"``, ``"budget"`` or ``"unavailable"``.
    #[getter]
    fn hold(&self) -> Option<&'static str> {
        self.0.until().map(|(_, hold)| Hold::as_str(hold))
    }

    fn __reduce__(&self) -> PyResult<()> {
        pickle::not_pickled("ErasureStep", "store the erasure's progress_json()")
    }

    fn __repr__(&self) -> String {
        repr("ErasureStep", &[("kind", &quoted(Some(self.kind())))])
    }
}

/// A call for the host to make. The host adds the system's own host name and what shows who it is, and follows
/// no redirect.
#[pyclass(module = "optout", frozen)]
pub(crate) struct ErasureRequest(Request);

#[pymethods]
impl ErasureRequest {
    /// The name of the request, which its answer goes by.
    #[getter]
    fn number(&self) -> u64 {
        self.0.number
    }

    /// What it does.
    #[getter]
    fn method(&self) -> &'static str {
        self.0.method.as_str()
    }

    /// The system that takes it.
    #[getter]
    fn system(&self) -> &'static str {
        self.0.method.system().as_str()
    }

    /// ``"DELETE"`` or ``"POST"``.
    #[getter]
    fn verb(&self) -> &'static str {
        self.0.verb
    }

    /// Path and query.
    #[getter]
    fn path(&self) -> &str {
        &self.0.path
    }

    /// The type of the body, if there is one.
    #[getter]
    fn content_type(&self) -> Option<&'static str> {
        self.0.content_type
    }

    /// The body, if there is one; None where the host has to put in an address.
    #[getter]
    fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The records that it deletes.
    #[getter]
    fn record_ids(&self) -> Vec<String> {
        self.0.record_ids.clone()
    }

    /// Whether it may have been done before.
    #[getter]
    fn is_repeated(&self) -> bool {
        self.0.is_repeated
    }

    /// Whether the host has to put in an address.
    #[getter]
    fn needs_address(&self) -> bool {
        self.0.needs_address()
    }

    /// The body with the address of the request's record, which the host looks up there, and that of the user
    /// who asks.
    ///
    /// Raises:
    ///     OptoutError: one of them is no single address, or the request needs none.
    fn address_body(&self, email: Text, requester_email: Text) -> PyResult<String> {
        self.0.address_body(&email.0, &requester_email.0).or_raise()
    }

    fn __reduce__(&self) -> PyResult<()> {
        pickle::not_pickled("ErasureRequest", "store the erasure's progress_json()")
    }

    fn __repr__(&self) -> String {
        let method = quoted(Some(self.method()));
        let records = self.0.record_ids.len();
        repr(
            "ErasureRequest",
            &[("number", &self.0.number), ("method", &method), ("records", &records)],
        )
    }
}

/// Counts the calls to one system and listens to what it says of its limits: for hosts that make calls of their
/// own; an :class:`Erasure` has its own. It can be pickled: what was counted still counts.
///
/// >>> import optout
/// >>> allowance = optout.Allowance("marketo")
/// >>> allowance.charge(1_000)
/// {'verdict': 'go_on'}
/// >>> body = b'{"success":false,"errors":[{"code":"606","message":"..."}]}'
/// >>> allowance.take(200, body=body, now=1_000)
/// {'hold': 'rate', 'until': 1020, 'verdict': 'wait'}
#[pyclass(module = "optout", frozen)]
pub(crate) struct Allowance {
    inner: Growing<erase::Allowance>,
}

#[pymethods]
impl Allowance {
    #[new]
    fn new(system: Text) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(erase::Allowance::new(word(&system)?)) })
    }

    /// Takes so much of a day's allowance, as :meth:`Erasure.set_budget`.
    #[pyo3(signature = (*, calls_per_day=None, leave=0, day_begins=None))]
    fn set_budget(
        &self,
        py: Python<'_>,
        calls_per_day: Option<u64>,
        leave: u64,
        day_begins: Option<u32>,
    ) {
        self.inner.with(py, |allowance| {
            let budget = budget(allowance.system(), calls_per_day, leave, day_begins);
            allowance.set_budget(budget);
        });
    }

    /// Asks for a call: ``{"verdict": "go_on"}`` counts it, and it may be made.
    fn charge<'py>(&self, py: Python<'py>, now: u64) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.with(py, |allowance| allowance.charge(now)))
    }

    /// Takes an answer, while so many other calls are in flight; says whether to go on.
    #[pyo3(signature = (status, *, now, headers=None, body=None, in_flight=0))]
    fn take<'py>(
        &self,
        py: Python<'py>,
        status: u16,
        now: u64,
        headers: Option<&Bound<'py, PyAny>>,
        body: Option<Content>,
        in_flight: u64,
    ) -> PyResult<Bound<'py, PyDict>> {
        let headers = self::headers(headers)?;
        let verdict: Verdict = self.inner.with(py, |allowance| {
            with_answer(status, &headers, body.as_ref(), |answer| {
                allowance.take(answer, in_flight, now)
            })
        });
        plain_dict(py, &verdict)
    }

    /// Goes on with credentials that somebody has seen to.
    fn authorized(&self, py: Python<'_>) {
        self.inner.with(py, erase::Allowance::authorized);
    }

    /// The system.
    #[getter]
    fn system(&self, py: Python<'_>) -> &'static str {
        self.inner.with(py, |allowance| allowance.system().as_str())
    }

    /// How many calls have been counted on the day of the last one.
    #[getter]
    fn calls(&self, py: Python<'_>) -> u64 {
        self.inner.with(py, |allowance| allowance.calls())
    }

    /// The allowance as JSON text, to be stored.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |allowance| text::to_json(allowance))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        Ok(Self { inner: Growing::new(text::of_json(&text, ALLOWANCE)?) })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let system = quoted(Some(self.system(py)));
        repr("Allowance", &[("system", &system), ("calls", &self.calls(py))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Erasure>()?;
    module.add_class::<ErasureStep>()?;
    module.add_class::<ErasureRequest>()?;
    module.add_class::<Allowance>()
}
