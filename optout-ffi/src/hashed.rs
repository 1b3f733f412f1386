//! Lists that arrive hashed.

use std::mem::MaybeUninit;

use optout_core::list::{HashedAnswer, HashedList, HashedTally, drop_name, drop_person};

use crate::contact::optout_contact;
use crate::failure::optout_error;
use crate::guard::{answer, change, free, give, make, need, tell};
use crate::list::read_date;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::hashed::{optout_hash_profile, optout_hashed_outcome};

/// The hash of an address, as lists of a profile, a value of optout_hash_profile, have it.
/// OPTOUT_STATUS_VALUE for what is not one address.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hash_email(
    profile: i32,
    email: optout_str<'_>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || Ok(optout_hash_profile::read(profile)?.hash_email(email.text()?)?.into()))
}

/// The hash that California's platform makes of a given or a family name. OPTOUT_STATUS_VALUE for a name of
/// which nothing is left, and for one in Greek or Cyrillic letters, which the platform transliterates by a
/// table that this library does not have.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hash_drop_name(
    name: optout_str<'_>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || Ok(drop_name(name.text()?)?.into()))
}

/// The hash that California's platform makes of a person: given name, family name, day of birth,
/// "1985-07-04", and ZIP code.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hash_drop_person(
    given: optout_str<'_>,
    family: optout_str<'_>,
    born: optout_str<'_>,
    zip: optout_str<'_>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || {
        let born = read_date(born)?;
        Ok(drop_person(given.text()?, family.text()?, born, zip.text()?)?.into())
    })
}

/// A list of hashes of one profile, each perhaps with an id by which its sender wants the answer.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_hashed_list(HashedList);

/// Reads one hash per line, or a comma-separated file whose header has a column "Hash", and perhaps one "ID".
/// OPTOUT_STATUS_VALUE, with its place, for what is no hash of the profile, a value of optout_hash_profile.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_hashed_list_read(
    data: *const u8,
    len: usize,
    profile: i32,
    list: Option<&mut MaybeUninit<*mut optout_hashed_list>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(list, error, || {
        let profile = optout_hash_profile::read(profile)?;
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_hashed_list(HashedList::read(data, profile)?))
    })
}

/// How many rows it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_list_count(list: Option<&optout_hashed_list>) -> usize {
    answer(0, || list.map_or(0, |list| list.0.len()))
}

/// Tells whether an address of a contact is on the list.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_list_matches(
    list: Option<&optout_hashed_list>,
    contact: Option<&optout_contact>,
    matches: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(matches, error, || Ok(need(list)?.0.matches(&need(contact)?.borrow())))
}

/// Tells whether a hash is on the list, such as one of optout_hash_drop_person.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_list_has_hash(
    list: Option<&optout_hashed_list>,
    hash: optout_str<'_>,
    has_hash: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(has_hash, error, || Ok(need(list)?.0.has_hash(hash.text()?)?))
}

/// Frees a list.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_list_free(list: Option<Box<optout_hashed_list>>) {
    free(list);
}

/// Goes over all consumers of a system, and then knows what becomes of each row of a hashed list.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_hashed_tally(HashedTally);

/// Makes a tally of a list, which may be freed, that has seen nobody.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_new(
    list: Option<&optout_hashed_list>,
    tally: Option<&mut MaybeUninit<*mut optout_hashed_tally>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(tally, error, || Ok(optout_hashed_tally(HashedTally::new(&need(list)?.0))))
}

/// Takes note of a record of a consumer, by its addresses. `consumer` is what tells the system's people apart:
/// two records of one person have one. `rows`, if not NULL, is told how many rows it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_add(
    tally: Option<&mut optout_hashed_tally>,
    consumer: optout_str<'_>,
    contact: Option<&optout_contact>,
    rows: Option<&mut MaybeUninit<usize>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(tally, error, |tally| {
        let contact = need(contact)?;
        tell(rows, tally.0.add(consumer.text()?, &contact.borrow()));
        Ok(())
    })
}

/// Takes note of a hash of a consumer, such as one of optout_hash_drop_person. `rows`, if not NULL, is told how
/// many rows have it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_add_hash(
    tally: Option<&mut optout_hashed_tally>,
    consumer: optout_str<'_>,
    hash: optout_str<'_>,
    rows: Option<&mut MaybeUninit<usize>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(tally, error, |tally| {
        tell(rows, tally.0.add_hash(consumer.text()?, hash.text()?)?);
        Ok(())
    })
}

fn at(tally: Option<&optout_hashed_tally>, at: usize) -> Option<HashedAnswer<'_>> {
    tally?.0.answer(at)
}

/// How many rows the list has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_count(tally: Option<&optout_hashed_tally>) -> usize {
    answer(0, || tally.map_or(0, |tally| tally.0.len()))
}

/// The number of the record at a place, counted from 0; the first record is 1.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_record(
    tally: Option<&optout_hashed_tally>,
    place: usize,
) -> u64 {
    answer(0, || at(tally, place).map_or(0, |answer| answer.record))
}

/// The sender's id of the row at a place, counted from 0; empty if it has none. It belongs to the tally.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_id(
    tally: Option<&optout_hashed_tally>,
    place: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        at(tally, place).and_then(|answer| answer.id).unwrap_or_default().into()
    })
}

/// What becomes of the people behind the row at a place, counted from 0, by all that was seen.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_outcome(
    tally: Option<&optout_hashed_tally>,
    place: usize,
) -> optout_hashed_outcome {
    answer(optout_hashed_outcome::None, || {
        optout_hashed_outcome::or_none(at(tally, place).map(|answer| answer.outcome))
    })
}

/// Frees a tally.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_tally_free(tally: Option<Box<optout_hashed_tally>>) {
    free(tally);
}
