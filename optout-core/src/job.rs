//! A whole job on paths: list, contacts, evidence and past exports in; tables, redacted exports, audit
//! records, an evidence report and a manifest out, all of them or none.

mod checkpoint;
mod matcher;
mod page;
mod replay;

use std::collections::BTreeMap;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::basis::{EvidenceStore, Trace, read_evidence};
use crate::decision::Policy;
use crate::digest::Hashing;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::fs::{self, KeptSet, OutputFile, OutputSet};
use crate::list::{Fault, ListOptions, OptOutList, Snapshot};
use crate::matching::{MatchOptions, Matcher};
use crate::normalize;
use crate::normalize::date::Date;
use crate::redact::{Redactor, Summary, Targets, Verification};
use crate::report::Counts;
use crate::sweep::{Guard, OnProgress, Outputs, ReviewOptions, Sweep, Swept};
use crate::table::{Format, Layout, Table};
use matcher::{Hashes, matcher_sha256};

/// What to sweep and where to write; files of the outputs' names are replaced. All fields but the first three have defaults.
///
/// ```no_run
/// use optout_core::{Policy, SweepJob};
///
/// let today = "2026-11-24".parse()?;
/// let job = SweepJob::new("list.csv", "contacts.csv", "out", Policy::standard()?, today);
/// let report = job.run(&mut |_| std::ops::ControlFlow::Continue(()))?;
/// println!("{} records", report.counts.records);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SweepJob {
    /// The Opt-Out List.
    pub list: PathBuf,
    /// The contact export.
    pub contacts: PathBuf,
    /// The directory to write to; it is made if it is not there.
    pub output_dir: PathBuf,
    /// The policy.
    pub policy: Policy,
    /// Today.
    pub now: Date,
    /// The day on which the list was received, if it was not today.
    pub received: Option<Date>,
    /// How to read the list.
    pub list_options: ListOptions,
    /// How to read the contacts' header.
    pub layout: Layout,
    /// Encoding and delimiter of the contacts, where they are not to be told from the file.
    pub format: Format,
    /// An evidence file.
    pub evidence: Option<PathBuf>,
    /// Past exports to redact.
    pub past_exports: Vec<PathBuf>,
    /// A table of company domains that are one company's
    /// ([`DomainAliases::read`](crate::DomainAliases::read)).
    pub domain_aliases: Option<PathBuf>,
    /// A table of ids that have become others ([`IdLinks::read`](crate::IdLinks::read)).
    pub id_links: Option<PathBuf>,
    /// A table of given names and their short forms ([`Nicknames::read`](crate::Nicknames::read)).
    pub nicknames: Option<PathBuf>,
    /// What humans have decided about pairs ([`Verdicts::read`](crate::Verdicts::read)).
    pub verdicts: Option<PathBuf>,
    /// A matcher that is there, opened or built ([`build_matcher`](Self::build_matcher)), so that the job does not
    /// build one. What is decided is the same.
    ///
    /// It has to be of the job's list and policy, or else the job fails; and the tables of what is known beside
    /// them are those in it, so that none may be named here. The list is read all the same: past exports are
    /// redacted by what it says as it stands, which no matcher holds, the manifest tells of its rows and their
    /// faults, and nothing else shows that the matcher is of this list and not of last week's. Who needs none of
    /// that has [`Sweep::with_matcher`], which takes no list.
    pub matcher: Option<Matcher>,
    /// The list of last time, or its snapshot as JSON ([`Snapshot`]); the list's options hold for either list.
    /// The guard looks whether the list has shrunk since, and the report says how many are gone. Without it, a list
    /// that was cut off is swept as if everybody else had withdrawn.
    pub previous_list: Option<PathBuf>,
    /// How many records the contacts had last time (`records` under `counts` in the last manifest). The guard looks
    /// whether they have become fewer. Without it, of an export that was cut off between two records, only those
    /// people are swept who are in it.
    pub previous_records: Option<u64>,
    /// What the table for review shows.
    pub review: ReviewOptions,
    /// How much may be removed, and how much of list and contacts may be gone since last time, before the job
    /// stops.
    pub guard: Guard,
    /// A directory of the job's own for what it has so far, which is made if it is not there; if it is, the job
    /// goes on from there. For runs so long that one that is stopped must not be for nothing.
    ///
    /// The job goes on only with the same list, policy, evidence, tables, days and columns; the guard, what was
    /// there last time, the past exports and the number of threads may be others. The contacts are read from their
    /// start, hashed, and have to begin as before, but only the records behind the checkpoint are decided about,
    /// and what is written is the same as without a stop. Once the job has succeeded, the directory is gone.
    /// Until then it holds unfinished tables, and so personal data, readable by its owner only. A second job
    /// that is given it meanwhile fails, on file systems that have locks.
    pub checkpoint: Option<PathBuf>,
    /// How many bytes of the contacts are read from one checkpoint to the next, or a few more.
    pub checkpoint_every: u64,
    /// How many threads work on the contacts and on a past export: 1 is that of the call. What is written
    /// is the same for any number.
    pub threads: usize,
}

