//! How well the library tells people apart, beside other tools, on sets with a known truth.
//!
//! Third-party sets are read from a folder of the caller's, and one that is not there is skipped aloud;
//! the last set is invented from a seed. Everything is decided by the library's public interface, and the
//! same scorer counts what it and the other tools find.

mod data;
pub(crate) mod draws;
mod fake_people;
mod febrl;
mod names;
pub(crate) mod own;
mod parallel;
mod peers;
mod policies;
pub mod report;
pub mod score;
mod spellings;

use std::path::PathBuf;
use std::str::FromStr;

use report::{Block, Report};

/// What to measure, and on what.
#[derive(Clone, Debug)]
pub struct Run {
    /// The folder with the third-party sets.
    pub data: PathBuf,
    /// A folder for what is made on the way.
    pub work: PathBuf,
    /// The seed of all that is drawn.
    pub seed: u64,
    /// How many negative pairs of names to draw; all, if there are not as many.
    pub negatives: usize,
    /// Whether other tools run too.
    pub with_peers: bool,
    /// The sets.
    pub sets: Vec<Set>,
}

/// A set with a known truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Pairs of names, one person's or not.
    Names,
    /// Spellings of names by the United Nations, among invented names.
    Spellings,
    /// Two files of people with slips and gaps.
    Febrl,
    /// People with name and e-mail, several rows each.
    FakePeople,
    /// An invented list and an invented CRM full of people who are nearly the same.
    Own,
}

impl Set {
    /// All sets, in the order in which they run.
    pub const ALL: [Self; 5] =
        [Self::Names, Self::Spellings, Self::Febrl, Self::FakePeople, Self::Own];

    /// The set's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Spellings => "spellings",
            Self::Febrl => "febrl",
            Self::FakePeople => "fake",
            Self::Own => "own",
        }
    }
}

impl FromStr for Set {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let expected = || Self::ALL.map(Self::as_str).join(", ");
        let found = Self::ALL.into_iter().find(|set| set.as_str() == word);
        found.ok_or_else(|| format!("expected a set: {}", expected()))
    }
}

/// Measures.
///
/// # Errors
/// A policy of the library's own that cannot be read, or a folder that cannot be written to.
pub fn run(run: &Run) -> Result<Report, String> {
    std::fs::create_dir_all(&run.work).map_err(|error| error.to_string())?;
    let sets = run.sets.iter().map(|set| {
        let mut block = match set {
            Set::Names => names::measure(run),
            Set::Spellings => spellings::measure(run),
            Set::Febrl => febrl::measure(run),
            Set::FakePeople => fake_people::measure(run)?,
            Set::Own => own::measure(run)?,
        };
        block.set = format!("{}: {}", set.as_str(), block.set);
        Ok(block)
    });
    Ok(Report { seed: run.seed, sets: sets.collect::<Result<Vec<Block>, String>>()? })
}
