//! A record and an entry, field by field.

use serde::Serialize;

use super::mailboxes::{Mailboxes, best_name};
use super::names::NameClass;
use crate::index::Keys;
use crate::normalize::email::{Email, EmailClass};
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
        /// The list, or the file, has every address they share for people of different names.
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
    /// The list, or the file, has every address they share for people of different names.
    pub shared_mailbox: bool,
    /// How the names agree, if both sides have one.
    pub name: Option<NameClass>,
    /// They share a company's domain.
    pub domain: bool,
}

impl Comparison {
    /// Compares, with what is known of mailboxes from the list and perhaps from the file.
    ///
    /// An address that is neither a role mailbox nor several people's outranks all that are.
    pub(crate) fn of(record: &Keys, entry: &Keys, list: &Mailboxes, file: &Mailboxes) -> Self {
        let shared: Vec<(&Email, EmailAgreement)> = record
            .emails
            .iter()
            .filter_map(|email| Some((email, agreement(email, &entry.emails)?)))
            .collect();
        let is_role = |email: &Email| email.class() == EmailClass::Role;
        let is_sound = |email: &Email| {
            !is_role(email) && ![list, file].iter().any(|known| known.is_shared(email.canonical()))
        };
        let sound = shared.iter().filter(|(email, _)| is_sound(email)).map(|(_, how)| *how).max();
        let best = sound.or_else(|| shared.iter().map(|(_, how)| *how).max());
        let email = match best {
            Some(best) => best,
            None if record.emails.is_empty() || entry.emails.is_empty() => EmailAgreement::Missing,
            None => EmailAgreement::Contradicts,
        };
        let unsound = best.is_some() && sound.is_none();
        let role_mailbox = unsound && shared.iter().all(|(email, _)| is_role(email));
        let listed_name = || {
            let addresses = shared.iter().map(|(email, _)| email.canonical());
            addresses.filter_map(|address| list.name_class(address, &record.names)).max()
        };
        Self {
            id: record.ids.iter().any(|id| entry.ids.contains(id)),
            email,
            role_mailbox,
            shared_mailbox: unsound && !role_mailbox,
            // A second, nameless row must not overrule the name that another has for the address.
            name: match entry.names.as_slice() {
                [] => listed_name(),
                names => best_name(&record.names, names),
            },
            domain: record.domains.iter().any(|domain| entry.domains.contains(domain)),
        }
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
