//! One pass over a file of contacts: the place where the stages meet.

mod classify;
mod guard;
mod review;
mod settle;
mod tables;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::ControlFlow;

use crate::basis::{self, Evidence, EvidenceKind, EvidenceStore, Reason, RegimeSet, Retention};
use crate::contact::fold_namespace;
use crate::decision::{self, Circumstances, Policy};
use crate::error::{Error, ErrorKind, Input, Result};
use crate::list::OptOutList;
use crate::matching::{LookUp, Match, MatchOptions, MatchStatus, Matcher};
use crate::normalize::date::Date;
use crate::normalize::id::id_key;
use crate::report::{AuditHeader, Counts};
use crate::table::{RECORD_ID, Record, Role, Schema, Table};
use classify::signals;
use review::{Shown, Side};
use settle::Unsettled;
use tables::{Decided, Tables};

pub use classify::{Classified, Classifier};
pub use guard::Guard;
pub use review::ReviewOptions;
pub use tables::Outputs;

/// Sweeps contacts against a list: matches, classifies and decides, record by record. Memory grows with
/// the records found, and not with the file.
#[derive(Debug)]
pub struct Sweep<'a> {
    list: &'a OptOutList,
    options: MatchOptions,
    policy: Policy,
    evidence: &'a EvidenceStore,
    now: Date,
    received: Date,
    guard: Guard,
    review: ReviewOptions,
}

/// What a pass found.
#[derive(Clone, Debug, Default)]
pub struct Swept {
    /// The numbers.
    pub counts: Counts,
    /// The ids of records that certainly belong to listed people, for the redaction of exports.
    pub found_record_ids: RecordIds,
}

/// Record ids, each with the system it is from; `Debug` shows how many.
#[derive(Clone, Default)]
pub struct RecordIds(Vec<(String, String)>);

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

impl<'a> Sweep<'a> {
    /// Prepares a sweep as of a day, with no evidence but what the records hold.
    pub fn new(
        list: &'a OptOutList,
        policy: Policy,
        evidence: &'a EvidenceStore,
        now: Date,
    ) -> Self {
        Self {
            list,
            options: MatchOptions::default(),
            policy,
            evidence,
            now,
            received: now,
            guard: Guard::default(),
            review: ReviewOptions::default(),
        }
    }

    /// What is known beside list and policy.
    #[must_use]
    pub fn matching(mut self, options: MatchOptions) -> Self {
        self.options = options;
        self
    }

    /// What the table for review shows.
    #[must_use]
    pub fn review(mut self, options: ReviewOptions) -> Self {
        self.review = options;
        self
    }

    /// The day on which the list was received, if it was not today: clocks run from it.
    #[must_use]
    pub fn received(mut self, date: Date) -> Self {
        self.received = date;
        self
    }

    /// How much may be removed before the pass stops, if not what is usual.
    #[must_use]
    pub fn guard(mut self, guard: Guard) -> Self {
        self.guard = guard;
        self
    }

    /// Passes once over the contacts.
    ///
    /// Decisions are written in the order of the records, but for those that only the whole file can
    /// settle: a person found by an address alone, where another record with that address may turn out
    /// to be somebody else. These come last.
    ///
    /// # Errors
    /// A structure fault of the contacts with its position, a failed write, [`ErrorKind::Cancelled`], or
    /// [`ErrorKind::BlastRadius`] where more would be removed than the guard lets pass. What has been written until then is to be thrown away.
    pub fn run<R: Read, W: Write>(
        &self,
        contacts: &mut Table<R>,
        outputs: Outputs<W>,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Swept> {
        if self.evidence.has_record_ids() && !contacts.schema().has_record_id() {
            let missing = Error::new(ErrorKind::MissingColumn { expected: RECORD_ID });
            return Err(missing.at(contacts.header_position()).within(Input::Contacts));
        }
        let snapshot = self.list.snapshot();
        let header = AuditHeader {
            list_snapshot: snapshot.id(),
            now: self.now,
            policy_hash: self.policy.hash(),
            engine: env!("CARGO_PKG_VERSION"),
        };
        let matcher =
            Matcher::with_options(self.list, self.policy.matching().clone(), self.options.clone());
        let mut pass = Pass {
            sweep: self,
            matcher: &matcher,
            shown: self.review.values.then(|| Shown::of(self.list)),
            tables: Tables::start(outputs, &header)?,
            swept: Swept::default(),
            entries_found: BTreeMap::new(),
            evidence_used: vec![false; self.evidence.pieces().len()],
        };
        let mut unsettled = Unsettled::default();
        loop {
            let bytes = contacts.bytes_read();
            let Some((record, schema)) =
                contacts.read().map_err(|error| error.within(Input::Contacts))?
            else {
                break;
            };
            pass.swept.counts.records += 1;
            let records = pass.swept.counts.records;
            if records.is_multiple_of(PROGRESS_EVERY) {
                tell(on_progress, Progress { records, bytes })?;
            }
            let (looked_up, hit) = pass.look_up(&record, schema)?;
            if looked_up.leads_on() {
                unsettled.see(&looked_up, &matcher);
            }
            match hit {
                Some(hit) if hit.found.is_settled() => pass.settle(hit)?,
                Some(hit) => unsettled.wait(looked_up, hit),
                None => {}
            }
        }
        let (bytes, records) = (contacts.bytes_read(), pass.swept.counts.records);
        tell(on_progress, Progress { records, bytes })?;
        for hit in unsettled.settled(&matcher) {
            pass.settle(hit)?;
        }
        pass.finish()
    }
}

fn tell(on_progress: &mut OnProgress<'_>, progress: Progress) -> Result<()> {
    match on_progress(progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::new(ErrorKind::Cancelled)),
    }
}

