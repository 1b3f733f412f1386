//! What a pass found, in numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::basis::{LawfulBasis, Marketing, Missing, Reason, Retention};
use crate::decision::Decision;
use crate::matching::{MatchStatus, Tier};
use crate::normalize::date::Date;

/// Counts over one pass. Nothing in it is about one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// Flags about e-mail that are not blank.
    pub opt_out_flags: u64,
    /// Those among them that opt out.
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
    /// Entries of the list of last time that this one lacks, if that one was given. Who is gone stays opted out.
    pub entries_gone: u64,
    /// Records found that are not in the table of flags, having no id by which it could be loaded.
    pub not_flagged: u64,
    /// Records found that are paid for as marketing contacts and kept on no basis, by what is missing; a record
    /// that lacks several things counts under each.
    pub marketing_contacts_missing: BTreeMap<Missing, u64>,
    /// Records found whose last day has passed.
    pub overdue: u64,
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
        self.overdue += u64::from(classification.is_overdue);
        for missing in classification.missing.iter().filter(|_| classification.is_marketing_contact)
        {
            *self.marketing_contacts_missing.entry(*missing).or_default() += 1;
        }
        if let Some(deadline) = classification.deadline {
            *self.deadlines.entry(deadline.date).or_default() += 1;
        }
    }

    /// Adds what another part of the pass found.
    pub(crate) fn append(&mut self, other: Self) {
        // By name, so that none is forgotten.
        let Self {
            records,
            status,
            tiers,
            retention,
            reasons,
            bases,
            marketing,
            marketing_waste,
            opt_out_flags,
            opt_out_flags_set,
            unreadable_identifiers,
            oversized_blocks,
            evidence_about_nobody,
            holds_about_nobody,
            entries_not_found,
            entries_gone,
            not_flagged,
            marketing_contacts_missing,
            overdue,
            deadlines,
        } = other;
        append(&mut self.status, status);
        append(&mut self.tiers, tiers);
        append(&mut self.retention, retention);
        append(&mut self.reasons, reasons);
        append(&mut self.bases, bases);
        append(&mut self.marketing, marketing);
        append(&mut self.marketing_contacts_missing, marketing_contacts_missing);
        append(&mut self.deadlines, deadlines);
        self.records += records;
        self.marketing_waste += marketing_waste;
        self.opt_out_flags += opt_out_flags;
        self.opt_out_flags_set += opt_out_flags_set;
        self.unreadable_identifiers += unreadable_identifiers;
        self.oversized_blocks += oversized_blocks;
        self.evidence_about_nobody += evidence_about_nobody;
        self.holds_about_nobody += holds_about_nobody;
        self.entries_not_found += entries_not_found;
        self.entries_gone += entries_gone;
        self.not_flagged += not_flagged;
        self.overdue += overdue;
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
