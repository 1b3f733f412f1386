//! The sweep as a user runs it: what it writes, and what it says when an input is bad.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").join(name)
}

fn sweep(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sweep")).args(arguments).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs with one input replaced by a bad one: exit code 2, one line, nothing written.
fn refused(option: &str, bad: &Path) -> String {
    let out = tempfile::tempdir().unwrap();
    let list = sample("opt_out_list.csv");
    let contacts = sample("salesforce_contacts.csv");
    let export = sample("past_export_crm.csv");
    let evidence = sample("evidence.csv");
    let pick = |name: &str, path: &Path| {
        if name == option { bad.to_owned() } else { path.to_owned() }
    };
    let result = sweep(&[
        "--list",
        text(&pick("--list", &list)),
        "--contacts",
        text(&pick("--contacts", &contacts)),
        "--past-export",
        text(&pick("--past-export", &export)),
        "--evidence",
        text(&pick("--evidence", &evidence)),
        "--now",
        "2026-11-24",
        "--out",
        text(out.path()),
    ]);
    assert_eq!(result.status.code(), Some(2));
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0, "files were left behind");
    let message = String::from_utf8(result.stderr).unwrap();
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(result.stdout.is_empty());
    message.trim_end().to_owned()
}

fn bad_file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    fs::write(&path, bytes).unwrap();
    (directory, path)
}

#[test]
fn a_truncated_list_is_one_line_with_the_place() {
    let whole = fs::read(sample("opt_out_list.csv")).unwrap();
    let cut = whole.iter().rposition(|byte| *byte == b'@').unwrap();
    let (_directory, path) = bad_file("list.csv", &whole[..cut]);
    let message = refused("--list", &path);
    let expected = "sweep: opt-out list: record 100 (line 101, byte ";
    assert!(message.starts_with(expected), "{message}");
    assert!(message.contains("cut off"), "{message}");
}

#[test]
fn a_wrong_header_is_one_line() {
    let (_directory, path) = bad_file("list.csv", b"Colour,Size\nred,4\n");
    let message = refused("--list", &path);
    assert!(message.contains("no column for the unique record id"), "{message}");
    let (_directory, path) = bad_file("contacts.csv", b"Colour,Size\nred,4\n");
    let message = refused("--contacts", &path);
    assert!(message.starts_with("sweep: contacts: header (line 1, byte 0): "), "{message}");
    let (_directory, path) = bad_file("export.csv", b"Colour,Size\nred,4\n");
    let message = refused("--past-export", &path);
    assert!(message.starts_with("sweep: past export: header (line 1, byte 0): "), "{message}");
}

#[test]
fn an_unclosed_quote_is_one_line_with_the_place() {
    for option in ["--list", "--contacts", "--past-export", "--evidence"] {
        let name = match option {
            "--list" => "opt_out_list.csv",
            "--contacts" => "salesforce_contacts.csv",
            "--past-export" => "past_export_crm.csv",
            _ => "evidence.csv",
        };
        let mut bytes = fs::read(sample(name)).unwrap();
        let place = bytes.len();
        bytes.extend_from_slice(b"\"open");
        let (_directory, path) = bad_file(name, &bytes);
        let message = refused(option, &path);
        assert!(message.contains(&format!("byte {place}): a quoted field opens")), "{message}");
    }
}

#[test]
fn an_unreadable_file_is_one_line() {
    for option in ["--list", "--contacts", "--past-export", "--evidence"] {
        let message = refused(option, Path::new("/nonexistent/file.csv"));
        assert!(message.ends_with("entity not found"), "{message}");
    }
}

#[test]
fn wrong_arguments_are_one_line() {
    for arguments in [
        &["--list"][..],
        &["--colour", "red"],
        &["--list", "a", "--contacts", "b"],
        &["--list", "a", "--contacts", "b", "--out", "c", "--now", "tomorrow"],
        &["--list", "a", "--contacts", "b", "--out", "c", "--preset", "abacus"],
    ] {
        let result = sweep(arguments);
        assert_eq!(result.status.code(), Some(2));
        assert_eq!(String::from_utf8(result.stderr).unwrap().lines().count(), 1);
    }
}

