//! A column of dates, read as a whole: one cell can settle what another leaves open.

use serde::{Deserialize, Serialize};

use super::cell::{Day, Form, Parsed, parse};
use super::moment::{NANOS_PER_SECOND, Time};
use super::{Date, Moment};
use crate::normalize::text::trim;

/// Whether the month or the day stands first in `03/04/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// As in the United States.
    MonthFirst,
    /// As in most of the world.
    DayFirst,
}

impl DateOrder {
    /// The order as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MonthFirst => "month_first",
            Self::DayFirst => "day_first",
        }
    }
}

/// How to read a column of dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateOptions {
    /// The order of day and month where the column does not prove one.
    pub order: Option<DateOrder>,
    /// Read plain numbers as a spreadsheet's day count (1900 system). Off by default: a column of numbers
    /// can be anything.
    pub serial: bool,
    /// Minutes that a time without a zone is ahead of UTC.
    pub assumed_offset: i32,
}

/// What a cell of a column turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOutcome {
    /// Nothing.
    Blank,
    /// A date.
    Date(Moment),
    /// A date of which day and month cannot be told apart.
    Ambiguous,
    /// No date that can be read.
    Unreadable,
}

impl DateOutcome {
    /// The date, if it is one.
    pub fn moment(self) -> Option<Moment> {
        match self {
            Self::Date(moment) => Some(moment),
            Self::Blank | Self::Ambiguous | Self::Unreadable => None,
        }
    }

    /// The outcome as one word, `date` for all dates.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Date(_) => "date",
            Self::Ambiguous => "ambiguous",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A column read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateReadings {
    /// One outcome for each cell, in order.
    pub outcomes: Vec<DateOutcome>,
    /// Whether dates stand in more than one form.
    pub mixed: bool,
    /// The order by which `03/04/2026` was read, if one was proved or given.
    pub order: Option<DateOrder>,
    /// Whether the column speaks against itself, or against the option: some cells can only be month
    /// first and others only day first. Then those that could be either are ambiguous.
    pub contradictory: bool,
    /// Whether any time had no zone.
    pub zone_assumed: bool,
}

/// A column being read.
///
/// `03/04/2026` is read once the whole column is known: any part above 12 in any cell proves the order.
#[derive(Clone, Default)]
pub struct DateColumn {
    cells: Vec<Cell>,
    month_first: bool,
    day_first: bool,
}

#[derive(Clone, Copy)]
enum Cell {
    Blank,
    Parsed(Parsed),
    Unreadable,
}

impl DateColumn {
    /// An empty column.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a cell and returns its place, from 0.
    pub fn push(&mut self, raw: &str) -> usize {
        let cell = match parse(raw) {
            Some(parsed) => Cell::Parsed(parsed),
            None if trim(raw).is_empty() => Cell::Blank,
            None => Cell::Unreadable,
        };
        if let Cell::Parsed(Parsed { day: Day::Slashed { first, second, .. }, .. }) = cell {
            self.day_first |= first > 12;
            self.month_first |= second > 12;
        }
        self.cells.push(cell);
        self.cells.len() - 1
    }

    /// Adds the cells of another behind these, and leaves that without them.
    pub(crate) fn append(&mut self, other: &mut Self) {
        self.day_first |= std::mem::take(&mut other.day_first);
        self.month_first |= std::mem::take(&mut other.month_first);
        self.cells.append(&mut other.cells);
    }

    /// Reads all cells. A cell with only one possible reading is read so whatever the order of the rest.
    pub fn finish(self, options: &DateOptions) -> DateReadings {
        let proved = match (self.month_first, self.day_first) {
            (true, false) => Some(DateOrder::MonthFirst),
            (false, true) => Some(DateOrder::DayFirst),
            _ => None,
        };
        let contradictory = (self.month_first && self.day_first)
            || matches!((proved, options.order), (Some(proved), Some(given)) if proved != given);
        let order = if contradictory { None } else { proved.or(options.order) };

        let mut form: Option<Form> = None;
        let mut readings = DateReadings {
            outcomes: Vec::with_capacity(self.cells.len()),
            mixed: false,
            order,
            contradictory,
            zone_assumed: false,
        };
        for cell in self.cells {
            let outcome = match cell {
                Cell::Blank => DateOutcome::Blank,
                Cell::Unreadable => DateOutcome::Unreadable,
                Cell::Parsed(parsed) => outcome(&parsed, order, options),
            };
            if let Cell::Parsed(parsed) = cell
                && outcome != DateOutcome::Unreadable
            {
                readings.mixed |= *form.get_or_insert(parsed.form) != parsed.form;
            }
            readings.zone_assumed |= outcome.moment().is_some_and(Moment::zone_assumed);
            readings.outcomes.push(outcome);
        }
        readings
    }
}

impl std::fmt::Debug for DateColumn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DateColumn").field("cells", &self.cells.len()).finish_non_exhaustive()
    }
}

