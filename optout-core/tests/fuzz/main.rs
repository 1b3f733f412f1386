//! Every fuzz target for a moment: seeds, and what becomes of them by chance, the same in every run.
//!
//! `make fuzz` runs it; `make fuzz-long` has libFuzzer drive the same targets for as long as one likes.

#[allow(unreachable_pub, reason = "the fuzz targets have them from another package")]
mod targets;

mod mutate;
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::Instant;

use mutate::Mutator;

/// Runs a target with each of its seeds, then with so many inputs made of them.
#[allow(clippy::disallowed_methods, reason = "it tells how long it took")]
fn run(name: &str, target: fn(&[u8]), seeds: &[Vec<u8>], executions: usize) {
    let start = Instant::now();
    let mut mutator = Mutator::new(seeds);
    let made = std::iter::repeat_with(|| mutator.next());
    for (number, input) in seeds.iter().cloned().chain(made).take(executions).enumerate() {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| target(&input))) {
            eprintln!("{name}: input {number}: {}", input.escape_ascii());
            resume_unwind(panic);
        }
    }
    println!("fuzz {name}: {executions} executions, {:.1} s", start.elapsed().as_secs_f64());
}

/// Writes the seeds of a target for libFuzzer, which looks for them in a directory.
#[allow(clippy::disallowed_methods, reason = "a corpus is files")]
fn write_seeds(name: &str) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz").join(name);
    std::fs::create_dir_all(&directory).unwrap();
    for (number, seed) in seeds::of(name).iter().enumerate() {
        std::fs::write(directory.join(number.to_string()), seed).unwrap();
    }
}

/// A test for each target, with as many inputs as take it a few seconds unoptimised.
macro_rules! targets {
    ($($name:ident: $executions:literal,)*) => {
        #[test]
        #[ignore = "make fuzz-long runs it"]
        fn for_libfuzzer() {
            $(write_seeds(stringify!($name));)*
        }

        $(#[test]
        #[ignore = "make fuzz runs it"]
        fn $name() {
            let seeds = seeds::of(stringify!($name));
            run(stringify!($name), targets::$name::check, &seeds, $executions);
        })*
    };
}

targets! {
    evidence: 1_000,
    hashed: 2_000,
    list: 1_500,
    matcher: 200,
    policy: 500,
    redaction: 1_000,
    rows: 2_000,
    scanner: 2_000,
    state: 2_000,
    suppression: 2_000,
    sweep: 100,
    tables: 1_000,
}
