//! A policy's text, TOML or JSON, as a tree in which everything has its place.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::de::{DeserializeOwned, IgnoredAny};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, ErrorKind, Input, Position};

/// A policy's text, and how it is to be read.
pub(crate) struct Source<'a> {
    text: &'a str,
    /// The length of a byte-order mark in front of it.
    mark: usize,
    syntax: Syntax,
}

#[derive(Clone, Copy)]
enum Syntax {
    Toml,
    Json,
}

/// Where a text is no policy, as an offset in bytes, and what was expected there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) byte: usize,
    pub(crate) expected: &'static str,
}

/// A value with its place.
pub(crate) struct Node<'a> {
    start: usize,
    value: Value<'a>,
}

enum Value<'a> {
    /// A text, and where its first character stands if it is written as it is.
    Text(Cow<'a, str>, Option<usize>),
    List(Vec<Node<'a>>),
    Table(Vec<(Cow<'a, str>, usize, Node<'a>)>),
    /// A number, a date, a truth value or nothing: a policy's rules have none of these.
    Other,
}

const EXPECTED_TOML: &str = "TOML";
const EXPECTED_JSON: &str = "JSON";
const EXPECTED_ONCE: &str = "each key once";
const EXPECTED_FLAT: &str = "less nesting: a policy has tables in tables and nothing deeper";
const EXPECTED_FIELD: &str = "a known key with a value of its kind";

/// A policy has five levels, and so has every parameter of the basis rules.
const MOST_NESTED: usize = 8;

impl<'a> Source<'a> {
    /// A text in TOML.
    pub(crate) fn toml(text: &'a str) -> Self {
        Self::new(text, |_| Syntax::Toml)
    }

    /// A text in JSON.
    pub(crate) fn json(text: &'a str) -> Self {
        Self::new(text, |_| Syntax::Json)
    }

    /// A text in either: JSON starts with a brace, which TOML cannot.
    pub(crate) fn either(text: &'a str) -> Self {
        Self::new(text, |text| {
            if text.trim_start().starts_with('{') { Syntax::Json } else { Syntax::Toml }
        })
    }

    fn new(text: &'a str, syntax: impl Fn(&str) -> Syntax) -> Self {
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text: bare, mark: text.len() - bare.len(), syntax: syntax(bare) }
    }

    /// The whole text as a tree.
    pub(crate) fn tree(&self) -> Result<Node<'a>, Fault> {
        match self.syntax {
            Syntax::Toml => {
                let table = DeTable::parse(self.text).map_err(|error| self.toml_fault(&error))?;
                let (start, table) = (table.span().start, table.into_inner());
                self.of_toml(Spanned::new(start..start, DeValue::Table(table)), MOST_NESTED)
            }
            Syntax::Json => {
                serde_json::from_str::<IgnoredAny>(self.text)
                    .map_err(|error| self.json_fault(&error))?;
                Json { text: self.text, at: 0 }.node(MOST_NESTED)
            }
        }
    }

    /// The whole text as a type of its own, once its tree has been read.
    pub(crate) fn typed<T: DeserializeOwned>(&self, tree: &Node<'_>) -> Result<T, Fault> {
        let fault = |byte| Fault { byte, expected: EXPECTED_FIELD };
        match self.syntax {
            Syntax::Toml => toml::from_str(self.text)
                .map_err(|error| fault(error.span().map_or(0, |span| span.start))),
            // The reader of JSON says where it stood, which may be in front of a value or behind it.
            Syntax::Json => serde_json::from_str(self.text)
                .map_err(|error| fault(tree.last_key(self.json_fault(&error).byte).unwrap_or(0))),
        }
    }

    /// The error for a fault.
    pub(crate) fn error(&self, fault: Fault) -> Error {
        let before = self.text.as_bytes().get(..fault.byte).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
        let byte = (self.mark + fault.byte) as u64;
        Error::new(ErrorKind::Policy { expected: fault.expected })
            .at(Position { record: 0, line, byte })
            .within(Input::Policy)
    }

    /// The text of a foreign error can hold what stands in the file, and the file may be the wrong one;
    /// only sentences of our own pass.
    fn toml_fault(&self, error: &toml::de::Error) -> Fault {
        let byte = error.span().map_or(0, |span| span.start);
        let expected = match error.message() {
            "duplicate key" => EXPECTED_ONCE,
            deep if deep.contains("recursion") || deep.contains("recurse") => EXPECTED_FLAT,
            _ => EXPECTED_TOML,
        };
        Fault { byte, expected }
    }

    fn json_fault(&self, error: &serde_json::Error) -> Fault {
        let expected = EXPECTED_JSON;
        if error.is_eof() {
            return Fault { byte: self.text.len(), expected };
        }
        let lines = self.text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let line_start: usize = lines.map(str::len).sum();
        let byte = line_start + error.column().saturating_sub(1);
        Fault { byte: byte.min(self.text.len()), expected }
    }

    fn of_toml(&self, value: Spanned<DeValue<'a>>, room: usize) -> Result<Node<'a>, Fault> {
        let span = value.span();
        let start = span.start;
        let room = room.checked_sub(1).ok_or(Fault { byte: start, expected: EXPECTED_FLAT })?;
        let value = match value.into_inner() {
            DeValue::String(text) => {
                let inside = self.text.get(span).and_then(|raw| inside(raw, &text));
                Value::Text(text, inside.map(|offset| start + offset))
            }
            DeValue::Array(items) => {
                let items = items.into_iter().map(|item| self.of_toml(item, room));
                Value::List(items.collect::<Result<_, _>>()?)
            }
            DeValue::Table(table) => {
                let members = table.into_iter().map(|(key, value)| {
                    let at = key.span().start;
                    Ok((key.into_inner(), at, self.of_toml(value, room)?))
                });
                Value::Table(members.collect::<Result<_, _>>()?)
            }
            _ => Value::Other,
        };
        Ok(Node { start, value })
    }
}