#[test]
fn everything_is_written_and_the_same_twice() {
    let run = || {
        let out = tempfile::tempdir().unwrap();
        let result = sweep(&[
            "--list",
            text(&sample("opt_out_list.csv")),
            "--contacts",
            text(&sample("hubspot_contacts.csv")),
            "--preset",
            "hubspot",
            "--evidence",
            text(&sample("evidence.csv")),
            "--past-export",
            text(&sample("past_export_crm.csv")),
            "--past-export",
            text(&sample("past_export_csv.csv")),
            "--now",
            "2026-11-24",
            "--out",
            text(out.path()),
        ]);
        assert!(result.status.success());
        out
    };
    let (first, second) = (run(), run());
    for name in [
        "audit.jsonl",
        "decisions.csv",
        "deletions.csv",
        "flags.csv",
        "manifest.json",
        "past_export_crm.redacted.csv",
        "past_export_csv.redacted.csv",
        "report.html",
        "review.csv",
    ] {
        let one = fs::read(first.path().join(name)).unwrap();
        assert!(!one.is_empty(), "{name}");
        assert_eq!(one, fs::read(second.path().join(name)).unwrap(), "{name}");
    }
    assert_eq!(fs::read_dir(first.path()).unwrap().count(), 9);
    let manifest = fs::read_to_string(first.path().join("manifest.json")).unwrap();
    for fault in ["blank_date", "future_date", "merged", "mixed_dates", "unreadable_id"] {
        assert!(manifest.contains(&format!("\"{fault}\"")), "{fault}");
    }
}

#[test]
fn a_saved_matcher_gives_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name| directory.path().join(name);
    let (list, contacts) = (sample("opt_out_list.csv"), sample("salesforce_contacts.csv"));
    let (list, contacts, matcher) = (text(&list), text(&contacts), path("matcher"));
    let of_list = ["--list", list, "--now", "2026-11-24"];
    let saved = sweep(&[&of_list[..], &["--save-matcher", text(&matcher)]].concat());
    assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
    let run = |out: &Path, more: &[&str]| {
        let files = ["--contacts", contacts, "--out", text(out)];
        sweep(&[&of_list[..], &files, more].concat())
    };
    let (built, given) = (path("built"), path("given"));
    assert!(run(&built, &[]).status.success());
    assert!(run(&given, &["--matcher", text(&matcher)]).status.success());
    for name in ["audit.jsonl", "decisions.csv", "deletions.csv", "flags.csv", "review.csv"] {
        let one = fs::read(built.join(name)).unwrap();
        assert_eq!(one, fs::read(given.join(name)).unwrap(), "{name}");
    }
    let refused = run(&path("none"), &["--matcher", text(&matcher), "--policy", "strict"]);
    assert_eq!(refused.status.code(), Some(2));
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(message.starts_with("sweep: option matcher: "), "{message}");
    let refused = run(&path("none"), &["--matcher", list]);
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(message.starts_with("sweep: option --matcher: expected "), "{message}");
}

#[test]
fn an_output_never_takes_the_place_of_an_input() {
    let out = tempfile::tempdir().unwrap();
    let contacts = out.path().join("decisions.csv");
    fs::copy(sample("hubspot_contacts.csv"), &contacts).unwrap();
    let list = sample("opt_out_list.csv");
    let options = ["--list", text(&list), "--contacts", text(&contacts), "--out", text(out.path())];
    let result = sweep(&options);
    assert_eq!(result.status.code(), Some(2));
    assert_eq!(fs::read(&contacts).unwrap(), fs::read(sample("hubspot_contacts.csv")).unwrap());
}

#[test]
fn a_preset_of_another_system_is_refused() {
    let out = tempfile::tempdir().unwrap();
    let (list, contacts) = (sample("opt_out_list.csv"), sample("salesforce_contacts.csv"));
    let files = ["--list", text(&list), "--contacts", text(&contacts), "--out", text(out.path())];
    let result = sweep(&[&files[..], &["--preset", "hubspot"]].concat());
    assert_eq!(result.status.code(), Some(2));
    let message = String::from_utf8(result.stderr).unwrap();
    assert!(message.contains("no column for the record id"), "{message}");
}

