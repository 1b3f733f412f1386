//! Reading the list: every row is somebody's opt-out, so none is ever dropped.

use std::collections::BTreeMap;
use std::io::Read;

use super::entry::Values;
use super::row::{Columns, Row};
use super::{Fault, FaultKind, ListForm, OptOut, OptOutList, json, snapshot};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::normalize::date::{Date, DateColumn, DateOptions, DateOutcome};
use crate::table::{CONTACTS, Format, Layout, Role, Schema, Table};
use crate::texts::TextSet;

/// How to read a list.
#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// In what form the list comes.
    pub form: ListForm,
    /// In JSON, the field in which the opt-outs are, where they are not the values themselves and the form does
    /// not say; of a field inside another the names of both: `data.results`.
    pub records_at: Option<String>,
    /// Encoding and delimiter, where they are not to be told from the file.
    pub format: Format,
    /// Names of columns or fields, where the vendor's are not used.
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
        Self::read_as(Input::List, input, options)
    }

    /// Reads a list that is not the one in force.
    pub(crate) fn read_as(of: Input, input: impl Read, options: &ListOptions) -> Result<Self> {
        read(input, options).map_err(|error| error.within(of))
    }
}

fn read(input: impl Read, options: &ListOptions) -> Result<OptOutList> {
    match options.form.shape() {
        Some(shape) => json::read(input, shape, options),
        None => read_table(input, options),
    }
}

fn read_table(input: impl Read, options: &ListOptions) -> Result<OptOutList> {
    if options.records_at.is_some() {
        let expected = "none: only in JSON opt-outs are in a field";
        return Err(Error::new(ErrorKind::InvalidOption { option: "records_at", expected }));
    }
    let preset = options.form.preset();
    let mut table = Table::open_preset(input, options.format, &options.layout, preset)?;
    let (mut row, mut rows) = (Row::default(), Rows::default());
    let mut roles = table.schema().roles().to_vec();
    let mut columns = Columns::of(table.schema());
    let mut before = 0;
    let first = table.only_name().filter(|_| !roles.iter().any(Option::is_some));
    match (options.form, first) {
        (ListForm::PeopleDataLabs, Some(first)) => {
            // No header: what was read as one is somebody.
            let position = Position { record: 1, ..table.header_position() };
            let namespace = preset.name;
            row.clear();
            row.push_id(namespace, first);
            row.finish();
            rows.add(&row, "", position);
            before = 1;
            roles = vec![Some(Role::Id(namespace.to_owned()))];
            columns = Columns::of_ids(namespace);
        }
        _ => require_list(table.schema(), table.names(), options)
            .map_err(|error| error.at(table.header_position()))?,
    }
    let later = |position: Position| Position { record: position.record + before, ..position };
    while let Some((record, _)) = table.read().map_err(|error| error.moved(later))? {
        row.read(&columns, &record);
        let date = columns.date.and_then(|at| record.value(at)).unwrap_or_default();
        rows.add(&row, date, later(record.position()));
    }
    Ok(rows.finish(options, columns.date.is_some(), roles))
}

/// What a list has to have.
pub(super) const EXPECTED_IDENTIFIER: &str =
    "the unique record id or the work e-mail of an Opt-Out List";

/// Refuses a header that is not a list's: a contact export read as a list would match itself. One that
/// fits both has to have its columns named.
fn require_list(schema: &Schema, names: &[String], options: &ListOptions) -> Result<()> {
    let has = |test: &dyn Fn(&Role) -> bool| schema.roles().iter().flatten().any(test);
    if !has(&|role| matches!(role, Role::Id(_) | Role::Email)) {
        return Err(Error::new(ErrorKind::MissingColumn { expected: EXPECTED_IDENTIFIER }));
    }
    let read = schema.roles().iter().flatten().count();
    let as_contacts = CONTACTS
        .iter()
        .map(|preset| names.iter().filter(|name| preset.role(name).is_some()).count())
        .max();
    let is_told = options.form != ListForm::Csv || options.layout.names_columns();
    if !is_told && as_contacts.is_some_and(|contacts| contacts >= read) {
        let expected =
            "an Opt-Out List; this header could be a contact export's, so name its columns";
        return Err(Error::new(ErrorKind::UnknownLayout { expected }));
    }
    Ok(())
}

#[derive(Default)]
pub(super) struct Rows {
    entries: Vec<OptOut>,
    /// What later rows say of an entry: put together at the end, lest a list whose rows all have one id take the
    /// square of its length.
    later: BTreeMap<usize, Values>,
    /// What makes rows one person's, and of each key: its entry.
    keys: TextSet,
    keyed: Vec<usize>,
    dates: DateColumn,
    /// Of each row: its entry and its position.
    owners: Vec<(usize, Position)>,
    faults: Vec<Fault>,
}

impl Rows {
    pub(super) fn add(&mut self, row: &Row, date: &str, position: Position) {
        self.faults.extend(row.faults.iter().map(|kind| Fault { kind: *kind, position }));
        self.dates.push(date);
        let owner = self.owner(row);
        self.owners.push((owner, position));
        if owner < self.entries.len() {
            self.later.entry(owner).or_default().append(&row.values);
            self.faults.push(Fault { kind: FaultKind::Merged, position });
        } else {
            self.entries.push(OptOut::new(position.record, &row.values));
        }
    }

    /// The number of the entry that a row belongs to; of a new one, if there is none.
    fn owner(&mut self, row: &Row) -> usize {
        let next = self.entries.len();
        let Some(key) = row.key() else { return next };
        match self.keys.insert(key) {
            (number, false) => self.keyed.get(number).copied().unwrap_or(next),
            (_, true) => {
                self.keyed.push(next);
                next
            }
        }
    }

    pub(super) fn finish(
        mut self,
        options: &ListOptions,
        has_dates: bool,
        columns: Vec<Option<Role>>,
    ) -> OptOutList {
        let records = self.owners.len() as u64;
        for (owner, later) in &self.later {
            if let Some(entry) = self.entries.get_mut(*owner) {
                entry.absorb(later);
            }
        }
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
        let unread = columns.iter().zip(1..).filter(|(role, _)| role.is_none());
        let unread_columns = unread.map(|(_, number)| number).collect();
        let snapshot_id = snapshot::id(&self.entries).into();
        let Self { entries, faults, .. } = self;
        OptOutList { entries, faults, records, columns, unread_columns, snapshot_id }
    }
}
