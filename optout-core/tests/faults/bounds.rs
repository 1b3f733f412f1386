//! Inputs without end, and with fields and columns without end: an error before the memory is full.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::ops::ControlFlow;

use optout_core::basis::read_evidence;
use optout_core::redact::Targets;
use optout_core::sweep::{Guard, Outputs};
use optout_core::table::Format;
use optout_core::{
    Error, EvidenceStore, HashProfile, HashedList, Layout, ListForm, ListOptions, Nicknames,
    OptOutList, Policy, Redactor, Sweep, Table,
};

use crate::streams::Endless;

/// More than the largest record that is read, and far less than what is offered.
const FAR: u64 = 300 << 20;

fn list(form: ListForm, input: impl Read) -> Result<OptOutList, Error> {
    OptOutList::read(input, &ListOptions { form, ..ListOptions::default() })
}

fn contacts(input: impl Read + Send) -> Result<u64, Error> {
    let mut table = Table::open_contacts(input, Format::default(), &Layout::detect())?;
    let mut records = 0;
    while table.read()?.is_some() {
        records += 1;
    }
    Ok(records)
}

fn redact(input: impl Read + Send) -> Result<(), Error> {
    let mut targets = Targets::new();
    targets.person_id("P2");
    Redactor::new(targets).hashes(false).redact(input, io::sink()).map(drop)
}

type Reader = fn(&mut (dyn Read + Send)) -> Result<(), Error>;

/// What reads, how its input begins and what then never ends, and the kind of the error.
type Case = (&'static str, Reader, &'static [u8], &'static [u8], &'static str);

const ENDLESS: [Case; 14] = [
    (
        "list",
        |input| list(ListForm::Csv, input).map(drop),
        b"Unique 6sense Record ID\n\"",
        b"x",
        "record_too_large",
    ),
    (
        "list's header",
        |input| list(ListForm::Csv, input).map(drop),
        b"Unique 6sense Record ID,",
        b"x",
        "record_too_large",
    ),
    (
        "list of line ends",
        |input| list(ListForm::Csv, input).map(drop),
        b"Unique 6sense Record ID\n",
        b"\n",
        "record_too_large",
    ),
    (
        "list of quotes",
        |input| list(ListForm::Csv, input).map(drop),
        b"Unique 6sense Record ID\n",
        b"\"",
        "record_too_large",
    ),
    (
        "JSON",
        |input| list(ListForm::Lusha, input).map(drop),
        b"[{\"contactId\":\"",
        b"x",
        "record_too_large",
    ),
    (
        "JSON of blanks",
        |input| list(ListForm::Lusha, input).map(drop),
        b"{\"contactId\":\"1\"}",
        b" ",
        "record_too_large",
    ),
    (
        "deep JSON",
        |input| list(ListForm::Lusha, input).map(drop),
        b"[{\"contactId\":",
        b"[",
        "value",
    ),
    (
        "contacts",
        |input| contacts(input).map(drop),
        b"Record ID,Email\n1,\"",
        b"x",
        "record_too_large",
    ),
    (
        "contacts of line ends",
        |input| contacts(input).map(drop),
        b"Record ID,Email\n",
        b"\r\n",
        "record_too_large",
    ),
    ("export", redact_boxed, b"6sense People Id,Email\nP1,", b"x", "record_too_large"),
    ("export of delimiters", redact_boxed, b"6sense People Id,Email\nP1", b",", "record_too_large"),
    (
        "evidence",
        |input| read_evidence(input, Format::default()).map(drop),
        b"{\"record_id\":\"",
        b"x",
        "record_too_large",
    ),
    (
        "hashed list",
        |input| HashedList::read(input, HashProfile::Drop).map(drop),
        b"ID,Hash\n1,\"",
        b"\n",
        "record_too_large",
    ),
    ("nicknames", |input| Nicknames::read(input).map(drop), b"Ada,", b"x", "record_too_large"),
];

