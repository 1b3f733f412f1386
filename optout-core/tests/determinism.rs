//! What a job writes is the same, byte for byte, in every language, over any number of threads and however
//! often it is kept; what is decided is the same for batches, and in any order of the records.
//!
//! `testdata/determinism.sha256` is what `sha256sum *` says of the outputs; the tests of the C ABI and of the
//! Python package do the same job and hold theirs against the same file.
#![cfg(feature = "fs")]
#![allow(clippy::disallowed_methods, reason = "the test writes its own files")]

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use optout_core::notice::DigestState;
use optout_core::suppress::SuppressionSet;
use optout_core::sweep::{Guard, ReviewOptions};
use optout_core::{ListOptions, OptOutList, Policy, SweepJob};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/sample");
const SUMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/determinism.sha256");
const TODAY: &str = "2026-11-24";
const KEY: &[u8] = b"a key of sixteen bytes or more";

/// How many times over the records of the sample are taken: contacts and exports are more than a chunk, or the
/// contacts alone.
const ALL: usize = 30;
const CONTACTS: usize = 7;

/// The sample in a directory of its own.
struct Sample(TempDir);

impl Sample {
    /// `rows` arranges the records of the contacts.
    fn new(times: usize, rows: impl Fn(&mut Vec<&[u8]>)) -> Self {
        let directory = tempfile::tempdir().unwrap();
        for name in ["opt_out_list.csv", "evidence.csv"] {
            fs::copy(Path::new(SAMPLE).join(name), directory.path().join(name)).unwrap();
        }
        for name in ["salesforce_contacts.csv", "past_export_crm.csv", "past_export_csv.csv"] {
            let text = fs::read(Path::new(SAMPLE).join(name)).unwrap();
            let mut all = records(&text);
            let header = all.remove(0);
            all = all.repeat(times);
            if name.starts_with("salesforce") {
                rows(&mut all);
            }
            fs::write(directory.path().join(name), [&[header], all.as_slice()].concat().concat())
                .unwrap();
        }
        Self(directory)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn list(&self) -> OptOutList {
        let today = TODAY.parse().unwrap();
        let options = ListOptions { now: Some(today), ..ListOptions::default() };
        OptOutList::read(fs::read(self.path("opt_out_list.csv")).unwrap().as_slice(), &options)
            .unwrap()
    }

    /// The directory that the job has written to.
    fn swept(&self, threads: usize, checkpoint_every: Option<u64>) -> PathBuf {
        let out = self.path(&format!("out-{threads}"));
        let mut job = SweepJob::new(
            self.path("opt_out_list.csv"),
            self.path("salesforce_contacts.csv"),
            &out,
            Policy::standard().unwrap(),
            TODAY.parse().unwrap(),
        );
        job.evidence = Some(self.path("evidence.csv"));
        job.past_exports =
            ["past_export_crm.csv", "past_export_csv.csv"].map(|name| self.path(name)).to_vec();
        job.review = ReviewOptions { values: true, scores: true };
        job.guard = Guard::OFF;
        job.threads = threads;
        if let Some(every) = checkpoint_every {
            job.checkpoint = Some(self.path("checkpoint"));
            job.checkpoint_every = every;
        }
        job.run(&mut |_| ControlFlow::Continue(())).unwrap();
        out
    }
}

/// The header and the records with their line ends, of which quotes may hold some.
fn records(text: &[u8]) -> Vec<&[u8]> {
    let mut is_quoted = false;
    let ends = |byte: &u8| {
        is_quoted ^= *byte == b'"';
        *byte == b'\n' && !is_quoted
    };
    text.split_inclusive(ends).collect()
}

/// The digest of the week and the suppression set, written beside what the job wrote.
fn write_afterwards(list: &OptOutList, out: &Path) {
    let policy = Policy::standard().unwrap();
    let digest = DigestState::new()
        .weekly(
            &list.snapshot(),
            "2026-11-24T08:00:00Z".parse().unwrap(),
            &"Europe/Berlin".parse().unwrap(),
            policy.basis(),
        )
        .unwrap();
    fs::write(out.join("digest.txt"), digest.text()).unwrap();
    fs::write(out.join("digest.html"), digest.html()).unwrap();
    let mut set = SuppressionSet::new(KEY).unwrap();
    set.add_list(KEY, list, TODAY.parse().unwrap()).unwrap();
    fs::write(out.join("suppression"), set.to_bytes()).unwrap();
}

/// As `sha256sum *` has it.
fn sums(directory: &Path) -> String {
    let names: BTreeSet<String> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let sum = |name: String| {
        let hash = Sha256::digest(fs::read(directory.join(&name)).unwrap());
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{hex}  {name}\n")
    };
    names.into_iter().map(sum).collect()
}

/// With `OPTOUT_UPDATE_SUMS=1` in the environment the sums are written instead of compared.
#[test]
fn every_byte_is_as_it_was() {
    let sample = Sample::new(ALL, |_| ());
    let list = sample.list();
    for (threads, checkpoint_every) in [(1, None), (2, Some(100_000)), (5, Some(1_000_000))] {
        let out = sample.swept(threads, checkpoint_every);
        write_afterwards(&list, &out);
        let sums = sums(&out);
        if std::env::var_os("OPTOUT_UPDATE_SUMS").is_some_and(|value| value == "1") {
            fs::write(SUMS, &sums).unwrap();
        }
        let committed = fs::read_to_string(SUMS).unwrap();
        assert_eq!(sums, committed, "{threads} threads, checkpoints {checkpoint_every:?}");
    }
}

/// The rows of the decisions without the record's number, sorted: what waits for the end of the file
/// stands behind the rest.
fn decided(out: &Path) -> Vec<String> {
    let text = fs::read_to_string(out.join("decisions.csv")).unwrap();
    let rows = text.lines().skip(1).map(|line| line.split_once(',').unwrap().1.to_owned());
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    rows
}

#[test]
fn the_order_of_records_decides_nothing() {
    let expected = decided(&Sample::new(CONTACTS, |_| ()).swept(2, None));
    let reversed = Sample::new(CONTACTS, |rows| rows.reverse());
    // By what they end in: records of one person stand apart from each other.
    let shuffled = Sample::new(CONTACTS, |rows| {
        rows.sort_by_key(|row| row.iter().rev().copied().collect::<Vec<_>>());
    });
    for sample in [reversed, shuffled] {
        assert!(decided(&sample.swept(2, None)) == expected);
    }
}

#[cfg(feature = "arrow")]
#[test]
fn batches_are_decided_about_as_the_file() {
    use std::sync::Arc;

    use arrow_array::cast::AsArray;
    use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
    use optout_core::arrow::sweep_table;
    use optout_core::basis::read_evidence;
    use optout_core::{Layout, Sweep};

    let sample = Sample::new(CONTACTS, |_| ());
    let mut expected = decided(&sample.swept(1, None));
    for row in &mut expected {
        let reason = row.match_indices(',').nth(7).unwrap().0;
        row.truncate(reason);
    }
    expected.sort();
    let (list, policy) = (sample.list(), Policy::standard().unwrap());
    let evidence = fs::read(sample.path("evidence.csv")).unwrap();
    let evidence = read_evidence(evidence.as_slice(), Default::default()).unwrap();
    let mut contacts = csv::Reader::from_path(sample.path("salesforce_contacts.csv")).unwrap();
    let header = contacts.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = contacts.records().map(Result::unwrap).collect();
    for (threads, size) in [(1, rows.len()), (2, 1000), (5, 77)] {
        let batch = |rows: &[csv::StringRecord]| {
            let columns = header.iter().enumerate().map(|(at, name)| {
                let cells: StringArray = rows.iter().map(|row| row.get(at)).collect();
                (name, Arc::new(cells) as ArrayRef)
            });
            RecordBatch::try_from_iter(columns).unwrap()
        };
        let batches: Vec<RecordBatch> = rows.chunks(size).map(batch).collect();
        let sweep = Sweep::new(&list, policy.clone(), &evidence, TODAY.parse().unwrap())
            .guard(Guard::OFF)
            .threads(threads);
        let schema = batches[0].schema();
        let go_on = &mut |_| ControlFlow::Continue(());
        let swept = sweep_table(&sweep, &Layout::detect(), &schema, &batches, go_on).unwrap();
        let mut found = Vec::new();
        for (rows, decisions) in rows.chunks(size).zip(&swept.decisions) {
            let texts = ["entry_id", "status", "tier", "rule", "retention", "basis", "marketing"]
                .map(|name| decisions[name].as_string::<i32>());
            for (at, row) in rows.iter().enumerate().filter(|(at, _)| texts[1].is_valid(*at)) {
                let cells =
                    texts.map(|cells| if cells.is_valid(at) { cells.value(at) } else { "" });
                found.push(format!("{},{}", &row[0], cells.join(",")));
            }
        }
        found.sort();
        assert!(found == expected, "{threads} threads, batches of {size}");
    }
}
