//! When a pass has found more than can be meant, or was given less.

use serde::Serialize;

use super::found::ByEntry;
use crate::error::{Error, ErrorKind, Input, Result};

/// How much of a file a pass may have removed before it stops: one entry's records, and all of them; and how
/// much of its inputs may be gone since last time.
///
/// A list with a blank line in it, a column read as another or a placeholder in an id column would
/// otherwise delete a customer's whole system. Both limits are the larger of a number of records and a
/// share of the file.
///
/// A list that was cut off, or an export of half of the contacts, would otherwise be swept without a word, and
/// those who are missing would stay as they are. Lists are cumulative, so a shorter one is no smaller job.
///
/// ```
/// use optout_core::sweep::Guard;
///
/// let guard = Guard::default();
/// assert_eq!((guard.records, guard.per_mille, guard.shrinkage_per_mille), (50, 10, 100));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Guard {
    /// Records that are never too many.
    pub records: u64,
    /// Thousandths of the file that are never too many.
    pub per_mille: u64,
    /// Thousandths of the people on the last list, or of the last contacts, that may be gone. At 1000 and above
    /// all may.
    pub shrinkage_per_mille: u64,
}

impl Default for Guard {
    fn default() -> Self {
        Self { records: 50, per_mille: 10, shrinkage_per_mille: 100 }
    }
}

impl Guard {
    /// No limit: for a first pass against a list that has grown for years.
    pub const OFF: Self = Self { records: u64::MAX, per_mille: 0, shrinkage_per_mille: 1000 };

    /// How many records of a file may be removed.
    pub fn limit(&self, records: u64) -> u64 {
        let share = u128::from(records) * u128::from(self.per_mille) / 1000;
        self.records.max(u64::try_from(share).unwrap_or(u64::MAX))
    }

    /// How many there have to be at least, where there were so many last time.
    pub fn least(&self, previous: u64) -> u64 {
        let stays = 1000u64.saturating_sub(self.shrinkage_per_mille);
        let least = (u128::from(previous) * u128::from(stays)).div_ceil(1000);
        u64::try_from(least).unwrap_or(u64::MAX)
    }

    /// Stops a pass over an input that has shrunk by more than it may.
    pub(super) fn check_shrinkage(&self, found: u64, previous: u64, of: Input) -> Result<()> {
        let limit = self.least(previous);
        if found < limit {
            return Err(Error::new(ErrorKind::Shrinkage { found, previous, limit }).within(of));
        }
        Ok(())
    }

    /// Stops a pass that is over the limit.
    pub(super) fn check(&self, records: u64, removed: u64, found: &ByEntry) -> Result<()> {
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
    fn a_tenth_may_be_gone_and_no_more() {
        let guard = Guard::default();
        assert!(guard.check_shrinkage(90, 100, Input::List).is_ok());
        assert!(guard.check_shrinkage(200, 100, Input::List).is_ok());
        assert!(guard.check_shrinkage(0, 0, Input::List).is_ok());
        let error = guard.check_shrinkage(89, 100, Input::Contacts).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Shrinkage { found: 89, previous: 100, limit: 90 });
        assert_eq!(error.input(), Some(Input::Contacts));
        // Of a list so short, one is more than a tenth.
        assert_eq!(guard.least(9), 9);
        assert_eq!((Guard::OFF.least(100), Guard::OFF.least(u64::MAX)), (0, 0));
        let none = Guard { shrinkage_per_mille: 0, ..guard };
        assert_eq!(none.least(u64::MAX), u64::MAX);
        let more_than_all = Guard { shrinkage_per_mille: u64::MAX, ..guard };
        assert_eq!(more_than_all.least(u64::MAX), 0);
    }

    #[test]
    fn one_entry_and_all_together_are_limited() {
        let guard = Guard::default();
        let found = |most| ByEntry::from_iter([("P1".to_owned(), most), ("P2".to_owned(), 1)]);
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
