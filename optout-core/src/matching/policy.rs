//! The rules of matching, as data that a privacy officer can read, change and compare.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::expression::{self, Expression};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::words::words;

words! {
    /// Whether a record belongs to a listed person.
    MatchStatus ("match, possible, non_match or unknown") {
        /// It does.
        Match = "match",
        /// It may; a human decides.
        Possible = "possible",
        /// Nothing says so.
        NonMatch = "non_match",
        /// It has nothing that could be looked up, which is not the same as no match.
        Unknown = "unknown",
    }
}

words! {
    /// How strong the evidence of a match is; T0 is the strongest.
    Tier ("a tier T0 to T6") {
        /// Record id.
        T0 = "T0",
        /// E-mail, exact.
        T1 = "T1",
        /// E-mail, same mailbox.
        T2 = "T2",
        /// Name and company.
        T3 = "T3",
        /// Similar e-mail, name and company.
        T4 = "T4",
        /// Similar name and company, or a role mailbox.
        T5 = "T5",
        /// Name only.
        T6 = "T6",
    }
}

/// One rule: the first that holds for a record and an entry says what they are to each other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name in decisions.
    pub name: String,
    /// The tier of what it finds.
    pub tier: Tier,
    /// When it holds.
    pub when: Expression,
    /// What it says: `match` or `possible`.
    pub status: MatchStatus,
    /// The plain sentence for it.
    pub says: String,
}

/// The rules in their order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "File")]
pub struct MatchPolicy {
    name: String,
    rules: Vec<Arc<Rule>>,
    hash: String,
}

impl TryFrom<File> for MatchPolicy {
    type Error = &'static str;

    fn try_from(file: File) -> Result<Self, &'static str> {
        for (at, rule) in file.rule.iter().enumerate() {
            if !matches!(rule.status, MatchStatus::Match | MatchStatus::Possible) {
                return Err(EXPECTED_STATUS);
            }
            if file.rule.iter().take(at).any(|other| other.name == rule.name) {
                return Err(EXPECTED_NAME);
            }
        }
        let hash = hash(&file);
        Ok(Self { name: file.name, rules: file.rule.into_iter().map(Arc::new).collect(), hash })
    }
}

const EXPECTED_STATUS: &str = "rules whose status is match or possible";
const EXPECTED_NAME: &str = "a different name for each rule";
const EXPECTED_POLICY: &str =
    "TOML with the keys of a policy; a rule has name, tier, when, status and says";

/// Reads any part of a policy from TOML.
///
/// The text of a foreign error can hold what stands in the file, and the file may be the wrong one;
/// only sentences of our own pass.
pub(crate) fn read_policy<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        let expected = [
            expression::EXPECTED_SIGN,
            expression::EXPECTED_PREDICATE,
            expression::EXPECTED_CLASS,
            expression::EXPECTED_NAMESPACE,
            expression::EXPECTED_PARENTHESIS,
            EXPECTED_STATUS,
            EXPECTED_NAME,
        ]
        .into_iter()
        .find(|own| *own == error.message())
        .unwrap_or(EXPECTED_POLICY);
        Error::new(ErrorKind::Policy { expected }).at(place(text, byte)).within(Input::Policy)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    rule: Vec<Rule>,
}

const STANDARD: &str = include_str!("../../data/policy-standard.toml");

impl MatchPolicy {
    /// The shipped policy: record ids, exact e-mail, same mailbox.
    ///
    /// # Errors
    /// None in practice: a test reads the shipped text.
    pub fn standard() -> Result<Self> {
        Self::from_toml(STANDARD)
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// [`ErrorKind::Policy`] with line and byte for an unknown key, a missing one, a word or an
    /// expression that cannot be read, a rule that yields neither `match` nor `possible`, or two
    /// rules of one name.
    pub fn from_toml(text: &str) -> Result<Self> {
        read_policy(text)
    }

    /// The policy's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rules in their order.
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// SHA-256 of the canonical form, in hexadecimal: two texts that mean the same have one.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

fn place(text: &str, byte: usize) -> Position {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
    Position { record: 0, line, byte: byte as u64 }
}

/// The name and the sentences say nothing about what a policy does, so they are not in the hash.
fn hash(file: &File) -> String {
    let mut canonical = String::from("optout match policy 1\n");
    for Rule { name, tier, when, status, says: _ } in &file.rule {
        // Writing to a string cannot fail.
        let _ = writeln!(canonical, "{name}\t{tier}\t{when}\t{status}");
    }
    crate::digest::hex(&Sha256::digest(canonical.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_policy_reads() {
        let policy = MatchPolicy::standard().unwrap();
        assert_eq!(policy.name(), "standard");
        assert!(policy.rules().iter().all(|rule| rule.says.ends_with('.')));
    }

    #[test]
    fn layout_does_not_change_the_hash_and_meaning_does() {
        let rule = |when: &str| {
            let text = format!(
                "name = 'x'\n[[rule]]\nname = 'a'\ntier = 'T0'\nwhen = '{when}'\nstatus = 'match'\nsays = 'A.'\n"
            );
            MatchPolicy::from_toml(&text).unwrap().hash().to_owned()
        };
        assert_eq!(rule("id|email"), rule("id | (email)"));
        assert_ne!(rule("id|email"), rule("id&email"));
    }

    #[test]
    fn a_fault_has_its_line() {
        let text = "name = 'x'\n[[rule]]\nname = 'a'\ntier = 'T0'\nwhen = 'id &'\n";
        let error = MatchPolicy::from_toml(text).unwrap_err();
        assert_eq!(error.position().unwrap().line, 5);
        assert_eq!(error.kind(), &ErrorKind::Policy { expected: expression::EXPECTED_PREDICATE });
        let unknown = MatchPolicy::from_toml("name = 'x'\nrule = []\ncolour = 1\n").unwrap_err();
        assert_eq!(unknown.position().unwrap().line, 3);
    }
}
