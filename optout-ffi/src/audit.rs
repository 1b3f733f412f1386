//! Whether an audit log is as it was written, and whether its decisions come out again.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::path::Path;

use optout_core::report::{AuditReplay, Audited, verify_audit};
use optout_core::{Input, Result, fs};

use crate::failure::optout_error;
use crate::guard::{answer, free, make, need};
use crate::job::{optout_job, optout_progress, reporting};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};

/// What an audit log is that is whole.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_audited {
    audited: Audited,
    now: String,
    received: String,
}

impl From<Audited> for optout_audited {
    fn from(audited: Audited) -> Self {
        let (now, received) = (&audited.header.now, &audited.header.received);
        Self { now: now.to_string(), received: received.to_string(), audited }
    }
}

/// Checks the chain of an audit log: that it is whole, and as it was written. `head` is the one that was kept, or
/// empty: without it, a log that was written anew as a whole is as good as any. A log at fault is
/// OPTOUT_STATUS_VERIFICATION, with the place of the line; the record of a place is the number of the decision in
/// the log, 0 for the header.
///
/// Each line of the log ends in ,"chain":" with 64 digits and "}: SHA-256 over the digits of the line before, for
/// the first line over optout-audit-1 instead, and over what stands in front of that end. The digits of the last
/// line are the head.
///
/// # Safety
/// `len` bytes can be read at `log`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_audit_verify(
    log: *const u8,
    len: usize,
    head: optout_str<'_>,
    audited: Option<&mut MaybeUninit<*mut optout_audited>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(audited, error, || {
        // SAFETY: the caller promises the length for the time of the call.
        let log = unsafe { bytes(log, len) }?;
        Ok(verify_audit(log, head.filled()?)?.into())
    })
}

/// Checks the chain of an audit log in a file, as optout_audit_verify does; memory does not grow with it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_verify_path(
    path: optout_str<'_>,
    head: optout_str<'_>,
    audited: Option<&mut MaybeUninit<*mut optout_audited>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(audited, error, || {
        let head = head.filled()?;
        let log: Result<_> = fs::open(path.text()?);
        let log = log.map_err(|error| error.within(Input::Audit))?;
        Ok(verify_audit(log, head)?.into())
    })
}

/// How many decisions it holds.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_decision_count(audited: Option<&optout_audited>) -> u64 {
    answer(0, || audited.map_or(0, |audited| audited.audited.decisions))
}

/// The head: the hash of the whole log, in hexadecimal. The view lives as long as the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_head(audited: Option<&optout_audited>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || audited.map_or("", |audited| &audited.audited.head).into())
}

/// The snapshot of the list that was swept with. The view lives as long as the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_list_snapshot(audited: Option<&optout_audited>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        audited.map_or("", |audited| &audited.audited.header.list_snapshot).into()
    })
}

/// The day that was taken for today, as YYYY-MM-DD. The view lives as long as the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_now(audited: Option<&optout_audited>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || audited.map_or("", |audited| &audited.now).into())
}

/// The day on which the list was received, as YYYY-MM-DD. The view lives as long as the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_received(audited: Option<&optout_audited>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || audited.map_or("", |audited| &audited.received).into())
}

/// The hash of the policy. The view lives as long as the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_policy_hash(audited: Option<&optout_audited>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        audited.map_or("", |audited| &audited.audited.header.policy_hash).into()
    })
}

/// The version of the library that decided. The view lives as long as the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_engine(audited: Option<&optout_audited>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        audited.map_or("", |audited| &audited.audited.header.engine).into()
    })
}

/// Frees it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audited_free(audited: Option<Box<optout_audited>>) {
    free(audited);
}

/// What a replay has shown: whether the decisions of an audit log come out again.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_audit_replay(AuditReplay);

/// Decides again and compares with the audit log in a file that a run of the job has written: all decisions, or
/// the one about a record by its number from 1; 0 is all. Nothing is written. List, contacts, evidence, tables,
/// policy and days have to be those of the run; output directory, past exports, guard, checkpoint and what was
/// there last time are not asked. `progress` may be NULL; `user` is handed to it as it is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_job_replay(
    job: Option<&optout_job>,
    log: optout_str<'_>,
    record: u64,
    progress: optout_progress,
    user: *mut c_void,
    replay: Option<&mut MaybeUninit<*mut optout_audit_replay>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(replay, error, || {
        let job = need(job)?;
        let record = Some(record).filter(|record| *record > 0);
        let log = Path::new(log.text()?);
        let replay = job.0.replay(log, record, &mut reporting(progress, user))?;
        Ok(optout_audit_replay(replay))
    })
}

/// Whether everything is as it was: inputs, decisions and the log itself.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_agrees(replay: Option<&optout_audit_replay>) -> bool {
    answer(false, || replay.is_some_and(|replay| replay.0.agrees))
}

/// The head of the log, as it follows from its lines. The view lives as long as the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_head(replay: Option<&optout_audit_replay>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || replay.map_or("", |replay| &replay.0.head).into())
}

/// How many decisions are in the log and came out again, whatever they say, of those that were asked about.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_decision_count(replay: Option<&optout_audit_replay>) -> u64 {
    answer(0, || replay.map_or(0, |replay| replay.0.decisions))
}

/// How many of them say something else now.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_changed_count(replay: Option<&optout_audit_replay>) -> u64 {
    answer(0, || replay.map_or(0, |replay| replay.0.changed))
}

/// How many decisions are not in the log.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_not_in_log_count(
    replay: Option<&optout_audit_replay>,
) -> u64 {
    answer(0, || replay.map_or(0, |replay| replay.0.not_in_log))
}

/// How many decisions in the log do not come out again.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_only_in_log_count(
    replay: Option<&optout_audit_replay>,
) -> u64 {
    answer(0, || replay.map_or(0, |replay| replay.0.only_in_log))
}

/// All of it as JSON: the members of the header that differ, the first 1000 records that do with the names of
/// their members, and what is wrong with the log itself. It holds no value of the log.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_json(
    replay: Option<&optout_audit_replay>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(replay)?.0))
}

/// Frees it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_audit_replay_free(replay: Option<Box<optout_audit_replay>>) {
    free(replay);
}
