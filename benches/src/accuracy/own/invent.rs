//! An invented Opt-Out List, an invented CRM, and the truth about the two.

use std::collections::{HashMap, HashSet};

use optout_core::{Contact, Layout, OptOutList, PersonName};

use super::super::data;
use super::super::draws::Draws;
use super::kinds::{Evidence, Expected, Kind, Near, Spelling};
use super::pairs::{by_email, make};
use super::person::{People, Person, plain};

/// How many entries a firm has; that is what makes a pair of a record and an entry a near one.
const ENTRIES_A_FIRM: usize = 50;

/// The list and the CRM.
pub(super) struct World {
    pub(super) entries: Vec<Person>,
    pub(super) records: Vec<Record>,
}

/// A record with the truth about it.
pub(super) struct Record {
    pub(super) kind: Kind,
    pub(super) person: Person,
    /// The entry of its person, if there is one.
    pub(super) truth: Option<usize>,
}

impl World {
    /// Invents entries, a record or two around each, and so many of their colleagues.
    pub(super) fn new(seed: u64, entries: usize, colleagues: usize) -> Self {
        let firms = entries.div_ceil(ENTRIES_A_FIRM).max(2);
        let mut people = People::new(Draws::new(seed, 5), firms);
        let kinds = Kind::around_entries();
        let mut world = Self { entries: Vec::new(), records: Vec::new() };
        for number in 0..entries {
            let kind = kinds[number % kinds.len()];
            let firm = people.draws.below(firms);
            let (entry, person) = make(&mut people, firm, kind);
            let truth = (kind.expected() != Expected::Nobody).then_some(number);
            world.records.push(Record { kind, person, truth });
            if is_seen_beside(kind, number / kinds.len()) {
                let kind = Kind::Listed(Evidence::Email, Spelling::Same);
                world.records.push(Record { kind, person: by_email(&entry), truth: Some(number) });
            }
            world.entries.push(entry);
        }
        for _ in 0..colleagues {
            let firm = people.draws.below(firms);
            let (_, person) = make(&mut people, firm, Kind::Colleague);
            world.records.push(Record { kind: Kind::Colleague, person, truth: None });
        }
        world
    }

    /// The list as the vendor would write it.
    pub(super) fn list(&self) -> Result<OptOutList, String> {
        let header = ["Name", "Company website", "Unique 6sense Record ID", "Work email"];
        let rows = self.entries.iter().map(|entry| {
            let Person { website, id, email, .. } = entry.clone();
            [entry.full_name(), website, id, email]
        });
        data::list(Layout::default(), std::iter::once(header.map(str::to_owned)).chain(rows))
    }

    /// The places of the entries by their ids.
    pub(super) fn places(&self) -> HashMap<&str, usize> {
        self.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect()
    }

    /// How many pairs of a record and somebody else's entry have the firm's domain, the family name or
    /// the local part of the address in common.
    pub(super) fn near_pairs(&self) -> u64 {
        let mut blocks: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            for key in keys(entry) {
                blocks.entry(key).or_default().push(at);
            }
        }
        let mut near = HashSet::new();
        let pairs = self.records.iter().map(|record| {
            near.clear();
            near.extend(keys(&record.person).filter_map(|key| blocks.get(&key)).flatten().copied());
            near.len() as u64 - u64::from(record.truth.is_some_and(|truth| near.contains(&truth)))
        });
        pairs.sum()
    }
}

impl Record {
    /// The record as the library takes it; its whole name is passed to `with` it.
    pub(super) fn contact<'a>(&'a self, full_name: &'a str, with_ids: bool) -> Contact<'a> {
        let Person { system, id, given, family, is_reversed, email, website } = &self.person;
        let name = match is_reversed {
            true => PersonName::Full(full_name),
            false => PersonName::Parts { given, family },
        };
        let contact = Contact::new().email(email).name(name).website(website);
        if with_ids { contact.id(system, id) } else { contact }
    }
}

/// Whether the listed person's own record is in the file too. It never is where the mailbox is somebody
/// else's by now.
fn is_seen_beside(kind: Kind, round: usize) -> bool {
    use Near as N;
    let is_apart = matches!(
        kind,
        Kind::Near(
            N::SameNameOtherFirm
                | N::Sibling
                | N::Namesake
                | N::FatherAndSon
                | N::LetterOff
                | N::TwoShortForms
                | N::FreeMailTwin
        )
    );
    kind == Kind::Near(N::NamesakeNoEmail) || is_apart && round.is_multiple_of(2)
}

fn keys(person: &Person) -> impl Iterator<Item = String> {
    let (local, of_email) = person.email.rsplit_once('@').unwrap_or_default();
    let host = person.website.trim_start_matches("https://").split('/').next().unwrap_or_default();
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    let of_website = labels.into_iter().rev().collect::<Vec<_>>().join(".");
    let domains =
        [of_email.to_owned(), of_website].into_iter().filter(|domain| domain.ends_with(".example"));
    let named = [("name", plain(&person.family)), ("local", local.to_lowercase())];
    let named = named.into_iter().filter(|(_, value)| !value.is_empty());
    domains
        .map(|domain| format!("domain {domain}"))
        .chain(named.map(|(kind, value)| format!("{kind} {value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_world() {
        let worlds = [1, 1, 2].map(|seed| {
            let world = World::new(seed, 200, 100);
            let people =
                world.entries.iter().chain(world.records.iter().map(|record| &record.person));
            people.map(|person| format!("{person:?}")).collect::<String>()
        });
        assert_eq!(worlds[0], worlds[1]);
        assert_ne!(worlds[0], worlds[2]);
    }

    #[test]
    fn every_kind_is_there_and_every_entry_can_be_told() {
        let kinds = Kind::around_entries();
        let world = World::new(1, kinds.len() * 4, 50);
        assert!(kinds.iter().all(|kind| world.records.iter().any(|record| record.kind == *kind)));
        let list = world.list().unwrap();
        assert_eq!(list.entries().len(), world.entries.len());
        let ids: HashSet<String> = list.entries().iter().map(|entry| entry.entry_id()).collect();
        assert!(world.entries.iter().all(|entry| ids.contains(&entry.id)));
    }

    #[test]
    fn nobody_has_anothers_name_or_address_by_accident() {
        let world = World::new(3, 2_000, 4_000);
        let mut by_email: HashMap<&str, usize> = HashMap::new();
        for (at, entry) in world.entries.iter().enumerate() {
            by_email.entry(&entry.email).or_insert(at);
        }
        for record in world.records.iter().filter(|record| record.kind == Kind::Colleague) {
            assert!(!by_email.contains_key(record.person.email.as_str()));
            let is_entry = |entry: &Person| {
                entry.website == record.person.website
                    && entry.full_name() == record.person.full_name()
            };
            assert!(!world.entries.iter().any(is_entry));
        }
    }

    #[test]
    fn near_pairs_are_counted_once_and_without_the_true_one() {
        let world = World::new(1, 300, 0);
        let apart = |one: &Person, other: &Person| {
            let other: HashSet<String> = keys(other).collect();
            !keys(one).any(|key| other.contains(&key))
        };
        let near = world.records.iter().map(|record| {
            let entries = world.entries.iter().enumerate();
            let others = entries.filter(|(at, _)| record.truth != Some(*at));
            others.filter(|(_, entry)| !apart(&record.person, entry)).count() as u64
        });
        assert_eq!(near.sum::<u64>(), world.near_pairs());
    }
}
