//! One pass over a file of contacts: the place where the stages meet.

mod checkpoint;
mod classify;
mod facts;
mod found;
mod guard;
mod hit;
mod line;
mod outputs;
#[cfg(feature = "arrow")]
mod part;
mod pass;
mod place;
mod record_ids;
mod replay;
mod review;
mod settle;
mod tables;
mod tally;

use std::borrow::Cow;
use std::io::{Read, Write};
use std::ops::ControlFlow;

use crate::basis::{BasisPolicy, EvidenceStore};
use crate::decision::Policy;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::list::{OptOutList, Snapshot};
use crate::matching::{MatchOptions, Matcher};
use crate::normalize::date::Date;
use crate::relay;
use crate::report::{AuditHeader, AuditLog, Counts};
use crate::table::{Schema, Table};
use line::{Line, Sink};
use pass::Pass;
use tables::Tables;

pub(crate) use checkpoint::{Keeping, Reached};
#[cfg(feature = "arrow")]
pub(crate) use classify::Answered;
pub use classify::{Classified, Classifier};
pub use guard::Guard;
pub use outputs::Outputs;
#[cfg(feature = "arrow")]
pub(crate) use part::{Answer, Part};
#[cfg(feature = "arrow")]
pub(crate) use pass::TOGETHER;
pub use record_ids::RecordIds;
pub use review::ReviewOptions;
pub use tally::Tally;

/// Sweeps contacts against a list: matches, classifies and decides, record by record. Memory grows with
/// the records found, and not with the file.
#[derive(Debug)]
pub struct Sweep<'a> {
    against: Against<'a>,
    /// The list itself, if it is there.
    list: Option<&'a OptOutList>,
    options: Option<MatchOptions>,
    policy: Policy,
    evidence: &'a EvidenceStore,
    now: Date,
    received: Date,
    previous_list: Option<&'a Snapshot>,
    previous_records: Option<u64>,
    guard: Guard,
    review: ReviewOptions,
    threads: usize,
}

#[derive(Clone, Copy, Debug)]
enum Against<'a> {
    /// A list that has to be arranged for matching.
    List(&'a OptOutList),
    /// One that has been.
    Matcher(&'a Matcher),
}

/// What a pass found.
#[derive(Clone, Debug, Default)]
pub struct Swept {
    /// The numbers.
    pub counts: Counts,
    /// The ids of records that certainly belong to listed people, for the redaction of exports.
    pub found_record_ids: RecordIds,
    /// The head of the audit log ([`report::audit`](crate::report::audit)): kept elsewhere, it shows that the log was
    /// not written anew. Blank where no log was asked for.
    pub audit_head: String,
}

/// How far a pass has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Records read.
    pub records: u64,
    /// Bytes read.
    pub bytes: u64,
}

/// How many records that the whole file has settled are written at a time.
const SETTLED_TOGETHER: usize = 1 << 10;

/// A callback that is told how far a pass has come and may stop it.
pub type OnProgress<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;

impl<'a> Sweep<'a> {
    /// Prepares a sweep as of a day. What else is known about the people comes from the evidence, and from
    /// what the records hold.
    pub fn new(
        list: &'a OptOutList,
        policy: Policy,
        evidence: &'a EvidenceStore,
        now: Date,
    ) -> Self {
        Self { list: Some(list), ..Self::of(Against::List(list), policy, evidence, now) }
    }

