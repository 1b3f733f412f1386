//! A contact record: a person as one of the CRMs has them.

use super::day::{Day, EXPOSURE};
use super::draw::{Draw, Use, nth, place};
use super::fact::{Fact, NEUTRAL, documented, recorded};
use super::ids::{hubspot, other_case, salesforce, tail, vendor_person};
use super::list::Entry;
use super::person::{Company, Person, capital};
use super::pools::{ACCENTED, NICKNAMED, NOTES, PLACES, TITLES};
use super::scenario::{EmailAs, Expected, IdAs, NameAs, Record, System};
use super::world::World;

/// A record, with the truth about it.
pub(super) struct Contact {
    pub(super) system: System,
    pub(super) id: String,
    pub(super) given: String,
    pub(super) family: String,
    pub(super) email: String,
    pub(super) more_emails: String,
    pub(super) title: &'static str,
    pub(super) company: Company,
    pub(super) website: String,
    pub(super) phone: String,
    pub(super) state: &'static str,
    pub(super) country: &'static str,
    pub(super) opted_out: Option<bool>,
    pub(super) do_not_call: Option<bool>,
    pub(super) marketing: &'static str,
    pub(super) legal_basis: &'static str,
    pub(super) vendor_id: String,
    pub(super) created: Day,
    pub(super) notes: String,
    pub(super) facts: Vec<Fact>,
    /// Whether evidence names the record by its 15-character id.
    pub(super) short_key: bool,
    /// How `truth.csv` names the entry; empty if there is none.
    pub(super) entry: String,
    pub(super) expected: Expected,
    /// The place of the scenario in the summary.
    pub(super) scenario: usize,
    /// The person's id and e-mail as the vendor exported them.
    pub(super) exported: (String, String),
    /// Draws for whatever is told about the record elsewhere.
    pub(super) draw: Draw,
}

/// The record at a place, counted from 0.
pub(super) fn contact_at(world: &World, at: u64) -> Contact {
    let number = world.contacts.forward(at);
    let mut draw = Draw::new(world.seed, Use::Contact, number);
    if number < world.dealt {
        let spot = world.deck.record(number);
        let record = nth(&world.deck.scenarios[spot.scenario].records, spot.offset);
        let system = system(record, spot.round + spot.offset + spot.scenario as u64);
        let entry = Entry::new(world, world.deck.entry_number(spot, record.entry));
        return contact(world, number, record, system, &entry, spot.scenario, draw);
    }
    let kind = if world.entries == 0 { 0 } else { draw.below(world.bystanders.len() as u64) };
    let (_, _, record) = nth(&world.bystanders, kind);
    let entry = Entry::new(world, draw.below(world.entries));
    let scenario = world.deck.scenarios.len() + place(kind);
    let mut made = contact(world, number, record, system(record, number), &entry, scenario, draw);
    made.add_noise();
    made
}

fn system(record: &Record, number: u64) -> System {
    let either = if number.is_multiple_of(2) { System::Salesforce } else { System::HubSpot };
    record.system.unwrap_or(either)
}

