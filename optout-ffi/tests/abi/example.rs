//! The example runs and says what its comments promise.

use std::process::Command;

use crate::compiler::{Build, build, build_with, has_header, is_there, path_in_package, skipped};

pub(crate) const LIST: &str = "\
Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date
\"Lovelace, Ada\",engine.example,P-1,ada@engine.example,2026-11-21
Bob Babbage,engine.example,P-2,,2026-11-22
";
pub(crate) const EXPORT: &str = "\
6sense People Id,Name,Email,Is Redacted
P-2,Bob,bob@engine.example,FALSE
P-3,Cleo,cleo@engine.example,FALSE
P-9,Ada,ADA@engine.example,FALSE
";
pub(crate) const REDACTED: &str = "\
6sense People Id,Name,Email,Is Redacted
P-2,,,TRUE
P-3,Cleo,cleo@engine.example,FALSE
P-9,,,TRUE
";

#[test]
fn match_and_redact() {
    let source = path_in_package("../examples/c/match_and_redact.c");
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    std::fs::write(path("list.csv"), LIST).unwrap();
    std::fs::write(path("export.csv"), EXPORT).unwrap();
    for how in [Build::all(), vec![Build::Static]].concat() {
        let program = build(&source, how, directory.path());
        let run = |list: &str| {
            let mut command = Command::new(&program);
            command.args([path(list), path("export.csv"), path("out.csv")]);
            command.args(["Ada Lovelace", "Ada@Engine.example"]).output().unwrap()
        };
        let output = run("list.csv");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{how:?}: {said}");
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            "2 people on the list\nmatch P-1\n\
             Same work e-mail after normalisation. The names agree.\n2 of 3 records redacted\n"
        );
        assert_eq!(std::fs::read_to_string(path("out.csv")).unwrap(), REDACTED);

        let output = run("missing.csv");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "list: opt-out list: reading or writing failed: entity not found\n"
        );
    }
}

#[test]
fn redact_stream() {
    let source = path_in_package("../examples/c/redact_stream.c");
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    std::fs::write(path("list.csv"), LIST).unwrap();
    std::fs::write(path("export.csv"), EXPORT).unwrap();
    std::fs::write(path("torn.csv"), EXPORT.replace(",Bob,", ",\"Bob,")).unwrap();
    for how in Build::all() {
        let program = build(&source, how, directory.path());
        let run = |list: &str, export: &str| {
            let export = std::fs::File::open(path(export)).unwrap();
            let mut command = Command::new(&program);
            let output = command.arg("--list").arg(path(list)).stdin(export).output().unwrap();
            let [said, aside] =
                [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
            (output.status.code(), said, aside)
        };
        let (code, said, aside) = run("list.csv", "export.csv");
        assert_eq!((code, aside.as_str()), (Some(0), "2 of 3 records redacted\n"), "{how:?}");
        assert_eq!(said, REDACTED);

        let (code, said, aside) = run("missing.csv", "export.csv");
        assert_eq!((code, said.as_str()), (Some(1), ""));
        assert_eq!(aside, "opt-out list: reading or writing failed: entity not found\n");

        let (code, _, aside) = run("list.csv", "torn.csv");
        assert_eq!(code, Some(1));
        assert!(aside.starts_with("past export: record 1 (line 2, "), "{aside}");
    }
}

#[test]
fn the_readmes_program() {
    let readme = std::fs::read_to_string(path_in_package("../README.md")).unwrap();
    let program = readme.split("```c\n").nth(1).unwrap().split("```").next().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("readme.c");
    std::fs::write(&source, program).unwrap();
    for how in Build::all() {
        let mut command = Command::new(build(&source, how, directory.path()));
        let output = command.current_dir(path_in_package("..")).output().unwrap();
        assert!(output.status.success(), "{how:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "100 people on the list\n");
    }
}

#[test]
fn the_readmes_program_in_cpp() {
    let readme = std::fs::read_to_string(path_in_package("README.md")).unwrap();
    let program = readme.split("```cpp\n").nth(1).unwrap().split("```").next().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("readme.cpp");
    std::fs::write(&source, program).unwrap();
    let mut command = Command::new(build(&source, Build::Shared, directory.path()));
    let output = command.current_dir(path_in_package("..")).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.starts_with("match: "), "{said}");
}

/// In SQLite's own shell, whose answers are one line for each row.
#[test]
fn sqlite_extension() {
    if !is_there("sqlite3") || !has_header("sqlite3ext.h") {
        return skipped("there is no sqlite3 with sqlite3ext.h");
    }
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("list.csv"), LIST).unwrap();
    let source = path_in_package("../examples/c/sqlite_optout.c");
    let built = build_with(&source, Build::Shared, directory.path(), &["-shared", "-fPIC"]);
    std::fs::rename(built, directory.path().join("sqlite_optout.so")).unwrap();
    let run = |sql: &str| {
        let mut shell = Command::new("sqlite3");
        shell.args([":memory:", ".load ./sqlite_optout", ".nullvalue -", sql]);
        let output = shell.current_dir(directory.path()).output().unwrap();
        let [said, aside] =
            [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (output.status.success(), said, aside)
    };

    let (_, _, aside) = run("SELECT optout_match('a@x.example', 'A', NULL)");
    assert!(aside.contains("there is no list yet"), "{aside}");
    let (_, _, aside) = run("SELECT optout_load('missing.csv')");
    assert!(aside.contains("reading or writing failed"), "{aside}");
    let (_, _, aside) = run("CREATE VIEW v AS SELECT optout_load('list.csv'); SELECT * FROM v");
    assert!(aside.contains("unsafe use of optout_load()"), "{aside}");

    let (succeeded, said, aside) = run("\
        CREATE TABLE contacts (id, email, name, website);
        INSERT INTO contacts VALUES (1, 'ADA@engine.example', 'Ada Lovelace', NULL),
            (2, NULL, 'Bob Babbage', 'www.engine.example'), (3, 'cleo@other.example', 'Cleo', NULL),
            (4, 17, x'ff00', 4.5), (5, NULL, NULL, NULL);
        SELECT optout_load('list.csv');
        SELECT id, optout_match(email, name, website), optout_tier(email, name, website),
            optout_status(email, name, website) FROM contacts WHERE id <> 4;
        SELECT typeof(optout_load('list.csv')), count(optout_match(email, name, website))
            FROM contacts WHERE id <> 4;
        SELECT optout_match('', replace(hex(zeroblob(500000)), '0', 'Ab '), '');");
    assert!(succeeded, "{aside}");
    assert_eq!(
        said,
        "2\n1|P-1|T1|match\n2|-|T3|possible\n3|-|-|non_match\n5|-|-|unknown\ninteger|1\n-\n"
    );
    let (_, _, aside) = run("SELECT optout_load('list.csv'); SELECT optout_match(x'ff', 'A', '')");
    assert!(aside.contains("a text is not UTF-8"), "{aside}");
}
