//! The classes of agreement, of whole names and of their parts.

use serde::Serialize;

use crate::words::words;

words! {
    /// How well two names agree, from not at all to wholly.
    NameClass ("a class of name agreement such as nickname") {
        /// Parts of both are left over: they cannot be one person's.
        Contradiction = "contradiction",
        /// The least that counts: a part differs by two slips of spelling, or only initials agree.
        Typo2 = "typo2",
        /// A part differs by one slip of spelling.
        Typo1 = "typo1",
        /// One leaves out a part of the other.
        Omission = "omission",
        /// An initial stands for a part.
        Initial = "initial",
        /// The same parts in another order, and nothing says which is the family name.
        Swapped = "swapped",
        /// A known short form stands for a part.
        Nickname = "nickname",
        /// A part is the same in another script, or by another custom of writing it in Latin letters.
        Transliteration = "transliteration",
        /// Parts of one are written as one word in the other.
        Joined = "joined",
        /// All parts are the same.
        Exact = "exact",
    }
}

impl NameClass {
    /// The least by which two names can be one person's.
    pub(crate) const LEAST: Self = Self::Typo2;

    /// The plain sentence for it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Contradiction => "The names cannot be one person's.",
            Self::Typo2 => "The names agree but for slips of spelling, or in initials only.",
            Self::Typo1 => "The names differ by a slip of spelling.",
            Self::Omission => "One name leaves out a part of the other.",
            Self::Initial => "The names agree as far as an initial tells.",
            Self::Swapped => "The names agree in another order.",
            Self::Nickname => "The names agree: one part is a known short form.",
            Self::Transliteration => "The names agree in two scripts or customs of spelling.",
            Self::Joined => "The names agree, written apart and together.",
            Self::Exact => "The names agree.",
        }
    }
}

words! {
    /// How a part of one name agrees with a part of the other.
    EdgeClass ("a class of agreement of two parts") {
        /// The same after folding.
        Exact = "exact",
        /// Written apart on one side.
        Joined = "joined",
        /// The same in another script, or by another custom of spelling.
        Transliteration = "transliteration",
        /// A known short form.
        Nickname = "nickname",
        /// An initial.
        Initial = "initial",
        /// Without its particles on one side: `Berg` and `van der Berg`.
        Omission = "omission",
        /// One slip of spelling.
        Typo1 = "typo1",
        /// Two slips of spelling.
        Typo2 = "typo2",
    }
}

impl EdgeClass {
    pub(super) const fn class(self) -> NameClass {
        match self {
            Self::Exact => NameClass::Exact,
            Self::Joined => NameClass::Joined,
            Self::Transliteration => NameClass::Transliteration,
            Self::Nickname => NameClass::Nickname,
            Self::Initial => NameClass::Initial,
            Self::Omission => NameClass::Omission,
            Self::Typo1 => NameClass::Typo1,
            Self::Typo2 => NameClass::Typo2,
        }
    }
}

words! {
    /// What makes two parts agree.
    EdgeReason ("what makes two parts agree, such as short_form") {
        /// They are the same after folding.
        Same = "same",
        /// They are the two plain forms of one letter: `Müller`, `Mueller`.
        PlainForm = "plain_form",
        /// Words of one are one word in the other.
        WrittenTogether = "written_together",
        /// They are one name in two scripts.
        Script = "script",
        /// They are one name by two customs of spelling.
        Spelling = "spelling",
        /// One is a listed short form of the other.
        ShortForm = "short_form",
        /// One is the first letter of the other, its first letters before a dot, or the first letters of
        /// several parts.
        FirstLetter = "first_letter",
        /// One has particles that the other leaves out.
        Particles = "particles",
        /// They differ by slips of spelling.
        Slip = "slip",
        /// A digit stands where the other has a letter.
        Digit = "digit",
    }
}

/// A pair of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NameEdge {
    /// The part's place among those of the first name that are compared; the place of the first, where
    /// it is written apart.
    pub left: usize,
    /// The part's place among those of the second name that are compared.
    pub right: usize,
    /// How they agree.
    pub class: EdgeClass,
    /// What makes them agree.
    pub reason: EdgeReason,
}
