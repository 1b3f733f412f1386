//! One pass over a file of records that came from the vendor, without a list: may each be kept, and may
//! marketing be sent to it?

use std::collections::BTreeMap;
use std::io::{Read, Write};

use serde::Serialize;

use super::place::regimes;
use super::{OnProgress, Progress, tell};
use crate::basis::{
    self, BasisPolicy, Case, Certainty, Classification, EvidenceStore, LawfulBasis, Marketing,
    Missing, Reason, Retention, Trace, Trigger,
};
use crate::error::{Input, Result};
use crate::normalize::date::Date;
use crate::report::public_id;
use crate::table::{Record, Role, Schema, Table, TableWriter};

/// Classifies the records of a file by their evidence: after the end of a subscription, or to see where the
/// controller stands before a list comes in. Every record is taken for the person that it names.
#[derive(Clone, Debug)]
pub struct Classifier<'a> {
    policy: &'a BasisPolicy,
    evidence: &'a EvidenceStore,
    trigger: Trigger,
    since: Date,
    now: Date,
    /// The policy's, if each answer comes with its trace.
    policy_hash: Option<String>,
}

/// What such a pass found, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Classified {
    /// Records read.
    pub records: u64,
    /// Records by what becomes of them.
    pub retention: BTreeMap<Retention, u64>,
    /// Records by whether marketing may be sent.
    pub marketing: BTreeMap<Marketing, u64>,
    /// Records by reason.
    pub reasons: BTreeMap<Reason, u64>,
    /// Records kept, by basis.
    pub bases: BTreeMap<LawfulBasis, u64>,
    /// Records whose last day has passed.
    pub overdue: u64,
    /// Records that are paid for as marketing contacts.
    pub marketing_contacts: u64,
    /// Those of them that opted out of e-mail.
    pub marketing_waste: u64,
    /// Those of them that are kept on no basis, by what is missing; a record that lacks several things counts
    /// under each.
    pub marketing_contacts_missing: BTreeMap<Missing, u64>,
    /// What is to be done, by its last day.
    pub deadlines: BTreeMap<Date, u64>,
    /// Answers about keeping that hold for a time, by the day until which they do.
    pub valid_until: BTreeMap<Date, u64>,
    /// Permissions of marketing that hold for a time, by the day until which they do.
    pub marketing_until: BTreeMap<Date, u64>,
}

/// How many records pass between two calls of the progress callback.
const PROGRESS_EVERY: u64 = 4096;

/// The columns of the table; the last is there if it is asked for.
const COLUMNS: [&str; 12] = [
    "record",
    "record_id",
    "retention",
    "basis",
    "marketing",
    "rule",
    "reason",
    "missing",
    "deadline",
    "valid_until",
    "marketing_until",
    "trace",
];

impl<'a> Classifier<'a> {
    /// Prepares a pass as of a day, `now`. Clocks run from `since`: the end of the subscription, or the day on
    /// which the list was received.
    pub fn new(
        policy: &'a BasisPolicy,
        evidence: &'a EvidenceStore,
        trigger: Trigger,
        since: Date,
        now: Date,
    ) -> Self {
        Self { policy, evidence, trigger, since, now, policy_hash: None }
    }

    /// Whether each answer comes with its [`Trace`] as JSON, in one more column `trace`: how it came about, which
    /// [`explain`](Self::explain) says again byte for byte.
    #[must_use]
    pub fn traces(mut self, traces: bool) -> Self {
        let known = self.policy_hash.take();
        self.policy_hash = traces.then(|| known.unwrap_or_else(|| self.policy.hash()));
        self
    }

    /// Whether each answer comes with its trace.
    pub(crate) fn has_traces(&self) -> bool {
        self.policy_hash.is_some()
    }

