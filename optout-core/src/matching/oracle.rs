//! The slow and obvious way to match: every record with every entry, text by text. The engine has to say
//! the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::best_name::RecordNames;
use super::names::{NameClass, compare_names};
use super::{Comparison, EmailAgreement, MatchPolicy, Matcher};
use crate::contact::{Contact, PersonName};
use crate::index::{Keys, Known};
use crate::list::{ListOptions, OptOutList};
use crate::normalize::email::{Email, EmailClass};
use crate::normalize::name::Name;

fn best_name(one: &[Name], other: &[Name]) -> Option<NameClass> {
    let with = |name| other.iter().map(move |with| compare_names(name, with).class);
    one.iter().flat_map(with).max()
}

const POLICY: &str = r#"
name = "all tiers"
[[rule]]
name = "contradicted"
tier = "T0"
when = "id & email_contradicts & name_contradicts"
status = "possible"
says = "-"
[[rule]]
name = "id"
tier = "T0"
when = "id"
status = "match"
says = "-"
[[rule]]
name = "shared-id"
tier = "T0"
when = "shared_id"
status = "possible"
says = "-"
[[rule]]
name = "role"
tier = "T5"
when = "(email | email_canonical) & role_mailbox"
status = "possible"
says = "-"
[[rule]]
name = "shared"
tier = "T5"
when = "(email | email_canonical) & shared_mailbox"
status = "possible"
says = "-"
[[rule]]
name = "reassigned"
tier = "T1"
when = "email & name_contradicts"
status = "possible"
says = "-"
[[rule]]
name = "email"
tier = "T1"
when = "email"
status = "match"
says = "-"
[[rule]]
name = "mailbox"
tier = "T2"
when = "email_canonical"
status = "possible"
says = "-"
[[rule]]
name = "near"
tier = "T4"
when = "email_near & name_compatible"
status = "possible"
says = "-"
[[rule]]
name = "colleague"
tier = "T3"
when = "domain & name >= nickname"
status = "possible"
says = "-"
[[rule]]
name = "close-colleague"
tier = "T5"
when = "domain & name_close"
status = "possible"
says = "-"
[[rule]]
name = "perhaps-colleague"
tier = "T5"
when = "domain & name_compatible & name_complete"
status = "possible"
says = "-"
[[rule]]
name = "colleague-in-part"
tier = "T5"
when = "domain & name_compatible"
status = "possible"
says = "-"
"#;

/// A person as their columns hold them.
#[derive(Clone, Debug, Default)]
struct Person {
    id: String,
    name: String,
    email: String,
    website: String,
}

impl Person {
    fn contact(&self) -> Contact<'_> {
        Contact::new()
            .id("6sense", &self.id)
            .email(&self.email)
            .name(PersonName::Full(&self.name))
            .website(&self.website)
    }
}

fn list_of(people: &[Person]) -> OptOutList {
    let mut text = String::from("Name,Company website,Unique 6sense Record ID,Work email\n");
    for Person { id, name, email, website } in people {
        text.push_str(&format!("{name},{website},{id},{email}\n"));
    }
    OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap()
}

/// Entry and rule of every pair for which a rule holds.
fn by_hand(
    list: &OptOutList,
    policy: &MatchPolicy,
    record: &Contact<'_>,
) -> BTreeMap<String, String> {
    let entries: Vec<Keys> =
        list.entries().iter().map(|entry| Keys::of(&entry.contact(), &Known::default())).collect();
    let record = Keys::of(record, &Known::default());
    let pairs = list.entries().iter().zip(&entries).filter_map(|(entry, keys)| {
        let comparison = compare(&record, keys, &entries);
        let rule = policy.rules().iter().find(|rule| rule.when.holds(&comparison) == Some(true))?;
        Some((entry.entry_id(), rule.name.clone()))
    });
    pairs.collect()
}

