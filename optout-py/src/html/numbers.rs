//! What a pass over many records found.

use std::collections::BTreeMap;
use std::fmt::Display;

use optout_core::basis::{Marketing, Missing, Reason, Retention};
use optout_core::matching::MatchStatus;
use optout_core::report::Counts;
use optout_core::sweep::Classified;
use optout_core::{Date, JobReport, LawfulBasis};

use super::listed::by_kind;
use super::{Bar, Card, Hue, grouped, several, shortened, spoken};

/// A job: the numbers, what was read and what was written.
pub(crate) fn job(report: &JobReport) -> String {
    let JobReport { list, counts, past_exports, .. } = report;
    let redacted: u64 = past_exports.values().map(|summary| summary.redacted).sum();
    let facts = [
        ("as of", report.now.to_string()),
        ("list received", report.received.to_string()),
        ("matching rules", report.policy.clone()),
        ("policy", shortened(&report.policy_hash)),
        ("people on the list", grouped(list.entries)),
        ("rows of the list", grouped(list.records)),
        ("list", shortened(&list.snapshot)),
        ("library", report.engine.to_owned()),
    ];
    let work = [
        ("pieces of evidence", report.evidence_pieces),
        ("past exports redacted", past_exports.len() as u64),
        ("records redacted in them", redacted),
        ("files written", report.outputs.len() as u64),
    ];
    let card = Card::new("Sweep", &found(counts));
    let card = with_counts(card, counts, Some(report.now)).facts("Read and decided by", &facts);
    let card = card.numbers("Besides", &work);
    by_kind(card, "Faults of the list", list.faults.iter().map(|fault| fault.kind.as_str()))
        .note(report.notice)
        .end()
}

/// A frame that was swept.
pub(crate) fn swept(counts: &Counts) -> String {
    with_counts(Card::new("Sweep", &found(counts)), counts, None).end()
}

fn found(counts: &Counts) -> String {
    let found: u64 = counts.retention.values().sum();
    format!("{}, {} found", several(counts.records, "record"), grouped(found))
}

/// Days before `now` are told from those to come, where the pass says what it was.
fn with_counts(card: Card, counts: &Counts, now: Option<Date>) -> Card {
    let found: u64 = counts.retention.values().sum();
    let status = counts.status.iter().map(|(status, count)| Bar {
        label: spoken(status.as_str()),
        count: *count,
        hue: match status {
            MatchStatus::Match => Hue::Blue,
            MatchStatus::Possible => Hue::Orange,
            MatchStatus::NonMatch | MatchStatus::Unknown => Hue::Grey,
        },
    });
    let attention = [
        ("last day has passed", counts.overdue),
        ("paid for as marketing contacts though opted out", counts.marketing_waste),
        ("ids and addresses that cannot be read", counts.unreadable_identifiers),
        ("blocks too large to be compared", counts.oversized_blocks),
        ("found, and without an id to flag them by", counts.not_flagged),
        ("listed people without a record", counts.entries_not_found),
        ("gone from the list since last time", counts.entries_gone),
        ("pieces of evidence about nobody here", counts.evidence_about_nobody),
        ("legal holds about nobody here", counts.holds_about_nobody),
    ];
    let card = card
        .warning(
            counts.opt_out_column_is_suspect(),
            "Nearly everybody seems to have opted out: the column may be one of opt-ins.",
        )
        .bars("Records", counts.records, status)
        .bars("Found, by tier", found, plain(&counts.tiers, Hue::Blue));
    answers(card, found, &counts.retention, &counts.marketing, &counts.bases, &counts.reasons)
        .bars("To be done by", found, days(&counts.deadlines, now))
        .bars("Paid for, and lacking", found, lacking(&counts.marketing_contacts_missing))
        .numbers("To look at", &attention)
}

/// What a classification of many records found.
pub(crate) fn classified(found: Option<&Classified>) -> String {
    let Some(found) = found else {
        let later = "known when the batches have been read to their end";
        return Card::new("Classification", later).end();
    };
    let whole = found.records;
    let attention = [
        ("last day has passed", found.overdue),
        ("paid for as marketing contacts", found.marketing_contacts),
        ("among them opted out of e-mail", found.marketing_waste),
    ];
    let card = Card::new("Classification", &several(whole, "record"));
    answers(card, whole, &found.retention, &found.marketing, &found.bases, &found.reasons)
        .bars("To be done by", whole, days(&found.deadlines, None))
        .bars("Keeping holds until", whole, days(&found.valid_until, None))
        .bars("Marketing permitted until", whole, days(&found.marketing_until, None))
        .bars("Paid for, and lacking", whole, lacking(&found.marketing_contacts_missing))
        .numbers("To look at", &attention)
        .end()
}

fn answers(
    card: Card,
    whole: u64,
    retention: &BTreeMap<Retention, u64>,
    marketing: &BTreeMap<Marketing, u64>,
    bases: &BTreeMap<LawfulBasis, u64>,
    reasons: &BTreeMap<Reason, u64>,
) -> Card {
    let kept = retention.iter().map(|(retention, count)| Bar {
        label: spoken(retention.as_str()),
        count: *count,
        hue: hue(*retention),
    });
    let sent = marketing.iter().map(|(marketing, count)| Bar {
        label: spoken(marketing.as_str()),
        count: *count,
        hue: match marketing {
            Marketing::Allowed => Hue::Green,
            Marketing::Suppressed => Hue::Purple,
            Marketing::Review => Hue::Orange,
        },
    });
    let why = reasons.iter().map(|(reason, count)| Bar {
        label: reason.sentence().into(),
        count: *count,
        hue: Hue::Blue,
    });
    card.bars("What becomes of them", whole, kept)
        .bars("Marketing", whole, sent)
        .bars("Lawful basis", whole, plain(bases, Hue::Green))
        .bars("Why", whole, why)
}

/// The colour of what becomes of a record, which the plots of the package use too.
pub(super) fn hue(retention: Retention) -> Hue {
    match retention {
        Retention::Remove => Hue::Vermilion,
        Retention::Keep => Hue::Green,
        Retention::KeepRestricted => Hue::Blue,
        Retention::SuppressOnly => Hue::Purple,
        Retention::Review => Hue::Orange,
    }
}

fn plain<K: Display>(counts: &BTreeMap<K, u64>, hue: Hue) -> impl Iterator<Item = Bar<'static>> {
    counts.iter().map(move |(word, count)| Bar {
        label: spoken(&word.to_string()).into_owned().into(),
        count: *count,
        hue,
    })
}

fn lacking(missing: &BTreeMap<Missing, u64>) -> impl Iterator<Item = Bar<'static>> {
    missing.iter().map(|(missing, count)| Bar {
        label: missing.phrase().into(),
        count: *count,
        hue: Hue::Orange,
    })
}

/// The first days each, and those behind them together.
fn days(days: &BTreeMap<Date, u64>, now: Option<Date>) -> impl Iterator<Item = Bar<'static>> {
    const EACH: usize = 6;
    let later: u64 = days.values().skip(EACH).sum();
    let first = days.iter().take(EACH).map(move |(day, count)| {
        let has_passed = now.is_some_and(|now| *day < now);
        let passed = if has_passed { ", which has passed" } else { "" };
        Bar {
            label: format!("{day}{passed}").into(),
            count: *count,
            hue: if has_passed { Hue::Vermilion } else { Hue::Blue },
        }
    });
    let later = Bar { label: "later".into(), count: later, hue: Hue::Blue };
    first.chain(Some(later).filter(|later| later.count > 0))
}
