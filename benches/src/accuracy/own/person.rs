//! Invented people: nobody at a firm has another one's name or address by accident.

use std::collections::HashSet;

use super::super::draws::Draws;
use super::pools::{ENDS, GIVEN, SHORT, STEMS};

/// A person as an entry or a record names them; any field may be blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// The system that issued the id.
    pub(super) system: &'static str,
    pub(super) id: String,
    pub(super) given: String,
    pub(super) family: String,
    /// The name is in one cell, the family name first.
    pub(super) is_reversed: bool,
    pub(super) email: String,
    pub(super) website: String,
}

impl Person {
    /// The name in one cell.
    pub(super) fn full_name(&self) -> String {
        let Self { given, family, .. } = self;
        match self.is_reversed {
            true => format!("{family}, {given}"),
            false => format!("{given} {family}").trim().to_owned(),
        }
    }

    pub(super) fn without_name(mut self) -> Self {
        (self.given, self.family) = (String::new(), String::new());
        self
    }
}

/// Everybody who has been invented.
pub(super) struct People {
    pub(super) draws: Draws,
    firms: usize,
    /// Firm, family name and first letter of the given name.
    names: HashSet<(usize, String, Option<char>)>,
    emails: HashSet<String>,
    ids: u64,
}

impl People {
    pub(super) fn new(draws: Draws, firms: usize) -> Self {
        Self { draws, firms, names: HashSet::new(), emails: HashSet::new(), ids: 0 }
    }

    /// Somebody at a firm.
    pub(super) fn anybody(&mut self, firm: usize) -> Person {
        self.named(firm, |draws| (given(draws), family(draws)))
    }

    /// Somebody at a firm, of a name that is drawn until it is a new one there.
    pub(super) fn named(
        &mut self,
        firm: usize,
        mut name: impl FnMut(&mut Draws) -> (String, String),
    ) -> Person {
        let (given, family) = loop {
            let (given, family) = name(&mut self.draws);
            let key = (firm, family.to_lowercase(), given.chars().next());
            if self.names.insert(key) {
                break (given, family);
            }
        };
        self.at(firm, given, family)
    }

    /// Somebody of this very name at a firm, with an id and an address of their own.
    pub(super) fn at(&mut self, firm: usize, given: String, family: String) -> Person {
        let local = format!("{}.{}", plain(&given), plain(&family));
        let email = self.new_email(&local, &domain(firm));
        let website = format!("https://www.{}/", domain(firm));
        let id = self.new_id();
        Person { system: "6sense", id, given, family, is_reversed: false, email, website }
    }

    /// An address that nobody has, numbered if need be.
    pub(super) fn new_email(&mut self, local: &str, domain: &str) -> String {
        let mut email = format!("{local}@{domain}");
        let mut number = 1;
        while !self.claim(&email) {
            number += 1;
            email = format!("{local}{number}@{domain}");
        }
        email
    }

    /// Takes an address, if it and all that differ from it by dots are free.
    pub(super) fn claim(&mut self, email: &str) -> bool {
        self.emails.insert(email.replace('.', ""))
    }

    /// A firm that is not this one.
    pub(super) fn other_firm(&mut self, firm: usize) -> usize {
        (firm + 1 + self.draws.below(self.firms - 1)) % self.firms
    }

    fn new_id(&mut self) -> String {
        self.ids += 1;
        // Scattered and unique: the factor has no divisor in common with the modulus.
        format!("Kx{:08x}", self.ids * 0x9e37_79b1 % (1 << 32))
    }
}

/// A given name.
pub(super) fn given(draws: &mut Draws) -> String {
    let at = draws.below(SHORT.len() + GIVEN.len());
    SHORT.get(at).map_or_else(|| GIVEN[at - SHORT.len()], |(name, _)| name).to_owned()
}

/// A family name.
pub(super) fn family(draws: &mut Draws) -> String {
    format!("{}{}", draws.pick(&STEMS), draws.pick(&ENDS))
}

/// A firm's domain.
pub(super) fn domain(firm: usize) -> String {
    let (stem, end) = (STEMS[firm % STEMS.len()], ENDS[firm / STEMS.len() % ENDS.len()]);
    format!("{}{}-{firm}.example", stem.to_lowercase(), end)
}

/// A name as it stands in addresses: letters of ASCII only.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}
