//! What is left when a writer is stopped: killed at any moment, out of room, out of the allowed size.
#![cfg(all(unix, feature = "fs"))]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the test makes and watches the files, and starts itself again to be killed"
)]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use optout_core::fs::{OutputSet, redact_path, redact_path_verified, write_atomically};
use optout_core::redact::{Redactor, Targets};
use optout_core::{ErrorKind, Input};

const DIRECTORY: &str = "OPTOUT_TEST_DIRECTORY";
const WRITER: &str = "OPTOUT_TEST_WRITER";
const EXPORT: &str = "export.csv";
const SET: [&str; 2] = ["one.csv", "two.csv"];

fn redactor() -> Redactor {
    let mut targets = Targets::new();
    assert!((0..1000).all(|nth| targets.person_id(&format!("P{}", nth * 7))));
    Redactor::new(targets)
}

/// So many that one redaction takes some tens of milliseconds.
const ROWS: usize = if cfg!(debug_assertions) { 4_000 } else { 100_000 };

fn export(rows: usize) -> Vec<u8> {
    let mut export = b"6sense People Id,Name,Work Email,Is Redacted\n".to_vec();
    for nth in 0..rows {
        writeln!(export, "P{nth},Person {nth},person.{nth}@engine.example,FALSE").unwrap();
    }
    export
}

fn redacted(export: &[u8]) -> Vec<u8> {
    let mut redacted = Vec::new();
    redactor().redact(export, &mut redacted).unwrap();
    redacted
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// This test binary again, running one test of it alone.
fn again(test: &str, directory: &Path) -> Vec<std::ffi::OsString> {
    let program = std::env::current_exe().unwrap().into_os_string();
    let arguments = [test, "--exact", "--nocapture", "--test-threads=1"];
    // Through `env`, so that a shell in front can hand it on.
    let mut variable = std::ffi::OsString::from(format!("{DIRECTORY}="));
    variable.push(directory);
    let front = ["env".into(), variable, program];
    front.into_iter().chain(arguments.map(Into::into)).collect()
}

/// What is started to be killed: it writes without end.
#[test]
fn writer() {
    let Some(directory) = std::env::var_os(DIRECTORY) else { return };
    let directory = Path::new(&directory);
    let path = directory.join(EXPORT);
    let before = export(ROWS);
    println!("\nready");
    match std::env::var(WRITER).as_deref() {
        Ok("torn") => loop {
            let file = File::create(&path).unwrap();
            redactor().redact(before.as_slice(), file).unwrap();
        },
        Ok("littering") => loop {
            let temporary = directory.join(".optout-temporary");
            let file = File::create(&temporary).unwrap();
            redactor().redact(before.as_slice(), file).unwrap();
            fs::rename(&temporary, &path).unwrap();
        },
        _ => loop {
            redact_path(&redactor(), &path, &path).unwrap();
            let mut outputs = OutputSet::new(directory);
            for name in SET {
                outputs.create(name).unwrap().write_all(&before).unwrap();
            }
            outputs.commit().unwrap();
            write_atomically(&path, |file| Ok(file.write_all(&before)?)).unwrap();
        },
    }
}

#[derive(Debug, Default)]
struct Seen {
    kills: usize,
    before: usize,
    after: usize,
    /// The file is neither.
    torn: usize,
    /// Other files that are whole, and that are not.
    leftovers: usize,
    torn_leftovers: usize,
}

/// Kills the writer at random moments, as often and as long as is said.
fn kill(writer: &str, directory: &Path, until: impl Fn(&Seen, Duration) -> bool) -> Seen {
    let (before, begun) = (export(ROWS), Instant::now());
    let after = redacted(&before);
    fs::write(directory.join(EXPORT), &before).unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    println!("seed {state:#x}");
    let mut seen = Seen::default();
    while !until(&seen, begun.elapsed()) {
        let command = again("writer", directory);
        let mut child = Command::new(&command[0])
            .args(&command[1..])
            .env(WRITER, writer)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == "ready"));
        // Xorshift, after Marsaglia (2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // A busy machine needs longer to get anywhere.
        sleep(Duration::from_micros(state % (120_000 + 4_000 * seen.kills as u64)));
        // It has not ended by itself, and this is SIGKILL.
        assert!(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        seen.kills += 1;
        look(directory, &before, &after, &mut seen);
    }
    println!("{writer}: {seen:?}");
    seen
}

