//! Suppression sets.

use optout_core::{Contact, Date, ListOptions, OptOutList, PersonName, SuppressionSet};
use serde::Deserialize;

use crate::{run, same};

const KEY: &[u8] = b"a key of sixteen bytes or more";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    steps: Vec<Step>,
    contact: Record,
    expect: String,
    members: Option<usize>,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Step {
    Add { on: String, contact: Record },
    Release { on: String, contact: Record },
    List { on: String, list: String },
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Record {
    ids: Vec<(String, String)>,
    emails: Vec<String>,
    names: Vec<String>,
    split_names: Vec<(String, String)>,
    websites: Vec<String>,
}

impl Record {
    fn contact(&self) -> Contact<'_> {
        let mut contact = Contact::new();
        for (namespace, id) in &self.ids {
            contact = contact.id(namespace, id);
        }
        for email in &self.emails {
            contact = contact.email(email);
        }
        for name in &self.names {
            contact = contact.name(PersonName::Full(name));
        }
        for (given, family) in &self.split_names {
            contact = contact.name(PersonName::Parts { given, family });
        }
        for website in &self.websites {
            contact = contact.website(website);
        }
        contact
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn check(case: Case) -> Result<(), String> {
    let mut set = SuppressionSet::new(KEY).unwrap();
    for step in &case.steps {
        match step {
            Step::Add { on, contact } => {
                set.add(KEY, &contact.contact(), day(on)).unwrap();
            }
            Step::Release { on, contact } => {
                set.release(KEY, &contact.contact(), day(on)).unwrap();
            }
            Step::List { on, list } => {
                let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
                set.add_list(KEY, &list, day(on)).unwrap();
            }
        }
    }
    let again = SuppressionSet::from_bytes(&set.to_bytes()).unwrap();
    for set in [set, again] {
        let standing = set.check(KEY, &case.contact.contact()).unwrap();
        same("standing", standing.as_str(), case.expect.as_str())?;
        same("members", set.len(), case.members.unwrap_or(set.len()))?;
    }
    Ok(())
}

#[test]
fn suppression() {
    run("suppression", check);
}
