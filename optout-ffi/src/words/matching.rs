//! The words of matching.

use optout_core::matching::{
    EdgeClass, EdgeReason, EmailAgreement, MatchStatus, NameClass, Tier, Verdict,
};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// Whether a record belongs to a listed person.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_match_status {
    /// No value: the answer to NULL.
    None = 0,
    /// It does.
    Match = 1,
    /// It may; a human decides.
    Possible = 2,
    /// Nothing says so.
    NonMatch = 3,
    /// It has nothing that could be looked up, which is not the same as no match.
    Unknown = 4,
}

mirrors!(optout_match_status of MatchStatus { Match, Possible, NonMatch, Unknown });

/// The word for a value of optout_match_status, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_status_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_match_status::word(value).into())
}

/// How strong the evidence of a match is; T0 is the strongest.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_tier {
    /// Nobody was found.
    None = 0,
    /// Record id.
    T0 = 1,
    /// E-mail, exact.
    T1 = 2,
    /// E-mail, same mailbox.
    T2 = 3,
    /// Name and company.
    T3 = 4,
    /// Similar e-mail, name and company.
    T4 = 5,
    /// Similar name and company, or a role mailbox.
    T5 = 6,
    /// Name only.
    T6 = 7,
}

mirrors!(optout_tier of Tier { T0, T1, T2, T3, T4, T5, T6 });

/// The word for a value of optout_tier, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_tier_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_tier::word(value).into())
}

/// How the e-mail addresses of both sides agree.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_email_agreement {
    /// No value: the answer to NULL.
    None = 0,
    /// At least one side has none.
    Missing = 1,
    /// Both have some, and share none.
    Contradicts = 2,
    /// They share none, and two at one domain differ by a slip or two of spelling.
    Near = 3,
    /// They share a mailbox by the provider's documented rule.
    Canonical = 4,
    /// They share an address.
    Exact = 5,
}

mirrors!(optout_email_agreement of EmailAgreement { Missing, Contradicts, Near, Canonical, Exact });

/// The word for a value of optout_email_agreement, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_agreement_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_email_agreement::word(value).into())
}

/// How well two names agree, from not at all to wholly.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_name_class {
    /// At least one side has no name.
    None = 0,
    /// Parts of both are left over: they cannot be one person's.
    Contradiction = 1,
    /// The least that counts: a part differs by two slips of spelling, or only initials agree.
    Typo2 = 2,
    /// A part differs by one slip of spelling.
    Typo1 = 3,
    /// One leaves out a part of the other.
    Omission = 4,
    /// An initial stands for a part.
    Initial = 5,
    /// The same parts in another order, and nothing says which is the family name.
    Swapped = 6,
    /// A known short form stands for a part.
    Nickname = 7,
    /// A part is the same in another script, or by another custom of writing it in Latin letters.
    Transliteration = 8,
    /// Parts of one are written as one word in the other.
    Joined = 9,
    /// All parts are the same.
    Exact = 10,
}

mirrors!(optout_name_class of NameClass {
    Contradiction, Typo2, Typo1, Omission, Initial, Swapped, Nickname, Transliteration, Joined,
    Exact,
});

/// The word for a value of optout_name_class, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_class_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_name_class::word(value).into())
}

/// How a part of one name agrees with a part of the other.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_edge_class {
    /// No value: the answer to NULL.
    None = 0,
    /// The same after folding.
    Exact = 1,
    /// Written apart on one side.
    Joined = 2,
    /// The same in another script, or by another custom of spelling.
    Transliteration = 3,
    /// A known short form.
    Nickname = 4,
    /// An initial.
    Initial = 5,
    /// Without its particles on one side: `Berg` and `van der Berg`.
    Omission = 6,
    /// One slip of spelling.
    Typo1 = 7,
    /// Two slips of spelling.
    Typo2 = 8,
}

mirrors!(optout_edge_class of EdgeClass {
    Exact, Joined, Transliteration, Nickname, Initial, Omission, Typo1, Typo2,
});

/// The word for a value of optout_edge_class, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_edge_class_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_edge_class::word(value).into())
}

/// What makes two parts agree.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_edge_reason {
    /// No value: the answer to NULL.
    None = 0,
    /// They are the same after folding.
    Same = 1,
    /// They are the two plain forms of one letter: `Müller`, `Mueller`.
    PlainForm = 2,
    /// Words of one are one word in the other.
    WrittenTogether = 3,
    /// They are one name in two scripts.
    Script = 4,
    /// They are one name by two customs of spelling.
    Spelling = 5,
    /// One is a listed short form of the other.
    ShortForm = 6,
    /// One is the first letter of the other, or the first letters of several parts.
    FirstLetter = 7,
    /// One has particles that the other leaves out.
    Particles = 8,
    /// They differ by slips of spelling.
    Slip = 9,
    /// A digit stands where the other has a letter.
    Digit = 10,
}

mirrors!(optout_edge_reason of EdgeReason {
    Same, PlainForm, WrittenTogether, Script, Spelling, ShortForm, FirstLetter, Particles, Slip,
    Digit,
});

/// The word for a value of optout_edge_reason, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_edge_reason_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_edge_reason::word(value).into())
}

/// Whether no other record of the file has a name that can be the entry's, and its company.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_only_record {
    /// No value: nobody was found.
    None = 0,
    /// It is the only one.
    Yes = 1,
    /// There are others.
    No = 2,
    /// Nobody has looked: only a pass over the whole file can tell.
    Open = 3,
}

impl From<Option<bool>> for optout_only_record {
    fn from(only_record: Option<bool>) -> Self {
        match only_record {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Open,
        }
    }
}

/// What a human decided about a record and an entry.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_verdict {
    /// Nobody has decided.
    None = 0,
    /// They are one person.
    Same = 1,
    /// They are two.
    Different = 2,
}

mirrors!(optout_verdict of Verdict { Same, Different });

/// The word for a value of optout_verdict, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_verdict_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_verdict::word(value).into())
}
