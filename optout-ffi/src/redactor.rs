//! Past-export files: the rows of opted-out people keep only what they may keep.

use std::borrow::Cow;
use std::ffi::c_void;
use std::io::Cursor;
use std::mem::MaybeUninit;
use std::sync::Arc;

use optout_core::redact::{Column, Profile, Redactor};
use optout_core::table::{Encoding, Format};
use optout_core::{Result, fs};

use crate::callbacks::{
    Reader, Watcher, Writer, optout_read, optout_redaction_progress, optout_write,
};
use crate::failure::optout_error;
use crate::guard::{attempt, change, free, make, need, write};
use crate::profile::optout_profile;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::summary::{optout_summary, optout_verification};
use crate::targets::optout_targets;
use crate::words::redact::optout_column;

/// Redacts past-export files, and verifies that it was done.
///
/// Threads may redact with it at the same time; while one sets an option, no other may use it.
pub struct optout_redactor {
    pub(crate) redactor: Arc<Redactor>,
    format: Format,
}

impl optout_redactor {
    /// A redactor that rows still use stays as it is: they go on with what they were made of.
    fn change(&mut self, change: impl FnOnce(Redactor) -> Redactor) {
        let old =
            std::mem::replace(&mut self.redactor, Arc::new(Redactor::new(Default::default())));
        self.redactor = Arc::new(change(Arc::unwrap_or_clone(old)));
    }

    /// The redactor for one call, whose progress is told.
    pub(crate) fn watched(
        &self,
        progress: optout_redaction_progress,
        user: *mut c_void,
    ) -> Cow<'_, Redactor> {
        match Watcher::new(progress, user) {
            None => Cow::Borrowed(&self.redactor),
            Some(watcher) => {
                let redactor = Redactor::clone(&self.redactor);
                Cow::Owned(redactor.watch(move |at| watcher.tell(at)))
            }
        }
    }
}

/// Makes a redactor of the rows of these people, who are copied. Profile and format are detected.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_new(
    targets: Option<&optout_targets>,
    redactor: Option<&mut MaybeUninit<*mut optout_redactor>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(redactor, error, || {
        let targets = need(targets)?;
        let made = Arc::new(Redactor::new(targets.0.clone()));
        Ok(optout_redactor { redactor: made, format: Format::default() })
    })
}

/// Names one of the vendor's profiles: "crm", "csv" or "sep".
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_profile_name(
    redactor: Option<&mut optout_redactor>,
    name: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        let profile = Profile::named(name.text()?)?;
        redactor.change(|redactor| redactor.profile(profile));
        Ok(())
    })
}

/// Sets a profile of the caller's own; it is copied.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_profile(
    redactor: Option<&mut optout_redactor>,
    profile: Option<&optout_profile>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        let profile = need(profile)?;
        redactor.change(|redactor| redactor.profile(profile.0.clone()));
        Ok(())
    })
}

/// Says what a column by this header name holds, a value of optout_column. This does not widen what
/// a profile keeps.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_add_alias(
    redactor: Option<&mut optout_redactor>,
    header: optout_str<'_>,
    column: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        let (header, column): (&str, Column) = (header.text()?, optout_column::read(column)?);
        redactor.change(|redactor| redactor.alias(header, column));
        Ok(())
    })
}

/// Names the encoding by its WHATWG label, such as "windows-1252".
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_encoding(
    redactor: Option<&mut optout_redactor>,
    label: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        let encoding = Some(label.text()?.parse::<Encoding>()?);
        redactor.format = Format { encoding, ..redactor.format };
        let format = redactor.format;
        redactor.change(|redactor| redactor.format(format));
        Ok(())
    })
}

/// Names the delimiter.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_delimiter(
    redactor: Option<&mut optout_redactor>,
    delimiter: u8,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        redactor.format = Format { delimiter: Some(delimiter), ..redactor.format };
        let format = redactor.format;
        redactor.change(|redactor| redactor.format(format));
        Ok(())
    })
}

/// Names the snapshot of the list that the targets come from, for the summary.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_list_snapshot(
    redactor: Option<&mut optout_redactor>,
    id: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        let id = id.text()?;
        redactor.change(|redactor| redactor.list_snapshot(id));
        Ok(())
    })
}

/// Sets how many threads work on a file: 1 unless said otherwise, which is that of the call. With 0
/// the call fails. The output is the same for any number, and they end with the call.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_threads(
    redactor: Option<&mut optout_redactor>,
    threads: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        redactor.change(|redactor| redactor.threads(threads));
        Ok(())
    })
}

/// Sets how many bytes are read at a time, at least: half a mebibyte unless said otherwise. Every
/// thread holds a few times as much. The output is the same for any number.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_chunk_size(
    redactor: Option<&mut optout_redactor>,
    bytes: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        redactor.change(|redactor| redactor.chunk_size(bytes));
        Ok(())
    })
}

/// Sets whether input and output are hashed for summary and verification; they are unless said
/// otherwise. Without it a call takes about half the time.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_hashes(
    redactor: Option<&mut optout_redactor>,
    is_hashed: bool,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(redactor, error, |redactor| {
        redactor.change(|redactor| redactor.hashes(is_hashed));
        Ok(())
    })
}

