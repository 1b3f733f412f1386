//! A record and an entry, field by field.

use serde::Serialize;

use super::best_name::RecordNames;
use super::file_facts::FileFacts;
use super::look_up::LookUp;
use super::mailboxes::{MOST_ENTRIES_OF_ONE, best_listed_name, listed_for_several};
use super::names::NameClass;
use super::near::is_near;
use crate::index::{AddressPrint, Index};
use crate::normalize::email::Email;
use crate::normalize::name::AnyName as _;
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
        /// Both have names of two parts or more that can be one person's, and no part is left over.
        NameComplete = "name_complete",
        /// Both names can be one person's, two parts or more agree, and one thing at most sets them apart: a
        /// slip, an initial, a part left out, or their order.
        NameClose = "name_close",
        /// The names have the same parts, in whatever order.
        SameName = "same_name",
        /// They share a company: its website's domain, or that of a work e-mail.
        Domain = "domain",
        /// No other record of the file has an id or address of the entry, or its company and a name that can
        /// be the entry's. Only a pass over the whole file can tell.
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
    /// The names have two parts or more, can be one person's, and no part is left over.
    pub name_complete: bool,
    /// Names of both are [close](super::NameComparison::is_close): one thing at most sets them apart.
    pub name_close: bool,
    /// The names have the same parts, in whatever order.
    pub same_name: bool,
    /// They share a company's domain.
    pub domain: bool,
    /// No other record of the file has an id or address of the entry, or the company and a compatible name;
    /// `None` while that is open.
    pub only_record: Option<bool>,
}

impl Comparison {
    /// Compares a record with the entry at a place of the index, with what a file has shown if there is
    /// one.
    ///
    /// An address that is neither a role mailbox nor several people's outranks all that are, and so does
    /// an id.
    pub(super) fn of(
        record: &LookUp,
        names: &RecordNames<'_>,
        at: u32,
        index: &Index,
        file: Option<&FileFacts>,
    ) -> Self {
        let keys = &record.keys;
        let nicknames = &index.known().nicknames;
        let entry = index.entry(at);
        let listed: Vec<_> = entry.into_iter().flat_map(|entry| entry.names()).collect();
        let ids = SharedIds::of(record, at, index);

        let shared: Vec<SharedAddress<'_>> = keys
            .emails
            .iter()
            .zip(&record.prints.emails)
            .filter_map(|(email, prints)| SharedAddress::of(email, *prints, at, index))
            .collect();
        let is_sound = |shared: &&SharedAddress<'_>| {
            !shared.email.is_role()
                && !listed_for_several(shared.prints, index)
                && !file.is_some_and(|file| file.mailboxes.is_shared(shared.prints, nicknames))
        };
        let sound = shared.iter().filter(is_sound).map(|shared| shared.how).max();
        let best = sound.or_else(|| shared.iter().map(|shared| shared.how).max());
        let email = match best {
            Some(best) => best,
            None if keys.emails.is_empty() || !entry.is_some_and(|entry| entry.has_emails()) => {
                EmailAgreement::Missing
            }
            None if entry.is_some_and(|entry| is_near(&keys.emails, entry.addresses())) => {
                EmailAgreement::Near
            }
            None => EmailAgreement::Contradicts,
        };
        let unsound = best.is_some() && sound.is_none();
        let role_mailbox = unsound && shared.iter().all(|shared| shared.email.is_role());
        let agreement = names.with(&listed);
        // A second, nameless row must not overrule the name that another has for the address.
        let name = if listed.is_empty() {
            let of_others =
                |shared: &SharedAddress<'_>| best_listed_name(shared.prints, names, index);
            shared.iter().filter_map(of_others).max()
        } else {
            agreement.map(|names| names.best)
        };
        Self {
            id: !ids.sound.is_empty(),
            shared_id: ids.sound.is_empty() && ids.any,
            id_namespaces: ids.sound,
            email,
            role_mailbox,
            shared_mailbox: unsound && !role_mailbox,
            name,
            name_complete: agreement.is_some_and(|names| names.complete),
            name_close: agreement.is_some_and(|names| names.close),
            same_name: listed
                .iter()
                .any(|listed| keys.names.iter().any(|name| name.has_key_of(listed))),
            domain: record
                .prints
                .companies
                .iter()
                .any(|company| index.postings(*company).contains(at)),
            only_record: file.map(|file| file.is_only_record(at)),
        }
    }

    /// Whether the mailbox behind the match may be read by more people than one.
    pub fn is_shared_mailbox(&self) -> bool {
        !self.id && (self.role_mailbox || self.shared_mailbox)
    }

    /// A number that ranks pairs of one tier, and says nothing between tiers: how well the names agree
    /// counts most, then the e-mail addresses, then the company.
    pub fn score(&self) -> u32 {
        let name = self.name.map_or(0, |class| class as u32 + 1);
        name * 100 + self.email as u32 * 10 + u32::from(self.domain)
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
            Predicate::NameComplete => self.name_complete,
            Predicate::NameClose => self.name_close,
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

/// The namespaces in which a record and an entry share an id that is one person's, each once, and whether
/// they share any id at all.
#[derive(Default)]
struct SharedIds {
    sound: Vec<String>,
    any: bool,
}

impl SharedIds {
    fn of(record: &LookUp, at: u32, index: &Index) -> Self {
        let mut shared = Self::default();
        for ((namespace, _), print) in record.keys.ids.iter().zip(&record.prints.ids) {
            let entries = index.postings(*print);
            if !entries.contains(at) {
                continue;
            }
            shared.any = true;
            if entries.len() <= MOST_ENTRIES_OF_ONE && !shared.sound.contains(namespace) {
                shared.sound.push(namespace.clone());
            }
        }
        shared
    }
}

/// An address of a record that an entry has too.
struct SharedAddress<'a> {
    email: &'a Email,
    prints: AddressPrint,
    how: EmailAgreement,
}

impl<'a> SharedAddress<'a> {
    fn of(email: &'a Email, prints: AddressPrint, at: u32, index: &Index) -> Option<Self> {
        let has = |print| index.postings(print).contains(at);
        let how = if has(prints.exact) {
            EmailAgreement::Exact
        } else if prints.mailbox.is_some_and(has) {
            EmailAgreement::Canonical
        } else {
            return None;
        };
        Some(Self { email, prints, how })
    }
}
