//! A day with or without a time of day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, DateFault};

/// A day, and the time of day in UTC if one was given.
///
/// The order is by day, then by time with a missing one first: fit for choosing an earliest entry, while
/// [`strictly_after`](Self::strictly_after) is the question to ask of evidence. Written as ISO 8601: with
/// `Z`, unless no zone was given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    date: Date,
    time: Option<Time>,
    zone_assumed: bool,
}

/// A time of day in nanoseconds since midnight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Time(pub(super) u64);

pub(super) const NANOS_PER_MINUTE: u64 = 60 * NANOS_PER_SECOND;
pub(super) const NANOS_PER_SECOND: u64 = 1_000_000_000;
const NANOS_PER_DAY: i64 = 24 * 60 * 60 * 1_000_000_000;

impl Moment {
    /// A day without a time.
    pub fn on(date: Date) -> Self {
        Self { date, time: None, zone_assumed: false }
    }

    /// The day; with a time, the day in UTC.
    pub fn date(self) -> Date {
        self.date
    }

    /// Hour, minute and second in UTC, if a time was given.
    pub fn time(self) -> Option<(u8, u8, u8)> {
        let seconds = self.time?.0 / NANOS_PER_SECOND;
        let part = |value: u64| u8::try_from(value % 60).unwrap_or_default();
        Some((u8::try_from(seconds / 3600).unwrap_or_default(), part(seconds / 60), part(seconds)))
    }

    /// Whether a time was given without its zone.
    pub fn zone_assumed(self) -> bool {
        self.zone_assumed
    }

    /// Whether this came after the other, as far as both can tell: if either lacks a time of day the
    /// days are compared, and the same day is not after.
    pub fn strictly_after(&self, other: &Self) -> bool {
        match (self.time, other.time) {
            (Some(time), Some(others)) => (self.date, time) > (other.date, others),
            _ => self.date > other.date,
        }
    }

    /// A time on a day in a zone so many minutes ahead of UTC, brought to UTC.
    pub(super) fn at(date: Date, time: Time, minutes: i32, zone_assumed: bool) -> Option<Self> {
        let offset = i64::from(minutes).checked_mul(60 * 1_000_000_000)?;
        let nanos = i64::try_from(time.0).ok()?.checked_sub(offset)?;
        let date = date.add_days(i32::try_from(nanos.div_euclid(NANOS_PER_DAY)).ok()?)?;
        let time = Time(u64::try_from(nanos.rem_euclid(NANOS_PER_DAY)).ok()?);
        Some(Self { date, time: Some(time), zone_assumed })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)?;
        let (Some((hour, minute, second)), Some(time)) = (self.time(), self.time) else {
            return Ok(());
        };
        write!(f, "T{hour:02}:{minute:02}:{second:02}")?;
        let nanos = time.0 % NANOS_PER_SECOND;
        if nanos != 0 {
            write!(f, ".{}", format!("{nanos:09}").trim_end_matches('0'))?;
        }
        if self.zone_assumed { Ok(()) } else { f.write_str("Z") }
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Moment {
    type Err = DateFault;

    fn from_str(text: &str) -> Result<Self, DateFault> {
        Self::parse(text)
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self::on(date)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn zones_are_brought_to_utc() {
        for (text, expected) in [
            ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00Z"),
            ("2026-11-21T00:30:00+02:00", "2026-11-20T22:30:00Z"),
            ("2026-12-31T23:30:00.250-0100", "2027-01-01T00:30:00.25Z"),
            ("2026-11-21 10:00", "2026-11-21T10:00:00"),
            ("2026-11-21", "2026-11-21"),
        ] {
            assert_eq!(moment(text).to_string(), expected, "{text}");
            assert_eq!(moment(expected), moment(text));
        }
        assert!(moment("2026-11-21 10:00").zone_assumed());
        for minutes in [i32::MIN, i32::MAX] {
            assert!(Moment::parse_with_offset("2026-11-21 10:00", minutes).is_err());
        }
        let berlin = Moment::parse_with_offset("2026-11-21 00:30", 60).unwrap();
        assert_eq!(
            (berlin.to_string().as_str(), berlin.zone_assumed()),
            ("2026-11-20T23:30:00", true)
        );
    }

    #[test]
    fn the_same_day_is_not_after() {
        let (day, noon, next) =
            (moment("2026-11-21"), moment("2026-11-21T12:00:00Z"), moment("2026-11-22"));
        assert!(
            !noon.strictly_after(&day) && !day.strictly_after(&noon) && !day.strictly_after(&day)
        );
        assert!(next.strictly_after(&noon) && next.strictly_after(&day));
        assert!(moment("2026-11-21T12:00:00.1Z").strictly_after(&noon));
    }

    #[test]
    fn as_json() {
        let json = serde_json::to_string(&moment("2026-11-21 10:00")).unwrap();
        assert_eq!(json, "\"2026-11-21T10:00:00\"");
        assert!(serde_json::from_str::<Moment>(&json).unwrap().zone_assumed());
    }
}
