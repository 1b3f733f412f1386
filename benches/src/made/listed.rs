//! Who is on the list.

use super::draw;

/// The listed people among the rows of a file, one from every stretch of it, and those who are nowhere.
#[derive(Clone, Copy)]
pub(crate) struct Listed {
    seed: u64,
    purpose: u64,
    rows: u64,
    opt_outs: u64,
}

impl Listed {
    /// Half of the list's people are in the rows.
    pub(crate) fn new(seed: u64, purpose: u64, rows: u64, opt_outs: u64) -> Self {
        Self { seed, purpose, rows, opt_outs }
    }

    /// The number of each entry's person, and whether it is that of a row; with so many more who are in none.
    pub(crate) fn people(self, strangers: u64) -> impl Iterator<Item = (u64, bool)> {
        let present = self.present();
        (0..self.opt_outs + strangers).map(move |entry| match entry < present {
            true => (self.person(entry), true),
            false => (self.rows + entry, false),
        })
    }

    /// Whether the person of a row is on the list.
    pub(crate) fn has(self, person: u64) -> bool {
        let entry = person / self.stretch().max(1);
        entry < self.present() && self.person(entry) == person
    }

    fn present(self) -> u64 {
        (self.opt_outs / 2).min(self.rows)
    }

    fn person(self, entry: u64) -> u64 {
        let stretch = self.stretch();
        entry * stretch + draw(self.seed, self.purpose, entry) % stretch
    }

    fn stretch(self) -> u64 {
        self.rows / self.present().max(1)
    }
}