    /// Prepares a sweep with a matcher that is there: one for many passes, or one from bytes
    /// ([`Matcher::from_bytes`]). Its rules are the policy's one part, `basis` the other.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use optout_core::sweep::Outputs;
    /// use optout_core::table::Format;
    /// use optout_core::{
    ///     EvidenceStore, Layout, ListOptions, MatchPolicy, Matcher, OptOutList, Sweep, Table,
    /// };
    ///
    /// let list = "Name,Work email\nAda Lovelace,ada@engine.example\n";
    /// let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
    /// let kept = Matcher::new(&list, MatchPolicy::standard()?).to_bytes();
    ///
    /// let matcher = Matcher::from_bytes(kept)?;
    /// let (evidence, today) = (EvidenceStore::new(), "2026-11-24".parse()?);
    /// let sweep = Sweep::with_matcher(&matcher, Default::default(), &evidence, today);
    /// let contacts = "Id,LastName,Email\n7,Lovelace,ada@engine.example\n".as_bytes();
    /// let mut contacts = Table::open_contacts(contacts, Format::default(), &Layout::detect())?;
    /// let outputs = Outputs::<Vec<u8>>::default();
    /// let swept = sweep.run(&mut contacts, outputs, &mut |_| ControlFlow::Continue(()))?;
    /// assert_eq!(swept.counts.records, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_matcher(
        matcher: &'a Matcher,
        basis: BasisPolicy,
        evidence: &'a EvidenceStore,
        now: Date,
    ) -> Self {
        let policy = Policy::new(matcher.policy().clone(), basis);
        Self::of(Against::Matcher(matcher), policy, evidence, now)
    }

    fn of(against: Against<'a>, policy: Policy, evidence: &'a EvidenceStore, now: Date) -> Self {
        Self {
            against,
            list: None,
            options: None,
            policy,
            evidence,
            now,
            received: now,
            previous_list: None,
            previous_records: None,
            guard: Guard::default(),
            review: ReviewOptions::default(),
            threads: 1,
        }
    }

    /// What is known beside list and policy; a matcher that is there has its own.
    #[must_use]
    pub fn matching(mut self, options: MatchOptions) -> Self {
        self.options = Some(options);
        self
    }

    /// The list of a matcher that is there, for [`ReviewOptions::values`]: the matcher does not hold what the
    /// list says of people as it stands.
    #[must_use]
    pub fn showing(mut self, list: &'a OptOutList) -> Self {
        self.list = Some(list);
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

    /// What the list held last time: the guard looks whether it has shrunk, and those who are gone are counted.
    /// Without it, a list that was cut off is swept as if everybody else had withdrawn.
    #[must_use]
    pub fn previous_list(mut self, snapshot: &'a Snapshot) -> Self {
        self.previous_list = Some(snapshot);
        self
    }

    /// How many records the contacts had last time: the guard looks whether they have become fewer. Without it,
    /// of an export that was cut off between two records, only those people are swept who are in it.
    #[must_use]
    pub fn previous_records(mut self, records: u64) -> Self {
        self.previous_records = Some(records);
        self
    }

    /// How much may be removed before the pass stops, if not what is usual.
    #[must_use]
    pub fn guard(mut self, guard: Guard) -> Self {
        self.guard = guard;
        self
    }

    /// How many threads work on the contacts; 1 unless said otherwise, which is that of the caller. What is
    /// written is the same for any number. They end with the call.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
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
    /// [`ErrorKind::BlastRadius`] where more would be removed than the guard lets pass, and
    /// [`ErrorKind::Shrinkage`] where the list or the contacts have become fewer than it lets pass. What has been
    /// written until then is to be thrown away. [`ErrorKind::InvalidOption`] for no threads, for options beside
    /// a matcher that is there, and for values in the review or a previous list without the matcher's list.
    pub fn run<R: Read + Send, W: Write + Send>(
        &self,
        contacts: &mut Table<R>,
        outputs: Outputs<W>,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Swept> {
        self.go_on(contacts, outputs, Reached::default(), None, on_progress)
    }

    /// Goes on with a pass that has come so far, over the same contacts from their start, and has kept how far it
    /// comes itself.
    pub(crate) fn go_on<R: Read + Send, W: Write + Send>(
        &self,
        contacts: &mut Table<R>,
        mut outputs: Outputs<W>,
        mut reached: Reached,
        keeping: Option<Keeping<'_>>,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Swept> {
        self.require_threads()?;
        self.require(contacts.schema()).map_err(|error| error.at(contacts.header_position()))?;
        let matcher = self.matcher()?;
        let matcher = matcher.as_ref();
        let entries_gone = self.entries_gone()?;
        let (records, form) = contacts.parts();
        let pass = Pass::new(self, matcher, &form.schema);
        if reached.is_start() {
            Tables::start(outputs.by_ref(), form.record_id_column())?.finish()?;
            if let Some(audit) = &mut outputs.audit {
                reached.audit = AuditLog::start(audit, &self.audit_header())?.pause();
            }
        }
        let threads = if records.is_in_last_chunk() { 1 } else { self.threads };
        let mut told = None;
        let mut watch = |progress| match told.replace(progress) == Some(progress) {
            true => Ok(()),
            false => tell(on_progress, progress),
        };
        let mut written = outputs.by_ref().map(|_| Vec::new());
        let line = Line::new(&pass, form, &reached, written.by_ref().map(|_| ()));
        let sink = Sink::new(outputs, reached, keeping);
        let mut sink = relay::run(&line, records, sink, threads, &mut watch)?;
        sink.keep()?;
        let Sink { mut outputs, reached, unsettled, .. } = sink;
        let Reached { mut found, audit: mut chain, .. } = reached;
        let mut settled = unsettled.settled(matcher).peekable();
        while settled.peek().is_some() {
            written.clear();
            let mut tables = Tables::go_on(written.by_ref());
            for hit in settled.by_ref().take(SETTLED_TOGETHER) {
                found.settle(hit, self, pass.shown.as_ref(), &mut tables)?;
            }
            tables.finish()?;
            outputs.append(&written, &mut chain)?;
        }
        found.counts.entries_gone = entries_gone;
        found.close(self, matcher.entries())?;
        let audit = outputs.audit.as_mut();
        let audit_head = audit.map(|audit| chain.close(audit)).transpose()?.unwrap_or_default();
        outputs.flush()?;
        Ok(Swept { counts: found.counts, found_record_ids: found.record_ids, audit_head })
    }

    /// The first line of the audit log.
    fn audit_header(&self) -> AuditHeader {
        let list_snapshot = match self.against {
            Against::Matcher(matcher) => matcher.list_snapshot(),
            Against::List(list) => list.snapshot_id(),
        };
        AuditHeader {
            list_snapshot: list_snapshot.to_owned(),
            now: self.now,
            received: self.received,
            policy_hash: self.policy.hash().to_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// The matcher that is there, or else one of the list.
    pub(crate) fn matcher(&self) -> Result<Cow<'a, Matcher>> {
        match self.against {
            Against::Matcher(matcher) => {
                self.require_fitting(matcher)?;
                Ok(Cow::Borrowed(matcher))
            }
            Against::List(list) => {
                let mut options = self.options.clone().unwrap_or_default();
                options.threads = options.threads.max(self.threads);
                let policy = self.policy.matching().clone();
                Ok(Cow::Owned(Matcher::with_options(list, policy, options)))
            }
        }
    }

    /// The matcher that is there.
    #[cfg(feature = "arrow")]
    pub(crate) fn ready_matcher(&self) -> Result<&'a Matcher> {
        match self.against {
            Against::Matcher(matcher) => self.require_fitting(matcher).map(|()| matcher),
            Against::List(_) => {
                let (option, expected) = ("matcher", "a matcher that is there");
                Err(Error::new(ErrorKind::InvalidOption { option, expected }))
            }
        }
    }

    /// Refuses a table without the record's own id, if there is evidence that goes by it: a legal hold would
    /// be passed over.
    pub(crate) fn require(&self, schema: &Schema) -> Result<()> {
        self.evidence.require(schema).map_err(|error| error.within(Input::Contacts))
    }

    /// How many threads work on the contacts.
    #[cfg(feature = "arrow")]
    pub(crate) fn thread_count(&self) -> usize {
        self.threads
    }

    /// How many entries records are matched against.
    fn entries(&self) -> usize {
        match self.against {
            Against::Matcher(matcher) => matcher.entries(),
            Against::List(list) => list.entries().len(),
        }
    }

    /// Refuses what does not go with a matcher that is there.
    fn require_fitting(&self, matcher: &Matcher) -> Result<()> {
        let refuse =
            |option, expected| Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        if self.options.is_some() {
            return refuse("matching", "the options in the matcher");
        }
        let is_of_matcher = |list: &OptOutList| **list.snapshot_id() == *matcher.list_snapshot();
        let has_list = self.list.is_some_and(is_of_matcher);
        if self.review.values && !has_list {
            return refuse("review", "the list that the matcher was made from, to show values of");
        }
        if self.previous_list.is_some() && !has_list {
            return refuse("previous_list", "the list that the matcher was made from beside it");
        }
        Ok(())
    }

    /// How many entries of the last list are gone, unless they are too many.
    fn entries_gone(&self) -> Result<u64> {
        let (Some(previous), Some(list)) = (self.previous_list, self.list) else { return Ok(0) };
        let (found, before) = (list.entries().len() as u64, previous.len() as u64);
        self.guard.check_shrinkage(found, before, Input::List)?;
        Ok(list.snapshot().since(previous).vanished.len() as u64)
    }

    pub(crate) fn require_threads(&self) -> Result<()> {
        let (option, expected) = ("threads", "at least one");
        match self.threads {
            0 => Err(Error::new(ErrorKind::InvalidOption { option, expected })),
            _ => Ok(()),
        }
    }
}

pub(crate) fn tell(on_progress: &mut OnProgress<'_>, progress: Progress) -> Result<()> {
    match on_progress(progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Error::new(ErrorKind::Cancelled)),
    }
}

#[cfg(test)]
mod tests;
