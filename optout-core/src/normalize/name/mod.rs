//! Personal names as tagged tokens.
//!
//! A name is read into tokens, each with the forms that it can be compared by; nothing is decided about
//! which token answers to which. What is lost in the key is kept in the token: the particles of a joined
//! family name, the hyphen before a second part, the other plain spelling of `ö`, the Latin form of a
//! name in Cyrillic, Greek, Armenian or Georgian letters.
//!
//! ```
//! use optout_core::matching::{NameClass, compare_names};
//! use optout_core::normalize::name::Name;
//!
//! let compare = |one, other| Some(compare_names(&Name::parse(one)?, &Name::parse(other)?).class);
//! assert_eq!(compare("Stone, Robert", "Dr. Bob Stone"), Some(NameClass::Nickname));
//! assert_eq!(compare("Robert Stone Jr", "Robert Stone Sr"), Some(NameClass::Contradiction));
//! ```

mod address;
mod extent;
mod fold;
mod letters;
mod pieces;
mod plain;
mod reading;
mod sketch;
mod spelling;
mod transliteration;
mod view;
mod words;

use std::fmt;

pub(crate) use address::Address;
pub(crate) use letters::{KEPT_BY_A_SLIP, Letters};
use reading::Reading;

use crate::contact::PersonName;
pub(crate) use sketch::Sketch;
pub(crate) use spelling::{Customs, Reduced};
pub(crate) use view::{AnyName, Outline, TokenView};

/// What part of a name a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tag {
    /// A given name, known from its column or from a comma.
    Given,
    /// A family name, known from its column or from a comma.
    Family,
    /// A given or a family name: nothing says which.
    Untagged,
    /// A title, a form of address or a degree; no evidence for or against a person.
    Honorific,
    /// `jr`, `sr`, `ii`, `iii` or `iv`: two different ones contradict each other.
    Generation,
}

impl Tag {
    /// The tag as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::Untagged => "untagged",
            Self::Honorific => "honorific",
            Self::Generation => "generation",
        }
    }

    /// Whether the token is a part of the name itself.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Given | Self::Family | Self::Untagged)
    }
}

/// One token of a name.
///
/// `Debug` shows the tag only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token {
    text: String,
    alt: Option<String>,
    latin: Option<String>,
    core_at: usize,
    tag: Tag,
    hyphened: bool,
    alternative: bool,
    initials: bool,
    abbreviated: bool,
    letters: Letters,
}

impl Token {
    /// The folded form, particles included and joined: `muller`, `obrien`, `vanderberg`. A name in
    /// another script than the Latin stays in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The other plain spelling, if the name has a letter with two: `mueller`.
    pub fn alt(&self) -> Option<&str> {
        self.alt.as_deref()
    }

    /// The Latin form of a name in Cyrillic, Greek, Armenian or Georgian letters, to be compared with
    /// names in Latin letters only.
    pub fn latin(&self) -> Option<&str> {
        self.latin.as_deref()
    }

    /// The folded form without its particles: `berg` of `vanderberg`; the whole if there are none.
    pub fn core(&self) -> &str {
        self.view().core()
    }

    /// The particles, joined: `vander` of `vanderberg`; empty if there are none.
    pub fn particles(&self) -> &str {
        self.view().particles()
    }

    /// What part of the name it is.
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// Whether it is a single letter, in a script that has letters.
    pub fn is_initial(&self) -> bool {
        self.view().is_initial()
    }

    /// Whether it can be several initials run together: `JR`, `TJ`.
    pub fn is_initials(&self) -> bool {
        self.initials
    }

    /// Whether a hyphen joins it to the token before it: with that one it may stand for a single word.
    pub fn is_hyphened(&self) -> bool {
        self.hyphened
    }

    /// Whether it stands beside the name and not in it, like `(Bob)` or `née Roe`: it can answer to a
    /// token of another name, but no other name has to have it.
    pub fn is_alternative(&self) -> bool {
        self.alternative
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("tag", &self.tag).finish_non_exhaustive()
    }
}

/// The name of a person, read into tokens: given names first, then family names.
///
/// `Debug` shows the number of tokens only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Name {
    tokens: Vec<Token>,
    arabic: bool,
    couple: bool,
}

impl Name {
    /// Reads a name as the columns of a record give it.
    pub(crate) fn read(name: PersonName<'_>) -> Option<Self> {
        let read = plain::read(name).or_else(|| match name {
            PersonName::Full(full) => reading::full(full),
            PersonName::Parts { given, family } => reading::parts(given, family),
        });
        read.and_then(Self::finish)
    }

    /// Reads a full name.
    ///
    /// `Last, First` is turned round and tagged, with suffixes and degrees between commas understood;
    /// without a comma the tokens stay untagged. No more than 64 words and 2,048 letters are read, a letter
    /// that is not of ASCII counted three times: what is longer is no name, and must not take long. `None`
    /// if nothing of a name is in the text, or only what cells say where a name is missing.
    pub fn parse(full: &str) -> Option<Self> {
        Self::read(PersonName::Full(full))
    }

    /// Reads a name from two columns. If only one of them is filled and holds more than one word, it is
    /// taken for a full name. Of each column half as much is read as of a full name.
    pub fn from_parts(given: &str, family: &str) -> Option<Self> {
        Self::read(PersonName::Parts { given, family })
    }

    /// All tokens: the name itself in its natural order, alternatives, titles and generation.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The tokens that another name has to answer to: no titles, generation or alternatives.
    pub fn name_tokens(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.tag.is_name() && !token.alternative)
    }

    /// The tokens that stand beside the name, like a nickname in brackets.
    pub fn alternatives(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.alternative)
    }

    /// The generation, in its canonical form: `jr`, `sr`, `ii`, `iii` or `iv`.
    pub fn generation(&self) -> Option<&str> {
        AnyName::generation(self)
    }

    /// Whether it is formed as Arabic names are; these are written in Latin letters in many ways.
    pub fn is_arabic(&self) -> bool {
        self.arabic
    }

    /// Whether it names two people, as `John & Jane Smith` and `Mr and Mrs Smith` do.
    pub fn is_couple(&self) -> bool {
        self.couple
    }

    /// The key of names that are the same but for order, case, marks, titles: the folded tokens and the
    /// generation, sorted, with `|` between them; `&` stands first if they are two people's. Reading a key as
    /// a name gives the same key.
    pub fn key(&self) -> String {
        self.any_key()
    }

    fn finish(reading: Reading) -> Option<Self> {
        let arabic = reading.tokens.iter().any(words::shows_arabic);
        let name = Self { tokens: reading.tokens, arabic, couple: reading.couple };
        let mut names = name.name_tokens();
        let only = names.next()?;
        // `Dr Unknown`: what is left beside the title is no name.
        let is_name = names.next().is_some() || !words::is_placeholder(&only.text);
        drop(names);
        is_name.then_some(name)
    }
}

/// What the key of two people's name begins with.
const COUPLE: &str = "&";

/// Whether a letter is of a script in which names have a Latin form: Cyrillic, Greek, Armenian, Georgian.
pub(crate) fn has_latin_form(letter: char) -> bool {
    fold::has_latin_form(letter)
}

/// The folded form of a given name, as tokens have it.
pub(crate) fn folded(name: &str) -> String {
    fold::fold(super::text::trim(name)).text
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Name").field("tokens", &self.tokens.len()).finish()
    }
}

#[cfg(test)]
mod tests;
