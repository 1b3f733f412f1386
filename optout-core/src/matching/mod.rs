//! Contact and index to match: which listed person a record belongs to, how sure that is, and why.
//!
//! There are only edges from list entries to records: nothing is clustered and nothing is
//! transitive. Each candidate entry is compared field by field, the first rule of the policy that
//! holds says what the pair is, and the strongest pair decides.

mod comparison;
mod expression;
mod mailboxes;
mod names;
mod policy;

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

pub use comparison::{Comparison, EmailAgreement, Predicate};
pub use expression::{Expression, ExpressionError};
pub(crate) use mailboxes::Mailboxes;
pub use names::{
    EdgeClass, EdgeReason, NameClass, NameComparison, NameEdge, compare_names, compare_names_with,
    name_class,
};
pub(crate) use policy::read_policy;
pub use policy::{MatchPolicy, MatchStatus, Rule, Tier};
use serde::Serialize;

use crate::contact::Contact;
use crate::index::{Index, Keys};
use crate::list::OptOutList;

/// Matches contacts against a list. Immutable; share it between threads.
///
/// ```
/// use optout_core::{Contact, ListOptions, MatchPolicy, MatchStatus, Matcher, OptOutList};
///
/// let list = "Name,Work email\nAda Lovelace,ada@engine.example\n";
/// let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
/// let matcher = Matcher::new(&list, MatchPolicy::standard()?);
/// let found = matcher.match_contact(&Contact::new().email("ADA@engine.example "));
/// assert_eq!(found.status(), MatchStatus::Match);
/// # Ok::<(), optout_core::Error>(())
/// ```
pub struct Matcher {
    index: Index,
    mailboxes: Mailboxes,
    policy: MatchPolicy,
}

/// What there is to match a record by, and the entries that its ids and addresses lead to.
pub(crate) struct LookUp {
    pub(crate) keys: Keys,
    candidates: Vec<u32>,
}

/// What a record is to the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    finding: Option<Finding>,
    competing: Vec<String>,
    looked_up: bool,
    unreadable: usize,
}

/// The strongest pair of a record and an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The entry's name.
    pub entry_id: String,
    /// What the rule says.
    pub status: MatchStatus,
    /// The rule's tier.
    pub tier: Tier,
    /// The rule's name.
    #[serde(rename = "match_rule")]
    pub rule: String,
    /// What the two have in common.
    pub comparison: Comparison,
    #[serde(skip)]
    says: Arc<Rule>,
}

impl Matcher {
    /// Arranges a list for matching under a policy.
    pub fn new(list: &OptOutList, policy: MatchPolicy) -> Self {
        let index = Index::build(list);
        let mailboxes = Mailboxes::of_list(&index);
        Self { index, mailboxes, policy }
    }

    /// The rules it matches by.
    pub fn policy(&self) -> &MatchPolicy {
        &self.policy
    }

    /// How many entries it matches against.
    pub fn entries(&self) -> usize {
        self.index.len()
    }

    /// Finds the listed person that a record belongs to.
    ///
    /// By itself a record cannot show that its mailbox is somebody else's too; see
    /// [`Match::is_settled`].
    pub fn match_contact(&self, contact: &Contact<'_>) -> Match {
        self.judge(&self.look_up(contact), &Mailboxes::default())
    }

    /// Looks a record's ids and addresses up. Names and companies are read only where these lead to an
    /// entry: most records are nobody's on the list.
    pub(crate) fn look_up(&self, contact: &Contact<'_>) -> LookUp {
        let keys = Keys::identifiers(contact, |namespace| self.index.has_namespace(namespace));
        let candidates = self.index.candidates(&keys);
        let keys = if candidates.is_empty() { keys } else { keys.and_the_rest(contact) };
        LookUp { keys, candidates }
    }

    /// Judges where a record's keys lead, with what a file has shown of its mailboxes.
    pub(crate) fn judge(&self, LookUp { keys, candidates }: &LookUp, file: &Mailboxes) -> Match {
        let mut findings: Vec<(u32, Finding)> = candidates
            .iter()
            .filter_map(|at| Some((*at, self.finding(keys, *at, file)?)))
            .collect();
        findings.sort_by_key(|(at, finding)| {
            (finding.status, finding.tier, Reverse(finding.comparison.name), *at)
        });
        let mut findings = findings.into_iter().map(|(_, finding)| finding);
        Match {
            finding: findings.next(),
            competing: findings.map(|finding| finding.entry_id).collect(),
            looked_up: keys.is_looked_up(),
            unreadable: keys.unreadable(),
        }
    }

    /// Takes note of the people that a file has for listed mailboxes.
    pub(crate) fn see(&self, record: &LookUp, file: &mut Mailboxes) {
        file.see(&record.keys, &self.index);
    }

    fn finding(&self, keys: &Keys, at: u32, file: &Mailboxes) -> Option<Finding> {
        let entry = self.index.entry(at)?;
        let comparison = Comparison::of(keys, &entry.keys, &self.mailboxes, file);
        let rule = self.policy.rules().iter().find(|rule| rule.when.holds(&comparison))?;
        Some(Finding {
            entry_id: entry.entry_id.clone(),
            status: rule.status,
            tier: rule.tier,
            rule: rule.name.clone(),
            comparison,
            says: Arc::clone(rule),
        })
    }
}

impl fmt::Debug for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matcher")
            .field("index", &self.index)
            .field("policy", &self.policy.name())
            .finish()
    }
}

impl Match {
    /// Whether the record belongs to a listed person.
    pub fn status(&self) -> MatchStatus {
        match &self.finding {
            Some(finding) => finding.status,
            None if self.looked_up => MatchStatus::NonMatch,
            None => MatchStatus::Unknown,
        }
    }

    /// The strongest pair, if there is any.
    pub fn finding(&self) -> Option<&Finding> {
        self.finding.as_ref()
    }

    /// Whether the match stands by itself.
    ///
    /// It does not where a record was found by an address alone, and the list has no name for it, or
    /// one that several people could answer to, such as `J. Smith`: another record with that address
    /// may be somebody else. A sweep looks at the whole file before it decides about such a record; who
    /// matches records one by one has to.
    pub fn is_settled(&self) -> bool {
        self.finding.as_ref().is_none_or(|finding| {
            finding.status != MatchStatus::Match
                || finding.comparison.id
                || finding.comparison.name.is_some_and(|class| class >= NameClass::Swapped)
        })
    }

    /// How many ids and addresses of the record could not be read, and so were not looked up.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// Names of other entries for which a rule held too.
    pub fn competing(&self) -> &[String] {
        &self.competing
    }
}

impl Finding {
    /// Why, in plain sentences without any value.
    pub fn sentence(&self) -> String {
        match self.comparison.name {
            Some(name) => format!("{} {}", self.says.says, name.sentence()),
            None => self.says.says.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matcher_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Matcher>();
    }
}
