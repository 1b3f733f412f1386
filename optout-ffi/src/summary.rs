//! What a redaction did, and what a verification saw.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::redact::{FindingKind, Findings, Summary, Verification};

use crate::failure::optout_error;
use crate::guard::{answer, free, make, need};
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};
use crate::words::redact::optout_finding_kind;

/// The manifest of a redaction: numbers, hashes and findings, and no personal data.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_summary {
    summary: Summary,
    findings: optout_findings,
}

impl From<Summary> for optout_summary {
    fn from(summary: Summary) -> Self {
        Self { findings: optout_findings(summary.findings.clone()), summary }
    }
}

/// The name of the profile that was named or detected.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_profile(summary: Option<&optout_summary>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || summary.map_or("", |summary| &summary.summary.profile).into())
}

/// How many records the file has, the header not counted.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_record_count(summary: Option<&optout_summary>) -> u64 {
    answer(0, || summary.map_or(0, |summary| summary.summary.records))
}

/// How many of them this run changed in order to redact them.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_redacted_count(summary: Option<&optout_summary>) -> u64 {
    answer(0, || summary.map_or(0, |summary| summary.summary.redacted))
}

/// How many of them were redacted already and needed no change.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_already_redacted_count(summary: Option<&optout_summary>) -> u64 {
    answer(0, || summary.map_or(0, |summary| summary.summary.already_redacted))
}

/// Whether the file had no Is Redacted column and got one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_appended_column(summary: Option<&optout_summary>) -> bool {
    answer(false, || summary.is_some_and(|summary| summary.summary.appended_column))
}

/// How many ids of the vendor were looked for.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_target_person_ids(summary: Option<&optout_summary>) -> usize {
    answer(0, || summary.map_or(0, |summary| summary.summary.targets.people_ids))
}

/// How many ids of CRM records were looked for.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_target_record_ids(summary: Option<&optout_summary>) -> usize {
    answer(0, || summary.map_or(0, |summary| summary.summary.targets.record_ids))
}

/// How many addresses were looked for.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_target_emails(summary: Option<&optout_summary>) -> usize {
    answer(0, || summary.map_or(0, |summary| summary.summary.targets.emails))
}

/// The snapshot that the targets come from, as the caller named it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_list_snapshot(summary: Option<&optout_summary>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        summary
            .and_then(|summary| summary.summary.list_snapshot.as_deref())
            .unwrap_or_default()
            .into()
    })
}

/// SHA-256 of the input, in hexadecimal; empty if it was not to be hashed.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_sha256_input(summary: Option<&optout_summary>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        summary
            .and_then(|summary| summary.summary.sha256_input.as_deref())
            .unwrap_or_default()
            .into()
    })
}

/// SHA-256 of the output, in hexadecimal; empty if it was not to be hashed.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_sha256_output(summary: Option<&optout_summary>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        summary
            .and_then(|summary| summary.summary.sha256_output.as_deref())
            .unwrap_or_default()
            .into()
    })
}

/// What somebody should look at. It belongs to the summary.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_findings(
    summary: Option<&optout_summary>,
) -> *const optout_findings {
    answer(ptr::null(), || {
        summary.map(|summary| &summary.findings).map_or(ptr::null(), ptr::from_ref)
    })
}

/// The summary as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_json(
    summary: Option<&optout_summary>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(summary)?.summary))
}

/// Frees a summary.
#[unsafe(no_mangle)]
pub extern "C" fn optout_summary_free(summary: Option<Box<optout_summary>>) {
    free(summary);
}

/// What a verification saw; that there is one says that every promise holds.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_verification {
    verification: Verification,
    findings: optout_findings,
}

impl From<Verification> for optout_verification {
    fn from(verification: Verification) -> Self {
        Self { findings: optout_findings(verification.findings.clone()), verification }
    }
}

/// How many records both files have, the header not counted.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verification_record_count(
    verification: Option<&optout_verification>,
) -> u64 {
    answer(0, || verification.map_or(0, |verification| verification.verification.records))
}

/// How many of them are redacted.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verification_redacted_count(
    verification: Option<&optout_verification>,
) -> u64 {
    answer(0, || verification.map_or(0, |verification| verification.verification.redacted))
}

/// SHA-256 of the original, in hexadecimal; empty if it was not to be hashed.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verification_sha256_original(
    verification: Option<&optout_verification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        verification
            .and_then(|seen| seen.verification.sha256_original.as_deref())
            .unwrap_or_default()
            .into()
    })
}

/// SHA-256 of the redacted file, in hexadecimal; empty if it was not to be hashed.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verification_sha256_redacted(
    verification: Option<&optout_verification>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        verification
            .and_then(|seen| seen.verification.sha256_redacted.as_deref())
            .unwrap_or_default()
            .into()
    })
}

/// Records that still mention a redacted person's address. It belongs to the verification.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verification_findings(
    verification: Option<&optout_verification>,
) -> *const optout_findings {
    answer(ptr::null(), || {
        verification.map(|verification| &verification.findings).map_or(ptr::null(), ptr::from_ref)
    })
}

/// The verification as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verification_json(
    verification: Option<&optout_verification>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(verification)?.verification))
}

/// Frees a verification.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verification_free(verification: Option<Box<optout_verification>>) {
    free(verification);
}

/// What somebody should look at, by record number. It belongs to a summary or a verification, and
/// threads may use it at the same time.
pub struct optout_findings(Findings);

/// How many findings are listed: the first ten thousand of each kind.
#[unsafe(no_mangle)]
pub extern "C" fn optout_findings_count(findings: Option<&optout_findings>) -> usize {
    answer(0, || findings.map_or(0, |findings| findings.0.listed().len()))
}

/// The kind of a listed finding, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_findings_kind(
    findings: Option<&optout_findings>,
    at: usize,
) -> optout_finding_kind {
    answer(optout_finding_kind::None, || {
        findings
            .and_then(|findings| findings.0.listed().get(at).map(|finding| finding.kind))
            .map_or(optout_finding_kind::None, optout_finding_kind::from)
    })
}

/// The record of a listed finding, counted from 1; the header is record 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_findings_record(findings: Option<&optout_findings>, at: usize) -> u64 {
    answer(0, || {
        findings
            .and_then(|findings| findings.0.listed().get(at).map(|finding| finding.record))
            .unwrap_or_default()
    })
}

/// How many findings of a kind, a value of optout_finding_kind, there are, listed or not.
#[unsafe(no_mangle)]
pub extern "C" fn optout_findings_total(findings: Option<&optout_findings>, kind: i32) -> u64 {
    answer(0, || {
        findings
            .and_then(|findings| {
                optout_finding_kind::read(kind).ok().map(|kind: FindingKind| findings.0.count(kind))
            })
            .unwrap_or_default()
    })
}
