//! Pairs of names that are one person's or not, compared by nothing else.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use optout_core::matching::{NameClass, NameComparison, compare_names};
use optout_core::normalize::name::Name;
use serde::Deserialize;

use super::data::Source;
use super::policies::Verdict;
use super::report::{Block, Limit, Table};
use super::score::{Ladder, Score};
use super::{Run, peers};

const SOURCE: Source = Source {
    file: "person_name_pairs.csv",
    from: "opensanctions/nomenklatura @502208c, contrib/name_bench/cases.csv, rows of persons (MIT)",
};

#[derive(Deserialize)]
struct Row {
    name1: String,
    name2: String,
    is_match: bool,
    quality: String,
    category: String,
    suspect: bool,
}

/// A pair with what the library says of it; `None` if one of them is no name.
struct Pair {
    row: Row,
    class: Option<NameClass>,
    verdict: Option<Verdict>,
}

/// What a policy says where there is nothing but names: `name >= nickname | name_close` is a match.
pub(super) fn verdict(found: &NameComparison) -> Option<Verdict> {
    match found.class {
        NameClass::Contradiction => None,
        class if class >= NameClass::Nickname || found.is_close => Some(Verdict::Automatic),
        _ => Some(Verdict::Review),
    }
}

pub(super) fn measure(run: &Run) -> Block {
    let mut block = Block::new(
        "pairs of names",
        &[
            "automatic: name >= nickname | name_close; review: they do not contradict.",
            "suspect: labelled a match though the row's own note says that the person was swapped.",
        ],
    );
    let rows: Vec<Row> = match SOURCE.read(&run.data) {
        Ok(rows) => rows,
        Err(why) => {
            block.skip(why);
            return block;
        }
    };
    let pairs: Vec<Pair> = rows
        .into_iter()
        .map(|row| {
            let names = Name::parse(&row.name1).zip(Name::parse(&row.name2));
            let found = names.map(|(one, other)| compare_names(&one, &other));
            let class = found.as_ref().map(|found| found.class);
            Pair { row, class, verdict: found.as_ref().and_then(verdict) }
        })
        .collect();
    let all: Vec<&Pair> = pairs.iter().collect();
    let sound: Vec<&Pair> = pairs.iter().filter(|pair| !pair.row.suspect).collect();
    let mut table = Table::of_points(format!("All {} pairs", all.len()));
    let (automatic, both) = ours(&all, &mut table);
    block.hold("automatic precision", automatic.precision(), Limit::AtLeast(0.975));
    block.hold("automatic recall", automatic.recall(), Limit::AtLeast(0.52));
    block.hold("automatic + review F1", both.f1(), Limit::AtLeast(0.84));
    peers::add(run.peers("names"), &mut table, &mut block);
    block.tables.push(table);
    let mut table = Table::of_points(format!("The {} pairs that are not suspect", sound.len()));
    ours(&sound, &mut table);
    block.tables.push(table);
    block.tables.push(classes(&all));
    block.tables.push(parts("By quality", &all, |row| &row.quality));
    block.tables.push(parts("By category", &all, |row| &row.category));
    block
}

fn ours(pairs: &[&Pair], table: &mut Table) -> (Score, Score) {
    let automatic = score(pairs, |verdict| verdict == Verdict::Automatic);
    let both = score(pairs, |_| true);
    table.score("ours", "automatic", automatic);
    table.score("ours", "automatic + review", both);
    let found = pairs.iter().filter_map(|pair| Some((Reverse(pair.class?), pair.row.is_match)));
    let positives = pairs.iter().filter(|pair| pair.row.is_match).count() as u64;
    let ladder = Ladder::new(found.collect(), positives, |class| class.0.as_str().to_owned());
    table.point("ours", "best F1", ladder.best_f1());
    table.point("ours", "precision >= .99", ladder.at_precision(0.99));
    (automatic, both)
}

fn score(pairs: &[&Pair], counts: impl Fn(Verdict) -> bool) -> Score {
    pairs.iter().fold(Score::default(), |mut score, pair| {
        let is_found = pair.verdict.is_some_and(&counts);
        match (is_found, pair.row.is_match) {
            (true, true) => score.right += 1,
            (true, false) => score.wrong += 1,
            (false, true) => score.missed += 1,
            (false, false) => {}
        }
        score
    })
}

fn classes(pairs: &[&Pair]) -> Table {
    let mut table = Table::new("By class", &["class", "one person", "two people"]);
    for class in NameClass::ALL.iter().rev().map(|class| Some(*class)).chain([None]) {
        let of_class = |is_match: bool| {
            let pairs = pairs.iter().filter(|pair| pair.class == class);
            pairs.filter(|pair| pair.row.is_match == is_match).count() as u64
        };
        let word = class.map_or("unreadable", NameClass::as_str);
        table.row([word.into(), of_class(true).into(), of_class(false).into()]);
    }
    table
}

/// The verdicts by a column of the file, the parts with most rows first.
fn parts(title: &str, pairs: &[&Pair], of: impl Fn(&Row) -> &str) -> Table {
    let mut counts: BTreeMap<&str, [u64; 6]> = BTreeMap::new();
    for pair in pairs {
        let at = match pair.verdict {
            Some(Verdict::Automatic) => 0,
            Some(Verdict::Review) => 1,
            None => 2,
        };
        let side = if pair.row.is_match { 0 } else { 3 };
        counts.entry(of(&pair.row)).or_default()[side + at] += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, counts)| Reverse(counts.iter().sum::<u64>()));
    let columns =
        ["", "one: automatic", "review", "not found", "two: automatic", "review ", "not found "];
    let mut table = Table::new(title, &columns);
    for (part, counts) in counts {
        let part = if part.is_empty() { "(none)" } else { part };
        table.row(std::iter::once(part.into()).chain(counts.map(Into::into)));
    }
    table
}