/// What a job did; the manifest.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct JobReport {
    /// What the output is, and is not.
    pub notice: &'static str,
    /// The version of this library.
    pub engine: &'static str,
    /// The version of the rules by which values were normalised.
    pub normalization: u32,
    /// The data tables in use and their versions.
    pub tables: BTreeMap<&'static str, &'static str>,
    /// The day that was taken for today.
    pub now: Date,
    /// The day from which clocks run.
    pub received: Date,
    /// The matching policy's name.
    pub policy: String,
    /// The policy's hash.
    pub policy_hash: String,
    /// The policy itself, which is not in the manifest.
    #[serde(skip)]
    terms: Policy,
    /// How much might have been removed, and been gone since last time.
    pub guard: Guard,
    /// How many people were on the list of last time, if it was given.
    pub previous_entries: Option<u64>,
    /// How many records the contacts had last time, if that was given.
    pub previous_records: Option<u64>,
    /// The list.
    pub list: ListReport,
    /// SHA-256 of the contacts.
    pub contacts_sha256: String,
    /// SHA-256 of the files that say what is known beside list and policy, by what they are; of a matcher that was
    /// given, `matcher`, that of its bytes.
    pub options_sha256: BTreeMap<&'static str, String>,
    /// SHA-256 of the evidence file.
    pub evidence_sha256: Option<String>,
    /// How many pieces of evidence the file holds.
    pub evidence_pieces: u64,
    /// The numbers.
    pub counts: Counts,
    /// The redacted exports by the name they were written under.
    pub past_exports: BTreeMap<String, Summary>,
    /// What reading the redacted exports again showed: that every promise holds, and where the address
    /// of a redacted person still stands in somebody else's row.
    pub verifications: BTreeMap<String, Verification>,
    /// The head of the audit log, the `chain` of its last line ([`report::audit`](crate::report::audit)). Kept
    /// elsewhere, it shows that log and manifest were not written anew.
    pub audit_head: String,
    /// SHA-256 of what was written, by name.
    pub outputs: BTreeMap<String, String>,
}

/// What the list was.
#[derive(Clone, Debug, Serialize)]
pub struct ListReport {
    /// SHA-256 of the file.
    pub sha256: String,
    /// The snapshot's name.
    pub snapshot: String,
    /// Rows.
    pub records: u64,
    /// People.
    pub entries: u64,
    /// Numbers of columns, from 1, whose names say nothing to the library.
    pub unread_columns: Vec<usize>,
    /// What was wrong with single rows.
    pub faults: Vec<Fault>,
}

/// The names of what every job writes.
const OUTPUTS: [&str; 7] = [
    "decisions.csv",
    "deletions.csv",
    "review.csv",
    "flags.csv",
    "audit.jsonl",
    PAGE,
    "manifest.json",
];

/// The evidence report among them.
const PAGE: &str = "report.html";

/// How many bytes are read between two checkpoints, if nothing else is said.
const CHECKPOINT_EVERY: u64 = 256 << 20;

/// The namespaces of the systems whose ids past exports hold.
const CRM_NAMESPACES: [&str; 3] = ["crm", "hubspot", "salesforce"];

impl SweepJob {
    /// A job with defaults for the rest.
    pub fn new(
        list: impl Into<PathBuf>,
        contacts: impl Into<PathBuf>,
        output_dir: impl Into<PathBuf>,
        policy: Policy,
        now: Date,
    ) -> Self {
        Self {
            list: list.into(),
            contacts: contacts.into(),
            output_dir: output_dir.into(),
            policy,
            now,
            received: None,
            list_options: ListOptions::default(),
            layout: Layout::detect(),
            format: Format::default(),
            evidence: None,
            past_exports: Vec::new(),
            domain_aliases: None,
            id_links: None,
            nicknames: None,
            verdicts: None,
            matcher: None,
            previous_list: None,
            previous_records: None,
            review: ReviewOptions::default(),
            guard: Guard::default(),
            checkpoint: None,
            checkpoint_every: CHECKPOINT_EVERY,
            threads: 1,
        }
    }

