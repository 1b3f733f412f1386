//! A plan being carried out.

use std::mem::MaybeUninit;

use optout_core::erase::{Answer, Budget, Erasure, Next, Request, Settled, Taken};

use crate::erasure::optout_erasure_plan;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, change, free, make, need};
use crate::list::read_date;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str, texts};
use crate::words::erase::{
    optout_call_verdict, optout_erasure_method, optout_erasure_outcome, optout_hold,
    optout_next_kind, optout_system,
};

/// A plan that a human has approved, being carried out by its host.
///
/// Ask for the next thing to do, store the progress, make the call, hand the answer back and store the progress
/// again. Stopped at any point and resumed from what was stored last, no record is lost, and only what was in
/// flight is repeated: requests that were handed out and whose answers were not taken.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_erasure(Erasure);

const EXPECTED: &str = "progress as optout_erasure_progress_json writes it";

/// Begins with a plan that was approved: OPTOUT_STATUS_INVALID_OPTION if the approval is another's hash. The plan
/// is copied.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_begin(
    plan: Option<&optout_erasure_plan>,
    approval: optout_str<'_>,
    erasure: Option<&mut MaybeUninit<*mut optout_erasure>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(erasure, error, || {
        Ok(optout_erasure(Erasure::begin(need(plan)?.0.clone(), approval.text()?)?))
    })
}

/// Goes on with a plan that was begun, from the progress that was stored last:
/// OPTOUT_STATUS_INVALID_OPTION if it is another plan's or was tampered with.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_resume(
    plan: Option<&optout_erasure_plan>,
    progress: optout_str<'_>,
    erasure: Option<&mut MaybeUninit<*mut optout_erasure>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(erasure, error, || {
        let plan = need(plan)?.0.clone();
        let progress = Failure::json(progress.text()?, EXPECTED)?;
        Ok(optout_erasure(Erasure::resume(plan, progress)?))
    })
}

/// How far it has come, as JSON to be stored. It holds no id.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_progress_json(
    erasure: Option<&optout_erasure>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(need(erasure)?.0.progress()))
}

/// The people are in the suppression set and their records are flagged: deletion may begin.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_suppressed(
    erasure: Option<&mut optout_erasure>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(erasure, error, |erasure| {
        erasure.0.suppressed();
        Ok(())
    })
}

/// Somebody has seen to the credentials for a system, a value of optout_system.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_authorized(
    erasure: Option<&mut optout_erasure>,
    system: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(erasure, error, |erasure| {
        erasure.0.authorized(optout_system::read(system)?);
        Ok(())
    })
}

/// Takes so much of a system's allowance from now on: at most `calls_per_day` calls, all that there are if it is
/// UINT64_MAX, and all but `leave` where the system tells how many remain. A day begins `day_begins` seconds after
/// midnight UTC; negative for what is known of the system.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_set_budget(
    erasure: Option<&mut optout_erasure>,
    system: i32,
    calls_per_day: u64,
    leave: u64,
    day_begins: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(erasure, error, |erasure| {
        let system = optout_system::read(system)?;
        let usual = Budget::of(system);
        let calls_per_day = Some(calls_per_day).filter(|calls| *calls != u64::MAX);
        let day_begins = u32::try_from(day_begins).unwrap_or(usual.day_begins);
        erasure.0.set_budget(system, Budget { calls_per_day, leave, day_begins });
        Ok(())
    })
}

/// Has at most so many requests in flight; 1 unless said otherwise.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_set_in_flight(
    erasure: Option<&mut optout_erasure>,
    most: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(erasure, error, |erasure| {
        erasure.0.set_in_flight(most)?;
        Ok(())
    })
}

/// What is to be done at a time in seconds since 1970 in UTC. A request that it hands out is in flight, and its
/// call is counted.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_next(
    erasure: Option<&mut optout_erasure>,
    now: u64,
    next: Option<&mut MaybeUninit<*mut optout_next>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(next, error, || Ok(optout_next(need(erasure)?.0.next(now))))
}

