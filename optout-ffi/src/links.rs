//! Record ids that have become others.

use std::mem::MaybeUninit;

use optout_core::IdLinks;

use crate::failure::optout_error;
use crate::guard::{answer, change, free, make, need};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};

/// The caller's table of record ids that have become others: merged records, converted leads. A list names
/// records as they were on the day when the vendor took them.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_id_links(pub(crate) IdLinks);

/// Makes a table in which no id has become another.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_links_new(
    links: Option<&mut MaybeUninit<*mut optout_id_links>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(links, error, || Ok(optout_id_links(IdLinks::default())))
}

/// Reads a delimited text with the columns `system`, `old_id` and `new_id`. Other columns are passed over.
/// A blank cell, an id that cannot be read, one that leads to two others, and ids that lead in a circle are
/// errors with their position.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_id_links_read(
    data: *const u8,
    len: usize,
    links: Option<&mut MaybeUninit<*mut optout_id_links>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(links, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_id_links(IdLinks::read(data)?))
    })
}

/// Says that an id of a system has become another. OPTOUT_STATUS_VALUE for a blank system, an id that
/// cannot be read, one that leads to another id already, and one to which the new id leads.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_links_add(
    links: Option<&mut optout_id_links>,
    system: optout_str<'_>,
    old_id: optout_str<'_>,
    new_id: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(links, error, |links| {
        links.0.add(system.text()?, old_id.text()?, new_id.text()?)?;
        Ok(())
    })
}

/// The id that an id has become in the end; itself where it has not. It is compared as the key that ids
/// of its system have: a Salesforce id in its form of 18 characters.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_links_current(
    links: Option<&optout_id_links>,
    system: optout_str<'_>,
    key: optout_str<'_>,
    current: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(current, error, || {
        Ok(need(links)?.0.current(system.text()?, key.text()?).to_owned().into())
    })
}

/// How many ids have become others.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_links_count(links: Option<&optout_id_links>) -> usize {
    answer(0, || links.map_or(0, |links| links.0.len()))
}

/// SHA-256 of what it says, in hexadecimal; the order of rows is not in it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_links_hash(
    links: Option<&optout_id_links>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || Ok(need(links)?.0.hash().into()))
}

/// Frees links. Options that hold them keep their copy.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_links_free(links: Option<Box<optout_id_links>>) {
    free(links);
}
