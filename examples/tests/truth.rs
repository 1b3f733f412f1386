//! The sweep of a generated sample gives what the truth beside it says, record by record.

use std::collections::HashMap;
use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;

use optout_core::sweep::Guard;
use optout_core::{Policy, SweepJob};
use optout_examples::generate::{Request, generate};

/// What is expected of each record id: the entry and what becomes of it.
type Truth = HashMap<String, (String, String)>;

fn read_truth(directory: &Path) -> Truth {
    rows(&directory.join("truth.csv"))
        .into_iter()
        .map(|row| (row["record_id"].clone(), (row["entry_id"].clone(), row["expected"].clone())))
        .collect()
}

fn rows(path: &Path) -> Vec<HashMap<String, String>> {
    csv::Reader::from_path(path).unwrap().into_deserialize().map(Result::unwrap).collect()
}

fn sweep(directory: &Path, contacts: &str, out: &Path) -> Vec<HashMap<String, String>> {
    let mut job = SweepJob::new(
        directory.join("opt_out_list.csv"),
        directory.join(contacts),
        out,
        Policy::standard().unwrap(),
        "2026-11-24".parse().unwrap(),
    );
    // The list of the sample is large for its contacts.
    job.guard = Guard::OFF;
    job.evidence = Some(directory.join("evidence.csv"));
    job.past_exports =
        vec![directory.join("past_export_crm.csv"), directory.join("past_export_csv.csv")];
    job.run(&mut |_| ControlFlow::Continue(())).unwrap();
    rows(&out.join("decisions.csv"))
}

fn meets_truth(directory: &Path, what: &str) {
    let mut truth = read_truth(directory);
    let mut wrong = Vec::new();
    for contacts in ["salesforce_contacts.csv", "hubspot_contacts.csv"] {
        let out = tempfile::tempdir().unwrap();
        for row in sweep(directory, contacts, out.path()) {
            let (entry, expected) = truth.remove(&row["record_id"]).unwrap();
            if row["retention"] != expected || (!entry.is_empty() && row["entry_id"] != entry) {
                wrong.push(format!(
                    "{}: expected {expected} of {entry}, found {} of {} by {} ({})",
                    row["record_id"], row["retention"], row["entry_id"], row["rule"], row["reason"]
                ));
            }
        }
    }
    for (record, (entry, expected)) in truth {
        if expected != "none" {
            wrong.push(format!("{record}: expected {expected} of {entry}, found nobody"));
        }
    }
    assert!(wrong.is_empty(), "{what}: {} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_committed_sample_meets_its_truth() {
    meets_truth(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample"), "sample");
}

#[test]
fn other_seeds_and_sizes_meet_their_truth() {
    for (seed, contacts, opt_outs) in [(2, 400, 100), (3, 3_000, 500), (4, 20_000, 2_000)] {
        let directory = tempfile::tempdir().unwrap();
        let open = |file: optout_examples::generate::File| {
            File::create(directory.path().join(file.name()))
        };
        generate(&Request { seed, contacts, opt_outs }, open).unwrap();
        meets_truth(directory.path(), &format!("seed {seed}"));
    }
}

#[test]
fn redacted_exports_hold_nobody_on_the_list() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    let out = tempfile::tempdir().unwrap();
    sweep(&sample, "salesforce_contacts.csv", out.path());
    let listed: Vec<String> = rows(&sample.join("opt_out_list.csv"))
        .into_iter()
        .map(|row| row["Work email"].trim().to_lowercase())
        .filter(|email| email.contains('@'))
        .collect();
    for name in ["past_export_crm", "past_export_csv"] {
        let text = fs::read_to_string(out.path().join(format!("{name}.redacted.csv"))).unwrap();
        let lower = text.to_lowercase();
        let left = listed
            .iter()
            .filter(|email| {
                lower.contains(&format!("\"{email}\"")) || lower.contains(&format!(";{email};"))
            })
            .count();
        assert_eq!(left, 0, "{name}");
    }
}
