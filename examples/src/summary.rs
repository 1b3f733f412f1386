//! A sweep's result as a privacy officer reads it.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use optout_core::basis::Reason;
use optout_core::matching::MatchStatus;
use optout_core::redact::FindingKind;
use optout_core::{JobReport, Marketing, Retention};

/// Formats a report as text.
pub struct Summary<'a>(pub &'a JobReport);

impl Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.0;
        let counts = &report.counts;
        writeln!(
            f,
            "Opt-Out List: {} people in {} rows; {} were found in no record.",
            report.list.entries, report.list.records, counts.entries_not_found
        )?;
        if counts.entries_gone > 0 {
            line(f, "gone since last time", counts.entries_gone, "they stay opted out")?;
        }
        write_faults(f, report)?;
        let found = counts.with_status(MatchStatus::Match);
        let possible = counts.with_status(MatchStatus::Possible);
        writeln!(f, "\nContacts: {} records as of {}.", counts.records, report.now)?;
        line(f, "found for certain", found, "")?;
        line(f, "possible", possible, "a human decides")?;
        for (tier, count) in &counts.tiers {
            line(f, &format!("  {tier}"), *count, tier.phrase())?;
        }
        line(
            f,
            "unknown",
            counts.with_status(MatchStatus::Unknown),
            "no id or e-mail that could be looked up, or one that cannot be read",
        )?;
        if report.evidence_sha256.is_some() {
            line(f, "evidence about nobody here", counts.evidence_about_nobody, "")?;
            if counts.holds_about_nobody > 0 {
                line(f, "  legal holds among it", counts.holds_about_nobody, "check their ids")?;
            }
        }
        line(f, "unreadable ids, e-mails", counts.unreadable_identifiers, "not looked up")?;

        writeln!(f, "\nDecisions:")?;
        for retention in Retention::ALL {
            line(f, retention.phrase(), counts.with_retention(*retention), "")?;
            for (reason, count) in &counts.reasons {
                if belongs(*reason) == *retention {
                    line(f, &format!("  {reason}"), *count, reason.sentence())?;
                }
            }
        }

        writeln!(f, "\nMarketing to those found:")?;
        for marketing in Marketing::ALL {
            let count = counts.marketing.get(marketing).copied().unwrap_or(0);
            line(f, marketing.as_str(), count, "")?;
        }
        line(
            f,
            "waste",
            counts.marketing_waste,
            "opted out of e-mail, yet paid for as marketing contacts",
        )?;

        if counts.not_flagged > 0 {
            line(f, "not in flags.csv", counts.not_flagged, "no id that can be loaded")?;
        }

        if counts.opt_out_column_is_suspect() {
            line(
                f,
                "warning: opt-out flags",
                counts.opt_out_flags_set,
                "nearly all are true; is the column one of opt-ins?",
            )?;
        }

        writeln!(f, "\nDeadlines:")?;
        if counts.deadlines.is_empty() {
            writeln!(f, "  none")?;
        }
        for (date, count) in &counts.deadlines {
            line(f, &format!("by {date}"), *count, "")?;
        }
        write_exports(f, report)?;
        writeln!(f, "\n{}", report.notice)
    }
}

fn line(f: &mut fmt::Formatter<'_>, what: &str, count: u64, note: &str) -> fmt::Result {
    let text = format!("  {what:<28} {count:>10}  {note}");
    writeln!(f, "{}", text.trim_end())
}

fn write_faults(f: &mut fmt::Formatter<'_>, report: &JobReport) -> fmt::Result {
    let mut faults: BTreeMap<&str, u64> = BTreeMap::new();
    for fault in &report.list.faults {
        *faults.entry(fault.kind.as_str()).or_default() += 1;
    }
    for (kind, count) in faults {
        line(f, kind, count, "")?;
    }
    if !report.list.unread_columns.is_empty() {
        let numbers: Vec<String> =
            report.list.unread_columns.iter().map(ToString::to_string).collect();
        writeln!(f, "  columns whose names say nothing: {}", numbers.join(", "))?;
    }
    Ok(())
}

fn write_exports(f: &mut fmt::Formatter<'_>, report: &JobReport) -> fmt::Result {
    if report.past_exports.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nPast exports, verified:")?;
    for (name, summary) in &report.past_exports {
        writeln!(
            f,
            "  {name}: {} of {} rows redacted, {} already were",
            summary.redacted, summary.records, summary.already_redacted
        )?;
        let mut findings: BTreeMap<&str, u64> = BTreeMap::new();
        for finding in summary.findings.listed() {
            findings.insert(finding.kind.as_str(), summary.findings.count(finding.kind));
        }
        if let Some(verification) = report.verifications.get(name) {
            let mentions = verification.findings.count(FindingKind::ResidualMention);
            if mentions > 0 {
                findings.insert(FindingKind::ResidualMention.as_str(), mentions);
            }
        }
        for (kind, count) in findings {
            line(f, &format!("  {kind}"), count, "")?;
        }
    }
    Ok(())
}

/// What a reason leads to.
const fn belongs(reason: Reason) -> Retention {
    match reason {
        Reason::NoIndependentBasis => Retention::Remove,
        Reason::DocumentedConsent
        | Reason::ContractParty
        | Reason::ExistingCustomer
        | Reason::Prospect
        | Reason::NoApplicableLaw => Retention::Keep,
        Reason::LegalHold => Retention::KeepRestricted,
        Reason::SharedMailbox => Retention::SuppressOnly,
        Reason::MatchUncertain
        | Reason::DirectRightsRequest
        | Reason::NoBalancingTest
        | Reason::WeakRelationship
        | Reason::Uncorroborated
        | Reason::UnreadableRecordId
        | Reason::NotAttested => Retention::Review,
    }
}
