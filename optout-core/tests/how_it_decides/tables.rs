//! Tables made from the rules.

use std::collections::BTreeMap;

use optout_core::MatchPolicy;
use optout_core::basis::{
    self, BasisPolicy, BasisRule, Case, Certainty, Ground, Reason, Regime, RegimePacks, Signals,
    Term, TimeUnit, Trigger,
};
use optout_core::matching::{MatchStatus, NameClass, Rule};

use super::table;

pub(super) fn names() -> String {
    let mut classes = NameClass::ALL.to_vec();
    classes.sort();
    let row = |class: &NameClass| vec![format!("`{class}`"), class.sentence().to_owned()];
    table(&["agreement", "in a sentence"], classes.iter().rev().map(row))
}

pub(super) fn rules() -> String {
    let names = ["strict", "standard", "broad"];
    let policies = names.map(|name| MatchPolicy::shipped(name).unwrap());
    let find = |policy: &MatchPolicy, name: &str| -> Option<Rule> {
        policy.rules().iter().find(|rule| rule.name == name).map(|rule| rule.as_ref().clone())
    };
    let [strict, standard, broad] = &policies;
    // The widest has a line for every rule, in the order in which any policy asks them.
    for policy in [strict, standard] {
        let places: Vec<usize> = policy
            .rules()
            .iter()
            .map(|rule| broad.rules().iter().position(|other| other.name == rule.name).unwrap())
            .collect();
        assert!(places.is_sorted());
    }
    let rows = broad.rules().iter().map(|rule| {
        let said = |policy| match find(policy, &rule.name) {
            None => "-".to_owned(),
            Some(own) => {
                assert_eq!((&own.says, own.tier), (&rule.says, rule.tier), "{}", rule.name);
                outcome(own.status).to_owned()
            }
        };
        vec![
            rule.tier.to_string(),
            format!("*{}*: {}", rule.name, rule.says),
            said(strict),
            said(standard),
            said(broad),
        ]
    });
    table(&["tier", "rule", "strict", "standard", "broad"], rows)
}

fn outcome(status: MatchStatus) -> &'static str {
    match status {
        MatchStatus::Match => "the person's",
        MatchStatus::Possible => "a human",
        other => panic!("no rule says {other}"),
    }
}

/// The questions of the rules, from a case that goes through all of them.
pub(super) fn basis() -> String {
    let policy = BasisPolicy::default();
    let today = "2026-11-24".parse().unwrap();
    let case = Case {
        trigger: Trigger::VendorOptOut,
        since: today,
        certainty: Certainty::Certain,
        evidence: &[],
        regimes: policy.packs.place(&Signals { country: "France", ..Signals::default() }).regimes,
        now: today,
    };
    let steps = basis::explain(&case, &policy).steps;
    assert_eq!(steps.len(), BasisRule::ALL.len());
    let then = |step: &basis::Step| match step.rule {
        BasisRule::R0 => "`review`; a mailbox of several people: `suppress_only`",
        BasisRule::R1 => "`keep_restricted`",
        BasisRule::R2 | BasisRule::R8 => "`review`",
        BasisRule::R4 | BasisRule::R5 => "`keep`",
        BasisRule::R6 => "`keep`, if the policy names a balancing test; else `review`",
        BasisRule::R7 => "both: as R6; one of the two: `review`",
        BasisRule::R9 => "`keep`, if a human attests it in the policy; else `review`",
        BasisRule::R10 => "`remove`",
    };
    let row = |step: &basis::Step| {
        let basis::Step { rule, question, .. } = step;
        vec![rule.to_string(), (*question).to_owned(), then(step).to_owned()]
    };
    table(&["rule", "what it asks", "if so"], steps.iter().map(row))
}

pub(super) fn reasons() -> String {
    let row = |reason: &Reason| vec![format!("`{reason}`"), reason.sentence().to_owned()];
    table(&["reason", "in a sentence"], Reason::ALL.iter().map(row))
}

pub(super) fn clocks() -> String {
    let packs = RegimePacks::shipped();
    let by_name: BTreeMap<Regime, _> = packs.iter().map(|pack| (pack.name, pack)).collect();
    let row = |regime: &Regime| {
        let pack = by_name[regime];
        let grounds: Vec<String> = pack.marketing.iter().map(ground).collect();
        let grounds = match grounds.is_empty() {
            true => "nothing".to_owned(),
            false => grounds.join("; "),
        };
        vec![pack.title.clone(), counted(pack.opt_out), counted(pack.erasure), grounds]
    };
    let head = ["law", "an opt-out", "a request to erase", "marketing without consent, on"];
    table(&head, Regime::ALL.iter().map(row))
}

fn ground(ground: &Ground) -> String {
    let mut text = format!("`{}`", ground.kind);
    if let Some(months) = ground.months {
        text.push_str(&format!(" of {months} months"));
    }
    for kind in &ground.beside {
        text.push_str(&format!(" with `{kind}`"));
    }
    text
}

fn counted(term: Term) -> String {
    let unit = match (term.unit, term.count) {
        (TimeUnit::Days, _) => "days",
        (TimeUnit::BusinessDays, _) => "business days",
        (TimeUnit::Months, 1) => "month",
        (TimeUnit::Months, _) => "months",
    };
    format!("{} {unit}", term.count)
}
