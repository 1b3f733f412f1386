//! When a pass has found more than can be meant.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Result};

/// How much of a file a pass may have removed before it stops: one entry's records, and all of them.
///
/// A list with a blank line in it, a column read as another or a placeholder in an id column would
/// otherwise delete a customer's whole system. Both limits are the larger of a number of records and a
/// share of the file.
///
/// ```
/// use optout_core::sweep::Guard;
///
/// let guard = Guard::default();
/// assert_eq!((guard.records, guard.per_mille), (50, 10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guard {
    /// Records that are never too many.
    pub records: u64,
    /// Thousandths of the file that are never too many.
    pub per_mille: u64,
}

impl Default for Guard {
    fn default() -> Self {
        Self { records: 50, per_mille: 10 }
    }
}

impl Guard {
    /// No limit: for a first pass against a list that has grown for years.
    pub const OFF: Self = Self { records: u64::MAX, per_mille: 0 };

    /// How many records of a file may be removed.
    pub fn limit(&self, records: u64) -> u64 {
        let share = u128::from(records) * u128::from(self.per_mille) / 1000;
        self.records.max(u64::try_from(share).unwrap_or(u64::MAX))
    }

    /// Stops a pass that is over the limit.
    pub(super) fn check(
        &self,
        records: u64,
        removed: u64,
        found: &BTreeMap<String, u64>,
    ) -> Result<()> {
        let limit = self.limit(records);
        let most = found.values().copied().max().unwrap_or_default();
        let of_one_entry = most > limit;
        let found = if of_one_entry { most } else { removed };
        if found > limit {
            return Err(Error::new(ErrorKind::BlastRadius { found, limit, of_one_entry }));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_of_number_and_share_is_the_limit() {
        let guard = Guard::default();
        assert_eq!(guard.limit(100), 50);
        assert_eq!(guard.limit(1_000_000), 10_000);
        assert_eq!(Guard::OFF.limit(100), u64::MAX);
    }

    #[test]
    fn one_entry_and_all_together_are_limited() {
        let guard = Guard::default();
        let found = |most| BTreeMap::from([("P1".to_owned(), most), ("P2".to_owned(), 1)]);
        let kind = |error: Error| error.kind().clone();
        assert!(guard.check(100, 50, &found(50)).is_ok());
        assert_eq!(
            guard.check(100, 50, &found(51)).map_err(kind),
            Err(ErrorKind::BlastRadius { found: 51, limit: 50, of_one_entry: true })
        );
        assert_eq!(
            guard.check(100, 51, &found(50)).map_err(kind),
            Err(ErrorKind::BlastRadius { found: 51, limit: 50, of_one_entry: false })
        );
    }
}
