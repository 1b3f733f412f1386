//! The redaction of one export as a user runs it: from paths and streams, and when an input is bad.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const EXPORTS: [&str; 2] = ["past_export_crm.csv", "past_export_csv.csv"];

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").join(name)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs with the sample's list and an input, which a run that fails early does not read.
fn redact_stream(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_redact"))
        .args(["--list", text(&sample("opt_out_list.csv"))])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || pipe.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

fn redact(arguments: &[&str]) -> Output {
    redact_stream(arguments, b"")
}

/// The one line that a run with exit code 2 says.
fn fault(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.starts_with("redact: "), "{message}");
    message.trim_end().to_owned()
}

fn succeeded(output: &Output) -> (&str, &str) {
    let stderr = std::str::from_utf8(&output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    (std::str::from_utf8(&output.stdout).unwrap(), stderr)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn redacted(name: &str) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().join("out.csv");
    succeeded(&redact(&[text(&sample(name)), text(&out)]));
    assert_eq!(names(directory.path()), ["out.csv"]);
    fs::read(out).unwrap()
}

#[test]
fn paths_and_streams_give_the_same_bytes() {
    for name in EXPORTS {
        let expected = redacted(name);
        let input = fs::read(sample(name)).unwrap();
        assert_ne!(expected, input);
        let streamed = redact_stream(&["-", "-"], &input);
        assert!(streamed.status.success());
        assert_eq!(streamed.stdout, expected, "{name}");
        let summary = String::from_utf8(streamed.stderr).unwrap();
        assert!(summary.contains("\nPast export ("), "{summary}");
        assert!(summary.ends_with("Not verified: a stream cannot be read twice.\n"), "{summary}");

        let to_stream = redact(&[text(&sample(name)), "-"]);
        assert_eq!(to_stream.stdout, expected, "{name}");
        let directory = tempfile::tempdir().unwrap();
        let out = directory.path().join("out.csv");
        let from_stream = redact_stream(&["-", text(&out)], &input);
        assert_eq!(succeeded(&from_stream).1, "");
        assert_eq!(fs::read(out).unwrap(), expected, "{name}");
    }
}

#[test]
fn the_summary_says_what_was_done_and_verified() {
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().join("out.csv");
    let output = redact(&[text(&sample(EXPORTS[0])), text(&out)]);
    let (stdout, stderr) = succeeded(&output);
    assert_eq!(stderr, "");
    for words in [
        "Opt-Out List: 100 people in 101 rows",
        "Past export (crm): 93 records.",
        "conflicting_identifiers               1  records 12\n",
        "SHA-256 of the output",
        "Verified: 93 records, 30 of them redacted",
    ] {
        assert!(stdout.contains(words), "{words} in {stdout}");
    }
    let plain = redact(&["--no-verify", "--no-hashes", text(&sample(EXPORTS[0])), text(&out)]);
    let (stdout, _) = succeeded(&plain);
    assert!(!stdout.contains("Verified") && !stdout.contains("SHA-256"), "{stdout}");
}

/// A sample export with its records many times over, so that threads share the work.
fn long_export(name: &str) -> Vec<u8> {
    let sample = fs::read(sample(name)).unwrap();
    let header = sample.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let (header, records) = sample.split_at(header);
    [header, &records.repeat(150)].concat()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    for name in EXPORTS {
        let export = long_export(name);
        let run = |threads| {
            let output = redact_stream(&["--threads", threads, "-", "-"], &export);
            assert!(output.status.success());
            (output.stdout, output.stderr)
        };
        let expected = run("1");
        assert!(expected.0.len() > 1 << 20);
        for threads in ["2", "5"] {
            assert!(run(threads) == expected, "{name} with {threads}");
        }
    }
}

#[test]
fn in_place_and_once_more() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("export.csv");
    for name in EXPORTS {
        fs::copy(sample(name), &path).unwrap();
        for _ in 0..2 {
            succeeded(&redact(&[text(&path), text(&path)]));
            assert_eq!(fs::read(&path).unwrap(), redacted(name), "{name}");
        }
    }
    assert_eq!(names(directory.path()), ["export.csv"]);
}

