//! Short forms of given names.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;

use sha2::{Digest as _, Sha256};

use super::name::folded;
use super::table::{NICKNAMES, TABLES};
use crate::digest::hex;
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::mark::with_whole_start;
use crate::measured::Measure;

/// Whether one of two folded given names is a listed short form of the other.
///
/// Never by way of a third name: Bob and Robert are, Rob and Robert are, Bob and Rob are only if the
/// list says so itself, because two people may well be called Bob and Rob. A name is no short form of
/// itself. Source: the `nicknames` data set, version in [`TABLES`].
pub fn are_nicknames(a: &str, b: &str) -> bool {
    a != b
        && NICKNAMES.may_have(b.as_bytes())
        && listed_beside(a).is_some_and(|listed| is_among(b, listed))
}

/// The words that are listed as short forms of a name or as what it is short for.
pub(crate) fn listed_beside(name: &str) -> Option<&'static str> {
    NICKNAMES.get(name)
}

/// Whether a word is among those.
pub(crate) fn is_among(word: &str, listed: &str) -> bool {
    words(listed).any(|other| other == word)
}

fn words(listed: &str) -> impl Iterator<Item = &str> {
    listed.split(['\t', ' ']).filter(|word| !word.is_empty())
}

/// Which given names are short forms of which: the list that comes with the library, and pairs of the
/// caller's own.
///
/// Only the pairs themselves count, never a third name: a list with Bob for Robert and Rob for Robert
/// does not make Bob and Rob one.
///
/// ```
/// use optout_core::normalize::nicknames::Nicknames;
///
/// let mut nicknames = Nicknames::read("Benjamin,Bibi\nJosé,Pepe,Chepe\n".as_bytes())?;
/// nicknames.add("Iñaki", "Patxi");
/// assert!(nicknames.are("pepe", "jose"));
/// assert!(!nicknames.are("pepe", "chepe"));
/// assert!(nicknames.are("bob", "robert"));
/// # Ok::<(), optout_core::Error>(())
/// ```
///
/// `Debug` shows the number of the caller's pairs only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Nicknames {
    /// Both directions, folded, sorted.
    own: Vec<(String, String)>,
}

impl Nicknames {
    /// The same list with one pair more.
    #[must_use]
    pub fn with(mut self, name: &str, short: &str) -> Self {
        self.add(name, short);
        self
    }

    /// Adds a pair; both are folded as names are. A pair with nothing in it, or of one name twice, is
    /// no pair.
    pub fn add(&mut self, name: &str, short: &str) {
        let (name, short) = (folded(name), folded(short));
        if name.is_empty() || short.is_empty() || name == short {
            return;
        }
        for pair in [(name.clone(), short.clone()), (short, name)] {
            if let Err(place) = self.own.binary_search(&pair) {
                self.own.insert(place, pair);
            }
        }
    }

    /// Reads pairs from CSV lines `name,short[,short...]` without a header; they are added to the list
    /// that comes with the library.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Value`] where a line has no short form or an empty name, [`ErrorKind::Encoding`]
    /// where it is not UTF-8, each with its place; [`ErrorKind::RecordTooLarge`] for a line of more than a megabyte;
    /// [`ErrorKind::Io`] from the reader.
    pub fn read(input: impl Read) -> Result<Self> {
        let input =
            with_whole_start(input).map_err(|error| Error::from(error).within(Input::Nicknames))?;
        let measure = Measure::default();
        let input = measure.measured(input);
        let mut lines =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
        let mut own = BTreeSet::new();
        let mut record = csv::StringRecord::new();
        loop {
            match lines.read_record(&mut record) {
                Ok(true) => measure.set_out(),
                Ok(false) => break,
                Err(error) => return Err(fault(error)),
            }
            let names: Vec<String> = record.iter().map(folded).collect();
            let Some((name, shorts)) = names.split_first().filter(|(name, shorts)| {
                !name.is_empty() && shorts.iter().any(|short| !short.is_empty())
            }) else {
                let expected = "a name and its short forms";
                let place = record.position().map(position).unwrap_or_default();
                return Err(Error::new(ErrorKind::Value { column: 0, expected })
                    .within(Input::Nicknames)
                    .at(place));
            };
            for short in shorts.iter().filter(|short| !short.is_empty() && *short != name) {
                own.insert((name.clone(), short.clone()));
                own.insert((short.clone(), name.clone()));
            }
        }
        Ok(Self { own: own.into_iter().collect() })
    }

    /// Whether one of two folded given names is a short form of the other.
    pub fn are(&self, a: &str, b: &str) -> bool {
        are_nicknames(a, b) || self.are_own(a, b)
    }