/// Takes the answer to a request by its number: the status of HTTP, 0 if none came; so many headers, each a name
/// and a value; and the body. OPTOUT_STATUS_INVALID_OPTION for a request that is not in flight; nothing is changed
/// then.
///
/// # Safety
/// `headers` views can be read at `names` and at `values`, and `len` bytes at `body`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_erasure_take_answer(
    erasure: Option<&mut optout_erasure>,
    number: u64,
    status: u16,
    names: *const optout_str<'_>,
    values: *const optout_str<'_>,
    headers: usize,
    body: *const u8,
    len: usize,
    now: u64,
    taken: Option<&mut MaybeUninit<*mut optout_taken>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(taken, error, || {
        // SAFETY: the caller promises so many views.
        let (names, values) = unsafe { (texts(names, headers)?, texts(values, headers)?) };
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let body = unsafe { bytes(body, len) }?;
        let headers: Vec<(&str, &str)> = names.into_iter().zip(values).collect();
        let answer = Answer { status, headers: &headers, body };
        Ok(optout_taken(need(erasure)?.0.take_answer(number, &answer, now)?))
    })
}

/// What has been reached, as JSON: of each call in its order the numbers of records planned, deleted, gone,
/// accepted, failed and open, and the day of the last answer. It holds no id.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_standing_json(
    erasure: Option<&optout_erasure>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(erasure)?.0.standing()))
}

/// The records that their systems refuse to delete, as JSON, ids and codes among it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_failed_json(
    erasure: Option<&optout_erasure>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(erasure)?.0.failed()))
}

/// What is to be looked for again on a day such as "2026-12-24", as JSON, record ids among it: 30, 60 and 90 days
/// after the last record of a call was deleted, until somebody has looked.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_reverification_json(
    erasure: Option<&optout_erasure>,
    day: optout_str<'_>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || {
        let erasure = need(erasure)?;
        optout_buffer::json(&erasure.0.reverification(read_date(day)?))
    })
}

/// Somebody has looked for the records of a call, a value of optout_erasure_method, again, so many days after.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_reverified(
    erasure: Option<&mut optout_erasure>,
    method: i32,
    days: u32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(erasure, error, |erasure| {
        erasure.0.reverified(optout_erasure_method::read(method)?, days)?;
        Ok(())
    })
}

/// Frees an erasure.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_free(erasure: Option<Box<optout_erasure>>) {
    free(erasure);
}

/// What the host is to do, and the request if it is to make a call.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_next(Next);

fn request(next: Option<&optout_next>) -> Option<&Request> {
    match &next?.0 {
        Next::Send(request) => Some(request),
        _ => None,
    }
}

/// What it is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_kind_of(next: Option<&optout_next>) -> optout_next_kind {
    answer(optout_next_kind::None, || optout_next_kind::or_none(next.map(|next| next.0.kind())))
}

/// The system that it is about; none if it is about all.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_system(next: Option<&optout_next>) -> optout_system {
    answer(optout_system::None, || optout_system::or_none(next.and_then(|next| next.0.system())))
}

/// The time until which to wait, in seconds since 1970; 0 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_until(next: Option<&optout_next>) -> u64 {
    answer(0, || next.and_then(|next| next.0.until()).map_or(0, |(until, _)| until))
}

/// Why to wait.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_hold(next: Option<&optout_next>) -> optout_hold {
    answer(optout_hold::None, || {
        optout_hold::or_none(next.and_then(|next| next.0.until()).map(|(_, hold)| hold))
    })
}

/// The name of the request, which its answer goes by; 0 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_number(next: Option<&optout_next>) -> u64 {
    answer(0, || request(next).map_or(0, |request| request.number))
}

