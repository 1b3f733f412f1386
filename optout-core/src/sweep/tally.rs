//! What parts of a pass have found.

use std::fmt;

use super::Sweep;
use super::found::Found;
use crate::error::{Error, ErrorKind, Result};
use crate::normalize;
use crate::report::Counts;
use crate::sealed::Seal;

/// What a part of a pass has found, in numbers, and for how many records each entry stands.
///
/// Parts can be merged in any order; what is only known at the end, [`Sweep::finish`] says. `Debug` shows
/// counts only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub(super) found: Found,
}

const SEAL: Seal = Seal { name: b"optoutTL", version: 1, rules: normalize::VERSION };

impl Tally {
    /// The numbers so far.
    pub fn counts(&self) -> &Counts {
        &self.found.counts
    }

    /// Adds what another part has found.
    pub fn merge(&mut self, other: &Self) {
        self.append(other.clone());
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.found.append(other.found);
    }

    /// The tally as bytes, to be kept, or sent to other machines. The names of entries are in it.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Numbers and the names of entries always serialise.
        SEAL.seal(&serde_json::to_vec(&self.found).unwrap_or_default())
    }

    /// A tally from its bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for bytes that are no tally, damaged, or made by another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let (option, expected) = ("tally", "whole bytes of a tally, made by this version");
        let found = SEAL.open(bytes).and_then(|body| serde_json::from_slice(body).ok());
        let fault = || Error::new(ErrorKind::InvalidOption { option, expected });
        Ok(Self { found: found.ok_or_else(fault)? })
    }
}

impl Sweep<'_> {
    /// The numbers of a whole pass, of which all parts have been merged, with what only its end can tell:
    /// list entries that no record was found for, those that are gone since last time, and evidence that is about
    /// nobody.
    ///
    /// # Errors
    /// [`ErrorKind::BlastRadius`] where more would be removed than the guard lets pass, and
    /// [`ErrorKind::Shrinkage`] where the list or the contacts have become fewer than it lets pass.
    pub fn finish(&self, tally: &Tally) -> Result<Counts> {
        let mut found = tally.found.clone();
        found.counts.entries_gone = self.entries_gone()?;
        found.close(self, self.entries())?;
        Ok(found.counts)
    }
}

impl fmt::Debug for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tally")
            .field("counts", &self.found.counts)
            .field("entries", &self.found.entries())
            .finish_non_exhaustive()
    }
}
