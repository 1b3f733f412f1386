//! Reading the list: every row is somebody's opt-out, so none is ever dropped.

use std::io::Read;

use super::row::{Columns, Row};
use super::{Fault, FaultKind, OptOut, OptOutList, snapshot};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::normalize::date::{Date, DateColumn, DateOptions, DateOutcome};
use crate::table::{CONTACTS, Format, Layout, OPT_OUT_LIST, Role, Schema, Table};
use crate::texts::TextSet;

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
        Self::read_as(Input::List, input, options)
    }

    /// Reads a list that is not the one in force.
    pub(crate) fn read_as(of: Input, input: impl Read, options: &ListOptions) -> Result<Self> {
        read(input, options).map_err(|error| error.within(of))
    }
}

fn read(input: impl Read, options: &ListOptions) -> Result<OptOutList> {
    let mut table = Table::open_preset(input, options.format, &options.layout, &OPT_OUT_LIST)?;
    require_list(table.schema(), table.names(), &options.layout)
        .map_err(|error| error.at(table.header_position()))?;
    let roles = table.schema().roles().to_vec();
    let columns = Columns::of(table.schema());
    let (mut row, mut rows) = (Row::default(), Rows::default());
    while let Some((record, _)) = table.read()? {
        row.read(&columns, &record);
        let date = columns.date.and_then(|at| record.value(at)).unwrap_or_default();
        rows.add(&row, date, record.position());
    }
    Ok(rows.finish(options, columns.date.is_some(), roles))
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
    /// What makes rows one person's, and of each key: its entry.
    keys: TextSet,
    keyed: Vec<usize>,
    dates: DateColumn,
    /// Of each row: its entry and its position.
    owners: Vec<(usize, Position)>,
    faults: Vec<Fault>,
}

impl Rows {
    fn add(&mut self, row: &Row, date: &str, position: Position) {
        self.faults.extend(row.faults.iter().map(|kind| Fault { kind: *kind, position }));
        self.dates.push(date);
        let owner = self.owner(row);
        self.owners.push((owner, position));
        match self.entries.get_mut(owner) {
            Some(earlier) => {
                earlier.absorb(&row.values);
                self.faults.push(Fault { kind: FaultKind::Merged, position });
            }
            None => self.entries.push(OptOut::new(position.record, &row.values)),
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

    fn finish(
        mut self,
        options: &ListOptions,
        has_dates: bool,
        columns: Vec<Option<Role>>,
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
        let unread = columns.iter().zip(1..).filter(|(role, _)| role.is_none());
        let unread_columns = unread.map(|(_, number)| number).collect();
        let snapshot_id = snapshot::id(&self.entries).into();
        let Self { entries, faults, .. } = self;
        OptOutList { entries, faults, records, columns, unread_columns, snapshot_id }
    }
}
