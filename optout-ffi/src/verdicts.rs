//! What humans have decided about pairs.

use std::mem::MaybeUninit;

use optout_core::Verdicts;
use optout_core::matching::Pinned;

use crate::evidence::read_moment;
use crate::failure::optout_error;
use crate::guard::{answer, change, free, make, make_or_null, need};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::matching::optout_verdict;

/// Verdicts about pairs of a record and an entry. One outranks every rule; for a pair without one the rules
/// decide.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
pub struct optout_verdicts(pub(crate) Verdicts);

/// Makes a set without verdicts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdicts_new(
    verdicts: Option<&mut MaybeUninit<*mut optout_verdicts>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(verdicts, error, || Ok(optout_verdicts(Verdicts::default())))
}

/// Reads a delimited text with the columns `entry_id`, `record_id` and `verdict` ("same" or "different"),
/// and perhaps `system` (of the record id), `decided_by`, `decided_on` and `note`: a review queue as it was
/// filled in. Other columns and rows without a verdict are passed over. An id, a word or a time that cannot
/// be read, an entry without an id of its own, and verdicts that contradict each other, unless the later one
/// is known, are errors with their position.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_verdicts_read(
    data: *const u8,
    len: usize,
    verdicts: Option<&mut MaybeUninit<*mut optout_verdicts>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(verdicts, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_verdicts(Verdicts::read(data)?))
    })
}

/// Pins a verdict, a value of optout_verdict, about a record of a system, of any system where it is empty,
/// and an entry. Who decided ("DPO"), when ("2026-11-21" or a time) and what else is to be said may be
/// empty. OPTOUT_STATUS_VALUE for an id that cannot be read, an entry without an id of its own, and a verdict
/// that contradicts another one, unless the later one is known; nothing is pinned then.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdicts_pin(
    verdicts: Option<&mut optout_verdicts>,
    system: optout_str<'_>,
    record_id: optout_str<'_>,
    entry_id: optout_str<'_>,
    verdict: i32,
    decided_by: optout_str<'_>,
    decided_on: optout_str<'_>,
    note: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(verdicts, error, |verdicts| {
        let pinned = Pinned {
            verdict: optout_verdict::read(verdict)?,
            decided_by: decided_by.filled()?.map(str::to_owned),
            decided_on: decided_on.filled()?.map(|_| read_moment(decided_on)).transpose()?,
            note: note.filled()?.map(str::to_owned),
        };
        verdicts.0.pin(system.text()?, record_id.text()?, entry_id.text()?, pinned)?;
        Ok(())
    })
}

/// A copy of the verdict about a record and an entry; NULL if there is none. Ids are compared as those of a
/// list and its records are.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdicts_get(
    verdicts: Option<&optout_verdicts>,
    system: optout_str<'_>,
    record_id: optout_str<'_>,
    entry_id: optout_str<'_>,
    pinned: Option<&mut MaybeUninit<*mut optout_pinned>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(pinned, error, || {
        let verdicts = need(verdicts)?;
        let found = verdicts.0.get(system.text()?, record_id.text()?, entry_id.text()?);
        Ok(found.map(optout_pinned::from))
    })
}

/// How many rows had no verdict yet.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdicts_undecided_count(verdicts: Option<&optout_verdicts>) -> u64 {
    answer(0, || verdicts.map_or(0, |verdicts| verdicts.0.undecided()))
}

/// How many verdicts it holds, earlier ones about the same pair included.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdicts_count(verdicts: Option<&optout_verdicts>) -> usize {
    answer(0, || verdicts.map_or(0, |verdicts| verdicts.0.len()))
}

/// SHA-256 of what was decided about which pairs, in hexadecimal: the order of rows, who decided and notes
/// are not in it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdicts_hash(
    verdicts: Option<&optout_verdicts>,
    hash: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(hash, error, || Ok(need(verdicts)?.0.hash().into()))
}

/// Frees verdicts. Options that hold them keep their copy.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdicts_free(verdicts: Option<Box<optout_verdicts>>) {
    free(verdicts);
}

/// A verdict, and how it came about.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_pinned {
    pinned: Pinned,
    decided_on: String,
}

impl From<&Pinned> for optout_pinned {
    fn from(pinned: &Pinned) -> Self {
        let decided_on = pinned.decided_on.map(|moment| moment.to_string()).unwrap_or_default();
        Self { pinned: pinned.clone(), decided_on }
    }
}

/// What was decided.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pinned_verdict(pinned: Option<&optout_pinned>) -> optout_verdict {
    answer(optout_verdict::None, || {
        pinned.map_or(optout_verdict::None, |pinned| pinned.pinned.verdict.into())
    })
}

/// Who decided; empty if it is not known.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pinned_decided_by(pinned: Option<&optout_pinned>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        pinned.and_then(|pinned| pinned.pinned.decided_by.as_deref()).unwrap_or_default().into()
    })
}

/// When; empty if it is not known.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pinned_decided_on(pinned: Option<&optout_pinned>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || pinned.map_or("", |pinned| &pinned.decided_on).into())
}

/// What else is to be said.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pinned_note(pinned: Option<&optout_pinned>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        pinned.and_then(|pinned| pinned.pinned.note.as_deref()).unwrap_or_default().into()
    })
}

/// Frees a verdict.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pinned_free(pinned: Option<Box<optout_pinned>>) {
    free(pinned);
}
