//! Writes a past export, an Opt-Out List and the truth about them, from a seed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, ValueExt};
use optout_benches::export::{Export, Style};

const USAGE: &str = "usage: export [--seed N] [--rows N] [--opt-outs N] [--style plain|quoted] \
[--export FILE|-] [--list FILE] [--truth FILE]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("export: {error} ({USAGE})");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), lexopt::Error> {
    let mut made = Export { seed: 1, rows: 2_000_000, opt_outs: 100_000, style: Style::Plain };
    let (mut export, mut list, mut truth) = (None, None, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("seed") => made.seed = parser.value()?.parse()?,
            Long("rows") => made.rows = parser.value()?.parse()?,
            Long("opt-outs") => made.opt_outs = parser.value()?.parse()?,
            Long("style") => made.style = parser.value()?.parse()?,
            Long("export") => export = Some(parser.value()?),
            Long("list") => list = Some(parser.value()?),
            Long("truth") => truth = Some(parser.value()?),
            Short('h') | Long("help") => {
                println!("{USAGE}");
                return Ok(());
            }
            other => return Err(other.unexpected()),
        }
    }
    let failed = |error: io::Error| lexopt::Error::from(error.to_string());
    if let Some(path) = list {
        create(Path::new(&path)).and_then(|file| made.write_list(file)).map_err(failed)?;
    }
    if let Some(path) = truth {
        create(Path::new(&path)).and_then(|file| made.write_truth(file)).map_err(failed)?;
    }
    if let Some(path) = export {
        create(Path::new(&path)).and_then(|file| made.write(file)).map_err(failed)?;
    }
    Ok(())
}

fn create(path: &Path) -> io::Result<Box<dyn Write>> {
    Ok(if path == Path::new("-") {
        Box::new(BufWriter::new(io::stdout()))
    } else {
        Box::new(BufWriter::new(File::create(path)?))
    })
}