    /// Does it. Nothing is written unless everything succeeds, every redacted export being read again
    /// and verified included; what stood in the outputs' places stands there then as before. A job that is
    /// killed while its files get their names, as its last step, leaves some old and some new, and none half
    /// written: the manifest gets its name last ([`OutputSet`]).
    ///
    /// # Errors
    /// An input cannot be read, with the input and the place; an output would take an input's place;
    /// writing failed; or the callback stopped the job.
    pub fn run(&self, on_progress: &mut OnProgress<'_>) -> Result<JobReport> {
        let names = self.redacted_names()?;
        self.spare_inputs(&names)?;
        let is_new = fs::create_directory(&self.output_dir)?;
        let result = self.run_into(&names, on_progress);
        if result.is_err() && is_new {
            fs::remove_empty_directory(&self.output_dir);
        }
        result
    }

    fn run_into(&self, names: &[String], on_progress: &mut OnProgress<'_>) -> Result<JobReport> {
        let (list, list_sha256) = self.read_list()?;
        let snapshot = list.snapshot_id();
        if let Some(matcher) = &self.matcher {
            self.require_fitting(matcher, snapshot)?;
        }
        let (evidence, evidence_sha256) = self.read_evidence()?;
        let (options, mut options_sha256) = self.match_options()?;
        if let Some(matcher) = &self.matcher {
            options_sha256.insert("matcher", matcher_sha256(matcher)?);
        }
        let mut grounds = self.grounds(&options_sha256);
        grounds.extend([
            ("list".to_owned(), list_sha256.clone()),
            ("snapshot".to_owned(), snapshot.as_ref().to_owned()),
        ]);
        grounds.extend(evidence_sha256.clone().map(|hash| ("evidence".to_owned(), hash)));
        let previous_list = match &self.previous_list {
            None => None,
            Some(path) => {
                let of = Input::PreviousList;
                let (snapshot, hash) =
                    hashed(path, of, |input| read_previous(input, &self.list_options()))?;
                options_sha256.insert(of.as_str(), hash);
                Some(snapshot)
            }
        };
        let mut sweep =
            self.of_inputs(&list, options, &evidence).review(self.review).guard(self.guard);
        if let Some(snapshot) = &previous_list {
            sweep = sweep.previous_list(snapshot);
        }
        if let Some(records) = self.previous_records {
            sweep = sweep.previous_records(records);
        }
        let mut written = Written::new(&self.output_dir);
        let (swept, contacts_sha256, kept) = match &self.checkpoint {
            None => {
                let (swept, hash) = hashed(&self.contacts, Input::Contacts, |input| {
                    self.sweep(&sweep, input, &mut written, on_progress)
                })?;
                (swept, hash, None)
            }
            Some(directory) => {
                let checkpoint::Kept { set, swept, contacts_sha256 } =
                    checkpoint::sweep(self, directory, grounds, &sweep, on_progress)?;
                written.copy(&set)?;
                (swept, contacts_sha256, Some(set))
            }
        };
        let redactor = Redactor::new(targets(&list, &swept))
            .list_snapshot(snapshot.as_ref())
            .threads(self.threads);
        let (mut past_exports, mut verifications) = (BTreeMap::new(), BTreeMap::new());
        for (path, name) in self.past_exports.iter().zip(names) {
            let open = || fs::open(path).map_err(|error| error.within(Input::PastExport));
            let mut output = written.create(name)?;
            let summary = redactor.redact(open()?, &mut output)?;
            output.flush()?;
            let verification = redactor.verify(open()?, written.set.read(name)?)?;
            written.hashes.insert(name.clone(), summary.sha256_output.clone().unwrap_or_default());
            past_exports.insert(name.clone(), summary);
            verifications.insert(name.clone(), verification);
        }
        let mut report = JobReport {
            notice: Trace::NOTICE,
            engine: env!("CARGO_PKG_VERSION"),
            normalization: normalize::VERSION,
            tables: normalize::TABLES.iter().copied().collect(),
            now: self.now,
            received: self.received.unwrap_or(self.now),
            policy: self.policy.matching().name().to_owned(),
            policy_hash: self.policy.hash().to_owned(),
            terms: self.policy.clone(),
            guard: self.guard,
            previous_entries: previous_list.map(|snapshot| snapshot.len() as u64),
            previous_records: self.previous_records,
            list: ListReport {
                sha256: list_sha256,
                snapshot: snapshot.as_ref().to_owned(),
                records: list.records(),
                entries: list.entries().len() as u64,
                unread_columns: list.unread_columns().to_vec(),
                faults: list.faults().to_vec(),
            },
            contacts_sha256,
            options_sha256,
            evidence_sha256,
            evidence_pieces: evidence.len(),
            counts: swept.counts,
            audit_head: swept.audit_head,
            past_exports,
            verifications,
            outputs: written.hashes.clone(),
        };
        report.outputs.insert(PAGE.to_owned(), written.page(&report.html())?);
        written.finish(&report)?;
        if let Some(kept) = kept {
            kept.remove()?;
        }
        Ok(report)
    }

