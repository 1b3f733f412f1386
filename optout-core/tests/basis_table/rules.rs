//! Both answers and the reason, for every combination of a dozen things.

use optout_core::basis::{
    Attestation, BasisPolicy, Certainty, Classification, EvidenceKind, LawfulBasis, Marketing,
    Polarity, Provenance, Reason, Regime, RegimeSet, Retention,
};
use optout_core::{Date, Evidence};

use crate::{TODAY, asserted, classify, date, denied, documented, of, until};

// Consent is of 1 March, `Early` of 1 January; the opt-outs lie before, on and behind these days.
dimension!(Consent: None, Documented, Early, Recorded, Asserted, Expired, OtherPurpose, OfUnknown, OfVendor, Denied, Refused, RefusedService);
dimension!(OptOut: None, February, FirstOfMarch, April, Undated, CallsInApril);
dimension!(Contract: None, Documented, Asserted, Ended);
dimension!(Employer: None, WithLink, WithoutLink, Former);
dimension!(Meeting: None, Recent, Old);
dimension!(Relationship: None, Documented);
dimension!(Beside: Nothing, Hold, LiftedHold, ErasureRequest, HoldAndErasureRequest, Context);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    France,
    Texas,
    Canada,
    /// Where the policy holds that no law applies.
    Listed,
    ListedAndAttested,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
struct Row {
    consent: Consent,
    opt_out: OptOut,
    contract: Contract,
    employer: Employer,
    meeting: Meeting,
    relationship: Relationship,
    beside: Beside,
    setting: Setting,
}

#[derive(Clone, Copy, Debug)]
struct Setting {
    certainty: Certainty,
    has_test: bool,
    place: Place,
    /// What records are kept for; marketing is marketing in every setting.
    purpose: &'static str,
}

const fn sure(has_test: bool, place: Place) -> Setting {
    Setting { certainty: Certainty::Certain, has_test, place, purpose: "marketing" }
}

const SETTINGS: [Setting; 8] = [
    sure(true, Place::France),
    sure(true, Place::Texas),
    sure(true, Place::Canada),
    sure(false, Place::Listed),
    sure(true, Place::ListedAndAttested),
    Setting { purpose: "service", ..sure(true, Place::Texas) },
    Setting { certainty: Certainty::Uncertain, ..sure(true, Place::Texas) },
    Setting { certainty: Certainty::SharedMailbox, ..sure(true, Place::ListedAndAttested) },
];

impl Row {
    /// Every combination, in the first of the settings.
    fn all() -> impl Iterator<Item = Self> {
        let mut rows = Vec::new();
        for &consent in Consent::ALL {
            for &opt_out in OptOut::ALL {
                for &contract in Contract::ALL {
                    for &employer in Employer::ALL {
                        rows.push((consent, opt_out, contract, employer));
                    }
                }
            }
        }
        let mut others = Vec::new();
        for &meeting in Meeting::ALL {
            for &relationship in Relationship::ALL {
                others.extend(Beside::ALL.iter().map(|&beside| (meeting, relationship, beside)));
            }
        }
        rows.into_iter().flat_map(move |(consent, opt_out, contract, employer)| {
            others.clone().into_iter().map(move |(meeting, relationship, beside)| Self {
                consent,
                opt_out,
                contract,
                employer,
                meeting,
                relationship,
                beside,
                setting: SETTINGS[0],
            })
        })
    }

