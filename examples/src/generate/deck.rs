//! The scenarios as a deck that is dealt over and over: which scenario a number falls into.

use super::scenario::Scenario;
use super::scenarios::scenarios;

/// The scenarios, and how many entries, rows and records each makes.
pub(super) struct Deck {
    pub(super) scenarios: Vec<Scenario>,
    entries: Ends,
    rows: Ends,
    records: Ends,
}

/// Where a number falls.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    /// How many whole decks come before it.
    pub(super) round: u64,
    /// Which scenario of the deck.
    pub(super) scenario: usize,
    /// Which one of those that the scenario makes.
    pub(super) offset: u64,
}

/// Running totals, one for each scenario.
struct Ends(Vec<u64>);

impl Deck {
    pub(super) fn new() -> Self {
        let scenarios = scenarios();
        Self {
            entries: Ends::of(scenarios.iter().map(Scenario::entries)),
            rows: Ends::of(scenarios.iter().map(Scenario::rows)),
            records: Ends::of(scenarios.iter().map(|scenario| scenario.records.len() as u64)),
            scenarios,
        }
    }

    /// How many rows and how many records so many entries make. A scenario that would be cut in two
    /// makes no records.
    pub(super) fn made_by(&self, entries: u64) -> (u64, u64) {
        let rounds = entries / self.entries.total();
        let rest = entries % self.entries.total();
        let whole = self.entries.0.partition_point(|end| *end <= rest);
        let cut = rest - self.entries.start(whole);
        (
            rounds * self.rows.total() + self.rows.start(whole) + cut,
            rounds * self.records.total() + self.records.start(whole),
        )
    }

    pub(super) fn entry(&self, number: u64) -> Spot {
        self.entries.find(number)
    }

    pub(super) fn row(&self, number: u64) -> Spot {
        self.rows.find(number)
    }

    pub(super) fn record(&self, number: u64) -> Spot {
        self.records.find(number)
    }

    /// The number of an entry of the scenario at `spot`.
    pub(super) fn entry_number(&self, spot: Spot, offset: u64) -> u64 {
        self.entries.number(spot, offset)
    }

    /// The number of the first row of an entry.
    pub(super) fn first_row(&self, entry: Spot) -> u64 {
        self.rows.number(entry, entry.offset)
    }
}

impl Ends {
    fn of(counts: impl Iterator<Item = u64>) -> Self {
        let add = |end: &mut u64, count| {
            *end += count;
            Some(*end)
        };
        Self(counts.scan(0, add).collect())
    }

    fn total(&self) -> u64 {
        self.0.last().copied().unwrap_or(0)
    }

    fn start(&self, scenario: usize) -> u64 {
        scenario.checked_sub(1).map_or(0, |before| self.0[before])
    }

    fn find(&self, number: u64) -> Spot {
        let (round, rest) = (number / self.total(), number % self.total());
        let scenario = self.0.partition_point(|end| *end <= rest);
        Spot { round, scenario, offset: rest - self.start(scenario) }
    }

    fn number(&self, spot: Spot, offset: u64) -> u64 {
        spot.round * self.total() + self.start(spot.scenario) + offset
    }
}
