//! The page "How it decides" says what the library does: its tables are made from the library's own rules and
//! sentences, its examples are run.
//!
//! To write them anew: `OPTOUT_UPDATE_GUIDE=1 cargo test -p optout-core --test how_it_decides`.
#![allow(clippy::disallowed_methods, reason = "the test reads the page")]

mod examples;
mod tables;

use std::path::{Path, PathBuf};

use optout_core::MatchPolicy;

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/how_it_decides.md")
}

/// Where a block of the page stands.
fn place(page: &str, name: &str) -> std::ops::Range<usize> {
    let begin = format!("<!-- begin: {name} -->\n");
    let start = page.find(&begin).unwrap_or_else(|| panic!("no block {name}")) + begin.len();
    let length = page[start..].find("<!-- end -->").expect("a block that ends");
    start..start + length
}

/// The cells of the rows of a table, without its head.
fn rows(table: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
        inside.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    table.lines().skip(2).map(cells).collect()
}

fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        assert_eq!(row.len(), head.len());
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}

#[test]
fn what_the_page_says_is_so() {
    let page_path = page();
    let mut page = std::fs::read_to_string(&page_path).unwrap();
    let block = |name| page[place(&page, name)].to_owned();
    let made = [
        ("names", tables::names()),
        ("rules", tables::rules()),
        ("basis", tables::basis()),
        ("reasons", tables::reasons()),
        ("clocks", tables::clocks()),
        ("people", examples::people(&rows(&block("people")))),
        ("evidence", examples::evidence(&rows(&block("evidence")))),
        ("decisions", examples::decisions(&block("list"), &block("contacts"))),
    ];
    let stale: Vec<&str> = made
        .iter()
        .filter(|(name, table)| page[place(&page, name)] != **table)
        .map(|(name, _)| *name)
        .collect();
    if std::env::var_os("OPTOUT_UPDATE_GUIDE").is_some() {
        for (name, table) in &made {
            page.replace_range(place(&page, name), table);
        }
        std::fs::write(page_path, page).unwrap();
    } else {
        assert!(stale.is_empty(), "stale: {stale:?}; see the head of this file");
    }
}

#[test]
fn the_columns_that_the_page_explains_are_those_that_are_written() {
    let page = std::fs::read_to_string(page()).unwrap();
    let start = page.find("`decisions.csv` has a line").unwrap();
    let explained: Vec<&str> = page[start..]
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('`').nth(1).unwrap())
        .collect();
    let list = "Name,Work email\nAda Lovelace,ada@engine.example\n";
    let contacts = "Id,Email\n7,ada@engine.example\n";
    let swept = examples::sweep(list, contacts, &MatchPolicy::strict().unwrap());
    assert_eq!(explained.join(","), swept.decisions.lines().next().unwrap());
}
