//! Measures how well the library tells people apart, beside other tools.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value, ValueExt};
use optout_benches::accuracy::{Run, Set, run};

const USAGE: &str = "usage: accuracy DIR [--only names|spellings|febrl|fake|own]... [--json] \
[--check] [--no-peers] [--negatives N] [--seed N]";

/// How a run is shown, and whether it may fail.
#[derive(Default)]
struct Shown {
    json: bool,
    check: bool,
}

fn main() -> ExitCode {
    match measure() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("accuracy: {error} ({USAGE})");
            ExitCode::from(2)
        }
    }
}

fn measure() -> Result<ExitCode, lexopt::Error> {
    let Some((wanted, shown)) = arguments()? else {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    };
    let report = run(&wanted)?;
    let text = if shown.json {
        serde_json::to_string_pretty(&report).map_err(|error| error.to_string())? + "\n"
    } else {
        report.to_string()
    };
    io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string())?;
    Ok(ExitCode::from(u8::from(shown.check && !report.holds())))
}

fn arguments() -> Result<Option<(Run, Shown)>, lexopt::Error> {
    let mut shown = Shown::default();
    let mut wanted = Run {
        data: PathBuf::new(),
        work: target().join("accuracy"),
        seed: 1,
        negatives: 500_000,
        with_peers: true,
        sets: Vec::new(),
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(dir) => wanted.data = dir.into(),
            Long("only") => wanted.sets.push(parser.value()?.parse()?),
            Long("json") => shown.json = true,
            Long("check") => shown.check = true,
            Long("no-peers") => wanted.with_peers = false,
            Long("negatives") => wanted.negatives = parser.value()?.parse()?,
            Long("seed") => wanted.seed = parser.value()?.parse()?,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    if wanted.data.as_os_str().is_empty() {
        return Err("the folder with the sets is missing".into());
    }
    if wanted.sets.is_empty() {
        wanted.sets = Set::ALL.to_vec();
    }
    Ok(Some((wanted, shown)))
}

fn target() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(beside, PathBuf::from)
}
