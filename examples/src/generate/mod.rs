//! A seeded sample: an Opt-Out List, two CRM exports, two past exports, evidence, and the truth.
//!
//! Every person, company and address is invented. The same request gives the same bytes on every
//! machine. Nothing is held in memory but the scenarios: each row is a function of its number, so a
//! sample of any size streams. Everything is as of 2026-11-24; the vendor's data was downloaded on
//! 2025-01-15.
//!
//! The truth covers certain and doubtful matches by id and by e-mail. A policy that also matches by
//! name and company finds no more in it: whoever is not listed has another name than the listed
//! people of the same company.

mod contact;
mod day;
mod deck;
mod draw;
mod fact;
mod files;
mod ids;
mod list;
mod person;
mod pools;
mod rows;
mod scenario;
mod scenarios;
mod shuffle;
#[cfg(test)]
mod tests;
mod world;

use std::fmt;
use std::io::{self, Write};

pub use files::File;
pub use scenario::Expected;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// Another seed gives other people.
    pub seed: u64,
    /// How many records both CRM exports hold together.
    pub contacts: u64,
    /// How many entries the list holds. It has some more rows, as a few entries have two.
    pub opt_outs: u64,
}

/// A request that is too large for ids to stay unique.
#[derive(Clone, Copy, Debug)]
pub struct Invalid {
    /// The most contacts, and the most opt-outs.
    pub most: u64,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Summary {
    /// How many entries the list has.
    pub entries: u64,
    /// How many records each file has, its header aside; in the order of [`File::ALL`].
    pub records: [u64; File::ALL.len()],
    /// Every kind of record, in the order of the scenarios.
    pub kinds: Vec<Kind>,
}

/// One kind of contact record.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The scenario's name.
    pub scenario: &'static str,
    /// What is the matter with it.
    pub about: &'static str,
    /// What has to become of the record.
    pub expected: Expected,
    /// How many there are.
    pub records: u64,
}

/// Writes a sample; `open` is called once for each file.
///
/// # Errors
///
/// If a file cannot be opened or written, or (as `InvalidInput`) if the request is too large.
pub fn generate<W: Write>(
    request: &Request,
    open: impl FnMut(File) -> io::Result<W>,
) -> io::Result<Summary> {
    let world = world::World::new(request)
        .map_err(|invalid| io::Error::new(io::ErrorKind::InvalidInput, invalid))?;
    files::write(&world, open)
}

impl Summary {
    /// How many records are expected to come out in this way.
    pub fn expecting(&self, expected: Expected) -> u64 {
        self.kinds.iter().filter(|kind| kind.expected == expected).map(|kind| kind.records).sum()
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected at most {} contacts and opt-outs", self.most)
    }
}

impl std::error::Error for Invalid {}
