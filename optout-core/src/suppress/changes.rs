//! What a copy of a set has changed lately.

use std::collections::BTreeSet;

use super::hash::Hash;

/// So many changes are held however small the set is.
const LEAST: usize = 1 << 16;
/// Of a larger set one change for every so many hashes.
const SHARE: usize = 16;

/// The hashes that were changed, from the oldest on.
///
/// The log is bounded: after an import of millions it is no shorter than they are, and whoever has not
/// kept up takes the whole set.
#[derive(Clone, Default)]
pub(super) struct Changes {
    hashes: Vec<Hash>,
    revision: u64,
}

impl Changes {
    pub(super) fn from(revision: u64) -> Self {
        Self { hashes: Vec::new(), revision }
    }

    /// How many changes there ever were.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// Takes note of a change of a set of so many hashes.
    pub(super) fn push(&mut self, hash: Hash, of: usize) {
        if self.hashes.len() >= LEAST.max(of / SHARE) {
            self.hashes.drain(..self.hashes.len() / 2);
        }
        if self.hashes.len() == self.hashes.capacity() {
            self.hashes.reserve_exact(self.hashes.len() / 4 + 64);
        }
        self.hashes.push(hash);
        self.revision += 1;
    }

    /// What was changed since a revision, each once, in order; `None` if the log does not say.
    pub(super) fn since(&self, revision: u64) -> Option<BTreeSet<Hash>> {
        let count = usize::try_from(self.revision.checked_sub(revision)?).ok()?;
        let start = self.hashes.len().checked_sub(count)?;
        Some(self.hashes.get(start..)?.iter().copied().collect())
    }

    /// How many bytes of memory it takes.
    pub(super) fn memory(&self) -> usize {
        self.hashes.capacity() * size_of::<Hash>()
    }
}
