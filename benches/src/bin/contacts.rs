//! Writes a contact file, an Opt-Out List that spells its people differently and the truth about them,
//! from a seed.

use std::process::ExitCode;

use optout_benches::arguments::Request;
use optout_benches::contacts::Contacts;

const USAGE: &str = "usage: contacts [--seed N] [--rows N] [--opt-outs N] [--strangers N] \
[--style plain|quoted] [--contacts FILE|-] [--list FILE] [--matches FILE]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("contacts: {error} ({USAGE})");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), lexopt::Error> {
    let Some(request) = Request::read(&["contacts", "list", "matches"])? else {
        println!("{USAGE}");
        return Ok(());
    };
    let Request { seed, rows, opt_outs, strangers, style, .. } = request;
    let made = Contacts { seed, rows, opt_outs, style };
    request.write("list", |file| made.write_list(strangers, file))?;
    request.write("matches", |file| made.write_matches(file))?;
    request.write("contacts", |file| made.write(file))
}
