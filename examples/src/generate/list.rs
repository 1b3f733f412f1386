//! The Opt-Out List: entries, and the rows that state them.

use super::day::{Day, REFERENCE};
use super::deck::Spot;
use super::draw::{Draw, Use, nth};
use super::ids::{tail, vendor_person};
use super::person::Person;
use super::pools::ROLES;
use super::scenario::Row;
use super::world::World;

/// The header of the list.
pub(super) const HEADER: [&str; 5] =
    ["Name", "Company website", "Unique 6sense Record ID", "Work email", "Opt-out request date"];

const UNICODE_DOMAIN: (&str, &str) = ("bäckerei-nord.example", "xn--bckerei-nord-gcb.example");

/// Somebody who has opted out.
pub(super) struct Entry {
    pub(super) number: u64,
    pub(super) person: Person,
    pub(super) row: Row,
    spot: Spot,
    email: String,
}

impl Entry {
    pub(super) fn new(world: &World, number: u64) -> Self {
        let spot = world.deck.entry(number);
        let scenario = &world.deck.scenarios[spot.scenario];
        let mut person = world.people.listed(number, scenario.who);
        let row = scenario.row;
        let email = match row {
            Row::RoleMailbox => format!("{}@{}", nth(ROLES, person.seat), person.company.domain),
            Row::Gmail => person.gmail(),
            Row::InitialEmail => person.initial_email(&person.given_ascii),
            Row::UnicodeDomain => {
                format!("{}.{}@{}", person.local, tail(number), UNICODE_DOMAIN.0)
            }
            Row::SharedEmail if spot.offset == 1 => {
                let first = world.people.listed(number - 1, scenario.who);
                person = world.people.unlike(number, &first);
                person.company = first.company.clone();
                first.email()
            }
            _ => person.email(),
        };
        Self { number, person, row, spot, email }
    }

    /// The e-mail that the vendor has.
    pub(super) fn email(&self) -> &str {
        &self.email
    }

    /// The newer e-mail of an entry that the list states twice.
    pub(super) fn second_email(&self) -> String {
        let (given, family) = self.person.local.split_once('.').unwrap_or((&self.person.local, ""));
        format!("{family}.{given}@{}", self.person.company.domain)
    }

    /// The e-mail with its domain as an A-label.
    pub(super) fn ascii_email(&self) -> String {
        self.email.replace(UNICODE_DOMAIN.0, UNICODE_DOMAIN.1)
    }

    /// The id as the list has it; empty for an entry without one.
    pub(super) fn listed_id(&self) -> String {
        let number = self.number;
        match self.row {
            Row::NoId => String::new(),
            Row::ExponentId => format!("6.{:07}E+15", number % 10_000_000),
            Row::ZerosId => format!("62{:07}00000000", number % 10_000_000),
            _ => vendor_person(number),
        }
    }

    /// How `truth.csv` names the entry.
    pub(super) fn reference(&self, world: &World) -> String {
        let id = self.listed_id();
        if !id.is_empty() {
            return id;
        }
        format!("#{}", world.rows.forward(world.deck.first_row(self.spot)) + 1)
    }

    fn listed_name(&self) -> String {
        let Person { given, family, .. } = &self.person;
        match self.row {
            Row::IdOnly => String::new(),
            Row::LastFirst => format!("{family}, {given}"),
            Row::Titled => format!("Dr. {given} {family} Jr."),
            Row::Senior => format!("{given} {family} Sr."),
            Row::Capitals => format!("{given} {family}").to_uppercase(),
            _ if is_han_or_hangul(given) => format!("{family} {given}"),
            _ => format!("{given} {family}"),
        }
    }

    /// A row of the list; `second` for the later one of an entry with two.
    fn fields(&self, world: &World, second: bool) -> [String; 5] {
        let mut draw = Draw::new(world.seed, Use::Entry, self.number);
        let day = REFERENCE.minus(4 + draw.below(46));
        let date = match self.row {
            Row::BlankDate => String::new(),
            Row::FutureDate => REFERENCE.plus(40).to_string(),
            Row::SlashDate => Day::new(2026, 11, 21).minus(draw.below(9)).slashed(),
            _ if draw.one_in(3) => day.slashed(),
            _ => day.to_string(),
        };
        let host = match self.row {
            Row::UnicodeDomain => UNICODE_DOMAIN.0,
            _ => &self.person.company.domain,
        };
        let website = match draw.below(5) {
            0 => format!("https://www.{host}/"),
            1 => format!("HTTP://{host}/about?ref=list"),
            2 => format!("www.{}", host.to_uppercase()),
            _ => host.to_owned(),
        };
        let email = match self.row {
            Row::NoEmail | Row::IdOnly => String::new(),
            Row::Twice if second => self.second_email(),
            _ if draw.one_in(9) => format!(" {}", self.email.to_uppercase()),
            _ => self.email.clone(),
        };
        let website = if self.row == Row::IdOnly { String::new() } else { website };
        [self.listed_name(), website, self.listed_id(), email, date]
    }
}

fn is_han_or_hangul(name: &str) -> bool {
    name.chars().all(|c| ('\u{3000}'..='\u{d7ff}').contains(&c))
}

/// The row of the list at a place, counted from 0, and the entry if this is its first row.
pub(super) fn row_at(world: &World, place: u64) -> ([String; 5], Entry, bool) {
    let spot = world.deck.row(world.rows.backward(place));
    let second = spot.offset == 1 && world.deck.scenarios[spot.scenario].row == Row::Twice;
    let offset = if second { 0 } else { spot.offset };
    let entry = Entry::new(world, world.deck.entry_number(spot, offset));
    (entry.fields(world, second), entry, !second)
}
