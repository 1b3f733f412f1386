//! What a record is to the list, and why.

use std::borrow::Cow;

use optout_core::matching::{Explanation, FieldAgreement, Pair};
use optout_core::{Match, MatchPolicy, Matcher};

use super::{Card, grouped, several, shortened, spoken};

/// What a record is to the list, and a card for each entry.
pub(crate) fn explanation(explanation: &Explanation) -> String {
    let Explanation { status, policy, is_settled, unreadable, oversized_blocks, .. } = explanation;
    let says = match explanation.pairs.len() {
        1 => format!("under policy {policy}, beside 1 entry"),
        pairs => format!("under policy {policy}, beside {pairs} entries"),
    };
    let card = Card::new(&spoken(status.as_str()), &says)
        .warning(!is_settled, "Open until the whole file has been seen.")
        .warning(*unreadable > 0, "Some ids or addresses of the record cannot be read.")
        .warning(*oversized_blocks > 0, "Some blocks have too many entries to be compared.");
    explanation.pairs.iter().fold(card, |card, pair| card.card(of_pair(pair))).end()
}

pub(crate) fn pair(pair: &Pair) -> String {
    of_pair(pair).end()
}

/// A table with a row for each field.
fn of_pair(pair: &Pair) -> Card {
    let has_values = pair.fields.iter().any(|field| field.record.is_some());
    let head: &[&str] = match has_values {
        true => &["field", "agreement", "in words", "record", "list"],
        false => &["field", "agreement", "in words"],
    };
    let tier = pair.tier.map_or("-", |tier| tier.as_str());
    let rule = pair.rule.as_deref().unwrap_or("no rule");
    let status = spoken(pair.status.as_str());
    let rows = pair.fields.iter().map(|field| row(field, has_values));
    let card =
        Card::new(&format!("entry {}", pair.entry_id), &format!("{status} ({tier}, {rule})"))
            .sentence(&pair.sentence)
            .table("", head, rows);
    if pair.unmet.is_empty() {
        return card;
    }
    let unmet = pair.unmet.iter().map(|unmet| -> Vec<Cow<'_, str>> {
        vec![unmet.rule.as_str().into(), unmet.condition.as_str().into()]
    });
    let summary = "Rules that come first and do not hold, by what they lack";
    card.folded(summary, Card::bare().table("", &["rule", "lacks"], unmet))
}

fn row(field: &FieldAgreement, has_values: bool) -> Vec<Cow<'_, str>> {
    let said = field.phrase();
    let said = match field.contradicts {
        true => Cow::Owned(format!("{said}: speaks against it")),
        false => Cow::Borrowed(said),
    };
    let mut cells = vec![field.field.as_str().into(), spoken(field.class), said];
    if has_values {
        for values in [&field.record, &field.entry] {
            cells.push(
                values.iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n").into(),
            );
        }
    }
    cells
}

pub(crate) fn found(found: &Match) -> String {
    let card = match found.finding() {
        None => Card::new(&spoken(found.status().as_str()), ""),
        Some(finding) => {
            let says = format!("entry {} ({}, {})", finding.entry_id, finding.tier, finding.rule);
            let facts = [
                ("other entries that fit", found.competing().join(", ")),
                (
                    "decided by a human",
                    finding.verdict.map(|verdict| verdict.to_string()).unwrap_or_default(),
                ),
            ];
            Card::new(&spoken(found.status().as_str()), &says)
                .sentence(&finding.sentence())
                .facts("", &facts)
        }
    };
    let attention = [
        ("ids and addresses that cannot be read", found.unreadable() as u64),
        ("blocks too large to be compared", found.oversized_blocks() as u64),
    ];
    card.warning(!found.is_settled(), "Open until the whole file has been seen.")
        .numbers("", &attention)
        .end()
}

pub(crate) fn matcher(matcher: &Matcher) -> String {
    let policy = matcher.policy();
    let facts = [
        ("people on the list", grouped(matcher.entries() as u64)),
        ("list", shortened(matcher.list_snapshot())),
        ("rules", policy.name().to_owned()),
        ("hash of the rules", shortened(policy.hash())),
    ];
    let rules = several(policy.rules().len() as u64, "rule");
    let card = Card::new("Matcher", "").facts("", &facts);
    card.folded(&rules, with_rules(Card::bare(), policy)).end()
}

pub(crate) fn rules(policy: &MatchPolicy) -> String {
    let says = format!(
        "{}, {}, hash {}",
        policy.name(),
        several(policy.rules().len() as u64, "rule"),
        shortened(policy.hash()),
    );
    with_rules(Card::new("Matching rules", &says), policy).end()
}

/// Adds the rules in their order.
pub(super) fn with_rules(card: Card, policy: &MatchPolicy) -> Card {
    let rows = policy.rules().iter().map(|rule| -> Vec<Cow<'_, str>> {
        vec![
            rule.tier.as_str().into(),
            rule.name.as_str().into(),
            spoken(rule.status.as_str()),
            rule.when.to_string().into(),
            rule.says.as_str().into(),
        ]
    });
    card.table("", &["tier", "rule", "status", "when", "says"], rows)
        .note("The first rule that holds for a record and an entry decides.")
}
