//! A job that is stopped, wherever, and gone on with writes what it would have written in one go.
#![cfg(feature = "fs")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the test makes and reads the files, and starts itself again to be killed"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use optout_core::sweep::Guard;
use optout_core::{BasisPolicy, Error, Input, JobReport, MatchPolicy, Policy, SweepJob};

/// Reading a policy looks at everything that there can be.
static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::standard().unwrap());

/// Where a job's files are.
struct Place(PathBuf);

const HEADER: &str =
    "Record ID,First Name,Last Name,Email,6sense ID,Unsubscribed from all email,Notes\n";
const EVIDENCE: &str = "record_id,kind,occurred_at,source_ref,provenance,purposes\n\
    21,opt_in_double,2026-03-01,form-7,own,marketing\n\
    42,legal_claims_hold,,,,\nnobody,contract,,,,\n";
const EXPORT: &str = "6sense People Id,Email,Is Redacted\nP3,x@engine.example,FALSE\n";

/// Records of which some are found by id, some by an address that another has too, far apart, and most not.
fn contacts(rows: usize) -> String {
    let mut text = HEADER.to_owned();
    let notes = "n".repeat(200);
    for row in 0..rows {
        let person = row % 29;
        let (name, email, listed) = match row % 50 {
            0 => ("Ada,Lovelace", format!("ada.{person}@engine.example"), format!("P{person}")),
            1 => (",", format!("ada.{person}@engine.example"), String::new()),
            2 => ("Zoe,\"Zuse \"\"Z\"\"\"", format!("zoe.{row}@else.example"), String::new()),
            3 => ("A.,Lovelace", format!("ada.{person}@engine.example"), String::new()),
            _ => ("Bob,Babbage", format!("bob.{row}@else.example"), String::new()),
        };
        writeln!(text, "{row},{name},{email},{listed},{},{notes}", row % 2 == 0).unwrap();
    }
    text
}

fn list(people: usize) -> String {
    let mut text = "Name,Unique 6sense Record ID,Work email\n".to_owned();
    for person in 0..people {
        writeln!(text, "Ada Lovelace,P{person},ada.{person}@engine.example").unwrap();
    }
    text
}

impl Place {
    fn new(directory: &Path, rows: usize) -> Self {
        let place = Self(directory.to_owned());
        fs::write(place.path("list.csv"), list(30)).unwrap();
        fs::write(place.path("contacts.csv"), contacts(rows)).unwrap();
        fs::write(place.path("evidence.csv"), EVIDENCE).unwrap();
        fs::write(place.path("export.csv"), EXPORT).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn job(&self, out: &str) -> SweepJob {
        let mut job = SweepJob::new(
            self.path("list.csv"),
            self.path("contacts.csv"),
            self.path(out),
            POLICY.clone(),
            "2026-11-24".parse().unwrap(),
        );
        job.evidence = Some(self.path("evidence.csv"));
        job.past_exports = vec![self.path("export.csv")];
        job.guard = Guard::OFF;
        job
    }

    /// A job that is kept after each piece that is read.
    fn kept(&self, out: &str) -> SweepJob {
        let mut job = self.job(out);
        job.checkpoint = Some(self.path("checkpoint"));
        job.checkpoint_every = 0;
        job
    }

    fn written(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let entries =
            fs::read_dir(self.path(out)).map(Iterator::collect).unwrap_or_else(|_| vec![]);
        let read = |entry: std::io::Result<fs::DirEntry>| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
        };
        entries.into_iter().map(read).collect()
    }
}

fn run(job: &SweepJob) -> Result<JobReport, Error> {
    job.run(&mut |_| ControlFlow::Continue(()))
}

