//! A column of dates, read as a whole: one cell can settle what another leaves open.

use std::mem::MaybeUninit;

use optout_core::normalize::date::{DateColumn, DateOptions, DateOutcome, DateReadings};

use crate::failure::optout_error;
use crate::guard::{answer, change, free, make, need};
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::normalize::optout_date_order;

/// A column of dates that is being read.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
#[derive(Default)]
pub struct optout_date_column(DateColumn);

/// Makes an empty column.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_column_new(
    column: Option<&mut MaybeUninit<*mut optout_date_column>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(column, error, || Ok(optout_date_column::default()))
}

/// Adds a cell.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_column_add(
    column: Option<&mut optout_date_column>,
    cell: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(column, error, |column| {
        column.0.push(cell.text()?);
        Ok(())
    })
}

/// Reads all cells. `order`, a value of optout_date_order or 0, settles dates such as 03/04/2026
/// where the column proves none; `serial_dates` reads plain numbers as a spreadsheet's day count; a
/// time without a zone is `assumed_offset` minutes ahead of UTC.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_column_read(
    column: Option<&optout_date_column>,
    order: i32,
    serial_dates: bool,
    assumed_offset: i32,
    readings: Option<&mut MaybeUninit<*mut optout_date_readings>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(readings, error, || {
        let column = need(column)?;
        let order = match order {
            0 => None,
            order => Some(optout_date_order::read(order)?),
        };
        let options = DateOptions { order, serial: serial_dates, assumed_offset };
        Ok(column.0.clone().finish(&options).into())
    })
}

/// Frees a column.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_column_free(column: Option<Box<optout_date_column>>) {
    free(column);
}

/// What a cell of a column turned out to be.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_date_outcome {
    /// No value: the answer to NULL.
    None = 0,
    /// Nothing.
    Blank = 1,
    /// A date.
    Date = 2,
    /// A date of which day and month cannot be told apart.
    Ambiguous = 3,
    /// No date that can be read.
    Unreadable = 4,
}

impl From<DateOutcome> for optout_date_outcome {
    fn from(outcome: DateOutcome) -> Self {
        match outcome {
            DateOutcome::Blank => Self::Blank,
            DateOutcome::Date(_) => Self::Date,
            DateOutcome::Ambiguous => Self::Ambiguous,
            DateOutcome::Unreadable => Self::Unreadable,
        }
    }
}

/// A column read to its end.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_date_readings {
    readings: DateReadings,
    texts: Vec<String>,
}

impl From<DateReadings> for optout_date_readings {
    fn from(readings: DateReadings) -> Self {
        let text = |outcome: &DateOutcome| outcome.moment().map(|moment| moment.to_string());
        let texts = readings.outcomes.iter().map(|outcome| text(outcome).unwrap_or_default());
        Self { texts: texts.collect(), readings }
    }
}

/// How many cells there are.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_count(readings: Option<&optout_date_readings>) -> usize {
    answer(0, || readings.map_or(0, |readings| readings.readings.outcomes.len()))
}

/// What a cell turned out to be, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_outcome(
    readings: Option<&optout_date_readings>,
    at: usize,
) -> optout_date_outcome {
    answer(optout_date_outcome::None, || {
        readings
            .and_then(|readings| readings.readings.outcomes.get(at).copied())
            .map_or(optout_date_outcome::None, optout_date_outcome::from)
    })
}

/// The date or time of a cell in ISO 8601, in UTC; empty if it is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_text(
    readings: Option<&optout_date_readings>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        readings
            .and_then(|readings| readings.texts.get(at).map(String::as_str))
            .unwrap_or_default()
            .into()
    })
}

/// Whether dates stand in more than one form.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_mixed(readings: Option<&optout_date_readings>) -> bool {
    answer(false, || readings.is_some_and(|readings| readings.readings.mixed))
}

/// The order by which 03/04/2026 was read, if one was proved or given.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_order(
    readings: Option<&optout_date_readings>,
) -> optout_date_order {
    answer(optout_date_order::None, || {
        readings
            .and_then(|readings| readings.readings.order)
            .map_or(optout_date_order::None, optout_date_order::from)
    })
}

/// Whether the column speaks against itself or against the order that was given.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_contradictory(
    readings: Option<&optout_date_readings>,
) -> bool {
    answer(false, || readings.is_some_and(|readings| readings.readings.contradictory))
}

/// Whether any time had no zone.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_zone_assumed(
    readings: Option<&optout_date_readings>,
) -> bool {
    answer(false, || readings.is_some_and(|readings| readings.readings.zone_assumed))
}

/// Frees readings.
#[unsafe(no_mangle)]
pub extern "C" fn optout_date_readings_free(readings: Option<Box<optout_date_readings>>) {
    free(readings);
}