fn contact(
    world: &World,
    number: u64,
    record: &Record,
    system: System,
    entry: &Entry,
    scenario: usize,
    mut draw: Draw,
) -> Contact {
    let own = world.people.unlike(world.entries + number, &entry.person);
    let shown = Shown::new(record, entry, &own, &mut draw);
    let id = match system {
        System::Salesforce => salesforce("003", number),
        System::HubSpot => hubspot(number),
    };
    let vendor_id = match record.id {
        IdAs::Listed => vendor_person(entry.number),
        IdAs::Padded => format!("  {} ", vendor_person(entry.number)),
        IdAs::Formula => format!("=\"{}\"", vendor_person(entry.number)),
        IdAs::OtherCase => other_case(&vendor_person(entry.number)),
        IdAs::Damaged => entry.listed_id(),
        IdAs::Own if draw.one_in(2) => vendor_person(own.number),
        IdAs::Own | IdAs::Blank => String::new(),
    };
    let notes = match draw.below(4) {
        _ if record.quotes => format!("Works with {}; \"same team\".\nAsk first.", entry.email()),
        0 => draw.pick(NOTES).to_owned(),
        _ => String::new(),
    };
    let (country, state, phone) = draw.pick(PLACES);
    let phone = match phone {
        "" => String::new(),
        start => format!("{start}{:02}", draw.below(100)),
    };
    let matched = record.expected != Expected::None;
    let exported = if matched && shown.is_listed {
        (vendor_person(entry.number), entry.email().to_owned())
    } else {
        (vendor_person(own.number), shown.email.trim().to_owned())
    };
    let created = match record.early {
        true => EXPOSURE.minus(20 + draw.below(300)),
        false => EXPOSURE.plus(1 + draw.below(600)),
    };
    let jitter = draw.below(12);
    let later =
        |fact: &Fact| Fact { occurred: fact.occurred.map(|day| day.plus(jitter)), ..fact.clone() };
    let website = match draw.below(4) {
        0 => String::new(),
        1 => format!("https://{}", shown.company.domain),
        _ => shown.company.domain.clone(),
    };
    Contact {
        system,
        id,
        given: shown.given,
        family: shown.family,
        email: shown.email,
        more_emails: shown.more_emails,
        title: draw.pick(TITLES),
        company: shown.company,
        website,
        phone,
        state,
        country,
        opted_out: if record.opted_out { Some(true) } else { no_or_unknown(&mut draw) },
        do_not_call: if record.do_not_call { Some(true) } else { no_or_unknown(&mut draw) },
        marketing: draw.pick(&["Marketing contact", "Non-marketing contact", ""]),
        legal_basis: record.legal_basis,
        vendor_id,
        created,
        notes,
        facts: record.facts.iter().map(later).collect(),
        short_key: record.short_key || draw.one_in(4),
        entry: if matched { entry.reference(world) } else { String::new() },
        expected: record.expected,
        scenario,
        exported,
        draw,
    }
}

fn no_or_unknown(draw: &mut Draw) -> Option<bool> {
    if draw.one_in(3) { None } else { Some(false) }
}

impl Contact {
    /// What is told about people who are not listed, too: flags, bases, evidence, gaps.
    fn add_noise(&mut self) {
        let draw = &mut self.draw;
        if draw.one_in(9) {
            self.opted_out = Some(true);
        }
        if draw.one_in(15) {
            self.do_not_call = Some(true);
        }
        if draw.one_in(30) {
            self.email.clear();
        }
        if draw.one_in(50) {
            self.given.clear();
        }
        if draw.one_in(6) {
            self.legal_basis = draw.pick(&[
                "Legitimate interest \u{2013} existing customer",
                "Legitimate interest - other",
                "Freely given consent from contact;Performance of a contract",
                "Not applicable",
            ]);
        }
        if draw.one_in(12) {
            let kinds = ["opt_in_single", "contract", "interaction", "unsubscribe"];
            self.facts.push(documented(draw.pick(&kinds), (2025, 7, 1)));
        }
        if draw.one_in(12) {
            let provenance = draw.pick(&["own", "vendor", "unknown"]);
            self.facts.push(recorded(draw.pick(NEUTRAL), (2025, 10, 20)).from(provenance));
        }
    }
}

/// How a record names its person.
struct Shown {
    given: String,
    family: String,
    email: String,
    more_emails: String,
    company: Company,
    /// Whether the person is the listed one, not another who got the address or the id.
    is_listed: bool,
}

impl Shown {
    fn new(record: &Record, entry: &Entry, own: &Person, draw: &mut Draw) -> Self {
        let listed = &entry.person;
        let mut person = match record.name {
            NameAs::Own => own.clone(),
            _ => listed.clone(),
        };
        rename(&mut person, record.name, draw);
        let mut shown = Self {
            email: String::new(),
            more_emails: String::new(),
            company: person.company.clone(),
            is_listed: !matches!(
                record.name,
                NameAs::Own | NameAs::Sibling | NameAs::SiblingSameInitial | NameAs::Colleague
            ),
            given: String::new(),
            family: String::new(),
        };
        shown.write_email(record.email, entry, own, &person, draw);
        (shown.given, shown.family) = (person.given, person.family);
        shown
    }