/// Where a text starts in its own quotes, if nothing in it is written in another way.
fn inside(raw: &str, text: &str) -> Option<usize> {
    let opening = raw.len() - raw.trim_start_matches(['"', '\'', '\r', '\n']).len();
    raw.get(opening..)?.starts_with(text).then_some(opening)
}

impl<'a> Node<'a> {
    /// A fault where the value starts.
    pub(crate) fn fault(&self, expected: &'static str) -> Fault {
        Fault { byte: self.start, expected }
    }

    /// A fault so far into the text, or where it starts if it is not written as it is.
    pub(crate) fn fault_inside(&self, offset: usize, expected: &'static str) -> Fault {
        match &self.value {
            Value::Text(_, Some(first)) => Fault { byte: first + offset, expected },
            _ => self.fault(expected),
        }
    }

    /// The last key that starts in front of a byte, or at it.
    fn last_key(&self, byte: usize) -> Option<usize> {
        match &self.value {
            Value::List(items) => items.iter().filter_map(|item| item.last_key(byte)).max(),
            Value::Table(members) => members
                .iter()
                .filter(|(_, key, _)| *key <= byte)
                .map(|(_, key, value)| value.last_key(byte).unwrap_or(*key))
                .max(),
            Value::Text(..) | Value::Other => None,
        }
    }

    /// The text that it is, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text, _) => Some(text),
            _ => None,
        }
    }

    /// The values of a list.
    pub(crate) fn items(&self, expected: &'static str) -> Result<&[Self], Fault> {
        match &self.value {
            Value::List(items) => Ok(items),
            _ => Err(self.fault(expected)),
        }
    }

    /// The values of a table that has these keys and no other.
    pub(crate) fn members<const N: usize>(
        &self,
        keys: [&str; N],
        expected: &'static str,
    ) -> Result<[Option<&Self>; N], Fault> {
        let Value::Table(members) = &self.value else { return Err(self.fault(expected)) };
        // A table of TOML is in no order: the first fault is the one that stands first.
        let unknown = members.iter().filter(|(key, ..)| !keys.contains(&key.as_ref()));
        if let Some(byte) = unknown.map(|(_, at, _)| *at).min() {
            return Err(Fault { byte, expected });
        }
        Ok(keys.map(|key| self.member(key)))
    }

    /// The value of a key in a table.
    pub(crate) fn member(&self, key: &str) -> Option<&Self> {
        let Value::Table(members) = &self.value else { return None };
        members.iter().find(|(other, ..)| other == key).map(|(_, _, value)| value)
    }
}

