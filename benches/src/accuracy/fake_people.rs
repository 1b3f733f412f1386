//! Invented people with name and e-mail, several damaged rows each.

use std::collections::BTreeMap;

use optout_core::matching::Values;
use optout_core::{Contact, Layout, MatchPolicy, Matcher, OptOutList, PersonName, Role};
use serde::Deserialize;

use super::data::Source;
use super::policies::{self, Rank, is_automatic, rank_label, rank_of_pair};
use super::report::{Block, Limit, Table};
use super::score::Ladder;
use super::{Run, data, parallel, peers};

const SOURCE: Source = Source {
    file: "fake_people.csv",
    from: "moj-analytical-services/splink_datasets @75876d8, data/fake_1000.csv (MIT)",
};

#[derive(Deserialize)]
struct Row {
    first_name: String,
    surname: String,
    email: String,
    cluster: u32,
}

impl Row {
    /// The name in one cell: the set has given and family names in each other's columns.
    fn name(&self) -> String {
        format!("{} {}", self.first_name, self.surname).trim().to_owned()
    }
}

pub(super) fn measure(run: &Run) -> Result<Block, String> {
    let mut block = Block::new(
        "invented people by name and e-mail",
        &[
            "Every row is looked up in a list of all rows, itself among them; all pairs that a rule finds \
             count.",
            "A pair counts once, by the stronger of its two directions.",
        ],
    );
    let rows: Vec<Row> = match SOURCE.read(&run.data) {
        Ok(rows) => rows,
        Err(why) => {
            block.skip(why);
            return Ok(block);
        }
    };
    let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
    rows.iter().for_each(|row| *sizes.entry(row.cluster).or_default() += 1);
    let positives = sizes.values().map(|size| size * (size - 1) / 2).sum();
    let total = rows.len() * rows.len().saturating_sub(1) / 2;
    let mut table = Table::of_points(format!("{total} pairs, {positives} of one person"));
    let mut best: (Option<f64>, Option<f64>) = (None, None);
    let mut all = policies::shipped()?;
    all.push(policies::of_file("people.toml")?);
    for policy in all {
        let ladder = Ladder::new(pairs(&rows, &policy)?, positives, rank_label);
        let who = format!("ours, {}", policy.name());
        table.score(&who, "automatic", ladder.only(is_automatic).total());
        table.score(&who, "automatic + review", ladder.total());
        table.point(&who, "best F1", ladder.best_f1());
        table.point(&who, "0 wrong", ladder.at_no_wrong());
        let clean = ladder.at_no_wrong().and_then(|point| point.score.recall());
        best.0 = clean.into_iter().chain(best.0).reduce(f64::max);
        let f1 = ladder.best_f1().and_then(|point| point.score.f1());
        best.1 = f1.into_iter().chain(best.1).reduce(f64::max);
    }
    block.hold("recall at 0 wrong, the best policy", best.0, Limit::AtLeast(0.48));
    block.hold("best F1, the best policy", best.1, Limit::AtLeast(0.81));
    peers::add(run.peers("fake"), &mut table, &mut block);
    block.tables.push(table);
    Ok(block)
}

/// All pairs that the policy finds, with whether they are one person's.
fn pairs(rows: &[Row], policy: &MatchPolicy) -> Result<Vec<(Rank, bool)>, String> {
    let matcher = Matcher::new(&list(rows)?, policy.clone());
    let numbers: Vec<usize> = (0..rows.len()).collect();
    let found = parallel::map(&numbers, |number| found(&matcher, rows, *number));
    let mut strongest: BTreeMap<(usize, usize), Rank> = BTreeMap::new();
    for (one, found) in found.into_iter().enumerate() {
        for (other, rank) in found? {
            let known = strongest.entry((one.min(other), one.max(other))).or_insert(rank);
            *known = rank.min(*known);
        }
    }
    let is_one = |(one, other): (usize, usize)| rows[one].cluster == rows[other].cluster;
    Ok(strongest.into_iter().map(|(pair, rank)| (rank, is_one(pair))).collect())
}

/// The other rows that one row is found to be.
fn found(matcher: &Matcher, rows: &[Row], number: usize) -> Result<Vec<(usize, Rank)>, String> {
    let row = &rows[number];
    let name = row.name();
    let contact = Contact::new().email(&row.email).name(PersonName::Full(&name));
    let explained = matcher.explain(&contact, Values::Hidden).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for pair in &explained.pairs {
        let other = pair.entry_id.strip_prefix("row-").and_then(|number| number.parse().ok());
        let other = other.ok_or("an entry without its number")?;
        if other != number {
            found.extend(rank_of_pair(pair).map(|rank| (other, rank)));
        }
    }
    Ok(found)
}

fn list(rows: &[Row]) -> Result<OptOutList, String> {
    let layout = Layout::default()
        .column("row", Role::Id("row".to_owned()))
        .column("name", Role::FullName)
        .column("email", Role::Email);
    let header = ["row", "name", "email"].map(str::to_owned);
    let rows = (rows.iter().enumerate())
        .map(|(number, row)| [format!("row-{number}"), row.name(), row.email.clone()]);
    data::list(layout, std::iter::once(header).chain(rows))
}
