//! Reading the list: every row is somebody's opt-out, so none is ever dropped.

use std::io::Read;

use hashbrown::HashMap;

use super::{Fault, FaultKind, OptOut, OptOutList};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::normalize::date::{Date, DateColumn, DateOptions, DateOutcome};
use crate::normalize::email::{Email, split_emails, write_exact};
use crate::normalize::id::opaque_id;
use crate::normalize::name::Name;
use crate::normalize::website::Website;
use crate::table::{CONTACTS, Format, Layout, OPT_OUT_LIST, Role, Schema, Table};

/// How to read a list.
#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// Encoding and delimiter, where they are not to be told from the file.
    pub format: Format,
    /// Names of columns, where the vendor's are not used.
    pub layout: Layout,
    /// How to read dates that can be read in two ways, and whether numbers are dates.
    pub dates: DateOptions,
    /// Today, for telling dates in the future.
    pub now: Option<Date>,
}

impl OptOutList {
    /// Reads a list.
    ///
    /// Rows with the same record id are one person; so are rows without an id that share address and
    /// name. An odd cell is a [`Fault`] with its place, and the rest of its row counts.
    ///
    /// # Errors
    /// A structure fault, with its position: no list is better than half a list.
    pub fn read(input: impl Read, options: &ListOptions) -> Result<Self> {
        read(input, options).map_err(|error| error.within(Input::List))
    }
}

fn read(input: impl Read, options: &ListOptions) -> Result<OptOutList> {
    let mut table = Table::open_preset(input, options.format, &options.layout, &OPT_OUT_LIST)?;
    require_list(table.schema(), table.names(), &options.layout)
        .map_err(|error| error.at(table.header_position()))?;
    let roles = table.schema().roles().iter().zip(1..);
    let unread_columns =
        roles.filter(|(role, _)| role.is_none()).map(|(_, number)| number).collect();
    let mut rows = Rows::default();
    while let Some((record, schema)) = table.read()? {
        let mut entry = OptOut { record: record.position().record, ..OptOut::default() };
        let (mut given, mut family, mut date) = ("", "", "");
        for (role, value) in schema.values(&record) {
            match role {
                _ if value.trim().is_empty() => {}
                Role::Id(namespace) | Role::RecordId(namespace) => {
                    entry.ids.push((namespace.clone(), value.to_owned()));
                }
                Role::Email => entry.emails.push(value.to_owned()),
                Role::FullName => entry.names.push(value.to_owned()),
                Role::Website => entry.websites.push(value.to_owned()),
                Role::GivenName => given = value,
                Role::FamilyName => family = value,
                Role::RequestDate => date = value,
                _ => {}
            }
        }
        if !(given.is_empty() && family.is_empty()) {
            entry.split_names.push((given.to_owned(), family.to_owned()));
        }
        rows.add(entry, date, record.position());
    }
    let has_dates = table.schema().column(&Role::RequestDate).is_some();
    Ok(rows.finish(options, has_dates, unread_columns))
}

/// Refuses a header that is not a list's: a contact export read as a list would match itself. One that
/// fits both has to have its columns named.
fn require_list(schema: &Schema, names: &[String], layout: &Layout) -> Result<()> {
    let has = |test: &dyn Fn(&Role) -> bool| schema.roles().iter().flatten().any(test);
    if !has(&|role| matches!(role, Role::Id(_) | Role::Email)) {
        let expected = "the unique record id or the work e-mail of an Opt-Out List";
        return Err(Error::new(ErrorKind::MissingColumn { expected }));
    }
    let read = schema.roles().iter().flatten().count();
    let as_contacts = CONTACTS
        .iter()
        .map(|preset| names.iter().filter(|name| preset.role(name).is_some()).count())
        .max();
    if !layout.names_columns() && as_contacts.is_some_and(|contacts| contacts >= read) {
        let expected =
            "an Opt-Out List; this header could be a contact export's, so name its columns";
        return Err(Error::new(ErrorKind::UnknownLayout { expected }));
    }
    Ok(())
}

#[derive(Default)]
struct Rows {
    entries: Vec<OptOut>,
    by_key: HashMap<String, usize, foldhash::fast::FixedState>,
    dates: DateColumn,
    /// Of each row: its entry and its position.
    owners: Vec<(usize, Position)>,
    faults: Vec<Fault>,
}

