//! Invented people and their companies, each a function of a number.

use super::draw::{Draw, Use, nth, scatter};
use super::pools::{
    ACCENTED, COMPANY_FIRST, COMPANY_FORM, COMPANY_SECOND, FAMILY, GIVEN, NICKNAMED, OTHER_SCRIPTS,
    Spelled, TWO_LETTERS,
};
use super::scenario::Who;
use super::shuffle::Shuffle;

/// How many people of the sample work at one company. No two of them share a family name, so no two
/// share an e-mail address.
const SEATS: u64 = 8;

/// A company with a domain of its own.
#[derive(Clone)]
pub(super) struct Company {
    pub(super) number: u64,
    pub(super) name: String,
    pub(super) domain: String,
}

/// A person, by the vendor's book.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) number: u64,
    pub(super) given: String,
    pub(super) family: String,
    /// The given name as it goes into an e-mail address.
    pub(super) given_ascii: String,
    /// The family name as it goes into an e-mail address.
    pub(super) family_ascii: String,
    /// The part of the work e-mail before the `@`.
    pub(super) local: String,
    pub(super) company: Company,
    pub(super) seat: u64,
}

/// All the people of a sample.
pub(super) struct People {
    seed: u64,
    seats: Shuffle,
}

impl People {
    pub(super) fn new(seed: u64, count: u64) -> Self {
        Self { seed, seats: Shuffle::new(seed, 1, count) }
    }

    /// A listed person.
    pub(super) fn listed(&self, number: u64, who: Who) -> Person {
        let (mut person, mut draw) = self.draw(number);
        let pick = draw.below(1000);
        match who {
            Who::Anyone => {}
            Who::Nicknamed => person.call(nth(NICKNAMED, pick).0),
            Who::Accented => {
                let (given, _, plain) = nth(ACCENTED, pick);
                person.call(plain);
                person.given = (*given).to_owned();
            }
            Who::TwoLetters => {
                let (given, ascii) = nth(TWO_LETTERS, pick);
                person.call(ascii);
                person.given = (*given).to_owned();
            }
            Who::Particle => {
                person.family.insert_str(0, "van der ");
                person.family_ascii.insert_str(0, "vander");
            }
            Who::Apostrophe => {
                person.family.insert_str(0, "O'");
                person.family_ascii.insert(0, 'o');
            }
            Who::OtherScript => person.write_otherwise(),
        }
        if !matches!(who, Who::OtherScript) {
            person.local = format!("{}.{}", person.given_ascii, person.family_ascii);
        }
        person
    }

    /// A person who is not listed, and whose name is not like that of `other`.
    pub(super) fn unlike(&self, number: u64, other: &Person) -> Person {
        let (mut person, mut draw) = self.draw(number);
        if draw.one_in(40) {
            person.write_otherwise();
        }
        if person.given == other.given || other.family_ascii.ends_with(&person.family_ascii) {
            let (given, family) = other.other_names(&mut draw);
            (person.given, person.given_ascii) = (given.0.to_owned(), given.1.to_owned());
            (person.family, person.family_ascii) = (family.0.to_owned(), family.1.to_owned());
            person.local = format!("{}.{}{}", given.1, family.1, person.seat + 1);
        }
        person
    }

    fn draw(&self, number: u64) -> (Person, Draw) {
        let mut draw = Draw::new(self.seed, Use::Person, number);
        let at = self.seats.forward(number);
        let company = Company::new(at / SEATS);
        let seat = at % SEATS;
        let given = draw.pick(GIVEN);
        let family = at_desk(&company, seat);
        let person = Person {
            number,
            given: given.0.to_owned(),
            family: family.0.to_owned(),
            given_ascii: given.1.to_owned(),
            family_ascii: family.1.to_owned(),
            local: format!("{}.{}", given.1, family.1),
            company,
            seat,
        };
        (person, draw)
    }
}

/// The family name of whoever has a seat at a company. Seats from [`SEATS`] on are free.
fn at_desk(company: &Company, seat: u64) -> Spelled {
    *nth(FAMILY, scatter(company.number) % 1_000_000 + seat * 7)
}

impl Person {
    fn call(&mut self, given: &str) {
        self.given = given.to_owned();
        self.given_ascii = given.to_lowercase();
    }

    /// A name in another script. It goes by the seat, so that colleagues never share one.
    fn write_otherwise(&mut self) {
        let (given, family, local) = nth(OTHER_SCRIPTS, self.seat);
        self.given = (*given).to_owned();
        self.family = (*family).to_owned();
        self.local = format!("{local}{}", self.seat + 1);
    }

    /// The work e-mail.
    pub(super) fn email(&self) -> String {
        format!("{}@{}", self.local, self.company.domain)
    }

    /// An e-mail at gmail.com that nobody has: its local part ends in the person's number.
    pub(super) fn gmail(&self) -> String {
        let tail = super::ids::tail(self.number);
        format!("{}.sample-{tail}@gmail.com", self.local.trim_end_matches(char::is_numeric))
    }

    /// The work e-mail of a company that abbreviates given names.
    pub(super) fn initial_email(&self, given: &str) -> String {
        let initial = given.chars().next().unwrap_or('x').to_ascii_lowercase();
        format!("{initial}.{}@{}", self.family_ascii, self.company.domain)
    }

    /// Another given name, with the same first letter or with another.
    pub(super) fn other_given(&self, draw: &mut Draw, same_initial: bool) -> Spelled {
        let initial = self.given_ascii.chars().next();
        let fits = |name: &Spelled| {
            name.0 != self.given && (name.1.chars().next() == initial) == same_initial
        };
        let start = draw.below(GIVEN.len() as u64);
        (0..GIVEN.len() as u64).map(|step| *nth(GIVEN, start + step)).find(fits).unwrap_or(GIVEN[0])
    }

    /// A given and a family name that are neither this person's nor a colleague's.
    pub(super) fn other_names(&self, draw: &mut Draw) -> (Spelled, Spelled) {
        let free = draw.below(SEATS);
        (self.other_given(draw, false), at_desk(&self.company, SEATS + free))
    }
}

impl Company {
    fn new(number: u64) -> Self {
        let (firsts, seconds) = (COMPANY_FIRST.len() as u64, COMPANY_SECOND.len() as u64);
        let first = nth(COMPANY_FIRST, number);
        let second = nth(COMPANY_SECOND, number / firsts + number * 7);
        let turn = number / (firsts * seconds) + 1;
        let form = nth(COMPANY_FORM, scatter(number));
        let (first_word, second_word) = (capital(first), capital(second));
        if turn == 1 {
            let name = format!("{first_word} {second_word}{form}");
            return Self { number, name, domain: format!("{first}-{second}.example") };
        }
        Self {
            number,
            name: format!("{first_word} {second_word} {turn}{form}"),
            domain: format!("{first}-{second}-{turn}.example"),
        }
    }

    /// A company with a domain that no listed person has.
    pub(super) fn unrelated(&self) -> Self {
        let stem = self.domain.trim_end_matches(".example");
        Self {
            number: self.number,
            name: format!("Nova {}", self.name),
            domain: format!("nova-{stem}.example"),
        }
    }
}

/// The word with its first letter as a capital.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
