//! Arrow arrays read as the cells of rows.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal32Type, Decimal64Type, Decimal128Type, Float16Type, Float32Type,
    Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{
    Array, BinaryArray, BinaryViewArray, BooleanArray, FixedSizeBinaryArray, LargeBinaryArray,
    LargeStringArray, StringArray, StringViewArray,
};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;

use super::times::{Times, times};
use crate::redact::{Cells, Decoding, Text};

/// The columns of a batch, at one of its rows.
pub(super) struct BatchCells<'a> {
    pub(super) columns: &'a [Values<'a>],
    pub(super) row: usize,
}

impl Cells for BatchCells<'_> {
    fn len(&self) -> usize {
        self.columns.len()
    }

    fn text(&self, at: usize) -> Text<'_> {
        self.columns.get(at).map_or_else(blank, |column| column.text(self.row))
    }

    fn bytes(&self, at: usize) -> Option<&[u8]> {
        self.columns.get(at).map_or(Some(&[]), |column| column.bytes(self.row))
    }
}

/// An array of which every cell has a text.
pub(super) struct Values<'a> {
    nulls: Option<&'a NullBuffer>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
    Binary(&'a BinaryArray),
    LargeBinary(&'a LargeBinaryArray),
    BinaryView(&'a BinaryViewArray),
    FixedSizeBinary(&'a FixedSizeBinaryArray),
    Boolean(&'a BooleanArray),
    Number(Box<dyn Fn(usize) -> Number + 'a>),
    Time(Times<'a>),
    Dictionary(Box<dyn Fn(usize) -> Option<usize> + 'a>, Box<Values<'a>>),
    Null,
    Untold,
}

/// A number as far as an id needs it.
enum Number {
    Whole(i128),
    Blank,
    /// No whole number, or too large a float to be told from the next; as it is shown.
    Other(String),
}

/// What stands for a value that has no text, such as a date; it holds no letter or digit.
const UNTOLD: &str = "\u{fffd}";

/// What stands for a number in a column of ids that can be none.
const NO_ID: &str = "#NUM!";

fn blank<'a>() -> Text<'a> {
    plain("")
}

fn plain(text: &str) -> Text<'_> {
    Text { text: Cow::Borrowed(text), is_valid: true }
}

impl<'a> Values<'a> {
    /// Reads an array; in one of `ids`, numbers that are not whole are shown as none.
    pub(super) fn new(array: &'a dyn Array, ids: bool) -> Self {
        let kind = match array.data_type() {
            DataType::Utf8 => Kind::Utf8(array.as_string()),
            DataType::LargeUtf8 => Kind::LargeUtf8(array.as_string()),
            DataType::Utf8View => Kind::Utf8View(array.as_string_view()),
            DataType::Binary => Kind::Binary(array.as_binary()),
            DataType::LargeBinary => Kind::LargeBinary(array.as_binary()),
            DataType::BinaryView => Kind::BinaryView(array.as_binary_view()),
            DataType::FixedSizeBinary(_) => Kind::FixedSizeBinary(array.as_fixed_size_binary()),
            DataType::Boolean => Kind::Boolean(array.as_boolean()),
            DataType::Null => Kind::Null,
            DataType::Int8 => whole::<Int8Type>(array),
            DataType::Int16 => whole::<Int16Type>(array),
            DataType::Int32 => whole::<Int32Type>(array),
            DataType::Int64 => whole::<Int64Type>(array),
            DataType::UInt8 => whole::<UInt8Type>(array),
            DataType::UInt16 => whole::<UInt16Type>(array),
            DataType::UInt32 => whole::<UInt32Type>(array),
            DataType::UInt64 => whole::<UInt64Type>(array),
            DataType::Float16 => float::<Float16Type>(array, ids),
            DataType::Float32 => float::<Float32Type>(array, ids),
            DataType::Float64 => float::<Float64Type>(array, ids),
            DataType::Decimal32(_, scale) => decimal::<Decimal32Type>(array, *scale, ids),
            DataType::Decimal64(_, scale) => decimal::<Decimal64Type>(array, *scale, ids),
            DataType::Decimal128(_, scale) => decimal::<Decimal128Type>(array, *scale, ids),
            DataType::Dictionary(..) => dictionary(array, ids),
            _ => Kind::Untold,
        };
        Self { nulls: array.nulls(), kind }
    }

    /// Reads an array in which days and times are values too, shown as ISO text.
    pub(super) fn with_times(array: &'a dyn Array) -> Self {
        match times(array) {
            Some(read) => Self { nulls: array.nulls(), kind: Kind::Time(read) },
            None => Self::new(array, false),
        }
    }

    /// The bytes of a cell's text, if they are in the array; a null has none.
    fn bytes(&self, row: usize) -> Option<&[u8]> {
        if self.nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return Some(&[]);
        }
        match &self.kind {
            Kind::Utf8(array) => Some(array.value(row).as_bytes()),
            Kind::LargeUtf8(array) => Some(array.value(row).as_bytes()),
            Kind::Utf8View(array) => Some(array.value(row).as_bytes()),
            Kind::Boolean(array) => Some(if array.value(row) { b"true" } else { b"false" }),
            Kind::Dictionary(key, values) => key(row).map_or(Some(&[]), |key| values.bytes(key)),
            Kind::Null => Some(&[]),
            _ => None,
        }
    }

    /// The text of a cell; a null has none.
    pub(super) fn text(&self, row: usize) -> Text<'a> {
        if self.nulls.is_some_and(|nulls| nulls.is_null(row)) {
            return blank();
        }
        match &self.kind {
            Kind::Utf8(array) => plain(array.value(row)),
            Kind::LargeUtf8(array) => plain(array.value(row)),
            Kind::Utf8View(array) => plain(array.value(row)),
            Kind::Binary(array) => decoded(array.value(row)),
            Kind::LargeBinary(array) => decoded(array.value(row)),
            Kind::BinaryView(array) => decoded(array.value(row)),
            Kind::FixedSizeBinary(array) => decoded(array.value(row)),
            Kind::Boolean(array) => plain(if array.value(row) { "true" } else { "false" }),
            Kind::Number(read) => match read(row) {
                Number::Whole(number) => digits(number),
                Number::Blank => blank(),
                Number::Other(shown) => Text { text: Cow::Owned(shown), is_valid: true },
            },
            Kind::Time(read) => match read(row) {
                Some(text) => Text { text: Cow::Owned(text), is_valid: true },
                None => plain(UNTOLD),
            },
            Kind::Dictionary(key, values) => key(row).map_or_else(blank, |key| values.text(key)),
            Kind::Null => blank(),
            Kind::Untold => plain(UNTOLD),
        }
    }
}

/// Bytes as text; like the cells of a file without a named encoding.
fn decoded(bytes: &[u8]) -> Text<'_> {
    Decoding::default().read(Cow::Borrowed(bytes))
}

fn digits<'a>(number: i128) -> Text<'a> {
    // The division of 64 bits is several times faster.
    let text = i64::try_from(number).map_or_else(|_| number.to_string(), |small| small.to_string());
    Text { text: Cow::Owned(text), is_valid: true }
}

fn whole<'a, T>(array: &'a dyn Array) -> Kind<'a>
where
    T: ArrowPrimitiveType<Native: Into<i128>>,
{
    let values = array.as_primitive::<T>().values();
    Kind::Number(Box::new(move |row| {
        values.get(row).map_or(Number::Blank, |value| Number::Whole((*value).into()))
    }))
}

fn float<'a, T>(array: &'a dyn Array, ids: bool) -> Kind<'a>
where
    T: ArrowPrimitiveType<Native: Into<f64>>,
{
    // From here on the next whole number may have no float of its own.
    let limit: f64 = match array.data_type() {
        DataType::Float16 => 2048.0,
        DataType::Float32 => 16_777_216.0,
        _ => 9_007_199_254_740_992.0,
    };
    let values = array.as_primitive::<T>().values();
    Kind::Number(Box::new(move |row| {
        let value: f64 = values.get(row).map_or(f64::NAN, |value| (*value).into());
        if value.is_nan() {
            Number::Blank
        } else if value.abs() < limit && value.fract() == 0.0 {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
            Number::Whole(i128::from(value as i64))
        } else {
            Number::Other(if ids { NO_ID.to_owned() } else { value.to_string() })
        }
    }))
}

