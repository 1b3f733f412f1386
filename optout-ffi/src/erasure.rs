//! Decisions to what each system takes for deletion.

use std::mem::MaybeUninit;

use optout_core::erase::{ErasurePlan, Method, Step};

use crate::decision::optout_decision;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, attempt, change, free, make, need, tell};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::erase::{
    optout_erasure_method, optout_erasure_object, optout_erasure_step_kind, optout_system,
};

/// The records that are to be deleted, by the call that deletes them. The library deletes nothing: the host
/// carries a plan out when a human has approved it by its hash.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_erasure_plan(pub(crate) ErasurePlan);

const EXPECTED: &str = "an erasure plan as optout_erasure_plan_json writes it";

/// The call by which records of a system, a value of optout_system, are deleted unless another is named.
#[unsafe(no_mangle)]
pub extern "C" fn optout_system_method(system: i32) -> optout_erasure_method {
    answer(optout_erasure_method::None, || {
        optout_system::read(system)
            .map_or(optout_erasure_method::None, |system| system.method().into())
    })
}

/// The system of a call, a value of optout_erasure_method.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_method_system(method: i32) -> optout_system {
    answer(optout_system::None, || {
        optout_erasure_method::read(method)
            .map_or(optout_system::None, |method| method.system().into())
    })
}

/// How many records one call takes as documented; 0 for a number that is no call.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_method_batch_size(method: i32) -> usize {
    answer(0, || optout_erasure_method::read(method).map_or(0, Method::batch_size))
}

/// Makes an empty plan. The system of record, a value of optout_system, is the one that the others have their
/// records from.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_new(
    system_of_record: i32,
    plan: Option<&mut MaybeUninit<*mut optout_erasure_plan>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(plan, error, || {
        Ok(optout_erasure_plan(ErasurePlan::new(optout_system::read(system_of_record)?)))
    })
}

/// Reads what optout_erasure_plan_json wrote; every id is checked again.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_from_json(
    json: optout_str<'_>,
    plan: Option<&mut MaybeUninit<*mut optout_erasure_plan>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(plan, error, || Ok(optout_erasure_plan(Failure::json(json.text()?, EXPECTED)?)))
}

/// Plans a record's deletion by a call, a value of optout_erasure_method, if its decision says so: by its id as
/// the call takes it, and once. An id that is missing, damaged or no person's is an error. `planned` may be
/// NULL.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_add(
    plan: Option<&mut optout_erasure_plan>,
    method: i32,
    record_id: optout_str<'_>,
    decision: Option<&optout_decision>,
    planned: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(plan, error, |plan| {
        let (decision, method) = (need(decision)?, optout_erasure_method::read(method)?);
        tell(planned, plan.0.plan(method, record_id.text()?, &decision.decision)?);
        Ok(())
    })
}

/// Plans the records of a table of deletions as a sweep writes it; it goes by the column `record_id`. `added`,
/// which may be NULL, is how many had not been planned. Nothing is planned from a table with a fault.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_erasure_plan_read_deletions(
    plan: Option<&mut optout_erasure_plan>,
    method: i32,
    data: *const u8,
    len: usize,
    added: Option<&mut MaybeUninit<usize>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(plan, error, |plan| {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let table = unsafe { bytes(data, len) }?;
        tell(added, plan.0.read_deletions(optout_erasure_method::read(method)?, table)?);
        Ok(())
    })
}

/// Has so many records in a call, where a system takes more or fewer than documented.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_set_batch_size(
    plan: Option<&mut optout_erasure_plan>,
    method: i32,
    size: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(plan, error, |plan| {
        plan.0.set_batch_size(optout_erasure_method::read(method)?, size)?;
        Ok(())
    })
}

/// Makes calls to this version of Salesforce's API, such as "v62.0".
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_set_salesforce_version(
    plan: Option<&mut optout_erasure_plan>,
    version: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(plan, error, |plan| {
        plan.0.set_salesforce_version(version.text()?)?;
        Ok(())
    })
}