    fn write_email(
        &mut self,
        form: EmailAs,
        entry: &Entry,
        own: &Person,
        shown: &Person,
        draw: &mut Draw,
    ) {
        let listed = entry.email();
        let (local, domain) = listed.split_once('@').unwrap_or((listed, ""));
        self.email = match form {
            EmailAs::Listed => listed.to_owned(),
            EmailAs::Capitals => format!("  {} ", mixed_case(listed)),
            EmailAs::Mailto => format!("mailto:{listed}"),
            EmailAs::ZeroWidth => format!("{local}\u{200b}@{domain}\u{feff}"),
            EmailAs::Several => format!("{}; {listed}", entry.person.gmail()),
            EmailAs::Additional => {
                self.more_emails = format!("{};{listed}", tagged(&entry.person.gmail(), "old"));
                entry.person.gmail()
            }
            EmailAs::Second => entry.second_email(),
            EmailAs::Dotted => format!("{}@{domain}", dotted(local)),
            EmailAs::Tagged => tagged(listed, "crm"),
            EmailAs::Googlemail => format!("{local}@googlemail.com"),
            EmailAs::AsciiDomain => entry.ascii_email(),
            EmailAs::Private => entry.person.gmail(),
            EmailAs::Blank => String::new(),
            EmailAs::Own => match draw.below(12) {
                0 => format!(" {}", mixed_case(&own.email())),
                1 => own.gmail(),
                2 => format!("{}; {}", own.email(), own.gmail()),
                _ => own.email(),
            },
            EmailAs::OtherDomain => {
                self.company = own.company.unrelated();
                format!("{}@{}", entry.person.local, self.company.domain)
            }
            EmailAs::Colleague => {
                format!("{}.{}@{}", shown.given_ascii, shown.family_ascii, self.company.domain)
            }
            EmailAs::OtherInitial => entry.person.initial_email(&shown.given_ascii),
            EmailAs::WithoutDot => listed.replacen('.', "", 1),
            EmailAs::OtherRole => format!("billing@{}", self.company.domain),
            EmailAs::Longer => format!("{local}-{}@{domain}", tail(own.number)),
        };
    }
}

fn rename(person: &mut Person, form: NameAs, draw: &mut Draw) {
    let given = person.given.clone();
    match form {
        NameAs::Listed | NameAs::Own => {}
        NameAs::Lower => {
            person.given = given.to_lowercase();
            person.family = person.family.to_lowercase();
        }
        NameAs::Nickname => {
            let pair = NICKNAMED.iter().find(|pair| pair.0 == given);
            person.given = pair.map_or(given, |pair| pair.1.to_owned());
        }
        NameAs::Initial => person.given = given.chars().take(1).chain(['.']).collect(),
        NameAs::WithMiddle => person.given = format!("{given} T."),
        NameAs::Plain => person.given = capital(&person.given_ascii),
        NameAs::Decomposed => {
            let accented = ACCENTED.iter().find(|name| name.0 == given);
            person.given = accented.map_or(given, |name| name.1.to_owned());
        }
        NameAs::Variant => {
            person.family = person.family.replace("van der", "VAN DER").replace('\'', "\u{2019}");
        }
        NameAs::Junior => person.family.push_str(" Jr."),
        NameAs::Blank => {
            person.given.clear();
            person.family.clear();
        }
        NameAs::Sibling | NameAs::SiblingSameInitial => {
            let other = person.other_given(draw, form == NameAs::SiblingSameInitial);
            (person.given, person.given_ascii) = (other.0.to_owned(), other.1.to_owned());
        }
        NameAs::Colleague => {
            let (given, family) = person.other_names(draw);
            (person.given, person.given_ascii) = (given.0.to_owned(), given.1.to_owned());
            (person.family, person.family_ascii) = (family.0.to_owned(), family.1.to_owned());
        }
    }
}

fn mixed_case(email: &str) -> String {
    email
        .chars()
        .enumerate()
        .map(|(at, c)| if at % 3 == 0 { c.to_ascii_uppercase() } else { c })
        .collect()
}

fn tagged(email: &str, tag: &str) -> String {
    email.replacen('@', &format!("+{tag}@"), 1)
}

/// The local part without its dots, then with one where there was none.
fn dotted(local: &str) -> String {
    let mut bare = local.replace('.', "");
    let second = bare.char_indices().nth(1).map_or(0, |(at, _)| at);
    bare.insert(second, '.');
    bare
}