/// Redacts a file that is in memory. `progress` may be NULL, here as in the functions below; `user`
/// is handed to it as it is.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_redactor_redact(
    redactor: Option<&optout_redactor>,
    data: *const u8,
    len: usize,
    progress: optout_redaction_progress,
    user: *mut c_void,
    output: Option<&mut MaybeUninit<*mut optout_buffer>>,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let output = need(output)?;
        let summary = need(summary)?;
        let redactor = need(redactor)?;
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        let mut redacted = Vec::with_capacity(len);
        let made = redactor.watched(progress, user).redact(data, &mut redacted)?;
        write(output, redacted.into());
        write(summary, made.into());
        Ok(())
    })
}

/// Redacts a stream: `read` is called with `input`, and `write` with `output`. If the call fails, what
/// has been written holds records before the fault and must be thrown away.
///
/// If the redactor works with more than one thread, both may be called on other threads than that of
/// the call. No call of `read` meets another one of `read`, nor one of `write` another of `write`, but
/// `read` and `write` may run at the same time. A callback that has failed is not called again, nor is
/// `read` behind the end.
///
/// # Safety
/// `read` and `write` can be called like this.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_redactor_redact_stream(
    redactor: Option<&optout_redactor>,
    read: optout_read,
    input: *mut c_void,
    write: optout_write,
    output: *mut c_void,
    progress: optout_redaction_progress,
    user: *mut c_void,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(summary, error, || {
        let redactor = need(redactor)?;
        let reader = Reader::new(need(read)?, input);
        let writer = Writer::new(need(write)?, output);
        let made = redactor.watched(progress, user).redact(reader, writer)?;
        Ok(made.into())
    })
}

/// Redacts one file into another, or in place if both paths are the same. The output appears whole
/// or not at all. Files that are gzip or zstd are read as what they hold; ".gz" and ".zst" at the end
/// of the output's name have it compressed, and in place it stays as it was.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_redact_path(
    redactor: Option<&optout_redactor>,
    input: optout_str<'_>,
    output: optout_str<'_>,
    progress: optout_redaction_progress,
    user: *mut c_void,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(summary, error, || {
        let redactor = need(redactor)?;
        let redactor = redactor.watched(progress, user);
        let made = fs::redact_path(&redactor, input.text()?, output.text()?)?;
        Ok(made.into())
    })
}

/// Does the same, and verifies the result before it takes its name. `progress` is told of both passes,
/// each from its beginning.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_redact_path_verified(
    redactor: Option<&optout_redactor>,
    input: optout_str<'_>,
    output: optout_str<'_>,
    progress: optout_redaction_progress,
    user: *mut c_void,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    verification: Option<&mut MaybeUninit<*mut optout_verification>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let summary = need(summary)?;
        let verification = need(verification)?;
        let redactor = need(redactor)?;
        let redactor = redactor.watched(progress, user);
        let (made, seen) = fs::redact_path_verified(&redactor, input.text()?, output.text()?)?;
        write(summary, made.into());
        write(verification, seen.into());
        Ok(())
    })
}

/// Does all that redacting a file in memory does, and makes no output: what it would do, as numbers.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_redactor_dry_run(
    redactor: Option<&optout_redactor>,
    data: *const u8,
    len: usize,
    progress: optout_redaction_progress,
    user: *mut c_void,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(summary, error, || {
        let redactor = need(redactor)?;
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(redactor.watched(progress, user).dry_run(data)?.into())
    })
}

/// Does all that redacting a file by its path does, and writes nothing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_dry_run_path(
    redactor: Option<&optout_redactor>,
    input: optout_str<'_>,
    progress: optout_redaction_progress,
    user: *mut c_void,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(summary, error, || {
        let redactor = need(redactor)?;
        let made = fs::dry_run_path(&redactor.watched(progress, user), input.text()?)?;
        Ok(made.into())
    })
}

/// Verifies a redacted file against its original, both in memory: OPTOUT_STATUS_VERIFICATION at the
/// first record that breaks a promise.
///
/// # Safety
/// `original_len` bytes can be read at `original`, and `redacted_len` at `redacted`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_redactor_verify(
    redactor: Option<&optout_redactor>,
    original: *const u8,
    original_len: usize,
    redacted: *const u8,
    redacted_len: usize,
    progress: optout_redaction_progress,
    user: *mut c_void,
    verification: Option<&mut MaybeUninit<*mut optout_verification>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(verification, error, || {
        let redactor = need(redactor)?;
        // SAFETY: the caller promises both lengths for the time of the call.
        let (original, redacted) =
            unsafe { (bytes(original, original_len)?, bytes(redacted, redacted_len)?) };
        let redactor = redactor.watched(progress, user);
        let seen: Result<_> = redactor.verify(original, Cursor::new(redacted));
        Ok(seen?.into())
    })
}

/// Verifies a redacted file against its original.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_verify_path(
    redactor: Option<&optout_redactor>,
    original: optout_str<'_>,
    redacted: optout_str<'_>,
    progress: optout_redaction_progress,
    user: *mut c_void,
    verification: Option<&mut MaybeUninit<*mut optout_verification>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(verification, error, || {
        let redactor = need(redactor)?;
        let redactor = redactor.watched(progress, user);
        let seen = fs::verify_path(&redactor, original.text()?, redacted.text()?)?;
        Ok(seen.into())
    })
}

/// Frees a redactor. Rows that are redacted with it stay good.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_free(redactor: Option<Box<optout_redactor>>) {
    free(redactor);
}
