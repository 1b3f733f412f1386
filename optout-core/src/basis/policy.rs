//! What the controller decided beforehand, as data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::regime::{Holidays, Regime};
use crate::normalize::date::Date;

/// The parameters of the basis rules. These are the controller's choices, not law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BasisPolicy {
    /// The purpose that consent has to cover.
    pub purpose: String,
    /// How many months an interaction of the person counts.
    pub interaction_window_months: u32,
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
}

/// A human's word that no law applies.
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

impl Default for BasisPolicy {
    fn default() -> Self {
        Self {
            purpose: "marketing".to_owned(),
            interaction_window_months: 12,
            first_vendor_delivery: None,
            balancing_test: None,
            no_applicable_law: BTreeSet::new(),
            attestation: None,
            holidays: Holidays::default(),
        }
    }
}
