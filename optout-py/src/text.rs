//! Text, days and times from Python, and values back to it.

use std::fmt::Display;

use optout_core::error::{Error, ErrorKind};
use optout_core::{Date, Moment};
use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyDate, PyDateTime, PyDict, PyFloat, PyFrozenSet, PyIterator, PyList, PyMapping, PySet,
    PyString, PyTuple,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{OrRaise, impossible, invalid_option, invalid_value, wrong_type};

/// A string.
///
/// The interpreter's own error for text that is no Unicode holds the text; this one does not.
#[derive(Default)]
pub(crate) struct Text(pub(crate) String);

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text = object.cast::<PyString>().map_err(|_| wrong_type("str", &object))?;
        unicode(&text).map(Self)
    }
}

fn unicode(text: &Bound<'_, PyString>) -> PyResult<String> {
    match text.to_cow() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(Error::new(ErrorKind::Encoding { expected: "Unicode" })).or_raise(),
    }
}

/// Any number of strings; one string alone is one, and missing ones are left out.
#[derive(Default)]
pub(crate) struct Texts(pub(crate) Vec<String>);

impl<'py> FromPyObject<'_, 'py> for Texts {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Self(vec![unicode(&text)?]));
        }
        let mut texts = Vec::new();
        for item in items(&object, "str or an iterable of str")? {
            texts.extend(cell(&item?)?);
        }
        Ok(Self(texts))
    }
}

/// Iterates over anything but text, whose characters are not its items.
pub(crate) fn items<'py>(
    object: &Bound<'py, PyAny>,
    expected: &str,
) -> PyResult<Bound<'py, PyIterator>> {
    if object.is_instance_of::<PyString>() || !object.hasattr("__iter__")? {
        return Err(wrong_type(expected, object));
    }
    object.try_iter()
}

/// Iterates over one column of values. A mapping iterates over its keys, a frame over its header, a set
/// in no order: none of them is a column.
pub(crate) fn column<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyIterator>> {
    const EXPECTED: &str = "a column: a sequence or series of str or None";
    let is_set = object.is_instance_of::<PySet>() || object.is_instance_of::<PyFrozenSet>();
    let is_mapping = object.cast::<PyMapping>().is_ok();
    if is_set || is_mapping || object.hasattr("columns")? {
        return Err(wrong_type(EXPECTED, object));
    }
    items(object, EXPECTED)
}

/// The text of a cell; `None` for what Python, NumPy and pandas call missing.
pub(crate) fn cell(object: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if let Ok(text) = object.cast::<PyString>() {
        return unicode(text).map(Some);
    }
    if is_missing(object)? { Ok(None) } else { Err(wrong_type("str or None", object)) }
}

fn is_missing(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    if object.is_none() {
        return Ok(true);
    }
    if let Ok(number) = object.cast::<PyFloat>() {
        return Ok(number.value().is_nan());
    }
    let name = object.get_type().name()?;
    Ok(name == "NAType" || name == "NaTType")
}

/// The entries of a mapping, or of an iterable of pairs.
pub(crate) fn pairs<'py>(
    object: &Bound<'py, PyAny>,
    expected: &str,
) -> PyResult<Vec<(Bound<'py, PyAny>, Bound<'py, PyAny>)>> {
    let entries =
        if object.hasattr("items")? { object.call_method0("items")? } else { object.clone() };
    let mut pairs = Vec::new();
    for item in items(&entries, expected)? {
        pairs.push(pair(&item?).ok_or_else(|| wrong_type(expected, object))?);
    }
    Ok(pairs)
}

/// The two items of a tuple or list of two.
pub(crate) fn pair<'py>(
    object: &Bound<'py, PyAny>,
) -> Option<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let is_sequence = object.is_instance_of::<PyTuple>() || object.is_instance_of::<PyList>();
    if !is_sequence || object.len().ok()? != 2 {
        return None;
    }
    Some((object.get_item(0).ok()?, object.get_item(1).ok()?))
}

/// A `datetime.date`, or its ISO text.
pub(crate) struct Day(pub(crate) Date);