    /// The names that are a short form of a folded given name, or that it is one of.
    pub(crate) fn beside<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        listed_beside(name).into_iter().flat_map(words).chain(self.own_beside(name))
    }

    /// Rows of a name and a short form of the caller's own, folded, each pair once.
    pub fn to_rows(&self) -> Vec<[&str; 2]> {
        let pairs = self.own.iter().filter(|(one, other)| one < other);
        pairs.map(|(one, other)| [one.as_str(), other.as_str()]).collect()
    }

    /// Whether they are one of the caller's own pairs.
    pub(crate) fn are_own(&self, a: &str, b: &str) -> bool {
        self.own_beside(a).any(|other| other == b)
    }

    /// What stands beside a name in the caller's own pairs.
    fn own_beside<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.own.iter().skip(self.own.partition_point(|(one, _)| one.as_str() < name));
        own.take_while(move |(one, _)| one == name).map(|(_, other)| other.as_str())
    }

    /// Whether a folded given name can be in the list; `false` is sure.
    pub(crate) fn may_have(&self, name: &[u8]) -> bool {
        !self.own.is_empty() || NICKNAMES.may_have(name)
    }

    /// Whether a folded given name is or has a short form.
    pub fn has(&self, name: &str) -> bool {
        self.beside(name).next().is_some()
    }

    /// A hash of all pairs, the same for the same pairs in any order: it tells in an explanation which
    /// list was in use.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for (table, version) in TABLES.iter().filter(|(table, _)| *table == "nicknames") {
            hash.update(format!("{table} {version}\n"));
        }
        for (one, other) in &self.own {
            hash.update(format!("{one},{other}\n"));
        }
        hex(&hash.finalize())
    }
}

fn position(position: &csv::Position) -> Position {
    Position { record: position.record() + 1, line: position.line(), byte: position.byte() }
}

/// The fault without its text, which may hold a value.
fn fault(error: csv::Error) -> Error {
    let place = error.position().map(position);
    let kind = match error.into_kind() {
        csv::ErrorKind::Io(error) => return Error::from(error).within(Input::Nicknames),
        csv::ErrorKind::Utf8 { .. } => ErrorKind::Encoding { expected: "utf-8" },
        _ => ErrorKind::Value { column: 0, expected: "lines with a name and its short forms" },
    };
    let found = Error::new(kind).within(Input::Nicknames);
    match place {
        Some(place) => found.at(place),
        None => found,
    }
}

impl fmt::Debug for Nicknames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Nicknames").field("own", &(self.own.len() / 2)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direct_and_both_ways() {
        assert!(are_nicknames("robert", "bob"));
        assert!(are_nicknames("bob", "robert"));
        assert!(are_nicknames("william", "bill"));
    }

    #[test]
    fn never_through_a_third_name() {
        assert!(are_nicknames("albert", "bert"));
        assert!(are_nicknames("herbert", "bert"));
        assert!(!are_nicknames("albert", "herbert"));
        assert!(!are_nicknames("bob", "rob"));
        assert!(!are_nicknames("kate", "kathy"));
    }

    #[test]
    fn brother_and_sister_are_two() {
        for (one, other) in [("edwin", "edwina"), ("andrew", "andrea"), ("louis", "louise")] {
            assert!(!are_nicknames(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn not_itself_and_not_unknown() {
        assert!(!are_nicknames("robert", "robert"));
        assert!(!are_nicknames("", "") && !are_nicknames("ab", ""));
        assert!(!are_nicknames("zebedee", "xanthippe"));
        assert!(!are_nicknames("robert", ""));
    }

    #[test]
    fn every_word_of_the_list_is_known_at_once() {
        let lines = include_str!("../../data/nicknames.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            for word in line.split(['\t', ' ']).filter(|word| !word.is_empty()) {
                assert!(Nicknames::default().has(word), "{word}");
            }
        }
    }

    #[test]
    fn own_pairs() {
        let read = Nicknames::read("José,Pepe\n\"Zebedee\",Zeb,Beedee\n".as_bytes()).unwrap();
        assert!(read.are("pepe", "jose") && read.are("zebedee", "beedee"));
        assert!(!read.are("zeb", "beedee") && read.are("robert", "bob"));
        assert!(read.has("zeb") && read.has("bob") && !read.has("ze"));
        let built = Nicknames::default()
            .with("Zebedee", "Beedee")
            .with("zebedee", "zeb")
            .with("Pepe", "JOSE");
        assert_eq!(built, read);
        assert_eq!(built.hash(), read.hash());
        assert_ne!(built.hash(), Nicknames::default().hash());
        assert_eq!(format!("{built:?}"), "Nicknames { own: 3 }");
    }

    #[test]
    fn a_mark_that_comes_alone_ends_nothing() {
        let input = b"\xef\xbb\xbf".chain(b"Zebedee,Beedee\n".as_slice());
        assert!(Nicknames::read(input).unwrap().are("zebedee", "beedee"));
    }

    #[test]
    fn a_fault_has_a_place_and_no_value() {
        for (text, line) in [("Robert,Bert\nLudmila\n", 2), (",Bob\n", 1), ("Anna,\n", 1)] {
            let error = Nicknames::read(text.as_bytes()).unwrap_err();
            assert_eq!((error.kind().code(), error.input()), ("value", Some(Input::Nicknames)));
            assert_eq!(error.position().unwrap().line, line, "{text}");
            assert!(!error.to_string().contains("udmila"));
        }
        let error = Nicknames::read(&b"Anna,\xff\n"[..]).unwrap_err();
        assert_eq!(error.kind().code(), "encoding");
    }
}
