//! The audit log of a job: whatever is done to it is noticed, and its decisions come out again.
#![cfg(feature = "fs")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the test makes and reads the files"
)]

use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use optout_core::report::{AuditReplay, Difference, verify_audit};
use optout_core::sweep::Guard;
use optout_core::{ErrorKind, Input, Policy, SweepJob};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::standard().unwrap());

struct Place(tempfile::TempDir);

impl Place {
    /// Contacts of which every tenth is found, some only when the file has been read to its end.
    fn new(rows: usize) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let mut list = "Name,Unique 6sense Record ID,Work email\n".to_owned();
        for person in 0..9 {
            writeln!(list, "Ada Lovelace,P{person},ada.{person}@engine.example").unwrap();
        }
        let mut contacts = "Record ID,First Name,Last Name,Email,6sense ID\n".to_owned();
        for row in 0..rows {
            let person = row % 9;
            let rest = match row % 20 {
                3 => format!("Ada,Lovelace,,P{person}"),
                13 => format!(",,ada.{person}@engine.example,"),
                _ => format!("Bob,Babbage,bob.{row}@else.example,"),
            };
            writeln!(contacts, "{row},{rest}").unwrap();
        }
        fs::write(place.path("list.csv"), list).unwrap();
        fs::write(place.path("contacts.csv"), contacts).unwrap();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn job(&self, out: &str) -> SweepJob {
        let paths = ["list.csv", "contacts.csv", out].map(|name| self.path(name));
        let [list, contacts, out] = paths;
        let now = "2026-11-24".parse().unwrap();
        let mut job = SweepJob::new(list, contacts, out, POLICY.clone(), now);
        job.guard = Guard::OFF;
        job
    }

    /// The log of a run, and its head as the report tells it.
    fn run(&self, job: &SweepJob) -> (Vec<u8>, String) {
        let report = job.run(&mut |_| ControlFlow::Continue(())).unwrap();
        (fs::read(job.output_dir.join("audit.jsonl")).unwrap(), report.audit_head)
    }

    fn replay(&self, job: &SweepJob, log: &[u8], record: Option<u64>) -> AuditReplay {
        let path = self.path("log.jsonl");
        fs::write(&path, log).unwrap();
        job.replay(&path, record, &mut |_| ControlFlow::Continue(())).unwrap()
    }
}

fn lines(log: &[u8]) -> Vec<Vec<u8>> {
    log.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

/// Writes a log anew, as somebody could who knows how.
fn chained_anew(lines: &[Vec<u8>]) -> Vec<u8> {
    let (mut log, mut head) = (Vec::new(), "optout-audit-1".to_owned());
    for line in lines {
        let at = line.windows(10).rposition(|bytes| bytes == b",\"chain\":\"").unwrap();
        let body = &line[..at];
        let hash = Sha256::new().chain_update(&head).chain_update(body).finalize();
        head = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        log.extend_from_slice(body);
        log.extend_from_slice(format!(",\"chain\":\"{head}\"}}\n").as_bytes());
    }
    log
}

fn replaced(line: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(line).unwrap();
    assert!(text.contains(from), "{text}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn the_head_of_the_report_is_that_of_the_log_and_its_last_hash() {
    let place = Place::new(200);
    let (log, head) = place.run(&place.job("out"));
    let found = verify_audit(log.as_slice(), Some(&head)).unwrap();
    assert_eq!((found.decisions, &found.head), (20, &head));
    assert_eq!(chained_anew(&lines(&log)), log);
    let manifest = fs::read_to_string(place.path("out/manifest.json")).unwrap();
    assert!(manifest.contains(&format!("\"audit_head\": \"{head}\"")), "{manifest}");
    // Any reader of JSON reads it.
    for line in lines(&log) {
        let value: serde_json::Value = serde_json::from_slice(&line).unwrap();
        assert_eq!(value["chain"].as_str().unwrap().len(), 64);
    }
}

#[test]
fn every_flipped_bit_is_noticed() {
    let place = Place::new(15);
    let (log, _) = place.run(&place.job("out"));
    assert_eq!(lines(&log).len(), 4);
    for at in 0..log.len() {
        for bit in 0..8 {
            let mut changed = log.clone();
            changed[at] ^= 1 << bit;
            let error = verify_audit(changed.as_slice(), None).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Verification { .. }), "{at} {bit}: {error}");
            assert_eq!(error.input(), Some(Input::Audit));
            let line = log[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
            assert_eq!(error.position().unwrap().record, line, "{at} {bit}: {error}");
        }
    }
}

#[test]
fn every_cut_is_noticed() {
    let place = Place::new(15);
    let (log, _) = place.run(&place.job("out"));
    for length in 0..log.len() {
        let error = verify_audit(&log[..length], None).unwrap_err();
        assert_eq!(error.kind() == &ErrorKind::Empty, length == 0, "{length}: {error}");
    }
}

#[test]
fn lines_taken_out_doubled_and_swapped_are_noticed() {
    let place = Place::new(60);
    let (log, _) = place.run(&place.job("out"));
    let whole = lines(&log);
    assert_eq!(whole.len(), 8);
    for one in 0..whole.len() {
        let mut less = whole.clone();
        less.remove(one);
        assert!(verify_audit(less.concat().as_slice(), None).is_err());
        for other in 0..=whole.len() {
            let mut more = whole.clone();
            more.insert(other, whole[one].clone());
            assert!(verify_audit(more.concat().as_slice(), None).is_err());
        }
        for other in one + 1..whole.len() {
            let mut swapped = whole.clone();
            swapped.swap(one, other);
            assert!(verify_audit(swapped.concat().as_slice(), None).is_err());
        }
    }
}

#[test]
fn no_error_holds_a_value_of_the_log() {
    let place = Place::new(15);
    let (log, head) = place.run(&place.job("out"));
    let mut marked = lines(&log);
    for at in 0..marked.len() {
        for line in [&b"CANARY ada@engine.example\n"[..], b"{\"record\":\"CANARY\"}\n", b"CANARY"] {
            let kept = std::mem::replace(&mut marked[at], line.to_vec());
            let error = verify_audit(marked.concat().as_slice(), Some(&head)).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("CANARY"));
            marked[at] = kept;
        }
    }
}

