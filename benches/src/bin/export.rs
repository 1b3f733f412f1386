//! Writes a past export, an Opt-Out List and the truth about them, from a seed.

use std::process::ExitCode;

use optout_benches::arguments::Request;
use optout_benches::export::Export;

const USAGE: &str = "usage: export [--seed N] [--rows N] [--opt-outs N] [--strangers N] \
[--style plain|quoted] [--export FILE|-] [--list FILE] [--truth FILE] [--matches FILE]";

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
    let Some(request) = Request::read(&["export", "list", "truth", "matches"])? else {
        println!("{USAGE}");
        return Ok(());
    };
    let Request { seed, rows, opt_outs, strangers, style, .. } = request;
    let made = Export { seed, rows, opt_outs, style };
    request.write("list", |file| made.write_list_with(strangers, file))?;
    request.write("truth", |file| made.write_truth(file))?;
    request.write("matches", |file| made.write_matches(strangers, file))?;
    request.write("export", |file| made.write(file))
}
