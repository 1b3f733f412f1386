//! What a classification is asked: the arguments that several calls share.

use optout_core::basis::{BasisPolicy, Case, Certainty, Signals, Trigger};
use optout_core::{Date, Evidence};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::evidence;
use crate::text::{Day, Text, pairs, word};

/// Where a person is, as far as is known; what is not known is blank.
#[derive(Default)]
pub(crate) struct Whereabouts {
    residency: String,
    country: String,
    region: String,
    vendor_country: String,
    phone: String,
    company_country: String,
    domain: String,
}

impl Whereabouts {
    /// In the order of the arguments.
    pub(crate) fn new(given: [Option<Text>; 7]) -> Self {
        let [residency, country, region, vendor_country, phone, company_country, domain] =
            given.map(|text| text.unwrap_or_default().0);
        Self { residency, country, region, vendor_country, phone, company_country, domain }
    }

    pub(crate) fn signals(&self) -> Signals<'_> {
        Signals {
            residency: &self.residency,
            country: &self.country,
            region: &self.region,
            vendor_country: &self.vendor_country,
            phone: &self.phone,
            company_country: &self.company_country,
            domain: &self.domain,
        }
    }
}

/// A case that owns what it is made of.
pub(crate) struct Question {
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) now: Date,
    pub(crate) since: Option<Date>,
    pub(crate) trigger: Trigger,
    pub(crate) certainty: Certainty,
    pub(crate) whereabouts: Whereabouts,
}

impl Question {
    /// The arguments of `classify`, but for the policy.
    pub(crate) fn new(
        evidence: &Bound<'_, PyAny>,
        now: Day,
        since: Option<Day>,
        trigger: Option<Text>,
        certainty: Option<Text>,
        whereabouts: [Option<Text>; 7],
    ) -> PyResult<Self> {
        Ok(Self {
            evidence: evidence::given(evidence)?,
            now: now.0,
            since: since.map(|day| day.0),
            trigger: self::trigger(trigger)?,
            certainty: certainty.as_ref().map_or(Ok(Certainty::Certain), word)?,
            whereabouts: Whereabouts::new(whereabouts),
        })
    }

    /// The same arguments in a mapping. No message names a key: it could be anything.
    pub(crate) fn of_mapping(mapping: &Bound<'_, PyAny>) -> PyResult<Self> {
        const EXPECTED: &str = "a mapping of the arguments of classify, without a policy";
        let (mut evidence, mut now, mut since) = (None, None, None);
        let (mut trigger, mut certainty) = (None, None);
        let mut whereabouts = [const { None }; 7];
        let [residency, country, region, vendor_country, phone, company_country, domain] =
            &mut whereabouts;
        for (key, value) in pairs(mapping, EXPECTED)? {
            let text = || value.extract::<Option<Text>>();
            match key.extract::<Text>()?.0.as_str() {
                "evidence" => evidence = Some(value),
                "now" => now = Some(value.extract::<Day>()?),
                "since" => since = value.extract::<Option<Day>>()?,
                "trigger" => trigger = text()?,
                "certainty" => certainty = text()?,
                "residency" => *residency = text()?,
                "country" => *country = text()?,
                "region" => *region = text()?,
                "vendor_country" => *vendor_country = text()?,
                "phone" => *phone = text()?,
                "company_country" => *company_country = text()?,
                "domain" => *domain = text()?,
                _ => return Err(PyTypeError::new_err(format!("expected {EXPECTED}"))),
            }
        }
        match (evidence, now) {
            (Some(evidence), Some(now)) => {
                Self::new(&evidence, now, since, trigger, certainty, whereabouts)
            }
            _ => Err(PyTypeError::new_err("expected evidence and now in every case")),
        }
    }

    /// The case under a policy, whose packs say which regimes may apply.
    pub(crate) fn case(&self, policy: &BasisPolicy) -> Case<'_> {
        Case {
            trigger: self.trigger,
            since: self.since.unwrap_or(self.now),
            certainty: self.certainty,
            evidence: &self.evidence,
            regimes: policy.packs.place(&self.whereabouts.signals()).regimes,
            now: self.now,
        }
    }
}

/// What set a decision off: the vendor's list, if nothing is said.
pub(crate) fn trigger(word: Option<Text>) -> PyResult<Trigger> {
    word.as_ref().map_or(Ok(Trigger::VendorOptOut), crate::text::word)
}

/// Declares a function of one case. Its keyword arguments, which PyO3 wants spelled out, are those of
/// `classify`.
macro_rules! of_case {
    (
        $(#[$doc:meta])*
        fn $name:ident($($first:ident: $type:ty)?) -> $answer:ty = |$case:ident, $policy:ident| $body:expr;
    ) => {
        $(#[$doc])*
        #[pyfunction]
        #[pyo3(signature = (
            $($first,)? evidence, *, now, since=None, trigger=None, certainty=None, residency=None,
            country=None, region=None, vendor_country=None, phone=None, company_country=None,
            domain=None, policy=None
        ))]
        #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
        fn $name(
            $($first: $type,)?
            evidence: &Bound<'_, PyAny>,
            now: $crate::text::Day,
            since: Option<$crate::text::Day>,
            trigger: Option<$crate::text::Text>,
            certainty: Option<$crate::text::Text>,
            residency: Option<$crate::text::Text>,
            country: Option<$crate::text::Text>,
            region: Option<$crate::text::Text>,
            vendor_country: Option<$crate::text::Text>,
            phone: Option<$crate::text::Text>,
            company_country: Option<$crate::text::Text>,
            domain: Option<$crate::text::Text>,
            policy: Option<&Bound<'_, $crate::policy::Policy>>,
        ) -> PyResult<$answer> {
            let place = [residency, country, region, vendor_country, phone, company_country, domain];
            let question = $crate::question::Question::new(
                evidence, now, since, trigger, certainty, place,
            )?;
            let $policy = $crate::policy::given(evidence.py(), policy)?.basis();
            let $case = question.case($policy);
            Ok($body)
        }
    };
}
pub(crate) use of_case;
