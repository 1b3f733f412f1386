//! Who must not come back.
//!
//! Deleted people return with the next import. A suppression set outlives their records, and holds
//! keyed hashes instead of their data: HMAC-SHA-256 under the caller's key, of which the leading 128 bits
//! are kept. A hash under a key is pseudonymous, not anonymous: keep the key apart from the set.

mod bytes;
mod changes;
mod days;
mod forms;
mod guard;
mod hash;
mod import;
mod standing;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::contact::Contact;
use crate::error::{Error, ErrorKind, Result};
use crate::list::OptOutList;
use crate::normalize::date::Date;
use changes::Changes;
use days::{Dated, Day, Days, day};
use forms::{Kept, keys};
pub use guard::ImportGuard;
use hash::{Hash, SetKey};
pub use import::Imported;
pub use standing::{Admission, Standing};

/// A set of people under one key, as hashes of what they are known by, each with the day of the latest
/// opt-out. It takes 18 bytes for each hash, and in memory about two
/// more for what has come lately.
///
/// Copies grow apart and are merged, in any order and any number of times, to the same set. Nobody leaves
/// by absence: a list that no longer names a person says nothing. Only [`release`](Self::release) lets a
/// person in again, and a later opt-out, of whichever copy, takes that back.
///
/// ```
/// use optout_core::suppress::{Standing, SuppressionSet};
/// use optout_core::{Contact, ListOptions, OptOutList};
///
/// let key = b"a key of sixteen bytes or more";
/// let today = "2026-11-24".parse()?;
/// let list = "Name,Work email\nAda Lovelace,ada@engine.example\n";
/// let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
/// let mut set = SuppressionSet::new(key)?;
/// set.add_list(key, &list, today)?;
///
/// let guard = set.guard(key)?;
/// assert!(!guard.may_import(&Contact::new().email("Ada@engine.example")));
/// assert_eq!(guard.check(&Contact::new().email("ada@")), Standing::Unreadable);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct SuppressionSet {
    /// The hash of a fixed text: another key is noticed before it silently finds nobody.
    check: Hash,
    /// The latest opt-out of each.
    members: Days,
    /// The latest release of each: opt-outs of earlier days are void.
    releases: Days,
    changes: Changes,
}

impl SuppressionSet {
    /// An empty set under a key of at least 16 bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a shorter key.
    pub fn new(key: &[u8]) -> Result<Self> {
        let (members, releases, changes) = Default::default();
        Ok(Self { check: SetKey::new(key)?.check(), members, releases, changes })
    }

