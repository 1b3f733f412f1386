//! A sweep in memory.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr;

use optout_core::list::Snapshot;
use optout_core::sweep::{Guard, OnProgress, Outputs, ReviewOptions, Swept};
use optout_core::table::{Encoding, Format, Layout, Table};
use optout_core::{
    Date, Error, ErrorKind, EvidenceReport, EvidenceStore, MatchOptions, Matcher, Policy, Sweep,
};

use crate::evidence::optout_evidence_store;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, change, free, make, need};
use crate::job::{optout_progress, reporting};
use crate::list::{add_column, optout_list, read_date};
use crate::match_options::optout_match_options;
use crate::matcher::optout_matcher;
use crate::policy::optout_policy;
use crate::snapshot::optout_snapshot;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str, optout_strings};

/// One pass over contacts that are in memory.
///
/// Threads may run it at the same time; while one sets an option, no other may use it.
pub struct optout_sweep {
    policy: Policy,
    now: Date,
    received: Option<Date>,
    pub(crate) layout: Layout,
    format: Format,
    matching: MatchOptions,
    review: ReviewOptions,
    previous_list: Option<Snapshot>,
    previous_records: Option<u64>,
    guard: Guard,
    threads: usize,
    outputs: Outputs<()>,
}

impl optout_sweep {
    /// The core's sweep with a matcher that is there.
    pub(crate) fn with_matcher<'a>(
        &self,
        matcher: &'a Matcher,
        evidence: &'a EvidenceStore,
    ) -> Sweep<'a> {
        Sweep::with_matcher(matcher, self.policy.basis().clone(), evidence, self.now)
            .received(self.received.unwrap_or(self.now))
            .guard(self.guard)
            .threads(self.threads)
    }
}

/// Makes a sweep under a policy, which is copied, as of a day, "2026-11-24".
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_new(
    policy: Option<&optout_policy>,
    now: optout_str<'_>,
    sweep: Option<&mut MaybeUninit<*mut optout_sweep>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(sweep, error, || {
        Ok(optout_sweep {
            policy: need(policy)?.policy.clone(),
            now: read_date(now)?,
            received: None,
            layout: Layout::detect(),
            format: Format::default(),
            matching: MatchOptions::default(),
            review: ReviewOptions::default(),
            previous_list: None,
            previous_records: None,
            guard: Guard::default(),
            threads: 1,
            outputs: Outputs::all(|| ()),
        })
    })
}

/// Sets the day on which the list was received, if it was not today: clocks run from it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_received(
    sweep: Option<&mut optout_sweep>,
    date: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.received = Some(read_date(date)?);
        Ok(())
    })
}

/// Names the layout of the contacts instead of having it detected: "salesforce", "hubspot", "marketo",
/// "eloqua", "pardot", "outreach" or "salesloft". Columns are added afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_preset(
    sweep: Option<&mut optout_sweep>,
    name: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.layout = Layout::preset(name.text()?)?;
        Ok(())
    })
}

/// Says what a column of the contacts holds, by its header name. It outranks the preset.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_add_column(
    sweep: Option<&mut optout_sweep>,
    header: optout_str<'_>,
    role: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| add_column(&mut sweep.layout, header, role))
}

/// Names the encoding of the contacts by its WHATWG label.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_encoding(
    sweep: Option<&mut optout_sweep>,
    label: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.format.encoding = Some(label.text()?.parse::<Encoding>()?);
        Ok(())
    })
}

/// Names the delimiter of the contacts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_delimiter(
    sweep: Option<&mut optout_sweep>,
    delimiter: u8,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.format.delimiter = Some(delimiter);
        Ok(())
    })
}

/// Sets what is known beside list and policy; the options are copied.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_match_options(
    sweep: Option<&mut optout_sweep>,
    options: Option<&optout_match_options>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.matching = need(options)?.0.clone();
        Ok(())
    })
}

/// Shows names, addresses and websites of both sides in the table for review, or not: personal data. At
/// first it does not.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_review_values(
    sweep: Option<&mut optout_sweep>,
    shown: bool,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.review.values = shown;
        Ok(())
    })
}

/// Shows the numbers that rank pairs of a tier in the table for review, or not. Who sees them tends to trust
/// them. At first it does not.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_review_scores(
    sweep: Option<&mut optout_sweep>,
    shown: bool,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.review.scores = shown;
        Ok(())
    })
}

