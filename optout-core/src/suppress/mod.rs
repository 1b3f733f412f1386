//! Who must not come back.
//!
//! Deleted people return with the next import. A suppression set outlives their records, and holds
//! keyed hashes instead of their data: HMAC-SHA-256 under the caller's key. A hash under a key is
//! pseudonymous, not anonymous.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::digest::keyed;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Keys, Known};
use crate::list::OptOutList;

/// A set of people under one key. It grows and never shrinks by itself.
///
/// ```
/// use optout_core::suppress::SuppressionSet;
/// use optout_core::{Contact, ListOptions, OptOutList};
///
/// let key = b"a key of sixteen bytes or more";
/// let list = "Name,Work email\nAda Lovelace,ada@engine.example\n";
/// let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
/// let mut set = SuppressionSet::new(key)?;
/// set.add_list(key, &list)?;
/// assert!(!set.may_import(key, &Contact::new().email("Ada@engine.example"))?);
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuppressionSet {
    /// The hash of a fixed text: another key is noticed before it silently finds nobody.
    key_check: String,
    members: BTreeSet<String>,
}

impl SuppressionSet {
    /// An empty set under a key of at least 16 bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a shorter key.
    pub fn new(key: &[u8]) -> Result<Self> {
        Ok(Self { key_check: keyed(key, "check", "")?, members: BTreeSet::new() })
    }

    /// Adds everybody on a list, whether a system has them or not.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn add_list(&mut self, key: &[u8], list: &OptOutList) -> Result<()> {
        list.entries().iter().try_for_each(|entry| self.add(key, &entry.contact()))
    }

    /// Adds a person.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn add(&mut self, key: &[u8], contact: &Contact<'_>) -> Result<()> {
        let hashes = self.hashes(key, contact)?;
        self.members.extend(hashes);
        Ok(())
    }

    /// Whether a contact may be imported: none of its ids and addresses is in the set.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn may_import(&self, key: &[u8], contact: &Contact<'_>) -> Result<bool> {
        Ok(!self.hashes(key, contact)?.iter().any(|hash| self.members.contains(hash)))
    }

    /// How many identifiers it holds.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    fn hashes(&self, key: &[u8], contact: &Contact<'_>) -> Result<Vec<String>> {
        if keyed(key, "check", "")? != self.key_check {
            return Err(wrong_key());
        }
        let keys = Keys::of(contact, &Known::default());
        let ids = keys.ids.iter().map(|(namespace, id)| keyed(key, namespace, id));
        let emails = keys.emails.iter().map(|email| keyed(key, "\0email", email.canonical()));
        ids.chain(emails).collect()
    }
}

fn wrong_key() -> Error {
    let expected = "the set's key, of at least 16 bytes";
    Error::new(ErrorKind::InvalidOption { option: "key", expected })
}

impl std::fmt::Debug for SuppressionSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SuppressionSet").field("members", &self.members.len()).finish()
    }
}
