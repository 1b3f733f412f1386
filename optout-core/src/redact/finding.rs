//! What somebody should look at, by record number.

use std::fmt;

use serde::Serialize;

use crate::words::words;

words! {
    /// A kind of finding.
    FindingKind ("a kind of finding") {
        /// A row was marked as redacted and still held data; it is blank now.
        LeakyRedactedRow = "leaky_redacted_row",
        /// One identifier of the row is a target's and another is not; the row is redacted.
        ConflictingIdentifiers = "conflicting_identifiers",
        /// A kept column repeated the row's e-mail, phone or name, or held an `@`; it is blank now.
        KeptValueLeak = "kept_value_leak",
        /// A redacted row held data beyond the last column of the header; it is blank now.
        ExtraFields = "extra_fields",
        /// A redacted row ends before the column that would mark it as redacted.
        ShortRow = "short_row",
        /// The row was redacted on account of a shared mailbox only.
        RoleMailbox = "role_mailbox",
        /// An identifier that nothing can be compared with, such as an id that a spreadsheet damaged.
        FaultyIdentifier = "faulty_identifier",
        /// An identifier that is not valid in the file's encoding; it was read as windows-1252.
        UndecodableIdentifier = "undecodable_identifier",
        /// The vendor names no columns for sales-engagement exports: the strictest set was taken.
        ProfileSep = "profile_sep",
        /// The e-mail address of a redacted person still stands in a record of the output.
        ResidualMention = "residual_mention",
    }
}

/// Kinds of findings, each once, in their order.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds(u16);

const _: () = assert!(FindingKind::ALL.len() <= u16::BITS as usize);

impl Kinds {
    pub(super) fn add(&mut self, kind: FindingKind) {
        self.0 |= 1 << kind as u16;
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = FindingKind> {
        FindingKind::ALL.iter().copied().filter(move |kind| self.0 >> *kind as u16 & 1 == 1)
    }
}

/// A finding in a record; the header is record 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Finding {
    /// What was found.
    pub kind: FindingKind,
    /// In which record, counted from 1.
    pub record: u64,
}

impl fmt::Display for Finding {
    /// Writes `kind@record`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.kind, self.record)
    }
}

/// How many findings of one kind are listed; all are counted.
const LISTED: u64 = 10_000;

/// The findings of a run: the first ten thousand of each kind by record number, and how many of each
/// there are in all, so that a file full of faults takes no more memory than a good one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Findings {
    listed: Vec<Finding>,
    counts: Vec<FindingCount>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct FindingCount {
    kind: FindingKind,
    count: u64,
}

impl Findings {
    /// The listed findings, in the order of the records.
    pub fn listed(&self) -> &[Finding] {
        &self.listed
    }

    /// How many findings of a kind there are, listed or not.
    pub fn count(&self, kind: FindingKind) -> u64 {
        self.counts.iter().find(|of_kind| of_kind.kind == kind).map_or(0, |of_kind| of_kind.count)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    pub(super) fn add(&mut self, kind: FindingKind, record: u64) {
        let place = self.counts.binary_search_by_key(&kind, |of_kind| of_kind.kind);
        let at = place.unwrap_or_else(|at| {
            self.counts.insert(at, FindingCount { kind, count: 0 });
            at
        });
        if let Some(of_kind) = self.counts.get_mut(at) {
            of_kind.count += 1;
            if of_kind.count <= LISTED {
                self.listed.push(Finding { kind, record });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_ends_and_the_count_goes_on() {
        let mut findings = Findings::default();
        findings.add(FindingKind::ProfileSep, 0);
        for record in 1..=LISTED + 5 {
            findings.add(FindingKind::ExtraFields, record);
        }
        assert_eq!(findings.listed().len() as u64, LISTED + 1);
        assert_eq!(findings.count(FindingKind::ExtraFields), LISTED + 5);
        assert_eq!(findings.count(FindingKind::ShortRow), 0);
        assert_eq!(findings.listed().first().map(ToString::to_string).unwrap(), "profile_sep@0");
    }
}
