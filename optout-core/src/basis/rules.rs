//! The rules R0 to R10, in order: the first that decides wins.
//!
//! R3 decides nothing by itself. It says which evidence still stands when the others look at it: an
//! objection or an opt-out of the person takes legitimate interests for marketing away and takes
//! earlier consent with it, and only documented consent of a later time restores. Where times are
//! equal or missing, what defeats wins.

use super::policy::BasisPolicy;
use super::vocabulary::{
    BasisRule, Certainty, EvidenceClass, EvidenceKind, LawfulBasis, Polarity, Provenance, Reason,
    Retention, Strength,
};
use super::{Case, Evidence};

/// What a rule decided.
pub(super) struct Verdict {
    pub(super) rule: BasisRule,
    pub(super) retention: Retention,
    pub(super) basis: Option<LawfulBasis>,
    pub(super) reason: Reason,
    /// Indices of the evidence that carried it.
    pub(super) used: Vec<usize>,
}

type Rule = fn(&Facts<'_>) -> Option<Verdict>;

/// The table.
const RULES: [Rule; 9] = [
    match_not_certain,
    legal_hold,
    direct_rights_request,
    documented_consent,
    contract_party,
    existing_customer,
    prospect,
    uncorroborated,
    no_applicable_law,
];

/// The first rule that decides; R10 if none does.
pub(super) fn decide(case: &Case<'_>, policy: &BasisPolicy) -> Verdict {
    let facts = Facts { case, policy };
    RULES.iter().find_map(|rule| rule(&facts)).unwrap_or_else(|| {
        verdict(BasisRule::R10, Retention::Remove, None, Reason::NoIndependentBasis, &[])
    })
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
    let request = facts.find(|evidence| {
        evidence.kind == EvidenceKind::ErasureRequest
            && evidence.polarity == Polarity::Affirms
            && evidence.provenance != Provenance::Vendor
    })?;
    Some(verdict(BasisRule::R2, Retention::Review, None, Reason::DirectRightsRequest, &[request]))
}

/// R4: documented, unexpired consent whose scope covers the purpose.
fn documented_consent(facts: &Facts<'_>) -> Option<Verdict> {
    let consent = facts.find(|evidence| facts.is_standing_consent(evidence))?;
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
    Some(facts.legitimate_interests(BasisRule::R6, Reason::ExistingCustomer, &[employer, link]))
}

/// R7: the person came to the controller inside the window, and a relationship is on record. It
/// serves marketing, so an opt-out of the person takes it away (R3).
fn prospect(facts: &Facts<'_>) -> Option<Verdict> {
    if facts.has_standing_defeat() {
        return None;
    }
    let interaction = facts.find(|evidence| facts.is_recent_interaction(evidence));
    let relationship = facts.active(EvidenceKind::RelationshipRecord, Strength::Documented);
    match (interaction, relationship) {
        (Some(interaction), Some(relationship)) => Some(facts.legitimate_interests(
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
    if regimes.is_empty() || !regimes.is_subset(listed) {
        return None;
    }
    let (retention, reason) = match facts.policy.attestation {
        Some(_) => (Retention::Keep, Reason::NoApplicableLaw),
        None => (Retention::Review, Reason::NotAttested),
    };
    Some(verdict(BasisRule::R9, retention, None, reason, &[]))
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

/// What denials leave of a piece of evidence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Undisputed,
    Disputed,
    Ended,
}

/// The evidence as the rules look at it.
pub(super) struct Facts<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) policy: &'a BasisPolicy,
}

impl<'a> Facts<'a> {
    fn all(&self) -> impl Iterator<Item = (usize, &'a Evidence)> + use<'a> {
        self.case.evidence.iter().enumerate()
    }

    fn find(&self, test: impl Fn(&Evidence) -> bool) -> Option<usize> {
        self.all().find(|(_, evidence)| test(evidence)).map(|(at, _)| at)
    }

    /// Our own evidence of a kind, at least this strong, unexpired and undisputed.
    fn active(&self, kind: EvidenceKind, least: Strength) -> Option<usize> {
        self.find(|evidence| evidence.kind == kind && self.is_active(evidence, least))
    }

    fn is_active(&self, evidence: &Evidence, least: Strength) -> bool {
        self.is_own_affirmation(evidence)
            && evidence.strength() >= least
            && evidence.is_unexpired(self.case.now)
            && self.standing(evidence) == Standing::Undisputed
    }

    fn is_own_affirmation(&self, evidence: &Evidence) -> bool {
        evidence.polarity == Polarity::Affirms
            && evidence.provenance == Provenance::Own
            && !evidence.is_future(self.case.now)
    }

    /// What denials do to a piece of evidence.
    fn standing(&self, evidence: &Evidence) -> Standing {
        self.all()
            .filter(|(_, denial)| {
                denial.polarity == Polarity::Denies
                    && denial.provenance != Provenance::Vendor
                    && !denial.is_future(self.case.now)
            })
            .map(|(_, denial)| match is_consent(evidence.kind) {
                true => self.standing_of_consent(evidence, denial),
                false => self.standing_of_matter(evidence, denial),
            })
            .max()
            .unwrap_or(Standing::Undisputed)
    }

    /// Consent is to a purpose, and its reference is only the event: any denial that is not certainly
    /// earlier ends it, whichever way the person had opted in, unless it is of other purposes.
    fn standing_of_consent(&self, consent: &Evidence, denial: &Evidence) -> Standing {
        let other_purposes = !denial.purposes.is_empty()
            && !denial.purposes.iter().any(|purpose| consent.covers(purpose));
        if is_consent(denial.kind) && !consent.is_after(denial) && !other_purposes {
            Standing::Ended
        } else {
            Standing::Undisputed
        }
    }

    /// A hold, a contract, a relationship: documented of the same matter and later, a denial of our own
    /// ends it. One of another matter does nothing. Any other disputes it, which neither keeps a record
    /// nor sends it to deletion.
    fn standing_of_matter(&self, evidence: &Evidence, denial: &Evidence) -> Standing {
        if denial.kind != evidence.kind || evidence.is_after(denial) {
            return Standing::Undisputed;
        }
        let own = denial.provenance == Provenance::Own && denial.is_unexpired(self.case.now);
        match (denial.matter(), evidence.matter()) {
            (Some(denied), Some(matter)) if denied != matter => Standing::Undisputed,
            (Some(_), Some(_)) if own && denial.is_after(evidence) => Standing::Ended,
            _ => Standing::Disputed,
        }
    }

    fn is_standing_consent(&self, evidence: &Evidence) -> bool {
        is_consent(evidence.kind)
            && self.is_active(evidence, Strength::Documented)
            && evidence.covers(&self.policy.purpose)
            && !self.is_defeated(evidence)
    }

    /// R3 for one piece of consent. A ban on calls is no withdrawal of consent to e-mail.
    fn is_defeated(&self, consent: &Evidence) -> bool {
        self.all().any(|(_, other)| {
            self.is_defeat(other)
                && other.kind != EvidenceKind::DoNotCall
                && !(consent.strength() == Strength::Documented && consent.is_after(other))
        })
    }

    /// R3 for marketing: an opt-out of the person that no later documented consent undid.
    pub(super) fn has_standing_defeat(&self) -> bool {
        self.all().any(|(_, defeat)| self.is_defeat(defeat) && !self.is_restored(defeat))
    }

    fn is_restored(&self, defeat: &Evidence) -> bool {
        self.all().any(|(_, consent)| self.is_standing_consent(consent) && consent.is_after(defeat))
    }

    fn is_defeat(&self, evidence: &Evidence) -> bool {
        evidence.kind.class() == EvidenceClass::Defeats && evidence.polarity == Polarity::Affirms
    }

    /// Whether it supported something and has been defeated by R3 or by a denial.
    pub(super) fn is_lost(&self, evidence: &Evidence) -> bool {
        evidence.kind.class() == EvidenceClass::Supports
            && evidence.polarity == Polarity::Affirms
            && (self.standing(evidence) == Standing::Ended
                || (is_consent(evidence.kind) && self.is_defeated(evidence))
                || (is_relationship(evidence.kind) && self.has_standing_defeat()))
    }

    fn is_recent_interaction(&self, evidence: &Evidence) -> bool {
        let Some(at) = &evidence.occurred_at else { return false };
        let months = i32::try_from(self.policy.interaction_window_months).unwrap_or(i32::MAX);
        evidence.kind == EvidenceKind::Interaction
            && self.is_active(evidence, Strength::Documented)
            && self.case.now.add_months(-months).is_none_or(|first| at.date() >= first)
            && self.policy.first_vendor_delivery.is_some_and(|delivery| at.date() > delivery)
    }

    fn raises_a_question(&self, evidence: &Evidence) -> bool {
        let speaks =
            matches!(evidence.kind.class(), EvidenceClass::Supports | EvidenceClass::Context);
        speaks
            && evidence.polarity == Polarity::Affirms
            && evidence.provenance != Provenance::Vendor
            && !self.is_lost(evidence)
    }

    fn legitimate_interests(&self, rule: BasisRule, reason: Reason, used: &[usize]) -> Verdict {
        match self.policy.balancing_test {
            Some(_) => {
                verdict(rule, Retention::Keep, Some(LawfulBasis::LegitimateInterests), reason, used)
            }
            None => verdict(rule, Retention::Review, None, Reason::NoBalancingTest, used),
        }
    }
}

fn is_consent(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::OptInSingle | EvidenceKind::OptInDouble)
}

fn is_relationship(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::Interaction | EvidenceKind::RelationshipRecord)
}
