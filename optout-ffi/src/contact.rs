//! A person's record as the caller holds it.

use std::mem::MaybeUninit;

use optout_core::{Contact, PersonName};

use crate::error::optout_error;
use crate::guard::{answer, change, free, make};
use crate::status::optout_status;
use crate::strings::optout_str;

/// The identifiers of a record: any number of each. Values are raw; matching normalises them.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
#[derive(Default)]
pub struct optout_contact {
    ids: Vec<(String, String)>,
    emails: Vec<String>,
    names: Vec<OwnName>,
    websites: Vec<String>,
}

enum OwnName {
    Full(String),
    Parts { given: String, family: String },
}

impl optout_contact {
    pub(crate) fn borrow(&self) -> Contact<'_> {
        let mut contact = Contact::new();
        for (namespace, value) in &self.ids {
            contact = contact.id(namespace, value);
        }
        for email in &self.emails {
            contact = contact.email(email);
        }
        for name in &self.names {
            contact = contact.name(match name {
                OwnName::Full(full) => PersonName::Full(full),
                OwnName::Parts { given, family } => PersonName::Parts { given, family },
            });
        }
        for website in &self.websites {
            contact = contact.website(website);
        }
        contact
    }
}

impl From<Contact<'_>> for optout_contact {
    fn from(contact: Contact<'_>) -> Self {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let ids = contact.ids().iter().map(|id| (id.namespace.to_owned(), id.value.to_owned()));
        let names = contact.names().iter().map(|name| match *name {
            PersonName::Full(full) => OwnName::Full(full.to_owned()),
            PersonName::Parts { given, family } => {
                OwnName::Parts { given: given.to_owned(), family: family.to_owned() }
            }
        });
        Self {
            ids: ids.collect(),
            emails: own(contact.emails()),
            names: names.collect(),
            websites: own(contact.websites()),
        }
    }
}

/// Makes a record without identifiers.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_new(
    contact: Option<&mut MaybeUninit<*mut optout_contact>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(contact, error, || Ok(optout_contact::default()))
}

/// Adds an id of a namespace: "6sense", "salesforce", "hubspot" or the caller's own word. Ids of
/// two namespaces never match. Like every value, it is left out if it is blank.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_add_id(
    contact: Option<&mut optout_contact>,
    namespace: optout_str<'_>,
    value: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(contact, error, |contact| {
        let (namespace, value) = (namespace.text()?, value.text()?);
        contact.ids.push((namespace.to_owned(), value.to_owned()));
        Ok(())
    })
}

/// Adds an e-mail cell, which may hold several addresses.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_add_email(
    contact: Option<&mut optout_contact>,
    cell: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(contact, error, |contact| {
        contact.emails.push(cell.text()?.to_owned());
        Ok(())
    })
}

/// Adds a whole name, in either order.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_add_full_name(
    contact: Option<&mut optout_contact>,
    name: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(contact, error, |contact| {
        contact.names.push(OwnName::Full(name.text()?.to_owned()));
        Ok(())
    })
}

/// Adds a name of which given and family name are known apart; either may be empty.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_add_name_parts(
    contact: Option<&mut optout_contact>,
    given: optout_str<'_>,
    family: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(contact, error, |contact| {
        let (given, family) = (given.text()?.to_owned(), family.text()?.to_owned());
        contact.names.push(OwnName::Parts { given, family });
        Ok(())
    })
}

/// Adds a website: a URL or a bare host.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_add_website(
    contact: Option<&mut optout_contact>,
    website: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(contact, error, |contact| {
        contact.websites.push(website.text()?.to_owned());
        Ok(())
    })
}

/// Takes all identifiers out, so that one object serves many records.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_clear(
    contact: Option<&mut optout_contact>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(contact, error, |contact| {
        contact.ids.clear();
        contact.emails.clear();
        contact.names.clear();
        contact.websites.clear();
        Ok(())
    })
}

/// How many ids it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_id_count(contact: Option<&optout_contact>) -> usize {
    answer(0, || contact.map_or(0, |contact| contact.ids.len()))
}

/// The namespace of an id, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_id_namespace(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        contact
            .and_then(|contact| contact.ids.get(at).map(|(namespace, _)| namespace.as_str()))
            .unwrap_or_default()
            .into()
    })
}

/// The value of an id, counted from 0, as it was given.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_id_value(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        contact
            .and_then(|contact| contact.ids.get(at).map(|(_, value)| value.as_str()))
            .unwrap_or_default()
            .into()
    })
}

/// How many e-mail cells it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_email_count(contact: Option<&optout_contact>) -> usize {
    answer(0, || contact.map_or(0, |contact| contact.emails.len()))
}

/// An e-mail cell, counted from 0, as it was given.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_email(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        contact
            .and_then(|contact| contact.emails.get(at).map(String::as_str))
            .unwrap_or_default()
            .into()
    })
}

/// How many names it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_name_count(contact: Option<&optout_contact>) -> usize {
    answer(0, || contact.map_or(0, |contact| contact.names.len()))
}

/// A whole name, counted from 0; empty if it was given in parts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_full_name(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        contact
            .and_then(|contact| {
                contact.names.get(at).map(|name| match name {
                    OwnName::Full(full) => full.as_str(),
                    OwnName::Parts { .. } => "",
                })
            })
            .unwrap_or_default()
            .into()
    })
}

/// The given name of a name, counted from 0; empty if it was given whole.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_given_name(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        contact
            .and_then(|contact| {
                contact.names.get(at).map(|name| match name {
                    OwnName::Parts { given, .. } => given.as_str(),
                    OwnName::Full(_) => "",
                })
            })
            .unwrap_or_default()
            .into()
    })
}

/// The family name of a name, counted from 0; empty if it was given whole.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_family_name(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        contact
            .and_then(|contact| {
                contact.names.get(at).map(|name| match name {
                    OwnName::Parts { family, .. } => family.as_str(),
                    OwnName::Full(_) => "",
                })
            })
            .unwrap_or_default()
            .into()
    })
}

/// How many websites it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_website_count(contact: Option<&optout_contact>) -> usize {
    answer(0, || contact.map_or(0, |contact| contact.websites.len()))
}

/// A website, counted from 0, as it was given.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_website(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        contact
            .and_then(|contact| contact.websites.get(at).map(String::as_str))
            .unwrap_or_default()
            .into()
    })
}

/// Frees a record.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_free(contact: Option<Box<optout_contact>>) {
    free(contact);
}
