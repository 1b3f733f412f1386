//! Whether a record may be kept and whether marketing may be sent.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::Date;
use optout_core::basis::{self, Classification, RegimeSet};

use crate::circumstances::optout_circumstances;
use crate::failure::optout_error;
use crate::guard::{answer, free, make, need};
use crate::place::optout_deadline;
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str, optout_strings};
use crate::words::basis::{
    optout_basis_rule, optout_certainty, optout_clock, optout_lawful_basis, optout_marketing,
    optout_missing, optout_reason, optout_regime, optout_retention,
};

/// Classifies without a match: `certainty`, a value of optout_certainty, says how sure it is that
/// the record is the listed person's.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_of(
    certainty: i32,
    circumstances: Option<&optout_circumstances>,
    policy: Option<&optout_policy>,
    classification: Option<&mut MaybeUninit<*mut optout_classification>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(classification, error, || {
        let circumstances = need(circumstances)?;
        let policy = need(policy)?;
        let policy = policy.policy.basis();
        let case = circumstances.case(optout_certainty::read(certainty)?, policy);
        Ok(basis::classify(&case, policy).into())
    })
}

/// Whether a record may be kept and whether marketing may be sent, with what it rests on. Decision
/// support, not legal advice.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_classification {
    classification: Classification,
    valid_until: String,
    marketing_until: String,
    deadline: Option<optout_deadline>,
    purposes: optout_strings,
    used: optout_strings,
    permits_marketing: optout_strings,
    defeated: optout_strings,
    ignored: optout_strings,
}

impl optout_classification {
    pub(crate) fn deadline_date(&self) -> &str {
        self.deadline.as_ref().map_or("", optout_deadline::date)
    }

    pub(crate) fn deadline_start(&self) -> &str {
        self.deadline.as_ref().map_or("", optout_deadline::start)
    }

    pub(crate) fn deadline_clock(&self) -> optout_clock {
        self.deadline.as_ref().map_or(optout_clock::None, optout_deadline::clock)
    }

    pub(crate) fn regimes(&self) -> RegimeSet {
        self.classification.regimes
    }
}

impl From<Classification> for optout_classification {
    fn from(classification: Classification) -> Self {
        let own = |texts: &[String]| optout_strings::new(texts.to_vec());
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            valid_until: day(classification.valid_until),
            marketing_until: day(classification.marketing_until),
            deadline: classification.deadline.map(optout_deadline::from),
            purposes: own(&classification.purposes),
            used: own(&classification.used),
            permits_marketing: own(&classification.permits_marketing),
            defeated: own(&classification.defeated),
            ignored: own(&classification.ignored),
            classification,
        }
    }
}

/// May the record be kept?
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_retention(
    classification: Option<&optout_classification>,
) -> optout_retention {
    answer(optout_retention::None, || {
        classification.map_or(optout_retention::None, |classification| {
            classification.classification.retention.into()
        })
    })
}

/// On which basis, if it is kept on one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_basis(
    classification: Option<&optout_classification>,
) -> optout_lawful_basis {
    answer(optout_lawful_basis::None, || {
        classification
            .and_then(|classification| classification.classification.basis)
            .map_or(optout_lawful_basis::None, optout_lawful_basis::from)
    })
}

/// The W3C Data Privacy Vocabulary IRI of that basis; empty without one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_basis_iri(
    classification: Option<&optout_classification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        classification
            .and_then(|classification| classification.classification.basis.map(|basis| basis.iri()))
            .unwrap_or_default()
            .into()
    })
}

/// May marketing be sent?
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_marketing(
    classification: Option<&optout_classification>,
) -> optout_marketing {
    answer(optout_marketing::None, || {
        classification.map_or(optout_marketing::None, |classification| {
            classification.classification.marketing.into()
        })
    })
}

/// The rule that decided.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_rule(
    classification: Option<&optout_classification>,
) -> optout_basis_rule {
    answer(optout_basis_rule::None, || {
        classification.map_or(optout_basis_rule::None, |classification| {
            classification.classification.rule.into()
        })
    })
}

/// Why, in a word.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_reason(
    classification: Option<&optout_classification>,
) -> optout_reason {
    answer(optout_reason::None, || {
        classification.map_or(optout_reason::None, |classification| {
            classification.classification.reason.into()
        })
    })
}