/// Sets how much the pass may have removed before it stops with OPTOUT_STATUS_BLAST_RADIUS, one entry's
/// records and all of them: the larger of a number of records and of thousandths of the file. At first it
/// is 50 records and 10 thousandths; UINT64_MAX records are no limit.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_guard(
    sweep: Option<&mut optout_sweep>,
    records: u64,
    per_mille: u64,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.guard = Guard { records, per_mille, ..sweep.guard };
        Ok(())
    })
}

/// Sets how many thousandths of the people on the last list, or of the last contacts, may be gone before the
/// pass stops with OPTOUT_STATUS_SHRINKAGE: at first 100, and at 1000 all may.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_shrinkage_per_mille(
    sweep: Option<&mut optout_sweep>,
    per_mille: u64,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.guard.shrinkage_per_mille = per_mille;
        Ok(())
    })
}

/// Sets what the list held last time; the snapshot is copied. The guard looks whether it has shrunk, and those
/// who are gone are counted. Without it, a list that was cut off is swept as if everybody else had withdrawn.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_previous_list(
    sweep: Option<&mut optout_sweep>,
    snapshot: Option<&optout_snapshot>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.previous_list = Some(need(snapshot)?.0.clone());
        Ok(())
    })
}

/// Sets how many records the contacts had last time: the guard looks whether they have become fewer. Without it,
/// of an export that was cut off between two records, only those people are swept who are in it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_previous_records(
    sweep: Option<&mut optout_sweep>,
    records: u64,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.previous_records = Some(records);
        Ok(())
    })
}

/// Sets how many threads work on the contacts: 1 unless said otherwise, which is that of the call.
/// With 0 the call fails. What is written is the same for any number, and they end with the call.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_set_threads(
    sweep: Option<&mut optout_sweep>,
    threads: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        sweep.threads = threads;
        Ok(())
    })
}

/// Leaves out what a pass otherwise makes: "decisions", "deletions", "review", "flags" or "audit". It takes no
/// time then, and no memory. Arrow tables are not changed by it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_leave_out(
    sweep: Option<&mut optout_sweep>,
    output: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(sweep, error, |sweep| {
        let Outputs { decisions, deletions, review, flags, audit } = &mut sweep.outputs;
        let made = match output.text()? {
            "decisions" => decisions,
            "deletions" => deletions,
            "review" => review,
            "flags" => flags,
            "audit" => audit,
            _ => {
                let expected = "one of decisions, deletions, review, flags and audit";
                return Err(
                    Error::new(ErrorKind::InvalidOption { option: "output", expected }).into()
                );
            }
        };
        *made = None;
        Ok(())
    })
}

/// Passes once over the contacts. `evidence` and `progress` may be NULL; `user` is handed to
/// `progress` as it is.
///
/// # Safety
/// `len` bytes can be read at `contacts`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_sweep_run(
    sweep: Option<&optout_sweep>,
    list: Option<&optout_list>,
    evidence: Option<&optout_evidence_store>,
    contacts: *const u8,
    len: usize,
    progress: optout_progress,
    user: *mut c_void,
    result: Option<&mut MaybeUninit<*mut optout_sweep_result>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(result, error, || {
        let sweep = need(sweep)?;
        let list = need(list)?;
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let contacts = unsafe { bytes(contacts, len) }?;
        let none = EvidenceStore::new();
        let evidence = evidence.map_or(&none, |store| &store.0);
        let pass = Sweep::new(&list.list, sweep.policy.clone(), evidence, sweep.now)
            .received(sweep.received.unwrap_or(sweep.now))
            .matching(sweep.matching.clone())
            .guard(sweep.guard)
            .threads(sweep.threads);
        swept(sweep, pass, contacts, &mut reporting(progress, user))
    })
}

/// Passes once over the contacts with a matcher that is there, such as one from bytes. It has its own rules:
/// those of the sweep's policy are not used, nor its match options. `list`, which may be NULL, is the matcher's
/// list, for values in the table for review; the rest is as for optout_sweep_run.
///
/// # Safety
/// `len` bytes can be read at `contacts`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_sweep_run_with_matcher(
    sweep: Option<&optout_sweep>,
    matcher: Option<&optout_matcher>,
    list: Option<&optout_list>,
    evidence: Option<&optout_evidence_store>,
    contacts: *const u8,
    len: usize,
    progress: optout_progress,
    user: *mut c_void,
    result: Option<&mut MaybeUninit<*mut optout_sweep_result>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(result, error, || {
        let sweep = need(sweep)?;
        let matcher = need(matcher)?;
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let contacts = unsafe { bytes(contacts, len) }?;
        let none = EvidenceStore::new();
        let evidence = evidence.map_or(&none, |store| &store.0);
        let pass = sweep.with_matcher(&matcher.0, evidence);
        let pass = match list {
            Some(list) => pass.showing(&list.list),
            None => pass,
        };
        swept(sweep, pass, contacts, &mut reporting(progress, user))
    })
}