#[test]
fn more_than_the_guard_lets_pass_stops_the_sweep() {
    let out = tempfile::tempdir().unwrap();
    let (list, contacts) = (sample("opt_out_list.csv"), sample("salesforce_contacts.csv"));
    let files = ["--list", text(&list), "--contacts", text(&contacts), "--out", text(out.path())];
    let run =
        |guard| sweep(&[files.as_slice(), &["--now", "2026-11-24", "--guard", guard]].concat());
    let stopped = run("5,10");
    assert_eq!(stopped.status.code(), Some(2));
    let message = String::from_utf8(stopped.stderr).unwrap();
    assert!(message.contains("expected at most 5"), "{message}");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
    assert!(run("off").status.success());
    assert_eq!(run("many").status.code(), Some(2));
}

#[test]
fn a_list_that_has_shrunk_stops_the_sweep() {
    let out = tempfile::tempdir().unwrap();
    let (list, contacts) = (sample("opt_out_list.csv"), sample("salesforce_contacts.csv"));
    let shorter = out.path().join("shorter.csv");
    let rows = fs::read_to_string(&list).unwrap();
    let rows: Vec<&str> = rows.lines().take(20).collect();
    fs::write(&shorter, rows.join("\n") + "\n").unwrap();
    let into = out.path().join("out");
    let files = ["--list", text(&shorter), "--contacts", text(&contacts), "--out", text(&into)];
    let run = |options: &[&str]| {
        let previous = ["--now", "2026-11-24", "--previous-list", text(&list)];
        sweep(&[files.as_slice(), &previous, options].concat())
    };
    let stopped = run(&[]);
    assert_eq!(stopped.status.code(), Some(2));
    let message = String::from_utf8(stopped.stderr).unwrap();
    assert!(message.starts_with("sweep: opt-out list: "), "{message}");
    assert!(message.contains("last time; expected at least "), "{message}");
    assert!(!into.exists());
    let passed = run(&["--shrinkage", "1000"]);
    assert!(passed.status.success());
    assert!(String::from_utf8(passed.stdout).unwrap().contains("gone since last time"));
    let fewer = run(&["--shrinkage", "999", "--previous-records", "1000000"]);
    assert_eq!(fewer.status.code(), Some(2));
}

#[test]
fn a_review_goes_round() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (list, contacts) = (sample("opt_out_list.csv"), sample("salesforce_contacts.csv"));
    let options = ["--list", text(&list), "--contacts", text(&contacts), "--now", "2026-11-24"];
    let run = |more: &[&str]| {
        let result = sweep(&[options.as_slice(), more].concat());
        assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    };
    run(&["--policy", "broad", "--review-values", "--out", text(first.path())]);
    let open = fs::read_to_string(first.path().join("review.csv")).unwrap();
    let mut lines = csv::Reader::from_reader(open.as_bytes());
    let header = lines.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|own| own == name).unwrap();
    let rows: Vec<csv::StringRecord> = lines.records().map(Result::unwrap).collect();
    // Verdicts need an entry with an id of its own.
    let decided: Vec<&csv::StringRecord> =
        rows.iter().filter(|row| !row[at("entry_id")].starts_with('#')).collect();
    assert!(!decided.is_empty());
    assert!(decided.iter().any(|row| !row[at("record_name")].is_empty()));
    assert!(decided.iter().any(|row| !row[at("list_name")].is_empty()));
    let mut filled = csv::Writer::from_writer(Vec::new());
    filled.write_record(&header).unwrap();
    for row in &rows {
        let is_decided = !row[at("entry_id")].starts_with('#');
        let verdict = if is_decided { "different" } else { "" };
        let fill = |(column, value)| if column == at("verdict") { verdict } else { value };
        filled.write_record(row.iter().enumerate().map(fill)).unwrap();
    }
    let verdicts = first.path().join("verdicts.csv");
    fs::write(&verdicts, filled.into_inner().unwrap()).unwrap();
    run(&["--policy", "broad", "--verdicts", text(&verdicts), "--out", text(second.path())]);
    let rest = fs::read_to_string(second.path().join("review.csv")).unwrap();
    for row in decided {
        let pair = |line: &csv::StringRecord| {
            line[at("record_id")] == row[at("record_id")]
                && line[at("entry_id")] == row[at("entry_id")]
        };
        assert!(
            !csv::Reader::from_reader(rest.as_bytes()).records().any(|line| pair(&line.unwrap()))
        );
    }
}
