//! The index of a generated Opt-Out List: how long it takes to make and to open, and how large it is.

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lexopt::prelude::{Long, Short, ValueExt};
use optout_benches::export::{Export, Style};
use optout_core::{ListOptions, MatchPolicy, Matcher, OptOutList};

const USAGE: &str = "usage: index [--seed N] [--opt-outs N] [--rounds N]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("index: {error} ({USAGE})");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), lexopt::Error> {
    let (mut seed, mut opt_outs, mut rounds) = (1, 100_000, 3);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("seed") => seed = parser.value()?.parse()?,
            Long("opt-outs") => opt_outs = parser.value()?.parse()?,
            Long("rounds") => rounds = parser.value()?.parse()?,
            Short('h') | Long("help") => {
                println!("{USAGE}");
                return Ok(());
            }
            other => return Err(other.unexpected()),
        }
    }
    let mut text = Vec::new();
    let made = Export { seed, rows: opt_outs, opt_outs, style: Style::Plain };
    made.write_list(&mut text).map_err(|error| lexopt::Error::from(error.to_string()))?;
    let failed = |error: optout_core::Error| lexopt::Error::from(error.to_string());
    let list = OptOutList::read(text.as_slice(), &ListOptions::default()).map_err(failed)?;
    let entries = list.entries().len();
    println!("{entries} entries, one id, one address, a name and a website each\n");
    println!("policy     us an entry   bytes an entry     MB  open, ms: bytes  a file");
    for policy in ["strict", "standard", "broad"] {
        let policy = MatchPolicy::shipped(policy).map_err(failed)?;
        let build = shortest(rounds, || {
            black_box(Matcher::new(&list, policy.clone()));
        });
        let bytes: Arc<[u8]> = Matcher::new(&list, policy.clone()).to_bytes().into();
        let size = bytes.len();
        let open = shortest(rounds, || {
            black_box(Matcher::from_bytes(Arc::clone(&bytes)).is_ok());
        });
        let file = std::env::temp_dir().join(format!("optout-index-{}", std::process::id()));
        Matcher::new(&list, policy.clone()).save(&file).map_err(failed)?;
        let open_file = shortest(rounds, || {
            black_box(Matcher::open(&file).is_ok());
        });
        std::fs::remove_file(&file).map_err(|error| lexopt::Error::from(error.to_string()))?;
        println!(
            "{:<10} {:>11.2}   {:>14.1} {:>6.1}  {:>15.2} {:>7.2}",
            policy.name(),
            build.as_secs_f64() * 1e6 / entries as f64,
            size as f64 / entries as f64,
            size as f64 / 1e6,
            open.as_secs_f64() * 1e3,
            open_file.as_secs_f64() * 1e3
        );
    }
    Ok(())
}

fn shortest(rounds: usize, mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..rounds.max(1)).map(time).min().unwrap_or_default()
}
