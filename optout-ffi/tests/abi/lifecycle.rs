//! Every function with NULL, and what objects promise beyond single answers.

use std::fmt::Write as _;
use std::process::Command;

use crate::compiler::{Build, build, is_there, path_in_package, skipped, succeed};

/// The functions of the header: type of the answer, name, types of the arguments.
pub(crate) fn prototypes() -> Vec<(String, String, Vec<String>)> {
    let header = std::fs::read_to_string(path_in_package("include/optout.h")).unwrap();
    let code: Vec<&str> = header.lines().filter(|line| !line.starts_with("//")).collect();
    let code = code.join("\n");
    // The first such block holds the structures of Arrow.
    let (_, code) = code.rsplit_once("extern \"C\" {").unwrap();
    let mut found = Vec::new();
    for statement in code.split(';') {
        let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some((before, arguments)) = statement.split_once('(') else { continue };
        let at = before.rfind([' ', '*']).unwrap() + 1;
        let (answer, name) = before.split_at(at);
        let answer = answer.trim_start_matches("#endif // __cplusplus").trim();
        let arguments = arguments.trim_end_matches(')');
        let arguments = match arguments {
            "void" => Vec::new(),
            _ => arguments.split(", ").map(str::to_owned).collect(),
        };
        found.push((answer.to_owned(), name.to_owned(), arguments));
    }
    found
}

/// The status of an error is an answer, not a success.
pub(crate) fn is_fallible(answer: &str, name: &str) -> bool {
    answer == "optout_status" && name != "optout_error_status"
}

fn is_callback(argument: &str) -> bool {
    let types = ["optout_progress", "optout_redaction_progress", "optout_read", "optout_write"];
    argument.split_once(' ').is_some_and(|(of, _)| types.contains(&of))
}

/// A program that calls every function with NULL and 0 and prints each status.
fn program_of_nulls() -> String {
    let mut program = "#include <optout.h>\n#include <stdio.h>\n\nint main(void) {\n  \
                       const optout_str none = {NULL, 0};\n"
        .to_owned();
    for (answer, name, arguments) in prototypes() {
        let arguments: Vec<&str> = arguments
            .iter()
            .map(|argument| match argument {
                _ if argument.contains('*') || is_callback(argument) => "NULL",
                _ if argument.starts_with("optout_str") => "none",
                _ => "0",
            })
            .collect();
        let call = format!("{name}({})", arguments.join(", "));
        if is_fallible(&answer, &name) {
            writeln!(program, "  printf(\"{name} %d\\n\", (int){call});").unwrap();
        } else {
            writeln!(program, "  (void){call};").unwrap();
        }
    }
    program + "  return 0;\n}\n"
}

/// Calls every function with NULL; every one that can fail has to answer with one status.
fn every_function_answers(status: i32) {
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("nulls.c");
    std::fs::write(&source, program_of_nulls()).unwrap();
    let listed = std::fs::read_to_string(path_in_package("tests/exports.txt")).unwrap();
    assert_eq!(prototypes().len(), listed.lines().count());
    let how = *Build::all().last().unwrap();
    let output = succeed(&mut Command::new(build(&source, how, directory.path())));
    let said = String::from_utf8(output.stdout).unwrap();
    let fallible =
        prototypes().iter().filter(|(answer, name, _)| is_fallible(answer, name)).count();
    assert_eq!(said.lines().count(), fallible);
    for line in said.lines() {
        assert!(line.ends_with(&format!(" {status}")), "{line}");
    }
}

#[cfg(not(feature = "test-panic"))]
#[test]
fn every_function_answers_null() {
    every_function_answers(optout::status::OPTOUT_STATUS_NULL_ARGUMENT);
}

/// In a library in which every body panics, none of the panics gets out.
#[cfg(feature = "test-panic")]
#[test]
fn every_function_answers_a_panic() {
    every_function_answers(optout::status::OPTOUT_STATUS_PANIC);
}

/// Runs a program in every build; with it goes a directory to write to.
fn keeps_its_promises(name: &str, builds: &[Build]) {
    let source = path_in_package(format!("tests/{name}"));
    for how in builds {
        let directory = tempfile::tempdir().unwrap();
        let program = build(&source, *how, directory.path());
        succeed(Command::new(program).arg(directory.path()));
    }
}

/// A test for each program, so that they are compiled and run beside each other.
macro_rules! programs {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            keeps_its_promises($name, &Build::all());
        })*
    };
}

programs! {
    objects: "c/objects.c",
    matching: "c/matching.c",
    evidence: "c/evidence.c",
    decisions: "c/decisions.c",
    basis: "c/basis.c",
    redaction: "c/redaction.c",
    streams: "c/streams.c",
    arrow: "c/arrow.c",
    batch_sweep: "c/batch_sweep.c",
    erasure: "c/erasure.c",
    misuse: "c/misuse.c",
    cpp_lists_and_matches: "cpp/lists_and_matches.cpp",
    cpp_decisions: "cpp/decisions.cpp",
    cpp_redaction: "cpp/redaction.cpp",
    cpp_sweeps: "cpp/sweeps.cpp",
    cpp_afterwards: "cpp/afterwards.cpp",
}