fn look(directory: &Path, before: &[u8], after: &[u8], seen: &mut Seen) {
    for name in names(directory) {
        let path = directory.join(&name);
        let content = fs::read(&path).unwrap();
        let is_whole = content == before || content == after;
        if name == EXPORT {
            seen.before += usize::from(content == before);
            seen.after += usize::from(content == after);
            seen.torn += usize::from(!is_whole);
        } else if SET.contains(&name.as_str()) {
            assert!(is_whole, "{name} is torn");
        } else {
            seen.leftovers += usize::from(is_whole);
            seen.torn_leftovers += usize::from(!is_whole);
            fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn a_killed_redaction_leaves_the_old_file_or_the_new_one_and_no_other() {
    let directory = tempfile::tempdir().unwrap();
    // Where files need a name, a killed process cannot take it away.
    let is_unnamed =
        write_atomically(directory.path().join(EXPORT), |_| Ok(names(directory.path()).is_empty()));
    let until = |seen: &Seen, time: Duration| {
        let is_enough = seen.kills >= 150 || time > Duration::from_secs(6);
        let has_both = seen.before > 0 && seen.after > 0;
        seen.kills >= 60 && is_enough && (has_both || seen.kills >= 400)
    };
    let seen = kill("atomic", directory.path(), until);
    assert_eq!((seen.torn, seen.before + seen.after), (0, seen.kills));
    assert!(seen.before > 0 && seen.after > 0, "the kills saw one state only");
    if is_unnamed.unwrap() {
        assert_eq!(seen.torn_leftovers, 0);
        // A process can be killed between the two calls that replace a file, but hardly ever is.
        assert!(seen.leftovers <= seen.kills / 10, "{seen:?}");
    }
}

#[test]
fn other_ways_to_write_are_caught() {
    let directory = tempfile::tempdir().unwrap();
    let enough = |seen: &Seen| seen.kills >= 60;
    let seen = kill("torn", directory.path(), |seen, _| seen.torn > 0 || enough(seen));
    assert!(seen.torn > 0);
    let until = |seen: &Seen, _| seen.torn_leftovers > 0 || enough(seen);
    let seen = kill("littering", directory.path(), until);
    assert!(seen.torn_leftovers > 0);
}

/// Close to a megabyte.
const LARGE: usize = 17_000;

/// What is started with too little room.
#[test]
fn without_room() {
    let Some(directory) = std::env::var_os(DIRECTORY) else { return };
    let directory = Path::new(&directory);
    let (path, other) = (directory.join(EXPORT), directory.join("other.csv"));
    for output in [&path, &other] {
        let error = redact_path_verified(&redactor(), &path, output).unwrap_err();
        println!("\nfault {error}");
        assert!(matches!(error.kind(), ErrorKind::Io(_)));
        assert_eq!(error.input(), Some(Input::Output));
    }
    let mut outputs = OutputSet::new(directory);
    outputs.create("one.csv").unwrap().write_all(b"one").unwrap();
    let error = outputs.create("two.csv").unwrap().write_all(&export(LARGE)).unwrap_err();
    assert_eq!(optout_core::Error::from(error).input(), Some(Input::Output));
    drop(outputs);
    assert_eq!(names(directory), [EXPORT]);
    assert!(fs::read(&path).unwrap() == export(LARGE));
    println!("done");
}

/// Runs a shell line in front of the above; what it printed, and nothing if the line itself failed.
fn behind(line: &str, directory: &Path) -> String {
    let command = again("without_room", directory);
    let output = Command::new("sh").arg("-c").arg(line).args(command).output().unwrap();
    if !output.status.success() {
        println!("{}", String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_file_that_may_not_grow_leaves_the_old_one() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join(EXPORT), export(LARGE)).unwrap();
    // In blocks of 512 bytes or of 1024; without the signal, so that the call fails.
    let printed = behind("ulimit -f 600; trap '' XFSZ; exec \"$0\" \"$@\"", directory.path());
    assert!(printed.contains("file too large"), "{printed}");
    assert!(printed.contains("done"), "{printed}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let directory = tempfile::tempdir().unwrap();
    let export_outside = directory.path().join("outside.csv");
    fs::write(&export_outside, export(LARGE)).unwrap();
    let disk = directory.path().join("disk");
    fs::create_dir(&disk).unwrap();
    // A disk that only the process itself sees; it is gone with it.
    if !Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success())
    {
        println!("skipped: no mounts without privileges here");
        return;
    }
    let line = format!(
        "exec unshare -rm sh -c 'mount -t tmpfs -o size=1100k tmpfs {disk} && cp {export} {disk}/{EXPORT} \
         && exec \"$0\" \"$@\"' \"$0\" \"$@\"",
        disk = disk.display(),
        export = export_outside.display(),
    );
    let printed = behind(&line, &disk);
    assert!(printed.contains("no storage space"), "{printed}");
    assert!(printed.contains("done"), "{printed}");
}
