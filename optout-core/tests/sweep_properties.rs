//! The order of a file changes nothing, and company makes a decision milder at most.
#![allow(clippy::disallowed_types, reason = "a policy is read once")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use optout_core::sweep::Outputs;
use optout_core::table::Format;
use optout_core::{EvidenceStore, Layout, ListOptions, OptOutList, Policy, Sweep, Table};
use proptest::prelude::*;

/// Reading a policy looks at everything that there can be.
static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::standard().unwrap());

const LOCALS: [&str; 6] = ["ada", "a.da", "ada+crm", "bob", "info", "Ada"];
const DOMAINS: [&str; 3] = ["gmail.com", "googlemail.com", "engine.example"];
const NAMES: [&str; 6] =
    ["Ada Lovelace", "Lovelace, Ada", "Bob Babbage", "Robert Babbage", "", "A. L."];
const IDS: [&str; 5] = ["P1", "p1", "P2", "", "1.2E+16"];

/// A person as indices into the pools above.
type Person = (usize, usize, usize, usize, usize);

fn people() -> impl Strategy<Value = Vec<Person>> {
    let names = 0..NAMES.len();
    let person = (0..LOCALS.len(), 0..DOMAINS.len(), names.clone(), 0..IDS.len(), names);
    prop::collection::vec(person, 0..12)
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn list(people: &[Person]) -> OptOutList {
    let mut text = "Name,Unique 6sense Record ID,Work email\n".to_owned();
    for (local, domain, name, id, _) in people {
        let (local, domain) = (LOCALS[*local], DOMAINS[*domain]);
        text += &format!("{},{},{local}@{domain}\n", quoted(NAMES[*name]), IDS[*id]);
    }
    OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap()
}

/// What is decided of each record: everything but its number in the file.
fn decisions(list: &OptOutList, records: &[(usize, Person)]) -> BTreeMap<String, String> {
    let mut text = "Id,Name,LastName,Email,X6senseID__c\n".to_owned();
    for (number, (local, domain, name, id, other)) in records {
        let (local, domain) = (LOCALS[*local], DOMAINS[*domain]);
        let (name, other) = (quoted(NAMES[*name]), quoted(NAMES[*other]));
        text += &format!("r{number},{name},{other},{local}@{domain},{}\n", IDS[*id]);
    }
    let evidence = EvidenceStore::new();
    let now = "2026-11-24".parse().unwrap();
    let sweep = Sweep::new(list, POLICY.clone(), &evidence, now);
    let mut table =
        Table::open_contacts(text.as_bytes(), Format::default(), &Layout::detect()).unwrap();
    let mut decisions = Vec::new();
    let outputs = Outputs { decisions: Some(&mut decisions), ..Outputs::default() };
    sweep.run(&mut table, outputs, &mut |_| ControlFlow::Continue(())).unwrap();
    String::from_utf8(decisions)
        .unwrap()
        .lines()
        .skip(1)
        .map(|line| {
            let (_, line) = line.split_once(',').unwrap();
            let (id, rest) = line.split_once(',').unwrap();
            (id.to_owned(), rest.to_owned())
        })
        .collect()
}

proptest! {
    #[test]
    fn a_sweep_is_independent_of_record_order(
        listed in people(),
        (records, shuffled) in people().prop_flat_map(|people| {
            let numbered: Vec<(usize, Person)> = people.into_iter().enumerate().collect();
            (Just(numbered.clone()), Just(numbered).prop_shuffle())
        }),
    ) {
        let list = list(&listed);
        prop_assert_eq!(decisions(&list, &records), decisions(&list, &shuffled));
    }

    /// What other records of the file show can keep a record from deletion, and never send it there.
    #[test]
    fn among_others_a_record_is_removed_only_if_it_would_be_alone(
        listed in people(),
        records in people(),
    ) {
        let list = list(&listed);
        let numbered: Vec<(usize, Person)> = records.into_iter().enumerate().collect();
        let together = decisions(&list, &numbered);
        for record in numbered {
            let id = format!("r{}", record.0);
            let alone = decisions(&list, &[record]);
            prop_assert_eq!(alone.contains_key(&id), together.contains_key(&id));
            if together.get(&id).is_some_and(|decision| decision.contains(",remove,")) {
                prop_assert_eq!(alone.get(&id), together.get(&id));
            }
        }
    }

    /// The plain definition of the exact tiers: some key in common. Names and companies alone are for
    /// humans to look at.
    #[test]
    fn nobody_is_removed_without_a_common_key_and_nobody_with_one_is_missed(listed in people(), record in people()) {
        use optout_core::normalize::email::Email;
        use optout_core::normalize::id::opaque_id;

        let list = list(&listed);
        let numbered: Vec<(usize, Person)> = record.into_iter().enumerate().collect();
        let found = decisions(&list, &numbered);
        let mailbox = |person: &Person| {
            let address = format!("{}@{}", LOCALS[person.0], DOMAINS[person.1]);
            Email::parse(&address).unwrap().canonical().to_owned()
        };
        let id = |person: &Person| opaque_id(IDS[person.3]).ok().map(|id| id.into_owned());
        for (number, person) in &numbered {
            let common = listed.iter().any(|other| {
                mailbox(other) == mailbox(person) || (id(other).is_some() && id(other) == id(person))
            });
            let decision = found.get(&format!("r{number}"));
            prop_assert!(common || !decision.is_some_and(|decision| decision.contains(",remove,")));
            prop_assert!(!common || decision.is_some());
        }
    }
}
