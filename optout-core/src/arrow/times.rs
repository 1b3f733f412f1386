//! Days and times of Arrow as ISO text.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_schema::{DataType, TimeUnit};

use crate::normalize::date::Date;

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;
const MILLIS_PER_DAY: i64 = SECONDS_PER_DAY * 1000;

/// The text at a row; `None` for what lies outside the calendar.
pub(super) type Times<'a> = Box<dyn Fn(usize) -> Option<String> + 'a>;

pub(super) fn is_time(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..))
}

/// Reads an array of days or times; `None` if it is one of something else.
pub(super) fn times(array: &dyn Array) -> Option<Times<'_>> {
    let (values, per_second): (&[i64], i64) = match array.data_type() {
        DataType::Date32 => {
            let values = array.as_primitive::<Date32Type>().values();
            return Some(Box::new(move |row| Some(day(i64::from(*values.get(row)?))?.to_string())));
        }
        DataType::Date64 => {
            let values = array.as_primitive::<Date64Type>().values();
            return Some(Box::new(move |row| {
                Some(day(values.get(row)?.div_euclid(MILLIS_PER_DAY))?.to_string())
            }));
        }
        DataType::Timestamp(TimeUnit::Second, _) => {
            (array.as_primitive::<TimestampSecondType>().values(), 1)
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            (array.as_primitive::<TimestampMillisecondType>().values(), 1_000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            (array.as_primitive::<TimestampMicrosecondType>().values(), 1_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            (array.as_primitive::<TimestampNanosecondType>().values(), 1_000_000_000)
        }
        _ => return None,
    };
    let has_zone = matches!(array.data_type(), DataType::Timestamp(_, Some(_)));
    Some(Box::new(move |row| time(*values.get(row)?, per_second, has_zone)))
}

/// A time in parts of a second since 1970; of one with a zone, Arrow has the time in UTC.
///
/// Midnight without a zone is a day: pandas has no other type for days. Taken for a time, an opt-out would
/// seem to come before all else of its day.
fn time(value: i64, per_second: i64, has_zone: bool) -> Option<String> {
    let (seconds, part) = (value.div_euclid(per_second), value.rem_euclid(per_second));
    let (date, clock) =
        (day(seconds.div_euclid(SECONDS_PER_DAY))?, seconds.rem_euclid(SECONDS_PER_DAY));
    if !has_zone && clock == 0 && part == 0 {
        return Some(date.to_string());
    }
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    let nanos = part * (1_000_000_000 / per_second);
    let zone = if has_zone { "Z" } else { "" };
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}.{nanos:09}{zone}"))
}

/// A day by the number of days since 1970.
fn day(days: i64) -> Option<Date> {
    Date::new(1970, 1, 1)?.add_days(i32::try_from(days).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::date::Moment;
    use arrow_array::{
        Date32Array, Date64Array, StringArray, TimestampMicrosecondArray,
        TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray,
    };

    fn moments(array: &dyn Array) -> Vec<String> {
        let read = times(array).unwrap();
        let text = |row| read(row).map_or_else(String::new, |text| moment(&text));
        (0..array.len()).map(text).collect()
    }

    fn moment(text: &str) -> String {
        Moment::parse(text).unwrap().to_string()
    }

    #[test]
    fn days_of_both_widths() {
        assert_eq!(
            moments(&Date32Array::from(vec![0, 20_513, -1, -719_162, -719_163, i32::MAX])),
            ["1970-01-01", "2026-03-01", "1969-12-31", "0001-01-01", "", ""]
        );
        let millis = vec![20_513 * MILLIS_PER_DAY, -1, i64::MIN];
        assert_eq!(moments(&Date64Array::from(millis)), ["2026-03-01", "1969-12-31", ""]);
    }

    #[test]
    fn times_in_every_unit() {
        let second = 20_513 * SECONDS_PER_DAY + 36_061;
        let text = "2026-03-01T10:01:01";
        assert_eq!(moments(&TimestampSecondArray::from(vec![second])), [text]);
        let millis = TimestampMillisecondArray::from(vec![second * 1_000 + 250]);
        assert_eq!(moments(&millis), [format!("{text}.25")]);
        let micros = TimestampMicrosecondArray::from(vec![second * 1_000_000 + 1, -1]);
        let before = "1969-12-31T23:59:59.999999".to_owned();
        assert_eq!(moments(&micros), [format!("{text}.000001"), before]);
        let nanos = TimestampNanosecondArray::from(vec![second * 1_000_000_000, i64::MIN]);
        assert_eq!(moments(&nanos), [text, "1677-09-21T00:12:43.145224192"]);
        assert_eq!(moments(&TimestampSecondArray::from(vec![i64::MAX, i64::MIN])), ["", ""]);
    }

    #[test]
    fn midnight_is_a_day_only_without_a_zone() {
        let midnight = TimestampSecondArray::from(vec![20_513 * SECONDS_PER_DAY]);
        assert_eq!(moments(&midnight), ["2026-03-01"]);
        let zoned = midnight.with_timezone("Europe/Paris");
        assert_eq!(moments(&zoned), ["2026-03-01T00:00:00Z"]);
    }

    #[test]
    fn text_is_no_time() {
        assert!(times(&StringArray::from(vec!["2026-03-01"])).is_none());
    }
}
