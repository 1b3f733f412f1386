//! One record: may it be kept, and may marketing be sent?

use optout_core::basis;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict};

use crate::html;
use crate::pickle::not_pickled;
use crate::question::of_case;
use crate::text::{self, date, plain_dict, quoted, repr};

/// The answer to two questions: may the record be kept, and may marketing be sent?
///
/// Decision support, not legal advice: the library classifies, the controller decides.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Classification {
    pub(crate) inner: basis::Classification,
}

#[pymethods]
impl Classification {
    /// ``"remove"``, ``"keep"``, ``"keep_restricted"``, ``"suppress_only"`` or ``"review"``.
    #[getter]
    fn retention(&self) -> &'static str {
        self.inner.retention.as_str()
    }

    /// The lawful basis of GDPR Art. 6(1), such as ``"consent"``; None if there is none.
    #[getter]
    fn basis(&self) -> Option<&'static str> {
        self.inner.basis.map(|basis| basis.as_str())
    }

    /// The same as an IRI of the W3C Data Privacy Vocabulary.
    #[getter]
    fn basis_iri(&self) -> Option<&'static str> {
        self.inner.basis.map(|basis| basis.iri())
    }

    /// The purposes for which the record may be kept.
    #[getter]
    fn purposes(&self) -> Vec<String> {
        self.inner.purposes.clone()
    }

    /// ``"allowed"``, ``"suppressed"`` or ``"review"``.
    #[getter]
    fn marketing(&self) -> &'static str {
        self.inner.marketing.as_str()
    }

    /// The rule that decided, ``"R0"`` to ``"R10"``.
    #[getter]
    fn rule(&self) -> &'static str {
        self.inner.rule.as_str()
    }

    /// Why, in a word.
    #[getter]
    fn reason(&self) -> &'static str {
        self.inner.reason.as_str()
    }

    /// Why, in a plain sentence.
    #[getter]
    fn sentence(&self) -> &'static str {
        self.inner.reason.sentence()
    }

    /// Names of the evidence that carried the decision.
    #[getter]
    fn used(&self) -> Vec<String> {
        self.inner.used.clone()
    }

    /// Names of the evidence that permits marketing.
    #[getter]
    fn permits_marketing(&self) -> Vec<String> {
        self.inner.permits_marketing.clone()
    }

    /// Names of the evidence that others defeated.
    #[getter]
    fn defeated(&self) -> Vec<String> {
        self.inner.defeated.clone()
    }

    /// Names of the evidence that counts for nothing by its kind.
    #[getter]
    fn ignored(&self) -> Vec<String> {
        self.inner.ignored.clone()
    }

    /// What would have to be on record for the record to be kept, such as ``"balancing_test"`` (list of
    /// str); none where it is kept, or where a request of the person's own stands in the way.
    #[getter]
    fn missing(&self) -> Vec<&'static str> {
        self.inner.missing.iter().map(|missing| missing.as_str()).collect()
    }

    /// Until when the answer about keeping holds (``datetime.date``); None if nothing that carried it
    /// expires.
    #[getter]
    fn valid_until<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.inner.valid_until.map(|day| date(py, day)).transpose()
    }

    /// Until when marketing is permitted (``datetime.date``); None if nothing that permits it expires.
    #[getter]
    fn marketing_until<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.inner.marketing_until.map(|day| date(py, day)).transpose()
    }

    /// The regimes that may apply, such as ``"eea"``.
    #[getter]
    fn regimes(&self) -> Vec<&'static str> {
        self.inner.regimes.iter().map(|regime| regime.as_str()).collect()
    }

    /// The day by which it is to be done (``datetime.date``); None if the record is simply kept.
    #[getter]
    fn deadline<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.inner.deadline.map(|deadline| date(py, deadline.date)).transpose()
    }

    /// What set that day, such as ``"gdpr_art_12_3"``; None if there is none.
    #[getter]
    fn clock(&self) -> Option<&'static str> {
        self.inner.deadline.map(|deadline| deadline.clock.as_str())
    }

    /// Whether that day has passed.
    #[getter]
    fn is_overdue(&self) -> bool {
        self.inner.is_overdue
    }

    /// The record is paid for as a marketing contact, which decides nothing.
    #[getter]
    fn is_marketing_contact(&self) -> bool {
        self.inner.is_marketing_contact
    }

    /// The person opted out of e-mail, and is still paid for as a marketing contact.
    #[getter]
    fn marketing_waste(&self) -> bool {
        self.inner.marketing_waste
    }

    /// The classification as plain data; days are ISO text.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The classification as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::basis::classification(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Classification", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        repr(
            "Classification",
            &[
                ("retention", &quoted(Some(self.retention()))),
                ("basis", &quoted(self.basis())),
                ("marketing", &quoted(Some(self.marketing()))),
                ("rule", &quoted(Some(self.rule()))),
            ],
        )
    }
}

of_case! {
    /// Classifies one record by its evidence (:class:`Classification`). No clock, no default evidence.
    ///
    /// For many records :func:`classify_columns`, :func:`classify_frame` and :func:`classify_table` are the
    /// way.
    ///
    /// Args:
    ///     evidence: an iterable of :class:`Evidence`; may be empty.
    ///     now: today, ``datetime.date`` or ISO text.
    ///     since: the day on which the list was received or the subscription ended, if it was not today:
    ///         clocks run from it.
    ///     trigger: what sets the decision off: ``"vendor_opt_out"``, which is what None means, or
    ///         ``"after_subscription"``.
    ///     certainty: how sure it is that the record is the listed person's: ``"certain"``, which is what
    ///         None means, ``"uncertain"`` or ``"shared_mailbox"``.
    ///     residency, country, region, vendor_country, phone, company_country, domain: where the person is,
    ///         as for :func:`place`.
    ///     policy: the parameters of the rules; the standard ones if None.
    ///
    /// Raises:
    ///     OptoutError: a word or a day that cannot be read.
    ///
    /// >>> import optout
    /// >>> answer = optout.classify([], now="2026-11-24", country="France")
    /// >>> answer
    /// Classification(retention='remove', basis=None, marketing='suppressed', rule='R10')
    /// >>> answer.missing, answer.deadline.isoformat(), answer.clock
    /// (['own_evidence'], '2026-12-24', 'gdpr_art_12_3')
    fn classify() -> Classification = |case, policy| Classification { inner: basis::classify(&case, policy) };
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(classify, module)?)?;
    module.add_class::<Classification>()
}
