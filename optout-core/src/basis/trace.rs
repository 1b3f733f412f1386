//! How a classification came about, for a privacy officer and for a replay.

use serde::Serialize;

use super::evidence::Evidence;
use super::facts::Facts;
use super::policy::BasisPolicy;
use super::regime::RegimeSet;
use super::rules::RULES;
use super::vocabulary::{
    BasisRule, Certainty, EvidenceClass, EvidenceKind, Polarity, Provenance, Strength, Trigger,
};
use super::{Case, Classification, classify};
use crate::normalize::date::{Date, Moment};
use crate::words::words;

/// A classification with everything that it came from: no value of the record is in it.
///
/// As JSON it is the same byte for byte wherever and whenever it is made of the same case and policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// The version of this library.
    pub engine: &'static str,
    /// The hash of the parameters.
    pub policy_hash: String,
    /// What set the decision off.
    pub trigger: Trigger,
    /// The day of that.
    pub since: Date,
    /// The day that was taken for today.
    pub now: Date,
    /// How sure the match was.
    pub certainty: Certainty,
    /// The regimes that may apply.
    pub regimes: RegimeSet,
    /// Each piece of evidence and what it did.
    pub evidence: Vec<Weighed>,
    /// The rules in their order, up to the one that decided.
    pub steps: Vec<Step>,
    /// The answer.
    pub classification: Classification,
}

/// A piece of evidence, and what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// Its name.
    pub id: String,
    /// What it shows.
    pub kind: EvidenceKind,
    /// Whether it says yes or no.
    pub polarity: Polarity,
    /// How well it is recorded.
    pub strength: Strength,
    /// Whose it is.
    pub provenance: Provenance,
    /// When it happened.
    pub occurred_at: Option<Moment>,
    /// From when on it no longer counts.
    pub expires_at: Option<Moment>,
    /// What it did.
    pub effect: Effect,
}

words! {
    /// What a piece of evidence did to the decision.
    Effect ("an effect of evidence such as carried or expired") {
        /// It carried the answer about keeping.
        Carried = "carried",
        /// It permits marketing.
        Permits = "permits",
        /// It takes a basis away.
        Defeats = "defeats",
        /// It says that something is not so, or no longer.
        Denies = "denies",
        /// By its kind it counts for nothing.
        Neutral = "neutral",
        /// It says by which rules marketing goes.
        Circumstance = "circumstance",
        /// It is the vendor's.
        OfVendor = "of_vendor",
        /// It is not known whose it is.
        OfUnknown = "of_unknown",
        /// It lies in the future.
        InFuture = "in_future",
        /// Other evidence took it away.
        Defeated = "defeated",
        /// It has expired.
        Expired = "expired",
        /// It lacks its time, or a reference.
        Undocumented = "undocumented",
        /// It would have counted, and was not needed or not enough.
        Idle = "idle",
    }
}

/// A rule that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The rule.
    pub rule: BasisRule,
    /// What it asks.
    pub question: &'static str,
    /// Whether it decided.
    pub decides: bool,
}

/// Classifies one record and says how that came about.
pub fn explain(case: &Case<'_>, policy: &BasisPolicy) -> Trace {
    let classification = classify(case, policy);
    let facts = Facts { case, policy };
    let decides = |rule: BasisRule| rule == classification.rule;
    let passed = RULES.iter().take_while(|rule| !decides(rule.name));
    let asked = passed.chain(RULES.iter().filter(|rule| decides(rule.name)));
    let steps = asked
        .map(|rule| Step { rule: rule.name, question: rule.question, decides: decides(rule.name) })
        .collect();
    let evidence = case.evidence.iter().map(|one| weighed(one, &facts, &classification)).collect();
    Trace {
        engine: env!("CARGO_PKG_VERSION"),
        policy_hash: policy.hash(),
        trigger: case.trigger,
        since: case.since,
        now: case.now,
        certainty: case.certainty,
        regimes: case.regimes,
        evidence,
        steps,
        classification,
    }
}

/// Classifies anew what was explained before, and says whether every byte is the same.
pub fn replays(trace: &str, case: &Case<'_>, policy: &BasisPolicy) -> bool {
    explain(case, policy).to_json() == trace
}

impl Trace {
    /// The trace as JSON.
    pub fn to_json(&self) -> String {
        // A struct of plain fields always serialises.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn weighed(evidence: &Evidence, facts: &Facts<'_>, answer: &Classification) -> Weighed {
    Weighed {
        id: evidence.id.clone(),
        kind: evidence.kind,
        polarity: evidence.polarity,
        strength: evidence.strength(),
        provenance: evidence.provenance,
        occurred_at: evidence.occurred_at,
        expires_at: evidence.expires_at,
        effect: effect(evidence, facts, answer),
    }
}

fn effect(evidence: &Evidence, facts: &Facts<'_>, answer: &Classification) -> Effect {
    let now = facts.case.now;
    if answer.used.contains(&evidence.id) {
        return Effect::Carried;
    }
    if answer.permits_marketing.contains(&evidence.id) {
        return Effect::Permits;
    }
    match evidence.kind.class() {
        EvidenceClass::Neutral => Effect::Neutral,
        _ if evidence.provenance == Provenance::Vendor => Effect::OfVendor,
        EvidenceClass::Defeats if evidence.polarity == Polarity::Affirms => Effect::Defeats,
        _ if evidence.is_future(now) => Effect::InFuture,
        _ if evidence.polarity == Polarity::Denies => Effect::Denies,
        EvidenceClass::Circumstance => Effect::Circumstance,
        _ if facts.is_lost(evidence) => Effect::Defeated,
        _ if !evidence.is_unexpired(now) => Effect::Expired,
        _ if evidence.provenance == Provenance::Unknown => Effect::OfUnknown,
        EvidenceClass::Supports if evidence.strength() < Strength::Documented => {
            Effect::Undocumented
        }
        _ => Effect::Idle,
    }
}
