//! Which listed person a record belongs to, and why or why not.

use optout_core::matching::Values;
use optout_core::normalize::nicknames::Nicknames;
use optout_core::{
    BasisPolicy, Contact, DomainAliases, Error, IdLinks, ListOptions, MatchOptions, MatchPolicy,
    Matcher, OptOutList, PersonName, Policy, Verdicts,
};
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    list: String,
    contact: Record,
    policy: Option<String>,
    aliases: Option<String>,
    links: Option<String>,
    nicknames: Option<String>,
    verdicts: Option<String>,
    status: String,
    tier: Option<String>,
    rule: Option<String>,
    entry: Option<String>,
    competing: Option<Vec<String>>,
    sentence: Option<String>,
    settled: Option<bool>,
    oversized: Option<usize>,
    why_not: Option<WhyNot>,
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

/// The record beside one entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhyNot {
    entry: String,
    /// Every rule in front of the one that holds, and its first condition that is not met.
    unmet: Option<Vec<(String, String)>>,
    /// How ids, e-mails, names and company domains agree.
    classes: Option<[String; 4]>,
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

impl WhyNot {
    fn check(&self, matcher: &Matcher, contact: &Contact<'_>) -> Result<(), String> {
        let pair = matcher
            .why_not(&self.entry, contact, Values::Hidden)
            .map_err(|error| error.to_string())?;
        if let Some(expected) = &self.unmet {
            let unmet = pair.unmet.iter().map(|one| (one.rule.clone(), one.condition.clone()));
            same("unmet", &unmet.collect(), expected)?;
        }
        if let Some(expected) = &self.classes {
            let classes: Vec<&str> = pair.fields.iter().map(|field| field.class).collect();
            same("classes", classes, expected.iter().map(String::as_str).collect())?;
        }
        Ok(())
    }
}

/// A policy by its text, or matching rules by the name of a shipped one.
pub(crate) fn policy(text: Option<&str>) -> Policy {
    match text {
        Some(name @ ("strict" | "standard" | "broad")) => {
            let matching = MatchPolicy::shipped(name).unwrap();
            Policy::new(matching, BasisPolicy::default())
        }
        Some(text) => Policy::from_toml(text).unwrap(),
        None => Policy::standard().unwrap(),
    }
}

/// What the caller knows, by the text of each table.
#[derive(Default)]
pub(crate) struct Known<'a> {
    pub(crate) aliases: Option<&'a str>,
    pub(crate) links: Option<&'a str>,
    pub(crate) nicknames: Option<&'a str>,
    pub(crate) verdicts: Option<&'a str>,
}

impl Known<'_> {
    pub(crate) fn options(&self) -> Result<MatchOptions, Error> {
        let mut options = MatchOptions::default();
        if let Some(text) = self.aliases {
            options.domain_aliases = DomainAliases::read(text.as_bytes())?;
        }
        if let Some(text) = self.links {
            options.id_links = IdLinks::read(text.as_bytes())?;
        }
        if let Some(text) = self.nicknames {
            options.nicknames = Nicknames::read(text.as_bytes())?;
        }
        if let Some(text) = self.verdicts {
            options.verdicts = Verdicts::read(text.as_bytes())?;
        }
        Ok(options)
    }
}

fn check(case: Case) -> Result<(), String> {
    let list = OptOutList::read(case.list.as_bytes(), &ListOptions::default()).unwrap();
    let known = Known {
        aliases: case.aliases.as_deref(),
        links: case.links.as_deref(),
        nicknames: case.nicknames.as_deref(),
        verdicts: case.verdicts.as_deref(),
    };
    let policy = policy(case.policy.as_deref()).matching().clone();
    let matcher = Matcher::with_options(&list, policy, known.options().unwrap());
    let contact = case.contact.contact();
    let found = matcher.match_contact(&contact);
    same("status", found.status().as_str(), case.status.as_str())?;
    let finding = found.finding();
    same("tier", finding.map(|finding| finding.tier.to_string()), case.tier)?;
    same("rule", finding.map(|finding| finding.rule.clone()), case.rule)?;
    same("entry", finding.map(|finding| finding.entry_id.clone()), case.entry)?;
    if let Some(competing) = case.competing {
        same("competing", found.competing(), competing.as_slice())?;
    }
    if let Some(sentence) = case.sentence {
        same("sentence", finding.map(|one| one.sentence()), Some(sentence))?;
    }
    if let Some(settled) = case.settled {
        same("settled", found.is_settled(), settled)?;
    }
    if let Some(oversized) = case.oversized {
        same("oversized", found.oversized_blocks(), oversized)?;
    }
    case.why_not.map_or(Ok(()), |why_not| why_not.check(&matcher, &contact))
}

#[test]
fn matching() {
    run("matching", check);
}
