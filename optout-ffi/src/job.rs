//! A whole sweep on paths.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ops::ControlFlow;

use optout_core::report::Counts;
use optout_core::sweep::{Guard, Progress};
use optout_core::table::{Encoding, Layout};
use optout_core::{JobReport, SweepJob};

use crate::failure::{Failure, optout_error};
use crate::guard::{answer, change, free, make, need};
use crate::list::{add_column, optout_list_options, read_date};
use crate::matcher::optout_matcher;
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};
use crate::words::basis::{
    optout_lawful_basis, optout_marketing, optout_missing, optout_reason, optout_retention,
};
use crate::words::matching::{optout_match_status, optout_tier};

/// Is told how many records and bytes have been read, every few thousand records or so and at the end,
/// with the caller's own pointer. False stops the work with OPTOUT_STATUS_CANCELLED. It is called
/// on the thread of the call, and must return: no exception and no longjmp may leave it.
pub type optout_progress =
    Option<extern "C" fn(records: u64, bytes: u64, user: *mut c_void) -> bool>;

/// A callback of the core that asks the caller's.
pub(crate) fn reporting(
    progress: optout_progress,
    user: *mut c_void,
) -> impl FnMut(Progress) -> ControlFlow<()> {
    move |at| match progress {
        Some(progress) if !progress(at.records, at.bytes, user) => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    }
}

/// What to sweep and where to write: list, contacts, evidence and past exports in; tables, redacted
/// exports, audit records, an evidence report and a manifest out, all of them or none.
///
/// Threads may run it at the same time; while one sets an option, no other may use it.
pub struct optout_job(pub(crate) SweepJob);

/// Makes a job: the list, the contact export, the directory to write to, the policy, which is
/// copied, and today, "2026-11-24".
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_new(
    list: optout_str<'_>,
    contacts: optout_str<'_>,
    output_directory: optout_str<'_>,
    policy: Option<&optout_policy>,
    now: optout_str<'_>,
    job: Option<&mut MaybeUninit<*mut optout_job>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(job, error, || {
        let policy = need(policy)?;
        let (list, contacts, output) = (list.text()?, contacts.text()?, output_directory.text()?);
        let policy = policy.policy.clone();
        Ok(optout_job(SweepJob::new(list, contacts, output, policy, read_date(now)?)))
    })
}

/// Sets the day on which the list was received, if it was not today: clocks run from it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_received(
    job: Option<&mut optout_job>,
    date: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.received = Some(read_date(date)?);
        Ok(())
    })
}

/// Sets how to read the list; the options are copied. Where they say no day for today, it is the
/// job's.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_list_options(
    job: Option<&mut optout_job>,
    options: Option<&optout_list_options>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        let options = need(options)?;
        job.0.list_options = options.0.clone();
        job.0.list_options.now.get_or_insert(job.0.now);
        Ok(())
    })
}

/// Names an evidence file.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_evidence(
    job: Option<&mut optout_job>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.evidence = Some(path.text()?.into());
        Ok(())
    })
}

/// Adds a past export to redact.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_add_past_export(
    job: Option<&mut optout_job>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.past_exports.push(path.text()?.into());
        Ok(())
    })
}

/// Names the layout of the contacts instead of having it detected: "salesforce", "hubspot", "marketo",
/// "eloqua", "pardot", "outreach" or "salesloft". Columns are added afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_preset(
    job: Option<&mut optout_job>,
    name: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.layout = Layout::preset(name.text()?)?;
        Ok(())
    })
}

/// Says what a column of the contacts holds, by its header name: "email", "id:6sense", "country"
/// and so on. It outranks the preset.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_add_column(
    job: Option<&mut optout_job>,
    header: optout_str<'_>,
    role: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| add_column(&mut job.0.layout, header, role))
}

/// Names the encoding of the contacts by its WHATWG label.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_encoding(
    job: Option<&mut optout_job>,
    label: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.format.encoding = Some(label.text()?.parse::<Encoding>()?);
        Ok(())
    })
}

/// Names the delimiter of the contacts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_delimiter(
    job: Option<&mut optout_job>,
    delimiter: u8,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.format.delimiter = Some(delimiter);
        Ok(())
    })
}

/// Names a table of company domains that are one company's, as optout_domain_aliases_read takes it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_domain_aliases(
    job: Option<&mut optout_job>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.domain_aliases = Some(path.text()?.into());
        Ok(())
    })
}

/// Names a table of ids that have become others, as optout_id_links_read takes it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_id_links(
    job: Option<&mut optout_job>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.id_links = Some(path.text()?.into());
        Ok(())
    })
}