#[test]
fn a_dry_run_writes_nothing_and_tells_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("export.csv");
    fs::copy(sample(EXPORTS[1]), &path).unwrap();
    let dry = redact(&["--dry-run", text(&path)]);
    let streamed = redact_stream(&["--dry-run", "-"], &fs::read(&path).unwrap());
    assert_eq!(names(directory.path()), ["export.csv"]);
    assert_eq!(fs::read(&path).unwrap(), fs::read(sample(EXPORTS[1])).unwrap());
    let real = redact(&["--no-verify", text(&path), text(&path)]);
    assert_eq!(succeeded(&dry), succeeded(&real));
    assert_eq!(succeeded(&dry), succeeded(&streamed));
    assert!(!succeeded(&dry).0.contains("erified"));
}

#[test]
fn verifying_catches_a_changed_byte() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("out.csv");
    let original = sample(EXPORTS[0]);
    let whole = redacted(EXPORTS[0]);
    let verify = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        redact(&["--verify", text(&original), text(&path)])
    };
    let good = verify(&whole);
    assert!(succeeded(&good).0.contains("Verified: 93 records, 30 of them redacted"));
    for at in (0..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
        let message = fault(&verify(&bytes));
        assert!(message.starts_with("redact: past export: "), "byte {at}: {message}");
    }
    let message = fault(&verify(&fs::read(&original).unwrap()));
    assert!(message.contains("not as promised"), "{message}");
}

#[test]
fn a_fault_leaves_no_file_and_the_old_one_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let (input, out) = (directory.path().join("in.csv"), directory.path().join("out.csv"));
    let mut bytes = fs::read(sample(EXPORTS[0])).unwrap();
    let place = bytes.len();
    bytes.extend_from_slice(b"\"open");
    fs::write(&input, &bytes).unwrap();
    let manifest = directory.path().join("manifest.json");
    let options = ["--manifest", text(&manifest), text(&input)];

    let message = fault(&redact(&[&options[..], &[text(&out)]].concat()));
    let expected = format!("byte {place}): a quoted field opens here and never ends");
    assert!(message.ends_with(&expected), "{message}");
    assert_eq!(names(directory.path()), ["in.csv"]);

    fs::write(&out, "old").unwrap();
    fault(&redact(&[&options[..], &[text(&out)]].concat()));
    fault(&redact(&[&options[..], &[text(&input)]].concat()));
    fault(&redact_stream(&["-", text(&out)], &bytes));
    assert_eq!(fs::read(&out).unwrap(), b"old");
    assert_eq!(fs::read(&input).unwrap(), bytes);
    assert_eq!(names(directory.path()), ["in.csv", "out.csv"]);

    let message = fault(&redact_stream(&["-", "-"], &bytes));
    let expected = format!("{expected}; what went to standard output is not a whole file");
    assert!(message.ends_with(&expected), "{message}");
}

#[test]
fn unreadable_and_foreign_files_are_one_line() {
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().join("out.csv");
    let message = fault(&redact(&["/nonexistent/in.csv", text(&out)]));
    assert!(message.starts_with("redact: past export: "), "{message}");
    assert!(message.ends_with("entity not found"), "{message}");
    let message = fault(&redact(&["--list", "/nonexistent/list.csv", "-", text(&out)]));
    assert!(message.starts_with("redact: opt-out list: "), "{message}");
    let message = fault(&redact_stream(&["-", text(&out)], b"Colour,Size\nred,4\n"));
    assert!(message.starts_with("redact: past export: header (line 1, byte 0): "), "{message}");
    let message = fault(&redact(&[text(&sample(EXPORTS[0])), "/nonexistent/out.csv"]));
    assert!(message.starts_with("redact: output: "), "{message}");
    assert!(names(directory.path()).is_empty());
}

#[test]
fn wrong_arguments_are_one_line() {
    for arguments in [
        &[][..],
        &["in.csv"],
        &["in.csv", "out.csv", "more.csv"],
        &["--colour", "red", "in.csv", "out.csv"],
        &["--threads", "0", "in.csv", "out.csv"],
        &["--profile", "abacus", "in.csv", "out.csv"],
        &["--alias", "Key", "in.csv", "out.csv"],
        &["--alias", "Key=lock", "in.csv", "out.csv"],
        &["--delimiter", "ab", "in.csv", "out.csv"],
        &["--encoding", "morse", "in.csv", "out.csv"],
        &["--dry-run", "in.csv", "out.csv"],
        &["--verify", "in.csv"],
        &["--verify", "--dry-run", "in.csv", "out.csv"],
    ] {
        fault(&redact(arguments));
    }
    let help = redact(&["--help"]);
    assert!(succeeded(&help).0.contains("a stream cannot\n"));
}

