//! Disks that are really full: a device that always is, and file systems of a few pages or a few names.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use optout_core::Error;

use crate::place::{Place, run};
use crate::writing::{EXPORT, World, all, guard_import, is_full, redactor, table};

fn full_device() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

/// Each stream that the library writes to says that it is the output that is full.
#[test]
fn a_stream_to_a_full_device_is_that_error() {
    let assert_full = |what: &str, result: Result<(), Error>| {
        let error = result.expect_err(what);
        assert!(is_full(&error), "{what}: {error}");
    };
    let redact = |threads| redactor().threads(threads).redact(EXPORT.as_bytes(), full_device());
    assert_full("redaction", redact(1).map(drop));
    assert_full("redaction in pieces", redact(3).map(drop));
    assert_full("table", table(full_device()));
    let world = World::new();
    for full in 0..5 {
        for threads in [1, 2] {
            let output = |at| -> Box<dyn std::io::Write + Send> {
                if at == full { Box::new(full_device()) } else { Box::new(std::io::sink()) }
            };
            assert_full(&format!("output {full} of a sweep"), world.sweep(threads, all(output)));
        }
    }
    assert_full("records that come in", guard_import(full_device(), Vec::new()));
    assert_full("records turned away", guard_import(Vec::new(), full_device()));
}

const DIRECTORY: &str = "OPTOUT_TEST_DIRECTORY";
const OUT: &str = "disk/out";
const OLD: &[u8] = b"old";

/// What is started again, alone with a small disk: jobs over old outputs, with a checkpoint and without.
#[test]
fn worker() {
    let Some(directory) = std::env::var_os(DIRECTORY) else { return };
    let place = Place(directory.into());
    let mut kept = place.kept(OUT);
    kept.checkpoint = Some(place.path("disk/checkpoint"));
    for job in [place.job(OUT), kept] {
        match run(&job) {
            Ok(()) => {
                println!("\ndone");
                for (name, content) in place.content(OUT) {
                    assert!(content != OLD, "{name}");
                    fs::write(place.path(OUT).join(name), OLD).unwrap();
                }
            }
            Err(error) => {
                println!("\nfault {error}");
                assert!(is_full(&error));
            }
        }
        let left = place.content(OUT);
        assert!(
            left.len() == 8 && left.values().all(|content| content == OLD),
            "{:?}",
            left.keys()
        );
    }
    println!("\nlooked");
}

/// Starts the above in a mount namespace of its own with a disk that is mounted so; how many jobs were done, and
/// how many failed.
fn on_disk(options: &str, directory: &Path) -> (usize, usize) {
    let line = format!(
        "mount -t tmpfs -o {options} tmpfs {0}/disk && cp -r {0}/old {0}/{OUT} && exec \"$0\" \"$@\"",
        directory.display()
    );
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", &line])
        .arg(std::env::current_exe().unwrap())
        .args(["disk::worker", "--exact", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && printed.contains("\nlooked"),
        "{options}: {printed}{stderr}"
    );
    (printed.matches("\ndone").count(), printed.matches("\nfault").count())
}

#[test]
fn a_job_on_a_full_disk_leaves_what_was_there() {
    if !Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success())
    {
        println!("skipped: no mounts without privileges here");
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let place = Place::new(directory.path(), 1_000);
    fs::create_dir(place.path("disk")).unwrap();
    run(&place.job("old")).unwrap();
    let new = place.content("old");
    assert_eq!(new.len(), 8);
    let pages = |bytes: &BTreeMap<String, Vec<u8>>| -> usize {
        bytes.values().map(|content| content.len().div_ceil(4096)).sum()
    };
    let (pages, mut done, mut failed) = (pages(&new), 0, 0);
    for name in new.keys() {
        fs::write(place.path("old").join(name), OLD).unwrap();
    }
    // A page for each old file, and for the directories one or none; the tables of a checkpoint are there twice.
    let sizes =
        (0..=2 * pages + 32).step_by(pages / 4).map(|size| format!("size={}k", (size + 8) * 4));
    // The disk itself, a directory, the old files and eight new ones, and each a second name.
    let names = (10..=36).map(|names| format!("nr_inodes={names}"));
    for options in sizes.chain(names) {
        let (was_done, has_failed) = on_disk(&options, directory.path());
        assert_eq!(was_done + has_failed, 2);
        done += was_done;
        failed += has_failed;
        println!("{options}: {was_done} done, {has_failed} failed");
    }
    println!("{failed} jobs failed, {done} did not");
    assert!(failed > 10 && done > 10, "{failed} {done}");
}
