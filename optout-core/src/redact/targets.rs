//! Whose rows are redacted.

use std::fmt;
use std::ops::Deref;

use super::column::Column;
use super::filter::{Filter, Print};
use crate::contact::fold_namespace;
use crate::list::OptOutList;
use crate::normalize::email::for_each_exact;
use crate::normalize::id::{crm_id, opaque_id};
use crate::table::VENDOR_NAMESPACE;
use crate::texts::TextSet;

/// The identifiers of the people whose rows are redacted.
///
/// A row is theirs when any of its identifiers is one of these. Values are normalised on the way in
/// as those of the rows are. `Debug` shows how many there are of each, never what they are.
///
/// ```
/// use optout_core::redact::Targets;
///
/// let mut targets = Targets::new();
/// assert!(targets.person_id("P-1001"));
/// assert!(targets.email("Ada@Lovelace.example; ada@analytical.example"));
/// assert!(!targets.person_id("1.23E+15"), "an id that a spreadsheet has damaged names nobody");
/// ```
#[derive(Clone, Default)]
pub struct Targets {
    people: TextSet,
    records: TextSet,
    emails: TextSet,
}

impl Targets {
    /// Nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the vendor's id of a person; `false` if it is blank or damaged and was not taken.
    pub fn person_id(&mut self, raw: &str) -> bool {
        opaque_id(raw).map(|id| self.people.insert(&id)).is_ok()
    }

    /// Adds the CRM's id of a person's record; `false` if it is blank or faulty and was not taken.
    ///
    /// The 15- and 18-character forms of a Salesforce id are one.
    pub fn record_id(&mut self, raw: &str) -> bool {
        crm_id(raw).map(|id| self.records.insert(&id)).is_ok()
    }

    /// Adds every address of an e-mail cell; `false` if there is none or one was faulty and not taken.
    pub fn email(&mut self, cell: &str) -> bool {
        self.addresses(cell, &mut String::new())
    }

    fn addresses(&mut self, cell: &str, key: &mut String) -> bool {
        let (mut taken, mut refused) = (0_usize, 0_usize);
        for_each_exact(cell, key, |address| match address {
            Some(address) => {
                self.emails.insert(address);
                taken += 1;
            }
            None => refused += 1,
        });
        taken > 0 && refused == 0
    }

    /// Adds everybody on a list, by every id and address; how many cells were faulty and not taken.
    ///
    /// An id in another namespace than the vendor's is one of a CRM's records.
    pub fn list(&mut self, list: &OptOutList) -> usize {
        let (mut refused, mut key) = (0, String::new());
        self.people.reserve(list.entries().len());
        self.emails.reserve(list.entries().len());
        for entry in list.entries() {
            for (namespace, id) in entry.ids() {
                let taken = if fold_namespace(namespace) == VENDOR_NAMESPACE {
                    self.person_id(id)
                } else {
                    if self.records.is_empty() {
                        self.records.reserve(list.entries().len());
                    }
                    self.record_id(id)
                };
                refused += usize::from(!taken);
            }
            for cell in entry.emails() {
                refused += usize::from(!self.addresses(cell, &mut key));
            }
        }
        refused
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.records.is_empty() && self.emails.is_empty()
    }

    /// What a column of identifiers is looked up in.
    pub(super) fn of(&self, column: Column) -> &TextSet {
        match column {
            Column::PeopleId => &self.people,
            Column::RecordId => &self.records,
            _ => &self.emails,
        }
    }
}

/// Targets that will change no more, and the filter of them all.
pub(super) struct Sought {
    targets: Targets,
    filter: Filter,
}

impl Sought {
    pub(super) fn new(targets: Targets) -> Self {
        let filter = Filter::of(&[&targets.people, &targets.records, &targets.emails]);
        Self { targets, filter }
    }

    pub(super) fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Whether an identifier of a column is one of the targets'.
    pub(super) fn holds(&self, column: Column, key: &str) -> bool {
        self.filter.may_hold(Print::of(key.as_bytes())) && self.of(column).contains(key)
    }
}

impl Deref for Sought {
    type Target = Targets;

    fn deref(&self) -> &Targets {
        &self.targets
    }
}

impl fmt::Debug for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.targets.fmt(f)
    }
}

impl fmt::Debug for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Targets")
            .field("people", &self.people.len())
            .field("records", &self.records.len())
            .field("emails", &self.emails.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faulty_values_are_refused_and_shown_by_number_only() {
        let mut targets = Targets::new();
        assert!(!targets.person_id("  "));
        assert!(!targets.record_id("1.2E+17"));
        assert!(!targets.email("nobody"));
        assert!(targets.is_empty());
        assert!(targets.record_id("001C000000o4OOI"));
        assert!(targets.record_id("001C000000o4OOIIA2"));
        assert!(targets.email("A@b.example"));
        assert_eq!(format!("{targets:?}"), "Targets { people: 0, records: 1, emails: 1 }");
    }
}
