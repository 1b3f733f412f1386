//! The words of the import guard.

use optout_core::suppress::{Admission, Standing};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// Whether a contact may come in.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_admission {
    /// No value.
    None = 0,
    /// Nothing that the contact is known by is in the set.
    Free = 1,
    /// The contact is somebody in the set, and may not come in.
    Stopped = 2,
    /// The contact may be somebody in the set: a human has to look.
    Held = 3,
    /// The contact could not be looked up. That is no leave to come in.
    Unknown = 4,
}

mirrors!(optout_admission of Admission { Free, Stopped, Held, Unknown });

/// Where a contact stands, and by what.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_standing {
    /// No value.
    None = 0,
    /// Nothing is in the set.
    Free = 1,
    /// A record id is in the set.
    StoppedById = 2,
    /// An e-mail address is in the set.
    StoppedByEmail = 3,
    /// An address that several people read is in the set.
    HeldByRoleMailbox = 4,
    /// The address is in the set but for a tag, and nothing is known of how its provider reads one.
    HeldByTaggedEmail = 5,
    /// A name at a company is in the set.
    HeldByNameAtCompany = 6,
    /// An id or an address cannot be read, and so was not looked up.
    Unreadable = 7,
    /// There is no id, no address, and no name at a company.
    NothingToLookUp = 8,
}

mirrors!(optout_standing of Standing {
    Free, StoppedById, StoppedByEmail, HeldByRoleMailbox, HeldByTaggedEmail, HeldByNameAtCompany,
    Unreadable, NothingToLookUp,
});

/// The word for a value of optout_admission, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_admission_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_admission::word(value).into())
}

/// The word for a value of optout_standing, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_standing_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_standing::word(value).into())
}

/// Whether a contact who stands there, a value of optout_standing, may come in.
#[unsafe(no_mangle)]
pub extern "C" fn optout_standing_admission(value: i32) -> optout_admission {
    answer(optout_admission::None, || {
        optout_admission::or_none(optout_standing::read(value).ok().map(Standing::admission))
    })
}