    /// Passes once over the records and writes a table with a row for each. Memory does not grow with the file.
    ///
    /// # Errors
    /// A structure fault of the records with its position, a failed write, or [`ErrorKind::Cancelled`](crate::ErrorKind::Cancelled).
    pub fn run<R: Read, W: Write>(
        &self,
        contacts: &mut Table<R>,
        output: W,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Classified> {
        self.require(contacts.schema()).map_err(|error| error.at(contacts.header_position()))?;
        let (columns, _) = COLUMNS.split_at(self.width());
        let mut table = TableWriter::start(output, columns)?;
        let mut found = Classified::default();
        loop {
            let bytes = contacts.bytes_read();
            let Some((record, schema)) =
                contacts.read().map_err(|error| error.within(Input::Contacts))?
            else {
                break;
            };
            let records = found.records + 1;
            if records.is_multiple_of(PROGRESS_EVERY) {
                tell(on_progress, Progress { records, bytes })?;
            }
            let answered = self.answer(&record, schema)?;
            found.add(&answered.answer);
            self.write(&mut table, &record, schema, &answered)?;
        }
        tell(on_progress, Progress { records: found.records, bytes: contacts.bytes_read() })?;
        table.finish()?;
        Ok(found)
    }

    /// Refuses a table without the record's own id, if there is evidence that goes by it: a legal hold would
    /// be passed over.
    ///
    /// # Errors
    /// [`ErrorKind::MissingColumn`](crate::ErrorKind::MissingColumn).
    pub fn require(&self, schema: &Schema) -> Result<()> {
        self.evidence.require(schema).map_err(|error| error.within(Input::Contacts))
    }

    /// Whether the values of a role say anything to a classification.
    pub fn reads(role: &Role) -> bool {
        !matches!(
            role,
            Role::FullName
                | Role::GivenName
                | Role::FamilyName
                | Role::RequestDate
                | Role::CreatedAt
                | Role::Namespace
                | Role::EvidenceKind
                | Role::Polarity
                | Role::OccurredAt
                | Role::ExpiresAt
                | Role::SourceSystem
                | Role::SourceRef
                | Role::Provenance
                | Role::Purposes
        )
    }

    /// Classifies one record of a table, which has to have what [`require`](Self::require) asks for.
    ///
    /// ```
    /// use optout_core::Layout;
    /// use optout_core::basis::{BasisPolicy, EvidenceStore, Retention, Trigger};
    /// use optout_core::sweep::Classifier;
    /// use optout_core::table::RecordValues;
    ///
    /// let (policy, evidence) = (BasisPolicy::default(), EvidenceStore::new());
    /// let today = "2026-11-24".parse()?;
    /// let classifier = Classifier::new(&policy, &evidence, Trigger::VendorOptOut, today, today);
    /// let schema = Layout::detect().read_names(["Record ID", "Country/Region"])?;
    /// let mut values = RecordValues::new();
    /// values.push("7");
    /// values.push("France");
    /// let answer = classifier.record(&values.record(1), &schema)?;
    /// assert_eq!(answer.retention, Retention::Remove);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Value`](crate::ErrorKind::Value) for a flag that cannot be read: whether the person opted
    /// out must not be guessed.
    pub fn record(&self, record: &Record<'_>, schema: &Schema) -> Result<Classification> {
        self.ask(record, schema, basis::classify)
    }

    /// Classifies one record and says how that came about.
    ///
    /// # Errors
    /// Those of [`record`](Self::record).
    pub fn explain(&self, record: &Record<'_>, schema: &Schema) -> Result<Trace> {
        let hash = self.policy_hash.clone().unwrap_or_else(|| self.policy.hash());
        self.ask(record, schema, |case, policy| basis::explain_under(case, policy, hash))
    }

    /// The answer about a record, and its trace if there is to be one.
    pub(crate) fn answer(&self, record: &Record<'_>, schema: &Schema) -> Result<Answered> {
        if !self.has_traces() {
            return Ok(Answered { answer: self.record(record, schema)?, trace: None });
        }
        let trace = self.explain(record, schema)?;
        Ok(Answered { trace: Some(trace.to_json()), answer: trace.classification })
    }

    fn ask<T>(
        &self,
        record: &Record<'_>,
        schema: &Schema,
        answer: impl FnOnce(&Case<'_>, &BasisPolicy) -> T,
    ) -> Result<T> {
        let contact = schema.contact(record);
        let system = schema.record_id(record).map(|(namespace, _)| namespace);
        let mut evidence = basis::evidence_in_record(schema, record)?;
        evidence.extend(self.evidence.about(&contact, system));
        let case = Case {
            trigger: self.trigger,
            since: self.since,
            certainty: Certainty::Certain,
            evidence: &evidence,
            regimes: regimes(&contact, record, schema, &self.policy.packs),
            now: self.now,
        };
        Ok(answer(&case, self.policy))
    }

    fn width(&self) -> usize {
        COLUMNS.len() - usize::from(!self.has_traces())
    }

    fn write<W: Write>(
        &self,
        table: &mut TableWriter<W>,
        record: &Record<'_>,
        schema: &Schema,
        answered: &Answered,
    ) -> Result<()> {
        let Answered { answer, trace } = answered;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let missing: Vec<&str> = answer.missing.iter().map(|missing| missing.as_str()).collect();
        let number = record.position().record.to_string();
        let values = [
            number.as_str(),
            public_id(schema.record_id(record).map_or("", |(_, id)| id)),
            answer.retention.as_str(),
            answer.basis.map_or("", |basis| basis.as_str()),
            answer.marketing.as_str(),
            answer.rule.as_str(),
            answer.reason.as_str(),
            &missing.join(" "),
            &day(answer.deadline.map(|deadline| deadline.date)),
            &day(answer.valid_until),
            &day(answer.marketing_until),
            trace.as_deref().unwrap_or_default(),
        ];
        let (values, _) = values.split_at(self.width());
        table.write(values)
    }
}

/// An answer, with its trace as JSON if there is to be one.
pub(crate) struct Answered {
    pub(crate) answer: Classification,
    pub(crate) trace: Option<String>,
}

impl Classified {
    pub(crate) fn add(&mut self, answer: &Classification) {
        self.records += 1;
        *self.retention.entry(answer.retention).or_default() += 1;
        *self.marketing.entry(answer.marketing).or_default() += 1;
        *self.reasons.entry(answer.reason).or_default() += 1;
        if let Some(basis) = answer.basis {
            *self.bases.entry(basis).or_default() += 1;
        }
        self.overdue += u64::from(answer.is_overdue);
        self.marketing_contacts += u64::from(answer.is_marketing_contact);
        self.marketing_waste += u64::from(answer.marketing_waste);
        for missing in answer.missing.iter().filter(|_| answer.is_marketing_contact) {
            *self.marketing_contacts_missing.entry(*missing).or_default() += 1;
        }
        let days = [
            (&mut self.deadlines, answer.deadline.map(|deadline| deadline.date)),
            (&mut self.valid_until, answer.valid_until),
            (&mut self.marketing_until, answer.marketing_until),
        ];
        for (counts, day) in days {
            if let Some(day) = day {
                *counts.entry(day).or_default() += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::table::{Format, Layout};

    #[test]
    fn a_trace_in_the_table_is_what_explaining_says_again() {
        let text = "Record ID,Email,Country/Region\n7,ada@engine.example,France\n8,,\n";
        let evidence = "record_id,kind\n7,contract\n";
        let evidence = basis::read_evidence(evidence.as_bytes(), Format::default()).unwrap();
        let (policy, now) = (BasisPolicy::default(), "2026-11-24".parse().unwrap());
        let classifier =
            Classifier::new(&policy, &evidence, Trigger::VendorOptOut, now, now).traces(true);
        let open =
            || Table::open_contacts(text.as_bytes(), Format::default(), &Layout::detect()).unwrap();
        let mut written = Vec::new();
        classifier.run(&mut open(), &mut written, &mut |_| ControlFlow::Continue(())).unwrap();
        let mut rows = csv::Reader::from_reader(written.as_slice());
        let traces: Vec<String> =
            rows.records().map(|row| row.unwrap().get(11).unwrap().to_owned()).collect();
        let (mut contacts, mut said) = (open(), Vec::new());
        while let Some((record, schema)) = contacts.read().unwrap() {
            said.push(classifier.explain(&record, schema).unwrap().to_json());
        }
        assert_eq!(traces, said);
        assert!(said[0].contains("evidence:1") && !said[0].contains("ada@"));
    }
}
