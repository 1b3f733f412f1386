//! The list, and what has changed in it.

use std::collections::BTreeMap;

use optout_core::list::{Snapshot, SnapshotChanges};
use optout_core::notice::Digest;
use optout_core::{ListUpdate, OptOutList};

use super::{Bar, Card, Hue, grouped, shortened, spoken};
use crate::coverage::Coverage;

/// A list: how many people, what is known of them, and what is wrong with rows.
pub(crate) fn list(list: &OptOutList) -> String {
    let entries = list.entries().len() as u64;
    let coverage = Coverage::of(list);
    let known = [
        ("record id", coverage.with_ids),
        ("e-mail address", coverage.with_emails),
        ("name", coverage.with_names),
        ("website", coverage.with_websites),
        ("day of the request", coverage.with_requested),
    ];
    let known = known.map(|(label, count)| Bar { label: label.into(), count, hue: Hue::Blue });
    let unread: Vec<String> = list.unread_columns().iter().map(usize::to_string).collect();
    let facts = [
        ("rows", grouped(list.records())),
        ("first request", coverage.first_requested.map(|day| day.to_string()).unwrap_or_default()),
        ("last request", coverage.last_requested.map(|day| day.to_string()).unwrap_or_default()),
        ("columns that say nothing", unread.join(", ")),
    ];
    let card = Card::new("Opt-out list", &people(entries))
        .bars("What is known of them", entries, known)
        .facts("", &facts);
    by_kind(card, "Faults of rows", list.faults().iter().map(|fault| fault.kind.as_str()))
        .note("No opt-out is dropped for a fault.")
        .end()
}

pub(crate) fn snapshot(snapshot: &Snapshot) -> String {
    let facts = [("id", shortened(snapshot.id()))];
    Card::new("Snapshot of a list", &people(snapshot.len() as u64)).facts("", &facts).end()
}

pub(crate) fn changes(changes: &SnapshotChanges) -> String {
    with_changes(Card::new("Changes of a list", ""), changes).note(STAYS).end()
}

pub(crate) fn digest(digest: &Digest) -> String {
    let card = Card::new("Weekly digest", &people(digest.entries as u64)).warning(
        digest.shrank,
        "The list is shorter than last time, which a cumulative list never is.",
    );
    let facts = [("message", shortened(&digest.message_id))];
    with_changes(card, &digest.changes).facts("", &facts).note(STAYS).end()
}

pub(crate) fn update(update: &ListUpdate) -> String {
    let ListUpdate { new, changed, unchanged, vanished } = *update;
    let rows = [
        ("new", new, Hue::Blue),
        ("changed", changed, Hue::Orange),
        ("unchanged", unchanged, Hue::Grey),
        ("gone", vanished, Hue::Vermilion),
    ];
    let whole = new + changed + unchanged + vanished;
    Card::new("Update of a list", &people(whole as u64))
        .bars("", whole as u64, rows.map(|(label, count, hue)| bar(label, count, hue)))
        .note(STAYS)
        .end()
}

const STAYS: &str = "Who is gone stays opted out.";

fn with_changes(card: Card, changes: &SnapshotChanges) -> Card {
    let SnapshotChanges { new, changed, vanished } = changes;
    let whole = (new.len() + changed.len() + vanished.len()) as u64;
    let rows = [
        bar("new", new.len(), Hue::Blue),
        bar("changed", changed.len(), Hue::Orange),
        bar("gone", vanished.len(), Hue::Vermilion),
    ];
    card.bars("", whole, rows)
}

fn bar(label: &'static str, count: usize, hue: Hue) -> Bar<'static> {
    Bar { label: label.into(), count: count as u64, hue }
}

fn people(count: u64) -> String {
    match count {
        1 => "1 person".to_owned(),
        _ => format!("{} people", grouped(count)),
    }
}

/// Adds how many there are of each kind, if there are any.
pub(super) fn by_kind<'a>(card: Card, caption: &str, kinds: impl Iterator<Item = &'a str>) -> Card {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for kind in kinds {
        *counts.entry(kind).or_default() += 1;
    }
    let most = counts.values().sum();
    let bars = counts.into_iter().map(|(kind, count)| Bar {
        label: spoken(kind),
        count,
        hue: Hue::Orange,
    });
    card.bars(caption, most, bars)
}
