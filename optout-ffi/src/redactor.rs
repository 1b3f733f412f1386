//! Past-export files: the rows of opted-out people keep only what they may keep.

use std::io::Cursor;
use std::mem::MaybeUninit;
use std::sync::Arc;

use optout_core::redact::{Column, Profile, Redactor};
use optout_core::table::{Encoding, Format};
use optout_core::{Result, fs};

use crate::error::optout_error;
use crate::guard::{attempt, free, need, write};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::summary::{optout_summary, optout_verification};
use crate::targets::optout_targets;
use crate::words::redact::optout_column;

/// A caller-defined allow-list of columns, for another vendor's exports.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_profile(Profile);

/// Makes a profile that keeps nothing yet.
#[unsafe(no_mangle)]
pub extern "C" fn optout_profile_new(
    name: optout_str<'_>,
    profile: Option<&mut MaybeUninit<*mut optout_profile>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let profile = need(profile)?;
        write(profile, optout_profile(Profile::new(name.text()?)));
        Ok(())
    })
}

/// Keeps a column, a value of optout_column, that goes by this header name.
#[unsafe(no_mangle)]
pub extern "C" fn optout_profile_keep(
    profile: Option<&mut optout_profile>,
    header: optout_str<'_>,
    column: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let profile = need(profile)?;
        let (header, column): (&str, Column) = (header.text()?, optout_column::read(column)?);
        profile.0 = profile.0.clone().keep(header, column);
        Ok(())
    })
}

/// Recognises a column by this header name; it is kept only if the profile keeps such a column.
#[unsafe(no_mangle)]
pub extern "C" fn optout_profile_recognise(
    profile: Option<&mut optout_profile>,
    header: optout_str<'_>,
    column: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let profile = need(profile)?;
        let (header, column): (&str, Column) = (header.text()?, optout_column::read(column)?);
        profile.0 = profile.0.clone().recognise(header, column);
        Ok(())
    })
}

/// Frees a profile.
#[unsafe(no_mangle)]
pub extern "C" fn optout_profile_free(profile: Option<Box<optout_profile>>) {
    free(profile);
}

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
}

/// Makes a redactor of the rows of these people, who are copied. Profile and format are detected.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_new(
    targets: Option<&optout_targets>,
    redactor: Option<&mut MaybeUninit<*mut optout_redactor>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let redactor = need(redactor)?;
        let targets = need(targets)?;
        let made = Arc::new(Redactor::new(targets.0.clone()));
        write(redactor, optout_redactor { redactor: made, format: Format::default() });
        Ok(())
    })
}

/// Names one of the vendor's profiles: "crm", "csv" or "sep".
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_set_profile_name(
    redactor: Option<&mut optout_redactor>,
    name: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let redactor = need(redactor)?;
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
    attempt(error, || {
        let redactor = need(redactor)?;
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
    attempt(error, || {
        let redactor = need(redactor)?;
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
    attempt(error, || {
        let redactor = need(redactor)?;
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
    attempt(error, || {
        let redactor = need(redactor)?;
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
    attempt(error, || {
        let redactor = need(redactor)?;
        let id = id.text()?;
        redactor.change(|redactor| redactor.list_snapshot(id));
        Ok(())
    })
}

/// Redacts a file that is in memory.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_redactor_redact(
    redactor: Option<&optout_redactor>,
    data: *const u8,
    len: usize,
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
        let made = redactor.redactor.redact(data, &mut redacted)?;
        write(output, redacted.into());
        write(summary, made.into());
        Ok(())
    })
}

/// Redacts one file into another, or in place if both paths are the same. The output appears whole
/// or not at all.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_redact_path(
    redactor: Option<&optout_redactor>,
    input: optout_str<'_>,
    output: optout_str<'_>,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let summary = need(summary)?;
        let redactor = need(redactor)?;
        let made = fs::redact_path(&redactor.redactor, input.text()?, output.text()?)?;
        write(summary, made.into());
        Ok(())
    })
}

/// Does the same, and verifies the result before it takes its name.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_redact_path_verified(
    redactor: Option<&optout_redactor>,
    input: optout_str<'_>,
    output: optout_str<'_>,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    verification: Option<&mut MaybeUninit<*mut optout_verification>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let summary = need(summary)?;
        let verification = need(verification)?;
        let redactor = need(redactor)?;
        let (made, seen) =
            fs::redact_path_verified(&redactor.redactor, input.text()?, output.text()?)?;
        write(summary, made.into());
        write(verification, seen.into());
        Ok(())
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
    verification: Option<&mut MaybeUninit<*mut optout_verification>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let verification = need(verification)?;
        let redactor = need(redactor)?;
        // SAFETY: the caller promises both lengths for the time of the call.
        let (original, redacted) =
            unsafe { (bytes(original, original_len)?, bytes(redacted, redacted_len)?) };
        let seen: Result<_> = redactor.redactor.verify(original, Cursor::new(redacted));
        write(verification, seen?.into());
        Ok(())
    })
}

/// Verifies a redacted file against its original.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_verify_path(
    redactor: Option<&optout_redactor>,
    original: optout_str<'_>,
    redacted: optout_str<'_>,
    verification: Option<&mut MaybeUninit<*mut optout_verification>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let verification = need(verification)?;
        let redactor = need(redactor)?;
        let seen = fs::verify_path(&redactor.redactor, original.text()?, redacted.text()?)?;
        write(verification, seen.into());
        Ok(())
    })
}

/// Frees a redactor. Rows that are redacted with it stay good.
#[unsafe(no_mangle)]
pub extern "C" fn optout_redactor_free(redactor: Option<Box<optout_redactor>>) {
    free(redactor);
}
