//! What the controller decided beforehand, as data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::pack::RegimePacks;
use super::regime::{Holidays, Regime};
use crate::digest::hex;
use crate::normalize::date::Date;

/// The parameters of the basis rules. These are the controller's choices, not law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BasisPolicy {
    /// The purpose that consent has to cover for the record to be kept.
    pub purpose: String,
    /// The purposes that are marketing: consent permits it only if it covers one of them, and a refusal of
    /// one of them, or of none by name, closes what permits it without consent.
    pub marketing_purposes: BTreeSet<String>,
    /// How many months an interaction of the person counts.
    pub interaction_window_months: u32,
    /// How many months an employer that was a customer counts as a relationship.
    pub former_customer_months: u32,
    /// The day of the vendor's first delivery. Only interactions behind it are a sign of independence;
    /// as long as it is not known, none is.
    pub first_vendor_delivery: Option<Date>,
    /// Where the balancing test for legitimate interests is found; without it nothing is kept on
    /// that basis.
    pub balancing_test: Option<String>,
    /// Regimes under which the controller holds that no law applies.
    pub no_applicable_law: BTreeSet<Regime>,
    /// Who stands for that.
    pub attestation: Option<Attestation>,
    /// Days that are no business days, for the clocks that count them.
    pub holidays: Holidays,
    /// How many days behind the end of a subscription the agreement with the vendor leaves, if it says so.
    pub after_subscription_days: Option<u16>,
    /// What the regimes ask for: a list of packs that take the places of those of the library.
    #[serde(rename = "regime")]
    pub packs: RegimePacks,
}

/// A human's word that no law applies; a policy in which nobody gives it, or for nothing, is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// Who attests: a role or an office, such as `DPO`.
    pub by: String,
    /// When.
    pub on: Date,
    /// For what.
    pub scope: String,
}

impl BasisPolicy {
    /// SHA-256 of the canonical form, in hexadecimal.
    pub fn hash(&self) -> String {
        // A struct of plain fields always serialises.
        hex(&Sha256::digest(serde_json::to_vec(self).unwrap_or_default()))
    }
}

impl Default for BasisPolicy {
    fn default() -> Self {
        Self {
            purpose: "marketing".to_owned(),
            marketing_purposes: BTreeSet::from(["marketing".to_owned()]),
            interaction_window_months: 12,
            former_customer_months: 24,
            first_vendor_delivery: None,
            balancing_test: None,
            no_applicable_law: BTreeSet::new(),
            attestation: None,
            holidays: Holidays::default(),
            after_subscription_days: None,
            packs: RegimePacks::shipped(),
        }
    }
}
