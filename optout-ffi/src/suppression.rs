//! Who must not come back.

use std::mem::MaybeUninit;

use optout_core::SuppressionSet;

use crate::contact::optout_contact;
use crate::error::{Failure, optout_error};
use crate::guard::{answer, change, free, give, make, need};
use crate::list::optout_list;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};

/// People who must not be imported again, as hashes under a key of the caller's. It grows and never
/// shrinks by itself.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_suppression_set(SuppressionSet);

/// Makes an empty set under a key of at least 16 bytes.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_new(
    key: *const u8,
    key_len: usize,
    set: Option<&mut MaybeUninit<*mut optout_suppression_set>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(set, error, || {
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        Ok(optout_suppression_set(SuppressionSet::new(key)?))
    })
}

/// Reads a set that was kept as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_from_json(
    json: optout_str<'_>,
    set: Option<&mut MaybeUninit<*mut optout_suppression_set>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(set, error, || {
        let read = Failure::json(json.text()?, "a suppression set as it was written")?;
        Ok(optout_suppression_set(read))
    })
}

/// The set as JSON, to be kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_json(
    set: Option<&optout_suppression_set>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(set)?.0))
}

/// Adds everybody on a list, whether a system has them or not.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_add_list(
    set: Option<&mut optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    list: Option<&optout_list>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| {
        let list = need(list)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        set.0.add_list(key, &list.list)?;
        Ok(())
    })
}

/// Adds a person.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_add(
    set: Option<&mut optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    contact: Option<&optout_contact>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| {
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        set.0.add(key, &contact.borrow())?;
        Ok(())
    })
}

/// Tells whether a contact may be imported: none of its ids and addresses is in the set.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_may_import(
    set: Option<&optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    contact: Option<&optout_contact>,
    may_import: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(may_import, error, || {
        let set = need(set)?;
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        Ok(set.0.may_import(key, &contact.borrow())?)
    })
}

/// How many identifiers it holds.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_count(set: Option<&optout_suppression_set>) -> usize {
    answer(0, || set.map_or(0, |set| set.0.len()))
}

/// Frees a set.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_free(set: Option<Box<optout_suppression_set>>) {
    free(set);
}
