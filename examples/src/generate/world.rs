//! What a request settles: who is listed, who is in a CRM, and in which order they come.

use super::deck::Deck;
use super::person::People;
use super::scenario::Record;
use super::scenarios::bystanders;
use super::shuffle::Shuffle;
use super::{Invalid, Request};

/// The most entries, and the most records, that ids and names are unique for.
const MOST: u64 = 200_000_000;

/// A sample, before anything of it is written.
pub(super) struct World {
    pub(super) seed: u64,
    pub(super) entries: u64,
    /// How many rows the list has.
    pub(super) row_count: u64,
    pub(super) records: u64,
    /// How many of the records belong to the scenarios of the list.
    pub(super) dealt: u64,
    pub(super) deck: Deck,
    pub(super) bystanders: Vec<(&'static str, &'static str, Record)>,
    pub(super) people: People,
    pub(super) rows: Shuffle,
    pub(super) contacts: Shuffle,
}

impl World {
    pub(super) fn new(request: &Request) -> Result<Self, Invalid> {
        let Request { seed, contacts: records, opt_outs: entries } = *request;
        if records > MOST || entries > MOST {
            return Err(Invalid { most: MOST });
        }
        let deck = Deck::new();
        let (row_count, made) = deck.made_by(entries);
        Ok(Self {
            seed,
            entries,
            row_count,
            records,
            dealt: made.min(records),
            deck,
            bystanders: bystanders(),
            people: People::new(seed, entries + records),
            rows: Shuffle::new(seed, 2, row_count),
            contacts: Shuffle::new(seed, 3, records),
        })
    }
}
