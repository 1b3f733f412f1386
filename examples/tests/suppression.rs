//! Deleted people do not come back, however the next import writes them.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::rc::Rc;

use optout_core::suppress::{Admission, ImportGuard};
use optout_core::table::Format;
use optout_core::{
    Contact, Layout, ListOptions, OptOutList, PersonName, Role, SuppressionSet, Table,
};
use optout_examples::generate::{File, Request, generate};

const KEY: &[u8] = b"a key of sixteen bytes or more";

/// Collects what the generator writes.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A generated sample, and what is expected of each record.
struct Sample {
    files: HashMap<&'static str, Vec<u8>>,
    truth: HashMap<String, String>,
}

impl Sample {
    fn new(seed: u64, contacts: u64, opt_outs: u64) -> Self {
        let mut files: HashMap<&'static str, Memory> = HashMap::new();
        let open = |file: File| Ok(files.entry(file.name()).or_default().clone());
        generate(&Request { seed, contacts, opt_outs }, open).unwrap();
        let files: HashMap<_, _> =
            files.into_iter().map(|(name, memory)| (name, memory.0.borrow().clone())).collect();
        let truth = csv::Reader::from_reader(files["truth.csv"].as_slice())
            .records()
            .map(|row| row.map(|row| (row[0].to_owned(), row[2].to_owned())).unwrap())
            .collect();
        Self { files, truth }
    }

    fn list(&self) -> OptOutList {
        let list = self.files["opt_out_list.csv"].as_slice();
        OptOutList::read(list, &ListOptions::default()).unwrap()
    }

    /// Every record of both systems, with whether it is a listed person's.
    fn each(&self, mut take: impl FnMut(&Contact<'_>, bool, &str)) {
        for name in ["salesforce_contacts.csv", "hubspot_contacts.csv"] {
            let file = self.files[name].as_slice();
            let mut table =
                Table::open_contacts(file, Format::default(), &Layout::detect()).unwrap();
            while let Some((record, schema)) = table.read().unwrap() {
                let id = schema.record_id(&record).unwrap().1.to_owned();
                let is_listed = self.truth[&id] != "none";
                take(&schema.contact(&record), is_listed, &id);
            }
        }
    }
}

fn set() -> SuppressionSet {
    SuppressionSet::new(KEY).unwrap()
}

/// Nobody who is listed comes in by a set of the list alone: that is what stands between the list's arrival
/// and the deletion.
#[test]
fn nobody_on_the_list_comes_in() {
    for (seed, contacts, opt_outs) in [(1, 2_000, 400), (2, 20_000, 2_000)] {
        let sample = Sample::new(seed, contacts, opt_outs);
        let (mut set, list) = (set(), sample.list());
        set.add_list(KEY, &list, "2026-11-24".parse().unwrap()).unwrap();
        let guard = set.guard(KEY).unwrap();
        let mut others: BTreeMap<&str, u64> = BTreeMap::new();
        let mut missed = Vec::new();
        sample.each(|contact, is_listed, id| {
            let standing = guard.check(contact);
            if is_listed && standing.admission() == Admission::Free {
                missed.push(id.to_owned());
            } else if !is_listed {
                *others.entry(standing.as_str()).or_default() += 1;
            }
        });
        assert!(missed.is_empty(), "seed {seed}: {} came in: {missed:?}", missed.len());
        // Nobody else is stopped or held; what cannot be read is turned away.
        let turned_away: Vec<_> = others
            .keys()
            .filter(|standing| !["free", "unreadable", "nothing_to_look_up"].contains(*standing))
            .collect();
        assert!(turned_away.is_empty(), "seed {seed}: {others:?}");
        let share = others["free"] as f64 / others.values().sum::<u64>() as f64;
        assert!(share > 0.95, "seed {seed}: {others:?}");
    }
}

/// A record as a system lost it, and as the next import has it.
#[derive(Clone, Default)]
struct Written {
    ids: Vec<(String, String)>,
    emails: Vec<String>,
    name: Option<(String, String)>,
    websites: Vec<String>,
}

impl Written {
    fn of(contact: &Contact<'_>) -> Self {
        let name = contact.names().iter().find_map(|name| match name {
            PersonName::Parts { given, family } => Some((given.to_string(), family.to_string())),
            PersonName::Full(_) => None,
        });
        Self {
            ids: contact
                .ids()
                .iter()
                .map(|id| (id.namespace.to_owned(), id.value.to_owned()))
                .collect(),
            emails: contact.emails().iter().map(|email| email.to_string()).collect(),
            name,
            websites: contact.websites().iter().map(|website| website.to_string()).collect(),
        }
    }

