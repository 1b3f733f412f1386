//! The words of hashed lists.

use optout_core::list::{HashProfile, HashedOutcome};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// A named way to hash an e-mail address: there is no universal one.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_hash_profile {
    /// No value.
    None = 0,
    /// California's Delete Request and Opt-out Platform: SHA-256 in Base64, dots and tags stay.
    Drop = 1,
    /// Unified ID 2.0: SHA-256 in Base64, dots and tags go at gmail.com.
    Uid2 = 2,
    /// Google's Customer Match: SHA-256 in hexadecimal.
    Google = 3,
    /// Meta's custom audiences: SHA-256 in hexadecimal.
    Meta = 4,
    /// MD5 in hexadecimal.
    PlainMd5 = 5,
    /// SHA-1 in hexadecimal.
    PlainSha1 = 6,
    /// SHA-256 in hexadecimal.
    PlainSha256 = 7,
}

mirrors!(optout_hash_profile of HashProfile {
    Drop, Uid2, Google, Meta, PlainMd5, PlainSha1, PlainSha256,
});

/// What is to become of the people behind a hash.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_hashed_outcome {
    /// No value.
    None = 0,
    /// One consumer has the identifier: their data are deleted.
    Delete = 1,
    /// Several consumers have it: all of them are opted out, and nobody is deleted.
    OptOutOnly = 2,
    /// Nobody has it.
    NotFound = 3,
}

mirrors!(optout_hashed_outcome of HashedOutcome { Delete, OptOutOnly, NotFound });

/// The word for a value of optout_hash_profile, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hash_profile_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_hash_profile::word(value).into())
}

/// The word for a value of optout_hashed_outcome, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_outcome_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_hashed_outcome::word(value).into())
}

/// Why, as one word. Empty for 0 and for numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_outcome_reason(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || {
        optout_hashed_outcome::read(value).map_or("", HashedOutcome::reason).into()
    })
}

/// The status that California's platform is told once it is done: 3 deleted, 4 opted out, 5 not found; 0 for
/// numbers that are no outcome.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hashed_outcome_drop_status(value: i32) -> u8 {
    answer(0, || optout_hashed_outcome::read(value).map_or(0, HashedOutcome::drop_status))
}
