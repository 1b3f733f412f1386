//! An invented list against an invented CRM full of people who are nearly the same.

mod invent;
mod kinds;
mod pairs;
mod person;
pub(crate) mod pools;
pub(crate) mod spelling;
mod sweep;

use std::collections::BTreeMap;

use optout_core::matching::Tier;
use optout_core::{MatchPolicy, Matcher};

use super::policies::{self, Rank, Verdict, is_automatic, rank, rank_label};
use super::report::{Block, Cell, Limit, Table};
use super::score::{Ladder, Score, share};
use super::{Run, parallel, peers};
use invent::World;
use kinds::Expected;

const ENTRIES: usize = 20_000;
const COLLEAGUES: usize = 45_000;

/// The part that other tools can do too.
const PART_ENTRIES: usize = 2_000;
const PART_COLLEAGUES: usize = 4_000;

/// How a whole file is matched.
const SWEPT: &str = "swept";

/// What a record was found to be: how sure, and which entry.
type Found = Option<(Rank, usize)>;

pub(super) fn measure(run: &Run) -> Result<Block, String> {
    let world = World::new(run.seed, ENTRIES, COLLEAGUES);
    let mut block = Block::new(
        "an invented list against an invented CRM",
        &[
            "Recall of automatic matches is over the records whose evidence is decisive: same id or same \
             mailbox; that of review, over those with name and firm, a slip in the e-mail, or a role mailbox.",
            "Wrong: a record found to be an entry of somebody else. In review that is by design where \
             e-mail or id are the same and the person is not.",
            "One by one: each record by itself, as a caller with a single record does. Swept: the whole file \
             in one pass.",
            "Near pairs: a record and somebody else's entry with the firm's domain, the family name or the \
             local part of the address in common; each pair once.",
        ],
    );
    let near = world.near_pairs();
    let title = format!(
        "{} entries, {} records, {near} near pairs of two people",
        world.entries.len(),
        world.records.len()
    );
    let mut summary = Table::new(
        title,
        &[
            "policy",
            "how",
            "automatic: right",
            "wrong",
            "precision",
            "recall",
            "review: right",
            "wrong ",
            "precision ",
            "recall ",
        ],
    );
    block.hold("near pairs of two people", Some(near as f64), Limit::AtLeast(3_000_000.0));
    let mut details = Vec::new();
    for policy in policies::shipped()? {
        let name = policy.name().to_owned();
        let one_by_one = found(&world, policy.clone(), true)?;
        let swept = sweep::swept(&world, policy)?;
        for (way, found) in [("one by one", one_by_one), (SWEPT, swept)] {
            let tally = Tally::new(&world, &found);
            let wrong = Some(tally.automatic.wrong as f64);
            block.hold(
                format!("wrong automatic matches, {name}, {way}"),
                wrong,
                Limit::AtMost(0.0),
            );
            if name == "standard" {
                let recall = tally.automatic.recall();
                block.hold(
                    format!("automatic recall, {name}, {way}"),
                    recall,
                    Limit::AtLeast(0.95),
                );
            }
            summary.row(tally.cells(&name, way));
            details.push(by_tier(&format!("{name}, {way}"), &world, &found));
            // What a sweep settles is what becomes of a record; the other way differs in single kinds.
            if way == SWEPT {
                details.extend(by_kind(&name, &world, &found));
            }
        }
    }
    block.tables.push(summary);
    block.tables.extend(details);
    beside_peers(run, &mut block)?;
    Ok(block)
}

/// Matches every record.
fn found(world: &World, policy: MatchPolicy, with_ids: bool) -> Result<Vec<Found>, String> {
    let list = world.list()?;
    let matcher = Matcher::new(&list, policy);
    let places = world.places();
    Ok(parallel::map(&world.records, |record| {
        let full_name = record.person.full_name();
        let found = matcher.match_contact(&record.contact(&full_name, with_ids));
        let finding = found.finding()?;
        Some((rank(finding), *places.get(finding.entry_id.as_str())?))
    }))
}