/// How many records are to be deleted.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_count(plan: Option<&optout_erasure_plan>) -> usize {
    answer(0, || plan.map_or(0, |plan| plan.0.len()))
}

/// How many steps the plan has. They are in their order: every system is told before any record is deleted.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_step_count(plan: Option<&optout_erasure_plan>) -> usize {
    answer(0, || plan.map_or(0, |plan| plan.0.steps().len()))
}

fn step(plan: Option<&optout_erasure_plan>, at: usize) -> Option<Step> {
    plan.and_then(|plan| plan.0.steps().get(at).copied())
}

/// Why a step, counted from 0, has its place.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_step_kind(
    plan: Option<&optout_erasure_plan>,
    at: usize,
) -> optout_erasure_step_kind {
    answer(optout_erasure_step_kind::None, || {
        optout_erasure_step_kind::or_none(step(plan, at).map(|step| step.kind))
    })
}

/// The system of a step.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_step_system(
    plan: Option<&optout_erasure_plan>,
    at: usize,
) -> optout_system {
    answer(optout_system::None, || optout_system::or_none(step(plan, at).map(|step| step.system)))
}

/// The call of a step; none where records are suppressed.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_step_method(
    plan: Option<&optout_erasure_plan>,
    at: usize,
) -> optout_erasure_method {
    answer(optout_erasure_method::None, || {
        optout_erasure_method::or_none(step(plan, at).and_then(|step| step.method))
    })
}

/// How many records a step is about.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_step_record_count(
    plan: Option<&optout_erasure_plan>,
    at: usize,
) -> usize {
    answer(0, || step(plan, at).map_or(0, |step| step.records))
}

/// How many calls a step takes, if each succeeds at once.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_step_call_count(
    plan: Option<&optout_erasure_plan>,
    at: usize,
) -> usize {
    answer(0, || step(plan, at).map_or(0, |step| step.calls))
}

/// The id of a record that a call deletes, counted from 0 in the order in which they were planned; empty behind
/// the last.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_record_id(
    plan: Option<&optout_erasure_plan>,
    method: i32,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        let method = optout_erasure_method::read(method).ok();
        plan.zip(method)
            .and_then(|(plan, method)| plan.0.record_ids(method).get(at))
            .map_or("", String::as_str)
            .into()
    })
}

/// A table with nothing but the ids of a system's records of one kind, a value of optout_erasure_object, as bulk
/// deletions take it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_delete_table(
    plan: Option<&optout_erasure_plan>,
    system: i32,
    object: i32,
    table: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(table, error, || {
        let (system, object) = (optout_system::read(system), optout_erasure_object::read(object));
        Ok(need(plan)?.0.delete_table(system?, object?)?.into())
    })
}

/// A table that flags a system's records of one kind and deletes nothing, to filter by.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_flag_table(
    plan: Option<&optout_erasure_plan>,
    system: i32,
    object: i32,
    table: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(table, error, || {
        let (system, object) = (optout_system::read(system), optout_erasure_object::read(object));
        Ok(need(plan)?.0.flag_table(system?, object?)?.into())
    })
}

/// What the plan would do, as JSON for a human to approve: its hash, the numbers of records and calls, and the
/// steps. It holds no id.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_preview_json(
    plan: Option<&optout_erasure_plan>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(plan)?.0.preview()))
}

/// SHA-256 over all that the plan would do, in hexadecimal: what an approval names.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_hash(
    plan: Option<&optout_erasure_plan>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || Ok(need(plan)?.0.hash().into()))
}

/// Accepts an approval if it is of this very plan: OPTOUT_STATUS_INVALID_OPTION if the hash is
/// another's.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_approve(
    plan: Option<&optout_erasure_plan>,
    hash: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        need(plan)?.0.approve(hash.text()?)?;
        Ok(())
    })
}

/// The plan as JSON, record ids among it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_json(
    plan: Option<&optout_erasure_plan>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(plan)?.0))
}

/// Frees a plan. Erasures that it has begun keep their copy.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_free(plan: Option<Box<optout_erasure_plan>>) {
    free(plan);
}
