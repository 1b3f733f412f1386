//! Who must not come back.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::SuppressionSet;
use optout_core::suppress::Imported;
use optout_core::table::Table;

use crate::columns::optout_contacts_options;
use crate::contact::optout_contact;
use crate::failure::optout_error;
use crate::guard::{answer, change, free, give, make, need, tell};
use crate::list::{optout_list, read_date};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::suppress::optout_standing;

/// People who must not be imported again, as hashes under a key of the caller's, of which the leading 128
/// bits are kept, each with the day of the latest opt-out.
///
/// Copies grow apart and are merged, in any order and any number of times, to the same set. Nobody leaves
/// by absence; only optout_suppression_set_release lets a person in again, and a later opt-out takes that
/// back.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
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

/// Reads a set that was kept as bytes. OPTOUT_STATUS_BYTES for bytes that are no set's, damaged, or of
/// another version.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_from_bytes(
    data: *const u8,
    len: usize,
    set: Option<&mut MaybeUninit<*mut optout_suppression_set>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(set, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_suppression_set(SuppressionSet::from_bytes(data)?))
    })
}

/// The set as bytes, to be kept; they hold no personal data.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_to_bytes(
    set: Option<&optout_suppression_set>,
    kept: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(kept, error, || Ok(need(set)?.0.to_bytes().into()))
}

/// Adds everybody on a list that came on a day, "2026-11-24", whether a system has them or not. A person's
/// opt-out is of the day that the list says; where it says none, of the list's, unless the person is stopped
/// already. `lost`, if not NULL, is told of how many nothing could be kept.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_add_list(
    set: Option<&mut optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    list: Option<&optout_list>,
    on: optout_str<'_>,
    lost: Option<&mut MaybeUninit<u64>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| {
        let list = need(list)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        tell(lost, set.0.add_list(key, &list.list, read_date(on)?)?);
        Ok(())
    })
}

/// Adds a person who opted out, or was deleted, on a day, "2026-11-24". `kept`, if not NULL, is told whether
/// anything could be kept of them: of a contact without a readable id, address or name at a company nothing
/// can.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_add(
    set: Option<&mut optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    contact: Option<&optout_contact>,
    on: optout_str<'_>,
    kept: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| {
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        tell(kept, set.0.add(key, &contact.borrow(), read_date(on)?)?);
        Ok(())
    })
}

/// Lets a person in again, for a verdict of a day: opt-outs of earlier days are void, those of that day and
/// of later ones are not. `standing`, if not NULL, is told where the contact stands now.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_release(
    set: Option<&mut optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    contact: Option<&optout_contact>,
    on: optout_str<'_>,
    standing: Option<&mut MaybeUninit<optout_standing>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| {
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        tell(standing, set.0.release(key, &contact.borrow(), read_date(on)?)?.into());
        Ok(())
    })
}

/// Tells where a contact stands who is to come in, and by what.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_check(
    set: Option<&optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    contact: Option<&optout_contact>,
    standing: Option<&mut MaybeUninit<optout_standing>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(standing, error, || {
        let set = need(set)?;
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        Ok(set.0.check(key, &contact.borrow())?.into())
    })
}

/// Tells whether a contact may come in: it could be looked up, and nothing of it is in the set.
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

/// Passes once over contacts that are to come in. `options` may be NULL.
///
/// # Safety
/// `key_len` bytes can be read at `key`, and `len` at `contacts`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_import(
    set: Option<&optout_suppression_set>,
    key: *const u8,
    key_len: usize,
    contacts: *const u8,
    len: usize,
    options: Option<&optout_contacts_options>,
    imported: Option<&mut MaybeUninit<*mut optout_imported>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(imported, error, || {
        let set = need(set)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let contacts = unsafe { bytes(contacts, len) }?;
        let nothing_set = optout_contacts_options::default();
        let options = options.unwrap_or(&nothing_set);
        let mut table = Table::open_contacts(contacts, options.format, &options.layout)?;
        let (mut admitted, mut turned_away) = (Vec::new(), Vec::new());
        let counts = set.0.guard(key)?.import(&mut table, &mut admitted, &mut turned_away)?;
        Ok(optout_imported { admitted: admitted.into(), turned_away: turned_away.into(), counts })
    })
}

/// Adds all that another set under the same key has, releases too.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_merge(
    set: Option<&mut optout_suppression_set>,
    other: Option<&optout_suppression_set>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| Ok(set.0.merge(&need(other)?.0)?))
}

/// How many changes this copy has had. A revision of one copy says nothing about another.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_revision(set: Option<&optout_suppression_set>) -> u64 {
    answer(0, || set.map_or(0, |set| set.0.revision()))
}

/// What this copy has changed since one of its revisions, as bytes for optout_suppression_set_apply.
/// OPTOUT_STATUS_INVALID_OPTION for a revision from before the changes that it still has: the latest, and
/// none from before it was read from bytes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_delta_since(
    set: Option<&optout_suppression_set>,
    revision: u64,
    delta: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(delta, error, || Ok(need(set)?.0.delta_since(revision)?.into()))
}

/// Adds what another copy has changed, or all of it. The same bytes may come twice, and late.
///
/// # Safety
/// `len` bytes can be read at `delta`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_suppression_set_apply(
    set: Option<&mut optout_suppression_set>,
    delta: *const u8,
    len: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let delta = unsafe { bytes(delta, len) }?;
        Ok(set.0.apply(delta)?)
    })
}

/// How many hashes it holds.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_count(set: Option<&optout_suppression_set>) -> usize {
    answer(0, || set.map_or(0, |set| set.0.len()))
}

/// How many hashes were ever released, those suppressed again too.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_released(set: Option<&optout_suppression_set>) -> usize {
    answer(0, || set.map_or(0, |set| set.0.released()))
}

/// Frees a set.
#[unsafe(no_mangle)]
pub extern "C" fn optout_suppression_set_free(set: Option<Box<optout_suppression_set>>) {
    free(set);
}

/// What came of an import.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_imported {
    admitted: optout_buffer,
    turned_away: optout_buffer,
    counts: Imported,
}

/// The records that may come in, as CSV in UTF-8 with the columns and the delimiter of the import. It belongs
/// to what was asked.
#[unsafe(no_mangle)]
pub extern "C" fn optout_imported_admitted(
    imported: Option<&optout_imported>,
) -> *const optout_buffer {
    answer(ptr::null(), || {
        imported.map_or(ptr::null(), |imported| ptr::from_ref(&imported.admitted))
    })
}

/// The numbers of the other records and where they stand, as CSV. It belongs to what was asked.
#[unsafe(no_mangle)]
pub extern "C" fn optout_imported_turned_away(
    imported: Option<&optout_imported>,
) -> *const optout_buffer {
    answer(ptr::null(), || {
        imported.map_or(ptr::null(), |imported| ptr::from_ref(&imported.turned_away))
    })
}

/// The numbers, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_imported_counts_json(
    imported: Option<&optout_imported>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(imported)?.counts))
}

/// Frees what came of an import.
#[unsafe(no_mangle)]
pub extern "C" fn optout_imported_free(imported: Option<Box<optout_imported>>) {
    free(imported);
}
