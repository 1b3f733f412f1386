//! Whose rows are redacted.

use std::mem::MaybeUninit;

use optout_core::redact::Targets;

use crate::failure::optout_error;
use crate::guard::{answer, change, free, make, need, tell};
use crate::list::optout_list;
use crate::status::optout_status;
use crate::strings::optout_str;

/// The identifiers of the people whose rows are redacted.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
#[derive(Default)]
pub struct optout_targets(pub(crate) Targets);

/// Makes targets that name nobody.
#[unsafe(no_mangle)]
pub extern "C" fn optout_targets_new(
    targets: Option<&mut MaybeUninit<*mut optout_targets>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(targets, error, || Ok(optout_targets::default()))
}

/// Adds the vendor's id of a person. `taken` may be NULL; it is false if the id is blank or
/// damaged.
#[unsafe(no_mangle)]
pub extern "C" fn optout_targets_add_person_id(
    targets: Option<&mut optout_targets>,
    value: optout_str<'_>,
    taken: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(targets, error, |targets| {
        tell(taken, targets.0.person_id(value.text()?));
        Ok(())
    })
}

/// Adds the CRM's id of a person's record, in either form. `taken` may be NULL; it is false if the
/// id is blank or faulty.
#[unsafe(no_mangle)]
pub extern "C" fn optout_targets_add_record_id(
    targets: Option<&mut optout_targets>,
    value: optout_str<'_>,
    taken: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(targets, error, |targets| {
        tell(taken, targets.0.record_id(value.text()?));
        Ok(())
    })
}

/// Adds every address of an e-mail cell. `taken` may be NULL; it is false if there is none or one
/// is faulty.
#[unsafe(no_mangle)]
pub extern "C" fn optout_targets_add_email(
    targets: Option<&mut optout_targets>,
    cell: optout_str<'_>,
    taken: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(targets, error, |targets| {
        tell(taken, targets.0.email(cell.text()?));
        Ok(())
    })
}

/// Adds everybody on a list by their ids and addresses. `refused` may be NULL; it is the number of
/// those that are faulty and were not taken.
#[unsafe(no_mangle)]
pub extern "C" fn optout_targets_add_list(
    targets: Option<&mut optout_targets>,
    list: Option<&optout_list>,
    refused: Option<&mut MaybeUninit<usize>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(targets, error, |targets| {
        let list = need(list)?;
        tell(refused, targets.0.list(&list.list));
        Ok(())
    })
}

/// Whether they name nobody.
#[unsafe(no_mangle)]
pub extern "C" fn optout_targets_is_empty(targets: Option<&optout_targets>) -> bool {
    answer(false, || targets.is_some_and(|targets| targets.0.is_empty()))
}

/// Frees targets. Redactors that were made of them stay good.
#[unsafe(no_mangle)]
pub extern "C" fn optout_targets_free(targets: Option<Box<optout_targets>>) {
    free(targets);
}
