//! Which mailboxes stand for several people.

use std::fmt;

use hashbrown::HashMap;

use super::names::{NameClass, compare_names};
use crate::index::{Index, Keys};
use crate::normalize::name::Name;

/// The names that are known for each mailbox, and whether they can be one person's.
///
/// Filled from the list, it says which addresses are listed for several people; filled from a file, to
/// whom else they belong. What it says of a mailbox does not depend on the order in which names came.
#[derive(Default)]
pub(crate) struct Mailboxes {
    by_address: HashMap<String, People, foldhash::fast::FixedState>,
}

/// Who is known to have one mailbox. The names of one record are one person's, so a second person is
/// one none of whose names can be any of the first one's.
#[derive(Default)]
struct People {
    names: Vec<Vec<Name>>,
    several: bool,
}

impl Mailboxes {
    /// The mailboxes of a list that more than one entry has.
    pub(crate) fn of_list(index: &Index) -> Self {
        let mut mailboxes = Self::default();
        for (address, entries) in index.listed_mailboxes().filter(|(_, entries)| entries.len() > 1)
        {
            let people = mailboxes.by_address.entry(address.to_owned()).or_default();
            for entry in entries.iter().filter_map(|at| index.entry(*at)) {
                people.add(&entry.keys.names);
            }
        }
        mailboxes
    }

    /// Takes note of a record that has listed mailboxes, beside the people that they are listed for.
    pub(crate) fn see(&mut self, record: &Keys, index: &Index) {
        for email in &record.emails {
            let address = email.canonical();
            if index.listing(address).next().is_none() {
                continue;
            }
            let people = self.by_address.entry_ref(address).or_insert_with(|| {
                let mut people = People::default();
                for entry in index.listing(address) {
                    people.add(&entry.keys.names);
                }
                people
            });
            people.add(&record.names);
        }
    }

    /// Whether a mailbox stands for people whose names cannot be one person's.
    pub(crate) fn is_shared(&self, address: &str) -> bool {
        self.by_address.get(address).is_some_and(|people| people.several)
    }

    /// The best agreement of a record's names with those known for a mailbox.
    pub(crate) fn name_class(&self, address: &str, names: &[Name]) -> Option<NameClass> {
        let known = self.by_address.get(address)?;
        known.names.iter().filter_map(|other| best_name(names, other)).max()
    }
}

impl People {
    fn add(&mut self, names: &[Name]) {
        if names.is_empty() || self.names.iter().any(|known| known == names) {
            return;
        }
        self.several = self.several
            || self
                .names
                .iter()
                .any(|known| best_name(known, names) == Some(NameClass::Contradiction));
        // Two people are enough to know; of the others only a few names are worth comparing.
        if self.names.len() < MOST_NAMES {
            self.names.push(names.to_vec());
        }
    }
}

/// How many different names of one mailbox are kept.
const MOST_NAMES: usize = 64;

/// The best agreement of any name of one side with any of the other.
pub(super) fn best_name(one: &[Name], other: &[Name]) -> Option<NameClass> {
    one.iter().flat_map(|name| other.iter().map(|with| compare_names(name, with).class)).max()
}

impl fmt::Debug for Mailboxes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailboxes").field("mailboxes", &self.by_address.len()).finish()
    }
}
