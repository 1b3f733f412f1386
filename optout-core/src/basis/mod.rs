//! Evidence to lawful basis.
//!
//! Decision support, not legal advice: the library classifies, the controller decides. The default
//! is to remove; keeping is earned by evidence that is independent of the vendor. Whether a record
//! may be kept and whether marketing may be sent are two questions with two answers.

mod columns;
mod evidence;
mod policy;
mod regime;
mod rules;
mod store;
mod vocabulary;

use std::collections::BTreeSet;

use serde::Serialize;

pub use columns::evidence_in_cell;
pub(crate) use columns::holds_evidence;
pub use evidence::Evidence;
pub use policy::{Attestation, BasisPolicy};
pub use regime::{Clock, Deadline, Holidays, Regime, deadline, regimes};
pub use store::{EvidenceStore, read_evidence};
pub use vocabulary::{
    BasisRule, Certainty, EvidenceClass, EvidenceKind, LawfulBasis, Marketing, Polarity,
    Provenance, Reason, Retention, Strength,
};

use crate::normalize::date::{Date, Moment};

/// Everything that the classification of one record depends on.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// How sure it is that the record belongs to the listed person.
    pub certainty: Certainty,
    /// What is known of the person and the controller.
    pub evidence: &'a [Evidence],
    /// The regimes that may apply.
    pub regimes: BTreeSet<Regime>,
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
    /// Names of the evidence that others defeated.
    pub defeated: Vec<String>,
    /// Names of the evidence that counts for nothing by its kind.
    pub ignored: Vec<String>,
    /// Until when the answer holds, if evidence that carried it expires.
    pub valid_until: Option<Date>,
    /// The person opted out of e-mail, and is still paid for as a marketing contact.
    pub marketing_waste: bool,
}

/// Classifies one record. A pure function: no clock, no I/O, no default evidence.
///
/// ```
/// use optout_core::basis::{self, BasisPolicy, Case, Certainty, Retention};
///
/// let case = Case {
///     certainty: Certainty::Certain,
///     evidence: &[],
///     regimes: basis::regimes("France", ""),
///     now: "2026-11-24".parse()?,
/// };
/// let answer = basis::classify(&case, &BasisPolicy::default());
/// assert_eq!(answer.retention, Retention::Remove);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn classify(case: &Case<'_>, policy: &BasisPolicy) -> Classification {
    let verdict = rules::decide(case, policy);
    let facts = rules::Facts { case, policy };
    let used: Vec<&Evidence> =
        verdict.used.iter().filter_map(|at| case.evidence.get(*at)).collect();
    let named = |test: &dyn Fn(&Evidence) -> bool| -> Vec<String> {
        case.evidence
            .iter()
            .filter(|evidence| test(evidence))
            .map(|evidence| evidence.id.clone())
            .collect()
    };
    Classification {
        retention: verdict.retention,
        basis: verdict.basis,
        purposes: purposes(&verdict, &used),
        marketing: marketing(&verdict, facts.has_standing_defeat()),
        rule: verdict.rule,
        reason: verdict.reason,
        used: used.iter().map(|evidence| evidence.id.clone()).collect(),
        defeated: named(&|evidence| facts.is_lost(evidence)),
        ignored: named(&|evidence| {
            evidence.kind.class() == EvidenceClass::Neutral
                || evidence.provenance == Provenance::Vendor
        }),
        valid_until: used.iter().filter_map(|evidence| evidence.expires_at.map(Moment::date)).min(),
        marketing_waste: is_waste(case.evidence),
    }
}

fn purposes(verdict: &rules::Verdict, used: &[&Evidence]) -> Vec<String> {
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

/// After a vendor's opt-out marketing is allowed on consent only, and never against the person's own
/// opt-out.
fn marketing(verdict: &rules::Verdict, opted_out: bool) -> Marketing {
    match (verdict.retention, verdict.basis) {
        _ if opted_out => Marketing::Suppressed,
        (Retention::Keep, Some(LawfulBasis::Consent)) => Marketing::Allowed,
        (Retention::Review, _) if verdict.reason == Reason::MatchUncertain => Marketing::Review,
        _ => Marketing::Suppressed,
    }
}

/// Whether the person opted out of e-mail, and is still paid for as a marketing contact.
pub(crate) fn is_waste(evidence: &[Evidence]) -> bool {
    let affirmed = |kinds: &[EvidenceKind]| {
        evidence.iter().any(|one| kinds.contains(&one.kind) && one.polarity == Polarity::Affirms)
    };
    affirmed(&[EvidenceKind::EmailOptOut, EvidenceKind::Unsubscribe])
        && affirmed(&[EvidenceKind::MarketingContact])
}