/// A record that a rule found, with all that its decision needs.
struct Hit {
    record: u64,
    record_id: String,
    /// The namespace of the record's own id.
    system: Option<String>,
    /// The record's own id as its system takes it; `None` if there ought to be one.
    key: Option<String>,
    found: Match,
    evidence: Vec<Evidence>,
    regimes: RegimeSet,
    /// What review may see of it.
    side: Side,
}

/// A pass under way.
struct Pass<'a, W: Write> {
    sweep: &'a Sweep<'a>,
    matcher: &'a Matcher,
    /// The list as review may see it.
    shown: Option<Shown<'a>>,
    tables: Tables<W>,
    swept: Swept,
    /// How many records certainly belong to each entry found.
    entries_found: BTreeMap<String, u64>,
    evidence_used: Vec<bool>,
}

impl<W: Write> Pass<'_, W> {
    /// Looks a record up; without a hit where it belongs to nobody on the list.
    fn look_up(&mut self, record: &Record<'_>, schema: &Schema) -> Result<(LookUp, Option<Hit>)> {
        let counts = &mut self.swept.counts;
        let contact = schema.contact(record);
        let mut evidence = evidence_in_record(record, schema)?;
        if basis::is_waste(&evidence) {
            counts.marketing_waste += 1;
        }
        let flags = schema.values(record).filter(|(role, _)| **role == Role::EmailOptOut);
        counts.opt_out_flags += flags.filter(|(_, value)| !value.trim().is_empty()).count() as u64;
        let set = evidence.iter().filter(|one| one.kind == EvidenceKind::EmailOptOut);
        counts.opt_out_flags_set += set.count() as u64;

        let looked_up = self.matcher.look_up(&contact);
        let found = self.matcher.judge(&looked_up, None);
        counts.unreadable_identifiers += found.unreadable() as u64;
        let system = schema.record_id(record).map(|(namespace, _)| namespace);
        let about = self.sweep.evidence.find(contact.ids(), &looked_up.keys.emails, system);
        for (at, _) in &about {
            if let Some(used) = self.evidence_used.get_mut(*at as usize) {
                *used = true;
            }
        }
        counts.oversized_blocks += found.oversized_blocks() as u64;
        if found.finding().is_none() && found.is_settled() {
            *counts.status.entry(found.status()).or_default() += 1;
            return Ok((looked_up, None));
        }
        evidence.extend(self.sweep.evidence.take(&about));
        let hit = Hit {
            record: record.position().record,
            record_id: schema.record_id(record).map_or("", |(_, id)| id).to_owned(),
            system: system.map(|system| fold_namespace(system).into_owned()),
            key: own_key(record, schema),
            found,
            evidence,
            regimes: self.sweep.policy.basis().packs.place(&signals(record, schema)).regimes,
            side: if self.shown.is_some() { Side::of(&contact) } else { Side::default() },
        };
        Ok((looked_up, Some(hit)))
    }

    /// Decides about a record and writes it down.
    fn settle(&mut self, hit: Hit) -> Result<()> {
        *self.swept.counts.status.entry(hit.found.status()).or_default() += 1;
        let circumstances = Circumstances {
            evidence: &hit.evidence,
            regimes: hit.regimes,
            now: self.sweep.now,
            received: self.sweep.received,
        };
        let Some(mut decision) = decision::decide(&hit.found, &circumstances, &self.sweep.policy)
        else {
            return Ok(());
        };
        if hit.key.is_none() {
            decision.leave_to_a_human(Reason::UnreadableRecordId);
        }
        self.swept.counts.add(&decision);
        if decision.finding.status == MatchStatus::Match {
            let found = self.entries_found.entry(decision.finding.entry_id.clone());
            *found.or_default() += 1;
            for entry_id in &decision.competing {
                self.entries_found.entry(entry_id.clone()).or_default();
            }
            if let Some(system) = &hit.system {
                self.swept.found_record_ids.0.push((system.clone(), hit.record_id.clone()));
            }
        }
        let listed = self.shown.as_ref().map(|shown| shown.side(&decision.finding.entry_id));
        self.tables.write(&Decided {
            record: hit.record,
            id: &hit.record_id,
            key: hit.key.as_deref().unwrap_or_default(),
            system: hit.system.as_deref().unwrap_or_default(),
            score: self.sweep.review.scores.then(|| decision.finding.comparison.score()),
            decision: &decision,
            sides: (hit.side, listed.unwrap_or_default()),
        })
    }

    fn finish(mut self) -> Result<Swept> {
        let counts = &mut self.swept.counts;
        let entries = self.sweep.list.entries().len() as u64;
        counts.entries_not_found = entries.saturating_sub(self.entries_found.len() as u64);
        let removed = counts.with_retention(Retention::Remove);
        self.sweep.guard.check(counts.records, removed, &self.entries_found)?;
        let pieces = self.sweep.evidence.pieces().iter().zip(&self.evidence_used);
        for (evidence, _) in pieces.filter(|(_, used)| !**used) {
            counts.evidence_about_nobody += 1;
            counts.holds_about_nobody += u64::from(evidence.kind.is_hold());
        }
        self.tables.finish()?;
        Ok(self.swept)
    }
}

/// The record's own id as its system takes it. Blank where the table has no column for it, so that its
/// absence is no fault of the record.
fn own_key(record: &Record<'_>, schema: &Schema) -> Option<String> {
    if !schema.has_record_id() {
        return Some(String::new());
    }
    let (namespace, value) = schema.record_id(record)?;
    id_key(namespace, value).ok().map(|key| key.into_owned())
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

impl RecordIds {
    /// Namespace and id of each as it stands, in the order in which they were settled.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(system, key)| (system.as_str(), key.as_str()))
    }
}

impl std::fmt::Debug for RecordIds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RecordIds({})", self.0.len())
    }
}
