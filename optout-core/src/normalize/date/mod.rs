//! Dates and times in cells.
//!
//! Nothing here asks what day it is; a time is kept in UTC.
//!
//! ```
//! use optout_core::Date;
//!
//! let end_of_january: Date = "2026-01-31".parse()?;
//! let month_later = end_of_january.add_months(1).ok_or("beyond the calendar")?;
//! assert_eq!(month_later.to_string(), "2026-02-28");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cell;
mod column;
mod moment;
mod parse;
mod zone;

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use cell::DateCell;
pub use column::{DateColumn, DateOptions, DateOrder, DateOutcome, DateReadings};
pub use moment::Moment;
pub use zone::Zone;

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateFault {
    /// There is nothing.
    Blank,
    /// It is in no form that is read here, or no such day exists.
    Unreadable,
}

impl DateFault {
    /// The fault as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Unreadable => "unreadable",
        }
    }
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "no date",
            Self::Unreadable => "expected a date as in 2026-11-21",
        })
    }
}

impl std::error::Error for DateFault {}

/// A day of the Gregorian calendar, from year 1 to 9999.
///
/// Written and read as ISO 8601, `2026-11-21`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The day, if there is such a one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// The day as it is written.
    fn written(self) -> [u8; 10] {
        let [year, month, day] = [self.year(), self.month().into(), self.day().into()];
        let digit = |number: u16, place: u16| b'0' + (number / place % 10) as u8;
        let [thousands, hundreds, tens, ones] = [1000, 100, 10, 1].map(|place| digit(year, place));
        let [[first, second], [third, fourth]] =
            [month, day].map(|number| [10, 1].map(|place| digit(number, place)));
        [thousands, hundreds, tens, ones, b'-', first, second, b'-', third, fourth]
    }

    /// The day that comes so many days later, or earlier if negative; `None` outside the calendar.
    pub fn add_days(self, days: i32) -> Option<Self> {
        self.add(Span::new().try_days(days).ok()?)
    }

    /// The same day of a month so many months later, or earlier if negative; the last day of that month
    /// if it has no such day. `None` outside the calendar.
    pub fn add_months(self, months: i32) -> Option<Self> {
        self.add(Span::new().try_months(months).ok()?)
    }

    /// The number of days from the other day to this one; negative if the other is later.
    pub fn days_since(self, other: Self) -> i32 {
        self.0.duration_since(other.0).as_hours().try_into().map_or(0, |hours: i32| hours / 24)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            civil::Weekday::Monday => Weekday::Monday,
            civil::Weekday::Tuesday => Weekday::Tuesday,
            civil::Weekday::Wednesday => Weekday::Wednesday,
            civil::Weekday::Thursday => Weekday::Thursday,
            civil::Weekday::Friday => Weekday::Friday,
            civil::Weekday::Saturday => Weekday::Saturday,
            civil::Weekday::Sunday => Weekday::Sunday,
        }
    }

    fn add(self, span: Span) -> Option<Self> {
        self.0.checked_add(span).ok().filter(|date| date.year() > 0).map(Self)
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The day as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    /// Whether it is Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.written()).unwrap_or_default())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = DateFault;

    /// Reads `2026-11-21` and nothing else.
    fn from_str(text: &str) -> Result<Self, DateFault> {
        if text.is_empty() {
            return Err(DateFault::Blank);
        }
        let mut parts = text.split('-');
        let mut part = |width: usize| {
            let part = parts.next().filter(|part| part.len() == width)?;
            part.bytes().all(|b| b.is_ascii_digit()).then_some(part)
        };
        let date =
            (|| Date::new(part(4)?.parse().ok()?, part(2)?.parse().ok()?, part(2)?.parse().ok()?))(
            );
        date.filter(|_| text.len() == 10).ok_or(DateFault::Unreadable)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn iso_only() {
        assert_eq!(date("2026-11-21").to_string(), "2026-11-21");
        assert_eq!("".parse::<Date>(), Err(DateFault::Blank));
        for text in [
            "2026-02-30",
            "2026-1-1",
            "26-11-21",
            "2026-11-21T",
            "2026-11-2a",
            "0000-01-01",
            "+026-01-01",
        ] {
            assert_eq!(text.parse::<Date>(), Err(DateFault::Unreadable), "{text}");
        }
    }

    #[test]
    fn months_stop_at_their_end() {
        assert_eq!(date("2026-01-31").add_months(1), Some(date("2026-02-28")));
        assert_eq!(date("2028-02-29").add_months(-12), Some(date("2027-02-28")));
        assert_eq!(date("9999-12-01").add_months(1), None);
        assert_eq!(date("0001-01-01").add_days(-1), None);
    }

    #[test]
    fn days() {
        assert_eq!(date("2026-11-21").add_days(30), Some(date("2026-12-21")));
        assert_eq!(date("2026-12-21").days_since(date("2026-11-21")), 30);
        assert_eq!(date("0001-01-01").days_since(date("9999-12-31")), -3_652_058);
        assert_eq!(date("2026-11-21").weekday(), Weekday::Saturday);
        assert!(date("2026-11-21") < date("2026-11-22"));
    }

    #[test]
    fn as_json() {
        let json = serde_json::to_string(&date("2026-11-21")).unwrap();
        assert_eq!(json, "\"2026-11-21\"");
        assert_eq!(serde_json::from_str::<Date>(&json).unwrap(), date("2026-11-21"));
        let fault = serde_json::from_str::<Date>("\"CANARY\"").unwrap_err().to_string();
        assert!(!fault.contains("CANARY"));
    }
}
