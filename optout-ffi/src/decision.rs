//! Match and basis together: what is to become of a record.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::decision::{self, Circumstances, Decision};

use crate::circumstances::optout_circumstances;
use crate::classification::optout_classification;
use crate::failure::optout_error;
use crate::guard::{answer, free, make, make_or_null, need};
use crate::matches::optout_match;
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str, optout_strings};
use crate::words::basis::{optout_clock, optout_regime};

/// What is to become of a record, and everything that this rests on. It holds no personal data.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_decision {
    pub(crate) decision: Decision,
    classification: optout_classification,
    sentence: String,
    competing: optout_strings,
}

impl From<Decision> for optout_decision {
    fn from(decision: Decision) -> Self {
        Self {
            classification: decision.classification.clone().into(),
            sentence: decision.sentence(),
            competing: optout_strings::new(decision.competing.clone()),
            decision,
        }
    }
}

/// Decides about a record. If the match found nobody, there is nothing to decide and the output is
/// NULL. What a match finds is on the vendor's list: OPTOUT_STATUS_INVALID_OPTION for circumstances that
/// have another trigger than that.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_of(
    found: Option<&optout_match>,
    circumstances: Option<&optout_circumstances>,
    policy: Option<&optout_policy>,
    decision: Option<&mut MaybeUninit<*mut optout_decision>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(decision, error, || {
        let found = need(found)?;
        let circumstances = need(circumstances)?;
        let policy = need(policy)?;
        let known = Circumstances {
            evidence: &circumstances.evidence,
            regimes: circumstances.place(policy.policy.basis()).regimes,
            now: circumstances.now,
            received: circumstances.received()?,
        };
        let decided = decision::decide(&found.found, &known, &policy.policy);
        Ok(decided.map(optout_decision::from))
    })
}

/// Retention, basis and marketing. It belongs to the decision.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_classification(
    decision: Option<&optout_decision>,
) -> *const optout_classification {
    answer(ptr::null(), || {
        decision.map(|decision| &decision.classification).map_or(ptr::null(), ptr::from_ref)
    })
}

/// The name of the entry that the record belongs to.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_entry_id(decision: Option<&optout_decision>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        decision.map_or("", |decision| &decision.decision.finding.entry_id).into()
    })
}

/// Why, in plain sentences: first the match, then the basis.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_sentence(decision: Option<&optout_decision>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || decision.map_or("", |decision| &decision.sentence).into())
}

/// Names of other entries that the record may belong to. They belong to the decision.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_competing(
    decision: Option<&optout_decision>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        decision.map(|decision| &decision.competing).map_or(ptr::null(), ptr::from_ref)
    })
}

/// The day by which it is to be done, "2026-12-24"; empty if the record is simply kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_deadline(decision: Option<&optout_decision>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        decision.map_or("", |decision| decision.classification.deadline_date()).into()
    })
}

/// The day from which the deadline runs; empty without one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_deadline_start(
    decision: Option<&optout_decision>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        decision.map_or("", |decision| decision.classification.deadline_start()).into()
    })
}

/// What set the deadline.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_deadline_clock(
    decision: Option<&optout_decision>,
) -> optout_clock {
    answer(optout_clock::None, || {
        decision.map_or(optout_clock::None, |decision| decision.classification.deadline_clock())
    })
}

/// How many regimes may apply.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_regime_count(decision: Option<&optout_decision>) -> usize {
    answer(0, || decision.map_or(0, |decision| decision.classification.regimes().len()))
}

/// A regime that may apply, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_regime(
    decision: Option<&optout_decision>,
    at: usize,
) -> optout_regime {
    answer(optout_regime::None, || {
        decision.map_or(optout_regime::None, |decision| {
            optout_regime::nth(decision.classification.regimes(), at)
        })
    })
}

/// The hash of the policy that decided.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_policy_hash(
    decision: Option<&optout_decision>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        decision.map_or("", |decision| &decision.decision.policy_hash).into()
    })
}

/// The decision as one line of JSON, with everything that it rests on.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_json(
    decision: Option<&optout_decision>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(decision)?.decision))
}

/// Frees a decision.
#[unsafe(no_mangle)]
pub extern "C" fn optout_decision_free(decision: Option<Box<optout_decision>>) {
    free(decision);
}
