//! Retention, basis and marketing from evidence.

use optout_core::basis::{self, Case as BasisCase, Signals, Trigger};
use optout_core::{Date, Evidence, Policy};
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    now: String,
    certainty: Option<String>,
    trigger: Option<String>,
    /// The day from which clocks run, if it is not today.
    since: Option<String>,
    #[serde(default)]
    residency: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    region: String,
    #[serde(default)]
    vendor_country: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    company_country: String,
    #[serde(default)]
    domain: String,
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
    permits_marketing: Option<Vec<String>>,
    missing: Option<Vec<String>>,
    valid_until: Option<String>,
    marketing_until: Option<String>,
    regimes: Option<Vec<String>>,
    signal: Option<String>,
    deadline: Option<String>,
    clock: Option<String>,
    overdue: Option<bool>,
    waste: Option<bool>,
}

fn check(case: Case) -> Result<(), String> {
    let policy = match &case.policy {
        Some(text) => Policy::from_toml(text).unwrap(),
        None => Policy::standard().unwrap(),
    };
    let certainty = case.certainty.as_deref().unwrap_or("certain");
    let now = case.now.parse().unwrap();
    let basis_policy = policy.basis();
    let signals = Signals {
        residency: &case.residency,
        country: &case.country,
        region: &case.region,
        vendor_country: &case.vendor_country,
        phone: &case.phone,
        company_country: &case.company_country,
        domain: &case.domain,
    };
    let place = basis_policy.packs.place(&signals);
    let question = BasisCase {
        trigger: case
            .trigger
            .as_deref()
            .map_or(Trigger::VendorOptOut, |word| word.parse().unwrap()),
        since: case.since.as_deref().map_or(now, |day| day.parse().unwrap()),
        certainty: certainty.parse().unwrap(),
        evidence: &case.evidence,
        regimes: place.regimes,
        now,
    };
    let answer = basis::classify(&question, basis_policy);
    let trace = basis::explain(&question, basis_policy);
    same("explained", &trace.classification, &answer)?;
    same("retention", answer.retention.as_str(), case.retention.as_str())?;
    same("basis", answer.basis.map_or("", |basis| basis.as_str()), case.basis.as_str())?;
    same("marketing", answer.marketing.as_str(), case.marketing.as_str())?;
    same("rule", answer.rule.as_str(), case.rule.as_str())?;
    same("reason", answer.reason.as_str(), case.reason.as_str())?;
    let words = |words: &[basis::Missing]| words.iter().map(|word| word.to_string()).collect();
    let regimes = answer.regimes.iter().map(|regime| regime.to_string()).collect();
    for (what, found, expected) in [
        ("used", answer.used, case.used),
        ("permits_marketing", answer.permits_marketing, case.permits_marketing),
        ("defeated", answer.defeated, case.defeated),
        ("ignored", answer.ignored, case.ignored),
        ("missing", words(&answer.missing), case.missing),
        ("regimes", regimes, case.regimes),
    ] {
        expected.map_or(Ok(()), |expected| same(what, found, expected))?;
    }
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let clock = answer.deadline.map_or("", |deadline| deadline.clock.as_str());
    for (what, found, expected) in [
        ("valid_until", day(answer.valid_until), case.valid_until),
        ("marketing_until", day(answer.marketing_until), case.marketing_until),
        ("deadline", day(answer.deadline.map(|deadline| deadline.date)), case.deadline),
        ("clock", clock.to_owned(), case.clock),
        ("signal", place.signal.to_string(), case.signal),
    ] {
        expected.map_or(Ok(()), |expected| same(what, found, expected))?;
    }
    case.overdue.map_or(Ok(()), |overdue| same("overdue", answer.is_overdue, overdue))?;
    same("replay", basis::replays(&trace.to_json(), &question, basis_policy), true)?;
    case.waste.map_or(Ok(()), |waste| same("waste", answer.marketing_waste, waste))
}

#[test]
fn basis() {
    run("basis", check);
}
