//! Flags in cells.

use std::mem::MaybeUninit;

use optout_core::normalize::boolean::parse_flag;

use crate::failure::optout_error;
use crate::guard::give;
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::normalize::optout_flag;

/// Reads a flag as systems export it: TRUE, 1, yes and their opposites. A blank is unknown, which
/// is not no.
#[unsafe(no_mangle)]
pub extern "C" fn optout_flag_parse(
    raw: optout_str<'_>,
    flag: Option<&mut MaybeUninit<optout_flag>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(flag, error, || Ok(parse_flag(raw.text()?).into()))
}
