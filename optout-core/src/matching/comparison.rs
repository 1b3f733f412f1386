//! A record and an entry, field by field.

use serde::Serialize;

use super::names::{NameClass, compare_names};
use crate::index::{Index, Keys};
use crate::normalize::email::{Email, EmailClass};
use crate::normalize::name::Name;
use crate::words::words;

words! {
    /// How the e-mail addresses of both sides agree.
    EmailAgreement ("how e-mails agree: exact, canonical, contradicts or missing") {
        /// At least one side has none.
        Missing = "missing",
        /// Both have some, and share none.
        Contradicts = "contradicts",
        /// They share a mailbox by the provider's documented rule.
        Canonical = "canonical",
        /// They share an address.
        Exact = "exact",
    }
}

words! {
    /// A named fact about a record and a list entry.
    Predicate ("a predicate such as id, email or name_contradicts") {
        /// They share a record id.
        Id = "id",
        /// They share an e-mail address.
        Email = "email",
        /// Their addresses lead to one mailbox by the provider's documented rule.
        EmailCanonical = "email_canonical",
        /// Both have e-mail addresses, and share none.
        EmailContradicts = "email_contradicts",
        /// All addresses they share are role mailboxes.
        RoleMailbox = "role_mailbox",
        /// The address they share is listed for people of different names.
        SharedMailbox = "shared_mailbox",
        /// Both have names, and these can be one person's.
        NameCompatible = "name_compatible",
        /// Both have names, and these cannot be one person's.
        NameContradicts = "name_contradicts",
        /// They share a company: its website's domain, or that of a work e-mail.
        Domain = "domain",
    }
}

/// What a record and an entry have in common; no value of either is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// They share a record id.
    pub id: bool,
    /// How the addresses agree.
    pub email: EmailAgreement,
    /// All addresses they share are role mailboxes.
    pub role_mailbox: bool,
    /// The address they share is listed for people of different names.
    pub shared_mailbox: bool,
    /// How the names agree, if both sides have one.
    pub name: Option<NameClass>,
    /// They share a company's domain.
    pub domain: bool,
}

impl Comparison {
    pub(crate) fn of(record: &Keys, entry: &Keys, index: &Index) -> Self {
        let shared: Vec<(&Email, EmailAgreement)> = record
            .emails
            .iter()
            .filter_map(|email| Some((email, agreement(email, &entry.emails)?)))
            .collect();
        let best = shared.iter().map(|(_, agreement)| *agreement).max();
        let email = match best {
            Some(best) => best,
            None if record.emails.is_empty() || entry.emails.is_empty() => EmailAgreement::Missing,
            None => EmailAgreement::Contradicts,
        };
        let personal = |(email, _): &&(&Email, EmailAgreement)| email.class() != EmailClass::Role;
        let alone = |(email, _): &&(&Email, EmailAgreement)| !is_shared(email, index);
        Self {
            id: record.ids.iter().any(|id| entry.ids.contains(id)),
            email,
            role_mailbox: best.is_some() && !shared.iter().any(|one| personal(&one)),
            shared_mailbox: best.is_some() && !shared.iter().any(|one| alone(&one)),
            name: best_name(&record.names, &entry.names)
                .or_else(|| name_listed_for(&shared, record, entry, index)),
            domain: record.domains.iter().any(|domain| entry.domains.contains(domain)),
        }
    }

    /// How the names agree, if both sides have one.
    pub(crate) fn name_class(&self) -> Option<NameClass> {
        self.name
    }

    /// Whether the mailbox behind the match may be read by more people than one.
    pub fn is_shared_mailbox(&self) -> bool {
        !self.id && (self.role_mailbox || self.shared_mailbox)
    }

    pub(crate) fn holds(&self, predicate: Predicate) -> bool {
        match predicate {
            Predicate::Id => self.id,
            Predicate::Email => self.email == EmailAgreement::Exact,
            Predicate::EmailCanonical => self.email == EmailAgreement::Canonical,
            Predicate::EmailContradicts => self.email == EmailAgreement::Contradicts,
            Predicate::RoleMailbox => self.role_mailbox,
            Predicate::SharedMailbox => self.shared_mailbox,
            Predicate::NameCompatible => {
                self.name.is_some_and(|class| class > NameClass::Contradiction)
            }
            Predicate::NameContradicts => self.name == Some(NameClass::Contradiction),
            Predicate::Domain => self.domain,
        }
    }
}

fn agreement(email: &Email, others: &[Email]) -> Option<EmailAgreement> {
    others
        .iter()
        .filter_map(|other| {
            if other.exact() == email.exact() {
                Some(EmailAgreement::Exact)
            } else if other.canonical() == email.canonical() {
                Some(EmailAgreement::Canonical)
            } else {
                None
            }
        })
        .max()
}

/// The best agreement of any name of one side with any of the other.
pub(crate) fn best_name(one: &[Name], other: &[Name]) -> Option<NameClass> {
    one.iter().flat_map(|name| other.iter().map(|with| compare_names(name, with).class)).max()
}

/// An entry without a name is compared by the names that other entries have for the same addresses: a
/// second, nameless row must not overrule the first one's name.
fn name_listed_for(
    shared: &[(&Email, EmailAgreement)],
    record: &Keys,
    entry: &Keys,
    index: &Index,
) -> Option<NameClass> {
    if !entry.names.is_empty() {
        return None;
    }
    let listing = shared.iter().flat_map(|(email, _)| index.listing(email.canonical()));
    listing.filter_map(|other| best_name(&record.names, &other.keys.names)).max()
}

/// Whether the list has the mailbox for two entries whose names cannot be one person's.
fn is_shared(email: &Email, index: &Index) -> bool {
    let listing: Vec<&Keys> = index.listing(email.canonical()).map(|entry| &entry.keys).collect();
    listing.iter().enumerate().any(|(at, one)| {
        listing
            .iter()
            .skip(at + 1)
            .any(|other| best_name(&one.names, &other.names) == Some(NameClass::Contradiction))
    })
}
