//! The program `classify` as its users run it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn classify(contacts: &Path, out: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_classify"))
        .args(["--now", "2026-11-24", "--contacts"])
        .arg(contacts)
        .arg("--out")
        .arg(out)
        .args(more)
        .output()
        .unwrap()
}

fn file(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name);
    fs::write(&path, text).unwrap();
    path
}

const CONTACTS: &str = "Record ID,Email,Country/Region,Marketing contact status\n\
    1,ada@engine.example,France,Marketing contact\n\
    2,bob@engine.example,France,\n\
    3,eve@engine.example,,Marketing contact\n";

const EVIDENCE: &str = "record_id,kind,occurred_at,source_ref,provenance,purposes\n\
    2,opt_in_double,2026-03-01,form 17,own,marketing\n\
    3,contract,,,own,\n";

#[test]
fn a_row_for_each_record_and_what_is_missing() {
    let directory = tempfile::tempdir().unwrap();
    let contacts = file(directory.path(), "contacts.csv", CONTACTS);
    let evidence = file(directory.path(), "evidence.csv", EVIDENCE);
    let policy = file(directory.path(), "policy.toml", "[basis]\nafter_subscription_days = 30\n");
    let out = directory.path().join("classified.csv");
    let more = [
        "--evidence",
        evidence.to_str().unwrap(),
        "--policy",
        policy.to_str().unwrap(),
        "--since",
        "2026-10-01",
    ];
    let output = classify(&contacts, &out, &more);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = fs::read_to_string(&out).unwrap();
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "1,1,remove,,suppressed,R10,no_independent_basis,own_evidence,2026-10-31,,",
            "2,2,keep,consent,allowed,R4,documented_consent,,,,",
            "3,3,review,,suppressed,R8,uncorroborated,documentation,2026-10-31,,",
        ]
    );
    let said = String::from_utf8(output.stdout).unwrap();
    for line in ["2  past their last day", "2  marketing contacts", "1  documentation"] {
        assert!(said.contains(line), "{said}");
    }
    assert!(!said.contains("engine"), "{said}");
}

#[test]
fn a_flag_that_cannot_be_read_leaves_no_table() {
    let directory = tempfile::tempdir().unwrap();
    let text = "Record ID,Email,Unsubscribed from all email\n1,ada@engine.example,perhaps\n";
    let contacts = file(directory.path(), "contacts.csv", text);
    let out = directory.path().join("classified.csv");
    let output = classify(&contacts, &out, &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("record 1") && !said.contains("perhaps"), "{said}");
    assert!(!out.exists());
}
