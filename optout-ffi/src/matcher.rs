//! A list arranged for matching.

use std::mem::MaybeUninit;

use optout_core::{ListUpdate, MatchOptions, Matcher};

use crate::contact::optout_contact;
use crate::failure::optout_error;
use crate::guard::{answer, attempt, free, make, need, write};
use crate::list::optout_list;
use crate::match_options::optout_match_options;
use crate::matches::optout_match;
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};

/// A list arranged for matching under a policy, with what else is known. It keeps what it needs of all.
///
/// It is not changed by any function, so threads may match with it at the same time.
pub struct optout_matcher(pub(crate) Matcher);

/// Arranges a list for matching.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_new(
    list: Option<&optout_list>,
    policy: Option<&optout_policy>,
    matcher: Option<&mut MaybeUninit<*mut optout_matcher>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(matcher, error, || {
        let list = need(list)?;
        let policy = need(policy)?;
        Ok(optout_matcher(Matcher::new(&list.list, policy.policy.matching().clone())))
    })
}

/// Arranges a list for matching with what else is known. `options` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_with_options(
    list: Option<&optout_list>,
    policy: Option<&optout_policy>,
    options: Option<&optout_match_options>,
    matcher: Option<&mut MaybeUninit<*mut optout_matcher>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(matcher, error, || {
        let list = need(list)?;
        let policy = need(policy)?;
        let options = options.map_or_else(MatchOptions::default, |options| options.0.clone());
        let policy = policy.policy.matching().clone();
        Ok(optout_matcher(Matcher::with_options(&list.list, policy, options)))
    })
}

/// Makes the matcher for a new list, with all that the old one knew before: lists are cumulative, and who
/// is not on this week's is still opted out. `update`, how the lists differ, may be NULL. The old matcher
/// stays as it is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_updated(
    matcher: Option<&optout_matcher>,
    list: Option<&optout_list>,
    updated: Option<&mut MaybeUninit<*mut optout_matcher>>,
    update: Option<&mut MaybeUninit<*mut optout_list_update>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let updated = need(updated)?;
        let matcher = need(matcher)?;
        let list = need(list)?;
        let (made, differs) = matcher.0.updated(&list.list);
        write(updated, optout_matcher(made));
        if let Some(update) = update {
            write(update, optout_list_update(differs));
        }
        Ok(())
    })
}

/// The matcher as bytes, to be kept, or sent to other machines. Names and addresses are in it in clear:
/// guard it as the list itself.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_to_bytes(
    matcher: Option<&optout_matcher>,
    kept: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(kept, error, || Ok(need(matcher)?.0.to_bytes().into()))
}

/// Makes a matcher from its bytes, of which it keeps a copy. OPTOUT_STATUS_INDEX for bytes that are no
/// matcher's, damaged, or made by another version.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_matcher_from_bytes(
    data: *const u8,
    len: usize,
    matcher: Option<&mut MaybeUninit<*mut optout_matcher>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(matcher, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_matcher(Matcher::from_bytes(data)?))
    })
}

/// Writes the matcher to a file, to be opened with optout_matcher_open: the bytes of
/// optout_matcher_to_bytes. The file appears or is replaced whole; who has the old one open keeps it. Names
/// and addresses are in it in clear: guard it as the list itself.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_save(
    matcher: Option<&optout_matcher>,
    path: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || Ok(need(matcher)?.0.save(path.text()?)?))
}

/// Opens a matcher in a file that optout_matcher_save wrote. The file is read where it lies, without a copy,
/// and all processes of a machine that open it share what is read of it. It must not be changed in place
/// meanwhile, and may be replaced by another at any time: a file that is changed all the same gives wrong
/// answers, and one that is cut short ends the process. OPTOUT_STATUS_INDEX as in
/// optout_matcher_from_bytes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_open(
    path: optout_str<'_>,
    matcher: Option<&mut MaybeUninit<*mut optout_matcher>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(matcher, error, || Ok(optout_matcher(Matcher::open(path.text()?)?)))
}

/// The name of the rules that it matches by.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_policy_name(matcher: Option<&optout_matcher>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || matcher.map_or("", |matcher| matcher.0.policy().name()).into())
}

/// The hash of the rules that it matches by, as optout_policy_matching_hash has it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_policy_hash(matcher: Option<&optout_matcher>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || matcher.map_or("", |matcher| matcher.0.policy().hash()).into())
}

/// The id of the list's snapshot, as optout_snapshot_id has it: of the list that it was made from, or of the last
/// that it was updated with.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_list_snapshot(matcher: Option<&optout_matcher>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || matcher.map_or("", |matcher| matcher.0.list_snapshot()).into())
}

/// How many entries it matches against.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_entry_count(matcher: Option<&optout_matcher>) -> usize {
    answer(0, || matcher.map_or(0, |matcher| matcher.0.entries()))
}

/// Finds the listed person that a record belongs to. There is always a match object; its status
/// says whether anybody was found. By itself a record cannot show that its mailbox is somebody else's too,
/// or that its company has nobody else of the name; see optout_match_is_settled.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_match(
    matcher: Option<&optout_matcher>,
    contact: Option<&optout_contact>,
    found: Option<&mut MaybeUninit<*mut optout_match>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(found, error, || {
        let matcher = need(matcher)?;
        let contact = need(contact)?;
        Ok(matcher.0.match_contact(&contact.borrow()).into())
    })
}

/// Frees a matcher.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_free(matcher: Option<Box<optout_matcher>>) {
    free(matcher);
}

/// How a list differs from what a matcher knew.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_list_update(ListUpdate);

/// How many entries were not known.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_update_new_count(update: Option<&optout_list_update>) -> usize {
    answer(0, || update.map_or(0, |update| update.0.new))
}

/// How many entries say something more.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_update_changed_count(update: Option<&optout_list_update>) -> usize {
    answer(0, || update.map_or(0, |update| update.0.changed))
}

/// How many entries say nothing new.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_update_unchanged_count(update: Option<&optout_list_update>) -> usize {
    answer(0, || update.map_or(0, |update| update.0.unchanged))
}

/// How many entries the list no longer has. Lists are cumulative: they stay opted out.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_update_vanished_count(update: Option<&optout_list_update>) -> usize {
    answer(0, || update.map_or(0, |update| update.0.vanished))
}

/// Frees an update.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_update_free(update: Option<Box<optout_list_update>>) {
    free(update);
}
