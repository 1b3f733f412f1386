//! Personal data appears in nothing that the library says of its own accord.

use std::process::Command;

use crate::compiler::{Build, build, path_in_package};

/// Stands in every value that the program pushes through.
const CANARY: &str = "kanarienvogel";

#[test]
fn no_message_holds_a_value() {
    nothing_is_told_by("tests/c/canary.c");
}

#[test]
fn no_state_tells_a_value() {
    nothing_is_told_by("tests/c/canary_states.c");
}

fn nothing_is_told_by(program: &str) {
    let source = path_in_package(program);
    for how in Build::all() {
        let directory = tempfile::tempdir().unwrap();
        let program = build(&source, how, directory.path());
        let output = Command::new(program).arg(CANARY).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let aside = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{how:?}: {said}{aside}");
        assert!(!said.to_lowercase().contains(CANARY), "{how:?}: {said}");
        assert_eq!(aside, "");
        let errors = said.lines().filter(|line| line.starts_with("error ")).count();
        assert!(errors >= 100, "only {errors} errors were reached");
    }
}
