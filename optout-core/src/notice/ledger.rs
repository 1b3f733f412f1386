//! The reviews of the list that the vendor asks for, month by month.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};
use crate::normalize::date::Date;
use crate::words::words;

/// A month, written `2026-11`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: u16,
    month: u8,
}

words! {
    /// How a month's review stands.
    ReviewState ("due, done or overdue") {
        /// The month is not over.
        Due = "due",
        /// Somebody has attested it.
        Done = "done",
        /// The month is over, and nobody has.
        Overdue = "overdue",
    }
}

/// Which months' reviews have been done, and on whose word.
///
/// ```
/// use optout_core::notice::{Month, ReviewLedger, ReviewState};
///
/// let mut ledger = ReviewLedger::since("2026-10".parse()?);
/// let today = "2026-11-24".parse().unwrap();
/// ledger.attest("2026-10".parse()?, today, "DPO")?;
/// let states: Vec<ReviewState> = ledger.reviews(today).map(|review| review.state).collect();
/// assert_eq!(states, [ReviewState::Done, ReviewState::Due]);
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewLedger {
    since: Month,
    attested: BTreeMap<Month, Attested>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attested {
    on: Date,
    by: String,
}

/// The review of a month.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The month.
    pub month: Month,
    /// How it stands.
    pub state: ReviewState,
    /// The last day for it.
    pub due_on: Date,
    /// When it was attested.
    pub attested_on: Option<Date>,
    /// Who attested it: a role or an office, such as `DPO`.
    pub attested_by: Option<String>,
}

impl ReviewLedger {
    /// A ledger that begins with a month.
    pub fn since(month: Month) -> Self {
        Self { since: month, attested: BTreeMap::new() }
    }

    /// Takes somebody's word for a month's review; the first word for a month stands.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a month before the first one or behind the day, for
    /// one that is attested already, and without a word who attests.
    pub fn attest(&mut self, month: Month, on: Date, by: &str) -> Result<()> {
        let refuse =
            |option, expected| Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        if month < self.since || month > Month::of(on) {
            return refuse("month", "a month from the first one to that of the day");
        }
        if self.attested.contains_key(&month) {
            return refuse("month", "a month whose review is not attested yet");
        }
        if by.trim().is_empty() {
            return refuse("by", "who attests it");
        }
        self.attested.insert(month, Attested { on, by: by.to_owned() });
        Ok(())
    }

    /// The reviews of all months until that of a day, the first one first.
    pub fn reviews(&self, today: Date) -> impl Iterator<Item = Review> {
        let until = Month::of(today);
        let months = std::iter::successors(Some(self.since), |month| month.next());
        months.take_while(move |month| *month <= until).filter_map(move |month| {
            let attested = self.attested.get(&month);
            let state = match attested {
                Some(_) => ReviewState::Done,
                None if month == until => ReviewState::Due,
                None => ReviewState::Overdue,
            };
            Some(Review {
                month,
                state,
                due_on: month.last_day()?,
                attested_on: attested.map(|attested| attested.on),
                attested_by: attested.map(|attested| attested.by.clone()),
            })
        })
    }
}

impl Month {
    /// The month of a day.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    fn next(self) -> Option<Self> {
        Date::new(self.year, self.month, 1)?.add_months(1).map(Self::of)
    }

    fn last_day(self) -> Option<Date> {
        Date::new(self.year, self.month, 1)?.add_months(1)?.add_days(-1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = Error;

    /// Reads `2026-11` and nothing else.
    fn from_str(text: &str) -> Result<Self> {
        let date = format!("{text}-01").parse::<Date>().map_err(|_| {
            Error::new(ErrorKind::Value { column: 0, expected: "a month as in 2026-11" })
        })?;
        Ok(Self::of(date))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Debug for ReviewLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReviewLedger")
            .field("since", &self.since)
            .field("attested", &self.attested.len())
            .finish()
    }
}

impl fmt::Debug for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Review")
            .field("month", &self.month)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_due_done_or_overdue() {
        let mut ledger = ReviewLedger::since(month("2026-11"));
        let day = |text: &str| text.parse::<Date>().unwrap();
        ledger.attest(month("2026-12"), day("2026-12-31"), "DPO").unwrap();
        let states = |ledger: &ReviewLedger, today| -> Vec<String> {
            let reviews = ledger.reviews(day(today));
            reviews.map(|one| format!("{} {} {}", one.month, one.state, one.due_on)).collect()
        };
        assert_eq!(
            states(&ledger, "2027-01-05"),
            ["2026-11 overdue 2026-11-30", "2026-12 done 2026-12-31", "2027-01 due 2027-01-31"]
        );
        assert_eq!(states(&ledger, "2026-10-31"), Vec::<String>::new());
        // Late is done, too.
        ledger.attest(month("2026-11"), day("2027-01-05"), "DPO").unwrap();
        assert!(states(&ledger, "2027-01-05")[0].contains("done"));
    }

    #[test]
    fn what_cannot_be_attested() {
        let mut ledger = ReviewLedger::since(month("2026-11"));
        let today = "2026-11-24".parse().unwrap();
        assert!(ledger.attest(month("2026-10"), today, "DPO").is_err());
        assert!(ledger.attest(month("2026-12"), today, "DPO").is_err());
        assert!(ledger.attest(month("2026-11"), today, " ").is_err());
        ledger.attest(month("2026-11"), today, "DPO").unwrap();
        assert!(ledger.attest(month("2026-11"), today, "CANARY").is_err());
        let kept = serde_json::to_string(&ledger).unwrap();
        assert_eq!(serde_json::from_str::<ReviewLedger>(&kept).unwrap(), ledger);
        for text in ["2026-13", "2026-1", "26-11", "", "2026-11-01"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
