//! Calendar days, and the two on which the sample turns.

use std::fmt;

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

/// The day on which the sample is looked at.
pub(super) const REFERENCE: Day = Day::new(2026, 11, 24);

/// The day on which the vendor's data was downloaded.
pub(super) const EXPOSURE: Day = Day::new(2025, 1, 15);

impl Day {
    /// A Gregorian date (days_from_civil by Howard Hinnant).
    pub(super) const fn new(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// The day this many days later.
    pub(super) fn plus(self, days: u64) -> Self {
        Self(self.0.saturating_add_unsigned(days))
    }

    /// The day this many days earlier.
    pub(super) fn minus(self, days: u64) -> Self {
        Self(self.0.saturating_sub_unsigned(days))
    }

    fn civil(self) -> (i64, i64, i64) {
        let shifted = self.0 + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + i64::from(month <= 2), month, day)
    }

    /// The day as `11/21/2026`.
    pub(super) fn slashed(self) -> String {
        let (year, month, day) = self.civil();
        format!("{month}/{day}/{year}")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_follow_the_calendar() {
        assert_eq!(Day::new(1970, 1, 1).to_string(), "1970-01-01");
        assert_eq!(Day::new(2024, 2, 28).plus(1).to_string(), "2024-02-29");
        assert_eq!(Day::new(2024, 12, 31).plus(1).to_string(), "2025-01-01");
        assert_eq!(Day::new(2026, 11, 30).minus(9).slashed(), "11/21/2026");
    }
}
