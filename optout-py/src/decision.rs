//! Match and evidence together.

use optout_core::decision::{self, Circumstances};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict};

use crate::classification::Classification;
use crate::evidence;
use crate::found::Match;
use crate::html;
use crate::pickle::not_pickled;
use crate::policy::{self, Policy};
use crate::question::Whereabouts;
use crate::text::{self, Day, Text, date, plain_dict, quoted, repr};

/// What is to become of a record, and everything that the decision rests on.
///
/// It names the entry and the rules; it holds no personal data. Decision support, not legal advice.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Decision {
    pub(crate) inner: decision::Decision,
}

#[pymethods]
impl Decision {
    /// The name of the list entry.
    #[getter]
    fn entry_id(&self) -> &str {
        &self.inner.finding.entry_id
    }

    /// ``"match"`` or ``"possible"``.
    #[getter]
    fn status(&self) -> &'static str {
        self.inner.finding.status.as_str()
    }

    /// The tier of the match.
    #[getter]
    fn tier(&self) -> &'static str {
        self.inner.finding.tier.as_str()
    }

    /// The name of the matching rule.
    #[getter]
    fn match_rule(&self) -> &str {
        &self.inner.finding.rule
    }

    /// Names of other entries that the record may belong to.
    #[getter]
    fn competing(&self) -> Vec<String> {
        self.inner.competing.clone()
    }

    /// Retention, basis and marketing with what they rest on (:class:`Classification`).
    #[getter]
    fn classification(&self) -> Classification {
        Classification { inner: self.inner.classification.clone() }
    }

    /// ``"remove"``, ``"keep"``, ``"keep_restricted"``, ``"suppress_only"`` or ``"review"``.
    #[getter]
    fn retention(&self) -> &'static str {
        self.inner.classification.retention.as_str()
    }

    /// The lawful basis, or None.
    #[getter]
    fn basis(&self) -> Option<&'static str> {
        self.inner.classification.basis.map(|basis| basis.as_str())
    }

    /// ``"allowed"``, ``"suppressed"`` or ``"review"``.
    #[getter]
    fn marketing(&self) -> &'static str {
        self.inner.classification.marketing.as_str()
    }

    /// Why, in plain sentences: first the match, then the basis.
    #[getter]
    fn sentence(&self) -> String {
        self.inner.sentence()
    }

    /// The regimes that may apply.
    #[getter]
    fn regimes(&self) -> Vec<&'static str> {
        self.inner.classification.regimes.iter().map(|regime| regime.as_str()).collect()
    }

    /// The day by which it is to be done (``datetime.date``); None if the record is simply kept.
    #[getter]
    fn deadline<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        let deadline = self.inner.classification.deadline;
        deadline.map(|deadline| date(py, deadline.date)).transpose()
    }

    /// The hash of the policy that decided.
    #[getter]
    fn policy_hash(&self) -> &str {
        &self.inner.policy_hash
    }

    /// The decision as plain data, as it stands in an audit record; days are ISO text.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The decision as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::basis::decision(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Decision", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        repr(
            "Decision",
            &[
                ("retention", &quoted(Some(self.retention()))),
                ("marketing", &quoted(Some(self.marketing()))),
                ("status", &quoted(Some(self.status()))),
                ("tier", &quoted(Some(self.tier()))),
            ],
        )
    }
}

/// Decides about a record (:class:`Decision`); None where the match found nobody.
///
/// Args:
///     match: what the record is to the list (:class:`Match`).
///     evidence: an iterable of :class:`Evidence`; may be empty.
///     now: today, ``datetime.date`` or ISO text.
///     received: the day on which the list was received, if it was not today: clocks run from it.
///     residency, country, region, vendor_country, phone, company_country, domain: where the person is,
///         as for :func:`place`.
///     policy: the policy; the standard one if None.
///
/// >>> import optout
/// >>> people = optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
/// >>> match = optout.Matcher(people).match(emails="ada@engine.example")
/// >>> optout.decide(match, [], now="2026-11-24")
/// Decision(retention='remove', marketing='suppressed', status='match', tier='T1')
#[pyfunction]
#[pyo3(signature = (
    r#match, evidence, *, now, received=None, residency=None, country=None, region=None,
    vendor_country=None, phone=None, company_country=None, domain=None, policy=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn decide(
    r#match: &Bound<'_, Match>,
    evidence: &Bound<'_, PyAny>,
    now: Day,
    received: Option<Day>,
    residency: Option<Text>,
    country: Option<Text>,
    region: Option<Text>,
    vendor_country: Option<Text>,
    phone: Option<Text>,
    company_country: Option<Text>,
    domain: Option<Text>,
    policy: Option<&Bound<'_, Policy>>,
) -> PyResult<Option<Decision>> {
    let pieces = evidence::given(evidence)?;
    let whereabouts = Whereabouts::new([
        residency,
        country,
        region,
        vendor_country,
        phone,
        company_country,
        domain,
    ]);
    let policy = policy::given(evidence.py(), policy)?;
    let circumstances = Circumstances {
        evidence: &pieces,
        regimes: policy.basis().packs.place(&whereabouts.signals()).regimes,
        now: now.0,
        received: received.map_or(now.0, |day| day.0),
    };
    let decision = decision::decide(&r#match.get().inner, &circumstances, policy);
    Ok(decision.map(|inner| Decision { inner }))
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(decide, module)?)?;
    module.add_class::<Decision>()
}
