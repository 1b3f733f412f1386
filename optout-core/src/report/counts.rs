//! What a pass found, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::basis::{LawfulBasis, Marketing, Reason, Retention};
use crate::decision::Decision;
use crate::matching::{MatchStatus, Tier};
use crate::normalize::date::Date;

/// Counts over one pass. Nothing in it is about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Records read.
    pub records: u64,
    /// Records of each status.
    pub status: BTreeMap<MatchStatus, u64>,
    /// Records found, by tier.
    pub tiers: BTreeMap<Tier, u64>,
    /// Records found, by what becomes of them.
    pub retention: BTreeMap<Retention, u64>,
    /// Records found, by reason.
    pub reasons: BTreeMap<Reason, u64>,
    /// Records kept, by basis.
    pub bases: BTreeMap<LawfulBasis, u64>,
    /// Records found, by whether marketing may be sent.
    pub marketing: BTreeMap<Marketing, u64>,
    /// Records opted out of e-mail and still paid for as marketing contacts, found or not.
    pub marketing_waste: u64,
    /// E-mail opt-out flags that are not blank.
    pub opt_out_flags: u64,
    /// E-mail opt-out flags that are true.
    pub opt_out_flags_set: u64,
    /// Ids and addresses of records that could not be read.
    pub unreadable_identifiers: u64,
    /// Blocks of records that had too many list entries to be compared
    /// ([`Match::oversized_blocks`](crate::Match::oversized_blocks)).
    pub oversized_blocks: u64,
    /// Pieces of the evidence file that are about no record of this file.
    pub evidence_about_nobody: u64,
    /// Legal holds among them.
    pub holds_about_nobody: u64,
    /// List entries that no record was found for.
    pub entries_not_found: u64,
    /// What is to be done, by its last day.
    pub deadlines: BTreeMap<Date, u64>,
}

impl Counts {
    /// Counts a record that is to be decided about.
    pub(crate) fn add(&mut self, decision: &Decision) {
        let classification = &decision.classification;
        *self.tiers.entry(decision.finding.tier).or_default() += 1;
        *self.retention.entry(classification.retention).or_default() += 1;
        *self.reasons.entry(classification.reason).or_default() += 1;
        *self.marketing.entry(classification.marketing).or_default() += 1;
        if let Some(basis) = classification.basis {
            *self.bases.entry(basis).or_default() += 1;
        }
        if let Some(deadline) = decision.deadline {
            *self.deadlines.entry(deadline.date).or_default() += 1;
        }
    }

    /// Adds what another part of the pass found.
    pub(crate) fn append(&mut self, other: Self) {
        append(&mut self.status, other.status);
        append(&mut self.tiers, other.tiers);
        append(&mut self.retention, other.retention);
        append(&mut self.reasons, other.reasons);
        append(&mut self.bases, other.bases);
        append(&mut self.marketing, other.marketing);
        append(&mut self.deadlines, other.deadlines);
        self.records += other.records;
        self.marketing_waste += other.marketing_waste;
        self.opt_out_flags += other.opt_out_flags;
        self.opt_out_flags_set += other.opt_out_flags_set;
        self.unreadable_identifiers += other.unreadable_identifiers;
        self.oversized_blocks += other.oversized_blocks;
        self.evidence_about_nobody += other.evidence_about_nobody;
        self.holds_about_nobody += other.holds_about_nobody;
        self.entries_not_found += other.entries_not_found;
    }

    /// Whether nearly everybody seems to have opted out: the column may be one of opt-ins.
    pub fn opt_out_column_is_suspect(&self) -> bool {
        self.opt_out_flags >= 20 && self.opt_out_flags_set * 10 > self.opt_out_flags * 9
    }

    /// How many records have a status.
    pub fn with_status(&self, status: MatchStatus) -> u64 {
        self.status.get(&status).copied().unwrap_or(0)
    }

    /// How many records become this.
    pub fn with_retention(&self, retention: Retention) -> u64 {
        self.retention.get(&retention).copied().unwrap_or(0)
    }
}

fn append<K: Ord>(to: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (key, count) in from {
        *to.entry(key).or_default() += count;
    }
}
