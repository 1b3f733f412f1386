//! One cell of a date column.

use super::moment::{NANOS_PER_MINUTE, NANOS_PER_SECOND, Time};
use super::{Date, Moment};
use crate::normalize::text::{trim, visible};

/// What a cell of a date column says by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum DateCell {
    /// Nothing.
    Blank,
    /// A date that needs no other cell to be understood.
    Date(Moment),
    /// Two numbers and a year, the order of day and month unknown.
    Slashed {
        /// The first number.
        first: u8,
        /// The second number.
        second: u8,
        /// The year.
        year: u16,
    },
    /// A number that can be a spreadsheet's day count, with the time of day as its fraction.
    Serial(f64),
    /// Anything else, two-digit years among it.
    Unreadable,
}

/// The form in which a date is written; a column is mixed if it has more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    YearFirst,
    Dotted,
    Named,
    Slashed,
    Serial,
}

/// A cell taken apart; days and times are put together once the order is known.
#[derive(Clone, Copy)]
pub(super) struct Parsed {
    pub(super) form: Form,
    pub(super) day: Day,
    clock: Option<Clock>,
}

#[derive(Clone, Copy)]
pub(super) enum Day {
    Date(Date),
    Slashed { first: u8, second: u8, year: u16 },
    Serial(f64),
}

#[derive(Clone, Copy)]
struct Clock {
    time: Time,
    offset: Option<i32>,
}

impl DateCell {
    /// Reads a cell; a time without a zone is taken for UTC.
    pub fn read(raw: &str) -> Self {
        read(raw, 0)
    }
}

pub(super) fn read(raw: &str, offset: i32) -> DateCell {
    if trim(raw).is_empty() {
        return DateCell::Blank;
    }
    let cell = parse(raw).and_then(|parsed| {
        Some(match parsed.day {
            Day::Date(date) => DateCell::Date(parsed.moment(date, offset)?),
            Day::Slashed { first, second, year } => DateCell::Slashed { first, second, year },
            Day::Serial(serial) => DateCell::Serial(serial),
        })
    });
    cell.unwrap_or(DateCell::Unreadable)
}

impl Parsed {
    /// The moment on a day, with the cell's own time; a missing zone is the given offset in minutes.
    pub(super) fn moment(&self, date: Date, offset: i32) -> Option<Moment> {
        match self.clock {
            None => Some(Moment::on(date)),
            Some(clock) => {
                Moment::at(date, clock.time, clock.offset.unwrap_or(offset), clock.offset.is_none())
            }
        }
    }
}

/// Takes a cell apart; `None` if it is in no known form.
pub(super) fn parse(raw: &str) -> Option<Parsed> {
    let text = visible(raw);
    let text = trim(&text);
    if let Some(serial) = serial(text) {
        return Some(Parsed { form: Form::Serial, day: Day::Serial(serial), clock: None });
    }
    let (day, clock) = split_clock(text)?;
    let (form, day) = parse_day(day)?;
    Some(Parsed { form, day, clock })
}

/// A day count of a spreadsheet: digits and perhaps a fraction, at most 9999-12-31.
fn serial(text: &str) -> Option<f64> {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.bytes().filter(|&b| b == b'.').count() < 2;
    let number: f64 = is_number.then(|| text.parse().ok())??;
    (1.0..2_958_466.0).contains(&number).then_some(number)
}

fn parse_day(text: &str) -> Option<(Form, Day)> {
    let is_mark = |c: char| matches!(c, '-' | '/' | '.');
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return date(year, month, day).map(|date| (Form::YearFirst, Day::Date(date)));
    }
    let (mut parts, mut marks) = (text.split(is_mark), text.matches(is_mark));
    if let (Some(a), Some(b), Some(c), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
        && let (Some(mark), Some(other)) = (marks.next(), marks.next())
        && mark == other
        && [a, b, c].iter().all(|part| is_short_number(part))
    {
        return if a.len() == 4 {
            date(a, b, c).map(|date| (Form::YearFirst, Day::Date(date)))
        } else if c.len() != 4 {
            None
        } else if mark == "." {
            date(c, b, a).map(|date| (Form::Dotted, Day::Date(date)))
        } else {
            slashed(a, b, c).map(|day| (Form::Slashed, day))
        };
    }
    named(text).map(|date| (Form::Named, Day::Date(date)))
}

