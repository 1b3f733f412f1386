//! How a classification came about.

use optout_core::basis;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::classification::Classification;
use crate::html;
use crate::pickle::not_pickled;
use crate::question::of_case;
use crate::text::{Text, plain, plain_dict, quoted, repr};

/// A classification with everything that it came from; :func:`explain_basis` makes one.
///
/// ``str()`` is a table that can be read aloud, and notebooks show one. No value of the record is in it.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct BasisTrace {
    pub(crate) inner: basis::Trace,
}

#[pymethods]
impl BasisTrace {
    /// The answer (:class:`Classification`).
    #[getter]
    fn classification(&self) -> Classification {
        Classification { inner: self.inner.classification.clone() }
    }

    /// Each piece of evidence and what it did (list of dict): ``id``, ``kind``, ``polarity``,
    /// ``strength``, ``provenance``, ``occurred_at``, ``expires_at``, and ``effect``, such as
    /// ``"carried"`` or ``"expired"``.
    #[getter]
    fn evidence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.evidence)
    }

    /// The rules in their order, up to the one that decided (list of dict): ``rule``, ``question`` and
    /// ``decides``.
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.steps)
    }

    /// The hash of the parameters of the basis rules.
    #[getter]
    fn policy_hash(&self) -> &str {
        &self.inner.policy_hash
    }

    /// The trace as plain data; days are ISO text.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The trace as JSON text, the same byte for byte wherever and whenever it is made of the same case and
    /// policy; :func:`replays` takes it.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn _repr_html_(&self) -> String {
        html::basis::trace(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("BasisTrace", "pass on its to_json()")
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        let basis::Classification { retention, rule, .. } = &self.inner.classification;
        repr(
            "BasisTrace",
            &[
                ("retention", &quoted(Some(retention.as_str()))),
                ("rule", &quoted(Some(rule.as_str()))),
                ("evidence", &self.inner.evidence.len()),
            ],
        )
    }
}

of_case! {
    /// Classifies one record and says how that came about (:class:`BasisTrace`).
    ///
    /// Args:
    ///     evidence, now, since, trigger, certainty, residency, country, region, vendor_country, phone,
    ///         company_country, domain, policy: as for :func:`classify`.
    ///
    /// Raises:
    ///     OptoutError: a word or a day that cannot be read.
    ///
    /// >>> import optout
    /// >>> score = optout.Evidence("lead_score", id="crm score", provenance="own")
    /// >>> trace = optout.explain_basis([score], now="2026-11-24", country="France")
    /// >>> print(str(trace).replace(trace.policy_hash, "..."))
    /// remove on no basis (R10), marketing suppressed
    ///   Nothing of our own supports keeping the record.
    ///   as of            2026-11-24, vendor_opt_out on 2026-11-24
    ///   match            certain
    ///   regimes          eea
    ///   missing          evidence of our own
    ///   to be done by    2026-12-24 (gdpr_art_12_3)
    ///   policy           ...
    /// <BLANKLINE>
    /// evidence
    ///   crm score  lead_score            asserted, own                     counts for nothing by its kind
    /// <BLANKLINE>
    /// rules
    ///   R0   Is it uncertain that the record is the person's?
    ///   R1   Does a legal hold stand?
    ///   R2   Did the person ask us to erase?
    ///   R4   Does documented consent cover the purpose?
    ///   R5   Is the person party to a contract of ours?
    ///   R6   Is the person an active customer's, documented?
    ///   R7   Did the person come to us, and is there a relationship?
    ///   R8   Does anything else speak for keeping?
    ///   R9   Is no law applicable by the policy?
    ///   R10  Nothing of our own supports keeping.  <- decides
    /// <BLANKLINE>
    /// Decision support, not legal advice: the library classifies, the controller decides.
    /// <BLANKLINE>
    fn explain_basis() -> BasisTrace = |case, policy| BasisTrace { inner: basis::explain(&case, policy) };
}

of_case! {
    /// Classifies anew what was explained before, and says whether every byte is the same (bool).
    ///
    /// Args:
    ///     trace: what :meth:`BasisTrace.to_json` gave.
    ///     evidence, now, since, trigger, certainty, residency, country, region, vendor_country, phone,
    ///         company_country, domain, policy: as they were then.
    ///
    /// Raises:
    ///     OptoutError: a word or a day that cannot be read.
    ///
    /// >>> import optout
    /// >>> trace = optout.explain_basis([], now="2026-11-24", country="France").to_json()
    /// >>> optout.replays(trace, [], now="2026-11-24", country="France")
    /// True
    /// >>> optout.replays(trace, [], now="2026-11-25", country="France")
    /// False
    fn replays(trace: Text) -> bool = |case, policy| basis::replays(&trace.0, &case, policy);
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(explain_basis, module)?)?;
    module.add_function(wrap_pyfunction!(replays, module)?)?;
    module.add_class::<BasisTrace>()
}