/// Takes JSON apart that is known to be JSON.
struct Json<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Json<'a> {
    fn fault(&self, expected: &'static str) -> Fault {
        Fault { byte: self.at, expected }
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += blanks;
        rest.get(blanks).copied()
    }

    /// Steps over a byte if it is the next.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn node(&mut self, room: usize) -> Result<Node<'a>, Fault> {
        let first = self.peek();
        let start = self.at;
        let room = room.checked_sub(1).ok_or(self.fault(EXPECTED_FLAT))?;
        let value = match first {
            Some(b'{') => self.table(room)?,
            Some(b'[') => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.take(b']') {
                    items.push(self.node(room)?);
                    self.take(b',');
                }
                Value::List(items)
            }
            Some(b'"') => {
                let (text, inside) = self.string()?;
                Value::Text(text, inside)
            }
            _ => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, ',' | ']' | '}');
                match rest.find(is_end).unwrap_or(rest.len()) {
                    0 => return Err(self.fault(EXPECTED_JSON)),
                    length => self.at += length,
                }
                Value::Other
            }
        };
        Ok(Node { start, value })
    }

    fn table(&mut self, room: usize) -> Result<Value<'a>, Fault> {
        self.at += 1;
        let (mut members, mut keys) = (Vec::new(), BTreeSet::new());
        while !self.take(b'}') {
            self.peek();
            let at = self.at;
            let (key, _) = self.string()?;
            if !keys.insert(key.clone()) {
                return Err(Fault { byte: at, expected: EXPECTED_ONCE });
            }
            self.take(b':');
            members.push((key, at, self.node(room)?));
            self.take(b',');
        }
        Ok(Value::Table(members))
    }

    fn string(&mut self) -> Result<(Cow<'a, str>, Option<usize>), Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut strings = serde_json::Deserializer::from_str(rest).into_iter::<String>();
        let Some(Ok(text)) = strings.next() else { return Err(self.fault(EXPECTED_JSON)) };
        let length = strings.byte_offset();
        let raw = rest.get(..length).unwrap_or_default();
        let inside = inside(raw, &text).map(|offset| self.at + offset);
        self.at += length;
        Ok((Cow::Owned(text), inside))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(source: &Source<'_>) -> Option<(&'static str, u64, u64)> {
        let fault = source.tree().err()?;
        let position = source.error(fault).position().unwrap();
        Some((fault.expected, position.line, position.byte))
    }

    #[test]
    fn a_fault_of_the_syntax_has_its_place() {
        for (toml, expected) in [
            ("a = 1\nb = \n", (EXPECTED_TOML, 2, 10)),
            ("a = 1\na = 2\n", (EXPECTED_ONCE, 2, 6)),
            ("\u{feff}a = 1\na = 2\n", (EXPECTED_ONCE, 2, 9)),
            ("a = [[[[[[[[[[]]]]]]]]]]", (EXPECTED_FLAT, 1, 11)),
        ] {
            assert_eq!(fault(&Source::toml(toml)), Some(expected), "{toml}");
        }
        for (json, expected) in [
            ("{\"a\": 1,\n \"b\": ?}", (EXPECTED_JSON, 2, 15)),
            ("{\"a\": 1,\n \"a\": 2}", (EXPECTED_ONCE, 2, 10)),
            ("\u{feff}{\"\\u0061\": 1, \"a\": 2}", (EXPECTED_ONCE, 1, 17)),
            ("{\"a\": \"b", (EXPECTED_JSON, 1, 8)),
            ("{} {}", (EXPECTED_JSON, 1, 3)),
            ("{\"a\": [[[[[[[[[]]]]]]]]]}", (EXPECTED_FLAT, 1, 13)),
            ("{\"a\": \"\\ud800\"}", (EXPECTED_JSON, 1, 6)),
        ] {
            assert_eq!(fault(&Source::json(json)), Some(expected), "{json}");
        }
    }

    #[test]
    fn no_nesting_overflows_the_stack() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let json = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
            assert_eq!(fault(&Source::json(&json)).unwrap().0, EXPECTED_FLAT);
        }
        for toml in [
            format!("{}a = 1", "a.".repeat(100_000)),
            format!("[{}a]", "a.".repeat(100_000)),
            format!("x = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
            format!("x = {}", "{a=".repeat(100_000)),
        ] {
            assert_eq!(fault(&Source::toml(&toml)).unwrap().0, EXPECTED_FLAT);
        }
    }

    #[test]
    fn the_syntax_is_told_by_the_first_sign() {
        assert!(Source::either("\u{feff} \r\n{}").tree().is_ok());
        assert!(Source::either("\u{feff}# {\na = 1").tree().is_ok());
    }

    fn same(node: &Node<'_>, json: &serde_json::Value) -> bool {
        match (&node.value, json) {
            (Value::Text(text, _), serde_json::Value::String(other)) => text == other,
            (Value::List(items), serde_json::Value::Array(others)) => {
                items.len() == others.len()
                    && items.iter().zip(others).all(|(item, other)| same(item, other))
            }
            (Value::Table(members), serde_json::Value::Object(others)) => {
                members.len() == others.len()
                    && members.iter().all(|(key, _, node)| same(node, &others[key.as_ref()]))
            }
            (Value::Other, other) => !(other.is_string() || other.is_array() || other.is_object()),
            _ => false,
        }
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::json!(null)),
            any::<i32>().prop_map(|number| serde_json::json!(number)),
            "[a\"\\\\ \n\u{e9}{}\\[\\],:]{0,5}".prop_map(|text| serde_json::json!(text)),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::Array),
                prop::collection::btree_map("[a-c\"]{0,3}", inner, 0..4)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn json_is_taken_apart_as_it_is_read(json in json(), pretty: bool) {
            let text = if pretty {
                serde_json::to_string_pretty(&json).unwrap()
            } else {
                json.to_string()
            };
            prop_assert!(same(&Source::json(&text).tree().unwrap(), &json), "{}", text);
        }

        #[test]
        fn any_text_is_survived(text in "[\\[\\]{}\",:a=.'\\\\ \n1\u{e9}#]{0,40}") {
            let _ = fault(&Source::json(&text));
            let _ = fault(&Source::toml(&text));
        }
    }
}