/// Read up to the limit of a record, which takes half a minute each without optimisation.
const SLOW: [&str; 9] = [
    "list",
    "list's header",
    "list of line ends",
    "list of quotes",
    "contacts",
    "contacts of line ends",
    "export",
    "export of delimiters",
    "evidence",
];

fn redact_boxed(input: &mut (dyn Read + Send)) -> Result<(), Error> {
    redact(input)
}

#[test]
fn what_never_ends_is_an_error_before_the_memory_is_full() {
    for (name, read, start, rest, code) in ENDLESS {
        if cfg!(debug_assertions) && SLOW.contains(&name) {
            continue;
        }
        let mut endless = Endless::new(rest);
        let error = read(&mut start.chain(&mut endless)).expect_err(name);
        assert_eq!(error.kind().code(), code, "{name}: {error}");
        assert!(endless.given < FAR, "{name}: {}", endless.given);
    }
}

/// A field of close to the limit is read, and comes back whole; a little more is an error that says where.
#[test]
fn a_field_of_many_megabytes_is_a_field() {
    const LIMIT: u64 = 64 << 20;
    let text = |start: &'static [u8], size, rest: &'static [u8]| {
        start.chain(Endless::new(b"x").take(size)).chain(rest)
    };
    let people = |size| {
        let input = text(b"Unique 6sense Record ID,Notes\nP1,\"", size, b"\"\nP2,\n");
        list(ListForm::Csv, input).map(|list| list.records())
    };
    let records =
        |size| contacts(text(b"Record ID,Notes,Email\n1,\"", size, b"\",a@x.example\n2,,\n"));
    let redacted = |size, threads, output: &mut Vec<u8>| {
        let rest = b"\",FALSE\nP2,b@x.example,FALSE\n";
        let input = text(b"6sense People Id,Email,Is Redacted\nP1,\"", size, rest);
        let mut targets = Targets::new();
        targets.person_id("P2");
        let redactor = Redactor::new(targets).hashes(false).threads(threads);
        redactor.redact(input, output).map(|summary| summary.records + summary.redacted)
    };
    let size = if cfg!(debug_assertions) { 2 << 20 } else { LIMIT - 100 };
    assert_eq!((people(size), records(size)), (Ok(2), Ok(2)));
    for threads in [1, 3] {
        let mut output = Vec::new();
        assert_eq!(redacted(size, threads, &mut output), Ok(3));
        let whole = output.iter().filter(|byte| **byte == b'x').count() as u64;
        assert_eq!(whole, size);
    }
    if cfg!(debug_assertions) {
        return;
    }
    let refused = |result: Result<u64, Error>| {
        let error = result.unwrap_err();
        assert_eq!(error.kind().code(), "record_too_large");
        assert_eq!(error.position().map(|at| (at.record, at.line)), Some((1, 2)), "{error}");
    };
    refused(people(LIMIT));
    refused(records(LIMIT));
    for threads in [1, 3] {
        let mut output = Vec::new();
        refused(redacted(LIMIT, threads, &mut output));
    }
}

