//! Compares a redacted export with its original and the truth; prints what it found as JSON.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::io;
use std::process::ExitCode;

use optout_benches::check::check;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [original, result, truth] = arguments.as_slice() else {
        eprintln!("usage: check ORIGINAL RESULT TRUTH");
        return ExitCode::from(2);
    };
    let report = || -> io::Result<String> {
        let numbers: Result<HashSet<u64>, _> =
            fs::read_to_string(truth)?.lines().map(str::parse).collect();
        let numbers = numbers.map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        let report = check(&fs::read(original)?, &fs::read(result)?, &numbers);
        Ok(serde_json::to_string(&report)?)
    };
    match report() {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("check: {error}");
            ExitCode::from(2)
        }
    }
}
