//! What a list held on a day, and how two days differ.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::list::{Snapshot, SnapshotChanges};

use crate::failure::{Failure, optout_error};
use crate::guard::{answer, free, make, need};
use crate::list::optout_list;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str, optout_strings};

/// The entries of a list by name and fingerprint, to be kept until next week.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_snapshot(pub(crate) Snapshot);

/// Takes a snapshot of a list.
#[unsafe(no_mangle)]
pub extern "C" fn optout_snapshot_of(
    list: Option<&optout_list>,
    snapshot: Option<&mut MaybeUninit<*mut optout_snapshot>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(snapshot, error, || {
        let list = need(list)?;
        Ok(optout_snapshot(list.list.snapshot()))
    })
}

/// Reads a snapshot that was kept as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_snapshot_from_json(
    json: optout_str<'_>,
    snapshot: Option<&mut MaybeUninit<*mut optout_snapshot>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(snapshot, error, || {
        Failure::json(json.text()?, "a snapshot as it was written").map(optout_snapshot)
    })
}

/// The snapshot as JSON, to be kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_snapshot_json(
    snapshot: Option<&optout_snapshot>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(snapshot)?.0))
}

/// SHA-256 over all entries, in hexadecimal; the order of rows does not matter.
#[unsafe(no_mangle)]
pub extern "C" fn optout_snapshot_id(snapshot: Option<&optout_snapshot>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || snapshot.map_or("", |snapshot| snapshot.0.id()).into())
}

/// How many entries it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_snapshot_count(snapshot: Option<&optout_snapshot>) -> usize {
    answer(0, || snapshot.map_or(0, |snapshot| snapshot.0.len()))
}

/// Tells what has changed since an earlier snapshot.
#[unsafe(no_mangle)]
pub extern "C" fn optout_snapshot_since(
    snapshot: Option<&optout_snapshot>,
    earlier: Option<&optout_snapshot>,
    changes: Option<&mut MaybeUninit<*mut optout_changes>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(changes, error, || {
        let snapshot = need(snapshot)?;
        let earlier = need(earlier)?;
        Ok(snapshot.0.since(&earlier.0).into())
    })
}

/// Frees a snapshot.
#[unsafe(no_mangle)]
pub extern "C" fn optout_snapshot_free(snapshot: Option<Box<optout_snapshot>>) {
    free(snapshot);
}

/// How one snapshot differs from an earlier one, by the names of entries.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_changes {
    added: optout_strings,
    changed: optout_strings,
    vanished: optout_strings,
}

impl From<SnapshotChanges> for optout_changes {
    fn from(changes: SnapshotChanges) -> Self {
        Self {
            added: optout_strings::new(changes.new),
            changed: optout_strings::new(changes.changed),
            vanished: optout_strings::new(changes.vanished),
        }
    }
}

/// Names of entries that the earlier snapshot lacks. They belong to the changes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_changes_new_entries(
    changes: Option<&optout_changes>,
) -> *const optout_strings {
    answer(ptr::null(), || changes.map(|changes| &changes.added).map_or(ptr::null(), ptr::from_ref))
}

/// Names of entries that say something else now. They belong to the changes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_changes_changed_entries(
    changes: Option<&optout_changes>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        changes.map(|changes| &changes.changed).map_or(ptr::null(), ptr::from_ref)
    })
}

/// Names of entries that are gone, which is no withdrawal. They belong to the changes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_changes_vanished_entries(
    changes: Option<&optout_changes>,
) -> *const optout_strings {
    answer(ptr::null(), || {
        changes.map(|changes| &changes.vanished).map_or(ptr::null(), ptr::from_ref)
    })
}

/// Frees changes; not for those of a digest.
#[unsafe(no_mangle)]
pub extern "C" fn optout_changes_free(changes: Option<Box<optout_changes>>) {
    free(changes);
}