#[test]
fn neither_list_nor_inputs_are_written_over() {
    let directory = tempfile::tempdir().unwrap();
    let (list, input) = (directory.path().join("list.csv"), directory.path().join("in.csv"));
    fs::copy(sample("opt_out_list.csv"), &list).unwrap();
    fs::copy(sample(EXPORTS[0]), &input).unwrap();
    let (list, input) = (text(&list), text(&input));
    let out = directory.path().join("out.csv");
    for arguments in [
        &["--list", list, input, list][..],
        &["--list", list, "--manifest", list, input, text(&out)],
        &["--list", list, "--manifest", input, input, text(&out)],
        &["--list", list, "--manifest", text(&out), input, text(&out)],
        &["--list", list, "--manifest", input, "--dry-run", input],
        &["--list", list, "--manifest", list, "--verify", input, input],
    ] {
        let message = fault(&redact(arguments));
        assert!(message.contains("would take the place of"), "{message}");
    }
    assert_eq!(fs::read(list).unwrap(), fs::read(sample("opt_out_list.csv")).unwrap());
    assert_eq!(fs::read(input).unwrap(), fs::read(sample(EXPORTS[0])).unwrap());
    assert_eq!(names(directory.path()), ["in.csv", "list.csv"]);
}

#[test]
fn the_manifest_and_all_that_is_printed_hold_no_personal_data() {
    let directory = tempfile::tempdir().unwrap();
    let (manifest, out) = (directory.path().join("m.json"), directory.path().join("out.csv"));
    let mut printed = String::new();
    for (name, delimiter) in EXPORTS.iter().zip([b',', b';']) {
        let input = sample(name);
        let options = ["--manifest", text(&manifest)];
        for arguments in [
            &[text(&input), text(&out)][..],
            &["--verify", text(&input), text(&out)],
            &["--dry-run", text(&input)],
        ] {
            let output = redact(&[&options[..], arguments].concat());
            let (stdout, stderr) = succeeded(&output);
            printed += stdout;
            printed += stderr;
            let json = fs::read_to_string(&manifest).unwrap();
            let parsed: serde_json::Value = serde_json::from_str(&json).unwrap();
            let has = |part: &str| parsed.get(part).is_some();
            let expected = match arguments[0] {
                "--verify" => (false, true),
                "--dry-run" => (true, false),
                _ => (true, true),
            };
            assert_eq!((has("summary"), has("verification")), expected);
            printed += &json;
        }
        let personal = ["First Name", "Last Name", "Email", "Phone", "6sense People Id"];
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(&input).unwrap();
        let columns: Vec<usize> = reader
            .headers()
            .unwrap()
            .iter()
            .enumerate()
            .filter(|(_, header)| personal.contains(header))
            .map(|(at, _)| at)
            .collect();
        assert_eq!(columns.len(), personal.len());
        for record in reader.records().map(Result::unwrap) {
            for value in columns.iter().filter_map(|at| record.get(*at)) {
                assert!(value.len() < 3 || !printed.contains(value), "{value}");
            }
        }
    }
}

#[test]
fn the_caller_can_name_columns_delimiter_encoding_and_profile() {
    let list = tempfile::tempdir().unwrap();
    let path = list.path().join("list.csv");
    fs::write(&path, "Vendor key,CRM key\nP2,\nP9,00Q5g00000AbCdE\n").unwrap();
    let named = [
        "--list",
        text(&path),
        "--list-column",
        "Vendor key=id:6sense",
        "--list-column",
        "CRM key=id:crm",
        "--alias",
        "Person=people_id",
        "--alias",
        "Lead=record_id",
        "--delimiter",
        "^",
        "--encoding",
        "windows-1252",
        "--threads",
        "2",
    ];
    let export = b"Person^Lead^Name\nP1^^Zo\xeb\nP2^^Zo\xeb\nP3^00Q5g00000AbCdEEAV^Zo\xeb\n";
    let run = |profile: &[&str]| {
        redact_stream(&[&named[..], profile, &["-", "-"]].concat(), export).stdout
    };
    let crm =
        b"Person^Lead^Name^Is Redacted\nP1^^Zo\xeb^FALSE\nP2^^^TRUE\nP3^00Q5g00000AbCdEEAV^^TRUE\n";
    assert_eq!(run(&[]), crm);
    let sep = b"Person^Lead^Name^Is Redacted\nP1^^Zo\xeb^FALSE\nP2^^^TRUE\nP3^^^TRUE\n";
    assert_eq!(run(&["--profile", "sep"]), sep);
}
