//! Writes a seeded sample of lists, exports, evidence and truth into a directory.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, ValueExt};
use optout_examples::generate::{Expected, File, Request, Summary, generate};

const USAGE: &str = "usage: generate [--seed N] [--contacts N] [--opt-outs N] [--table] --out DIR";

/// What the command line asks for.
enum Asked {
    Help,
    Sample { request: Request, out: PathBuf, table: bool },
}

fn main() -> ExitCode {
    let (request, out, table) = match arguments() {
        Ok(Asked::Sample { request, out, table }) => (request, out, table),
        Ok(Asked::Help) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("generate: {error} ({USAGE})");
            return ExitCode::from(2);
        }
    };
    let made = fs::create_dir_all(&out)
        .and_then(|()| generate(&request, |file| fs::File::create(out.join(file.name()))));
    match made.and_then(|summary| report(&summary, table)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::from(if error.kind() == io::ErrorKind::InvalidInput { 2 } else { 1 })
        }
    }
}

fn arguments() -> Result<Asked, lexopt::Error> {
    let mut request = Request { seed: 1, contacts: 400, opt_outs: 100 };
    let (mut out, mut table) = (None, false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("seed") => request.seed = parser.value()?.parse()?,
            Long("contacts") => request.contacts = parser.value()?.parse()?,
            Long("opt-outs") => request.opt_outs = parser.value()?.parse()?,
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("table") => table = true,
            Short('h') | Long("help") => return Ok(Asked::Help),
            other => return Err(other.unexpected()),
        }
    }
    let out = out.ok_or("missing option '--out'")?;
    Ok(Asked::Sample { request, out, table })
}

fn report(summary: &Summary, table: bool) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    if table {
        for kind in &summary.kinds {
            let expected = kind.expected.as_str();
            writeln!(
                stdout,
                "{:>9}  {expected:<15}  {:<22}  {}",
                kind.records, kind.scenario, kind.about
            )?;
        }
    }
    write!(stdout, "{} entries;", summary.entries)?;
    for (file, records) in File::ALL.iter().zip(summary.records) {
        write!(stdout, " {} {records}", file.name())?;
    }
    let all = [
        Expected::None,
        Expected::Remove,
        Expected::Keep,
        Expected::KeepRestricted,
        Expected::SuppressOnly,
        Expected::Review,
    ];
    write!(stdout, "; expected")?;
    for expected in all {
        write!(stdout, " {} {}", expected.as_str(), summary.expecting(expected))?;
    }
    writeln!(stdout)
}