/// A column more or less makes no difference, and what is in them comes back.
#[test]
fn a_million_columns_are_columns() {
    const COLUMNS: usize = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };
    let table = |header: &str, row: &str| {
        let mut text = header.to_owned();
        for nth in 0..COLUMNS {
            write!(text, ",c{nth}").unwrap();
        }
        format!("{text}\n{row}{}\n", ",x".repeat(COLUMNS))
    };
    let text = table("Unique 6sense Record ID,Work email", "P1,ada@engine.example");
    let list = list(ListForm::Csv, text.as_bytes()).unwrap();
    assert_eq!((list.entries().len(), list.unread_columns().len()), (1, COLUMNS));
    let text = table("6sense People Id,Email,Is Redacted", "P2,b@x.example,FALSE");
    let mut targets = Targets::new();
    targets.person_id("P2");
    let (redactor, mut redacted) = (Redactor::new(targets), Vec::new());
    assert_eq!(redactor.redact(text.as_bytes(), &mut redacted).unwrap().redacted, 1);
    let header = text.split_inclusive('\n').next().unwrap();
    assert!(redacted == format!("{header}P2,,TRUE{}\n", ",".repeat(COLUMNS)).into_bytes());
    redactor.verify(text.as_bytes(), io::Cursor::new(redacted)).unwrap();
    let text = table("Record ID,Email", "1,ada@engine.example");
    let mut table =
        Table::open_contacts(text.as_bytes(), Format::default(), &Layout::detect()).unwrap();
    let (policy, evidence) = (Policy::standard().unwrap(), EvidenceStore::new());
    let outputs = Outputs::all(io::sink);
    let swept = Sweep::new(&list, policy, &evidence, "2026-11-24".parse().unwrap())
        .guard(Guard::OFF)
        .run(&mut table, outputs, &mut |_| ControlFlow::Continue(()))
        .unwrap();
    assert_eq!((swept.counts.records, swept.counts.retention.values().sum::<u64>()), (1, 1));
}

#[cfg(all(target_os = "linux", feature = "compress"))]
mod bombs {
    use std::fs;
    use std::io::Write;
    use std::path::Path;
    use std::process::Command;

    use optout_core::fs::decompressed;

    use super::*;

    type Bomb<'a> = (&'a str, &'a dyn Fn() -> Result<(), Error>);

    const PACKINGS: &[&str] = if cfg!(debug_assertions) { &["zst"] } else { &["gz", "zst"] };
    const VARIABLE: &str = "OPTOUT_TEST_BOMB";

    /// What is started again, with a memory of its own: each reader reads its bomb.
    #[test]
    fn worker() {
        let Some(directory) = std::env::var_os(VARIABLE) else { return };
        for packing in PACKINGS {
            let open = |name: &str| {
                let path = Path::new(&directory).join(format!("{name}.{packing}"));
                decompressed(fs::File::open(path).unwrap()).unwrap()
            };
            let zeros: [Bomb<'_>; 5] = [
                ("list", &|| list(ListForm::Csv, open("zeros")).map(drop)),
                ("contacts", &|| contacts(open("zeros")).map(drop)),
                ("export", &|| redact(open("zeros"))),
                ("JSON", &|| list(ListForm::Lusha, open("zeros")).map(drop)),
                ("hashed list", &|| HashedList::read(open("zeros"), HashProfile::Drop).map(drop)),
            ];
            for (name, read) in zeros {
                if cfg!(debug_assertions) && ["list", "export"].contains(&name) {
                    continue;
                }
                let error = read().expect_err(name);
                println!("{name}: {error}");
            }
        }
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        println!("\npeak {}", peak.trim().trim_end_matches(" kB"));
    }

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(content: &[u8]) -> Vec<u8> {
        ::zstd::encode_all(content, 1).unwrap()
    }

    /// Kilobytes that become gigabytes, as members or frames of one file.
    #[test]
    fn a_bomb_takes_no_more_memory_than_a_record() {
        let directory = tempfile::tempdir().unwrap();
        let zeros = vec![0; 4 << 20];
        for (packing, pack) in [("gz", gzip as fn(&[u8]) -> Vec<u8>), ("zst", zstd)] {
            let path = |name: &str| directory.path().join(format!("{name}.{packing}"));
            fs::write(path("zeros"), pack(&zeros).repeat(1 << 10)).unwrap();
        }
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["bounds::bombs::worker", "--exact", "--nocapture"])
            .env(VARIABLE, directory.path())
            .output()
            .unwrap();
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
        let peak = stdout.lines().find_map(|line| line.strip_prefix("peak ")).unwrap();
        // Each bomb is of 4 GB; a record may have 64 MB, and is held with the place of each field.
        let peak: u64 = peak.parse().unwrap();
        assert!(peak < 400 << 10, "{peak} kB: {stdout}");
    }
}
