//! One pass over a file of contacts: the place where the stages meet.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::ops::ControlFlow;

use crate::basis::{self, Evidence, EvidenceKind, EvidenceStore, Retention};
use crate::contact::Contact;
use crate::decision::{self, Circumstances, Decision, Policy};
use crate::error::{Error, ErrorKind, Input, Result};
use crate::list::OptOutList;
use crate::matching::{MatchStatus, Matcher};
use crate::normalize::date::Date;
use crate::report::{AuditHeader, AuditLog, Counts, public_id};
use crate::table::{Record, Role, Schema, Table, TableWriter};

/// Sweeps contacts against a list: matches, classifies and decides, record by record, in memory that
/// does not grow with the file.
#[derive(Debug)]
pub struct Sweep<'a> {
    list: &'a OptOutList,
    matcher: Matcher,
    policy: Policy,
    evidence: &'a EvidenceStore,
    now: Date,
    received: Date,
}

/// Where a pass writes to.
#[derive(Debug)]
pub struct Outputs<W> {
    /// A table of all decisions.
    pub decisions: W,
    /// A table of the records to delete.
    pub deletions: W,
    /// A table of the records that a human decides about.
    pub review: W,
    /// The audit records.
    pub audit: W,
}

/// What a pass found.
#[derive(Clone, Debug, Default)]
pub struct Swept {
    /// The numbers.
    pub counts: Counts,
    /// The ids of records that certainly belong to listed people, for the redaction of exports.
    pub found_record_ids: RecordIds,
}

/// Record ids; `Debug` shows how many.
#[derive(Clone, Default)]
pub struct RecordIds(Vec<String>);

/// How far a pass has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Records read.
    pub records: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// A callback that is told how far a pass has come and may stop it.
pub type OnProgress<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

/// How many records pass between two calls of the progress callback.
const PROGRESS_EVERY: u64 = 4096;

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
const REVIEW: [&str; 13] = [
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
];

impl<'a> Sweep<'a> {
    /// Prepares a sweep as of a day, with no evidence but what the records hold.
    pub fn new(
        list: &'a OptOutList,
        policy: Policy,
        evidence: &'a EvidenceStore,
        now: Date,
    ) -> Self {
        let matcher = Matcher::new(list, policy.matching.clone());
        Self { list, matcher, policy, evidence, now, received: now }
    }

    /// The day on which the list was received, if it was not today: clocks run from it.
    #[must_use]
    pub fn received(mut self, date: Date) -> Self {
        self.received = date;
        self
    }