fn compare(record: &Keys, entry: &Keys, list: &[Keys]) -> Comparison {
    let having = |test: &dyn Fn(&Keys) -> bool| list.iter().filter(|keys| test(keys)).count();
    let shared_ids: Vec<_> = record.ids.iter().filter(|id| entry.ids.contains(id)).collect();
    let id_namespaces: BTreeSet<String> = shared_ids
        .iter()
        .filter(|id| having(&|keys| keys.ids.contains(id)) <= 10)
        .map(|(namespace, _)| namespace.clone())
        .collect();
    let shared: Vec<(&Email, EmailAgreement)> = record
        .emails
        .iter()
        .filter_map(|email| {
            let exact = entry.emails.iter().any(|other| other.exact() == email.exact());
            let same = entry.emails.iter().any(|other| other.canonical() == email.canonical());
            match (exact, same) {
                (true, _) => Some((email, EmailAgreement::Exact)),
                (_, true) => Some((email, EmailAgreement::Canonical)),
                _ => None,
            }
        })
        .collect();
    let is_role = |email: &Email| email.class() == EmailClass::Role;
    let owners = |email: &Email| -> Vec<&Keys> {
        let has = |keys: &&Keys| keys.emails.iter().any(|one| one.canonical() == email.canonical());
        list.iter().filter(has).collect()
    };
    let is_several = |email: &Email| {
        let owners = owners(email);
        owners.len() > 10
            || owners.iter().any(|one| {
                owners.iter().any(|other| {
                    best_name(&one.names, &other.names) == Some(NameClass::Contradiction)
                })
            })
    };
    let sound: Vec<_> =
        shared.iter().filter(|(email, _)| !is_role(email) && !is_several(email)).collect();
    let agreement = match sound.iter().map(|(_, how)| *how).max() {
        Some(best) => best,
        None => match shared.iter().map(|(_, how)| *how).max() {
            Some(best) => best,
            None if record.emails.is_empty() || entry.emails.is_empty() => EmailAgreement::Missing,
            None if near(record, entry) => EmailAgreement::Near,
            None => EmailAgreement::Contradicts,
        },
    };
    let unsound = !shared.is_empty() && sound.is_empty();
    let role_mailbox = unsound && shared.iter().all(|(email, _)| is_role(email));
    let listed = || {
        let owners = shared.iter().flat_map(|(email, _)| owners(email));
        owners.filter_map(|owner| best_name(&record.names, &owner.names)).max()
    };
    Comparison {
        id: !id_namespaces.is_empty(),
        shared_id: id_namespaces.is_empty() && !shared_ids.is_empty(),
        id_namespaces: id_namespaces.into_iter().collect(),
        email: agreement,
        role_mailbox,
        shared_mailbox: unsound && !role_mailbox,
        name: if entry.names.is_empty() {
            listed()
        } else {
            best_name(&record.names, &entry.names)
        },
        name_complete: record.names.iter().any(|one| {
            entry.names.iter().any(|two| {
                let pair = compare_names(one, two);
                let parts = one.name_tokens().count().min(two.name_tokens().count());
                let left_over = pair.left_over + pair.right_over;
                Some(pair.class) == best_name(&record.names, &entry.names)
                    && pair.class > NameClass::Contradiction
                    && left_over == 0
                    && parts > 1
            })
        }),
        name_close: record
            .names
            .iter()
            .any(|one| entry.names.iter().any(|two| compare_names(one, two).is_close)),
        same_name: record
            .names
            .iter()
            .any(|one| entry.names.iter().any(|two| one.key() == two.key())),
        domain: record.domains.iter().any(|domain| entry.domains.contains(domain)),
        only_record: None,
    }
}

fn near(record: &Keys, entry: &Keys) -> bool {
    record.emails.iter().filter(|one| one.class() != EmailClass::Role).any(|one| {
        entry.emails.iter().any(|other| {
            let ((local, domain), (with, at)) = (one.canonical_parts(), other.canonical_parts());
            let digits =
                |text: &str| text.matches(|c: char| c.is_ascii_digit()).collect::<String>();
            let slips = match local.chars().count().min(with.chars().count()) {
                0..=3 => 0,
                4..=7 => 1,
                _ => 2,
            };
            let distance = strsim::osa_distance(local, with);
            let apart = |text: &str| text.replace(['.', '-', '_'], "");
            domain == at && local != with && apart(local) == apart(with)
                || domain == at
                    && digits(local) == digits(with)
                    && distance > 0
                    && distance <= slips
                || local == with && local.len() >= 3 && domain != at && slip_in_domain(domain, at)
        })
    })
}

