//! Short forms of given names.

use std::mem::MaybeUninit;

use optout_core::Nicknames;

use crate::failure::optout_error;
use crate::guard::{answer, change, free, give, make, need};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};

/// Which given names are short forms of which: the list that comes with the library, and pairs of the
/// caller's own. Only the pairs themselves count, never a third name.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_nicknames(pub(crate) Nicknames);

/// Makes a list without pairs of the caller's own.
#[unsafe(no_mangle)]
pub extern "C" fn optout_nicknames_new(
    nicknames: Option<&mut MaybeUninit<*mut optout_nicknames>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(nicknames, error, || Ok(optout_nicknames(Nicknames::default())))
}

/// Reads pairs from CSV lines `name,short[,short...]` without a header. A line without a short form, or
/// with an empty name, is an error with its position.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_nicknames_read(
    data: *const u8,
    len: usize,
    nicknames: Option<&mut MaybeUninit<*mut optout_nicknames>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(nicknames, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_nicknames(Nicknames::read(data)?))
    })
}

/// Adds a pair; both are folded as names are. A pair with nothing in it, or of one name twice, is no pair.
#[unsafe(no_mangle)]
pub extern "C" fn optout_nicknames_add(
    nicknames: Option<&mut optout_nicknames>,
    name: optout_str<'_>,
    short_form: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(nicknames, error, |nicknames| {
        nicknames.0.add(name.text()?, short_form.text()?);
        Ok(())
    })
}

/// Tells whether one given name is a short form of the other. Both are folded forms, as tokens have.
#[unsafe(no_mangle)]
pub extern "C" fn optout_nicknames_are(
    nicknames: Option<&optout_nicknames>,
    left: optout_str<'_>,
    right: optout_str<'_>,
    are_nicknames_of_one: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(are_nicknames_of_one, error, || Ok(need(nicknames)?.0.are(left.text()?, right.text()?)))
}

/// How many pairs of the caller's own it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_nicknames_count(nicknames: Option<&optout_nicknames>) -> usize {
    answer(0, || nicknames.map_or(0, |nicknames| nicknames.0.to_rows().len()))
}

/// SHA-256 of all pairs and the version of the list that comes with the library, in hexadecimal; the order
/// of pairs is not in it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_nicknames_hash(
    nicknames: Option<&optout_nicknames>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || Ok(need(nicknames)?.0.hash().into()))
}

/// Frees nicknames. Options that hold them keep their copy.
#[unsafe(no_mangle)]
pub extern "C" fn optout_nicknames_free(nicknames: Option<Box<optout_nicknames>>) {
    free(nicknames);
}