/// The counts of one policy.
#[derive(Default)]
struct Tally {
    /// Records with decisive evidence, and all wrong automatic matches.
    automatic: Score,
    /// All right automatic matches.
    automatic_right: u64,
    /// Records with evidence for a human, and all wrong findings for review.
    review: Score,
    /// All right findings for review.
    review_right: u64,
}

impl Tally {
    fn new(world: &World, found: &[Found]) -> Self {
        let mut tally = Self::default();
        for (record, found) in world.records.iter().zip(found) {
            let verdict = found.map(|((verdict, ..), _)| verdict);
            let is_right = found.is_some_and(|(_, entry)| record.truth == Some(entry));
            match (verdict, is_right) {
                (Some(Verdict::Automatic), true) => tally.automatic_right += 1,
                (Some(Verdict::Automatic), false) => tally.automatic.wrong += 1,
                (Some(Verdict::Review), true) => tally.review_right += 1,
                (Some(Verdict::Review), false) => tally.review.wrong += 1,
                (None, _) => {}
            }
            let (score, is_found) = match record.kind.expected() {
                Expected::Automatic => {
                    (&mut tally.automatic, is_right && verdict == Some(Verdict::Automatic))
                }
                Expected::Review => (&mut tally.review, is_right),
                Expected::Report | Expected::Nobody => continue,
            };
            score.right += u64::from(is_found);
            score.missed += u64::from(!is_found);
        }
        tally
    }

    /// A row of the summary.
    fn cells(&self, policy: &str, way: &str) -> [Cell; 10] {
        let Self { automatic, automatic_right, review, review_right } = self;
        [
            policy.into(),
            way.into(),
            Cell::Count(*automatic_right),
            Cell::Count(automatic.wrong),
            Cell::Share(share(*automatic_right, automatic_right + automatic.wrong)),
            Cell::Share(automatic.recall()),
            Cell::Count(*review_right),
            Cell::Count(review.wrong),
            Cell::Share(share(*review_right, review_right + review.wrong)),
            Cell::Share(review.recall()),
        ]
    }
}

/// Automatic right and wrong, review right and wrong, not found.
type Counts = [u64; 5];

fn count(counts: &mut Counts, found: &Found, truth: Option<usize>) {
    let at = match found {
        Some(((verdict, ..), entry)) => {
            let is_wrong = usize::from(truth != Some(*entry));
            is_wrong + if *verdict == Verdict::Automatic { 0 } else { 2 }
        }
        None => 4,
    };
    counts[at] += 1;
}

const COUNTED: [&str; 5] = ["automatic: right", "wrong", "review: right", "wrong ", "not found"];

fn by_tier(policy: &str, world: &World, found: &[Found]) -> Table {
    let mut counts: BTreeMap<Tier, Counts> = BTreeMap::new();
    for (record, found) in world.records.iter().zip(found) {
        if let Some(((_, tier, _), _)) = found {
            count(counts.entry(*tier).or_default(), found, record.truth);
        }
    }
    let columns: Vec<&str> = std::iter::once("tier").chain(COUNTED[..4].iter().copied()).collect();
    let mut table = Table::new(format!("{policy}: by tier"), &columns);
    for (tier, counts) in counts {
        let counts = counts[..4].iter().map(|count| Cell::Count(*count));
        table.row(std::iter::once(tier.as_str().into()).chain(counts));
    }
    table
}

fn by_kind(policy: &str, world: &World, found: &[Found]) -> Vec<Table> {
    let mut counts: BTreeMap<_, Counts> = BTreeMap::new();
    for (record, found) in world.records.iter().zip(found) {
        count(counts.entry(record.kind).or_default(), found, record.truth);
    }
    let columns: Vec<&str> = ["kind", "records"].into_iter().chain(COUNTED).collect();
    let tables = Expected::ALL.iter().map(|expected| {
        let mut table = Table::new(format!("{policy}: {}", expected.title()), &columns);
        for (kind, counts) in counts.iter().filter(|(kind, _)| kind.expected() == *expected) {
            let cells = [kind.to_string().into(), counts.iter().sum::<u64>().into()];
            table.row(cells.into_iter().chain(counts.map(Cell::Count)));
        }
        table
    });
    tables.collect()
}