fn swept<'s>(
    sweep: &'s optout_sweep,
    pass: Sweep<'s>,
    contacts: &[u8],
    on_progress: &mut OnProgress<'_>,
) -> Result<optout_sweep_result, Failure> {
    let mut pass = pass.review(sweep.review);
    if let Some(snapshot) = &sweep.previous_list {
        pass = pass.previous_list(snapshot);
    }
    if let Some(records) = sweep.previous_records {
        pass = pass.previous_records(records);
    }
    let mut tables = sweep.outputs.map(|()| Vec::new());
    let mut table = Table::open_contacts(contacts, sweep.format, &sweep.layout)?;
    let swept = pass.run(&mut table, tables.by_ref(), on_progress)?;
    let tables = tables.map(optout_buffer::from);
    let report = EvidenceReport::new(&pass, &swept.counts);
    Ok(optout_sweep_result { tables, swept, report })
}

/// Frees a sweep.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_free(sweep: Option<Box<optout_sweep>>) {
    free(sweep);
}

/// What a sweep found.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_sweep_result {
    tables: Outputs<optout_buffer>,
    swept: Swept,
    pub(crate) report: EvidenceReport,
}

/// One of what a pass made; NULL if it was left out.
fn made(
    result: Option<&optout_sweep_result>,
    output: impl Fn(&Outputs<optout_buffer>) -> Option<&optout_buffer>,
) -> *const optout_buffer {
    result.and_then(|result| output(&result.tables)).map_or(ptr::null(), ptr::from_ref)
}

/// The table of all decisions, as CSV; NULL if it was left out. It belongs to the result, as the other tables.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_decisions(
    result: Option<&optout_sweep_result>,
) -> *const optout_buffer {
    answer(ptr::null(), || made(result, |outputs| outputs.decisions.as_ref()))
}

/// The table of the records to delete, as CSV; NULL if it was left out.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_deletions(
    result: Option<&optout_sweep_result>,
) -> *const optout_buffer {
    answer(ptr::null(), || made(result, |outputs| outputs.deletions.as_ref()))
}

/// The table of the records that a human decides about, as CSV; NULL if it was left out. Filled in,
/// optout_verdicts_read takes it back.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_review(
    result: Option<&optout_sweep_result>,
) -> *const optout_buffer {
    answer(ptr::null(), || made(result, |outputs| outputs.review.as_ref()))
}

/// The table to load into the system that the contacts are from, as CSV: each record's own id, under the name
/// that its column has there, what becomes of the record and whether marketing may be sent. NULL if it was left
/// out.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_flags(
    result: Option<&optout_sweep_result>,
) -> *const optout_buffer {
    answer(ptr::null(), || made(result, |outputs| outputs.flags.as_ref()))
}

/// The audit records, as lines of JSON that are chained: see optout_audit_verify. NULL if they were left out.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_audit(
    result: Option<&optout_sweep_result>,
) -> *const optout_buffer {
    answer(ptr::null(), || made(result, |outputs| outputs.audit.as_ref()))
}

/// The head of the audit log: kept elsewhere, it shows that the log was not written anew; blank if the log was left
/// out. The view lives as long as the result.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_audit_head(
    result: Option<&optout_sweep_result>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || result.map_or("", |result| &result.swept.audit_head).into())
}

/// The numbers, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_counts_json(
    result: Option<&optout_sweep_result>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(result)?.swept.counts))
}

/// A copy of the ids of records that certainly belong to listed people, for the redaction of
/// exports.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_found_record_ids(
    result: Option<&optout_sweep_result>,
    ids: Option<&mut MaybeUninit<*mut optout_strings>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(ids, error, || {
        let result = need(result)?;
        let found = result.swept.found_record_ids.iter().map(|(_, id)| id.to_owned()).collect();
        Ok(optout_strings::new(found))
    })
}

/// Frees a result.
#[unsafe(no_mangle)]
pub extern "C" fn optout_sweep_result_free(result: Option<Box<optout_sweep_result>>) {
    free(result);
}
