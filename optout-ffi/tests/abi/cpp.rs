//! The headers for C++ are written by hand: nothing of the C ABI may be missing from them, and each
//! stands alone.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::compiler::{Language, check, path_in_package};

/// Exports that no header for C++ uses.
const LEFT_TO_C: [&str; 1] = [
    // A `std::string_view` is made of a literal by itself.
    "optout_str_of",
];

/// optout.hpp, and what it includes.
fn headers() -> Vec<PathBuf> {
    let parts = std::fs::read_dir(path_in_package("include/optout")).unwrap();
    let mut headers: Vec<PathBuf> = parts.map(|part| part.unwrap().path()).collect();
    headers.push(path_in_package("include/optout.hpp"));
    headers.sort();
    headers
}

/// The words of the headers, those of comments left out.
fn words() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for header in headers() {
        let text = std::fs::read_to_string(header).unwrap();
        for line in text.lines() {
            let code = line.split("//").next().unwrap_or_default();
            let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            words.extend(code.split(|c| !is_of_word(c)).map(str::to_owned));
        }
    }
    words
}

#[test]
fn every_export_has_its_place_in_cpp() {
    let listed = std::fs::read_to_string(path_in_package("tests/exports.txt")).unwrap();
    let words = words();
    let missing: Vec<&str> = listed.lines().filter(|export| !words.contains(*export)).collect();
    assert_eq!(missing, LEFT_TO_C, "left out of include/optout/*.hpp");
}

#[test]
fn optout_hpp_includes_every_part() {
    let whole = std::fs::read_to_string(path_in_package("include/optout.hpp")).unwrap();
    for header in headers() {
        let name = header.file_name().unwrap().to_str().unwrap();
        let is_included = whole.contains(&format!("#include <optout/{name}>\n"));
        assert!(is_included || name == "optout.hpp", "{name} is not included");
    }
}

/// A part may be included alone, and twice.
#[test]
fn every_part_stands_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(Language::Cpp.file_name());
    for header in headers() {
        let name = header.file_name().unwrap().to_str().unwrap();
        let line = match name {
            "optout.hpp" => "#include <optout.hpp>\n".to_owned(),
            name => format!("#include <optout/{name}>\n"),
        };
        std::fs::write(&path, format!("{line}{line}int main() {{ return 0; }}\n")).unwrap();
        check("c++", "c++17", &path);
    }
}
