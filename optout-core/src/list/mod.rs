//! The vendor's Opt-Out List.

mod fault;
mod read;
mod snapshot;

use std::fmt;

pub use fault::{Fault, FaultKind};
pub use read::ListOptions;
pub use snapshot::{Snapshot, SnapshotChanges};

use crate::contact::{Contact, PersonName};
use crate::normalize::date::Date;
use crate::normalize::id::opaque_id;

/// People who asked the vendor to be removed.
///
/// Rows about one person are one entry with all their addresses. `Debug` shows counts only.
#[derive(Clone)]
pub struct OptOutList {
    entries: Vec<OptOut>,
    faults: Vec<Fault>,
    records: u64,
    unread_columns: Vec<usize>,
}

/// One person of the list, with everything that the list says of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OptOut {
    pub(crate) ids: Vec<(String, String)>,
    pub(crate) names: Vec<String>,
    pub(crate) split_names: Vec<(String, String)>,
    pub(crate) websites: Vec<String>,
    pub(crate) emails: Vec<String>,
    pub(crate) requested: Option<Date>,
    pub(crate) record: u64,
}

impl OptOutList {
    /// The people, in the order of the list.
    pub fn entries(&self) -> &[OptOut] {
        &self.entries
    }

    /// What was wrong with single rows.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many rows the list had, merged ones included.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Numbers of columns, from 1, whose names say nothing to the library: perhaps they should be named.
    pub fn unread_columns(&self) -> &[usize] {
        &self.unread_columns
    }

    /// The list as it stands today, for finding what is new next week.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::of(&self.entries)
    }
}

impl fmt::Debug for OptOutList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OptOutList")
            .field("entries", &self.entries.len())
            .field("faults", &self.faults.len())
            .field("records", &self.records)
            .finish()
    }
}

impl OptOut {
    /// The name of the entry in decisions: its record id, or `#` and its row where it has none that can
    /// be read. Of an id that is an e-mail address the row is named too.
    pub fn entry_id(&self) -> String {
        match self.ids.first().map(|(_, id)| opaque_id(id)) {
            Some(Ok(id)) if !id.contains('@') => id.into_owned(),
            _ => format!("#{}", self.record),
        }
    }

    /// The entry's identifiers.
    pub fn contact(&self) -> Contact<'_> {
        let mut contact = Contact::new();
        for (namespace, id) in &self.ids {
            contact = contact.id(namespace, id);
        }
        for email in &self.emails {
            contact = contact.email(email);
        }
        for name in &self.names {
            contact = contact.name(PersonName::Full(name));
        }
        for (given, family) in &self.split_names {
            contact = contact.name(PersonName::Parts { given, family });
        }
        for website in &self.websites {
            contact = contact.website(website);
        }
        contact
    }

    /// The earliest day on which the opt-out was requested, where the list says.
    pub fn requested(&self) -> Option<Date> {
        self.requested
    }

    /// The first row of the list about this person, counted from 1.
    pub fn record(&self) -> u64 {
        self.record
    }
}

impl fmt::Debug for OptOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OptOut")
            .field("record", &self.record)
            .field("contact", &self.contact())
            .field("requested", &self.requested.is_some())
            .finish()
    }
}
