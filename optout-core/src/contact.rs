//! A person's record as the caller holds it: many identifiers, by role.

use std::borrow::Cow;
use std::fmt;

use smallvec::SmallVec;

/// A record that may belong to a listed person, borrowed from the caller's input.
///
/// Every role can hold several values, as real records do: a lead id beside a contact id, three
/// e-mail addresses, a birth name. Values are raw: matching normalises them and keeps them beside
/// the key. A usual one, of two ids and two addresses at most, allocates nothing. `Debug` shows how many there are of each, never what they are.
///
/// ```
/// use optout_core::{Contact, PersonName};
///
/// let contact = Contact::new()
///     .id("salesforce", "0035g00000ABCDE")
///     .email("ada@lovelace.example")
///     .name(PersonName::Full("Ada Lovelace"));
/// assert_eq!(contact.emails().len(), 1);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Contact<'a> {
    ids: SmallVec<[Id<'a>; 2]>,
    emails: SmallVec<[&'a str; 2]>,
    names: SmallVec<[PersonName<'a>; 1]>,
    websites: SmallVec<[&'a str; 1]>,
}

/// An identifier in the system that issued it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Id<'a> {
    /// The system that issued the identifier: `6sense`, `salesforce`, `hubspot` or the caller's own
    /// word, in any case. Ids of two namespaces never match.
    pub namespace: &'a str,
    /// The identifier as it stands in the record.
    pub value: &'a str,
}

/// A name in one cell, or in a column for each part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PersonName<'a> {
    /// The whole name in one cell, in either order.
    Full(&'a str),
    /// Given and family name in columns of their own; either may be blank.
    Parts {
        /// The given name.
        given: &'a str,
        /// The family name.
        family: &'a str,
    },
}

impl PersonName<'_> {
    /// The name in one line, as a reader expects it.
    pub(crate) fn written(&self) -> String {
        match self {
            Self::Full(full) => (*full).to_owned(),
            Self::Parts { given, family } => format!("{given} {family}").trim().to_owned(),
        }
    }
}

impl<'a> Contact<'a> {
    /// A record without identifiers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an id; a blank one is left out.
    #[inline]
    #[must_use]
    pub fn id(mut self, namespace: &'a str, value: &'a str) -> Self {
        self.add_id(namespace, value);
        self
    }

    /// Adds an e-mail cell, which may hold several addresses; a blank one is left out.
    #[inline]
    #[must_use]
    pub fn email(mut self, cell: &'a str) -> Self {
        self.add_email(cell);
        self
    }

    /// Adds a name; a blank one is left out.
    #[inline]
    #[must_use]
    pub fn name(mut self, name: PersonName<'a>) -> Self {
        self.add_name(name);
        self
    }

    /// Adds a website; a blank one is left out.
    #[inline]
    #[must_use]
    pub fn website(mut self, website: &'a str) -> Self {
        self.add_website(website);
        self
    }

    #[inline]
    pub(crate) fn add_id(&mut self, namespace: &'a str, value: &'a str) {
        if !is_blank(value) {
            self.ids.push(Id { namespace, value });
        }
    }

    #[inline]
    pub(crate) fn add_email(&mut self, cell: &'a str) {
        if !is_blank(cell) {
            self.emails.push(cell);
        }
    }

    #[inline]
    pub(crate) fn add_name(&mut self, name: PersonName<'a>) {
        let blank = match name {
            PersonName::Full(full) => is_blank(full),
            PersonName::Parts { given, family } => is_blank(given) && is_blank(family),
        };
        if !blank {
            self.names.push(name);
        }
    }

    #[inline]
    pub(crate) fn add_website(&mut self, website: &'a str) {
        if !is_blank(website) {
            self.websites.push(website);
        }
    }

    /// The ids.
    pub fn ids(&self) -> &[Id<'a>] {
        &self.ids
    }

    /// The e-mail cells.
    pub fn emails(&self) -> &[&'a str] {
        &self.emails
    }

    /// The names.
    pub fn names(&self) -> &[PersonName<'a>] {
        &self.names
    }

    /// The websites.
    pub fn websites(&self) -> &[&'a str] {
        &self.websites
    }
}

/// A namespace as it is compared: without blanks around it and in small letters.
pub(crate) fn fold_namespace(namespace: &str) -> Cow<'_, str> {
    let namespace = namespace.trim();
    let has_capital = match namespace.is_ascii() {
        true => namespace.bytes().any(|byte| byte.is_ascii_uppercase()),
        false => namespace.chars().any(char::is_uppercase),
    };
    if has_capital { Cow::Owned(namespace.to_lowercase()) } else { Cow::Borrowed(namespace) }
}

fn is_blank(value: &str) -> bool {
    value.trim().is_empty()
}

impl fmt::Debug for Contact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contact")
            .field("ids", &self.ids.len())
            .field("emails", &self.emails.len())
            .field("names", &self.names.len())
            .field("websites", &self.websites.len())
            .finish()
    }
}

impl fmt::Debug for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Id")
    }
}

impl fmt::Debug for PersonName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "Full",
            Self::Parts { .. } => "Parts",
        })
    }
}