    fn evidence(self) -> Vec<Evidence> {
        use EvidenceKind as Kind;
        let consent = || documented(Kind::OptInDouble, "2026-03-01");
        let hold = || documented(Kind::LegalClaimsHold, "2026-03-01");
        let request = || documented(Kind::ErasureRequest, "2026-05-01");
        let mut all = match self.consent {
            Consent::None => vec![],
            Consent::Documented => vec![consent()],
            Consent::Early => vec![documented(Kind::OptInSingle, "2026-01-01")],
            Consent::Recorded => vec![Evidence { source_ref: None, ..consent() }],
            Consent::Asserted => vec![asserted(Kind::OptInSingle)],
            Consent::Expired => vec![until(TODAY, consent())],
            Consent::OtherPurpose => {
                vec![Evidence { purposes: vec!["service".to_owned()], ..consent() }]
            }
            Consent::OfUnknown => vec![of(Provenance::Unknown, consent())],
            Consent::OfVendor => vec![of(Provenance::Vendor, consent())],
            Consent::Denied => vec![consent(), denied(Kind::OptInSingle, "2026-06-01")],
            Consent::Refused => vec![Evidence {
                purposes: vec![],
                occurred_at: None,
                ..denied(Kind::OptInDouble, TODAY)
            }],
            Consent::RefusedService => vec![Evidence {
                purposes: vec!["service".to_owned()],
                ..denied(Kind::OptInSingle, "2026-06-01")
            }],
        };
        all.extend(match self.opt_out {
            OptOut::None => None,
            OptOut::February => Some(documented(Kind::Unsubscribe, "2026-02-01")),
            OptOut::FirstOfMarch => Some(documented(Kind::Objection, "2026-03-01")),
            OptOut::April => Some(documented(Kind::ConsentWithdrawn, "2026-04-01")),
            OptOut::Undated => Some(asserted(Kind::EmailOptOut)),
            OptOut::CallsInApril => Some(documented(Kind::DoNotCall, "2026-04-01")),
        });
        let contract = || documented(Kind::Contract, "2026-03-01");
        all.extend(match self.contract {
            Contract::None => vec![],
            Contract::Documented => vec![contract()],
            Contract::Asserted => vec![asserted(Kind::Contract)],
            Contract::Ended => vec![contract(), denied(Kind::Contract, "2026-06-01")],
        });
        let employer = || documented(Kind::EmployerCustomer, "2024-03-01");
        all.extend(match self.employer {
            Employer::None => vec![],
            Employer::WithLink => vec![employer(), documented(Kind::PersonLink, "2024-03-01")],
            Employer::WithoutLink => vec![employer()],
            Employer::Former => vec![until("2026-06-01", employer())],
        });
        all.extend(match self.meeting {
            Meeting::None => None,
            Meeting::Recent => Some(documented(Kind::Interaction, "2026-08-24")),
            Meeting::Old => Some(documented(Kind::Interaction, "2025-10-24")),
        });
        all.extend(match self.relationship {
            Relationship::None => None,
            Relationship::Documented => Some(documented(Kind::RelationshipRecord, "2025-03-01")),
        });
        all.extend(match self.beside {
            Beside::Nothing => vec![],
            Beside::Hold => vec![hold()],
            Beside::LiftedHold => vec![hold(), denied(Kind::LegalClaimsHold, "2026-06-01")],
            Beside::ErasureRequest => vec![request()],
            Beside::HoldAndErasureRequest => vec![hold(), request()],
            Beside::Context => vec![documented(Kind::OwnerStatement, "2026-03-01")],
        });
        all
    }

    fn has_request(self) -> bool {
        matches!(self.beside, Beside::ErasureRequest | Beside::HoldAndErasureRequest)
    }

    /// No opt-out but an earlier one, for a ban on calls leaves consent to e-mail alone.
    fn consent_outlives_opt_out(self) -> bool {
        match self.opt_out {
            OptOut::None | OptOut::CallsInApril => true,
            OptOut::February => {
                !matches!(self.consent, Consent::Early | Consent::Recorded | Consent::Asserted)
            }
            OptOut::FirstOfMarch | OptOut::April | OptOut::Undated => false,
        }
    }

    fn stands_on_consent(self) -> bool {
        match self.setting.purpose {
            "service" => self.consent == Consent::OtherPurpose && self.consent_outlives_opt_out(),
            _ => self.consents_to_marketing(),
        }
    }

    fn consents_to_marketing(self) -> bool {
        matches!(self.consent, Consent::Documented | Consent::Early)
            && self.consent_outlives_opt_out()
    }

    /// Asked for consent to marketing, or to anything, the person said no.
    fn refused(self) -> bool {
        matches!(self.consent, Consent::Denied | Consent::Refused)
    }

    /// Whether the person said no to marketing and did not take it back with consent of a later day.
    fn said_no(self) -> bool {
        let took_back = self.consent == Consent::Documented && self.opt_out == OptOut::February;
        self.has_request() || (self.opt_out != OptOut::None && !took_back)
    }

    /// Whether anything of the controller's speaks for keeping that neither a denial nor an opt-out took away.
    fn speaks(self) -> bool {
        let is_none = matches!(self.consent, Consent::None | Consent::OfVendor | Consent::Denied);
        let consent =
            !is_none && !matches!(self.consent, Consent::Refused | Consent::RefusedService);
        let prospect =
            self.meeting != Meeting::None || self.relationship == Relationship::Documented;
        (consent && self.consent_outlives_opt_out())
            || matches!(self.contract, Contract::Documented | Contract::Asserted)
            || self.employer != Employer::None
            || (prospect && !self.said_no())
            || matches!(self.beside, Beside::Hold | Beside::HoldAndErasureRequest | Beside::Context)
    }

