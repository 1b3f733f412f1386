//! The words of redaction.

use optout_core::redact::{Column, FindingKind};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// A kind of finding.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_finding_kind {
    /// No value: the answer to NULL.
    None = 0,
    /// A row was marked as redacted and still held data; it is blank now.
    LeakyRedactedRow = 1,
    /// One identifier of the row is a target's and another is not; the row is redacted.
    ConflictingIdentifiers = 2,
    /// A kept column repeated the row's e-mail, phone or name, or held an `@`; it is blank now.
    KeptValueLeak = 3,
    /// A redacted row held data beyond the last column of the header; it is blank now.
    ExtraFields = 4,
    /// A redacted row ends before the column that would mark it as redacted.
    ShortRow = 5,
    /// The row was redacted on account of a shared mailbox only.
    RoleMailbox = 6,
    /// An identifier that nothing can be compared with, such as an id that a spreadsheet damaged.
    FaultyIdentifier = 7,
    /// An identifier that is not valid in the file's encoding; it was read as windows-1252.
    UndecodableIdentifier = 8,
    /// The vendor names no columns for sales-engagement exports: the strictest set was taken.
    ProfileSep = 9,
    /// The e-mail address of a redacted person still stands in a record of the output.
    ResidualMention = 10,
}

mirrors!(optout_finding_kind of FindingKind {
    LeakyRedactedRow, ConflictingIdentifiers, KeptValueLeak, ExtraFields, ShortRow, RoleMailbox,
    FaultyIdentifier, UndecodableIdentifier, ProfileSep, ResidualMention,
});

/// The word for a value of optout_finding_kind, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_finding_kind_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_finding_kind::word(value).into())
}

/// What a column of an export holds.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_column {
    /// No value: the answer to NULL.
    None = 0,
    /// The vendor's id of the company.
    CompanyId = 1,
    /// The vendor's id of the person: identifies a target.
    PeopleId = 2,
    /// The CRM's id of the person's record: identifies a target.
    RecordId = 3,
    /// The CRM's id of the company.
    CompanyRecordId = 4,
    /// Whether a credit was spent. Never read, only kept.
    Credit = 5,
    /// The flag that says that a row is redacted.
    IsRedacted = 6,
    /// The person's e-mail addresses: identify a target.
    Email = 7,
    /// Something else, which a caller-defined profile keeps.
    Other = 8,
}

mirrors!(optout_column of Column {
    CompanyId, PeopleId, RecordId, CompanyRecordId, Credit, IsRedacted, Email, Other,
});

/// The word for a value of optout_column, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_column_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_column::word(value).into())
}