    fn read_evidence(&self) -> Result<(EvidenceStore, Option<String>)> {
        let Some(path) = &self.evidence else { return Ok((EvidenceStore::new(), None)) };
        let read = |input: &mut (dyn Read + Send)| read_evidence(input, Format::default());
        let (store, hash) = hashed(path, Input::Evidence, read)?;
        Ok((store, Some(hash)))
    }

    /// A sweep with all that decisions rest on.
    fn of_inputs<'a>(
        &'a self,
        list: &'a OptOutList,
        options: MatchOptions,
        evidence: &'a EvidenceStore,
    ) -> Sweep<'a> {
        let sweep = match &self.matcher {
            Some(matcher) => {
                let basis = self.policy.basis().clone();
                Sweep::with_matcher(matcher, basis, evidence, self.now).showing(list)
            }
            None => Sweep::new(list, self.policy.clone(), evidence, self.now).matching(options),
        };
        sweep.received(self.received.unwrap_or(self.now)).threads(self.threads)
    }

    /// What decisions rest on beside list and evidence.
    fn grounds(&self, options_sha256: &Hashes) -> checkpoint::Grounds {
        let options = options_sha256.iter().map(|(of, hash)| (*of, hash.clone()));
        let received = self.received.unwrap_or(self.now).to_string();
        let review = format!("{:?}", self.review);
        let engine = format!("{} {}", env!("CARGO_PKG_VERSION"), normalize::VERSION);
        let others = [
            ("policy", self.policy.hash().to_owned()),
            ("now", self.now.to_string()),
            ("received", received),
            ("review", review),
            ("engine", engine),
        ];
        options.chain(others).map(|(of, what)| (of.to_owned(), what)).collect()
    }

    fn sweep(
        &self,
        sweep: &Sweep<'_>,
        input: impl Read + Send,
        written: &mut Written,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<Swept> {
        let mut contacts = Table::open_contacts(input, self.format, &self.layout)?;
        let mut outputs = Outputs::FILES
            .map(|name| Ok(Hashing::only_if(true, written.create(name)?)))
            .transpose()?;
        let swept = sweep.run(&mut contacts, outputs.by_ref(), on_progress)?;
        for (name, output) in Outputs::FILES.into_iter().zip(outputs) {
            written.hashes.insert(name.to_owned(), output.finish().unwrap_or_default());
        }
        Ok(swept)
    }

    /// Refuses to write over what is read.
    fn spare_inputs(&self, redacted: &[String]) -> Result<()> {
        let inputs = [&self.list, &self.contacts]
            .into_iter()
            .chain(&self.evidence)
            .chain(&self.past_exports)
            .chain(&self.domain_aliases)
            .chain(&self.id_links)
            .chain(&self.nicknames)
            .chain(&self.verdicts)
            .chain(&self.previous_list);
        let outputs = OUTPUTS.iter().copied().chain(redacted.iter().map(String::as_str));
        let outputs: Vec<PathBuf> = outputs.map(|name| self.output_dir.join(name)).collect();
        for input in inputs {
            if outputs.iter().any(|output| fs::is_same_file(input, output)) {
                let expected = "a directory in which no input has an output's name";
                return Err(Error::new(ErrorKind::InvalidOption { option: "out", expected }));
            }
        }
        Ok(())
    }

    /// Each past export's own name with `.redacted.csv`; two of one name are refused.
    fn redacted_names(&self) -> Result<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        for path in &self.past_exports {
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .map(|stem| format!("{stem}.redacted.csv"))
                .filter(|name| !names.contains(name))
                .ok_or_else(|| {
                    let expected = "files of different names";
                    Error::new(ErrorKind::InvalidOption { option: "past_exports", expected })
                })?;
            names.push(name);
        }
        Ok(names)
    }
}

