//! A stage imports only stages above it.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages in the order in which data passes them, with what all of them share in front.
const ORDER: [&str; 32] = [
    "error",
    "words",
    "markup",
    "digest",
    "texts",
    "sealed",
    "bloom",
    "mark",
    "relay",
    "spread",
    "measured",
    "contact",
    "normalize",
    "table",
    "fuzzing",
    "list",
    "index",
    "matching",
    "basis",
    "decision",
    "redact",
    "erase",
    "suppress",
    "notice",
    "report",
    "sweep",
    "page",
    "arrow",
    "fs",
    "job",
    "guide",
    "lib",
];

/// Stages that stand beside each other and must not know of one another.
const STRANGERS: [(&str, &str); 4] =
    [("basis", "matching"), ("basis", "index"), ("redact", "basis"), ("redact", "matching")];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The stage of a file: the first part of its path below `src`.
fn stage(path: &Path) -> String {
    let inside = path.strip_prefix(source()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The stages named after `crate::` in code; tests, comments and examples aside.
fn imports(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = BTreeSet::new();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for behind in line.split("crate::").skip(1) {
            let word: String =
                behind.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if ORDER.contains(&word.as_str()) {
                found.insert(word);
            }
        }
    }
    found
}

#[test]
fn every_arrow_points_up() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for path in all {
        let own = stage(&path);
        let place = ORDER.iter().position(|name| *name == own);
        let place = place.unwrap_or_else(|| panic!("{own} is no stage; give it its place"));
        for import in imports(&fs::read_to_string(&path).unwrap()) {
            arrows += usize::from(import != own);
            let at = ORDER.iter().position(|name| *name == import).unwrap();
            let strangers = STRANGERS.contains(&(own.as_str(), import.as_str()));
            if at > place || strangers {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert!(arrows > 50, "the scan found {arrows} arrows only; it looks at the wrong text");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_outgrows_its_subject() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    for path in all {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn only_fs_opens_files() {
    let mut all = Vec::new();
    files(&source(), &mut all);
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let opens = text.contains("std::fs") || text.contains("File::open");
        assert!(!opens || stage(&path) == "fs", "{} touches the file system", path.display());
    }
}
