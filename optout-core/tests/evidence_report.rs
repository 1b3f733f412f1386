//! The page that a job keeps of itself.
#![cfg(feature = "fs")]
#![allow(clippy::disallowed_methods, reason = "the test makes and reads the files")]

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use optout_core::sweep::Guard;
use optout_core::{JobReport, Policy, SweepJob};
use sha2::{Digest as _, Sha256};

/// Stands in every value of the inputs.
const CANARY: &str = "zyzzyva";

fn run(directory: &Path, change: impl FnOnce(&mut SweepJob)) -> (JobReport, String) {
    let write = |name: &str, text: String| {
        let path = directory.join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let list = write(
        "list.csv",
        format!("Name,Unique 6sense Record ID,Work email\n{CANARY},{CANARY}1,{CANARY}@x.example\n"),
    );
    let contacts = write(
        "contacts.csv",
        format!(
            "Record ID,Last Name,Email,Notes\n{CANARY}7,{CANARY},{CANARY}@x.example,{CANARY}\n"
        ),
    );
    let export = write(
        "crm&<b>.csv",
        format!("6sense People Id,Email,Is Redacted\n{CANARY}1,{CANARY}@x.example,FALSE\n"),
    );
    let today = "2026-11-24".parse().unwrap();
    let policy = Policy::standard().unwrap();
    let mut job = SweepJob::new(list, contacts, directory.join("out"), policy, today);
    job.past_exports = vec![export];
    change(&mut job);
    let report = job.run(&mut |_| ControlFlow::Continue(())).unwrap();
    let page = fs::read_to_string(directory.join("out/report.html")).unwrap();
    (report, page)
}

#[test]
fn a_job_writes_its_page_and_the_manifest_its_hash() {
    let directory = tempfile::tempdir().unwrap();
    let (report, page) = run(directory.path(), |_| {});
    assert_eq!(report.html(), page);
    let hash: String =
        Sha256::digest(page.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(report.outputs["report.html"], hash);
    let manifest = fs::read_to_string(directory.path().join("out/manifest.json")).unwrap();
    assert!(manifest.contains(&hash) && manifest.contains("\"shrinkage_per_mille\": 100"));
    let others = report.outputs.iter().filter(|(name, _)| *name != "report.html");
    let read = [&report.list.sha256, &report.list.snapshot, &report.contacts_sha256];
    let summary = &report.past_exports["crm&<b>.redacted.csv"];
    let exports =
        [&summary.sha256_input, &summary.sha256_output].map(|hash| hash.as_ref().unwrap());
    for hash in others.map(|(_, hash)| hash).chain(read).chain(exports).chain([&report.policy_hash])
    {
        assert!(page.contains(hash.as_str()));
    }
    assert!(page.contains("<bdi>crm&amp;&lt;b&gt;.redacted.csv</bdi>"));
    assert!(page.contains("read again: every promise holds for 1 record, of which 1 redacted"));
    let (_, again) = run(directory.path(), |job| job.threads = 3);
    assert_eq!(again, page);
}

#[test]
fn no_value_of_an_input_is_on_the_page() {
    let directory = tempfile::tempdir().unwrap();
    let (report, page) = run(directory.path(), |job| job.review.values = true);
    assert_eq!(report.counts.retention.values().sum::<u64>(), 1);
    assert!(!page.contains(CANARY));
}

#[test]
fn what_was_given_of_last_time_is_compared_and_shown() {
    let directory = tempfile::tempdir().unwrap();
    let (_, page) = run(directory.path(), |_| {});
    assert!(page.contains("No list of last time was given"));
    let (report, page) = run(directory.path(), |job| {
        job.previous_list = Some(job.list.clone());
        job.previous_records = Some(1);
        job.guard = Guard { records: 7, ..Guard::default() };
    });
    assert_eq!((report.previous_entries, report.previous_records), (Some(1), Some(1)));
    assert!(!page.contains("of last time was given") && !page.contains("not compared"));
    assert!(page.contains("at most 7") && page.contains("the larger of 7 records and 1.0\u{a0}%"));
}