#[test]
fn a_line_without_end_is_not_taken_in() {
    let place = Place::new(15);
    let (log, _) = place.run(&place.job("out"));
    let start = lines(&log).remove(0);
    let endless = std::io::Read::chain(start.as_slice(), std::io::repeat(b'x'));
    let error = verify_audit(endless, None).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RecordTooLarge { .. }), "{error}");
    assert_eq!(error.position().unwrap().line, 2);
}

#[test]
fn threads_and_stops_change_no_byte() {
    let place = Place::new(20_000);
    let (log, head) = place.run(&place.job("one"));
    let mut two = place.job("two");
    two.threads = 2;
    assert!(place.run(&two) == (log.clone(), head.clone()));
    for threads in [1, 2] {
        let mut kept = place.job("kept");
        kept.threads = threads;
        kept.checkpoint = Some(place.path("checkpoint"));
        kept.checkpoint_every = 0;
        let mut stops = 0;
        loop {
            let mut told = 0;
            let result = kept.run(&mut |_| {
                told += 1;
                if told > 2 + stops { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            match result {
                Ok(report) => {
                    assert_eq!(report.audit_head, head);
                    break;
                }
                Err(error) => assert_eq!(error.kind(), &ErrorKind::Cancelled),
            }
            stops += 1;
        }
        assert!(stops > 1);
        assert!(fs::read(place.path("kept/audit.jsonl")).unwrap() == log);
        fs::remove_dir_all(place.path("kept")).unwrap();
    }
}

#[test]
fn decisions_come_out_again() {
    let place = Place::new(4000);
    let mut job = place.job("out");
    let (log, head) = place.run(&job);
    let replay = place.replay(&job, &log, None);
    assert!(replay.agrees, "{replay:?}");
    assert_eq!((replay.decisions, replay.decisions_in_log, &replay.head), (400, 400, &head));
    job.threads = 2;
    assert_eq!(place.replay(&job, &log, None), replay);
    // The guard is not asked, and nothing is written.
    job.guard = Guard::default();
    job.output_dir = place.path("nowhere");
    assert_eq!(place.replay(&job, &log, None), replay);
    assert!(!place.path("nowhere").exists());
    let one = place.replay(&job, &log, Some(4));
    assert!(one.agrees && one.decisions == 1 && one.decisions_in_log == 400);
    let none = place.replay(&job, &log, Some(1));
    assert!(none.agrees && none.decisions == 0);
}

#[test]
fn a_log_written_anew_does_not_come_out_again() {
    let place = Place::new(200);
    let job = place.job("out");
    let (log, head) = place.run(&job);
    let mut changed = lines(&log);
    changed[1] = replaced(&changed[1], "\"retention\":\"remove\"", "\"retention\":\"keep\"");
    changed[2] = replaced(&changed[2], "\"record_id\":", "\"CANARY\":\"CANARY\",\"record_id\":");
    let taken_out = changed.remove(3);
    let last = changed.len() - 1;
    changed[last] = b"{\"decisions\":19,\"chain\":\"".to_vec();
    let anew = chained_anew(&changed);
    assert!(verify_audit(anew.as_slice(), None).is_ok());
    assert!(verify_audit(anew.as_slice(), Some(&head)).is_err());

    let record = |line: &[u8]| {
        let value: serde_json::Value = serde_json::from_slice(line).unwrap();
        value["record"].as_u64().unwrap()
    };
    let replay = place.replay(&job, &anew, None);
    assert!(!replay.agrees && replay.fault.is_none() && replay.header.is_empty());
    assert_eq!((replay.decisions, replay.changed, replay.not_in_log), (19, 2, 1));
    let told: Vec<(u64, bool, Vec<String>)> = replay
        .differences
        .iter()
        .map(|Difference { record, in_log, members, .. }| (*record, *in_log, members.clone()))
        .collect();
    let expected = [
        (record(&changed[1]), true, vec!["retention".to_owned()]),
        (record(&changed[2]), true, vec!["other".to_owned()]),
        (record(&taken_out), false, vec![]),
    ];
    assert_eq!(told, expected);
    assert!(!format!("{replay:?}{}", serde_json::to_string(&replay).unwrap()).contains("CANARY"));
    let one = place.replay(&job, &anew, Some(expected[0].0));
    assert_eq!((one.changed, one.not_in_log, one.only_in_log), (1, 0, 0));
}

#[test]
fn a_broken_log_is_compared_all_the_same() {
    let place = Place::new(200);
    let job = place.job("out");
    let (log, _) = place.run(&job);
    let mut changed = lines(&log);
    changed[1] = replaced(&changed[1], "\"retention\":\"remove\"", "\"retention\":\"keep\"");
    let twice = changed[2].clone();
    changed.insert(3, twice);
    changed.insert(5, b"no line\n".to_vec());
    changed.truncate(changed.len() - 1);
    let replay = place.replay(&job, &changed.concat(), None);
    let fault = replay.fault.unwrap();
    assert_eq!(fault.position().unwrap().line, 2);
    assert_eq!((replay.changed, replay.not_in_log, replay.only_in_log), (1, 0, 1));
    assert_eq!(replay.differences[0].members, ["retention"]);
}

#[test]
fn other_inputs_are_told_by_the_header() {
    let place = Place::new(200);
    let mut job = place.job("out");
    let (log, _) = place.run(&job);
    job.received = Some("2026-11-20".parse().unwrap());
    let replay = place.replay(&job, &log, None);
    assert_eq!(replay.header, ["received"]);
    assert!(!replay.agrees);
    assert!(
        replay.differences.iter().all(|one| one.members == ["deadline.date", "deadline.start"]),
        "{replay:?}"
    );
    let list = fs::read_to_string(place.path("list.csv")).unwrap();
    fs::write(place.path("list.csv"), list.replace("P3,", "P99,")).unwrap();
    job.received = None;
    let replay = place.replay(&job, &log, None);
    assert_eq!(replay.header, ["list_snapshot"]);
    assert!(replay.only_in_log > 0 && replay.not_in_log == 0, "{replay:?}");
    fs::write(place.path("list.csv"), "Name,Work email\nBo,bo@far.example\n").unwrap();
    let replay = place.replay(&job, &log, None);
    assert_eq!((replay.only_in_log, replay.decisions), (20, 0));
}

#[test]
fn what_is_no_log_is_not_compared() {
    let place = Place::new(20);
    let job = place.job("out");
    for (text, code) in [("", "empty"), ("Record ID\n7\n", "verification")] {
        fs::write(place.path("log.jsonl"), text).unwrap();
        let progress = &mut |_| ControlFlow::Continue(());
        let error = job.replay(&place.path("log.jsonl"), None, progress).unwrap_err();
        assert_eq!((error.kind().code(), error.input()), (code, Some(Input::Audit)));
    }
    let error = job.replay(Path::new("nowhere"), None, &mut |_| ControlFlow::Continue(()));
    assert_eq!(error.unwrap_err().input(), Some(Input::Audit));
}

proptest! {
    /// Any few bytes put in, taken out or written over.
    #[test]
    fn a_spliced_log_is_noticed(
        (from, to) in (0usize..3000, 0usize..40),
        bytes in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        static LOG: LazyLock<Vec<u8>> = LazyLock::new(|| {
            let place = Place::new(15);
            place.run(&place.job("out")).0
        });
        let from = from % (LOG.len() + 1);
        let to = (from + to).min(LOG.len());
        let mut changed = LOG.clone();
        changed.splice(from..to, bytes);
        prop_assert_eq!(verify_audit(changed.as_slice(), None).is_ok(), changed == *LOG);
    }
}