/// Why, in a plain sentence.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_sentence(
    classification: Option<&optout_classification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        classification
            .map_or("", |classification| classification.classification.reason.sentence())
            .into()
    })
}

/// The purposes for which it may be kept. They belong to the classification, as all that follows.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_purposes(
    classification: Option<&optout_classification>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        classification
            .map(|classification| &classification.purposes)
            .map_or(ptr::null(), ptr::from_ref)
    })
}

/// Names of the evidence that carried the decision.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_used(
    classification: Option<&optout_classification>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        classification.map(|classification| &classification.used).map_or(ptr::null(), ptr::from_ref)
    })
}

/// Names of the evidence that permits marketing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_permits_marketing(
    classification: Option<&optout_classification>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        classification
            .map(|classification| &classification.permits_marketing)
            .map_or(ptr::null(), ptr::from_ref)
    })
}

/// Names of the evidence that others defeated.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_defeated(
    classification: Option<&optout_classification>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        classification
            .map(|classification| &classification.defeated)
            .map_or(ptr::null(), ptr::from_ref)
    })
}

/// Names of the evidence that counts for nothing by its kind.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_ignored(
    classification: Option<&optout_classification>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        classification
            .map(|classification| &classification.ignored)
            .map_or(ptr::null(), ptr::from_ref)
    })
}

/// How many things would have to be on record for the record to be kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_missing_count(
    classification: Option<&optout_classification>,
) -> usize {
    answer(0, || {
        classification.map_or(0, |classification| classification.classification.missing.len())
    })
}

/// What would have to be on record for the record to be kept, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_missing(
    classification: Option<&optout_classification>,
    at: usize,
) -> optout_missing {
    answer(optout_missing::None, || {
        classification
            .and_then(|classification| classification.classification.missing.get(at))
            .map_or(optout_missing::None, |missing| (*missing).into())
    })
}

/// Until when the answer about keeping holds, "2027-01-01"; empty if it does not end.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_valid_until(
    classification: Option<&optout_classification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        classification.map_or("", |classification| &classification.valid_until).into()
    })
}

/// Until when marketing is permitted; empty if that does not end, or is not so.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_marketing_until(
    classification: Option<&optout_classification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        classification.map_or("", |classification| &classification.marketing_until).into()
    })
}

/// How many regimes may apply.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_regime_count(
    classification: Option<&optout_classification>,
) -> usize {
    answer(0, || classification.map_or(0, |classification| classification.regimes().len()))
}

/// A regime that may apply, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_regime(
    classification: Option<&optout_classification>,
    at: usize,
) -> optout_regime {
    answer(optout_regime::None, || {
        classification.map_or(optout_regime::None, |classification| {
            optout_regime::nth(classification.regimes(), at)
        })
    })
}

/// The day by which it is to be done, "2026-12-24"; empty if the record is simply kept, or if nothing sets
/// a day.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_deadline(
    classification: Option<&optout_classification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        classification.map_or("", optout_classification::deadline_date).into()
    })
}

/// The day from which the deadline runs; empty without one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_deadline_start(
    classification: Option<&optout_classification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        classification.map_or("", optout_classification::deadline_start).into()
    })
}

/// What set the deadline.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_deadline_clock(
    classification: Option<&optout_classification>,
) -> optout_clock {
    answer(optout_clock::None, || {
        classification.map_or(optout_clock::None, optout_classification::deadline_clock)
    })
}

/// Whether that day has passed.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_is_overdue(
    classification: Option<&optout_classification>,
) -> bool {
    answer(false, || {
        classification.is_some_and(|classification| classification.classification.is_overdue)
    })
}

/// Whether the record is paid for as a marketing contact, which decides nothing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_is_marketing_contact(
    classification: Option<&optout_classification>,
) -> bool {
    answer(false, || {
        classification
            .is_some_and(|classification| classification.classification.is_marketing_contact)
    })
}

/// Whether the person opted out of e-mail and is still paid for as a marketing contact.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_is_marketing_waste(
    classification: Option<&optout_classification>,
) -> bool {
    answer(false, || {
        classification.is_some_and(|classification| classification.classification.marketing_waste)
    })
}

/// The classification as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_json(
    classification: Option<&optout_classification>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(classification)?.classification))
}

/// Frees a classification; not for that of a decision.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classification_free(classification: Option<Box<optout_classification>>) {
    free(classification);
}
