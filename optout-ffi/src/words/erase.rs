//! The words of erasure.

use optout_core::erase::System;

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// A system from which records are deleted.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_system {
    /// No value: the answer to NULL.
    None = 0,
    /// Salesforce collections: 200 records a call.
    Salesforce = 1,
    /// HubSpot batch archive: 100 records a call.
    Hubspot = 2,
}

mirrors!(optout_system of System { Salesforce, Hubspot });

/// The word for a value of optout_system, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_system_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_system::word(value).into())
}
