//! An entry, and a record that is its person's or nearly.

use super::super::draws::Draws;
use super::kinds::{Evidence, Kind, Near, Spelling};
use super::person::{People, Person, domain, family, given, plain};
use super::pools::{GIVEN, ROLES, SHARED_SHORT, TWO_SHORT};
use super::spelling::{slip, spelt};

/// Makes both; a colleague is made without an entry.
pub(super) fn make(people: &mut People, firm: usize, kind: Kind) -> (Person, Person) {
    match kind {
        Kind::Listed(evidence, spelling) => listed(people, firm, evidence, spelling),
        Kind::Near(near) => self::near(people, firm, near),
        Kind::Colleague => (Person::default(), people.anybody(firm)),
    }
}

/// A record of the person behind an entry, found by the address.
pub(super) fn by_email(entry: &Person) -> Person {
    Person { id: String::new(), ..entry.clone() }
}

fn listed(
    people: &mut People,
    firm: usize,
    evidence: Evidence,
    spelling: Spelling,
) -> (Person, Person) {
    use Evidence as E;
    let (mut entry, mut record) = spelt(people, firm, spelling);
    let is_by_id =
        matches!(evidence, E::Id | E::IdNewEmail | E::IdNewName | E::IdWrapped | E::IdOnly);
    if !is_by_id {
        record.id = String::new();
    }
    let local = entry.email.split('@').next().unwrap_or_default().to_owned();
    match evidence {
        E::Id => record.email = String::new(),
        E::IdNewEmail => {
            let other = domain(people.other_firm(firm));
            record.email = people.new_email(&local, &other);
            record.website = other;
        }
        E::IdNewName => record.family = family(&mut people.draws),
        E::IdWrapped => {
            record.id = format!("=\"{}\"", record.id);
            record.email = String::new();
        }
        E::IdOnly => {
            (record.email, record.website) = (String::new(), String::new());
            record = record.without_name();
        }
        E::Email => {}
        E::EmailCase => record.email = format!("  {} ", record.email.to_uppercase()),
        E::EmailWrapped => record.email = format!("<mailto:{}>", record.email),
        E::EmailSecond => {
            let former = domain(people.other_firm(firm));
            let former = people.new_email(&local, &former);
            record.email = format!("{former}; {}", record.email);
        }
        E::EmailOnly => {
            record.website = String::new();
            record = record.without_name();
        }
        E::GmailTag | E::GmailDots | E::Googlemail => {
            entry.email = people.new_email(&local, "gmail.com");
            let local = entry.email.split('@').next().unwrap_or_default();
            record.website = String::new();
            record.email = match evidence {
                E::GmailTag => format!("{local}+news@gmail.com"),
                E::GmailDots => format!("{}@gmail.com", local.replace('.', "")),
                _ => format!("{local}@googlemail.com"),
            };
        }
        E::Firm => record.email = String::new(),
        E::FirmOtherEmail => {
            let initial: String = plain(&entry.given).chars().take(1).collect();
            let local = format!("{initial}{}", plain(&entry.family));
            record.email = people.new_email(&local, &domain(firm));
            record.website = String::new();
        }
        E::SubDomain => {
            record.email = String::new();
            record.website = format!("careers.eu.{}/team", domain(firm));
        }
        E::EmailTypo => {
            record.website = String::new();
            record.email = loop {
                let slipped = format!("{}@{}", slip(&local, &mut people.draws), domain(firm));
                if people.claim(&slipped) {
                    break slipped;
                }
            };
        }
        E::RoleMailbox => {
            entry.email = role(people, firm);
            record.email.clone_from(&entry.email);
        }
        E::NameOnly => (record.email, record.website) = (String::new(), String::new()),
    }
    (entry, record)
}