/// Names a table of given names and their short forms, as optout_nicknames_read takes it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_nicknames(
    job: Option<&mut optout_job>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.nicknames = Some(path.text()?.into());
        Ok(())
    })
}

/// Names a table of what humans have decided about pairs, as optout_verdicts_read takes it: a
/// review.csv that was filled in.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_verdicts(
    job: Option<&mut optout_job>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.verdicts = Some(path.text()?.into());
        Ok(())
    })
}

/// Gives a matcher that is there, opened or built, which may be freed afterwards, so that the job does not build
/// one; what is decided is the same. A run fails where it is of another list or policy than the job's, or where
/// the job names a table of what is known beside them: these are in the matcher. The list is read all the same, for
/// the redaction of past exports and for the report.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_matcher(
    job: Option<&mut optout_job>,
    matcher: Option<&optout_matcher>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.matcher = Some(need(matcher)?.0.clone());
        Ok(())
    })
}

/// Builds the matcher that the job would match with if none were given, from its list, policy and tables: to be
/// saved, and given to later jobs with the same.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_build_matcher(
    job: Option<&optout_job>,
    matcher: Option<&mut MaybeUninit<*mut optout_matcher>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(matcher, error, || Ok(optout_matcher(need(job)?.0.build_matcher()?)))
}

/// Shows names, addresses and websites of both sides in the table for review, or not, as
/// optout_sweep_set_review_values does.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_review_values(
    job: Option<&mut optout_job>,
    shown: bool,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.review.values = shown;
        Ok(())
    })
}

/// Shows the numbers that rank pairs of a tier in the table for review, or not, as
/// optout_sweep_set_review_scores does.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_review_scores(
    job: Option<&mut optout_job>,
    shown: bool,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.review.scores = shown;
        Ok(())
    })
}

/// Sets how much may be removed before the job stops, as optout_sweep_set_guard does.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_guard(
    job: Option<&mut optout_job>,
    records: u64,
    per_mille: u64,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.guard = Guard { records, per_mille, ..job.0.guard };
        Ok(())
    })
}

/// Sets how many thousandths of the people on the last list, or of the last contacts, may be gone before the job
/// stops, as optout_sweep_set_shrinkage_per_mille does.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_shrinkage_per_mille(
    job: Option<&mut optout_job>,
    per_mille: u64,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.guard.shrinkage_per_mille = per_mille;
        Ok(())
    })
}

/// Names the list of last time, which the list's options hold for too, or its snapshot as
/// optout_snapshot_json writes it. The guard looks whether the list has shrunk since, and the report says how many are gone.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_previous_list(
    job: Option<&mut optout_job>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.previous_list = Some(path.text()?.into());
        Ok(())
    })
}

/// Sets how many records the contacts had last time, as optout_sweep_set_previous_records does.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_previous_records(
    job: Option<&mut optout_job>,
    records: u64,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.previous_records = Some(records);
        Ok(())
    })
}

/// Names a directory of the job's own for what it has so far, and how many bytes of the contacts are read from
/// one checkpoint to the next: 0 for as often as can be, 268435456 is a good number. If the directory is there,
/// the job goes on from where it was stopped, with the same list, policy, evidence, tables, days and columns; a
/// run that finds others fails. Once the job has succeeded, the directory is gone. Until then it holds
/// unfinished tables, and so personal data. A second job that is given it meanwhile fails, on file systems that
/// have locks.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_checkpoint(
    job: Option<&mut optout_job>,
    directory: optout_str<'_>,
    every: u64,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.checkpoint = Some(directory.text()?.into());
        job.0.checkpoint_every = every;
        Ok(())
    })
}

/// Sets how many threads work on the contacts and on a past export: 1 unless said otherwise, which is that of the call.
/// With 0 the call fails. What is written is the same for any number, and they end with the call.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_set_threads(
    job: Option<&mut optout_job>,
    threads: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(job, error, |job| {
        job.0.threads = threads;
        Ok(())
    })
}

/// Does it. Nothing is written unless everything succeeds. `progress` may be NULL; `user` is handed
/// to it as it is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_run(
    job: Option<&optout_job>,
    progress: optout_progress,
    user: *mut c_void,
    report: Option<&mut MaybeUninit<*mut optout_job_report>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(report, error, || {
        let job = need(job)?;
        let made = job.0.run(&mut reporting(progress, user))?;
        Ok(optout_job_report(made))
    })
}

/// Frees a job.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_free(job: Option<Box<optout_job>>) {
    free(job);
}