/// The same for other tools, on a smaller world and by name, e-mail and domain only.
fn beside_peers(run: &Run, block: &mut Block) -> Result<(), String> {
    let mut world = World::new(run.seed, PART_ENTRIES, PART_COLLEAGUES);
    world.records.retain(|record| !record.kind.is_by_id());
    let positives = world.records.iter().filter(|record| record.truth.is_some()).count() as u64;
    let title = format!(
        "Beside other tools: {} entries, {} records, {positives} of listed people; by name, e-mail and \
         website only, the best entry for each record",
        world.entries.len(),
        world.records.len()
    );
    let mut table = Table::of_points(title);
    for policy in policies::shipped()? {
        let who = format!("ours, {}", policy.name());
        let found = found(&world, policy, false)?;
        let judged = world.records.iter().zip(found).filter_map(|(record, found)| {
            let (rank, entry) = found?;
            Some((rank, record.truth == Some(entry)))
        });
        let ladder = Ladder::new(judged.collect(), positives, rank_label);
        table.score(&who, "automatic", ladder.only(is_automatic).total());
        table.score(&who, "automatic + review", ladder.total());
    }
    peers::add(write(run, &world).and_then(|()| run.peers("own")), &mut table, block);
    block.tables.push(table);
    Ok(())
}

/// Writes the world for the peers.
fn write(run: &Run, world: &World) -> Result<(), String> {
    if !run.with_peers {
        return Ok(());
    }
    let fault = |error: csv::Error| error.to_string();
    let mut entries = csv::Writer::from_path(run.work.join("own-entries.csv")).map_err(fault)?;
    let mut records = csv::Writer::from_path(run.work.join("own-records.csv")).map_err(fault)?;
    entries.write_record(["entry", "given", "family", "email", "website"]).map_err(fault)?;
    records.write_record(["truth", "given", "family", "email", "website"]).map_err(fault)?;
    let people = world.entries.iter().enumerate().map(|(at, entry)| (Some(at), entry));
    for (at, person) in people {
        entries.write_record(row(at, person)).map_err(fault)?;
    }
    for record in &world.records {
        records.write_record(row(record.truth, &record.person)).map_err(fault)?;
    }
    entries.flush().and_then(|()| records.flush()).map_err(|error| error.to_string())
}

fn row(number: Option<usize>, person: &person::Person) -> [String; 5] {
    let number = number.map(|number| number.to_string()).unwrap_or_default();
    let person::Person { given, family, email, website, .. } = person.clone();
    [number, given, family, email, website]
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinds::Kind;

    #[test]
    fn right_wrong_and_missed_are_told_apart() {
        let world = World::new(1, 200, 10);
        let tier = (Verdict::Automatic, Tier::T0, std::cmp::Reverse(None));
        let perfect: Vec<Found> =
            world.records.iter().map(|record| Some((tier, record.truth?))).collect();
        let tally = Tally::new(&world, &perfect);
        assert_eq!((tally.automatic.wrong, tally.automatic.missed), (0, 0));
        let blind = vec![Some((tier, 0)); world.records.len()];
        let tally = Tally::new(&world, &blind);
        assert_eq!(tally.automatic_right, 1);
        assert_eq!(tally.automatic.wrong, world.records.len() as u64 - 1);
        let nothing = Tally::new(&world, &vec![None; world.records.len()]);
        assert_eq!(nothing.automatic.recall(), Some(0.0));
        assert!(world.records.iter().any(|record| record.kind == Kind::Colleague));
    }

    #[test]
    fn a_careless_policy_is_caught() {
        let rule = "name = 'a'\ntier = 'T1'\nwhen = 'email | id'\nstatus = 'match'\nsays = 'A.'";
        let policy =
            MatchPolicy::from_toml(&format!("name = 'careless'\n[[rule]]\n{rule}")).unwrap();
        let world = World::new(1, 500, 100);
        let tally = Tally::new(&world, &found(&world, policy, true).unwrap());
        assert!(tally.automatic.wrong > 0);
    }
}
