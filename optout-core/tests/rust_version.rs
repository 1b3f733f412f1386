//! No package that is linked or built asks for a later Rust than ours.
//!
//! Of our own code, the lint `incompatible_msrv` finds what the standard library had not yet then.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    rust_version: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|number| number.parse().unwrap()).collect()
}

#[test]
fn no_dependency_asks_for_a_later_rust() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Metadata = serde_json::from_slice(&output.stdout).unwrap();
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let ours = metadata.packages.iter().filter(|package| package.name.starts_with("optout-"));
    let libraries = ["optout-core", "optout-ffi", "optout-py"];
    let mut waiting: Vec<&str> = ours
        .filter(|package| libraries.contains(&package.name.as_str()))
        .map(|package| package.id.as_str())
        .collect();
    let mut needed = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if needed.insert(id) {
            let is_test = |kind: &Kind| kind.kind.as_deref() == Some("dev");
            let linked = nodes[id].deps.iter().filter(|need| !need.dep_kinds.iter().all(is_test));
            waiting.extend(linked.map(|need| need.pkg.as_str()));
        }
    }
    assert!(needed.len() > 100);
    let ours = numbers(env!("CARGO_PKG_RUST_VERSION"));
    let later: Vec<&str> = metadata
        .packages
        .iter()
        .filter(|package| needed.contains(package.id.as_str()))
        .filter(|package| package.rust_version.as_deref().is_some_and(|one| numbers(one) > ours))
        .map(|package| package.name.as_str())
        .collect();
    assert!(later.is_empty(), "{later:?} ask for a later Rust");
}