fn decimal<'a, T>(array: &'a dyn Array, scale: i8, ids: bool) -> Kind<'a>
where
    T: ArrowPrimitiveType<Native: Into<i128>>,
{
    let values = array.as_primitive::<T>().values();
    let unit = 10_i128.checked_pow(u32::from(scale.unsigned_abs()));
    Kind::Number(Box::new(move |row| {
        let value: i128 = values.get(row).map_or(0, |value| (*value).into());
        let whole = match unit {
            Some(unit) if scale < 0 => value.checked_mul(unit),
            Some(unit) if value % unit == 0 => Some(value / unit),
            _ => None,
        };
        match whole {
            Some(whole) => Number::Whole(whole),
            // The leak guard, the only one to read it, looks at digits and not at the point.
            None => Number::Other(if ids { NO_ID.to_owned() } else { value.to_string() }),
        }
    }))
}

fn dictionary<'a>(array: &'a dyn Array, ids: bool) -> Kind<'a> {
    let dictionary = array.as_any_dictionary();
    let values = Box::new(Values::new(dictionary.values().as_ref(), ids));
    let length = dictionary.values().len();
    let Values { kind, .. } = Values::new(dictionary.keys(), false);
    match kind {
        Kind::Number(read) => Kind::Dictionary(
            Box::new(move |row| match read(row) {
                Number::Whole(key) => usize::try_from(key).ok().filter(|key| *key < length),
                _ => None,
            }),
            values,
        ),
        _ => Kind::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{Decimal128Array, Float32Array, Float64Array, Int64Array, UInt64Array};

    fn texts(array: &dyn Array, ids: bool) -> Vec<String> {
        let values = Values::new(array, ids);
        (0..array.len()).map(|row| values.text(row).text.into_owned()).collect()
    }

    #[test]
    fn numbers_are_ids_while_they_are_exact() {
        let floats = Float64Array::from(vec![
            Some(123.0),
            Some(-0.0),
            None,
            Some(f64::NAN),
            Some(1.5),
            Some(9_007_199_254_740_991.0),
            Some(9_007_199_254_740_992.0),
            Some(f64::INFINITY),
        ]);
        let read = texts(&floats, true);
        assert_eq!(read, ["123", "0", "", "", NO_ID, "9007199254740991", NO_ID, NO_ID]);
        assert_eq!(texts(&floats, false)[4], "1.5");
        let short = Float32Array::from(vec![16_777_215.0, 16_777_216.0]);
        assert_eq!(texts(&short, true), ["16777215", NO_ID]);
        assert_eq!(texts(&UInt64Array::from(vec![u64::MAX]), true), ["18446744073709551615"]);
        assert_eq!(texts(&Int64Array::from(vec![i64::MIN]), true), ["-9223372036854775808"]);
    }

    #[test]
    fn decimals_lose_their_zeros_only() {
        let scaled = |scale| {
            let array = Decimal128Array::from(vec![12_300, 12_345, -100]);
            texts(&array.with_precision_and_scale(38, scale).unwrap(), true)
        };
        assert_eq!(scaled(2), ["123", NO_ID, "-1"]);
        assert_eq!(scaled(0), ["12300", "12345", "-100"]);
        assert_eq!(scaled(-1), ["123000", "123450", "-1000"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_marked() {
        let array = BinaryArray::from(vec![b"P1".as_slice(), b"P\xe9"]);
        let values = Values::new(&array, true);
        assert!(values.text(0).is_valid);
        let Text { text, is_valid } = values.text(1);
        assert_eq!((text.as_ref(), is_valid), ("P\u{e9}", false));
    }
}
