//! Names as they are compared, wherever their tokens are kept.

use super::fold::{has_latin_form, is_latin};
use super::{Address, Letters, Name, Tag, Token};

/// One token, borrowed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenView<'a> {
    pub(crate) text: &'a str,
    pub(crate) alt: Option<&'a str>,
    pub(crate) latin: Option<&'a str>,
    /// Where the particles end.
    pub(crate) core_at: usize,
    pub(crate) tag: Tag,
    pub(crate) hyphened: bool,
    pub(crate) alternative: bool,
    pub(crate) initials: bool,
    pub(crate) abbreviated: bool,
    pub(crate) letters: Letters,
}

/// What is seen of a token at a glance: its text need not be read for it.
#[derive(Clone, Copy)]
pub(crate) struct Outline<'a> {
    pub(crate) text: &'a [u8],
    /// The other plain spelling, if there is one.
    pub(crate) alt: Option<&'a [u8]>,
    pub(crate) letters: Letters,
    pub(crate) tag: Tag,
    pub(crate) hyphened: bool,
    pub(crate) alternative: bool,
    pub(crate) initials: bool,
    pub(crate) abbreviated: bool,
    /// It has no form in another script, and no particles.
    pub(crate) simple: bool,
}

/// A name that has been read: its tokens, and what they tell together.
pub(crate) trait AnyName {
    /// All tokens: the name itself in its natural order, alternatives, titles and generation.
    fn views(&self) -> impl Iterator<Item = TokenView<'_>>;

    /// All tokens at a glance.
    fn outlines(&self) -> impl Iterator<Item = Outline<'_>>;

    /// Whether it is formed as Arabic names are.
    fn is_arabic(&self) -> bool;

    /// Whether it names two people.
    fn is_couple(&self) -> bool;

    /// The tokens that another name has to answer to.
    fn name_views(&self) -> impl Iterator<Item = TokenView<'_>> {
        self.views().filter(|token| token.tag.is_name() && !token.alternative)
    }

    /// The generation, in its canonical form.
    fn generation(&self) -> Option<&str> {
        self.views().find(|token| token.tag == Tag::Generation).map(|token| token.text)
    }

    /// The form of address, if it is one for a man or for a woman.
    fn address(&self) -> Option<Address> {
        let titles = self.views().filter(|token| token.tag == Tag::Honorific);
        Address::of(titles.map(|token| token.text))
    }

    /// The letters of all that is in its key.
    fn key_letters(&self) -> Letters {
        let generation = self.views().filter(|token| token.tag == Tag::Generation);
        let tokens = self.name_views().chain(generation);
        tokens.fold(Letters::default(), |letters, token| letters.and(token.letters))
    }

    /// The key of names that are the same but for order, case, marks, titles.
    fn any_key(&self) -> String {
        let mut texts = self.key_texts();
        if self.is_couple() {
            texts.insert(0, super::COUPLE);
        }
        texts.join("|")
    }

    /// What is in its key, sorted.
    fn key_texts(&self) -> Vec<&str> {
        let generation = self.views().filter(|token| token.tag == Tag::Generation);
        let mut texts: Vec<&str> =
            self.name_views().chain(generation).map(|token| token.text).collect();
        texts.sort_unstable();
        texts
    }

    /// Whether another name has the same key.
    fn has_key_of(&self, other: &impl AnyName) -> bool {
        self.key_letters() == other.key_letters()
            && self.is_couple() == other.is_couple()
            && self.key_texts() == other.key_texts()
    }

    /// Whether another name was read the same.
    fn is_same(&self, other: &impl AnyName) -> bool {
        self.is_arabic() == other.is_arabic()
            && self.is_couple() == other.is_couple()
            && self.views().eq(other.views())
    }

    /// The name by itself.
    fn to_name(&self) -> Name {
        let tokens = self.views().map(|token| Token {
            text: token.text.to_owned(),
            alt: token.alt.map(str::to_owned),
            latin: token.latin.map(str::to_owned),
            core_at: token.core_at,
            tag: token.tag,
            hyphened: token.hyphened,
            alternative: token.alternative,
            initials: token.initials,
            abbreviated: token.abbreviated,
            letters: token.letters,
        });
        Name { tokens: tokens.collect(), arabic: self.is_arabic(), couple: self.is_couple() }
    }
}

impl AnyName for Name {
    fn views(&self) -> impl Iterator<Item = TokenView<'_>> {
        self.tokens.iter().map(Token::view)
    }

    fn outlines(&self) -> impl Iterator<Item = Outline<'_>> {
        self.tokens.iter().map(|token| Outline {
            text: token.text.as_bytes(),
            alt: token.alt.as_deref().map(str::as_bytes),
            letters: token.letters,
            tag: token.tag,
            hyphened: token.hyphened,
            alternative: token.alternative,
            initials: token.initials,
            abbreviated: token.abbreviated,
            simple: token.latin.is_none() && token.core_at == 0,
        })
    }

    fn is_arabic(&self) -> bool {
        self.arabic
    }

    fn is_couple(&self) -> bool {
        self.couple
    }
}

impl<N: AnyName> AnyName for &N {
    fn views(&self) -> impl Iterator<Item = TokenView<'_>> {
        N::views(self)
    }

    fn outlines(&self) -> impl Iterator<Item = Outline<'_>> {
        N::outlines(self)
    }

    fn is_arabic(&self) -> bool {
        N::is_arabic(self)
    }

    fn is_couple(&self) -> bool {
        N::is_couple(self)
    }
}

impl Token {
    pub(crate) fn view(&self) -> TokenView<'_> {
        TokenView {
            text: &self.text,
            alt: self.alt.as_deref(),
            latin: self.latin.as_deref(),
            core_at: self.core_at,
            tag: self.tag,
            hyphened: self.hyphened,
            alternative: self.alternative,
            initials: self.initials,
            abbreviated: self.abbreviated,
            letters: self.letters,
        }
    }
}

impl<'a> TokenView<'a> {
    /// The folded form without its particles.
    pub(crate) fn core(self) -> &'a str {
        self.text.get(self.core_at..).unwrap_or(self.text)
    }

    /// The particles, joined.
    pub(crate) fn particles(self) -> &'a str {
        self.text.get(..self.core_at).unwrap_or_default()
    }

    /// Whether it is a single letter, in a script that has letters.
    pub(crate) fn is_initial(self) -> bool {
        let mut letters = self.text.chars();
        let first = letters.next();
        letters.next().is_none() && first.is_some_and(|c| is_latin(c) || has_latin_form(c))
    }

    /// Whether it has one form only.
    pub(crate) fn has_one_form(self) -> bool {
        self.alt.is_none() && self.latin.is_none()
    }
}
