//! Decisions to what each system takes for deletion.

use std::mem::MaybeUninit;

use optout_core::erase::{ErasurePlan, System};

use crate::decision::optout_decision;
use crate::error::optout_error;
use crate::guard::{answer, attempt, change, free, make, need, tell};
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};
use crate::words::erase::optout_system;

/// The records of one system that are to be deleted. The library deletes nothing: the host carries
/// a plan out when a human has approved it by its hash.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_erasure_plan {
    plan: ErasurePlan,
    system: System,
}

/// How many records one call to a system takes, a value of optout_system; 0 for any other number.
#[unsafe(no_mangle)]
pub extern "C" fn optout_system_batch_size(system: i32) -> usize {
    answer(0, || optout_system::read(system).map_or(0, System::batch_size))
}

/// Makes an empty plan for a system, a value of optout_system.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_new(
    system: i32,
    plan: Option<&mut MaybeUninit<*mut optout_erasure_plan>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(plan, error, || {
        let system = optout_system::read(system)?;
        Ok(optout_erasure_plan { plan: ErasurePlan::new(system), system })
    })
}

/// Plans a record's deletion if its decision says so: by its id as the system takes it, and once. An
/// id that is missing or damaged is an error. `planned` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_add(
    plan: Option<&mut optout_erasure_plan>,
    record_id: optout_str<'_>,
    decision: Option<&optout_decision>,
    planned: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(plan, error, |plan| {
        let decision = need(decision)?;
        tell(planned, plan.plan.plan(record_id.text()?, &decision.decision)?);
        Ok(())
    })
}

/// The system.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_system(plan: Option<&optout_erasure_plan>) -> optout_system {
    answer(optout_system::None, || plan.map_or(optout_system::None, |plan| plan.system.into()))
}

/// How many calls the plan takes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_batch_count(plan: Option<&optout_erasure_plan>) -> usize {
    answer(0, || plan.map_or(0, |plan| plan.plan.batches().count()))
}

/// How many records a batch has, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_batch_len(
    plan: Option<&optout_erasure_plan>,
    batch: usize,
) -> usize {
    answer(0, || {
        plan.and_then(|plan| plan.plan.batches().nth(batch).map(<[String]>::len))
            .unwrap_or_default()
    })
}

/// A record id of a batch, both counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_record_id(
    plan: Option<&optout_erasure_plan>,
    batch: usize,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        plan.and_then(|plan| {
            plan.plan.batches().nth(batch).and_then(|ids| ids.get(at)).map(String::as_str)
        })
        .unwrap_or_default()
        .into()
    })
}

/// SHA-256 over system and records, in hexadecimal: what an approval names.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_hash(
    plan: Option<&optout_erasure_plan>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || {
        let plan = need(plan)?;
        Ok(plan.plan.hash().into())
    })
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
        let plan = need(plan)?;
        plan.plan.approve(hash.text()?)?;
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
    make(json, error, || optout_buffer::json(&need(plan)?.plan))
}

/// Frees a plan.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_plan_free(plan: Option<Box<optout_erasure_plan>>) {
    free(plan);
}
