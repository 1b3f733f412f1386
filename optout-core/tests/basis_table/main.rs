//! Lawful basis as a decision table: every combination of what can be on record, against the rules in plain
//! words. Nothing here asks the engine what a piece of evidence is worth.

/// Declares a dimension of a table with its values.
macro_rules! dimension {
    ($name:ident: $($value:ident),+) => {
        #[derive(Clone, Copy, Debug, PartialEq)]
        enum $name { $($value),+ }
        impl $name {
            const ALL: &[Self] = &[$(Self::$value),+];
        }
    };
}

mod ends;
mod grounds;
mod rules;

use optout_core::basis::{
    self, BasisPolicy, Case, Certainty, Classification, EvidenceKind, Polarity, Provenance,
    RegimeSet, Trigger,
};
use optout_core::{Date, Evidence};

const TODAY: &str = "2026-11-24";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn documented(kind: EvidenceKind, day: &str) -> Evidence {
    let mut evidence = asserted(kind);
    evidence.occurred_at = Some(date(day).into());
    evidence.source_ref = Some("ref".to_owned());
    evidence
}

fn asserted(kind: EvidenceKind) -> Evidence {
    let mut evidence = Evidence::new(kind.as_str(), kind);
    evidence.provenance = Provenance::Own;
    if matches!(kind, EvidenceKind::OptInSingle | EvidenceKind::OptInDouble) {
        evidence.purposes = vec!["marketing".to_owned()];
    }
    evidence
}

fn denied(kind: EvidenceKind, day: &str) -> Evidence {
    Evidence { polarity: Polarity::Denies, ..documented(kind, day) }
}

fn until(day: &str, evidence: Evidence) -> Evidence {
    Evidence { expires_at: Some(date(day).into()), ..evidence }
}

fn of(provenance: Provenance, evidence: Evidence) -> Evidence {
    Evidence { provenance, ..evidence }
}

/// A policy that names a balancing test, and a delivery long ago.
fn policy() -> BasisPolicy {
    BasisPolicy {
        first_vendor_delivery: Some(date("2025-01-15")),
        balancing_test: Some("DPO-7".to_owned()),
        ..BasisPolicy::default()
    }
}

fn classify(
    evidence: &[Evidence],
    certainty: Certainty,
    regimes: RegimeSet,
    now: Date,
    policy: &BasisPolicy,
) -> Classification {
    let trigger = Trigger::VendorOptOut;
    let case = Case { trigger, since: now, certainty, evidence, regimes, now };
    basis::classify(&case, policy)
}