/// Everybody on the list, and every record that certainly belongs to one of them: redaction of the
/// vendor's own export waits for no lawful basis of ours.
fn targets(list: &OptOutList, swept: &Swept) -> Targets {
    let mut targets = Targets::new();
    targets.list(list);
    for (system, id) in swept.found_record_ids.iter() {
        // An export holds ids of the CRM; another system's could be the same and somebody else's.
        if CRM_NAMESPACES.contains(&system) {
            targets.record_id(id);
        }
    }
    targets
}

/// Reads a whole file and tells its hash. `read` says itself which of its faults are in the file: a guard
/// that stops a sweep is in none.
fn hashed<T>(
    path: &Path,
    of: Input,
    read: impl FnOnce(&mut (dyn Read + Send)) -> Result<T>,
) -> Result<(T, String)> {
    let inside = |error: Error| error.within(of);
    let mut input = Hashing::only_if(true, fs::open(path).map_err(inside)?);
    let value = read(&mut input)?;
    std::io::copy(&mut input, &mut std::io::sink()).map_err(Error::from).map_err(inside)?;
    Ok((value, input.finish().unwrap_or_default()))
}

/// The list of last time, of which there may be the snapshot only: no list begins with a brace, but one that is
/// JSON may, and is none if it reads as a snapshot.
fn read_previous(input: &mut dyn Read, options: &ListOptions) -> Result<Snapshot> {
    let of = Input::PreviousList;
    let mut start = Vec::new();
    let unread = |error: std::io::Error| Error::from(error).within(of);
    input.take(1).read_to_end(&mut start).map_err(unread)?;
    let is_object = start.starts_with(b"{");
    let mut input = std::io::Cursor::new(start).chain(input);
    if !is_object {
        return Ok(OptOutList::read_as(of, input, options)?.snapshot());
    }
    if options.form.is_json() {
        let mut whole = Vec::new();
        input.read_to_end(&mut whole).map_err(unread)?;
        return match serde_json::from_slice(&whole) {
            Ok(snapshot) => Ok(snapshot),
            Err(_) => Ok(OptOutList::read_as(of, whole.as_slice(), options)?.snapshot()),
        };
    }
    serde_json::from_reader(std::io::BufReader::new(input)).map_err(|error| {
        if error.is_io() {
            return unread(error.into());
        }
        let expected = "a list, or its snapshot as JSON";
        Error::new(ErrorKind::Value { column: 0, expected }).within(of)
    })
}

struct Written {
    set: OutputSet,
    hashes: BTreeMap<String, String>,
}

impl Written {
    fn new(directory: &Path) -> Self {
        Self { set: OutputSet::new(directory), hashes: BTreeMap::new() }
    }

    fn create(&mut self, name: &str) -> Result<BufWriter<OutputFile>> {
        Ok(BufWriter::with_capacity(1 << 18, self.set.create(name)?))
    }

    /// Copies the tables of a sweep that was kept.
    fn copy(&mut self, kept: &KeptSet) -> Result<()> {
        for name in Outputs::FILES {
            let mut output = Hashing::only_if(true, self.create(name)?);
            std::io::copy(&mut kept.read(name)?, &mut output)?;
            output.flush()?;
            self.hashes.insert(name.to_owned(), output.finish().unwrap_or_default());
        }
        Ok(())
    }

    /// Writes the evidence report; its hash.
    fn page(&mut self, html: &str) -> Result<String> {
        let mut page = Hashing::only_if(true, self.create(PAGE)?);
        page.write_all(html.as_bytes())?;
        page.flush()?;
        Ok(page.finish().unwrap_or_default())
    }

    fn finish(mut self, report: &JobReport) -> Result<()> {
        let mut manifest = self.create("manifest.json")?;
        serde_json::to_writer_pretty(&mut manifest, report).map_err(std::io::Error::from)?;
        manifest.write_all(b"\n")?;
        manifest.flush()?;
        drop(manifest);
        self.set.commit()
    }
}