/// Runs a job until it has decided about some records that it has not been told of before.
fn run_a_bit(job: &SweepJob) -> Result<JobReport, Error> {
    let mut first = None;
    job.run(&mut |progress| {
        let first = *first.get_or_insert(if job_is_new(job) { 0 } else { progress.records });
        if progress.records > first { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}

fn job_is_new(job: &SweepJob) -> bool {
    let state = job.checkpoint.as_ref().unwrap().join("state.json");
    fs::read(state).is_ok_and(|state| state.starts_with(b"null"))
}

#[test]
fn a_job_that_is_stopped_at_every_checkpoint_writes_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 5_000);
    let whole = run(&place.job("whole")).unwrap();
    assert_eq!(whole.counts.records, 5_000);
    assert!(whole.counts.retention.len() > 1, "{:?}", whole.counts.retention);
    for threads in [1, 3] {
        let mut job = place.kept(&format!("stopped{threads}"));
        job.threads = threads;
        let mut stops = 0;
        let report = loop {
            match run_a_bit(&job) {
                Ok(report) => break report,
                Err(error) => assert_eq!(error.kind().code(), "cancelled"),
            }
            stops += 1;
            assert!(place.written(&format!("stopped{threads}")).is_empty());
            assert!(stops < 100);
        };
        // With several threads, some pieces more may have been handed over when the stop comes.
        assert!(stops >= if threads == 1 { 4 } else { 1 }, "{stops}");
        assert_eq!(report.counts, whole.counts);
        assert!(place.written(&format!("stopped{threads}")) == place.written("whole"));
        assert!(!place.path("checkpoint").exists());
    }
}

#[test]
fn a_job_on_utf_16_goes_on_too() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 0);
    let text = contacts(2_500).replace("Zuse", "Zuse-Müller 😀");
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    fs::write(place.path("contacts.csv"), bytes).unwrap();
    run(&place.job("whole")).unwrap();
    let job = place.kept("stopped");
    let mut stops = 0;
    while let Err(error) = run_a_bit(&job) {
        assert_eq!(error.kind().code(), "cancelled");
        stops += 1;
        assert!(stops < 50);
    }
    assert!(place.written("stopped") == place.written("whole"));
}

/// A checkpoint of a job that was stopped in the middle.
fn stopped(place: &Place) -> SweepJob {
    let job = place.kept("out");
    for _ in 0..3 {
        run_a_bit(&job).unwrap_err();
    }
    job
}

#[test]
fn a_job_goes_on_with_the_same_things_only() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 5_000);
    run(&place.job("whole")).unwrap();
    let job = stopped(&place);
    let state = fs::read(place.path("checkpoint/state.json")).unwrap();
    let refused = |job: &SweepJob, input: Option<Input>, what: &str| {
        let error = run(job).unwrap_err();
        assert_eq!((error.kind().code(), error.input()), ("invalid_option", input), "{what}");
        assert!(error.to_string().contains(what), "{error}");
        assert!(!place.path("out").exists());
        assert!(fs::read(place.path("checkpoint/state.json")).unwrap() == state, "{what}");
    };
    for (name, content, input, what) in [
        ("list.csv", list(31), Input::List, "the list that it was made with"),
        ("evidence.csv", EVIDENCE.replace("form-7", "form-8"), Input::Evidence, "the evidence"),
        // One of the first records, one behind the checkpoint but read by then, and a file cut short.
        ("contacts.csv", contacts(5_000).replacen("Bob", "Rob", 1), Input::Contacts, "begin as"),
        (
            "contacts.csv",
            contacts(5_000).replacen("\n2300,", "\n230a,", 1),
            Input::Contacts,
            "begin as",
        ),
        ("contacts.csv", contacts(2_200), Input::Contacts, "begin as"),
    ] {
        let path = place.path(name);
        let before = fs::read(&path).unwrap();
        assert_ne!(before, content.as_bytes());
        fs::write(&path, content).unwrap();
        refused(&job, Some(input), what);
        fs::write(&path, before).unwrap();
    }
    let mut other = job.clone();
    other.policy = Policy::new(MatchPolicy::shipped("strict").unwrap(), BasisPolicy::default());
    refused(&other, Some(Input::Policy), "the policy");
    let mut other = job.clone();
    other.now = "2026-11-25".parse().unwrap();
    refused(&other, None, "the days");
    let mut other = job.clone();
    other.review.scores = true;
    refused(&other, None, "the review");
    let mut other = job.clone();
    other.evidence = None;
    refused(&other, Some(Input::Evidence), "the evidence");
    let mut other = job.clone();
    other.layout = other.layout.column("Email", optout_core::Role::Phone);
    refused(&other, Some(Input::Contacts), "the columns");
    // A table that is shorter than the state says.
    let table = place.path("checkpoint/decisions.csv.part");
    let decisions = fs::read(&table).unwrap();
    fs::write(&table, "").unwrap();
    refused(&job, Some(Input::Output), "as the job left it");
    fs::write(&table, decisions).unwrap();
    run(&job).unwrap();
    assert!(place.written("out") == place.written("whole"));
    assert!(!place.path("checkpoint").exists());
}