    /// The rules in their order, in words.
    fn expected(self) -> (Retention, Reason) {
        let Setting { certainty, has_test, place, .. } = self.setting;
        let by_test = |reason| match has_test {
            true => (Retention::Keep, reason),
            false => (Retention::Review, Reason::NoBalancingTest),
        };
        match certainty {
            Certainty::Certain => {}
            Certainty::Uncertain => return (Retention::Review, Reason::MatchUncertain),
            Certainty::SharedMailbox => return (Retention::SuppressOnly, Reason::SharedMailbox),
        }
        if matches!(self.beside, Beside::Hold | Beside::HoldAndErasureRequest) {
            return (Retention::KeepRestricted, Reason::LegalHold);
        }
        if self.has_request() {
            return (Retention::Review, Reason::DirectRightsRequest);
        }
        if self.stands_on_consent() {
            return (Retention::Keep, Reason::DocumentedConsent);
        }
        if self.contract == Contract::Documented {
            return (Retention::Keep, Reason::ContractParty);
        }
        if self.employer == Employer::WithLink {
            return by_test(Reason::ExistingCustomer);
        }
        let came = self.meeting == Meeting::Recent;
        let is_known =
            self.relationship == Relationship::Documented || self.employer == Employer::Former;
        match (came, is_known) {
            _ if self.said_no() => {}
            (true, true) => return by_test(Reason::Prospect),
            (true, false) | (false, true) => return (Retention::Review, Reason::WeakRelationship),
            (false, false) => {}
        }
        match place {
            _ if self.speaks() => (Retention::Review, Reason::Uncorroborated),
            Place::ListedAndAttested => (Retention::Keep, Reason::NoApplicableLaw),
            Place::Listed => (Retention::Review, Reason::NotAttested),
            _ => (Retention::Remove, Reason::NoIndependentBasis),
        }
    }

    fn expected_marketing(self, reason: Reason) -> Marketing {
        let is_kept = matches!(
            reason,
            Reason::DocumentedConsent
                | Reason::ContractParty
                | Reason::ExistingCustomer
                | Reason::Prospect
        );
        let is_canadas = self.contract == Contract::Documented || self.meeting == Meeting::Recent;
        let has_ground = match self.setting.place {
            Place::Texas => is_canadas || self.employer == Employer::WithLink,
            Place::Canada => is_canadas,
            _ => false,
        };
        let is_permitted = self.consents_to_marketing() || (has_ground && !self.refused());
        match reason {
            _ if self.said_no() => Marketing::Suppressed,
            Reason::MatchUncertain => Marketing::Review,
            _ if is_kept && is_permitted => Marketing::Allowed,
            _ => Marketing::Suppressed,
        }
    }
}

fn policy(setting: Setting) -> BasisPolicy {
    let attestation =
        Attestation { by: "DPO".to_owned(), on: date("2026-10-01"), scope: "rest".to_owned() };
    let policy = crate::policy();
    BasisPolicy {
        purpose: setting.purpose.to_owned(),
        balancing_test: policy.balancing_test.filter(|_| setting.has_test),
        no_applicable_law: [Regime::Rest].into(),
        attestation: (setting.place == Place::ListedAndAttested).then_some(attestation),
        ..policy
    }
}

fn regimes(place: Place) -> RegimeSet {
    let regime = match place {
        Place::France => Regime::Eea,
        Place::Texas => Regime::UsOther,
        Place::Canada => Regime::Canada,
        Place::Listed | Place::ListedAndAttested => Regime::Rest,
    };
    [regime].into_iter().collect()
}

fn answers(answer: &Classification) -> (Retention, Option<LawfulBasis>, Marketing, Reason) {
    (answer.retention, answer.basis, answer.marketing, answer.reason)
}

