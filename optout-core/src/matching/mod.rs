//! Contact and index to match: which listed person a record belongs to, how sure that is, and why.
//!
//! There are only edges from list entries to records: nothing is clustered and nothing is
//! transitive. Each candidate entry is compared field by field, the first rule of the policy that
//! holds says what the pair is, and the strongest pair decides.

mod best_name;
mod comparison;
mod coverage;
mod explain;
mod explanation;
mod expression;
mod file_facts;
mod look_up;
mod mailboxes;
mod names;
mod near;
mod options;
#[cfg(test)]
mod oracle;
mod phrases;
mod pins;
mod policy;
mod screen;
mod source;
mod verdict;

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

use best_name::RecordNames;
pub use comparison::{Comparison, EmailAgreement, Predicate};
pub use explanation::{Explanation, Field, FieldAgreement, Pair, Replay, Unmet, Values};
pub use expression::{Expression, ExpressionError};
pub use file_facts::FileFacts;
pub(crate) use look_up::LookUp;
pub use names::{
    EdgeClass, EdgeReason, NameClass, NameComparison, NameEdge, compare_names, compare_names_with,
    name_class,
};
pub use options::MatchOptions;
use options::Recalled;
#[cfg(test)]
pub(crate) use policy::shipped_once;
pub use policy::{MatchPolicy, MatchStatus, Rule, Tier};
pub(crate) use screen::{Identifier, Room, Screen};
use serde::Serialize;
pub(crate) use source::{Fault, Source};
pub use verdict::{Pinned, Verdict, Verdicts};

use crate::contact::Contact;
use crate::error::Result;
use crate::index::{Blocks, Held, Index, Known, ListUpdate};
use crate::list::OptOutList;
use crate::normalize::nicknames::Nicknames;

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
#[derive(Clone)]
pub struct Matcher {
    index: Index,
    policy: MatchPolicy,
    verdicts: Verdicts,
    /// The verdicts about what records and entries have become.
    linked: Verdicts,
    list_snapshot: Arc<str>,
}

/// What a record is to the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    finding: Option<Finding>,
    competing: Vec<String>,
    looked_up: bool,
    unreadable: usize,
    oversized: usize,
    is_open: bool,
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
    /// What a human decided, which outranks the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    #[serde(skip)]
    says: Arc<Rule>,
}

impl Matcher {
    /// Arranges a list for matching under a policy.
    pub fn new(list: &OptOutList, policy: MatchPolicy) -> Self {
        Self::with_options(list, policy, MatchOptions::default())
    }

    /// Arranges a list for matching under a policy, with what else is known.
    pub fn with_options(list: &OptOutList, policy: MatchPolicy, options: MatchOptions) -> Self {
        let MatchOptions { domain_aliases, id_links, nicknames, verdicts, threads } = options;
        let known = Known { domain_aliases, id_links, nicknames };
        let linked = verdicts.linked(&known.id_links);
        let index = Index::build(list, blocks_of(&policy), known, threads);
        Self { index, policy, verdicts, linked, list_snapshot: Arc::clone(list.snapshot_id()) }
    }

    /// The matcher for a new list, with all that it knew before: lists are cumulative, and who is not on
    /// this week's is still opted out.
    ///
    /// It finds whom a matcher of both lists together would find.
    #[must_use]
    pub fn updated(&self, list: &OptOutList) -> (Self, ListUpdate) {
        let (index, update) = self.index.updated(list);
        (Self { index, list_snapshot: Arc::clone(list.snapshot_id()), ..self.clone() }, update)
    }

