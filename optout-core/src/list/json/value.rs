//! A value of JSON, with nothing lost: fields of one name are both there, numbers keep their digits.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

pub(super) enum Value {
    Null,
    /// A text, or the text of a number or of a truth value.
    Text(String),
    Array(Vec<Value>),
    Object(Fields),
}

pub(super) type Fields = Vec<(String, Value)>;

/// Reads the fields of an object.
pub(super) fn fields<'de, A: MapAccess<'de>>(mut object: A) -> Result<Fields, A::Error> {
    let mut fields = Fields::new();
    while let Some(field) = object.next_entry()? {
        fields.push(field);
    }
    Ok(fields)
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    /// Digits may have been lost already, so that it is written as a spreadsheet would: no id.
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        let text = format!("{value:E}");
        let has_sign = text.contains("E-");
        Ok(Value::Text(if has_sign { text } else { text.replacen('E', "E+", 1) }))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = array.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Value, A::Error> {
        fields(object).map(Value::Object)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}
