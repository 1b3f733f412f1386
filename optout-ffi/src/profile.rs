//! Allow-lists of columns.

use std::mem::MaybeUninit;

use optout_core::redact::{Column, Profile};

use crate::failure::optout_error;
use crate::guard::{change, free, make};
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::redact::optout_column;

/// A caller-defined allow-list of columns, for another vendor's exports.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_profile(pub(crate) Profile);

/// Makes a profile that keeps nothing yet.
#[unsafe(no_mangle)]
pub extern "C" fn optout_profile_new(
    name: optout_str<'_>,
    profile: Option<&mut MaybeUninit<*mut optout_profile>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(profile, error, || Ok(optout_profile(Profile::new(name.text()?))))
}

/// Keeps a column, a value of optout_column, that goes by this header name.
#[unsafe(no_mangle)]
pub extern "C" fn optout_profile_keep(
    profile: Option<&mut optout_profile>,
    header: optout_str<'_>,
    column: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(profile, error, |profile| {
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
    change(profile, error, |profile| {
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
