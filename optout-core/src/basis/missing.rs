//! What would have to be on record for a record to be kept.

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
        /// Consent that has not expired.
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
                kinds(facts, &verdict.used).any(|kind| kind == EvidenceKind::Interaction);
            vec![if has_interaction { Missing::RelationshipRecord } else { Missing::Interaction }]
        }
        Reason::Uncorroborated => {
            let mut missing: Vec<Missing> =
                verdict.used.iter().flat_map(|at| of_one(facts, *at)).collect();
            missing.sort_unstable();
            missing.dedup();
            missing
        }
        _ => Vec::new(),
    }
}

fn kinds(facts: &Facts<'_>, used: &[usize]) -> impl Iterator<Item = EvidenceKind> {
    used.iter().filter_map(|at| facts.case.evidence.get(*at)).map(|evidence| evidence.kind)
}

/// Why one piece that speaks for keeping is not enough.
fn of_one(facts: &Facts<'_>, at: usize) -> Option<Missing> {
    let evidence = facts.case.evidence.get(at)?;
    let is_unexpired = evidence.is_unexpired(facts.case.now);
    let is_own = evidence.provenance == Provenance::Own && evidence.polarity == Polarity::Affirms;
    Some(match evidence.kind {
        kind if !is_own || kind.class() == EvidenceClass::Context => Missing::OwnEvidence,
        _ if evidence.strength() < Strength::Documented => Missing::Documentation,
        kind if kind.is_consent() && !is_unexpired => Missing::CurrentConsent,
        kind if kind.is_consent() => Missing::ConsentToPurpose,
        EvidenceKind::EmployerCustomer if is_unexpired => Missing::PersonLink,
        EvidenceKind::PersonLink if is_unexpired => Missing::EmployerCustomer,
        EvidenceKind::EmployerCustomer => Missing::EmployerCustomer,
        EvidenceKind::PersonLink => Missing::PersonLink,
        EvidenceKind::Interaction | EvidenceKind::RelationshipRecord => Missing::Interaction,
        _ => Missing::OwnEvidence,
    })
}
