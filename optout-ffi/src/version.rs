//! What the caller is linked with.

use std::mem::MaybeUninit;

use optout_core::normalize;

use crate::failure::optout_error;
use crate::guard::{answer, make};
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};

/// The version of the ABI that this header describes. It changes when a program has to be compiled
/// anew; a number, a name or a layout that is published never changes its meaning.
pub const OPTOUT_ABI_VERSION: u32 = 1;

/// The version of the ABI of the library that is linked, to be compared with OPTOUT_ABI_VERSION.
#[unsafe(no_mangle)]
pub extern "C" fn optout_abi_version() -> u32 {
    answer(0, || OPTOUT_ABI_VERSION)
}

/// The version of the library. The view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_version() -> optout_str<'static> {
    answer(optout_str::EMPTY, || env!("CARGO_PKG_VERSION").into())
}

/// The version of the rules by which values become keys: it changes whenever some value would get
/// another key.
#[unsafe(no_mangle)]
pub extern "C" fn optout_normalization_version() -> u32 {
    answer(0, || normalize::VERSION)
}

/// The data tables in use and their versions, as a JSON object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_tables_json(
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || {
        let tables: std::collections::BTreeMap<_, _> = normalize::TABLES.iter().copied().collect();
        optout_buffer::json(&tables)
    })
}