fn outcome(parsed: &Parsed, order: Option<DateOrder>, options: &DateOptions) -> DateOutcome {
    let moment = match parsed.day {
        Day::Date(date) => parsed.moment(date, options.assumed_offset),
        Day::Serial(serial) if options.serial => spreadsheet_moment(serial, options.assumed_offset),
        Day::Serial(_) => None,
        Day::Slashed { first, second, year } => {
            let month_first = Date::new(year, first, second);
            let day_first = Date::new(year, second, first);
            let date = match (month_first, day_first, order) {
                (Some(month_first), Some(day_first), _) if month_first == day_first => {
                    Some(month_first)
                }
                (Some(_), Some(_), None) => return DateOutcome::Ambiguous,
                (Some(month_first), Some(_), Some(DateOrder::MonthFirst)) => Some(month_first),
                (Some(_), Some(day_first), Some(DateOrder::DayFirst)) => Some(day_first),
                (only, None, _) | (None, only, _) => only,
            };
            date.and_then(|date| parsed.moment(date, options.assumed_offset))
        }
    };
    moment.map_or(DateOutcome::Unreadable, DateOutcome::Date)
}

/// Day 1 is 1900-01-01, and day 60 is the 29 February that 1900 did not have.
///
/// Source: ECMA-376, part 1, 18.17.4.1, the 1900 date base.
fn spreadsheet_moment(serial: f64, offset: i32) -> Option<Moment> {
    // The value is in 1..2_958_466, checked where it is read.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked where it is read"
    )]
    let (days, seconds) = (serial as i32, (serial.fract() * 86_400.0).round() as u64);
    let epoch = match days {
        60 => return None,
        ..60 => Date::new(1899, 12, 31)?,
        _ => Date::new(1899, 12, 30)?,
    };
    if serial.fract() == 0.0 {
        return epoch.add_days(days).map(Moment::on);
    }
    let date = epoch.add_days(days + i32::from(seconds == 86_400))?;
    Moment::at(date, Time(seconds % 86_400 * NANOS_PER_SECOND), offset, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(cells: &[&str], options: &DateOptions) -> DateReadings {
        let mut column = DateColumn::new();
        for (place, cell) in cells.iter().enumerate() {
            assert_eq!(column.push(cell), place);
        }
        column.finish(options)
    }

    fn texts(cells: &[&str], options: &DateOptions) -> Vec<String> {
        let readings = column(cells, options);
        let text = |outcome: &DateOutcome| match outcome {
            DateOutcome::Date(moment) => moment.to_string(),
            other => other.as_str().to_owned(),
        };
        readings.outcomes.iter().map(text).collect()
    }

    #[test]
    fn a_part_above_twelve_proves_the_order() {
        let none = DateOptions::default();
        assert_eq!(texts(&["03/04/2026"], &none), ["ambiguous"]);
        assert_eq!(texts(&["03/04/2026", "11/21/2026"], &none), ["2026-03-04", "2026-11-21"]);
        assert_eq!(texts(&["03/04/2026", "21/11/2026"], &none), ["2026-04-03", "2026-11-21"]);
        let both = column(&["03/04/2026", "11/21/2026", "21/11/2026"], &none);
        assert!(both.contradictory);
        assert_eq!(both.outcomes[0], DateOutcome::Ambiguous);
        assert!(both.outcomes[1].moment().is_some());
    }

    #[test]
    fn an_option_settles_what_the_column_leaves_open() {
        let options = DateOptions { order: Some(DateOrder::DayFirst), ..DateOptions::default() };
        assert_eq!(texts(&["03/04/2026"], &options), ["2026-04-03"]);
        let against = column(&["03/04/2026", "11/21/2026"], &options);
        assert!(against.contradictory);
        assert_eq!(against.outcomes[0], DateOutcome::Ambiguous);
    }

    #[test]
    fn serials_only_by_option() {
        let options = DateOptions { serial: true, ..DateOptions::default() };
        assert_eq!(texts(&["46347"], &DateOptions::default()), ["unreadable"]);
        assert_eq!(
            texts(&["46347", "1", "59", "60", "61", "46347.5", "0"], &options),
            [
                "2026-11-21",
                "1900-01-01",
                "1900-02-28",
                "unreadable",
                "1900-03-01",
                "2026-11-21T12:00:00",
                "unreadable"
            ]
        );
    }

    #[test]
    fn mixed_forms_are_reported() {
        let none = DateOptions::default();
        assert!(column(&["2026-11-21", "11/21/2026"], &none).mixed);
        assert!(!column(&["2026-11-21", "", "junk", "2026/11/22"], &none).mixed);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(raw in "[0-9/:. TZa-zAPM+-]{0,24}|\\PC{0,20}") {
            let options = DateOptions { serial: true, ..DateOptions::default() };
            if let Some(moment) = column(&[&raw], &options).outcomes[0].moment() {
                prop_assert_eq!(moment.to_string().parse::<Moment>(), Ok(moment));
            }
        }

        #[test]
        fn one_date_in_every_form(year in 1900_u16..2100, month in 1_u8..=12, day in 1_u8..=28) {
            let date = Date::new(year, month, day).unwrap();
            let options = DateOptions { order: Some(DateOrder::MonthFirst), serial: true, ..DateOptions::default() };
            let serial = date.days_since(Date::new(1899, 12, 30).unwrap());
            for text in [
                date.to_string(),
                format!("{year}/{month}/{day}"),
                format!("{day}.{month}.{year}"),
                format!("{month}/{day}/{year}"),
            ] {
                prop_assert_eq!(column(&[&text], &options).outcomes[0], DateOutcome::Date(date.into()));
            }
            if serial > 60 {
                prop_assert_eq!(column(&[&serial.to_string()], &options).outcomes[0], DateOutcome::Date(date.into()));
            }
        }
    }
}
