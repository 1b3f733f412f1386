//! Which functions there are, and that each of them is guarded.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::compiler::{library_directory, path_in_package};

/// The sources, all of them.
fn sources(directory: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => texts.extend(sources(&path)),
            false => texts.push(std::fs::read_to_string(path).unwrap()),
        }
    }
    texts
}

/// The exported functions of the sources, and their bodies and what follows.
fn exports() -> Vec<(String, String)> {
    entries()
        .into_iter()
        .filter(|entry| entry.is_exported)
        .map(|entry| (entry.name, entry.body))
        .collect()
}

/// A function that C can call.
struct Entry {
    name: String,
    /// Its body, and what follows.
    body: String,
    /// Otherwise it is reached by its address.
    is_exported: bool,
}

fn entries() -> Vec<Entry> {
    let mut found = Vec::new();
    for text in sources(&path_in_package("src")) {
        for (at, marker) in text.match_indices("extern \"C\" fn ") {
            let rest = &text[at + marker.len()..];
            let name: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let (_, body) = rest.split_once("{\n").unwrap();
            let body = body.trim_start().to_owned();
            let before = text[..at].lines().rev().nth(1).unwrap_or_default();
            found.push(Entry { name, body, is_exported: before == "#[unsafe(no_mangle)]" });
        }
    }
    found
}

#[test]
fn everything_that_c_can_call_is_guarded() {
    let entries = entries();
    assert!(entries.len() > 200, "the sources have {} functions for C", entries.len());
    for Entry { name, body, .. } in &entries {
        let guard = guard(body).unwrap_or_else(|| panic!("{name} does not begin with a guard"));
        // Nothing may stand behind the guard: the body is one call, whose end is the function's.
        let end = body.find("\n}\n").unwrap();
        let body = &body[..end];
        let call = body.trim_end().trim_end_matches(';');
        assert!(is_one_call(call), "{name} does something outside its guard {guard}");
    }
}

/// The guard that a body begins with. What is handed to one of those that can fail is a parameter as it
/// came in, and then a closure: nothing is done on the way.
fn guard(body: &str) -> Option<&str> {
    let (guard, arguments) = body.split_once('(')?;
    let before = arguments.split_once('|').map(|(before, _)| before);
    let is_guard = match guard {
        "attempt" => before == Some("error, "),
        "give" | "make" | "make_or_null" | "change" => before
            .and_then(|before| before.strip_suffix(", error, "))
            .is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')),
        "answer" | "free" => true,
        _ => false,
    };
    is_guard.then_some(guard)
}

/// Whether a text ends where the parenthesis closes that it opens first. Parentheses in texts of
/// the sources are in pairs.
fn is_one_call(text: &str) -> bool {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return at + 1 == text.len();
        }
    }
    false
}

#[test]
fn no_export_is_written_otherwise() {
    let sources = sources(&path_in_package("src")).join("\n");
    let names = exports().len();
    assert_eq!(sources.matches("#[unsafe(no_mangle)]").count(), names);
    assert_eq!(sources.matches("export_name").count(), 0);
}

/// The exports are held against a list, so that none comes or goes by accident.
#[test]
fn the_library_exports_what_is_listed() {
    let listed = std::fs::read_to_string(path_in_package("tests/exports.txt")).unwrap();
    let listed: BTreeSet<&str> = listed.lines().collect();
    let written: BTreeSet<String> = exports().into_iter().map(|(name, _)| name).collect();
    let written: BTreeSet<&str> = written.iter().map(String::as_str).collect();
    same("the sources", &written, &listed);

    let library = library_directory().join("liboptout.so");
    let output = Command::new("nm").args(["-D", "--defined-only"]).arg(library).output().unwrap();
    assert!(output.status.success());
    let symbols = String::from_utf8(output.stdout).unwrap();
    let exported: BTreeSet<&str> =
        symbols.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
    same("the library", &exported, &listed);
}

fn same(what: &str, found: &BTreeSet<&str>, listed: &BTreeSet<&str>) {
    let differing: Vec<_> = found.symmetric_difference(listed).collect();
    assert!(differing.is_empty(), "{what} and tests/exports.txt differ: {differing:?}");
}

#[test]
fn every_export_is_in_the_header() {
    let header = std::fs::read_to_string(path_in_package("include/optout.h")).unwrap();
    for (name, _) in exports() {
        assert!(header.contains(&format!("{name}(")), "{name} is not in the header");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_shared_library_has_its_name() {
    let library = library_directory().join("liboptout.so");
    let output = Command::new("readelf").arg("-d").arg(library).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("soname: [liboptout.so.0]"), "{said}");
}
