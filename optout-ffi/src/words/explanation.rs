//! The words of explanations.

use optout_core::matching::{Field, Replay, Values};

use super::mirrors;
use crate::failure::Failure;
use crate::guard::answer;
use crate::strings::optout_str;

/// How the values of both sides stand in an explanation.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_values {
    /// No value.
    None = 0,
    /// They do not.
    Hidden = 1,
    /// As HMAC-SHA-256 under the caller's key of at least 16 bytes: equal values can be seen to be
    /// equal.
    Hashed = 2,
    /// As they are, for who may see them.
    Shown = 3,
}

impl optout_values {
    /// What a number and a key ask for.
    pub(crate) fn read(value: i32, key: &[u8]) -> Result<Values<'_>, Failure> {
        [
            (Self::Hidden, Values::Hidden),
            (Self::Hashed, Values::Hashed(key)),
            (Self::Shown, Values::Shown),
        ]
        .into_iter()
        .find_map(|(mirror, values)| (mirror as i32 == value).then_some(values))
        .ok_or(Failure::InvalidEnum)
    }
}

/// A field of a record.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_field {
    /// No value: the answer to NULL.
    None = 0,
    /// Record ids.
    Id = 1,
    /// E-mail addresses.
    Email = 2,
    /// Names.
    Name = 3,
    /// Company domains.
    Domain = 4,
}

mirrors!(optout_field of Field { Id, Email, Name, Domain });

/// The word for a value of optout_field, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_field_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_field::word(value).into())
}

/// What became of an explanation when it was made anew.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_replay {
    /// No value.
    None = 0,
    /// Every byte is the same.
    Same = 1,
    /// It was made by another version of the library.
    OtherEngine = 2,
    /// It was made with other data tables.
    OtherTables = 3,
    /// It was made under another policy.
    OtherPolicy = 4,
    /// The record, the list or the way of showing values is another one.
    OtherOutcome = 5,
    /// It is no explanation.
    Unreadable = 6,
}

mirrors!(optout_replay of Replay {
    Same, OtherEngine, OtherTables, OtherPolicy, OtherOutcome, Unreadable,
});

/// The word for a value of optout_replay, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_replay_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_replay::word(value).into())
}
