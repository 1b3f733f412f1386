//! Who may come in.

use std::fmt;

use super::SuppressionSet;
use super::forms::{asked_pairs, company, keys, name_at_company, untagged};
use super::hash::{Hash, Kind, SetKey};
use super::standing::{Admission, Standing};
use crate::contact::Contact;
use crate::index::Keys;
use crate::normalize::email::Email;
use crate::normalize::nicknames::Nicknames;

/// A set with its key, ready for many questions.
#[derive(Clone)]
pub struct ImportGuard<'s> {
    set: &'s SuppressionSet,
    key: SetKey,
    nicknames: Nicknames,
}

impl<'s> ImportGuard<'s> {
    pub(super) fn new(set: &'s SuppressionSet, key: SetKey) -> Self {
        Self { set, key, nicknames: Nicknames::default() }
    }

    /// Takes also the caller's short forms of given names for those of one person.
    #[must_use]
    pub fn nicknames(mut self, nicknames: Nicknames) -> Self {
        self.nicknames = nicknames;
        self
    }

    /// Where a contact stands. Of several standings the strictest: a suppressed id or address, then what
    /// a human has to look at, then what could not be looked up.
    pub fn check(&self, contact: &Contact<'_>) -> Standing {
        let keys = keys(contact);
        self.stopped(&keys)
            .or_else(|| self.held(&keys))
            .unwrap_or_else(|| not_looked_up(&keys).unwrap_or(Standing::Free))
    }

    /// Whether a contact may come in: it could be looked up, and nothing of it is in the set.
    pub fn may_import(&self, contact: &Contact<'_>) -> bool {
        self.check(contact).admission() == Admission::Free
    }

    fn stopped(&self, keys: &Keys) -> Option<Standing> {
        let has_id = |(namespace, id): &(String, String)| self.has(Kind::Id, &[namespace, id]);
        if keys.ids.iter().any(has_id) {
            return Some(Standing::StoppedById);
        }
        let is_own = |email: &&Email| !email.is_role();
        let mut own = keys.emails.iter().filter(is_own);
        own.any(|email| self.has_email(email)).then_some(Standing::StoppedByEmail)
    }

    fn held(&self, keys: &Keys) -> Option<Standing> {
        if keys.emails.iter().any(|email| self.has_email(email)) {
            return Some(Standing::HeldByRoleMailbox);
        }
        if keys.emails.iter().any(|email| self.has_but_for_tag(email)) {
            return Some(Standing::HeldByTaggedEmail);
        }
        self.has_name_at_company(keys).then_some(Standing::HeldByNameAtCompany)
    }

    fn has_email(&self, email: &Email) -> bool {
        self.has(Kind::Email, &[email.canonical()])
    }

    fn has_but_for_tag(&self, email: &Email) -> bool {
        match untagged(email) {
            Some(mailbox) => {
                self.has(Kind::Email, &[&mailbox]) || self.has(Kind::Untagged, &[&mailbox])
            }
            None => self.has(Kind::Untagged, &[email.exact()]),
        }
    }

    fn has_name_at_company(&self, keys: &Keys) -> bool {
        // Most companies have nobody in the set; their people's names need not be looked up.
        let is_known = |domain: &&String| self.set.is_stopped(&company(&self.key, domain));
        let mut domains = keys.domains.iter().filter(is_known).peekable();
        if domains.peek().is_none() {
            return false;
        }
        let pairs: Vec<_> =
            keys.names.iter().flat_map(|name| asked_pairs(name, &self.nicknames)).collect();
        domains.any(|domain| {
            let at_company = |pair| name_at_company(&self.key, pair, domain);
            pairs.iter().map(at_company).any(|hash| self.set.is_stopped(&hash))
        })
    }

    fn has(&self, kind: Kind, parts: &[&str]) -> bool {
        let hash: Hash = self.key.hash(kind, parts);
        self.set.is_stopped(&hash)
    }
}

/// Why a contact of whom nothing was found is not free.
fn not_looked_up(keys: &Keys) -> Option<Standing> {
    if keys.unreadable() > 0 {
        return Some(Standing::Unreadable);
    }
    let has_name_at_company = !keys.names.is_empty() && !keys.domains.is_empty();
    let has_something = !keys.ids.is_empty() || !keys.emails.is_empty() || has_name_at_company;
    (!has_something).then_some(Standing::NothingToLookUp)
}

impl fmt::Debug for ImportGuard<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportGuard").field("set", self.set).finish_non_exhaustive()
    }
}