impl Rows {
    fn add(&mut self, entry: OptOut, date: &str, position: Position) {
        self.check(&entry, position);
        self.dates.push(date);
        let next = self.entries.len();
        let owner = match merge_key(&entry) {
            Some(key) => *self.by_key.entry(key).or_insert(next),
            None => next,
        };
        self.owners.push((owner, position));
        match self.entries.get_mut(owner) {
            Some(earlier) => {
                earlier.absorb(entry);
                self.faults.push(Fault { kind: FaultKind::Merged, position });
            }
            None => self.entries.push(entry),
        }
    }

    fn check(&mut self, entry: &OptOut, position: Position) {
        let mut report = |kind| self.faults.push(Fault { kind, position });
        let ids = entry.ids.iter().filter(|(_, id)| opaque_id(id).is_ok()).count();
        if ids < entry.ids.len() {
            report(FaultKind::UnreadableId);
        }
        let (mut addresses, mut readable, mut key) = (0, 0, String::new());
        for address in entry.emails.iter().flat_map(|cell| split_emails(cell)) {
            addresses += 1;
            readable += usize::from(write_exact(address, &mut key).is_ok());
        }
        if readable < addresses {
            report(FaultKind::UnreadableEmail);
        }
        if entry.websites.iter().any(|website| Website::parse(website).is_err()) {
            report(FaultKind::UnreadableWebsite);
        }
        if ids == 0 && readable == 0 {
            report(FaultKind::NoIdentifier);
        }
    }

    fn finish(
        mut self,
        options: &ListOptions,
        has_dates: bool,
        unread_columns: Vec<usize>,
    ) -> OptOutList {
        let records = self.owners.len() as u64;
        if has_dates {
            let reading = self.dates.finish(&options.dates);
            if reading.mixed {
                let position = Position { record: 0, line: 1, byte: 0 };
                self.faults.push(Fault { kind: FaultKind::MixedDates, position });
            }
            for (outcome, (owner, position)) in reading.outcomes.iter().zip(&self.owners) {
                let kind = match outcome {
                    DateOutcome::Date(moment) => {
                        let date = moment.date();
                        if let Some(entry) = self.entries.get_mut(*owner) {
                            let earliest = entry.requested.map_or(date, |other| other.min(date));
                            entry.requested = Some(earliest);
                        }
                        match options.now {
                            Some(now) if date > now => FaultKind::FutureDate,
                            _ => continue,
                        }
                    }
                    DateOutcome::Blank => FaultKind::BlankDate,
                    DateOutcome::Ambiguous => FaultKind::AmbiguousDate,
                    DateOutcome::Unreadable => FaultKind::UnreadableDate,
                };
                self.faults.push(Fault { kind, position: *position });
            }
        }
        self.faults.sort_by_key(|fault| (fault.position, fault.kind));
        OptOutList { entries: self.entries, faults: self.faults, records, unread_columns }
    }
}

/// What makes two rows one person: the record id; without one, addresses and names together.
fn merge_key(entry: &OptOut) -> Option<String> {
    let readable = entry
        .ids
        .iter()
        .find_map(|(namespace, id)| opaque_id(id).ok().map(|id| format!("id\0{namespace}\0{id}")));
    if readable.is_some() {
        return readable;
    }
    let mut emails: Vec<String> = entry
        .emails
        .iter()
        .flat_map(|cell| split_emails(cell))
        .filter_map(|address| Email::parse(address).ok())
        .map(|email| email.exact().to_owned())
        .collect();
    emails.sort();
    let full = entry.names.iter().filter_map(|name| Name::parse(name));
    let split =
        entry.split_names.iter().filter_map(|(given, family)| Name::from_parts(given, family));
    let names: Vec<String> = full.chain(split).map(|name| name.key()).collect();
    (!emails.is_empty()).then(|| format!("email\0{}\0{}", emails.join("\0"), names.join("\0")))
}

impl OptOut {
    /// Takes over what a later row about the same person adds.
    fn absorb(&mut self, later: Self) {
        fn add<T: PartialEq>(to: &mut Vec<T>, from: Vec<T>) {
            for value in from {
                if !to.contains(&value) {
                    to.push(value);
                }
            }
        }
        add(&mut self.ids, later.ids);
        add(&mut self.names, later.names);
        add(&mut self.split_names, later.split_names);
        add(&mut self.websites, later.websites);
        add(&mut self.emails, later.emails);
    }
}
