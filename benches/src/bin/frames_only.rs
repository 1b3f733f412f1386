//! A sweep over a table in memory that keeps its decisions.
//!
//! Prints the seconds from the list and the table, which are read before, to the decisions in memory.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::time::Instant;

use arrow_array::{Array, RecordBatch};
use lexopt::prelude::{Long, Short, Value, ValueExt};
use optout_benches::frame;
use optout_core::arrow::sweep_table;
use optout_core::sweep::Guard;
use optout_core::{EvidenceStore, ListOptions, OptOutList, Policy, Sweep};

const USAGE: &str = "usage: frames_only --policy FILE [--threads N] LIST IN OUT";

/// The pass is as of a day, and no clock has a part in it.
const DAY: &str = "2026-11-24";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("frames_only: {error} ({USAGE})");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), lexopt::Error> {
    let (mut policy, mut threads, mut paths) = (None, 1, Vec::new());
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("policy") => policy = Some(parser.value()?),
            Long("threads") => threads = parser.value()?.parse()?,
            Value(path) => paths.push(path),
            Short('h') | Long("help") => {
                println!("{USAGE}");
                return Ok(());
            }
            other => return Err(other.unexpected()),
        }
    }
    let Ok([list, input, output]) = <[OsString; 3]>::try_from(paths) else {
        return Err("expected LIST, IN and OUT".into());
    };
    let policy = std::fs::read_to_string(policy.ok_or("missing option '--policy'")?);
    let policy = Policy::read(&policy.map_err(text)?).map_err(text)?;
    let list = File::open(list).map_err(text)?;
    let list = OptOutList::read(list, &ListOptions::default()).map_err(text)?;
    let records = frame::read(File::open(input).map_err(text)?).map_err(text)?;

    let begun = Instant::now();
    let evidence = EvidenceStore::new();
    let sweep = Sweep::new(&list, policy, &evidence, DAY.parse().map_err(|_| "the day")?)
        .guard(Guard::OFF)
        .threads(threads);
    let (schema, layout, batches) = (records.schema(), frame::layout(), [records]);
    let go_on = &mut |_| ControlFlow::Continue(());
    let swept = sweep_table(&sweep, &layout, &schema, &batches, go_on).map_err(text)?;
    let seconds = begun.elapsed().as_secs_f64();

    write(&swept.decisions, File::create(output).map_err(text)?).map_err(text)?;
    println!("{seconds}");
    Ok(())
}

/// Writes the numbers of the rows that somebody was found for.
fn write(decisions: &[RecordBatch], to: impl Write) -> std::io::Result<()> {
    let mut to = BufWriter::new(to);
    writeln!(to, "record")?;
    let mut first = 1;
    for batch in decisions {
        let found = (0..batch.num_rows()).filter(|row| batch["status"].is_valid(*row));
        for row in found {
            writeln!(to, "{}", first + row)?;
        }
        first += batch.num_rows();
    }
    to.flush()
}

fn text(error: impl std::fmt::Display) -> lexopt::Error {
    error.to_string().into()
}
