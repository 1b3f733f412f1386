//! Retention, basis and marketing from evidence.

use optout_core::basis::{self, Case as BasisCase};
use optout_core::{Evidence, Policy};
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    now: String,
    certainty: Option<String>,
    #[serde(default)]
    country: String,
    #[serde(default)]
    region: String,
    policy: Option<String>,
    evidence: Vec<Evidence>,
    retention: String,
    basis: String,
    marketing: String,
    rule: String,
    reason: String,
    used: Option<Vec<String>>,
    defeated: Option<Vec<String>>,
    ignored: Option<Vec<String>>,
    valid_until: Option<String>,
    waste: Option<bool>,
}

fn check(case: Case) -> Result<(), String> {
    let policy = match &case.policy {
        Some(text) => Policy::from_toml(text).unwrap(),
        None => Policy::standard().unwrap(),
    };
    let certainty = case.certainty.as_deref().unwrap_or("certain");
    let question = BasisCase {
        certainty: certainty.parse().unwrap(),
        evidence: &case.evidence,
        regimes: basis::regimes(&case.country, &case.region),
        now: case.now.parse().unwrap(),
    };
    let answer = basis::classify(&question, &policy.basis);
    same("retention", answer.retention.as_str(), case.retention.as_str())?;
    same("basis", answer.basis.map_or("", |basis| basis.as_str()), case.basis.as_str())?;
    same("marketing", answer.marketing.as_str(), case.marketing.as_str())?;
    same("rule", answer.rule.as_str(), case.rule.as_str())?;
    same("reason", answer.reason.as_str(), case.reason.as_str())?;
    for (what, found, expected) in [
        ("used", answer.used, case.used),
        ("defeated", answer.defeated, case.defeated),
        ("ignored", answer.ignored, case.ignored),
    ] {
        expected.map_or(Ok(()), |expected| same(what, found, expected))?;
    }
    if let Some(date) = case.valid_until {
        same("valid_until", answer.valid_until.map(|date| date.to_string()), Some(date))?;
    }
    case.waste.map_or(Ok(()), |waste| same("waste", answer.marketing_waste, waste))
}

#[test]
fn basis() {
    run("basis", check);
}
