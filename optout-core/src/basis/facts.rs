//! The evidence as the rules look at it.
//!
//! R3 decides nothing by itself. It says which evidence still stands when the others look at it: an
//! objection or an opt-out of the person takes legitimate interests for marketing away and takes
//! earlier consent with it, and only documented consent of a later time restores. Where times are
//! equal or missing, what defeats wins.

use std::cmp::Reverse;

use super::policy::BasisPolicy;
use super::vocabulary::{EvidenceClass, EvidenceKind, Polarity, Provenance, Strength};
use super::{Case, Evidence};
use crate::normalize::date::Date;

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
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &'a Evidence)> + use<'a> {
        self.case.evidence.iter().enumerate()
    }

    /// Of the evidence that passes a test the piece that counts longest.
    pub(super) fn find(&self, test: impl Fn(&Evidence) -> bool) -> Option<usize> {
        let passing = self.all().filter(|(_, evidence)| test(evidence));
        let (at, _) = passing.min_by_key(|(_, evidence)| {
            let end = self.counts_until(evidence);
            (end.is_some(), Reverse(end))
        })?;
        Some(at)
    }

    /// Our own evidence of a kind, at least this strong, unexpired and undisputed.
    pub(super) fn active(&self, kind: EvidenceKind, least: Strength) -> Option<usize> {
        self.find(|evidence| evidence.kind == kind && self.is_active(evidence, least))
    }

    pub(super) fn is_active(&self, evidence: &Evidence, least: Strength) -> bool {
        self.is_good(evidence, least) && evidence.is_unexpired(self.case.now)
    }

    /// Whether it is good but for its age.
    pub(super) fn is_good(&self, evidence: &Evidence, least: Strength) -> bool {
        self.is_own_affirmation(evidence)
            && evidence.strength() >= least
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
            .map(|(_, denial)| match evidence.kind.is_consent() {
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
        if denial.kind.is_consent() && !consent.is_after(denial) && !other_purposes {
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

    /// Consent that stands, to what the record is kept for.
    pub(super) fn is_consent_to_purpose(&self, evidence: &Evidence) -> bool {
        evidence.covers(&self.policy.purpose) && self.is_standing_consent(evidence)
    }

    /// Consent that stands, to marketing, whatever the record is kept for.
    pub(super) fn is_consent_to_marketing(&self, evidence: &Evidence) -> bool {
        self.names_marketing(evidence) && self.is_standing_consent(evidence)
    }

    fn is_standing_consent(&self, evidence: &Evidence) -> bool {
        evidence.kind.is_consent()
            && self.is_active(evidence, Strength::Documented)
            && !self.is_defeated(evidence)
    }

    fn names_marketing(&self, evidence: &Evidence) -> bool {
        self.policy.marketing_purposes.iter().any(|purpose| evidence.covers(purpose))
    }

    /// Whether the person refused marketing when asked for consent to it: ePrivacy Directive Art. 13(2), PECR
    /// reg. 22(3)(c). Later consent permits marketing by itself, so it is not looked for here.
    pub(super) fn is_refused(&self) -> bool {
        self.all().any(|(_, refusal)| {
            refusal.kind.is_consent()
                && refusal.polarity == Polarity::Denies
                && refusal.provenance == Provenance::Own
                && !refusal.is_future(self.case.now)
                && (refusal.purposes.is_empty() || self.names_marketing(refusal))
        })
    }

    /// R3 for one piece of consent. A ban on calls is no withdrawal of consent to e-mail.
    fn is_defeated(&self, consent: &Evidence) -> bool {
        self.all().any(|(_, other)| {
            self.is_defeat(other)
                && other.kind != EvidenceKind::DoNotCall
                && !(consent.strength() == Strength::Documented && consent.is_after(other))
        })
    }

    /// R3 for marketing: an opt-out of the person that no later documented consent to marketing undid.
    pub(super) fn has_standing_defeat(&self) -> bool {
        self.all().any(|(_, defeat)| self.is_defeat(defeat) && !self.is_restored(defeat))
    }

    fn is_restored(&self, defeat: &Evidence) -> bool {
        self.all()
            .any(|(_, consent)| consent.is_after(defeat) && self.is_consent_to_marketing(consent))
    }

    pub(super) fn is_erasure_request(&self, evidence: &Evidence) -> bool {
        evidence.kind == EvidenceKind::ErasureRequest && self.is_defeat(evidence)
    }

    /// What the vendor passes on is the vendor's opt-out, which is no objection to the controller.
    fn is_defeat(&self, evidence: &Evidence) -> bool {
        evidence.kind.class() == EvidenceClass::Defeats
            && evidence.polarity == Polarity::Affirms
            && evidence.provenance != Provenance::Vendor
    }

    /// Whether it supported something and has been defeated by R3 or by a denial.
    pub(super) fn is_lost(&self, evidence: &Evidence) -> bool {
        evidence.kind.class() == EvidenceClass::Supports
            && evidence.polarity == Polarity::Affirms
            && (self.standing(evidence) == Standing::Ended
                || (evidence.kind.is_consent() && self.is_defeated(evidence))
                || (is_relationship(evidence.kind) && self.has_standing_defeat()))
    }

    /// R7: the person came to the controller behind the vendor's first delivery and inside the window.
    pub(super) fn is_recent_interaction(&self, evidence: &Evidence) -> bool {
        let Some(at) = &evidence.occurred_at else { return false };
        evidence.kind == EvidenceKind::Interaction
            && self.is_active(evidence, Strength::Documented)
            && within(at.date(), self.policy.interaction_window_months, self.case.now)
            && self.policy.first_vendor_delivery.is_some_and(|delivery| at.date() > delivery)
    }

    /// R7: the employer was a customer until not so long ago.
    pub(super) fn is_former_customer(&self, evidence: &Evidence) -> bool {
        let Some(end) = &evidence.expires_at else { return false };
        evidence.kind == EvidenceKind::EmployerCustomer
            && self.is_good(evidence, Strength::Documented)
            && !evidence.is_unexpired(self.case.now)
            && within(end.date(), self.policy.former_customer_months, self.case.now)
    }

    /// The first day on which a piece of evidence that carried the decision no longer counts.
    pub(super) fn counts_until(&self, evidence: &Evidence) -> Option<Date> {
        let end = evidence.expires_at.map(|end| end.date());
        if self.is_former_customer(evidence) {
            return end.and_then(|end| first_day_beyond(end, self.policy.former_customer_months));
        }
        let window = match (evidence.kind, &evidence.occurred_at) {
            (EvidenceKind::Interaction, Some(at)) => {
                first_day_beyond(at.date(), self.policy.interaction_window_months)
            }
            _ => None,
        };
        end.into_iter().chain(window).min()
    }

    pub(super) fn raises_a_question(&self, evidence: &Evidence) -> bool {
        let speaks =
            matches!(evidence.kind.class(), EvidenceClass::Supports | EvidenceClass::Context);
        speaks
            && evidence.polarity == Polarity::Affirms
            && evidence.provenance != Provenance::Vendor
            && !self.is_lost(evidence)
    }
}

fn is_relationship(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::Interaction | EvidenceKind::RelationshipRecord)
}

/// Whether a day lies at most so many months back.
pub(super) fn within(day: Date, months: u32, now: Date) -> bool {
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    now.add_months(-months).is_none_or(|first| day >= first)
}

/// The first day from which a day lies more than so many months back.
pub(super) fn first_day_beyond(day: Date, months: u32) -> Option<Date> {
    let start = day.add_months(i32::try_from(months).ok()?)?;
    std::iter::successors(Some(start), |day| day.add_days(1)).find(|now| !within(day, months, *now))
}
