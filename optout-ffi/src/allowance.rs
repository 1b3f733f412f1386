//! How many calls a system still takes.

use std::mem::MaybeUninit;

use optout_core::erase::{Allowance, Answer, Budget, Verdict};

use crate::failure::{Failure, optout_error};
use crate::guard::{answer, change, free, make, need, tell};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str, texts};
use crate::words::erase::{optout_call_verdict, optout_hold, optout_system};

/// Counts the calls to one system and listens to what it says of its limits: for hosts that make calls of their
/// own. An erasure has its own.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_allowance(Allowance);

const EXPECTED: &str = "an allowance as optout_allowance_json writes it";

/// Makes an allowance of a system, a value of optout_system, of which no call is counted yet.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_new(
    system: i32,
    allowance: Option<&mut MaybeUninit<*mut optout_allowance>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(allowance, error, || Ok(optout_allowance(Allowance::new(optout_system::read(system)?))))
}

/// Reads what optout_allowance_json wrote: what was counted still counts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_from_json(
    json: optout_str<'_>,
    allowance: Option<&mut MaybeUninit<*mut optout_allowance>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(allowance, error, || Ok(optout_allowance(Failure::json(json.text()?, EXPECTED)?)))
}

/// Takes so much of a day's allowance, as optout_erasure_set_budget.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_set_budget(
    allowance: Option<&mut optout_allowance>,
    calls_per_day: u64,
    leave: u64,
    day_begins: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(allowance, error, |allowance| {
        let usual = Budget::of(allowance.0.system());
        let calls_per_day = Some(calls_per_day).filter(|calls| *calls != u64::MAX);
        let day_begins = u32::try_from(day_begins).unwrap_or(usual.day_begins);
        allowance.0.set_budget(Budget { calls_per_day, leave, day_begins });
        Ok(())
    })
}

/// Writes a verdict to outputs, each of which may be NULL.
fn tell_verdict(
    said: Verdict,
    verdict: Option<&mut MaybeUninit<optout_call_verdict>>,
    until: Option<&mut MaybeUninit<u64>>,
    hold: Option<&mut MaybeUninit<optout_hold>>,
) {
    tell(verdict, said.kind().into());
    tell(until, said.until().map_or(0, |(until, _)| until));
    tell(hold, optout_hold::or_none(said.until().map(|(_, hold)| hold)));
}

/// Asks for a call at a time in seconds since 1970: OPTOUT_CALL_VERDICT_GO_ON counts it, and it may be made. `until`
/// and `hold` say how long to wait and why. Outputs may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_charge(
    allowance: Option<&mut optout_allowance>,
    now: u64,
    verdict: Option<&mut MaybeUninit<optout_call_verdict>>,
    until: Option<&mut MaybeUninit<u64>>,
    hold: Option<&mut MaybeUninit<optout_hold>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(allowance, error, |allowance| {
        tell_verdict(allowance.0.charge(now), verdict, until, hold);
        Ok(())
    })
}

/// Takes an answer as optout_erasure_take_answer does, while so many other calls are in flight; says whether to go
/// on. Outputs may be NULL.
///
/// # Safety
/// `headers` views can be read at `names` and at `values`, and `len` bytes at `body`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_allowance_take(
    allowance: Option<&mut optout_allowance>,
    status: u16,
    names: *const optout_str<'_>,
    values: *const optout_str<'_>,
    headers: usize,
    body: *const u8,
    len: usize,
    in_flight: u64,
    now: u64,
    verdict: Option<&mut MaybeUninit<optout_call_verdict>>,
    until: Option<&mut MaybeUninit<u64>>,
    hold: Option<&mut MaybeUninit<optout_hold>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(allowance, error, |allowance| {
        // SAFETY: the caller promises so many views.
        let (names, values) = unsafe { (texts(names, headers)?, texts(values, headers)?) };
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let body = unsafe { bytes(body, len) }?;
        let headers: Vec<(&str, &str)> = names.into_iter().zip(values).collect();
        let answer = Answer { status, headers: &headers, body };
        tell_verdict(allowance.0.take(&answer, in_flight, now), verdict, until, hold);
        Ok(())
    })
}

/// Goes on with credentials that somebody has seen to.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_authorized(
    allowance: Option<&mut optout_allowance>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(allowance, error, |allowance| {
        allowance.0.authorized();
        Ok(())
    })
}

/// How many calls have been counted on the day of the last one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_call_count(allowance: Option<&optout_allowance>) -> u64 {
    answer(0, || allowance.map_or(0, |allowance| allowance.0.calls()))
}

/// The allowance as JSON, to be stored.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_json(
    allowance: Option<&optout_allowance>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(allowance)?.0))
}

/// Frees an allowance.
#[unsafe(no_mangle)]
pub extern "C" fn optout_allowance_free(allowance: Option<Box<optout_allowance>>) {
    free(allowance);
}