#[test]
fn the_static_library_does_the_same() {
    keeps_its_promises("c/objects.c", &[Build::Static]);
    keeps_its_promises("cpp/redaction.cpp", &[Build::Static]);
}

#[test]
fn threads_share_without_a_race() {
    let mut builds = Build::all();
    builds.extend(Build::raced());
    keeps_its_promises("c/threads.c", &builds);
}

/// Programs that reach most kinds of objects; what a thread that has just ended still holds is no leak.
#[test]
fn valgrind_finds_nothing() {
    if !is_there("valgrind") {
        skipped("there is no valgrind");
        return;
    }
    for name in ["objects.c", "matching.c", "evidence.c", "arrow.c"] {
        let source = path_in_package(format!("tests/c/{name}"));
        let directory = tempfile::tempdir().unwrap();
        let program = build(&source, Build::Shared, directory.path());
        let mut command = Command::new("valgrind");
        command.args(["--quiet", "--error-exitcode=99", "--leak-check=full"]);
        command.args(["--errors-for-leak-kinds=definite", "--show-leak-kinds=definite"]);
        succeed(command.arg(program).arg(directory.path()));
    }
}

/// The types of which the header says that threads may use them at the same time.
#[test]
fn what_threads_share_may_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<optout::aliases::optout_domain_aliases>();
    shared::<optout::allowance::optout_allowance>();
    shared::<optout::arrow::optout_arrow_run>();
    shared::<optout::batch_sweep::optout_batch_sweep>();
    shared::<optout::circumstances::optout_circumstances>();
    shared::<optout::classification::optout_classification>();
    shared::<optout::classifier::optout_classified>();
    shared::<optout::classifier::optout_classifier>();
    shared::<optout::columns::optout_contacts_evidence>();
    shared::<optout::columns::optout_contacts_options>();
    shared::<optout::contact::optout_contact>();
    shared::<optout::date::optout_date_column>();
    shared::<optout::date::optout_date_readings>();
    shared::<optout::decision::optout_decision>();
    shared::<optout::digest::optout_digest>();
    shared::<optout::digest::optout_digest_state>();
    shared::<optout::digest::optout_recipients>();
    shared::<optout::email::optout_email>();
    shared::<optout::erasing::optout_erasure>();
    shared::<optout::erasing::optout_next>();
    shared::<optout::erasing::optout_taken>();
    shared::<optout::erasure::optout_erasure_plan>();
    shared::<optout::failure::optout_error>();
    shared::<optout::evidence::optout_evidence>();
    shared::<optout::evidence::optout_evidence_set>();
    shared::<optout::evidence::optout_evidence_store>();
    shared::<optout::explanation::optout_explanation>();
    shared::<optout::explanation::optout_pair>();
    shared::<optout::hashed::optout_hashed_list>();
    shared::<optout::hashed::optout_hashed_tally>();
    shared::<optout::job::optout_job>();
    shared::<optout::job::optout_job_report>();
    shared::<optout::list::optout_list>();
    shared::<optout::list::optout_list_options>();
    shared::<optout::links::optout_id_links>();
    shared::<optout::match_options::optout_match_options>();
    shared::<optout::matcher::optout_list_update>();
    shared::<optout::matcher::optout_matcher>();
    shared::<optout::matches::optout_match>();
    shared::<optout::name::optout_name>();
    shared::<optout::name::optout_name_comparison>();
    shared::<optout::nicknames::optout_nicknames>();
    shared::<optout::notice::optout_review_ledger>();
    shared::<optout::notice::optout_watch>();
    shared::<optout::place::optout_deadline>();
    shared::<optout::place::optout_place>();
    shared::<optout::policy::optout_policy>();
    shared::<optout::profile::optout_profile>();
    shared::<optout::redactor::optout_redactor>();
    shared::<optout::rows::optout_row>();
    shared::<optout::snapshot::optout_changes>();
    shared::<optout::audit::optout_audited>();
    shared::<optout::audit::optout_audit_replay>();
    shared::<optout::snapshot::optout_snapshot>();
    shared::<optout::strings::optout_buffer>();
    shared::<optout::strings::optout_strings>();
    shared::<optout::summary::optout_findings>();
    shared::<optout::summary::optout_summary>();
    shared::<optout::summary::optout_verification>();
    shared::<optout::suppression::optout_imported>();
    shared::<optout::suppression::optout_suppression_set>();
    shared::<optout::sweep::optout_sweep>();
    shared::<optout::sweep::optout_sweep_result>();
    shared::<optout::targets::optout_targets>();
    shared::<optout::verdicts::optout_pinned>();
    shared::<optout::verdicts::optout_verdicts>();
    shared::<optout::website::optout_website>();
    shared::<optout::what_if::optout_what_if>();
    fn moved<T: Send>() {}
    moved::<optout::rows::optout_row_redactor>();
}