fn slip_in_domain(one: &str, other: &str) -> bool {
    let slips = if one.len().min(other.len()) < 8 { 1 } else { 2 };
    let digits = |text: &str| text.matches(|c: char| c.is_ascii_digit()).collect::<String>();
    let (digits, others) = (digits(one), digits(other));
    strsim::osa_distance(one, other) <= slips
        && (digits == others || digits.len() + others.len() == 1)
}

fn by_engine(matcher: &Matcher, record: &Contact<'_>) -> BTreeMap<String, String> {
    let look_up = matcher.look_up(record);
    let names = RecordNames::new(&look_up.keys.names, &matcher.index.known().nicknames);
    let mut open = false;
    look_up
        .candidates
        .iter()
        .filter_map(|at| matcher.finding(&look_up, &names, *at, None, &mut open))
        .map(|finding| (finding.entry_id, finding.rule))
        .collect()
}

const GIVEN: [&str; 12] = [
    "Robert",
    "Bob",
    "R.",
    "Roberta",
    "Jose",
    "José",
    "Wilhelmina",
    "Wilhelmnia",
    "Jürgen",
    "Juergen",
    "Ana Maria",
    "Anna",
];
const FAMILY: [&str; 10] = [
    "Smith",
    "Smyth",
    "van der Berg",
    "Vanderberg",
    "Berg",
    "Schmidt",
    "Schmitt",
    "Smith Jr",
    "Smith Sr",
    "Katzenellenbogen",
];
const DOMAINS: [&str; 7] = [
    "acme.example",
    "mail.acme.example",
    "other.example",
    "gmail.com",
    "acne.example",
    "acm3.example",
    "acm4.example",
];

fn person() -> impl Strategy<Value = Person> {
    let local = prop_oneof![
        Just("robert.smith".to_owned()),
        Just("robert.smyth".to_owned()),
        Just("info".to_owned()),
        Just("r.o.b+x".to_owned()),
        Just("rob".to_owned()),
        "[ab]{1,2}smith[12]?",
    ];
    let website = prop_oneof![
        Just(String::new()),
        Just("https://www.acme.example/x".to_owned()),
        Just("other.example".to_owned()),
        Just("facebook.com/acme".to_owned()),
    ];
    (
        0..40usize,
        0..GIVEN.len() + 1,
        0..FAMILY.len(),
        proptest::option::of((local, 0..DOMAINS.len())),
        website,
    )
        .prop_map(|(id, given, family, email, website)| Person {
            id: if id < 25 { format!("P{id}") } else { String::new() },
            name: match GIVEN.get(given) {
                Some(given) => format!("{given} {}", FAMILY[family]),
                None => String::new(),
            },
            email: email.map(|(local, at)| format!("{local}@{}", DOMAINS[at])).unwrap_or_default(),
            website,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn the_engine_says_what_comparing_everything_says(
        people in proptest::collection::vec(person(), 0..45),
        records in proptest::collection::vec(person(), 1..12),
    ) {
        let list = list_of(&people);
        let policy = MatchPolicy::from_toml(POLICY).unwrap();
        let matcher = Matcher::new(&list, policy.clone());
        for record in &records {
            let contact = record.contact();
            prop_assert_eq!(by_engine(&matcher, &contact), by_hand(&list, &policy, &contact), "{:?}", record);
        }
    }
}

/// Where a place has too many people for all to be compared, nearly all pairs are still found.
#[test]
fn second_keys_lose_next_to_nothing() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let people = proptest::collection::vec(person(), 600);
    let mut sample = || people.new_tree(&mut runner).unwrap().current();
    let people: Vec<Person> = sample()
        .into_iter()
        .enumerate()
        .map(|(nth, person)| Person { id: format!("P{nth}"), ..person })
        .collect();
    let (list, policy) = (list_of(&people), MatchPolicy::from_toml(POLICY).unwrap());
    let matcher = Matcher::new(&list, policy.clone());
    let (mut expected, mut found) = (0, 0);
    for record in sample().iter().take(150) {
        let record = Person { id: String::new(), ..record.clone() };
        let contact = record.contact();
        let (by_hand, by_engine) =
            (by_hand(&list, &policy, &contact), by_engine(&matcher, &contact));
        for (entry, rule) in &by_engine {
            assert_eq!(by_hand.get(entry), Some(rule));
        }
        expected += by_hand.len();
        found += by_engine.len();
    }
    assert!(expected > 1_000, "{expected}");
    assert!(found * 1_000 >= expected * 995, "{found} of {expected}");
}