impl<'py> FromPyObject<'_, 'py> for Day {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        const EXPECTED: &str = "a datetime.date, or a day such as 2026-11-21";
        let text = if object.is_instance_of::<PyString>() {
            object.extract::<Text>()?.0
        } else if object.is_instance_of::<PyDate>() && !object.is_instance_of::<PyDateTime>() {
            object.call_method0("isoformat")?.extract::<Text>()?.0
        } else {
            return Err(wrong_type(EXPECTED, &object));
        };
        text.parse().map(Self).map_err(|_| invalid_value(EXPECTED))
    }
}

/// A `datetime.date` or `datetime.datetime`, or text in ISO or another form that reads in one way.
pub(crate) struct Time(pub(crate) Moment);

impl<'py> FromPyObject<'_, 'py> for Time {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        const EXPECTED: &str =
            "a datetime.date, a datetime.datetime, or a time such as 2026-11-21T10:00:00Z";
        let text = if object.is_instance_of::<PyString>() {
            object.extract::<Text>()?.0
        } else if object.is_instance_of::<PyDate>() {
            object.call_method0("isoformat")?.extract::<Text>()?.0
        } else {
            return Err(wrong_type(EXPECTED, &object));
        };
        Moment::parse(&text).map(Self).map_err(|_| invalid_value(EXPECTED))
    }
}

/// A day as a `datetime.date`.
pub(crate) fn date(py: Python<'_>, day: Date) -> PyResult<Bound<'_, PyDate>> {
    PyDate::new(py, i32::from(day.year()), day.month(), day.day())
}

/// A word of one of the library's vocabularies.
pub(crate) fn word<T: std::str::FromStr<Err = Error>>(text: &Text) -> PyResult<T> {
    text.0.parse().or_raise()
}

/// One byte from a one-character string.
pub(crate) fn delimiter(text: Option<Text>) -> PyResult<Option<u8>> {
    match text.as_ref().map(|text| text.0.as_bytes()) {
        None => Ok(None),
        Some([byte]) => Ok(Some(*byte)),
        Some(_) => Err(invalid_option("delimiter", "one ASCII character")),
    }
}

/// A value of the core as JSON text.
pub(crate) fn to_json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|_| impossible(NO_JSON))
}

/// A value of the core from the JSON text that [`to_json`] made.
pub(crate) fn of_json<T: DeserializeOwned>(text: &Text, expected: &'static str) -> PyResult<T> {
    serde_json::from_str(&text.0).map_err(|_| invalid_value(expected))
}

const NO_JSON: &str = "a value that JSON cannot hold";

/// A value of the core as plain Python data: dict, list, str, int, float, bool and None.
pub(crate) fn plain<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let value = serde_json::to_value(value).map_err(|_| impossible(NO_JSON))?;
    from_json(py, &value)
}

/// The same, of a value that becomes a dict.
pub(crate) fn plain_dict<'py>(
    py: Python<'py>,
    value: &impl Serialize,
) -> PyResult<Bound<'py, PyDict>> {
    plain(py, value)?.cast_into().map_err(|_| impossible("a value that is no dict"))
}

fn from_json<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(value) => PyBool::new(py, *value).to_owned().into_any(),
        Value::Number(number) => match number.as_u64() {
            Some(number) => number.into_pyobject(py)?.into_any(),
            None => match number.as_i64() {
                Some(number) => number.into_pyobject(py)?.into_any(),
                None => number.as_f64().into_pyobject(py)?.into_any(),
            },
        },
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(values) => {
            let list = PyList::empty(py);
            for value in values {
                list.append(from_json(py, value)?)?;
            }
            list.into_any()
        }
        Value::Object(entries) => {
            let dict = PyDict::new(py);
            for (key, value) in entries {
                dict.set_item(key, from_json(py, value)?)?;
            }
            dict.into_any()
        }
    })
}

/// A `__repr__` of a class name and some facts about its shape.
pub(crate) fn repr(class: &str, facts: &[(&str, &dyn Display)]) -> String {
    let facts: Vec<String> = facts.iter().map(|(name, fact)| format!("{name}={fact}")).collect();
    format!("{class}({})", facts.join(", "))
}

/// A word in a `__repr__`, in quotes, or `None`.
pub(crate) fn quoted(word: Option<&str>) -> String {
    word.map_or_else(|| "None".to_owned(), |word| format!("'{word}'"))
}
