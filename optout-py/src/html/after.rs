//! What was redacted, what is to be erased, and who must not come back.

use optout_core::erase::ErasurePlan;
use optout_core::redact::{FindingKind, Findings, Summary, Verification};

use super::{Bar, Card, Hue, grouped, several, shortened, spoken};

/// A redaction, and what reading it again showed; none that is not known yet.
pub(crate) fn summary(summary: Option<&Summary>, verification: Option<&Verification>) -> String {
    let Some(summary) = summary else {
        return Card::new("Redaction", "known when the batches have been read to their end").end();
    };
    let Summary { records, redacted, already_redacted, .. } = *summary;
    let untouched = records.saturating_sub(redacted + already_redacted);
    let rows = [
        ("redacted", redacted, Hue::Blue),
        ("redacted before", already_redacted, Hue::Green),
        ("as they were", untouched, Hue::Grey),
    ];
    let rows = rows.map(|(label, count, hue)| Bar { label: label.into(), count, hue });
    let verified = verification.map(|_| "read again: every promise holds".to_owned());
    let facts = [
        ("profile", summary.profile.clone()),
        ("ids of people looked for", grouped(summary.targets.people_ids as u64)),
        ("ids of records looked for", grouped(summary.targets.record_ids as u64)),
        ("addresses looked for", grouped(summary.targets.emails as u64)),
        (
            "Is Redacted column",
            if summary.appended_column { "added" } else { "was there" }.to_owned(),
        ),
        ("verification", verified.unwrap_or_else(|| "none".to_owned())),
        ("input", hash(summary.sha256_input.as_deref())),
        ("output", hash(summary.sha256_output.as_deref())),
    ];
    let card = Card::new("Redaction", &several(records, "record"))
        .bars("Records", records, rows)
        .facts("", &facts);
    let card = with_findings(card, "To look at", &summary.findings);
    match verification {
        Some(verification) => with_findings(card, "Still mentioned", &verification.findings).end(),
        None => card.end(),
    }
}

pub(crate) fn verification(verification: &Verification) -> String {
    let Verification { records, redacted, .. } = *verification;
    let rows = [
        ("redacted", redacted, Hue::Blue),
        ("as they were", records.saturating_sub(redacted), Hue::Grey),
    ];
    let rows = rows.map(|(label, count, hue)| Bar { label: label.into(), count, hue });
    let facts = [
        ("original", hash(verification.sha256_original.as_deref())),
        ("redacted file", hash(verification.sha256_redacted.as_deref())),
    ];
    let card = Card::new("Verification", "every promise holds")
        .bars("Records", records, rows)
        .facts("", &facts);
    with_findings(card, "Still mentioned", &verification.findings).end()
}

/// A plan of erasures; the ids of the records are left out.
pub(crate) fn erasure_plan(plan: &ErasurePlan) -> String {
    let preview = plan.preview();
    let deletions = preview.steps.iter().filter(|step| step.method.is_some());
    let bars = deletions.map(|step| Bar {
        label: spoken(step.method.map_or("", |method| method.as_str())),
        count: step.records as u64,
        hue: Hue::Orange,
    });
    let records = preview.records as u64;
    let facts = [
        ("system of record", plan.system_of_record().to_string()),
        ("calls", grouped(preview.calls as u64)),
        ("hash to approve", preview.hash.clone()),
    ];
    Card::new("Erasure plan", &several(records, "record"))
        .bars("Deleted, in this order", records, bars)
        .facts("", &facts)
        .note("Nothing is deleted until a human approves the plan by its hash, and all are suppressed.")
        .end()
}

pub(crate) fn suppression_set(identifiers: u64) -> String {
    Card::new("Suppression set", &several(identifiers, "identifier"))
        .note("Hashes under the caller's key, which are pseudonymous and not anonymous.")
        .end()
}

fn with_findings(card: Card, caption: &str, findings: &Findings) -> Card {
    let counts = FindingKind::ALL.iter().map(|kind| (*kind, findings.count(*kind)));
    let counts: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
    let all = counts.iter().map(|(_, count)| *count).sum();
    let bars = counts.into_iter().map(|(kind, count)| Bar {
        label: spoken(kind.as_str()),
        count,
        hue: Hue::Orange,
    });
    card.bars(caption, all, bars)
}

fn hash(hash: Option<&str>) -> String {
    hash.map(shortened).unwrap_or_default()
}