fn near(people: &mut People, firm: usize, near: Near) -> (Person, Person) {
    let mut entry = match near {
        Near::Swapped => people
            .named(firm, |draws| (draws.pick(&GIVEN).to_owned(), draws.pick(&GIVEN).to_owned())),
        Near::TwoShortForms => {
            people.named(firm, |draws| (draws.pick(&TWO_SHORT).0.to_owned(), family(draws)))
        }
        Near::SharedShortForm => {
            people.named(firm, |draws| (draws.pick(&SHARED_SHORT).0.to_owned(), family(draws)))
        }
        _ => people.anybody(firm),
    };
    let (given, family) = (entry.given.clone(), entry.family.clone());
    let mut record = match near {
        Near::SameNameOtherFirm => {
            let other = people.other_firm(firm);
            people.at(other, given, family)
        }
        Near::Sibling | Near::Household | Near::ReassignedFamily => relative(people, firm, &family),
        Near::Namesake
        | Near::NamesakeNoEmail
        | Near::FatherAndSon
        | Near::FatherOrSon
        | Near::FatherAndSonMailbox
        | Near::FreeMailTwin => people.at(firm, given, family),
        Near::ReassignedGiven => {
            people.named(firm, |draws| (given.clone(), far_family(draws, &family)))
        }
        Near::LetterOff => letter_off(people, firm, &mut entry),
        Near::TwoShortForms => {
            let other =
                TWO_SHORT.iter().find(|(one, _)| *one == given).map_or("", |(_, other)| other);
            people.at(firm, other.to_owned(), family)
        }
        Near::SharedShortForm => {
            let at = SHARED_SHORT.iter().position(|(name, _)| *name == given).unwrap_or(0);
            let (name, short) = SHARED_SHORT[at ^ 1];
            let other = people.at(firm, name.to_owned(), family);
            Person { given: short.to_owned(), ..other }
        }
        Near::Swapped => people.at(firm, family, given),
        Near::Reassigned | Near::RoleOtherName | Near::RoleNoName | Near::DottedMailbox => {
            stranger(people, firm, &entry)
        }
        Near::SameLocalPart | Near::IdOtherSystem | Near::IdOtherCase | Near::IdRecycled => {
            let other = people.other_firm(firm);
            stranger(people, other, &entry)
        }
    };
    match near {
        Near::SameNameOtherFirm
        | Near::Sibling
        | Near::Namesake
        | Near::LetterOff
        | Near::TwoShortForms
        | Near::SharedShortForm
        | Near::Swapped => {}
        Near::NamesakeNoEmail => record.email = String::new(),
        Near::FatherAndSon => (entry.family, record.family) = generations(&entry),
        Near::FatherOrSon => record.family += " Jr",
        Near::FatherAndSonMailbox => {
            (entry.family, record.family) = generations(&entry);
            share(people, &mut entry, &mut record);
        }
        Near::Household => share(people, &mut entry, &mut record),
        Near::Reassigned | Near::ReassignedFamily | Near::ReassignedGiven => {
            record.email.clone_from(&entry.email);
        }
        Near::RoleOtherName | Near::RoleNoName => {
            entry.email = role(people, firm);
            record.email.clone_from(&entry.email);
            if near == Near::RoleNoName {
                record = record.without_name();
                record.id = String::new();
            }
        }
        Near::FreeMailTwin => {
            let local = format!("{}.{}", plain(&entry.given), plain(&entry.family));
            let other = people.draws.pick(&["gmail.com", "yahoo.com", "outlook.com"]);
            entry.email = people.new_email(&local, "gmail.com");
            record.email = people.new_email(&local, other);
            record.website = String::new();
        }
        Near::DottedMailbox => record.email = entry.email.replacen('.', "", 1),
        Near::SameLocalPart => {
            let local = entry.email.split('@').next().unwrap_or_default().to_owned();
            let other = record.email.split('@').nth(1).unwrap_or_default().to_owned();
            record.email = people.new_email(&local, &other);
        }
        Near::IdOtherSystem => {
            record.system = "crm";
            record.id.clone_from(&entry.id);
        }
        Near::IdOtherCase => record.id = entry.id.to_lowercase(),
        Near::IdRecycled => record.id.clone_from(&entry.id),
    }
    (entry, record)
}

/// Somebody of the same family name at the same firm, whose given name has another initial.
fn relative(people: &mut People, firm: usize, family: &str) -> Person {
    people.named(firm, |draws| (given(draws), family.to_owned()))
}

/// Somebody at a firm who has nothing of another one's name.
fn stranger(people: &mut People, firm: usize, other: &Person) -> Person {
    people.named(firm, |draws| {
        let given = std::iter::repeat_with(|| given(draws))
            .find(|given| given.chars().next() != other.given.chars().next());
        (given.unwrap_or_default(), far_family(draws, &other.family))
    })
}

/// A family name that no slips lead to. Who takes over a mailbox from somebody with a name one slip
/// away cannot be told from a slip, so that is not asked for.
fn far_family(draws: &mut Draws, other: &str) -> String {
    let drawn = std::iter::repeat_with(|| family(draws)).find(|family| {
        let front = family.chars().zip(other.chars()).take(3).all(|(one, other)| one != other);
        let back = family.chars().rev().zip(other.chars().rev()).take(2);
        front && back.into_iter().all(|(one, other)| one != other)
    });
    drawn.unwrap_or_default()
}

/// Two people whose addresses of one form differ by a letter: `bharden`, `bhorden`.
fn letter_off(people: &mut People, firm: usize, entry: &mut Person) -> Person {
    let initial: String = plain(&entry.given).chars().take(1).collect();
    let vowel = entry.family.rfind(['a', 'e', 'i', 'o', 'u']);
    let mut family = entry.family.clone();
    if let Some(at) = vowel {
        let other = if entry.family[at..].starts_with('y') { "i" } else { "y" };
        family.replace_range(at..=at, other);
    }
    let other_given = |given: &str| given != entry.given && given.starts_with(&entry.given[..1]);
    let given = GIVEN.into_iter().find(|given| other_given(given)).unwrap_or("Zora");
    let record = people.at(firm, given.to_owned(), family.clone());
    entry.email = people.new_email(&format!("{initial}{}", plain(&entry.family)), &domain(firm));
    let initial: String = plain(given).chars().take(1).collect();
    let email = people.new_email(&format!("{initial}{}", plain(&family)), &domain(firm));
    Person { email, ..record }
}

fn generations(entry: &Person) -> (String, String) {
    (format!("{} Sr", entry.family), format!("{} Jr", entry.family))
}

/// Gives both the family's mailbox.
fn share(people: &mut People, entry: &mut Person, record: &mut Person) {
    let family = entry.family.split(' ').next().unwrap_or_default();
    entry.email = people.new_email(&format!("family.{}", plain(family)), "gmail.com");
    record.email.clone_from(&entry.email);
    record.website = String::new();
}

/// A firm's mailbox that several people read; entries may have it in common.
fn role(people: &mut People, firm: usize) -> String {
    format!("{}@{}", people.draws.pick(&ROLES), domain(firm))
}
