//! What a run did, as numbers and hashes.

use serde::Serialize;

use super::column::Column;
use super::finding::Findings;
use super::targets::Targets;

/// The manifest of a redaction: enough to show later what was done to which bytes, and no personal
/// data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Summary {
    /// The version of this library.
    pub engine: &'static str,
    /// The version of the rules by which identifiers were compared.
    pub normalization: u32,
    /// The snapshot of the list that the targets come from, as the caller named it.
    pub list_snapshot: Option<String>,
    /// The name of the profile that was named or detected.
    pub profile: String,
    /// How many identifiers were looked for.
    pub targets: TargetCounts,
    /// How many records the file has, the header not counted.
    pub records: u64,
    /// How many of them this run changed in order to redact them.
    pub redacted: u64,
    /// How many of them were redacted already and needed no change.
    pub already_redacted: u64,
    /// Whether the file had no Is Redacted column and got one.
    pub appended_column: bool,
    /// SHA-256 of the input, in hexadecimal, unless the redactor was told not to hash.
    pub sha256_input: Option<String>,
    /// SHA-256 of the output, in hexadecimal, unless the redactor was told not to hash.
    pub sha256_output: Option<String>,
    /// What somebody should look at.
    pub findings: Findings,
}

/// How many identifiers were looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TargetCounts {
    /// The vendor's ids of people.
    pub people_ids: usize,
    /// Ids of CRM records.
    pub record_ids: usize,
    /// E-mail addresses.
    pub emails: usize,
}

impl TargetCounts {
    pub(super) fn of(targets: &Targets) -> Self {
        Self {
            people_ids: targets.of(Column::PeopleId).len(),
            record_ids: targets.of(Column::RecordId).len(),
            emails: targets.of(Column::Email).len(),
        }
    }
}

/// What a verification saw; that there is one says that every promise holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verification {
    /// How many records both files have, the header not counted.
    pub records: u64,
    /// How many of them are redacted.
    pub redacted: u64,
    /// SHA-256 of the original, in hexadecimal, unless the redactor was told not to hash.
    pub sha256_original: Option<String>,
    /// SHA-256 of the redacted file, in hexadecimal, unless the redactor was told not to hash.
    pub sha256_redacted: Option<String>,
    /// Records that still mention a redacted person's e-mail address.
    pub findings: Findings,
}
