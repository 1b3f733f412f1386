//! The rules R0 to R10, in order: the first that decides wins. R3 decides nothing by itself: it says which
//! evidence still stands ([`Facts`]).

use super::facts::Facts;
use super::vocabulary::{
    BasisRule, Certainty, EvidenceKind, LawfulBasis, Reason, Retention, Strength,
};

/// What a rule decided.
pub(super) struct Verdict {
    pub(super) rule: BasisRule,
    pub(super) retention: Retention,
    pub(super) basis: Option<LawfulBasis>,
    pub(super) reason: Reason,
    /// Indices of the evidence that carried it.
    pub(super) used: Vec<usize>,
}

/// A line of the table.
pub(super) struct Rule {
    pub(super) name: BasisRule,
    /// What it asks.
    pub(super) question: &'static str,
    decide: fn(&Facts<'_>) -> Option<Verdict>,
}

const fn rule(
    name: BasisRule,
    question: &'static str,
    decide: fn(&Facts<'_>) -> Option<Verdict>,
) -> Rule {
    Rule { name, question, decide }
}

/// The table.
pub(super) const RULES: [Rule; 10] = [
    rule(BasisRule::R0, "Is it uncertain that the record is the person's?", match_not_certain),
    rule(BasisRule::R1, "Does a legal hold stand?", legal_hold),
    rule(BasisRule::R2, "Did the person ask us to erase?", direct_rights_request),
    rule(BasisRule::R4, "Does documented consent cover the purpose?", documented_consent),
    rule(BasisRule::R5, "Is the person party to a contract of ours?", contract_party),
    rule(BasisRule::R6, "Is the person an active customer's, documented?", existing_customer),
    rule(BasisRule::R7, "Did the person come to us, and is there a relationship?", prospect),
    rule(BasisRule::R8, "Does anything else speak for keeping?", uncorroborated),
    rule(BasisRule::R9, "Is no law applicable by the policy?", no_applicable_law),
    rule(BasisRule::R10, "Nothing of our own supports keeping.", nothing),
];

impl BasisRule {
    /// What the rule asks, in plain words; the first that is answered with yes decides.
    pub fn question(self) -> &'static str {
        RULES.iter().find(|rule| rule.name == self).map_or("", |rule| rule.question)
    }
}

/// The first rule that decides.
pub(super) fn decide(facts: &Facts<'_>) -> Verdict {
    let decided = RULES.iter().find_map(|rule| (rule.decide)(facts));
    decided.unwrap_or_else(no_independent_basis)
}

/// R0: without a certain match nothing is deleted.
fn match_not_certain(facts: &Facts<'_>) -> Option<Verdict> {
    let (retention, reason) = match facts.case.certainty {
        Certainty::Certain => return None,
        Certainty::Uncertain => (Retention::Review, Reason::MatchUncertain),
        Certainty::SharedMailbox => (Retention::SuppressOnly, Reason::SharedMailbox),
    };
    Some(verdict(BasisRule::R0, retention, None, reason, &[]))
}

/// R1: an active hold outranks deletion, and allows storage only.
fn legal_hold(facts: &Facts<'_>) -> Option<Verdict> {
    use EvidenceKind::{LegalClaimsHold, StatutoryRetention};
    let statutory = facts.active(StatutoryRetention, Strength::Recorded);
    let held = statutory.or_else(|| facts.active(LegalClaimsHold, Strength::Recorded))?;
    let basis = statutory.map(|_| LawfulBasis::LegalObligation);
    Some(verdict(BasisRule::R1, Retention::KeepRestricted, basis, Reason::LegalHold, &[held]))
}

/// R2: a request made to the controller has its own procedure and clock.
fn direct_rights_request(facts: &Facts<'_>) -> Option<Verdict> {
    let request = facts.find(|evidence| facts.is_erasure_request(evidence))?;
    Some(verdict(BasisRule::R2, Retention::Review, None, Reason::DirectRightsRequest, &[request]))
}

/// R4: documented, unexpired consent whose scope covers the purpose.
fn documented_consent(facts: &Facts<'_>) -> Option<Verdict> {
    let consent = facts.find(|evidence| facts.is_consent_to_purpose(evidence))?;
    let basis = Some(LawfulBasis::Consent);
    Some(verdict(BasisRule::R4, Retention::Keep, basis, Reason::DocumentedConsent, &[consent]))
}

/// R5: the person is party to an active contract, or asked for the steps before one.
fn contract_party(facts: &Facts<'_>) -> Option<Verdict> {
    use EvidenceKind::{Contract, PreContract};
    let contract = facts
        .active(Contract, Strength::Documented)
        .or_else(|| facts.active(PreContract, Strength::Documented))?;
    let basis = Some(LawfulBasis::Contract);
    Some(verdict(BasisRule::R5, Retention::Keep, basis, Reason::ContractParty, &[contract]))
}

/// R6: the employer is an active customer, and the person has a documented part in it.
fn existing_customer(facts: &Facts<'_>) -> Option<Verdict> {
    let employer = facts.active(EvidenceKind::EmployerCustomer, Strength::Documented)?;
    let link = facts.active(EvidenceKind::PersonLink, Strength::Documented)?;
    Some(legitimate_interests(facts, BasisRule::R6, Reason::ExistingCustomer, &[employer, link]))
}

/// R7: the person came to the controller inside the window, and a relationship is on record. It
/// serves marketing, so an opt-out of the person takes it away (R3).
fn prospect(facts: &Facts<'_>) -> Option<Verdict> {
    if facts.has_standing_defeat() {
        return None;
    }
    let interaction = facts.find(|evidence| facts.is_recent_interaction(evidence));
    let relationship = facts
        .active(EvidenceKind::RelationshipRecord, Strength::Documented)
        .or_else(|| facts.find(|evidence| facts.is_former_customer(evidence)));
    match (interaction, relationship) {
        (Some(interaction), Some(relationship)) => Some(legitimate_interests(
            facts,
            BasisRule::R7,
            Reason::Prospect,
            &[interaction, relationship],
        )),
        (Some(one), None) | (None, Some(one)) => {
            Some(verdict(BasisRule::R7, Retention::Review, None, Reason::WeakRelationship, &[one]))
        }
        (None, None) => None,
    }
}

/// R8: something speaks for keeping, and none of it is good enough.
fn uncorroborated(facts: &Facts<'_>) -> Option<Verdict> {
    let doubtful: Vec<usize> = facts
        .all()
        .filter(|(_, evidence)| facts.raises_a_question(evidence))
        .map(|(at, _)| at)
        .collect();
    if doubtful.is_empty() {
        return None;
    }
    Some(verdict(BasisRule::R8, Retention::Review, None, Reason::Uncorroborated, &doubtful))
}

/// R9: every regime that may apply is on the policy's list, and a human stands for it.
fn no_applicable_law(facts: &Facts<'_>) -> Option<Verdict> {
    let listed = &facts.policy.no_applicable_law;
    let regimes = &facts.case.regimes;
    if regimes.is_empty() || !regimes.iter().all(|regime| listed.contains(&regime)) {
        return None;
    }
    let (retention, reason) = match &facts.policy.attestation {
        Some(human) if human.on <= facts.case.now => (Retention::Keep, Reason::NoApplicableLaw),
        _ => (Retention::Review, Reason::NotAttested),
    };
    Some(verdict(BasisRule::R9, retention, None, reason, &[]))
}

/// R10: what nothing supports goes.
fn nothing(_: &Facts<'_>) -> Option<Verdict> {
    Some(no_independent_basis())
}

fn no_independent_basis() -> Verdict {
    verdict(BasisRule::R10, Retention::Remove, None, Reason::NoIndependentBasis, &[])
}

/// Legitimate interests need a balancing test that the policy names.
fn legitimate_interests(
    facts: &Facts<'_>,
    rule: BasisRule,
    reason: Reason,
    used: &[usize],
) -> Verdict {
    match facts.policy.balancing_test {
        Some(_) => {
            verdict(rule, Retention::Keep, Some(LawfulBasis::LegitimateInterests), reason, used)
        }
        None => verdict(rule, Retention::Review, None, Reason::NoBalancingTest, used),
    }
}

fn verdict(
    rule: BasisRule,
    retention: Retention,
    basis: Option<LawfulBasis>,
    reason: Reason,
    used: &[usize],
) -> Verdict {
    Verdict { rule, retention, basis, reason, used: used.to_vec() }
}