    /// The matcher of the sweep.
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// Passes once over the contacts.
    ///
    /// # Errors
    /// A structure fault of the contacts with its position, a failed write, or
    /// [`ErrorKind::Cancelled`]. What has been written until then is to be thrown away.
    pub fn run<R: Read, W: Write>(
        &self,
        contacts: &mut Table<R>,
        outputs: Outputs<W>,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Swept> {
        let snapshot = self.list.snapshot();
        let header = AuditHeader {
            list_snapshot: snapshot.id(),
            now: self.now,
            policy_hash: &self.policy.hash(),
            engine: env!("CARGO_PKG_VERSION"),
        };
        let mut tables = Tables::start(outputs, &header)?;
        let mut swept = Swept::default();
        let mut entries_found = BTreeSet::new();
        loop {
            let bytes = contacts.bytes_read();
            let Some((record, schema)) =
                contacts.read().map_err(|error| error.within(Input::Contacts))?
            else {
                break;
            };
            swept.counts.records += 1;
            let records = swept.counts.records;
            if records % PROGRESS_EVERY == 0 && on_progress(Progress { records, bytes }).is_break()
            {
                return Err(Error::new(ErrorKind::Cancelled));
            }
            let decision = self.decide(&record, schema, &mut swept.counts)?;
            let Some(decision) = decision else { continue };
            swept.counts.add(&decision);
            if decision.finding.status == MatchStatus::Match {
                entries_found.insert(decision.finding.entry_id.clone());
                entries_found.extend(decision.competing.iter().cloned());
                if let Some((_, id)) = schema.record_id(&record) {
                    swept.found_record_ids.0.push(id.to_owned());
                }
            }
            let id = schema.record_id(&record).map_or("", |(_, id)| id);
            tables.write(record.position().record, id, &decision)?;
        }
        let bytes = contacts.bytes_read();
        if on_progress(Progress { records: swept.counts.records, bytes }).is_break() {
            return Err(Error::new(ErrorKind::Cancelled));
        }
        let entries = self.list.entries().len() as u64;
        swept.counts.entries_not_found = entries.saturating_sub(entries_found.len() as u64);
        tables.finish()?;
        Ok(swept)
    }

    /// Decides about one record; `None` where it belongs to nobody on the list.
    fn decide(
        &self,
        record: &Record<'_>,
        schema: &Schema,
        counts: &mut Counts,
    ) -> Result<Option<Decision>> {
        let contact = schema.contact(record);
        let mut evidence = evidence_in_record(record, schema)?;
        if is_waste(&evidence) {
            counts.marketing_waste += 1;
        }
        let flags = schema.values(record).filter(|(role, _)| **role == Role::EmailOptOut);
        counts.opt_out_flags += flags.filter(|(_, value)| !value.trim().is_empty()).count() as u64;
        let set = evidence.iter().filter(|one| one.kind == EvidenceKind::EmailOptOut);
        counts.opt_out_flags_set += set.count() as u64;
        let found = self.matcher.match_contact(&contact);
        *counts.status.entry(found.status()).or_default() += 1;
        counts.unreadable_identifiers += found.unreadable() as u64;
        if found.finding().is_none() {
            return Ok(None);
        }
        evidence.extend(self.evidence_about(record, schema, &contact));
        let circumstances = Circumstances {
            evidence: &evidence,
            country: schema.value(record, &Role::Country).unwrap_or_default(),
            region: schema.value(record, &Role::Region).unwrap_or_default(),
            now: self.now,
            received: self.received,
        };
        Ok(decision::decide(&found, &circumstances, &self.policy))
    }

    fn evidence_about(
        &self,
        record: &Record<'_>,
        schema: &Schema,
        contact: &Contact<'_>,
    ) -> Vec<Evidence> {
        let id = schema.record_id(record).map(|(_, id)| id);
        self.evidence.about(id, contact.emails())
    }
}

fn evidence_in_record(record: &Record<'_>, schema: &Schema) -> Result<Vec<Evidence>> {
    let mut evidence = Vec::new();
    for (at, (role, value)) in schema.roles().iter().zip(record.values()).enumerate() {
        if let Some(role) = role {
            evidence.extend(
                basis::evidence_in_cell(role, at + 1, value)
                    .map_err(|error| error.at(record.position()).within(Input::Contacts))?,
            );
        }
    }
    Ok(evidence)
}

fn is_waste(evidence: &[Evidence]) -> bool {
    let has = |kind| evidence.iter().any(|one| one.kind == kind);
    has(EvidenceKind::EmailOptOut) && has(EvidenceKind::MarketingContact)
}

struct Tables<W: Write> {
    decisions: TableWriter<W>,
    deletions: TableWriter<W>,
    review: TableWriter<W>,
    audit: AuditLog<W>,
}

impl<W: Write> Tables<W> {
    fn start(outputs: Outputs<W>, header: &AuditHeader<'_>) -> Result<Self> {
        Ok(Self {
            decisions: TableWriter::start(outputs.decisions, &DECISIONS)?,
            deletions: TableWriter::start(outputs.deletions, &DELETIONS)?,
            review: TableWriter::start(outputs.review, &REVIEW)?,
            audit: AuditLog::start(outputs.audit, header)?,
        })
    }

    fn write(&mut self, record: u64, id: &str, decision: &Decision) -> Result<()> {
        let number = record.to_string();
        let finding = &decision.finding;
        let classification = &decision.classification;
        let retention = classification.retention;
        let sentence = decision.sentence();
        let deadline =
            decision.deadline.map(|deadline| deadline.date.to_string()).unwrap_or_default();
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
                id.trim(),
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
            ])?,
            Retention::Keep | Retention::KeepRestricted => {}
        }
        self.audit.write(record, id, decision)
    }

    fn finish(self) -> Result<()> {
        self.decisions.finish()?;
        self.deletions.finish()?;
        self.review.finish()?;
        self.audit.finish()
    }
}

impl RecordIds {
    /// The ids, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl std::fmt::Debug for RecordIds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RecordIds({})", self.0.len())
    }
}