/// What the request does.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_method(next: Option<&optout_next>) -> optout_erasure_method {
    answer(optout_erasure_method::None, || {
        optout_erasure_method::or_none(request(next).map(|request| request.method))
    })
}

/// "DELETE" or "POST".
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_verb(next: Option<&optout_next>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || request(next).map_or("", |request| request.verb).into())
}

/// Path and query.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_path(next: Option<&optout_next>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || request(next).map_or("", |request| &request.path).into())
}

/// The type of the body; empty if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_content_type(next: Option<&optout_next>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        request(next).and_then(|request| request.content_type).unwrap_or_default().into()
    })
}

/// The body; empty if there is none, and where the host has to put in an address.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_body(next: Option<&optout_next>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        request(next).and_then(|request| request.body.as_deref()).unwrap_or_default().into()
    })
}

/// Whether the host has to put in an address.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_needs_address(next: Option<&optout_next>) -> bool {
    answer(false, || request(next).is_some_and(Request::needs_address))
}

/// The body with the address of the request's record, which the host looks up there, and that of the user who
/// asks.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_address_body(
    next: Option<&optout_next>,
    email: optout_str<'_>,
    requester_email: optout_str<'_>,
    body: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(body, error, || {
        let request = need(request(next))?;
        Ok(request.address_body(email.text()?, requester_email.text()?)?.into())
    })
}

/// Whether the request may have been done before.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_is_repeated(next: Option<&optout_next>) -> bool {
    answer(false, || request(next).is_some_and(|request| request.is_repeated))
}

/// How many records the request deletes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_record_count(next: Option<&optout_next>) -> usize {
    answer(0, || request(next).map_or(0, |request| request.record_ids.len()))
}

/// A record that the request deletes, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_record_id(next: Option<&optout_next>, at: usize) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        request(next)
            .and_then(|request| request.record_ids.get(at))
            .map_or("", String::as_str)
            .into()
    })
}

/// Frees what is to be done.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_free(next: Option<Box<optout_next>>) {
    free(next);
}

/// What an answer has settled.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_taken(Taken);

fn settled(taken: Option<&optout_taken>, at: usize) -> Option<&Settled> {
    taken?.0.records.get(at)
}

/// Whether to go on.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_verdict(taken: Option<&optout_taken>) -> optout_call_verdict {
    answer(optout_call_verdict::None, || {
        optout_call_verdict::or_none(taken.map(|taken| taken.0.verdict.kind()))
    })
}

/// The time until which to wait, in seconds since 1970; 0 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_until(taken: Option<&optout_taken>) -> u64 {
    answer(0, || taken.and_then(|taken| taken.0.verdict.until()).map_or(0, |(until, _)| until))
}

/// Why to wait.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_hold(taken: Option<&optout_taken>) -> optout_hold {
    answer(optout_hold::None, || {
        let until = taken.and_then(|taken| taken.0.verdict.until());
        optout_hold::or_none(until.map(|(_, hold)| hold))
    })
}

/// How many records the request had.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_count(taken: Option<&optout_taken>) -> usize {
    answer(0, || taken.map_or(0, |taken| taken.0.records.len()))
}

/// A record of the request, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_record_id(
    taken: Option<&optout_taken>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || settled(taken, at).map_or("", |settled| &settled.record_id).into())
}

/// What has become of it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_outcome(
    taken: Option<&optout_taken>,
    at: usize,
) -> optout_erasure_outcome {
    answer(optout_erasure_outcome::None, || {
        optout_erasure_outcome::or_none(settled(taken, at).map(|settled| settled.outcome))
    })
}

/// The system's code, where it is not deleted; empty if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_code(taken: Option<&optout_taken>, at: usize) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        settled(taken, at).and_then(|settled| settled.code.as_deref()).unwrap_or_default().into()
    })
}

/// Frees what an answer has settled.
#[unsafe(no_mangle)]
pub extern "C" fn optout_taken_free(taken: Option<Box<optout_taken>>) {
    free(taken);
}
