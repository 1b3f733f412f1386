//! A person's record as the caller holds it.

use std::mem::MaybeUninit;
use std::ops::Range;

use optout_core::{Contact, PersonName};

use crate::failure::optout_error;
use crate::guard::{answer, change, free, make};
use crate::status::optout_status;
use crate::strings::optout_str;

/// The identifiers of a record: any number of each. Values are raw; matching normalises them.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
#[derive(Default)]
pub struct optout_contact {
    /// All values, one behind the other: one object that serves many records has room for the next.
    text: String,
    ids: Vec<(Place, Place)>,
    emails: Vec<Place>,
    names: Vec<Name>,
    websites: Vec<Place>,
}

/// Where a value lies in the text.
type Place = Range<usize>;

enum Name {
    Full(Place),
    Parts { given: Place, family: Place },
}

impl optout_contact {
    pub(crate) fn borrow(&self) -> Contact<'_> {
        let mut contact = Contact::new();
        for (namespace, value) in &self.ids {
            contact = contact.id(self.at(namespace), self.at(value));
        }
        for email in &self.emails {
            contact = contact.email(self.at(email));
        }
        for name in &self.names {
            contact = contact.name(match name {
                Name::Full(full) => PersonName::Full(self.at(full)),
                Name::Parts { given, family } => {
                    PersonName::Parts { given: self.at(given), family: self.at(family) }
                }
            });
        }
        for website in &self.websites {
            contact = contact.website(self.at(website));
        }
        contact
    }

    fn keep(&mut self, value: &str) -> Place {
        let start = self.text.len();
        self.text.push_str(value);
        start..self.text.len()
    }

    fn at(&self, place: &Place) -> &str {
        self.text.get(place.clone()).unwrap_or_default()
    }

    fn add_id(&mut self, namespace: &str, value: &str) {
        let id = (self.keep(namespace), self.keep(value));
        self.ids.push(id);
    }

    fn add_email(&mut self, cell: &str) {
        let email = self.keep(cell);
        self.emails.push(email);
    }

    fn add_name(&mut self, name: PersonName<'_>) {
        let name = match name {
            PersonName::Full(full) => Name::Full(self.keep(full)),
            PersonName::Parts { given, family } => {
                Name::Parts { given: self.keep(given), family: self.keep(family) }
            }
        };
        self.names.push(name);
    }

    fn add_website(&mut self, website: &str) {
        let website = self.keep(website);
        self.websites.push(website);
    }
}

impl From<Contact<'_>> for optout_contact {
    fn from(contact: Contact<'_>) -> Self {
        let mut own = Self::default();
        contact.ids().iter().for_each(|id| own.add_id(id.namespace, id.value));
        contact.emails().iter().for_each(|email| own.add_email(email));
        contact.names().iter().for_each(|name| own.add_name(*name));
        contact.websites().iter().for_each(|website| own.add_website(website));
        own
    }
}

/// A value of a record, empty if there is none.
fn value(
    contact: Option<&optout_contact>,
    place: impl FnOnce(&optout_contact) -> Option<&Place>,
) -> optout_str<'_> {
    contact.and_then(|contact| Some(contact.at(place(contact)?))).unwrap_or_default().into()
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
        contact.add_id(namespace.text()?, value.text()?);
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
        contact.add_email(cell.text()?);
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
        contact.add_name(PersonName::Full(name.text()?));
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
        contact.add_name(PersonName::Parts { given: given.text()?, family: family.text()? });
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
        contact.add_website(website.text()?);
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
        contact.text.clear();
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
        value(contact, |contact| contact.ids.get(at).map(|(namespace, _)| namespace))
    })
}

/// The value of an id, counted from 0, as it was given.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_id_value(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        value(contact, |contact| contact.ids.get(at).map(|(_, value)| value))
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
    answer(optout_str::EMPTY, || value(contact, |contact| contact.emails.get(at)))
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
        value(contact, |contact| match contact.names.get(at)? {
            Name::Full(full) => Some(full),
            Name::Parts { .. } => None,
        })
    })
}

/// The given name of a name, counted from 0; empty if it was given whole.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_given_name(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        value(contact, |contact| match contact.names.get(at)? {
            Name::Parts { given, .. } => Some(given),
            Name::Full(_) => None,
        })
    })
}

/// The family name of a name, counted from 0; empty if it was given whole.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_family_name(
    contact: Option<&optout_contact>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        value(contact, |contact| match contact.names.get(at)? {
            Name::Parts { family, .. } => Some(family),
            Name::Full(_) => None,
        })
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
    answer(optout_str::EMPTY, || value(contact, |contact| contact.websites.get(at)))
}

/// Frees a record.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contact_free(contact: Option<Box<optout_contact>>) {
    free(contact);
}
