//! One pass over contacts that keeps its decisions and nothing else: no review, no audit, no manifest, and
//! nothing is forced to disk, as with the other tools.
//!
//! Prints three numbers, each on a line: the seconds for reading the list, for the index, for the pass. With a
//! matcher from a file there is no list to read, and the index is opened.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use lexopt::prelude::{Long, Short, Value, ValueExt};
use optout_core::sweep::{Guard, Outputs};
use optout_core::table::Format;
use optout_core::{
    BasisPolicy, EvidenceStore, Layout, ListOptions, MatchPolicy, Matcher, OptOutList, Policy,
    Role, Sweep, Table,
};

const USAGE: &str = "usage: sweep_only --list FILE [--list-column HEADER=ROLE]... \
[--column HEADER=ROLE]... [--policy strict|standard|broad|FILE] [--threads N] IN OUT, or \
sweep_only --matcher FILE [--column HEADER=ROLE]... [--threads N] IN OUT";

/// The pass is as of a day, and no clock has a part in it.
const DAY: &str = "2026-11-24";

fn main() -> ExitCode {
    match read_arguments().and_then(|job| job.map_or_else(usage, |job| run(&job))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sweep_only: {error} ({USAGE})");
            ExitCode::from(2)
        }
    }
}

fn usage() -> Result<(), lexopt::Error> {
    println!("{USAGE}");
    Ok(())
}

struct Job {
    against: Against,
    layout: Layout,
    threads: usize,
    input: OsString,
    output: OsString,
}

enum Against {
    List { path: OsString, layout: Layout, policy: Box<Policy> },
    Matcher(OsString),
}

fn run(job: &Job) -> Result<(), lexopt::Error> {
    let begun = Instant::now();
    let day = DAY.parse().map_err(|_| "the day of the pass")?;
    let evidence = EvidenceStore::new();
    match &job.against {
        Against::List { path, layout, policy } => {
            let layout = layout.clone();
            let options = ListOptions { layout, threads: job.threads, ..ListOptions::default() };
            let list = OptOutList::read(open(path)?, &options).map_err(failed)?;
            let read = Instant::now();
            let sweep = Sweep::new(&list, policy.as_ref().clone(), &evidence, day);
            pass(job, sweep, [begun, read])
        }
        Against::Matcher(path) => {
            let matcher = Matcher::open(path).map_err(failed)?;
            let basis = BasisPolicy::default();
            let sweep = Sweep::with_matcher(&matcher, basis, &evidence, day);
            pass(job, sweep, [begun, begun])
        }
    }
}

/// Passes over the contacts, and prints the times: when it all began, and when the list had been read.
fn pass(job: &Job, sweep: Sweep<'_>, [begun, read]: [Instant; 2]) -> Result<(), lexopt::Error> {
    // The pass makes its index, if there is none, and writes the heads of its tables then.
    let indexed = Arc::new(OnceLock::new());
    let output = File::create(&job.output).map_err(|error| error.to_string())?;
    let decisions = Timed { to: BufWriter::new(output), begun: Arc::clone(&indexed) };
    let outputs = Outputs { decisions: Some(decisions), ..Outputs::default() };
    let mut contacts =
        Table::open_contacts(open(&job.input)?, Format::default(), &job.layout).map_err(failed)?;
    let swept = sweep
        .guard(Guard::OFF)
        .threads(job.threads)
        .run(&mut contacts, outputs, &mut |_| ControlFlow::Continue(()))
        .map_err(failed)?;
    let ended = Instant::now();
    let indexed = indexed.get().copied().unwrap_or(ended);
    for seconds in [read - begun, indexed - read, ended - indexed] {
        println!("{}", seconds.as_secs_f64());
    }
    eprintln!("{} records", swept.counts.records);
    Ok(())
}

fn open(path: &OsString) -> Result<File, lexopt::Error> {
    File::open(path).map_err(|error| error.to_string().into())
}

fn failed(error: optout_core::Error) -> lexopt::Error {
    error.to_string().into()
}

/// Notes when it is first written to.
struct Timed<W> {
    to: W,
    begun: Arc<OnceLock<Instant>>,
}

impl<W: Write> Write for Timed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.get_or_init(Instant::now);
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn read_arguments() -> Result<Option<Job>, lexopt::Error> {
    let (mut list, mut matcher, mut threads, mut paths) = (None, None, 1, Vec::new());
    let (mut list_layout, mut layout) = (Layout::detect(), Layout::detect());
    let mut policy = policy("strict")?;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("list") => list = Some(parser.value()?),
            Long("matcher") => matcher = Some(parser.value()?),
            Long("list-column") => {
                let (header, role) = column(&parser.value()?.string()?)?;
                list_layout = list_layout.column(&header, role);
            }
            Long("column") => {
                let (header, role) = column(&parser.value()?.string()?)?;
                layout = layout.column(&header, role);
            }
            Long("policy") => policy = self::policy(&parser.value()?.string()?)?,
            Long("threads") => threads = parser.value()?.parse()?,
            Value(path) => paths.push(path),
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    let against = match (list, matcher) {
        (Some(path), None) => Against::List { path, layout: list_layout, policy: Box::new(policy) },
        (None, Some(path)) => Against::Matcher(path),
        _ => return Err("expected one of '--list' and '--matcher'".into()),
    };
    let Ok([input, output]) = <[OsString; 2]>::try_from(paths) else {
        return Err("expected IN and OUT".into());
    };
    Ok(Some(Job { against, layout, threads, input, output }))
}

/// A shipped matching policy by its name, or a policy from a file.
fn policy(name: &str) -> Result<Policy, lexopt::Error> {
    let policy = match MatchPolicy::shipped(name) {
        Ok(matching) => Ok(Policy::new(matching, BasisPolicy::default())),
        Err(_) => {
            let text = std::fs::read_to_string(name).map_err(|error| error.to_string())?;
            Policy::read(&text)
        }
    };
    policy.map_err(failed)
}

fn column(text: &str) -> Result<(String, Role), lexopt::Error> {
    let (header, role) = text.rsplit_once('=').ok_or("a column: expected HEADER=ROLE")?;
    Ok((header.to_owned(), role.parse().map_err(failed)?))
}
