//! What a job writes is what it writes in Rust; optout-core/tests/determinism.rs says which job.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::compiler::{Build, build, path_in_package, succeed};

/// How many times over the records of the sample are taken.
const TIMES: usize = 30;

/// The sample, and several times its records.
fn copy_sample(to: &Path) {
    let sample = path_in_package("../examples/sample");
    for (name, times) in [
        ("opt_out_list.csv", 1),
        ("evidence.csv", 1),
        ("salesforce_contacts.csv", TIMES),
        ("past_export_crm.csv", TIMES),
        ("past_export_csv.csv", TIMES),
    ] {
        let text = fs::read_to_string(sample.join(name)).unwrap();
        let (header, records) = text.split_once('\n').unwrap();
        fs::write(to.join(name), format!("{header}\n{}", records.repeat(times))).unwrap();
    }
}

/// The sums are taken with a tool that is not ours.
#[test]
fn every_byte_is_that_of_rust() {
    let expected = path_in_package("../optout-core/testdata/determinism.sha256");
    let expected = fs::read_to_string(expected).unwrap();
    let directory = tempfile::tempdir().unwrap();
    copy_sample(directory.path());
    let program = build(&path_in_package("tests/c/determinism.c"), Build::Shared, directory.path());
    for threads in ["1", "2", "5"] {
        let out = directory.path().join(format!("out-{threads}"));
        succeed(Command::new(&program).arg(directory.path()).arg(&out).arg(threads));
        let mut names: Vec<_> =
            fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        let sums = succeed(Command::new("sha256sum").args(names).current_dir(&out)).stdout;
        assert_eq!(String::from_utf8(sums).unwrap(), expected, "{threads} threads");
    }
}