/// What counts for nothing: the vendor's word in either direction, and neutral kinds.
fn noise() -> Vec<Evidence> {
    use EvidenceKind as Kind;
    let of_vendor = [
        documented(Kind::OptInDouble, TODAY),
        documented(Kind::Contract, TODAY),
        documented(Kind::StatutoryRetention, TODAY),
        documented(Kind::SoftOptIn, TODAY),
        documented(Kind::OwnerStatement, TODAY),
        documented(Kind::ErasureRequest, TODAY),
        documented(Kind::Unsubscribe, TODAY),
        asserted(Kind::EmailOptOut),
        denied(Kind::OptInDouble, TODAY),
        denied(Kind::Contract, TODAY),
        denied(Kind::LegalClaimsHold, TODAY),
    ];
    let neutral = [Kind::MarketingContact, Kind::OwnEngagement, Kind::Subscribed];
    let of_vendor = of_vendor.map(|one| of(Provenance::Vendor, one));
    of_vendor.into_iter().chain(neutral.map(|kind| documented(kind, TODAY))).collect()
}

/// Documented, the controller's own, affirmed and of a kind that supports: as simply as it can be said.
fn carries(evidence: &Evidence, now: Date) -> bool {
    use EvidenceKind as Kind;
    let kinds =
        [Kind::OptInSingle, Kind::OptInDouble, Kind::Contract, Kind::PersonLink, Kind::Interaction];
    kinds.contains(&evidence.kind)
        && evidence.polarity == Polarity::Affirms
        && evidence.provenance == Provenance::Own
        && evidence.occurred_at.is_some_and(|at| at.date() <= now)
        && evidence.source_ref.is_some()
        && evidence.expires_at.is_none_or(|end| end.date() > now)
}

/// What holds of every answer, whichever rule gave it.
fn broken(
    row: Row,
    evidence: &[Evidence],
    answer: &Classification,
    now: Date,
) -> Option<&'static str> {
    let is_kept = answer.retention == Retention::Keep;
    let is_allowed = answer.marketing == Marketing::Allowed;
    let is_removed = answer.retention == Retention::Remove;
    let by_attestation = answer.reason == Reason::NoApplicableLaw;
    let later_no = matches!(row.opt_out, OptOut::FirstOfMarch | OptOut::April | OptOut::Undated);
    let is_carried = evidence.iter().any(|one| carries(one, now));
    let rules = [
        (is_kept && !by_attestation && !is_carried, "kept without documented evidence of our own"),
        (
            by_attestation && row.setting.place != Place::ListedAndAttested,
            "kept on an attestation that nobody gave",
        ),
        (is_allowed && row.said_no(), "marketing after an opt-out that no later consent undid"),
        (is_allowed && row.refused(), "marketing after a refusal that no later consent undid"),
        (is_removed && row.setting.certainty != Certainty::Certain, "removed on an unsure match"),
        (
            later_no && (answer.basis == Some(LawfulBasis::Consent) || is_allowed),
            "consent outlived a later withdrawal",
        ),
        (is_allowed && !(is_kept && answer.basis.is_some()), "marketing without a basis to keep"),
        (answer.deadline.is_some() == is_kept, "a deadline for what is kept, or none for the rest"),
        (is_removed && row.speaks(), "removed while something of our own speaks for keeping"),
        (is_removed && row.has_request(), "an erasure request turned into a silent removal"),
    ];
    rules.into_iter().find_map(|(is_broken, rule)| is_broken.then_some(rule))
}

#[test]
fn every_combination_of_evidence_is_decided_by_the_rules() {
    let now = date(TODAY);
    let policies = SETTINGS.map(policy);
    let noise = noise();
    let mut count = 0;
    for (at, record) in Row::all().enumerate() {
        let evidence = record.evidence();
        // Turned round, and with what counts for nothing in between, it has to stay the same.
        let mut turned: Vec<Evidence> = evidence.iter().rev().cloned().collect();
        let middle = turned.len() / 2;
        turned.splice(middle..middle, noise.iter().skip(at % 5).step_by(5).cloned());
        for (setting, policy) in SETTINGS.into_iter().zip(&policies) {
            let row = Row { setting, ..record };
            let Setting { certainty, place, .. } = setting;
            let answer = classify(&evidence, certainty, regimes(place), now, policy);
            let (retention, reason) = row.expected();
            assert_eq!((answer.retention, answer.reason), (retention, reason), "{row:?}");
            assert_eq!(answer.marketing, row.expected_marketing(reason), "{row:?}");
            assert_eq!(broken(row, &evidence, &answer, now), None, "{row:?}");
            let again = classify(&turned, certainty, regimes(place), now, policy);
            assert_eq!(answers(&again), answers(&answer), "{row:?} turned round, with noise");
            count += 1;
        }
    }
    assert_eq!(count, 12 * 6 * 4 * 4 * 3 * 2 * 6 * 8);
}