    /// Adds a person who opted out, or was deleted, on a day. Returns whether anything could be kept of
    /// them: of a contact without a readable id, address or name at a company nothing can.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn add(&mut self, key: &[u8], contact: &Contact<'_>, on: Date) -> Result<bool> {
        let key = self.open(key)?;
        Ok(self.keep(&Kept::of(&key, &keys(contact)), day(on)))
    }

    /// Adds many people at once, of one day. Returns of how many nothing could be kept.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn add_all<'c>(
        &mut self,
        key: &[u8],
        contacts: impl IntoIterator<Item = Contact<'c>>,
        on: Date,
    ) -> Result<u64> {
        let (key, on) = (self.open(key)?, day(on));
        let mut lost = 0;
        for contact in contacts {
            lost += u64::from(!self.keep(&Kept::of(&key, &keys(&contact)), on));
        }
        Ok(lost)
    }

    /// Adds everybody on a list that came on a day, whether a system has them or not. Returns of how many
    /// nothing could be kept.
    ///
    /// A person's opt-out is of the day that the list says, no later than the list. Where it says none, a
    /// person who is stopped already keeps the day, and one who was released is stopped again: nothing tells
    /// an old request from a new one.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn add_list(&mut self, key: &[u8], list: &OptOutList, on: Date) -> Result<u64> {
        let key = self.open(key)?;
        let mut lost = 0;
        for entry in list.entries() {
            let mut kept = Kept::of(&key, &keys(&entry.contact()));
            let requested = match entry.requested() {
                Some(requested) => requested.min(on),
                None => {
                    lost += u64::from(kept.identifiers.is_empty());
                    kept.identifiers.retain(|hash| !self.is_stopped(hash));
                    self.keep(&kept, day(on));
                    continue;
                }
            };
            lost += u64::from(!self.keep(&kept, day(requested)));
        }
        Ok(lost)
    }

    /// Lets a person in again, for a verdict of a day: opt-outs of earlier days are void, those of that
    /// day and of later ones are not. Returns where the contact stands now; one who opted out on that very
    /// day, or is known by something that the contact does not say, is not free.
    ///
    /// The release is kept and goes along when sets are merged. Why it was given, and by whom, is the
    /// caller's to keep.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn release(&mut self, key: &[u8], contact: &Contact<'_>, on: Date) -> Result<Standing> {
        let key = self.open(key)?;
        for hash in Kept::of(&key, &keys(contact)).identifiers {
            if self.releases.raise(hash, day(on)) {
                self.changes.push(hash, self.members.len());
            }
        }
        Ok(ImportGuard::new(self, key).check(contact))
    }

    /// The set with its key, ready for many questions.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn guard(&self, key: &[u8]) -> Result<ImportGuard<'_>> {
        Ok(ImportGuard::new(self, self.open(key)?))
    }

    /// Where a contact stands who is to come in; for many, [`guard`](Self::guard) is faster.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn check(&self, key: &[u8], contact: &Contact<'_>) -> Result<Standing> {
        Ok(self.guard(key)?.check(contact))
    }

    /// Whether a contact may come in: it could be looked up, and nothing of it is in the set.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a key that is not the set's.
    pub fn may_import(&self, key: &[u8], contact: &Contact<'_>) -> Result<bool> {
        Ok(self.guard(key)?.may_import(contact))
    }

    /// Adds all that another set has, releases too.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a set under another key.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.check != other.check {
            let expected = "a set under the same key";
            return Err(Error::new(ErrorKind::InvalidOption { option: "set", expected }));
        }
        let Self { members, releases, changes, .. } = self;
        let length = members.len().max(other.members.len());
        members.merge(&other.members, |hash| changes.push(hash, length));
        releases.merge(&other.releases, |hash| changes.push(hash, length));
        Ok(())
    }

    /// How many changes this copy has had. Copies count for themselves: a revision of one says nothing
    /// about another.
    pub fn revision(&self) -> u64 {
        self.changes.revision()
    }

    /// What this copy has changed since one of its revisions, as the bytes of a set of its own: another copy
    /// [applies](Self::apply) them.
    ///
    /// The latest changes are held, a sixteenth of the set or 65,536 if that is more, and none of those from
    /// before it was read from bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a revision from before those or one that has not been reached.
    pub fn delta_since(&self, revision: u64) -> Result<Vec<u8>> {
        let changed = self.changes.since(revision).ok_or_else(|| {
            let expected =
                "a revision that this copy still has the changes since; hand over the set";
            Error::new(ErrorKind::InvalidOption { option: "revision", expected })
        })?;
        let part = |of: &Days| -> Vec<Dated> {
            let dated = |hash: &Hash| Some(Dated::new(*hash, of.get(hash)?));
            changed.iter().filter_map(dated).collect()
        };
        let (members, releases) = (part(&self.members), part(&self.releases));
        let parts: [(usize, &mut dyn Iterator<Item = Dated>); 2] = [
            (members.len(), &mut members.into_iter()),
            (releases.len(), &mut releases.into_iter()),
        ];
        Ok(bytes::write(&self.check, self.revision(), parts))
    }

    /// Adds what another copy has changed, or all of it. The same bytes may come twice, and late.
    ///
    /// # Errors
    /// Those of [`from_bytes`](Self::from_bytes) and of [`merge`](Self::merge).
    pub fn apply(&mut self, delta: &[u8]) -> Result<()> {
        self.merge(&bytes::read(delta)?)
    }

    /// The set as bytes, to be kept; they hold no personal data. The same set with the same history gives the
    /// same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let parts: [(usize, &mut dyn Iterator<Item = Dated>); 2] = [
            (self.members.len(), &mut self.members.iter()),
            (self.releases.len(), &mut self.releases.iter()),
        ];
        bytes::write(&self.check, self.revision(), parts)
    }

    /// Reads a set from its bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Bytes`] for bytes that are no set's, damaged, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        bytes::read(bytes)
    }

    /// How many hashes it holds.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.members.len() == 0
    }

    /// How many hashes were ever released, those suppressed again too.
    pub fn released(&self) -> usize {
        self.releases.len()
    }

    /// How many bytes of memory it takes.
    pub fn memory(&self) -> usize {
        self.members.memory() + self.releases.memory() + self.changes.memory()
    }

    /// The key, if it is the set's.
    fn open(&self, key: &[u8]) -> Result<SetKey> {
        let key = SetKey::new(key)?;
        if key.check() == self.check {
            return Ok(key);
        }
        let expected = "the set's key, of at least 16 bytes";
        Err(Error::new(ErrorKind::InvalidOption { option: "key", expected }))
    }

    fn is_stopped(&self, hash: &Hash) -> bool {
        let Some(out) = self.members.get(hash) else { return false };
        self.releases.get(hash).is_none_or(|released| out >= released)
    }

    /// Whether there was anything to keep.
    fn keep(&mut self, kept: &Kept, on: Day) -> bool {
        // Companies are only ever looked up, and their day says nothing.
        let companies = kept.companies.iter().map(|hash| (hash, 1));
        for (hash, on) in kept.identifiers.iter().map(|hash| (hash, on)).chain(companies) {
            if self.members.raise(*hash, on) {
                self.changes.push(*hash, self.members.len());
            }
        }
        !kept.identifiers.is_empty()
    }
}

impl PartialEq for SuppressionSet {
    /// Whether they stop and release the same; by way of which changes says nothing.
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (&self.members, &other.members);
        self.check == other.check && one == two && self.releases == other.releases
    }
}

impl Eq for SuppressionSet {}

impl fmt::Debug for SuppressionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SuppressionSet")
            .field("members", &self.len())
            .field("released", &self.released())
            .field("revision", &self.revision())
            .finish()
    }
}
