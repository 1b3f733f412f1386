//! The parts of a name that are compared.

use std::cell::OnceCell;

use crate::normalize::name::{Address, AnyName, Customs, Letters, Reduced, Tag, TokenView};
use crate::normalize::nicknames::{Nicknames, is_among, listed_beside};

/// More parts than any name has; what is beyond is not compared.
pub(super) const MOST_PARTS: usize = 10;

/// One part.
pub(super) struct Part<'a> {
    pub(super) token: TokenView<'a>,
    pub(super) letters: Letters,
    /// It may be a given name that has short forms, or is one.
    pub(super) may_have_short_form: bool,
    /// It is a given name, or stands where one does.
    pub(super) is_given: bool,
    reduced: [OnceCell<Option<Reduced>>; 2],
    listed: OnceCell<Option<&'static str>>,
}

impl<'a> Part<'a> {
    fn new(token: TokenView<'a>, place: usize, nicknames: &Nicknames) -> Self {
        Self {
            token,
            letters: token.letters,
            may_have_short_form: token.tag != Tag::Family
                && nicknames.may_have(token.text.as_bytes()),
            is_given: token.tag == Tag::Given || (token.tag == Tag::Untagged && place == 0),
            reduced: [const { OnceCell::new() }; 2],
            listed: OnceCell::new(),
        }
    }

    /// Whether a given name is a listed short form of it, or the other way round. Looked up once.
    pub(super) fn has_short_form(&self, name: &str) -> bool {
        let listed = self.listed.get_or_init(|| listed_beside(self.token.text));
        listed.is_some_and(|listed| is_among(name, listed)) && name != self.token.text
    }

    /// Its text reduced by the customs of short words or of long ones, once each for all parts of the other
    /// name.
    pub(super) fn reduced(&self, customs: Customs) -> Option<&Reduced> {
        let [short, long] = &self.reduced;
        let reduced = if customs.long { long } else { short };
        reduced.get_or_init(|| Reduced::new(self.token.text, customs)).as_ref()
    }
}

/// The parts of one name, in their order.
pub(crate) struct Parts<'a> {
    parts: Vec<Part<'a>>,
    /// The places of parts that another name has to answer to.
    pub(super) required: u16,
    pub(super) arabic: bool,
    pub(super) couple: bool,
    pub(super) generation: Option<&'a str>,
    pub(super) address: Option<Address>,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(name: &'a impl AnyName, nicknames: &Nicknames) -> Self {
        let tokens = || name.views().filter(|token| token.tag.is_name()).take(MOST_PARTS);
        let required = tokens().enumerate().filter(|(_, token)| !token.alternative);
        Self {
            required: required.fold(0, |all, (place, _)| all | 1 << place),
            parts: tokens().zip(0..).map(|(token, at)| Part::new(token, at, nicknames)).collect(),
            arabic: name.is_arabic(),
            couple: name.is_couple(),
            generation: name.generation(),
            address: name.address(),
        }
    }

    /// Whether it has two parts or more.
    pub(crate) fn is_whole(&self) -> bool {
        self.required.count_ones() > 1
    }

    pub(super) fn all(&self) -> u16 {
        (1 << self.parts.len()) - 1
    }

    pub(super) fn get(&self, place: usize) -> Option<&Part<'a>> {
        self.parts.get(place)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Part<'a>)> {
        self.parts.iter().enumerate()
    }
}

/// The places of a set, in their order.
pub(super) fn places(mut set: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = set.trailing_zeros();
        (set != 0).then(|| {
            set &= set - 1;
            place as usize
        })
    })
}
