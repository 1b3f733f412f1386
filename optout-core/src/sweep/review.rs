//! What a human who decides about pairs gets to see.

use hashbrown::HashMap;

use crate::contact::{Contact, PersonName};
use crate::list::OptOutList;

/// What the table for review shows beside rules and reasons; by default nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReviewOptions {
    /// Names, addresses and websites of both sides, as they stand: personal data.
    pub values: bool,
    /// The numbers that rank pairs of a tier. Who sees them tends to trust them.
    pub scores: bool,
}

/// The values of one side, several of a kind with `; ` between them.
#[derive(Clone, Default)]
pub(super) struct Side {
    pub(super) names: String,
    pub(super) emails: String,
    pub(super) websites: String,
}

impl Side {
    pub(super) fn of(contact: &Contact<'_>) -> Self {
        let names: Vec<String> = contact.names().iter().map(PersonName::written).collect();
        Self {
            names: names.join("; "),
            emails: contact.emails().join("; "),
            websites: contact.websites().join("; "),
        }
    }
}

/// The places of the list's entries by their names, for showing what it says of them.
pub(super) struct Shown<'a> {
    list: &'a OptOutList,
    places: HashMap<String, usize, foldhash::fast::FixedState>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(list: &'a OptOutList) -> Self {
        let mut places = HashMap::default();
        for (at, entry) in list.entries().iter().enumerate() {
            places.entry(entry.entry_id()).or_insert(at);
        }
        Self { list, places }
    }

    pub(super) fn side(&self, entry_id: &str) -> Side {
        let entry = self.places.get(entry_id).and_then(|at| self.list.entries().get(*at));
        entry.map(|entry| Side::of(&entry.contact())).unwrap_or_default()
    }
}
