//! A type that can hold text and derives `Debug` shows it. Each such type stands here with the reason for which that is
//! nobody's name, address or contact; any other writes its `Debug` by hand, and the canary looks at what that prints.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the text is, and the types that hold it.
const SHOWN: [(&str, &[&str]); 8] = [
    (
        "hashes of files, lists, policies, plans and logs, and the name and version of the library",
        &[
            "AuditHeader",
            "AuditReplay",
            "Audited",
            "BatchSweep",
            "Chain",
            "Classifier",
            "Digest",
            "EvidenceReport",
            "Files",
            "JobReport",
            "ListReport",
            "Policy",
            "Preview",
            "Progress",
            "Summary",
            "Swept",
            "Trace",
            "Verification",
        ],
    ),
    (
        "names of entries, which are ids or numbers of rows, and never an address (`OptOut::entry_id`)",
        &["Decision", "DigestState", "Snapshot", "SnapshotChanges"],
    ),
    (
        "words of a policy, a profile or a regime, which are about everybody",
        &[
            "Attestation",
            "BasisPolicy",
            "DigestDeadline",
            "Expression",
            "MatchPolicy",
            "Profile",
            "RegimePack",
            "Rule",
            "Unmet",
        ],
    ),
    (
        "names of columns, members and namespaces, as the caller or a format has them",
        &["Comparison", "Difference", "Layout", "ListOptions", "Redactor", "Role"],
    ),
    ("names that the caller gave to pieces of evidence", &["Classification", "Weighed"]),
    ("names that the caller gave to cases", &["FlipGroup"]),
    ("paths that the caller gave", &["SweepJob"]),
    ("codes of systems, of letters and digits only", &["Fate", "MethodProgress", "Said"]),
];

/// What is compiled for tests only.
const TESTS: [&str; 3] = ["tests.rs", "oracle.rs", "fuzzing.rs"];

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !TESTS.iter().any(|name| path.ends_with(name))
        {
            found.push(path);
        }
    }
}

/// Whether the definition of a type has a place for text of the input, which no `&'static str` is.
fn holds_text(definition: &str) -> bool {
    let definition = definition.replace("&'static str", "");
    ["String", "str>", "&str", "a str", "r str", "Cow<", "[u8", "Vec<u8", "PathBuf"]
        .iter()
        .any(|text| definition.contains(text))
}

/// The types of a source that derive `Debug` and hold text; its tests aside.
fn showing(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines: Vec<&str> =
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut found = Vec::new();
    let mut derives = false;
    for (at, line) in lines.iter().enumerate() {
        let item = line.strip_prefix("pub(super) ").or_else(|| line.strip_prefix("pub(crate) "));
        let item = item.or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
        let name = item.strip_prefix("struct ").or_else(|| item.strip_prefix("enum "));
        if line.starts_with("#[derive(") {
            derives = line.contains("Debug");
        } else if let Some(name) = name {
            let rest = &lines[at..];
            let end = rest.iter().position(|line| line.starts_with('}') || line.ends_with(';'));
            let definition = rest[..=end.unwrap_or(0)].join("\n");
            if derives && holds_text(&definition) {
                let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
                found.push(name[..end].to_owned());
            }
            derives = false;
        } else if !line.starts_with('#') {
            derives = false;
        }
    }
    found
}

#[test]
fn what_derives_debug_holds_no_text_but_what_is_listed() {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let sources = all.iter().map(|path| fs::read_to_string(path).unwrap());
    let found: BTreeSet<String> = sources.flat_map(|source| showing(&source)).collect();
    let listed: BTreeSet<String> =
        SHOWN.iter().flat_map(|(_, types)| *types).map(ToString::to_string).collect();
    let new: Vec<_> = found.difference(&listed).collect();
    assert!(new.is_empty(), "{new:?} show their text: write `Debug` by hand, or say why not here");
    let gone: Vec<_> = listed.difference(&found).collect();
    assert!(gone.is_empty(), "{gone:?} show no text any more");
}

#[test]
fn the_scan_sees_what_it_should() {
    let derived = "#[derive(Clone, Debug)]\n";
    for (definition, is_seen) in [
        ("pub struct A(String);\n", true),
        (
            "#[serde(default)]\npub(crate) struct A<'a> {\n    /// It.\n    a: Option<&'a str>,\n}\n",
            true,
        ),
        ("enum A {\n    B(Vec<u8>),\n}\n", true),
        ("pub enum A {\n    B { expected: &'static str },\n}\n", false),
        ("pub struct A {\n    /// A String.\n    a: u8,\n}\n", false),
        ("pub struct A;\n", false),
    ] {
        let found = showing(&format!("{derived}{definition}"));
        assert_eq!(found, ["A"][..usize::from(is_seen)], "{definition}");
        assert!(showing(&format!("#[derive(Clone)]\n{definition}")).is_empty());
    }
}