    /// The matcher as bytes, to be kept, or sent to other machines: the list arranged for look-up, the
    /// policy and the options.
    ///
    /// Names and addresses are in it in clear: guard it as the list itself.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.index.to_bytes(&self.kept())
    }

    /// A matcher from its bytes; the bytes are used as they are, without a copy.
    ///
    /// # Errors
    /// [`ErrorKind::Index`](crate::ErrorKind::Index) for bytes that are no matcher's, damaged, or made by
    /// another version.
    pub fn from_bytes(bytes: impl Into<Arc<[u8]>>) -> Result<Self> {
        Self::of_held(Held::Here(bytes.into()))
    }

    /// A matcher from a file as memory.
    #[cfg(feature = "fs")]
    pub(crate) fn of_map(map: Arc<memmap2::Mmap>) -> Result<Self> {
        Self::of_held(Held::InFile(map))
    }

    /// Writes what [`to_bytes`](Self::to_bytes) gives.
    #[cfg(feature = "fs")]
    pub(crate) fn write_to(&self, output: &mut impl std::io::Write) -> std::io::Result<()> {
        self.index.write_to(&self.kept(), output)
    }

    /// What it keeps beside its index.
    fn kept(&self) -> Vec<u8> {
        let Self { index, policy, verdicts, list_snapshot, .. } = self;
        options::keep(policy, index.known(), verdicts, list_snapshot)
    }

    fn of_held(held: Held) -> Result<Self> {
        let (index, recalled) = Index::from_bytes(held, options::recall)?;
        let Recalled { policy, verdicts, list_snapshot } = recalled;
        let linked = verdicts.linked(&index.known().id_links);
        Ok(Self { index, policy, verdicts, linked, list_snapshot })
    }

    /// The rules it matches by.
    pub fn policy(&self) -> &MatchPolicy {
        &self.policy
    }

    /// The [id](crate::list::Snapshot::id) of the list's snapshot: of the list that it was made from, or of the
    /// last that it was [updated](Self::updated) with.
    pub fn list_snapshot(&self) -> &str {
        &self.list_snapshot
    }

    /// How many entries it matches against.
    pub fn entries(&self) -> usize {
        self.index.len()
    }

    /// What tells it from other matchers, whose entries have other places.
    pub(crate) fn print(&self) -> u64 {
        let Self { index, policy, verdicts, list_snapshot, .. } = self;
        index.print(&options::keep(policy, index.known(), verdicts, list_snapshot))
    }

    /// The short forms of given names that it knows beside the library's.
    pub(crate) fn nicknames(&self) -> &Nicknames {
        &self.index.known().nicknames
    }

    /// Finds the listed person that a record belongs to.
    ///
    /// By itself a record cannot show that its mailbox is somebody else's too, or that its company has
    /// nobody else of the name; see [`Match::is_settled`].
    pub fn match_contact(&self, contact: &Contact<'_>) -> Match {
        self.judge(&self.look_up(contact), None)
    }

    /// Looks a record up.
    pub(crate) fn look_up(&self, contact: &Contact<'_>) -> LookUp {
        let pins = pins::pins(contact, &self.linked, &self.index);
        // Whom only a verdict leads to is compared like any other.
        let mut record = if pins.is_empty() {
            LookUp::of(contact, &self.index, colleague(&self.policy))
        } else {
            LookUp::whole(contact, &self.index, colleague(&self.policy))
        };
        record.pin(pins);
        record
    }

    /// Judges where a record's keys lead, with what a file has shown if there is one.
    pub(crate) fn judge(&self, record: &LookUp, file: Option<&FileFacts>) -> Match {
        let mut is_open = false;
        let names = RecordNames::new(&record.keys.names, &self.index.known().nicknames);
        let mut findings: Vec<(u32, Finding)> = record
            .candidates
            .iter()
            .filter_map(|at| Some((*at, self.finding(record, &names, *at, file, &mut is_open)?)))
            .collect();
        findings.sort_by_key(|(at, finding)| {
            (finding.status, finding.tier, Reverse(finding.comparison.score()), *at)
        });
        let mut findings = findings.into_iter().map(|(_, finding)| finding);
        Match {
            finding: findings.next(),
            competing: findings.map(|finding| finding.entry_id).collect(),
            looked_up: record.keys.is_looked_up(),
            unreadable: record.keys.unreadable(),
            oversized: record.oversized,
            is_open,
        }
    }

    /// Takes note of what a record shows about others of its file.
    pub(crate) fn see(&self, record: &LookUp, file: &mut FileFacts) {
        file.see(record, &self.index);
    }

    fn finding(
        &self,
        record: &LookUp,
        names: &RecordNames<'_>,
        at: u32,
        file: Option<&FileFacts>,
        is_open: &mut bool,
    ) -> Option<Finding> {
        let comparison = Comparison::of(record, names, at, &self.index, file);
        let verdict = record.verdict(at);
        let rule = match verdict {
            Some(verdict) => pins::pinned_rule(verdict)?,
            None => Arc::clone(self.policy.rules().iter().find(|rule| {
                let holds = rule.when.holds(&comparison);
                *is_open |= holds.is_none();
                holds == Some(true)
            })?),
        };
        Some(Finding {
            entry_id: self.index.entry(at)?.label().to_owned(),
            status: rule.status,
            tier: rule.tier,
            rule: rule.name.clone(),
            comparison,
            verdict,
            says: rule,
        })
    }
}

/// How well the names of colleagues have to agree to be of any use. Who is the only one whose name can be a listed
/// person's is known only when all such names are.
fn colleague(policy: &MatchPolicy) -> NameClass {
    match policy.asks(Predicate::OnlyRecord) {
        true => NameClass::LEAST,
        false => policy.needs().colleague,
    }
}

/// What the index has to hold for a policy: whatever its rules ask for, and what they have to be looked up
/// by.
fn blocks_of(policy: &MatchPolicy) -> Blocks {
    let needs = policy.needs();
    let domain =
        needs.domain || policy.asks(Predicate::Domain) || policy.asks(Predicate::OnlyRecord);
    Blocks {
        domain,
        spelling: domain && colleague(policy) == NameClass::Exact,
        near: needs.near,
        addresses: needs.near || policy.asks(Predicate::EmailNear),
        same_name: needs.same_name,
        any_name: needs.any_name,
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
    /// may be somebody else. Nor does it where a rule asks for the only record that fits. A sweep looks at
    /// the whole file before it decides about such a record; who matches records one by one has to.
    pub fn is_settled(&self) -> bool {
        let stands = |finding: &Finding| {
            finding.status != MatchStatus::Match
                || finding.verdict.is_some()
                || finding.comparison.id
                || finding.comparison.name.is_some_and(|class| class >= NameClass::Swapped)
        };
        !self.is_open && self.finding.as_ref().is_none_or(stands)
    }

    /// How many ids and addresses of the record could not be read, and so were not looked up.
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// How many blocks the record led to that had too many entries to be compared: the list has more
    /// people of one name at one place, or of one id or address, than can be told apart.
    pub fn oversized_blocks(&self) -> usize {
        self.oversized
    }

    /// Names of other entries for which a rule held too.
    pub fn competing(&self) -> &[String] {
        &self.competing
    }
}

impl Finding {
    /// Why, in plain sentences without any value.
    pub fn sentence(&self) -> String {
        sentence(&self.says.says, &self.comparison)
    }
}

/// What a rule says, and how the names agree.
fn sentence(says: &str, comparison: &Comparison) -> String {
    match comparison.name {
        Some(name) => [says, " ", name.sentence()].concat(),
        None => says.to_owned(),
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
