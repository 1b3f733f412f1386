//! What would have to be on record for a record to be kept.

use super::Evidence;
use super::facts::Facts;
use super::rules::Verdict;
use super::vocabulary::{EvidenceClass, EvidenceKind, Polarity, Provenance, Reason, Strength};
use crate::words::words;

words! {
    /// What is missing for a record to be kept on a basis.
    Missing ("what is missing, such as balancing_test") {
        /// A human who says whether the record is the person's.
        CertainMatch = "certain_match",
        /// Anything of the controller's own.
        OwnEvidence = "own_evidence",
        /// The time and the reference of what is asserted.
        Documentation = "documentation",
        /// Consent that covers the purpose.
        ConsentToPurpose = "consent_to_purpose",
        /// Consent that counts today: it has not expired, and is not of a day to come.
        CurrentConsent = "current_consent",
        /// The person's own part in the employer's custom.
        PersonLink = "person_link",
        /// That the employer is a customer.
        EmployerCustomer = "employer_customer",
        /// That the person came to the controller, not long ago and behind the vendor's first delivery.
        Interaction = "interaction",
        /// A record of a relationship.
        RelationshipRecord = "relationship_record",
        /// The balancing test, in the policy.
        BalancingTest = "balancing_test",
        /// A human who stands for no law being applicable.
        Attestation = "attestation",
    }
}

impl Missing {
    /// The same in plain words.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::CertainMatch => "a human who says whether the record is the person's",
            Self::OwnEvidence => "evidence of our own",
            Self::Documentation => "the time and the reference of what is asserted",
            Self::ConsentToPurpose => "consent that covers the purpose",
            Self::CurrentConsent => "consent that has not expired",
            Self::PersonLink => "the person's own part in the employer's custom",
            Self::EmployerCustomer => "that the employer is a customer",
            Self::Interaction => {
                "that the person came to us, not long ago and after the vendor's first delivery"
            }
            Self::RelationshipRecord => "a record of a relationship",
            Self::BalancingTest => "a balancing test, named in the policy",
            Self::Attestation => "a human who stands for no law being applicable",
        }
    }
}

/// What is missing, in the order of the words; nothing where the record is kept, or where a request of the
/// person's own stands in the way.
pub(super) fn missing(facts: &Facts<'_>, verdict: &Verdict) -> Vec<Missing> {
    match verdict.reason {
        Reason::MatchUncertain | Reason::SharedMailbox => vec![Missing::CertainMatch],
        Reason::NoIndependentBasis => vec![Missing::OwnEvidence],
        Reason::NoBalancingTest => vec![Missing::BalancingTest],
        Reason::NotAttested => vec![Missing::Attestation],
        Reason::WeakRelationship => {
            let has_interaction =
                pieces(facts, &verdict.used).any(|one| one.kind == EvidenceKind::Interaction);
            vec![if has_interaction { Missing::RelationshipRecord } else { Missing::Interaction }]
        }
        Reason::Uncorroborated => {
            let mut missing: Vec<Missing> =
                pieces(facts, &verdict.used).flat_map(|one| of_one(facts, one)).collect();
            missing.sort_unstable();
            missing.dedup();
            missing
        }
        _ => Vec::new(),
    }
}

fn pieces<'a>(facts: &Facts<'a>, used: &[usize]) -> impl Iterator<Item = &'a Evidence> {
    used.iter().filter_map(|at| facts.case.evidence.get(*at))
}

/// Why one piece that speaks for keeping is not enough.
fn of_one(facts: &Facts<'_>, evidence: &Evidence) -> Vec<Missing> {
    let is_own = evidence.provenance == Provenance::Own && evidence.polarity == Polarity::Affirms;
    let is_documented = evidence.strength() == Strength::Documented;
    match evidence.kind {
        kind if !is_own || kind.class() == EvidenceClass::Context => vec![Missing::OwnEvidence],
        kind if kind.is_consent() => of_consent(facts, evidence, is_documented),
        // Documents make a soft opt-in permit marketing, and keep nothing.
        EvidenceKind::SoftOptIn if !is_documented => {
            vec![Missing::OwnEvidence, Missing::Documentation]
        }
        _ if !is_documented => vec![Missing::Documentation],
        kind => vec![beside(kind, evidence.is_unexpired(facts.case.now))],
    }
}

fn of_consent(facts: &Facts<'_>, consent: &Evidence, is_documented: bool) -> Vec<Missing> {
    let now = facts.case.now;
    let is_current = consent.is_unexpired(now) && !consent.is_future(now);
    let needs = [
        (is_documented, Missing::Documentation),
        (is_current, Missing::CurrentConsent),
        (consent.covers(&facts.policy.purpose), Missing::ConsentToPurpose),
    ];
    needs.into_iter().filter(|(is_met, _)| !is_met).map(|(_, need)| need).collect()
}

/// What documented evidence of a kind needs beside it.
fn beside(kind: EvidenceKind, is_unexpired: bool) -> Missing {
    match kind {
        EvidenceKind::EmployerCustomer if is_unexpired => Missing::PersonLink,
        EvidenceKind::PersonLink if is_unexpired => Missing::EmployerCustomer,
        EvidenceKind::EmployerCustomer => Missing::EmployerCustomer,
        EvidenceKind::PersonLink => Missing::PersonLink,
        EvidenceKind::Interaction | EvidenceKind::RelationshipRecord => Missing::Interaction,
        _ => Missing::OwnEvidence,
    }
}
