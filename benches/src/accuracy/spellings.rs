//! Spellings of listed names, among invented names that are nobody's.

use std::fs;

use optout_core::matching::compare_names;
use optout_core::normalize::name::Name;
use serde::Deserialize;

use super::data::Source;
use super::draws::Draws;
use super::names::verdict;
use super::policies::Verdict;
use super::report::{Block, Limit, Table};
use super::score::Score;
use super::{Run, parallel, peers};

const POSITIVES: Source = Source {
    file: "un_spellings.csv",
    from: "opensanctions/yente @916a474, contrib/candidate_generation_benchmark/fixtures/\
           positives_un_{untreated,treated}.csv, full names side by side (MIT)",
};

const NEGATIVES: Source = Source {
    file: "names_us_synthetic.csv",
    from: "opensanctions/yente @916a474, contrib/candidate_generation_benchmark/fixtures/\
           negatives_us.csv (MIT)",
};

/// Where the peers find the negative pairs: on each line a listed name's number and another's.
const SAMPLE: &str = "spellings-sample.csv";

#[derive(Deserialize)]
struct Spellings {
    name1: String,
    name2: String,
}

#[derive(Deserialize)]
struct Invented {
    name: String,
}

pub(super) fn measure(run: &Run) -> Block {
    let mut block = Block::new("UN spellings among invented names", &[]);
    let read = POSITIVES.read(&run.data).and_then(|rows| Ok((rows, NEGATIVES.read(&run.data)?)));
    let (spellings, invented): (Vec<Spellings>, Vec<Invented>) = match read {
        Ok(rows) => rows,
        Err(why) => {
            block.skip(why);
            return block;
        }
    };
    let listed: Vec<Option<Name>> = (spellings.iter())
        .flat_map(|row| [Name::parse(&row.name1), Name::parse(&row.name2)])
        .collect();
    let invented: Vec<Option<Name>> = invented.iter().map(|row| Name::parse(&row.name)).collect();
    let pairs = sample(run, listed.len(), invented.len());
    let judge = |one: &Option<Name>, other: &Option<Name>| {
        let (one, other) = one.as_ref().zip(other.as_ref())?;
        verdict(&compare_names(one, other))
    };
    let right: Vec<_> = listed.chunks(2).map(|pair| judge(&pair[0], &pair[1])).collect();
    let wrong = parallel::map(&pairs, |(one, other)| judge(&listed[*one], &invented[*other]));
    let score = |counts: &dyn Fn(Verdict) -> bool| {
        let count = |found: &[Option<Verdict>]| {
            found.iter().flatten().filter(|verdict| counts(**verdict)).count() as u64
        };
        let found = count(&right);
        Score { right: found, wrong: count(&wrong), missed: right.len() as u64 - found }
    };
    let automatic = score(&|verdict| verdict == Verdict::Automatic);
    let both = score(&|_| true);
    let title = format!(
        "{} pairs of spellings, {} pairs of a listed and an invented name",
        right.len(),
        pairs.len()
    );
    let mut table = Table::of_points(title);
    table.score("ours", "automatic", automatic);
    table.score("ours", "automatic + review", both);
    block.hold("recall, automatic + review", both.recall(), Limit::AtLeast(0.994));
    block.hold("wrong pairs, automatic + review", Some(both.wrong as f64), Limit::AtMost(0.0));
    block.hold("negative pairs compared", Some(pairs.len() as f64), Limit::AtLeast(410_000.0));
    peers::add(write(run, &pairs).and_then(|()| run.peers("spellings")), &mut table, &mut block);
    block.tables.push(table);
    block
}

/// The negative pairs: drawn, or all of them.
fn sample(run: &Run, listed: usize, invented: usize) -> Vec<(usize, usize)> {
    if listed * invented <= run.negatives {
        return (0..listed).flat_map(|one| (0..invented).map(move |other| (one, other))).collect();
    }
    let mut draws = Draws::new(run.seed, 2);
    (0..run.negatives).map(|_| (draws.below(listed), draws.below(invented))).collect()
}

fn write(run: &Run, pairs: &[(usize, usize)]) -> Result<(), String> {
    if !run.with_peers {
        return Ok(());
    }
    let lines: String = pairs.iter().map(|(one, other)| format!("{one},{other}\n")).collect();
    fs::write(run.work.join(SAMPLE), lines).map_err(|error| error.to_string())
}
