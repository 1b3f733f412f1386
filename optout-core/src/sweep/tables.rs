//! The tables that a pass writes.

use std::io::Write;

use super::outputs::Outputs;
use super::review::Side;
use crate::basis::Retention;
use crate::decision::{Decision, FLAGS};
use crate::error::Result;
use crate::report::{AuditLines, public_id};
use crate::table::{TableWriter, is_formula};

const DECISIONS: [&str; 11] = [
    "record",
    "record_id",
    "entry_id",
    "status",
    "tier",
    "rule",
    "retention",
    "basis",
    "marketing",
    "reason",
    "deadline",
];
const DELETIONS: [&str; 5] = ["record", "record_id", "entry_id", "rule", "deadline"];
const REVIEW: [&str; 25] = [
    "record",
    "record_id",
    "entry_id",
    "status",
    "tier",
    "rule",
    "retention",
    "why",
    "reason",
    "email",
    "name",
    "competing",
    "deadline",
    "score",
    "record_name",
    "record_email",
    "record_website",
    "list_name",
    "list_email",
    "list_website",
    // To be filled in, and read by `Verdicts`.
    "system",
    "verdict",
    "decided_by",
    "decided_on",
    "note",
];

/// A record that was decided about.
pub(super) struct Decided<'a> {
    pub(super) record: u64,
    /// The record's own id as it stands.
    pub(super) id: &'a str,
    /// The record's own id as its system takes it.
    pub(super) key: &'a str,
    /// The id under which the record is flagged, if it can be.
    pub(super) flagged: Option<&'a str>,
    /// The system of the record's own id.
    pub(super) system: &'a str,
    pub(super) decision: &'a Decision,
    /// What review may see of the pair's rank.
    pub(super) score: Option<u32>,
    /// What review may see of the record and the entry.
    pub(super) sides: (Side, Side),
}

pub(super) struct Tables<W: Write> {
    decisions: Option<TableWriter<W>>,
    deletions: Option<TableWriter<W>>,
    review: Option<TableWriter<W>>,
    flags: Option<TableWriter<W>>,
    audit: Option<AuditLines<W>>,
}

impl<W: Write> Tables<W> {
    /// Starts tables; `id_column` is the name of the column of the record's own id. The audit log is started by
    /// itself.
    pub(super) fn start(outputs: Outputs<W>, id_column: Option<&str>) -> Result<Self> {
        let [status, marketing] = FLAGS;
        let flags = [id_column.unwrap_or("record_id"), status, marketing];
        let mut tables = Self::go_on(outputs);
        let Self { decisions, deletions, review, flags: flagged, .. } = &mut tables;
        write(decisions, &DECISIONS)?;
        write(deletions, &DELETIONS)?;
        write(review, &REVIEW)?;
        write(flagged, &flags)?;
        Ok(tables)
    }

    /// Goes on with tables that have been started.
    pub(super) fn go_on(outputs: Outputs<W>) -> Self {
        Self {
            decisions: outputs.decisions.map(TableWriter::go_on),
            deletions: outputs.deletions.map(TableWriter::go_on),
            review: outputs.review.map(TableWriter::go_on),
            flags: outputs.flags.map(TableWriter::go_on),
            audit: outputs.audit.map(AuditLines::new),
        }
    }

    /// Writes a decision wherever it belongs.
    pub(super) fn write(&mut self, decided: &Decided<'_>) -> Result<()> {
        let Decided { record, id, key, decision, .. } = *decided;
        let finding = &decision.finding;
        let classification = &decision.classification;
        let retention = classification.retention;
        let (deletions, review) = match retention {
            Retention::Remove => (self.deletions.as_mut(), None),
            Retention::Review | Retention::SuppressOnly => (None, self.review.as_mut()),
            Retention::Keep | Retention::KeepRestricted => (None, None),
        };
        let number = record.to_string();
        let deadline = classification.deadline.map(|deadline| deadline.date.to_string());
        let deadline = deadline.unwrap_or_default();
        let is_explained = self.decisions.is_some() || review.is_some();
        let sentence = if is_explained { decision.sentence() } else { String::new() };
        if let Some(decisions) = &mut self.decisions {
            decisions.write(&[
                &number,
                public_id(id),
                &finding.entry_id,
                finding.status.as_str(),
                finding.tier.as_str(),
                &finding.rule,
                retention.as_str(),
                classification.basis.map_or("", |basis| basis.as_str()),
                classification.marketing.as_str(),
                &sentence,
                &deadline,
            ])?;
        }
        if let Some(deletions) = deletions {
            deletions.write(&[&number, key, &finding.entry_id, &finding.rule, &deadline])?;
        }
        if let Some(review) = review {
            review.write(&[
                &number,
                public_id(id),
                &finding.entry_id,
                finding.status.as_str(),
                finding.tier.as_str(),
                &finding.rule,
                retention.as_str(),
                classification.reason.as_str(),
                &sentence,
                finding.comparison.email.as_str(),
                finding.comparison.name.map_or("", |name| name.as_str()),
                &decision.competing.join(" "),
                &deadline,
                &decided.score.map(|score| score.to_string()).unwrap_or_default(),
                &decided.sides.0.names,
                &decided.sides.0.emails,
                &decided.sides.0.websites,
                &decided.sides.1.names,
                &decided.sides.1.emails,
                &decided.sides.1.websites,
                decided.system,
                "",
                "",
                "",
                "",
            ])?;
        }
        if let (Some(flags), Some(id)) = (&mut self.flags, decided.flagged) {
            flags.write(&[id, retention.as_str(), classification.marketing.as_str()])?;
        }
        match &mut self.audit {
            Some(audit) => audit.write(record, id, decision),
            None => Ok(()),
        }
    }

    pub(super) fn finish(self) -> Result<()> {
        for table in [self.decisions, self.deletions, self.review, self.flags].into_iter().flatten()
        {
            table.finish()?;
        }
        self.audit.map_or(Ok(()), AuditLines::finish)
    }
}

fn write<W: Write>(table: &mut Option<TableWriter<W>>, row: &[&str]) -> Result<()> {
    table.as_mut().map_or(Ok(()), |table| table.write(row))
}

/// The id by which a table can be loaded into the system of a record: one that the system takes, that is no
/// e-mail address, and that no spreadsheet would run. Any other would be nobody's there.
pub(super) fn loadable(key: Option<&str>) -> Option<&str> {
    key.filter(|key| !public_id(key).is_empty() && !is_formula(key))
}