/// What a job did.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_job_report(pub(crate) JobReport);

/// How many records have a word; none have a number that is no word.
fn count<W>(
    report: Option<&optout_job_report>,
    word: Result<W, Failure>,
    of: impl FnOnce(&Counts, W) -> u64,
) -> u64 {
    match (report, word) {
        (Some(report), Ok(word)) => of(&report.0.counts, word),
        _ => 0,
    }
}

/// How many contact records were read.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_record_count(report: Option<&optout_job_report>) -> u64 {
    answer(0, || report.map_or(0, |report| report.0.counts.records))
}

/// How many records have a status, a value of optout_match_status.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_status_count(
    report: Option<&optout_job_report>,
    status: i32,
) -> u64 {
    answer(0, || {
        count(report, optout_match_status::read(status), |counts, status| {
            counts.with_status(status)
        })
    })
}

/// How many records were found in a tier, a value of optout_tier.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_tier_count(
    report: Option<&optout_job_report>,
    tier: i32,
) -> u64 {
    answer(0, || {
        count(report, optout_tier::read(tier), |counts, tier| {
            counts.tiers.get(&tier).copied().unwrap_or_default()
        })
    })
}

/// How many records become this, a value of optout_retention.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_retention_count(
    report: Option<&optout_job_report>,
    retention: i32,
) -> u64 {
    answer(0, || {
        count(report, optout_retention::read(retention), |counts, retention| {
            counts.with_retention(retention)
        })
    })
}

/// How many records were found with a reason, a value of optout_reason.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_reason_count(
    report: Option<&optout_job_report>,
    reason: i32,
) -> u64 {
    answer(0, || {
        count(report, optout_reason::read(reason), |counts, reason| {
            counts.reasons.get(&reason).copied().unwrap_or_default()
        })
    })
}

/// How many records are kept on a basis, a value of optout_lawful_basis.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_basis_count(
    report: Option<&optout_job_report>,
    basis: i32,
) -> u64 {
    answer(0, || {
        count(report, optout_lawful_basis::read(basis), |counts, basis| {
            counts.bases.get(&basis).copied().unwrap_or_default()
        })
    })
}

/// How many records were found with an answer to whether marketing may be sent, a value of
/// optout_marketing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_marketing_count(
    report: Option<&optout_job_report>,
    marketing: i32,
) -> u64 {
    answer(0, || {
        count(report, optout_marketing::read(marketing), |counts, marketing| {
            counts.marketing.get(&marketing).copied().unwrap_or_default()
        })
    })
}

/// How many records are opted out of e-mail and still paid for as marketing contacts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_marketing_waste_count(
    report: Option<&optout_job_report>,
) -> u64 {
    answer(0, || report.map_or(0, |report| report.0.counts.marketing_waste))
}

/// How many records that were found are paid for as marketing contacts, kept on no basis, and lack this, a
/// value of optout_missing. A record that lacks several things counts under each.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_marketing_contacts_missing_count(
    report: Option<&optout_job_report>,
    missing: i32,
) -> u64 {
    answer(0, || {
        count(report, optout_missing::read(missing), |counts, missing| {
            counts.marketing_contacts_missing.get(&missing).copied().unwrap_or_default()
        })
    })
}

/// How many records were found whose last day has passed.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_overdue_count(report: Option<&optout_job_report>) -> u64 {
    answer(0, || report.map_or(0, |report| report.0.counts.overdue))
}

/// How many ids and addresses could not be read.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_unreadable_count(report: Option<&optout_job_report>) -> u64 {
    answer(0, || report.map_or(0, |report| report.0.counts.unreadable_identifiers))
}

/// Whether nearly everybody seems to have opted out: the column may be one of opt-ins.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_opt_out_column_is_suspect(
    report: Option<&optout_job_report>,
) -> bool {
    answer(false, || report.is_some_and(|report| report.0.counts.opt_out_column_is_suspect()))
}

/// How many entries of the list no record was found for.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_entries_not_found_count(
    report: Option<&optout_job_report>,
) -> u64 {
    answer(0, || report.map_or(0, |report| report.0.counts.entries_not_found))
}

/// The head of the audit log: kept elsewhere, it shows that log and manifest were not written anew. The view lives
/// as long as the report.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_audit_head(
    report: Option<&optout_job_report>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || report.map_or("", |report| &report.0.audit_head).into())
}

/// The report as JSON: what the manifest holds.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_json(
    report: Option<&optout_job_report>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(report)?.0))
}

/// Frees a report.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_report_free(report: Option<Box<optout_job_report>>) {
    free(report);
}