#[test]
fn a_state_that_is_none_and_a_directory_of_somebody_else_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 100);
    fs::create_dir(place.path("checkpoint")).unwrap();
    fs::write(place.path("checkpoint/decisions.csv"), "theirs").unwrap();
    let error = run(&place.kept("out")).unwrap_err();
    assert!(error.to_string().contains("a directory of the job's own"), "{error}");
    assert_eq!(fs::read(place.path("checkpoint/decisions.csv")).unwrap(), b"theirs");
    fs::write(place.path("checkpoint/state.json"), "{\"version\":2}").unwrap();
    let error = run(&place.kept("out")).unwrap_err();
    assert!(error.to_string().contains("this version of the library"), "{error}");
}

#[test]
fn what_a_guard_has_stopped_goes_on_with_another_guard() {
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 5_000);
    run(&place.job("whole")).unwrap();
    let mut job = place.kept("out");
    job.guard = Guard { records: 1, per_mille: 0, ..Guard::OFF };
    assert_eq!(run(&job).unwrap_err().kind().code(), "blast_radius");
    job.guard = Guard::OFF;
    let mut told = Vec::new();
    job.run(&mut |progress| {
        told.push(progress.records);
        ControlFlow::Continue(())
    })
    .unwrap();
    // Nothing was left to be decided about.
    assert!(told.iter().all(|records| *records == 5_000), "{told:?}");
    assert!(place.written("out") == place.written("whole"));
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 5_000);
    stopped(&place);
    let entries = fs::read_dir(place.path("checkpoint")).unwrap();
    let modes: Vec<u32> = entries
        .map(|entry| entry.unwrap().metadata().unwrap().permissions().mode() & 0o777)
        .collect();
    assert_eq!(modes, [0o600; 6]);
}

#[cfg(unix)]
mod kill {
    use std::ffi::OsString;
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;

    const DIRECTORY: &str = "OPTOUT_TEST_DIRECTORY";
    const ROWS: usize = if cfg!(debug_assertions) { 5_000 } else { 120_000 };

    /// What is started to be killed.
    #[test]
    fn worker() {
        let Some(directory) = std::env::var_os(DIRECTORY) else { return };
        let mut job = Place(directory.into()).kept("out");
        job.threads = 2;
        println!("\nready");
        run(&job).unwrap();
    }

    #[test]
    fn a_job_that_is_killed_at_any_moment_goes_on_and_writes_the_same() {
        let directory = tempfile::tempdir().unwrap();
        let place = Place::new(directory.path(), ROWS);
        run(&place.job("whole")).unwrap();
        let whole = place.written("whole");
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let (mut kills, mut checkpoints) = (0u64, 0);
        for _ in 0..2 {
            for attempt in 0.. {
                assert!(attempt < 100);
                let program: OsString = std::env::current_exe().unwrap().into();
                let mut child = Command::new(program)
                    .args(["kill::worker", "--exact", "--nocapture", "--test-threads=1"])
                    .env(DIRECTORY, directory.path())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap();
                let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
                assert!(lines.any(|line| line.unwrap() == "ready"));
                // Xorshift, after Marsaglia (2003).
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                // A busy machine needs longer to get anywhere.
                sleep(Duration::from_micros(state % (200_000 + 150_000 * attempt)));
                if let Some(status) = child.try_wait().unwrap() {
                    assert!(status.success());
                    break;
                }
                child.kill().unwrap();
                // It may have ended by itself in the meantime, and done it all.
                if child.wait().unwrap().success() {
                    break;
                }
                kills += 1;
                let kept = fs::read(place.path("checkpoint/state.json")).unwrap_or_default();
                checkpoints += usize::from(kept.starts_with(b"{"));
                let written = place.written("out");
                assert!(
                    written.iter().all(|(name, bytes)| whole.get(name) == Some(bytes)
                        || name.starts_with(".optout-"))
                );
            }
            let mut written = place.written("out");
            // A process killed in the moment in which a file is replaced leaves it under another name too.
            written.retain(|name, _| !name.starts_with(".optout-"));
            assert!(written == whole);
            assert!(!place.path("checkpoint").exists());
            fs::remove_dir_all(place.path("out")).unwrap();
        }
        println!("{kills} kills, {checkpoints} of them with a checkpoint");
        assert!(kills >= 3 && checkpoints >= 1);
    }
}
