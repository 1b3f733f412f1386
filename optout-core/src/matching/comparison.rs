//! A record and an entry, field by field.

use serde::Serialize;

use super::mailboxes::{Mailboxes, best_name};
use super::names::NameClass;
use crate::index::Keys;
use crate::normalize::email::{Email, EmailClass};
use crate::words::words;

words! {
    /// How the e-mail addresses of both sides agree.
    EmailAgreement ("how e-mails agree: exact, canonical, near, contradicts or missing") {
        /// At least one side has none.
        Missing = "missing",
        /// Both have some, and share none.
        Contradicts = "contradicts",
        /// They share none, and two at one domain differ by a slip or two of spelling.
        Near = "near",
        /// They share a mailbox by the provider's documented rule.
        Canonical = "canonical",
        /// They share an address.
        Exact = "exact",
    }
}

words! {
    /// A named fact about a record and a list entry.
    Predicate ("a predicate such as id, email or name_contradicts") {
        /// They share a record id that is one person's.
        Id = "id",
        /// All record ids that they share are listed for more people than one person's can be.
        SharedId = "shared_id",
        /// They share an e-mail address.
        Email = "email",
        /// Their addresses lead to one mailbox by the provider's documented rule.
        EmailCanonical = "email_canonical",
        /// They share no address, and two at one domain differ by a slip or two of spelling.
        EmailNear = "email_near",
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
        /// The names have the same parts, in whatever order.
        SameName = "same_name",
        /// They share a company: its website's domain, or that of a work e-mail.
        Domain = "domain",
        /// No other record of the file has a name that can be the entry's, and its company. Only a pass
        /// over the whole file can tell.
        OnlyRecord = "only_record",
    }
}

/// What a record and an entry have in common; no value of either is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// They share a record id that is one person's.
    pub id: bool,
    /// The namespaces in which they share such an id.
    pub id_namespaces: Vec<String>,
    /// All record ids that they share are listed for more people than one person's can be.
    pub shared_id: bool,
    /// How the addresses agree.
    pub email: EmailAgreement,
    /// All addresses they share are role mailboxes.
    pub role_mailbox: bool,
    /// The list, or the file, has every address they share for people of different names.
    pub shared_mailbox: bool,
    /// How the names agree, if both sides have one.
    pub name: Option<NameClass>,
    /// The names have the same parts, in whatever order.
    pub same_name: bool,
    /// They share a company's domain.
    pub domain: bool,
    /// No other record of the file has a compatible name and the company; `None` while that is open.
    pub only_record: Option<bool>,
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
        let mut id_namespaces: Vec<String> = Vec::new();
        for (namespace, _) in record.ids.iter().filter(|id| entry.ids.contains(id)) {
            if !id_namespaces.contains(namespace) {
                id_namespaces.push(namespace.clone());
            }
        }
        Self {
            id: !id_namespaces.is_empty(),
            id_namespaces,
            shared_id: false,
            email,
            role_mailbox,
            shared_mailbox: unsound && !role_mailbox,
            // A second, nameless row must not overrule the name that another has for the address.
            name: match entry.names.as_slice() {
                [] => listed_name(),
                names => best_name(&record.names, names),
            },
            same_name: false,
            domain: record.domains.iter().any(|domain| entry.domains.contains(domain)),
            only_record: None,
        }
    }

    /// Whether the mailbox behind the match may be read by more people than one.
    pub fn is_shared_mailbox(&self) -> bool {
        !self.id && (self.role_mailbox || self.shared_mailbox)
    }

    /// Whether a predicate holds; `None` while only the whole file can tell.
    pub(crate) fn holds(&self, predicate: Predicate) -> Option<bool> {
        Some(match predicate {
            Predicate::Id => self.id,
            Predicate::SharedId => self.shared_id,
            Predicate::Email => self.email == EmailAgreement::Exact,
            Predicate::EmailCanonical => self.email == EmailAgreement::Canonical,
            Predicate::EmailNear => self.email == EmailAgreement::Near,
            // One slip may be another person: a near address is no agreement.
            Predicate::EmailContradicts => {
                matches!(self.email, EmailAgreement::Contradicts | EmailAgreement::Near)
            }
            Predicate::RoleMailbox => self.role_mailbox,
            Predicate::SharedMailbox => self.shared_mailbox,
            Predicate::NameCompatible => {
                self.name.is_some_and(|class| class > NameClass::Contradiction)
            }
            Predicate::NameContradicts => self.name == Some(NameClass::Contradiction),
            Predicate::SameName => self.same_name,
            Predicate::Domain => self.domain,
            Predicate::OnlyRecord => return self.only_record,
        })
    }

    /// Whether they share an id that is one person's in a namespace.
    pub(crate) fn has_id_in(&self, namespace: &str) -> bool {
        self.id_namespaces.iter().any(|shared| shared == namespace)
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