    fn only_ids(&self) -> Self {
        Self { ids: self.ids.clone(), ..Self::default() }
    }

    fn only_emails(&self) -> Self {
        Self { emails: self.emails.clone(), ..Self::default() }
    }

    fn only_name_and_website(&self) -> Self {
        Self { name: self.name.clone(), websites: self.websites.clone(), ..Self::default() }
    }

    fn emails(mut self, form: impl Fn(&str) -> String) -> Self {
        self.emails = self.emails.iter().map(|cell| form(cell)).collect();
        self
    }

    fn ids(mut self, form: impl Fn(&str, &str) -> String) -> Self {
        for (namespace, id) in &mut self.ids {
            *id = form(namespace, id);
        }
        self
    }

    fn admission(&self, guard: &ImportGuard<'_>) -> Admission {
        let mut contact = Contact::new();
        for (namespace, id) in &self.ids {
            contact = contact.id(namespace, id);
        }
        for email in &self.emails {
            contact = contact.email(email);
        }
        if let Some((given, family)) = &self.name {
            contact = contact.name(PersonName::Parts { given, family });
        }
        for website in &self.websites {
            contact = contact.website(website);
        }
        guard.check(&contact).admission()
    }
}

fn each_address(cell: &str, form: impl Fn(&str, &str) -> String) -> String {
    let address = |address: &str| match address.rsplit_once('@') {
        Some((local, domain)) => form(local, domain),
        None => address.to_owned(),
    };
    cell.split(';').map(address).collect::<Vec<_>>().join(";")
}

/// The ways in which the next import can write the same person.
type Variant = (&'static str, fn(&Written) -> Written);

const VARIANTS: [Variant; 16] = [
    ("as it was", Written::clone),
    ("ids alone", Written::only_ids),
    ("Salesforce ids of 15 characters", |person| {
        person.only_ids().ids(|namespace, id| match namespace {
            "salesforce" => id.chars().take(15).collect(),
            _ => id.to_owned(),
        })
    }),
    ("Salesforce ids of 18 characters in capitals", |person| {
        person.only_ids().ids(|namespace, id| match namespace {
            "salesforce" => id.to_uppercase(),
            _ => id.to_owned(),
        })
    }),
    ("ids as formulas", |person| person.only_ids().ids(|_, id| format!("=\"{id}\""))),
    ("ids with blanks", |person| person.only_ids().ids(|_, id| format!(" {id}\u{a0}"))),
    ("e-mails alone", Written::only_emails),
    ("e-mails in capitals", |person| person.only_emails().emails(str::to_uppercase)),
    ("e-mails as links", |person| {
        person.only_emails().emails(|cell| each_address(cell, |l, d| format!("mailto:{l}@{d}")))
    }),
    ("e-mails with a tag", |person| {
        let tagged = |local: &str, domain: &str| format!("{local}+crm@{domain}");
        person.only_emails().emails(|cell| each_address(cell, tagged))
    }),
    ("dots at gmail.com", |person| {
        let dotted = |local: &str, domain: &str| match domain.to_lowercase().as_str() {
            "gmail.com" => format!("{}@googlemail.com", local.replace('.', "")),
            _ => format!("{local}@{domain}"),
        };
        person.only_emails().emails(|cell| each_address(cell, dotted))
    }),
    ("a zero-width sign in the e-mail", |person| {
        let marked = |local: &str, domain: &str| format!("{local}\u{200b}@{domain}\u{feff}");
        person.only_emails().emails(|cell| each_address(cell, marked))
    }),
    ("name and website", Written::only_name_and_website),
    ("given and family name swapped, in capitals", |person| {
        let mut person = person.only_name_and_website();
        person.name = person.name.map(|(g, f)| (f.to_uppercase(), g.to_uppercase()));
        person
    }),
    ("a middle name", |person| {
        let mut person = person.only_name_and_website();
        person.name = person.name.map(|(given, family)| (format!("{given} T."), family));
        person
    }),
    ("a page below the website", |person| {
        let mut person = person.only_name_and_website();
        let page = |site: &String| {
            let host = site.split("://").last().unwrap_or_default().trim_start_matches("www.");
            format!("http://shop.{host}/team?x=1")
        };
        person.websites = person.websites.iter().map(page).collect();
        person
    }),
];

#[test]
fn the_deleted_do_not_come_back_in_any_form() {
    let sample = Sample::new(3, 20_000, 3_000);
    let mut set = set();
    let mut deleted = Vec::new();
    sample.each(|contact, is_listed, id| {
        if is_listed {
            set.add(KEY, contact, "2026-11-24".parse().unwrap()).unwrap();
            deleted.push((Written::of(contact), id.to_owned()));
        }
    });
    // What is kept of them goes through its bytes, as it does from one week to the next.
    let set = SuppressionSet::from_bytes(&set.to_bytes()).unwrap();
    let guard = set.guard(KEY).unwrap();
    assert!(deleted.len() > 2_000);
    let mut missed = Vec::new();
    for (what, variant) in VARIANTS {
        let found = |person| variant(person).admission(&guard);
        let came: Vec<&str> = deleted
            .iter()
            .filter(|(person, _)| found(person) == Admission::Free)
            .map(|(_, id)| id.as_str())
            .collect();
        if !came.is_empty() {
            missed.push(format!("{what}: {} came in, as {:?}", came.len(), came.first()));
        }
        // They are found, and not just nowhere to be looked up.
        let unknown =
            deleted.iter().filter(|(person, _)| found(person) == Admission::Unknown).count();
        assert!(unknown * 3 < deleted.len(), "{what}: {unknown} of {} unknown", deleted.len());
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// The same by way of files: what comes out of the guard is the import without the deleted.
#[test]
fn an_import_of_the_old_export_brings_nobody_back() {
    let sample = Sample::new(1, 5_000, 800);
    let mut set = set();
    set.add_list(KEY, &sample.list(), "2026-11-24".parse().unwrap()).unwrap();
    let guard = set.guard(KEY).unwrap();
    for name in ["salesforce_contacts.csv", "hubspot_contacts.csv"] {
        let file = sample.files[name].as_slice();
        let open = |file| Table::open_contacts(file, Format::default(), &Layout::detect());
        let (mut admitted, mut turned_away) = (Vec::new(), Vec::new());
        let mut table = open(file).unwrap();
        let found = guard.import(&mut table, &mut admitted, &mut turned_away).unwrap();
        let mut table = open(&admitted).unwrap();
        assert!(table.schema().roles().iter().flatten().any(|role| *role == Role::Email));
        let mut records = 0;
        while let Some((record, schema)) = table.read().unwrap() {
            records += 1;
            assert_eq!(sample.truth[schema.record_id(&record).unwrap().1], "none");
        }
        assert_eq!(records, found.admitted);
        assert_eq!(found.records, found.standings.values().sum::<u64>());
        let reported = csv::Reader::from_reader(turned_away.as_slice()).records().count();
        assert_eq!(reported as u64, found.records - found.admitted);
    }
}
