//! The tables that a pass writes.

use std::io::Write;

use super::review::Side;
use crate::basis::Retention;
use crate::decision::{Decision, FLAGS};
use crate::error::{Result, of_output};
use crate::report::{AuditLines, Chain, public_id};
use crate::table::{TableWriter, is_formula};

/// Where a pass writes to.
#[derive(Debug, Default)]
pub struct Outputs<W> {
    /// A table of all decisions.
    pub decisions: W,
    /// A table of the records to delete.
    pub deletions: W,
    /// A table of the records that a human decides about.
    pub review: W,
    /// A table to load into the system that the contacts are from: each record's own id, under the name that
    /// its column has there, what becomes of the record and whether marketing may be sent. People can be left
    /// out of mailings by it before anybody is deleted.
    pub flags: W,
    /// The audit records, chained ([`report::audit`](crate::report::audit)).
    pub audit: W,
}

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
    decisions: TableWriter<W>,
    deletions: TableWriter<W>,
    review: TableWriter<W>,
    flags: TableWriter<W>,
    audit: AuditLines<W>,
}

#[cfg(feature = "fs")]
impl<W> Outputs<W> {
    /// Makes each by the name of its file.
    pub(crate) fn make(mut make: impl FnMut(&'static str) -> Result<W>) -> Result<Self> {
        Ok(Self {
            decisions: make("decisions.csv")?,
            deletions: make("deletions.csv")?,
            review: make("review.csv")?,
            flags: make("flags.csv")?,
            audit: make("audit.jsonl")?,
        })
    }

    /// All of them.
    pub(crate) fn into_all(self) -> [W; 5] {
        let Self { decisions, deletions, review, flags, audit } = self;
        [decisions, deletions, review, flags, audit]
    }
}

#[cfg(feature = "fs")]
impl Outputs<&'static str> {
    /// The names of their files.
    pub(crate) fn names() -> Result<[&'static str; 5]> {
        Ok(Self::make(Ok)?.into_all())
    }
}

impl<W: Write> Outputs<W> {
    /// Writes what was written elsewhere, its audit records as the next of the chain.
    pub(super) fn append(&mut self, written: &Outputs<Vec<u8>>, chain: &mut Chain) -> Result<()> {
        self.decisions.write_all(&written.decisions).map_err(of_output)?;
        self.deletions.write_all(&written.deletions).map_err(of_output)?;
        self.review.write_all(&written.review).map_err(of_output)?;
        self.flags.write_all(&written.flags).map_err(of_output)?;
        chain.append(&written.audit, &mut self.audit)
    }

    pub(super) fn flush(&mut self) -> Result<()> {
        self.decisions.flush().map_err(of_output)?;
        self.deletions.flush().map_err(of_output)?;
        self.review.flush().map_err(of_output)?;
        self.flags.flush().map_err(of_output)?;
        self.audit.flush().map_err(of_output)
    }

    pub(crate) fn by_ref(&mut self) -> Outputs<&mut W> {
        let Self { decisions, deletions, review, flags, audit } = self;
        Outputs { decisions, deletions, review, flags, audit }
    }
}

impl Outputs<Vec<u8>> {
    /// Forgets what was written, and keeps the memory.
    pub(super) fn clear(&mut self) {
        let Self { decisions, deletions, review, flags, audit } = self;
        for written in [decisions, deletions, review, flags, audit] {
            written.clear();
        }
    }
}

impl<W: Write> Tables<W> {
    /// Starts tables; `id_column` is the name of the column of the record's own id. The audit log is started by
    /// itself.
    pub(super) fn start(outputs: Outputs<W>, id_column: Option<&str>) -> Result<Self> {
        let [status, marketing] = FLAGS;
        let flags = [id_column.unwrap_or("record_id"), status, marketing];
        Ok(Self {
            decisions: TableWriter::start(outputs.decisions, &DECISIONS)?,
            deletions: TableWriter::start(outputs.deletions, &DELETIONS)?,
            review: TableWriter::start(outputs.review, &REVIEW)?,
            flags: TableWriter::start(outputs.flags, &flags)?,
            audit: AuditLines::new(outputs.audit),
        })
    }

    /// Goes on with tables that have been started.
    pub(super) fn go_on(outputs: Outputs<W>) -> Self {
        Self {
            decisions: TableWriter::go_on(outputs.decisions),
            deletions: TableWriter::go_on(outputs.deletions),
            review: TableWriter::go_on(outputs.review),
            flags: TableWriter::go_on(outputs.flags),
            audit: AuditLines::new(outputs.audit),
        }
    }

    /// Writes a decision wherever it belongs.
    pub(super) fn write(&mut self, decided: &Decided<'_>) -> Result<()> {
        let Decided { record, id, key, decision, .. } = *decided;
        let number = record.to_string();
        let finding = &decision.finding;
        let classification = &decision.classification;
        let retention = classification.retention;
        let sentence = decision.sentence();
        let deadline = decision
            .classification
            .deadline
            .map(|deadline| deadline.date.to_string())
            .unwrap_or_default();
        self.decisions.write(&[
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
        match retention {
            Retention::Remove => self.deletions.write(&[
                &number,
                key,
                &finding.entry_id,
                &finding.rule,
                &deadline,
            ])?,
            Retention::Review | Retention::SuppressOnly => self.review.write(&[
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
            ])?,
            Retention::Keep | Retention::KeepRestricted => {}
        }
        if let Some(id) = decided.flagged {
            self.flags.write(&[id, retention.as_str(), classification.marketing.as_str()])?;
        }
        self.audit.write(record, id, decision)
    }

    pub(super) fn finish(self) -> Result<()> {
        self.decisions.finish()?;
        self.deletions.finish()?;
        self.review.finish()?;
        self.flags.finish()?;
        self.audit.finish()
    }
}

/// The id by which a table can be loaded into the system of a record: one that the system takes, that is no
/// e-mail address, and that no spreadsheet would run. Any other would be nobody's there.
pub(super) fn loadable(key: Option<&str>) -> Option<&str> {
    key.filter(|key| !public_id(key).is_empty() && !is_formula(key))
}
