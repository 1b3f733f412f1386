//! Time zones by name.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, Moment};
use crate::error::{Error, ErrorKind, Result};

/// A time zone of the IANA database, by its name: `America/New_York`, `UTC`.
///
/// The database is compiled in, so that the same moment is the same day on every machine.
///
/// ```
/// use optout_core::normalize::date::Zone;
///
/// let zone: Zone = "America/New_York".parse()?;
/// let day = zone.day("2026-11-24T03:00:00Z".parse()?);
/// assert_eq!(day.to_string(), "2026-11-23");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Its name as the database writes it.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The day that it is there at a moment. A moment without a time of day is that day everywhere.
    pub fn day(&self, at: Moment) -> Date {
        self.local(at).unwrap_or(at.date())
    }

    fn local(&self, at: Moment) -> Option<Date> {
        let (hour, minute, second) = at.time()?;
        let part = |value: u8| i8::try_from(value).ok();
        let time = civil::Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?;
        let utc = at.date().0.to_datetime(time).to_zoned(TimeZone::UTC).ok()?;
        Some(utc.with_time_zone(self.0.clone()).date()).filter(|date| date.year() > 0).map(Date)
    }
}

impl FromStr for Zone {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        TimeZoneDatabase::bundled().get(name).map(Self).map_err(|_| {
            let expected = "a time zone of the IANA database such as Europe/Berlin";
            Error::new(ErrorKind::InvalidOption { option: "zone", expected })
        })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_when_it_begins_there() {
        let day = |zone: &str, at: &str| {
            zone.parse::<Zone>().unwrap().day(at.parse().unwrap()).to_string()
        };
        for (zone, at, expected) in [
            ("UTC", "2026-11-24T23:59:59Z", "2026-11-24"),
            ("Europe/Berlin", "2026-11-23T23:00:00Z", "2026-11-24"),
            ("Europe/Berlin", "2026-11-23T22:59:59Z", "2026-11-23"),
            // An hour earlier in summer.
            ("Europe/Berlin", "2026-06-22T22:00:00Z", "2026-06-23"),
            ("America/Los_Angeles", "2026-11-24T07:59:59Z", "2026-11-23"),
            ("Asia/Kathmandu", "2026-11-23T18:15:00Z", "2026-11-24"),
            ("Pacific/Kiritimati", "2026-11-24", "2026-11-24"),
            ("Pacific/Kiritimati", "9999-12-31T23:00:00Z", "9999-12-31"),
        ] {
            assert_eq!(day(zone, at), expected, "{zone} {at}");
        }
    }

    #[test]
    fn a_zone_that_there_is_not() {
        for name in ["", "Europe/CANARY", "../etc/passwd", "+01:00"] {
            let error = name.parse::<Zone>().unwrap_err().to_string();
            assert!(!error.contains("CANARY"), "{error}");
        }
        assert_eq!("europe/berlin".parse::<Zone>().unwrap().name(), "Europe/Berlin");
    }
}
