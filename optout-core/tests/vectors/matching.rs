//! Which listed person a record belongs to.

use optout_core::{Contact, ListOptions, Matcher, OptOutList, PersonName, Policy};
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    list: String,
    contact: Record,
    policy: Option<String>,
    status: String,
    tier: Option<String>,
    rule: Option<String>,
    entry: Option<String>,
    competing: Option<Vec<String>>,
    sentence: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
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

fn check(case: Case) -> Result<(), String> {
    let list = OptOutList::read(case.list.as_bytes(), &ListOptions::default()).unwrap();
    let policy = match &case.policy {
        Some(text) => Policy::from_toml(text).unwrap(),
        None => Policy::standard().unwrap(),
    };
    let found = Matcher::new(&list, policy.matching).match_contact(&case.contact.contact());
    same("status", found.status().as_str(), case.status.as_str())?;
    let finding = found.finding();
    same("tier", finding.map(|finding| finding.tier.to_string()), case.tier)?;
    same("rule", finding.map(|finding| finding.rule.clone()), case.rule)?;
    same("entry", finding.map(|finding| finding.entry_id.clone()), case.entry)?;
    if let Some(competing) = case.competing {
        same("competing", found.competing(), competing.as_slice())?;
    }
    match case.sentence {
        Some(sentence) => same("sentence", finding.map(|one| one.sentence()), Some(sentence)),
        None => Ok(()),
    }
}

#[test]
fn matching() {
    run("matching", check);
}
