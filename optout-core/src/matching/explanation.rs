//! What an explanation says, and how it reads.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::comparison::Comparison;
use super::names::NameComparison;
use super::phrases;
use super::policy::{MatchStatus, Tier};
use super::verdict::Verdict;
use crate::words::words;

/// How the values of both sides stand in an explanation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Values<'k> {
    /// They do not.
    Hidden,
    /// As HMAC-SHA-256 under the caller's key of at least 16 bytes: equal values can be seen to be equal.
    Hashed(&'k [u8]),
    /// As they are, for who may see them.
    Shown,
}

/// What a record is to the list, with everything that says so; the near misses too.
///
/// As JSON it is the same byte for byte wherever and whenever it is made of the same record, list and
/// policy.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The version of this library.
    pub engine: &'static str,
    /// The version of the rules by which values were normalised.
    pub normalization: u32,
    /// The data tables in use and their versions.
    pub tables: BTreeMap<&'static str, &'static str>,
    /// The policy's name.
    pub policy: String,
    /// The policy's hash.
    pub policy_hash: String,
    /// What the record is to the list.
    pub status: MatchStatus,
    /// Whether that stands without a look at the rest of the file ([`Match::is_settled`](crate::Match::is_settled)).
    pub is_settled: bool,
    /// How many ids and addresses could not be read.
    pub unreadable: usize,
    /// How many blocks had too many entries to be compared.
    pub oversized_blocks: usize,
    /// The entries that the record shares something with, the strongest first.
    pub pairs: Vec<Pair>,
}

/// A record beside one entry.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// The entry's name.
    pub entry_id: String,
    /// What the rule says; `non_match` if none holds.
    pub status: MatchStatus,
    /// The rule's tier.
    pub tier: Option<Tier>,
    /// The rule that holds.
    pub rule: Option<String>,
    /// Why, in plain sentences without any value.
    pub sentence: String,
    /// A number that ranks pairs of one tier ([`Comparison::score`]).
    pub score: u32,
    /// Field by field.
    pub fields: Vec<FieldAgreement>,
    /// The two that agree best, part by part.
    pub names: Option<NameComparison>,
    /// What a human decided, which outranks the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The facts that rules ask for.
    pub comparison: Comparison,
    /// The rules in front of the one that holds, each with the first condition that is not met.
    pub unmet: Vec<Unmet>,
}

words! {
    /// A field of a record.
    Field ("id, email, name or domain") {
        /// Record ids.
        Id = "id",
        /// E-mail addresses.
        Email = "email",
        /// Names.
        Name = "name",
        /// Company domains.
        Domain = "domain",
    }
}

/// How one field agrees.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct FieldAgreement {
    /// The field.
    pub field: Field,
    /// How it agrees, in the words of that field.
    pub class: &'static str,
    /// Whether it speaks against the pair.
    pub contradicts: bool,
    /// The record's keys, if values are in the explanation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<Vec<String>>,
    /// What the list has: keys that both have, and the names as they stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<Vec<String>>,
}

/// A rule that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmet {
    /// The rule.
    pub rule: String,
    /// The first condition in it that is not met.
    pub condition: String,
    /// The same in plain words.
    #[serde(skip)]
    pub phrase: String,
}

words! {
    /// What became of an explanation when it was made anew.
    Replay ("the outcome of a replay") {
        /// Every byte is the same.
        Same = "same",
        /// It was made by another version of the library.
        OtherEngine = "other_engine",
        /// It was made with other data tables.
        OtherTables = "other_tables",
        /// It was made under another policy.
        OtherPolicy = "other_policy",
        /// The record, the list or the way of showing values is another one.
        OtherOutcome = "other_outcome",
        /// It is no explanation.
        Unreadable = "unreadable",
    }
}

impl FieldAgreement {
    /// How the field agrees, in plain words.
    pub fn phrase(&self) -> &'static str {
        let not_on_both = "not on both sides";
        match (self.field, self.class) {
            (Field::Id, "same") => "a record id in common",
            (Field::Id, "shared_by_many") => "ids in common that are listed for several people",
            (Field::Id, _) => "no record id in common",
            (Field::Email, "exact") => "an address in common",
            (Field::Email, "canonical") => "two spellings of one mailbox",
            (Field::Email, "near") => "no address in common, but two that differ by a slip or two",
            (Field::Email, "contradicts") => "addresses on both sides, and none in common",
            (Field::Email, _) => not_on_both,
            (Field::Name, class) => class.parse().map_or(not_on_both, phrases::of_names),
            (Field::Domain, "same") => "a company in common",
            (Field::Domain, _) => "no company in common",
        }
    }
}

impl Explanation {
    /// The explanation as JSON.
    pub fn to_json(&self) -> String {
        // Structs of plain fields always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Pair {
    /// The strongest first; then as they stand, which is the order of the list.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        (self.status, self.tier.is_none(), self.tier, Reverse(self.score))
    }

    /// The pair as JSON.
    pub fn to_json(&self) -> String {
        // Structs of plain fields always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A table that can be read aloud.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.status.phrase();
        writeln!(f, "{} under policy {}: {said}", self.status, self.policy)?;
        if !self.is_settled {
            writeln!(f, "open until the whole file has been seen")?;
        }
        for pair in &self.pairs {
            write!(f, "\n{pair}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tier = self.tier.map_or("-", |tier| tier.as_str());
        let rule = self.rule.as_deref().unwrap_or("no rule");
        writeln!(f, "entry {}: {} ({tier}, {rule})", self.entry_id, self.status)?;
        writeln!(f, "  {}", self.sentence)?;
        let classes = self.fields.iter().map(|field| field.class.len());
        let width = classes.max().unwrap_or_default();
        for field in &self.fields {
            let against = if field.contradicts { "  <- speaks against it" } else { "" };
            let (name, class) = (field.field.as_str(), field.class);
            writeln!(f, "  {name:<8}{class:<width$}  {}{against}", field.phrase())?;
            for (side, values) in [("record", &field.record), ("list", &field.entry)] {
                for value in values.iter().flatten() {
                    writeln!(f, "    {side:<8}{value}")?;
                }
            }
        }
        if !self.unmet.is_empty() {
            writeln!(f, "  rules that come first and do not hold, by what they lack")?;
        }
        let names = self.unmet.iter().map(|unmet| unmet.rule.chars().count());
        let width = names.max().unwrap_or_default();
        for Unmet { rule, phrase, .. } in &self.unmet {
            writeln!(f, "    {rule:<width$}  {phrase}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explanation").field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Debug for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pair").field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Debug for FieldAgreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldAgreement").field("field", &self.field).finish_non_exhaustive()
    }
}

impl fmt::Debug for Values<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hidden => "Hidden",
            Self::Hashed(_) => "Hashed",
            Self::Shown => "Shown",
        })
    }
}