fn slashed(a: &str, b: &str, year: &str) -> Option<Day> {
    let (first, second, year) = (a.parse().ok()?, b.parse().ok()?, year.parse().ok()?);
    let is_date =
        Date::new(year, first, second).is_some() || Date::new(year, second, first).is_some();
    is_date.then_some(Day::Slashed { first, second, year })
}

/// `21 Nov 2026`, `Nov 21, 2026`, `21-Nov-2026`, `Sat, 21st November 2026`.
fn named(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '.' | '/'))
        .filter(|word| !word.is_empty())
        .collect();
    let words = match words.as_slice() {
        [first, rest @ ..] if is_weekday(first) => rest,
        all => all,
    };
    let [first, second, year] = words else { return None };
    let (day, month) = match month(second) {
        Some(month) => (first, month),
        None => (second, month(first)?),
    };
    let day = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    let is_whole =
        is_short_number(day) && day.len() < 3 && is_short_number(year) && year.len() == 4;
    is_whole.then(|| Date::new(year.parse().ok()?, month, day.parse().ok()?))?
}

fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let place = MONTHS
        .iter()
        .position(|month| *month == word || (word.len() == 3 && month.starts_with(&word)))
        .or_else(|| (word == "sept").then_some(8))?;
    u8::try_from(place + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.to_ascii_lowercase();
    word.len() >= 3
        && DAYS.iter().any(|day| *day == word || (word.len() <= 4 && day.starts_with(&word)))
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn is_short_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Divides a cell before its time of day. `None` if the time is there and unreadable.
fn split_clock(text: &str) -> Option<(&str, Option<Clock>)> {
    let Some(colon) = text.bytes().position(|b| b == b':') else { return Some((text, None)) };
    let before = text.get(..colon)?;
    let start = before.rfind(|c: char| c.is_whitespace() || matches!(c, 'T' | 't'))?;
    let (day, rest) = text.split_at_checked(start)?;
    let clock =
        clock(rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, 'T' | 't')))?;
    Some((day.trim_end_matches(|c: char| c.is_whitespace() || c == ','), Some(clock)))
}

/// `10:00`, `10:00:00.250`, `10:00 PM`, each with or without `Z`, `UTC`, `GMT` or an offset.
fn clock(text: &str) -> Option<Clock> {
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(text.len());
    let (time, rest) = text.split_at_checked(end)?;
    let mut parts = time.split(':');
    let mut hour: u64 = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let (second, nanos) = match parts.next() {
        Some(second) => seconds(second)?,
        None => (0, 0),
    };
    if parts.next().is_some() {
        return None;
    }
    let mut zone = rest.trim();
    if let Some((half, after)) = zone.split_at_checked(2)
        && let half = half.to_ascii_lowercase()
        && matches!(half.as_str(), "am" | "pm")
    {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == "pm" { 12 } else { 0 };
        zone = after.trim();
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = if zone.is_empty() { None } else { Some(offset(zone)?) };
    let time = Time((hour * 60 + minute) * NANOS_PER_MINUTE + second * NANOS_PER_SECOND + nanos);
    Some(Clock { time, offset })
}

fn seconds(text: &str) -> Option<(u64, u64)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let nanos = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    let nanos = nanos.fold(0, |nanos, b| nanos * 10 + u64::from(b - b'0'));
    Some((digits(whole, 2)?, nanos))
}

/// The minutes that a zone is ahead of UTC.
fn offset(zone: &str) -> Option<i32> {
    if ["z", "utc", "gmt"].iter().any(|name| zone.eq_ignore_ascii_case(name)) {
        return Some(0);
    }
    let (sign, rest) = zone
        .strip_prefix('+')
        .map(|rest| (1, rest))
        .or_else(|| zone.strip_prefix(['-', '\u{2212}']).map(|rest| (-1, rest)))?;
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None => rest.split_at_checked(2)?,
    };
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes, 2)? };
    let total = digits(hours, 2)? * 60 + minutes;
    (minutes < 60 && total <= 18 * 60).then(|| i32::try_from(total).ok())?.map(|total| sign * total)
}

/// A number of at most so many digits.
fn digits(text: &str, most: usize) -> Option<u64> {
    let is_number = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}
