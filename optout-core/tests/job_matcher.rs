//! A job that is given a matcher writes what it writes without, and refuses one that is not its own.
#![cfg(feature = "fs")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the test makes and reads the files, and reads a policy once"
)]

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use optout_core::sweep::Guard;
use optout_core::{BasisPolicy, Error, JobReport, MatchPolicy, Matcher, Policy, SweepJob};

/// Reading a policy looks at everything that there can be.
static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::standard().unwrap());

const LIST: &str = "Name,Unique 6sense Record ID,Work email,Company website\n\
    Ada Lovelace,P1,ada@engine.example,engine.example\n\
    Bob Babbage,P2,bob@engine.example,engine.example\nnobody,,,\n";
const CONTACTS: &str = "Record ID,First Name,Last Name,Email,6sense ID,Website\n\
    1,Ada,Lovelace,ada@engine.example,,\n\
    2,Robert,Babbage,,,analytical.example\n\
    3,Zoe,Zuse,zoe@else.example,,\n";
const EXPORT: &str = "6sense People Id,Email,Is Redacted\nP1,ada@engine.example,FALSE\n";
const ALIASES: &str = "domain,alias\nengine.example,analytical.example\n";
const PREVIOUS: &str =
    "Name,Unique 6sense Record ID,Work email\nCara Cole,P3,cara@engine.example\n";

fn path(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn job(directory: &Path, out: &str) -> SweepJob {
    let list = path(directory, "list.csv", LIST);
    let contacts = path(directory, "contacts.csv", CONTACTS);
    let today = "2026-11-24".parse().unwrap();
    let mut job = SweepJob::new(list, contacts, directory.join(out), POLICY.clone(), today);
    job.past_exports = vec![path(directory, "export.csv", EXPORT)];
    job.previous_list = Some(path(directory, "previous.csv", PREVIOUS));
    job.review.values = true;
    job.guard = Guard::OFF;
    job
}

/// The matcher of a job by way of a file.
fn saved(job: &SweepJob, directory: &Path) -> Matcher {
    let path = directory.join("list.matcher");
    job.build_matcher().unwrap().save(&path).unwrap();
    Matcher::open(&path).unwrap()
}

fn run(job: &SweepJob) -> Result<JobReport, Error> {
    job.run(&mut |_| ControlFlow::Continue(()))
}

/// What a job wrote, but for the manifest and the evidence report, which say what was read.
fn written(job: &SweepJob) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(&job.output_dir).unwrap().map(Result::unwrap);
    let files = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()));
    files.filter(|(name, _)| name != "manifest.json" && name != "report.html").collect()
}

#[test]
fn a_job_writes_the_same_with_its_matcher() {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    let mut built = job(directory, "built");
    built.domain_aliases = Some(path(directory, "aliases.csv", ALIASES));
    let mut given = job(directory, "given");
    given.matcher = Some(saved(&built, directory));
    let (mut with_list, mut with_matcher) = (run(&built).unwrap(), run(&given).unwrap());
    assert_eq!(with_list.counts.retention.values().sum::<u64>(), 2);
    assert_eq!(written(&built), written(&given));
    assert_eq!(written(&given).len(), 6);
    // The manifest says that there was a matcher, and which, instead of what it was built with.
    let hash = with_matcher.options_sha256.remove("matcher").unwrap();
    assert_eq!(hash.len(), 64);
    assert_eq!(hash, run(&given).unwrap().options_sha256["matcher"]);
    assert!(with_list.options_sha256.remove("domain_aliases").is_some());
    // So does the evidence report, whose hash is in the manifest.
    let page = |report: &mut JobReport| report.outputs.remove("report.html");
    assert_ne!(page(&mut with_matcher), page(&mut with_list));
    let json = |report| serde_json::to_value(report).unwrap();
    assert_eq!(json(with_matcher), json(with_list));
}

#[test]
fn a_matcher_of_something_else_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    let own = saved(&job(directory, "out"), directory);
    let refused = |change: &dyn Fn(&mut SweepJob)| {
        let mut job = job(directory, "out");
        job.matcher = Some(own.clone());
        change(&mut job);
        let error = run(&job).unwrap_err().to_string();
        assert!(!job.output_dir.exists());
        error
    };
    let longer = format!("{LIST}Dan Dole,P4,dan@engine.example,\n");
    let list = path(directory, "longer.csv", &longer);
    let aliases = path(directory, "aliases.csv", ALIASES);
    assert_eq!(
        refused(&|job| job.list.clone_from(&list)),
        "option matcher: expected a matcher of the list that is given; build it anew"
    );
    assert_eq!(
        refused(&|job| {
            job.policy = Policy::new(MatchPolicy::strict().unwrap(), BasisPolicy::default());
        }),
        "option matcher: expected a matcher of the policy that is given; build it anew"
    );
    assert_eq!(
        refused(&|job| job.domain_aliases = Some(aliases.clone())),
        "option domain_aliases: expected the table in the matcher that is given"
    );
}

#[test]
fn a_checkpoint_is_gone_on_with_by_the_same_matcher_only() {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    let mut stopped = job(directory, "out");
    stopped.matcher = Some(saved(&stopped, directory));
    stopped.checkpoint = Some(directory.join("checkpoint"));
    stopped.checkpoint_every = 0;
    // All is swept, and the guard stops it.
    stopped.guard = Guard { records: 0, per_mille: 0, ..Guard::OFF };
    assert_eq!(run(&stopped).unwrap_err().kind().code(), "blast_radius");
    let mut without = stopped.clone();
    without.matcher = None;
    assert_eq!(
        run(&without).unwrap_err().to_string(),
        "option checkpoint: expected the matcher that it was made with, or none as then"
    );
    stopped.guard = Guard::OFF;
    assert_eq!(run(&stopped).unwrap().counts.records, 3);
}
