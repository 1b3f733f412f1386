//! Whether records may be kept and written to, and by which rules.

use std::borrow::Cow;
use std::collections::BTreeMap;

use optout_core::basis::{
    Classification, Deadline, Missing, Place, Regime, Retention, Trace, WhatIf,
};
use optout_core::{Date, Decision, Evidence, EvidenceStore, Policy};

use super::matching::with_rules;
use super::{Bar, Card, Hue, grouped, several, shortened, spoken, yes};

/// A classification, the evidence and the rules.
pub(crate) fn trace(trace: &Trace) -> String {
    let evidence = trace.evidence.iter().map(|one| -> Vec<Cow<'_, str>> {
        vec![
            one.id.as_str().into(),
            spoken(one.kind.as_str()),
            one.standing().into(),
            one.effect.phrase().into(),
        ]
    });
    let rules = trace.steps.iter().map(|step| -> Vec<Cow<'_, str>> {
        let decides = if step.decides { "decides" } else { "" };
        vec![step.rule.as_str().into(), step.question.into(), decides.into()]
    });
    let card = Card::new(&trace.headline(), "")
        .sentence(trace.classification.reason.sentence())
        .facts("", &trace.facts());
    let card = match trace.evidence.is_empty() {
        true => card.sentence("No evidence."),
        false => card.table("Evidence", &["name", "kind", "record", "effect"], evidence),
    };
    card.table("Rules, in their order", &[], rules).note(Trace::NOTICE).end()
}

pub(crate) fn classification(answer: &Classification) -> String {
    let card = Card::new(&headline(answer), "").sentence(answer.reason.sentence());
    with_facts(card, answer, &[]).note(Trace::NOTICE).end()
}

pub(crate) fn decision(decision: &Decision) -> String {
    let Decision { finding, classification, .. } = decision;
    let of_match = [
        ("entry", finding.entry_id.clone()),
        (
            "match",
            format!("{} ({}, {})", spoken(finding.status.as_str()), finding.tier, finding.rule),
        ),
        ("other entries that fit", decision.competing.join(", ")),
    ];
    let card = Card::new(&headline(classification), "").sentence(&decision.sentence());
    let card = with_facts(card, classification, &of_match);
    card.facts("", &[("policy", shortened(&decision.policy_hash))]).note(Trace::NOTICE).end()
}

fn headline(answer: &Classification) -> String {
    let basis = answer.basis.map_or("no basis", |basis| basis.as_str());
    format!(
        "{} on {} ({}), marketing {}",
        spoken(answer.retention.as_str()),
        spoken(basis),
        answer.rule,
        answer.marketing,
    )
}

fn with_facts(card: Card, answer: &Classification, before: &[(&str, String)]) -> Card {
    let missing: Vec<&str> = answer.missing.iter().copied().map(Missing::phrase).collect();
    let mut facts = before.to_vec();
    facts.extend([
        ("regimes", regimes(answer.regimes.iter())),
        ("to be done by", answer.deadline.map(|deadline| by(&deadline)).unwrap_or_default()),
        ("valid until", day(answer.valid_until)),
        ("marketing until", day(answer.marketing_until)),
        ("missing", missing.join("\n")),
    ]);
    let evidence = [
        ("carried the answer", answer.used.len() as u64),
        ("permit marketing", answer.permits_marketing.len() as u64),
        ("taken away by others", answer.defeated.len() as u64),
        ("count for nothing", answer.ignored.len() as u64),
    ];
    card.warning(answer.is_overdue, "The last day has passed.")
        .warning(
            answer.marketing_waste,
            "Opted out of e-mail, and still paid for as a marketing contact.",
        )
        .facts("", &facts)
        .numbers("Pieces of evidence", &evidence)
}

pub(crate) fn place(place: &Place) -> String {
    let facts = [
        ("regimes", regimes(place.regimes.iter())),
        ("told by", spoken(place.signal.as_str()).into_owned()),
    ];
    Card::new("Place", "").facts("", &facts).end()
}

pub(crate) fn deadline(deadline: &Deadline) -> String {
    let facts = [("set by", deadline.clock.to_string()), ("runs from", deadline.start.to_string())];
    Card::new("To be done by", &deadline.date.to_string()).facts("", &facts).end()
}

