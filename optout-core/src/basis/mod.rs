//! Evidence to lawful basis.
//!
//! Decision support, not legal advice: the library classifies, the controller decides. The default
//! is to remove; keeping is earned by evidence that is independent of the vendor. Whether a record
//! may be kept and whether marketing may be sent are two questions with two answers.

mod columns;
mod evidence;
mod facts;
mod marketing;
mod missing;
mod pack;
mod place;
mod policy;
mod read;
mod regime;
mod rules;
mod store;
mod terms;
mod trace;
mod vocabulary;
mod what_if;

use std::collections::BTreeSet;

pub use columns::evidence_in_record;
pub(crate) use columns::{evidence_in_cells, holds_evidence, opts_out};
pub use evidence::Evidence;
use facts::Facts;
use marketing::marketing;
pub use missing::Missing;
use missing::missing;
pub use pack::{Ground, RegimePack, RegimePacks, Request};
pub use place::{Place, Signal, Signals};
pub use policy::{Attestation, BasisPolicy};
pub use read::read_evidence;
pub use regime::{Clock, Deadline, Holidays, Regime, RegimeSet, Term, TimeUnit};
use rules::Verdict;
use serde::Serialize;
pub use store::EvidenceStore;
pub use terms::{ConsentState, HubspotLegalBasis, HubspotSubscriptionBasis, Relationship};
pub(crate) use trace::explain_under;
pub use trace::{Effect, Step, Trace, Weighed, explain, replays};
pub use vocabulary::{
    BasisRule, Certainty, EvidenceClass, EvidenceKind, LawfulBasis, Marketing, Polarity,
    Provenance, Reason, Retention, Strength, Trigger,
};
pub use what_if::{FlipGroup, Outcome, WhatIf, what_if};

use crate::normalize::date::Date;

/// Everything that the classification of one record depends on.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// What set the decision off.
    pub trigger: Trigger,
    /// The day of that: when the list was received, or the subscription ended. Clocks run from it.
    pub since: Date,
    /// How sure it is that the record belongs to the person.
    pub certainty: Certainty,
    /// What is known of the person and the controller.
    pub evidence: &'a [Evidence],
    /// The regimes that may apply ([`RegimePacks::place`]).
    pub regimes: RegimeSet,
    /// Today.
    pub now: Date,
}

/// The answer to both questions, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Classification {
    /// May the record be kept?
    pub retention: Retention,
    /// On which basis, if it is kept on one.
    pub basis: Option<LawfulBasis>,
    /// The purposes for which it may be kept; none where it may only be stored.
    pub purposes: Vec<String>,
    /// May marketing be sent?
    pub marketing: Marketing,
    /// The rule that decided.
    pub rule: BasisRule,
    /// Why.
    pub reason: Reason,
    /// Names of the evidence that carried the decision.
    pub used: Vec<String>,
    /// Names of the evidence that permits marketing.
    pub permits_marketing: Vec<String>,
    /// Names of the evidence that others defeated.
    pub defeated: Vec<String>,
    /// Names of the evidence that counts for nothing by its kind.
    pub ignored: Vec<String>,
    /// What would have to be on record for the record to be kept.
    pub missing: Vec<Missing>,
    /// Until when the answer about keeping holds, if evidence that carried it expires.
    pub valid_until: Option<Date>,
    /// Until when marketing is permitted, if what permits it expires.
    pub marketing_until: Option<Date>,
    /// The regimes that may apply.
    pub regimes: RegimeSet,
    /// The day by which it is to be done, unless the record is simply kept.
    pub deadline: Option<Deadline>,
    /// Whether that day has passed.
    pub is_overdue: bool,
    /// The record is paid for as a marketing contact, which decides nothing.
    pub is_marketing_contact: bool,
    /// The person opted out of e-mail, and is still paid for as a marketing contact.
    pub marketing_waste: bool,
}

