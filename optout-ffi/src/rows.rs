//! The redaction of single rows.

use std::mem::MaybeUninit;
use std::ptr;
use std::sync::Arc;

use optout_core::redact::{FindingKind, Redactor, RowRedactor};

use crate::failure::optout_error;
use crate::guard::{answer, free, make, need};
use crate::redactor::optout_redactor;
use crate::status::optout_status;
use crate::strings::{optout_str, optout_strings, texts};
use crate::words::redact::optout_finding_kind;

/// Redacts the rows of one table, in their order, by the rules by which a redactor redacts a file.
///
/// One thread at a time may use it.
pub struct optout_row_redactor {
    /// It borrows from the redactor below, so it stands, and is dropped, before that.
    rows: RowRedactor<'static>,
    header: optout_strings,
    profile: String,
    _redactor: Arc<Redactor>,
}

/// Reads a header of `count` names, to redact rows under it.
///
/// # Safety
/// `count` views can be read at `header`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_row_redactor_new(
    redactor: Option<&optout_redactor>,
    header: *const optout_str<'_>,
    count: usize,
    rows: Option<&mut MaybeUninit<*mut optout_row_redactor>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(rows, error, || {
        let redactor = need(redactor)?;
        // SAFETY: the caller promises `count` views for the time of the call.
        let names = unsafe { texts(header, count) }?;
        let owner = Arc::clone(&redactor.redactor);
        // SAFETY: the redactor is behind an `Arc` that this object keeps longer than the borrow,
        // and that nobody changes: options are set on a redactor of their own while another owner
        // is left.
        let borrowed: &'static Redactor = unsafe { &*Arc::as_ptr(&owner) };
        let planned = borrowed.plan(&names)?;
        let header = optout_strings::new(planned.header().to_vec());
        let profile = planned.profile().name().to_owned();
        Ok(optout_row_redactor { rows: planned, header, profile, _redactor: owner })
    })
}

/// The header of the redacted rows: the one given, and Is Redacted if that was not in it. It
/// belongs to the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_redactor_header(
    rows: Option<&optout_row_redactor>,
) -> *const optout_strings {
    answer(ptr::null(), || rows.map(|rows| &rows.header).map_or(ptr::null(), ptr::from_ref))
}

/// The name of the profile that was named or detected.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_redactor_profile(
    rows: Option<&optout_row_redactor>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || rows.map_or("", |rows| &rows.profile).into())
}

/// Redacts a row of `count` fields if it is a target's or marked as redacted; otherwise its fields
/// are as they were.
///
/// # Safety
/// `count` views can be read at `fields`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_row_redactor_redact(
    rows: Option<&mut optout_row_redactor>,
    fields: *const optout_str<'_>,
    count: usize,
    row: Option<&mut MaybeUninit<*mut optout_row>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(row, error, || {
        let rows = need(rows)?;
        // SAFETY: the caller promises `count` views for the time of the call.
        let fields = unsafe { texts(fields, count) }?;
        let redacted = rows.rows.redact(&fields);
        let is_redacted = redacted.is_redacted;
        let fields = redacted.fields.into_iter().map(|field| field.into_owned()).collect();
        let fields = optout_strings::new(fields);
        Ok(optout_row { fields, is_redacted, findings: redacted.findings })
    })
}

/// Frees the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_redactor_free(rows: Option<Box<optout_row_redactor>>) {
    free(rows);
}

/// A row after redaction.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_row {
    fields: optout_strings,
    is_redacted: bool,
    findings: Vec<FindingKind>,
}

/// The fields: as many as there were, and the flag if the header has got one. They belong to the
/// row.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_fields(row: Option<&optout_row>) -> *const optout_strings {
    answer(ptr::null(), || row.map(|row| &row.fields).map_or(ptr::null(), ptr::from_ref))
}

/// Whether the row is redacted, now or from before.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_is_redacted(row: Option<&optout_row>) -> bool {
    answer(false, || row.is_some_and(|row| row.is_redacted))
}

/// How many findings the row has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_finding_count(row: Option<&optout_row>) -> usize {
    answer(0, || row.map_or(0, |row| row.findings.len()))
}

/// A finding of the row, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_finding(row: Option<&optout_row>, at: usize) -> optout_finding_kind {
    answer(optout_finding_kind::None, || {
        row.and_then(|row| row.findings.get(at).copied())
            .map_or(optout_finding_kind::None, optout_finding_kind::from)
    })
}

/// Frees a row.
#[unsafe(no_mangle)]
pub extern "C" fn optout_row_free(row: Option<Box<optout_row>>) {
    free(row);
}