/// A piece of evidence; where it is found may be an address, and is not shown.
pub(crate) fn evidence(evidence: &Evidence) -> String {
    let time = |time: Option<optout_core::Moment>| {
        time.map(|time| time.date().to_string()).unwrap_or_default()
    };
    let facts = [
        (
            "says that it is so",
            yes(evidence.polarity == optout_core::basis::Polarity::Affirms).to_owned(),
        ),
        ("recorded", evidence.strength().to_string()),
        ("whose", evidence.provenance.to_string()),
        ("happened on", time(evidence.occurred_at)),
        ("expires on", time(evidence.expires_at)),
        ("reference", yes(evidence.source_ref.is_some()).to_owned()),
    ];
    Card::new("Evidence", &spoken(evidence.kind.as_str())).facts("", &facts).end()
}

pub(crate) fn evidence_store(store: &EvidenceStore) -> String {
    let mut kinds: BTreeMap<_, u64> = BTreeMap::new();
    let mut strengths: BTreeMap<_, u64> = BTreeMap::new();
    for piece in store.pieces() {
        *kinds.entry(piece.kind.as_str()).or_default() += 1;
        *strengths.entry(piece.strength().as_str()).or_default() += 1;
    }
    let bars = |counts: BTreeMap<&'static str, u64>| {
        counts.into_iter().map(|(word, count)| Bar { label: spoken(word), count, hue: Hue::Blue })
    };
    Card::new("Evidence", &several(store.len(), "piece"))
        .bars("By kind", store.len(), bars(kinds))
        .bars("How well recorded", store.len(), bars(strengths))
        .end()
}

/// Which decisions another policy turns over; the names of the cases are left out.
pub(crate) fn what_if(what_if: &WhatIf) -> String {
    let WhatIf { cases, flips, exceeds_cap, groups } = what_if;
    let says = format!("{} of {} decided otherwise", grouped(*flips), several(*cases, "case"));
    let rows = groups.iter().map(|group| -> Vec<Cow<'_, str>> {
        let [from, to] = [&group.from, &group.to].map(|outcome| {
            format!("{}, marketing {}", retention(outcome.retention), outcome.marketing)
        });
        vec![
            grouped(group.cases.len() as u64).into(),
            from.into(),
            to.into(),
            group.to.reason.sentence().into(),
        ]
    });
    Card::new("Another policy", &says)
        .warning(
            *exceeds_cap,
            "More than was allowed: a human has to look before the new policy is used.",
        )
        .table("", &["cases", "before", "after", "why now"], rows)
        .end()
}

pub(crate) fn policy(policy: &Policy) -> String {
    let (matching, basis) = (policy.matching(), policy.basis());
    let facts = [
        ("hash", shortened(policy.hash())),
        ("purpose that consent has to cover", basis.purpose.clone()),
        ("an interaction counts for", months(basis.interaction_window_months)),
        ("a former customer counts for", months(basis.former_customer_months)),
        ("first delivery of the vendor", day(basis.first_vendor_delivery)),
        ("balancing test", basis.balancing_test.clone().unwrap_or_else(|| "none".to_owned())),
        ("no law applies under", regimes(basis.no_applicable_law.iter().copied())),
        (
            "days behind the end of a subscription",
            basis.after_subscription_days.map(|days| days.to_string()).unwrap_or_default(),
        ),
    ];
    let rules = several(matching.rules().len() as u64, "matching rule");
    Card::new("Policy", &format!("{}, {rules}", matching.name()))
        .facts("Parameters of the basis rules", &facts)
        .folded(&rules, with_rules(Card::bare(), matching))
        .end()
}

fn retention(retention: Retention) -> String {
    spoken(retention.as_str()).into_owned()
}

fn months(months: u32) -> String {
    several(u64::from(months), "month")
}

fn by(deadline: &Deadline) -> String {
    format!("{} ({})", deadline.date, deadline.clock)
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn regimes(regimes: impl Iterator<Item = Regime>) -> String {
    let words: Vec<Cow<'_, str>> = regimes.map(|regime| spoken(regime.as_str())).collect();
    words.join(", ")
}