/// Classifies one record. A pure function: no clock, no I/O, no default evidence.
///
/// ```
/// use optout_core::basis::{self, BasisPolicy, Case, Certainty, Retention, Signals, Trigger};
///
/// let policy = BasisPolicy::default();
/// let today = "2026-11-24".parse()?;
/// let case = Case {
///     trigger: Trigger::VendorOptOut,
///     since: today,
///     certainty: Certainty::Certain,
///     evidence: &[],
///     regimes: policy.packs.place(&Signals { country: "France", ..Signals::default() }).regimes,
///     now: today,
/// };
/// let answer = basis::classify(&case, &policy);
/// assert_eq!(answer.retention, Retention::Remove);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn classify(case: &Case<'_>, policy: &BasisPolicy) -> Classification {
    let facts = Facts { case, policy };
    let verdict = rules::decide(&facts);
    let marketing = marketing(&facts, &verdict);
    let pieces = |places: &[usize]| -> Vec<&Evidence> {
        places.iter().filter_map(|at| case.evidence.get(*at)).collect()
    };
    let used = pieces(&verdict.used);
    let named = |test: &dyn Fn(&Evidence) -> bool| -> Vec<String> {
        names(case.evidence.iter().filter(|evidence| test(evidence)))
    };
    let deadline = deadline(&facts, &verdict);
    let ends = used.iter().filter_map(|evidence| facts.counts_until(evidence));
    let valid_until = ends.filter(|end| *end > case.now).min();
    let is_allowed = marketing.answer == Marketing::Allowed;
    Classification {
        retention: verdict.retention,
        basis: verdict.basis,
        purposes: purposes(&verdict, &used),
        marketing: marketing.answer,
        rule: verdict.rule,
        reason: verdict.reason,
        used: names(used.iter().copied()),
        permits_marketing: names(pieces(&marketing.used)),
        defeated: named(&|evidence| facts.is_lost(evidence)),
        ignored: named(&|evidence| {
            evidence.kind.class() == EvidenceClass::Neutral
                || evidence.provenance == Provenance::Vendor
        }),
        missing: missing(&facts, &verdict),
        valid_until,
        marketing_until: valid_until
            .filter(|_| is_allowed)
            .into_iter()
            .chain(marketing.until)
            .min(),
        regimes: case.regimes,
        deadline,
        is_overdue: deadline.is_some_and(|deadline| deadline.is_overdue(case.now)),
        is_marketing_contact: affirms(case.evidence, &[EvidenceKind::MarketingContact]),
        marketing_waste: is_waste(case.evidence) && facts.has_standing_defeat(),
    }
}

fn names<'a>(evidence: impl IntoIterator<Item = &'a Evidence>) -> Vec<String> {
    evidence.into_iter().map(|one| one.id.clone()).collect()
}

/// What is not simply kept has a last day: the earliest that a regime sets, and the vendor's monthly review at
/// the latest. A request to erase that the person made to us has a clock of its own, from the day of the
/// request on.
fn deadline(facts: &Facts<'_>, verdict: &Verdict) -> Option<Deadline> {
    let Facts { case, policy } = facts;
    let BasisPolicy { packs, holidays, after_subscription_days, .. } = policy;
    if verdict.retention == Retention::Keep {
        return None;
    }
    let requests = case.evidence.iter().filter(|evidence| facts.is_erasure_request(evidence));
    let requested = requests
        .map(|request| request.occurred_at.map_or(case.since, |at| at.date()))
        .filter_map(|start| packs.deadline(case.regimes, Request::Erasure, start, holidays));
    let by_trigger = match case.trigger {
        Trigger::VendorOptOut => {
            let law = packs.deadline(case.regimes, Request::OptOut, case.since, holidays);
            let review = Term::VENDOR_REVIEW.deadline(case.since, holidays);
            law.filter(|law| law.date <= review.date).or(Some(review))
        }
        Trigger::AfterSubscription => after_subscription_days.map(|count| {
            let term = Term { clock: Clock::Agreement, count, unit: TimeUnit::Days };
            term.deadline(case.since, holidays)
        }),
    };
    by_trigger.into_iter().chain(requested).min_by_key(|deadline| deadline.date)
}

fn purposes(verdict: &Verdict, used: &[&Evidence]) -> Vec<String> {
    match (verdict.retention, verdict.basis) {
        (Retention::Keep, Some(LawfulBasis::Consent)) => {
            let named: BTreeSet<&String> =
                used.iter().flat_map(|evidence| &evidence.purposes).collect();
            named.into_iter().cloned().collect()
        }
        (Retention::Keep, Some(LawfulBasis::Contract)) => vec!["contract".to_owned()],
        (Retention::Keep, Some(LawfulBasis::LegitimateInterests)) => {
            vec!["business_relationship".to_owned()]
        }
        (Retention::KeepRestricted, _) => vec!["storage".to_owned()],
        _ => Vec::new(),
    }
}

/// Whether the person opted out of e-mail, and is still paid for as a marketing contact.
pub(crate) fn is_waste(evidence: &[Evidence]) -> bool {
    affirms(evidence, &[EvidenceKind::EmailOptOut, EvidenceKind::Unsubscribe])
        && affirms(evidence, &[EvidenceKind::MarketingContact])
}

fn affirms(evidence: &[Evidence], kinds: &[EvidenceKind]) -> bool {
    evidence.iter().any(|one| kinds.contains(&one.kind) && one.polarity == Polarity::Affirms)
}
