//! Marketing without consent, in every set of regimes.

use optout_core::Evidence;
use optout_core::basis::{Certainty, EvidenceKind, Marketing, Provenance, Regime, Retention};

use crate::{TODAY, classify, date, denied, documented, of, policy, until};

dimension!(Sale: None, InForce, Ended23MonthsAgo, Ended25MonthsAgo);
dimension!(Inquiry: None, Of3Months, Of9Months, Of13Months);
dimension!(SoftOptIn: None, Own, OfVendor);
dimension!(Mailbox: Individual, Corporate, CorporateByVendor);
dimension!(Custom: None, Persons, LinkOnly);
dimension!(Refusal: None, AfterAll, BeforeAll, OfVendor, OfConsent, OfMarketing, OfService, OfConsentByVendor);

/// What permits marketing to a record that is kept, and to whom.
#[derive(Clone, Copy, Debug)]
struct Grounds {
    sale: Sale,
    custom: Custom,
    inquiry: Inquiry,
    soft_opt_in: SoftOptIn,
    mailbox: Mailbox,
    refusal: Refusal,
}

impl Grounds {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for &sale in Sale::ALL {
            for &custom in Custom::ALL {
                for &inquiry in Inquiry::ALL {
                    for &soft_opt_in in SoftOptIn::ALL {
                        for &mailbox in Mailbox::ALL {
                            all.extend(Refusal::ALL.iter().map(|&refusal| Self {
                                sale,
                                custom,
                                inquiry,
                                soft_opt_in,
                                mailbox,
                                refusal,
                            }));
                        }
                    }
                }
            }
        }
        all
    }

    fn evidence(self) -> Vec<Evidence> {
        use EvidenceKind as Kind;
        let by_vendor = |kind| of(Provenance::Vendor, documented(kind, "2026-03-01"));
        let sale = || documented(Kind::Contract, "2020-03-01");
        let no = |purpose: Option<&str>| {
            let purposes = purpose.into_iter().map(str::to_owned).collect();
            Evidence { purposes, ..denied(Kind::OptInSingle, "2025-03-01") }
        };
        let customers: &[Kind] = match self.custom {
            Custom::None => &[],
            Custom::Persons => &[Kind::EmployerCustomer, Kind::PersonLink],
            Custom::LinkOnly => &[Kind::PersonLink],
        };
        let mut all: Vec<Evidence> =
            customers.iter().map(|kind| documented(*kind, "2024-03-01")).collect();
        all.push(documented(Kind::RelationshipRecord, "2025-03-01"));
        all.extend(match self.sale {
            Sale::None => None,
            Sale::InForce => Some(sale()),
            Sale::Ended23MonthsAgo => Some(until("2024-12-24", sale())),
            Sale::Ended25MonthsAgo => Some(until("2024-10-24", sale())),
        });
        all.extend(match self.inquiry {
            Inquiry::None => None,
            Inquiry::Of3Months => Some(documented(Kind::Interaction, "2026-08-24")),
            Inquiry::Of9Months => Some(documented(Kind::Interaction, "2026-02-24")),
            Inquiry::Of13Months => Some(documented(Kind::Interaction, "2025-10-24")),
        });
        all.extend(match self.soft_opt_in {
            SoftOptIn::None => None,
            SoftOptIn::Own => Some(documented(Kind::SoftOptIn, "2026-03-01")),
            SoftOptIn::OfVendor => Some(by_vendor(Kind::SoftOptIn)),
        });
        all.extend(match self.mailbox {
            Mailbox::Individual => None,
            Mailbox::Corporate => Some(documented(Kind::CorporateSubscriber, "2026-03-01")),
            Mailbox::CorporateByVendor => Some(by_vendor(Kind::CorporateSubscriber)),
        });
        all.extend(match self.refusal {
            Refusal::None => None,
            Refusal::AfterAll => Some(documented(Kind::Unsubscribe, "2026-11-01")),
            Refusal::BeforeAll => Some(documented(Kind::Objection, "2020-01-01")),
            Refusal::OfVendor => Some(by_vendor(Kind::EmailOptOut)),
            Refusal::OfConsent => Some(Evidence { occurred_at: None, ..no(None) }),
            Refusal::OfMarketing => Some(no(Some("marketing"))),
            Refusal::OfService => Some(no(Some("service"))),
            Refusal::OfConsentByVendor => Some(of(Provenance::Vendor, no(None))),
        });
        all
    }

    fn said_no(self) -> bool {
        matches!(self.refusal, Refusal::AfterAll | Refusal::BeforeAll)
    }

    /// A refusal of consent takes nothing but marketing away.
    fn said_no_to_marketing(self) -> bool {
        self.said_no() || matches!(self.refusal, Refusal::OfConsent | Refusal::OfMarketing)
    }

    /// On a contract, as a customer's person, or as a prospect who has not opted out.
    fn is_kept(self) -> bool {
        let is_prospect = matches!(self.inquiry, Inquiry::Of3Months | Inquiry::Of9Months);
        self.sale == Sale::InForce
            || self.custom == Custom::Persons
            || (is_prospect && !self.said_no())
    }

    /// What each law accepts in place of consent.
    fn are_enough_in(self, regime: Regime) -> bool {
        let soft = self.soft_opt_in == SoftOptIn::Own;
        let within_a_year = matches!(self.inquiry, Inquiry::Of3Months | Inquiry::Of9Months);
        let relationship =
            self.sale == Sale::InForce || self.custom == Custom::Persons || within_a_year;
        match regime {
            Regime::Eea => soft,
            Regime::Uk => soft || (self.mailbox == Mailbox::Corporate && relationship),
            Regime::UsCalifornia | Regime::UsOther => soft || relationship,
            Regime::Canada => {
                matches!(self.sale, Sale::InForce | Sale::Ended23MonthsAgo)
                    || self.inquiry == Inquiry::Of3Months
            }
            Regime::Rest => false,
        }
    }
}

#[test]
fn marketing_without_consent_is_what_every_regime_of_a_set_allows() {
    let now = date(TODAY);
    let policy = policy();
    let sets: Vec<Vec<Regime>> = (0..1 << Regime::ALL.len())
        .map(|set| {
            let is_in = |at: &usize| set >> at & 1 == 1;
            (0..Regime::ALL.len()).filter(is_in).map(|at| Regime::ALL[at]).collect()
        })
        .collect();
    for grounds in Grounds::all() {
        let evidence = grounds.evidence();
        for set in &sets {
            let regimes = set.iter().copied().collect();
            let answer = classify(&evidence, Certainty::Certain, regimes, now, &policy);
            let is_enough =
                !set.is_empty() && set.iter().all(|regime| grounds.are_enough_in(*regime));
            let is_allowed = grounds.is_kept() && !grounds.said_no_to_marketing() && is_enough;
            assert_eq!(
                answer.retention == Retention::Keep,
                grounds.is_kept(),
                "{grounds:?} {set:?}"
            );
            assert_eq!(answer.marketing == Marketing::Allowed, is_allowed, "{grounds:?} {set:?}");
            assert_eq!(answer.permits_marketing.is_empty(), !is_allowed, "{grounds:?} {set:?}");
        }
    }
}
