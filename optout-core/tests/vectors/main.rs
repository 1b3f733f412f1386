//! The vector suite, as C and Python run it too: `testdata/*.toml`.
#![allow(clippy::disallowed_methods, reason = "tests read their own data")]

mod audit;
mod basis;
mod erasure;
mod evidence;
mod hashed;
mod list;
mod matching;
mod normalize;
mod notices;
mod policies;
mod redaction;
mod suppression;
mod sweep;

use std::path::Path;

use optout_core::{Error, Position};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// How many cases each file has; a case that disappears is noticed.
const COUNTS: [(&str, usize); 17] = [
    ("audit", 38),
    ("basis", 437),
    ("dates", 44),
    ("emails", 65),
    ("erasure", 93),
    ("evidence", 100),
    ("hashed", 52),
    ("ids", 51),
    ("list", 64),
    ("matching", 301),
    ("names", 155),
    ("notices", 19),
    ("policies", 72),
    ("redaction", 97),
    ("suppression", 38),
    ("sweep", 69),
    ("websites", 36),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<T> {
    case: Vec<T>,
}

/// Runs every case of a file; `run` says what is wrong with one.
fn run<T: DeserializeOwned>(file: &str, run: impl Fn(T) -> Result<(), String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("testdata/{file}.toml"));
    let text = std::fs::read_to_string(path).unwrap();
    // The name comes from the raw table, so that each file's cases can be of their own type.
    let raw: File<toml::Table> = toml::from_str(&text).unwrap();
    let mut failures = Vec::new();
    let mut names = std::collections::BTreeSet::new();
    let count = raw.case.len();
    for mut table in raw.case {
        let name = match table.remove("name") {
            Some(toml::Value::String(name)) => name,
            _ => panic!("{file}: a case without a name"),
        };
        assert!(names.insert(name.clone()), "{file}: two cases named {name}");
        let case = table.try_into().unwrap_or_else(|error| panic!("{file}: {name}: {error}"));
        if let Err(message) = run(case) {
            failures.push(format!("{name}: {message}"));
        }
    }
    let expected = COUNTS.iter().find(|(name, _)| *name == file).unwrap().1;
    assert_eq!(count, expected, "{file}: the number of cases");
    assert!(failures.is_empty(), "{file}: {} failed:\n{}", failures.len(), failures.join("\n"));
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: expected {expected:?}, found {found:?}"))
}

/// An error and its place, where a case names them.
fn same_error(
    found: &Error,
    code: &str,
    place: (Option<u64>, Option<u64>, Option<u64>),
) -> Result<(), String> {
    same("error", found.kind().code(), code)?;
    let Position { record, line, byte } = found.position().unwrap_or_default();
    let place_of =
        |expected: Option<u64>, found| expected.map_or(Ok(()), |at| same("place", found, at));
    place_of(place.0, record)?;
    place_of(place.1, line)?;
    place_of(place.2, byte)
}

fn bytes(text: Option<String>, hex: Option<&str>) -> Vec<u8> {
    match (text, hex) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(hex)) => (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
            .collect(),
        _ => panic!("a case has either text or hexadecimal bytes"),
    }
}

#[test]
fn every_file_of_the_suite_is_run() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut files: Vec<String> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    files.sort();
    assert_eq!(files, COUNTS.map(|(name, _)| name));
}
