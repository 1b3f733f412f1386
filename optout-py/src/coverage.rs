//! What is known of the people of a list, in numbers.

use optout_core::list::Fault;
use optout_core::{Date, OptOutList};
use serde::Serialize;

/// How many people of a list come with what, and when they asked.
#[derive(Default, Serialize)]
pub(crate) struct Coverage {
    pub(crate) with_ids: u64,
    pub(crate) with_emails: u64,
    pub(crate) with_names: u64,
    pub(crate) with_websites: u64,
    pub(crate) with_requested: u64,
    pub(crate) first_requested: Option<Date>,
    pub(crate) last_requested: Option<Date>,
}

impl Coverage {
    pub(crate) fn of(list: &OptOutList) -> Self {
        let mut coverage = Self::default();
        for entry in list.entries() {
            let contact = entry.contact();
            coverage.with_ids += u64::from(!contact.ids().is_empty());
            coverage.with_emails += u64::from(!contact.emails().is_empty());
            coverage.with_names += u64::from(!contact.names().is_empty());
            coverage.with_websites += u64::from(!contact.websites().is_empty());
            if let Some(day) = entry.requested() {
                coverage.with_requested += 1;
                coverage.first_requested =
                    Some(coverage.first_requested.map_or(day, |first| first.min(day)));
                coverage.last_requested = coverage.last_requested.max(Some(day));
            }
        }
        coverage
    }
}

/// A list as plain data, without the people.
#[derive(Serialize)]
pub(crate) struct PlainList<'a> {
    entries: usize,
    records: u64,
    unread_columns: &'a [usize],
    faults: &'a [Fault],
    coverage: Coverage,
}

impl<'a> PlainList<'a> {
    pub(crate) fn of(list: &'a OptOutList) -> Self {
        Self {
            entries: list.entries().len(),
            records: list.records(),
            unread_columns: list.unread_columns(),
            faults: list.faults(),
            coverage: Coverage::of(list),
        }
    }
}
