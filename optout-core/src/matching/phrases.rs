//! What classes of names and conditions of rules say, in words for people who read no policies.

use std::fmt;

use super::comparison::Predicate;
use super::expression::Expression;
use super::names::NameClass;
use super::policy::{MatchStatus, Rule, Tier};

/// How names of a class agree.
pub(super) fn of_names(class: NameClass) -> &'static str {
    match class {
        NameClass::Exact => "the same name",
        NameClass::Joined => "one name, written apart and together",
        NameClass::Transliteration => "one name in two scripts or customs of spelling",
        NameClass::Nickname => "a part is a known short form",
        NameClass::Swapped => "the same parts in another order",
        NameClass::Initial => "an initial stands for a part",
        NameClass::Omission => "one leaves out a part of the other",
        NameClass::Typo1 => "a slip of spelling apart",
        NameClass::Typo2 => "slips of spelling apart, or initials alone",
        NameClass::Contradiction => "names that cannot be one person's",
    }
}

impl MatchStatus {
    /// What a record is to the list, in plain words.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Match => "it is a listed person's",
            Self::Possible => "it may be a listed person's, and a human decides",
            Self::NonMatch => "it is nobody's on the list",
            Self::Unknown => "it has no id or address that could be looked up",
        }
    }
}

impl Tier {
    /// What speaks for a match of the tier, in plain words.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::T0 => "same record id",
            Self::T1 => "same e-mail",
            Self::T2 => "same mailbox by the provider's rule",
            Self::T3 => "name and company",
            Self::T4 => "similar e-mail, name and company",
            Self::T5 => "role or shared mailbox",
            Self::T6 => "name only",
        }
    }
}

impl Rule {
    /// What the rule asks for, in plain words.
    pub fn condition(&self) -> String {
        Asked(&self.when).to_string()
    }
}

fn of_predicate(predicate: Predicate) -> &'static str {
    match predicate {
        Predicate::Id => "a record id in common",
        Predicate::SharedId => "an id in common that is listed for several people",
        Predicate::Email => "an address in common",
        Predicate::EmailCanonical => "two spellings of one mailbox",
        Predicate::EmailNear => "two addresses that differ by a slip or two",
        Predicate::EmailContradicts => "addresses on both sides, and none in common",
        Predicate::RoleMailbox => "a role mailbox in common",
        Predicate::SharedMailbox => "a mailbox in common that is several people's",
        Predicate::NameCompatible => "names that can be one person's",
        Predicate::NameContradicts => "names that cannot be one person's",
        Predicate::NameComplete => "whole names, with no part left over",
        Predicate::NameClose => "names that one thing at most sets apart",
        Predicate::SameName => "names of the same parts",
        Predicate::Domain => "a company in common",
        Predicate::OnlyRecord => "that no other record of the file can be meant",
    }
}

/// What a condition asks for, in words.
pub(super) struct Asked<'e>(pub(super) &'e Expression);

impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expression::Is(predicate) => f.write_str(of_predicate(*predicate)),
            Expression::IdIn(namespace) => write!(f, "a record id of {namespace} in common"),
            Expression::NameAtLeast(NameClass::Exact) => f.write_str(of_names(NameClass::Exact)),
            Expression::NameAtLeast(class) => {
                write!(f, "names that agree so far, or better: {}", of_names(*class))
            }
            Expression::Not(inner) => write!(f, "not so: {}", Part(inner)),
            Expression::All(parts) => joined(f, parts, "; and "),
            Expression::Any(parts) => joined(f, parts, "; or "),
        }
    }
}

/// A condition within another.
struct Part<'e>(&'e Expression);

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expression::All(_) | Expression::Any(_) => write!(f, "({})", Asked(self.0)),
            _ => write!(f, "{}", Asked(self.0)),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Expression], between: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        write!(f, "{}", Part(part))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_in_words() {
        let said = |text: &str| Asked(&text.parse().unwrap()).to_string();
        assert_eq!(said("email"), "an address in common");
        assert_eq!(
            said("id.salesforce | email & !name_contradicts"),
            "a record id of salesforce in common; or \
             (an address in common; and not so: names that cannot be one person's)"
        );
        assert_eq!(
            said("name >= nickname"),
            "names that agree so far, or better: a part is a known short form"
        );
        assert_eq!(said("name >= exact"), "the same name");
    }
}
