//! A list as a table.

use std::cell::OnceCell;
use std::io::Read;

use super::batch::Batch;
use super::options::ListOptions;
use super::row::{Columns, Row};
use super::rows::{EXPECTED_IDENTIFIER, Rows};
use super::{ListForm, OptOutList, json};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::spread;
use crate::table::{CONTACTS, Form, Reading, Rewritten, Role, Schema, Table};

impl OptOutList {
    /// Reads a list.
    ///
    /// Rows with the same record id are one person; so are rows without an id that share address and
    /// name. An odd cell is a [`Fault`](super::Fault) with its place, and the rest of its row counts.
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
    let mut rows = Rows::default();
    let mut roles = table.schema().roles().to_vec();
    let mut columns = Columns::of(table.schema());
    let mut before = 0;
    let first = table.only_name().filter(|_| !roles.iter().any(Option::is_some));
    match (options.form, first) {
        (ListForm::PeopleDataLabs, Some(first)) => {
            // No header: what was read as one is somebody.
            let position = Position { record: 1, ..table.header_position() };
            let namespace = preset.name;
            let (mut row, mut batch) = (Row::default(), Batch::default());
            row.push_id(namespace, first);
            row.finish();
            batch.push(&row, "", position);
            rows.append(&mut batch);
            before = 1;
            roles = vec![Some(Role::Id(namespace.to_owned()))];
            columns = Columns::of_ids(namespace);
        }
        _ => require_list(table.schema(), table.names(), options)
            .map_err(|error| error.at(table.header_position()))?,
    }
    let (records, form) = table.parts();
    // Those that have been read are put together while the next ones are.
    let [mut read, mut next] = [(); 2].map(|()| Pieces::for_threads(options.threads));
    loop {
        next.take(|reading| records.take(reading));
        let work = |piece: &mut Piece| piece.read(form, &columns, before);
        spread::each_beside(next.taken(), options.threads, work, || read.append_to(&mut rows))?;
        std::mem::swap(&mut read, &mut next);
        if read.taken().is_empty() {
            return Ok(rows.finish(options, columns.date.is_some(), roles));
        }
    }
}

/// Pieces that are read side by side.
struct Pieces {
    pieces: Vec<Piece>,
    taken: usize,
}

impl Pieces {
    fn for_threads(threads: usize) -> Self {
        let mut pieces = Vec::new();
        pieces.resize_with(spread::at_once(threads), Piece::default);
        Self { pieces, taken: 0 }
    }

    /// Takes as many as there are, up to the end of the list.
    fn take(&mut self, mut take: impl FnMut(&mut Reading) -> bool) {
        let next = |piece: &mut Piece| take(&mut piece.reading).then_some(());
        self.taken = self.pieces.iter_mut().map_while(next).count();
    }

    fn taken(&mut self) -> &mut [Piece] {
        self.pieces.get_mut(..self.taken).unwrap_or_default()
    }

    /// Adds what was read, up to the first fault.
    fn append_to(&mut self, rows: &mut Rows) -> Result<()> {
        for piece in self.taken() {
            rows.append(&mut piece.batch);
            piece.fault.take().map_or(Ok(()), Err)?;
        }
        Ok(())
    }
}

/// A chunk of the list, and the rows in it.
#[derive(Default)]
struct Piece {
    reading: Reading,
    rewritten: OnceCell<Rewritten>,
    row: Row,
    batch: Batch,
    fault: Option<Error>,
}

impl Piece {
    /// Reads the rows, with so many `before` the first record of the file.
    fn read(&mut self, form: &Form, columns: &Columns, before: u64) {
        let later = |position: Position| Position { record: position.record + before, ..position };
        self.fault = self.read_rows(form, columns, later).err().map(|fault| fault.moved(later));
    }

    fn read_rows(
        &mut self,
        form: &Form,
        columns: &Columns,
        later: impl Fn(Position) -> Position,
    ) -> Result<()> {
        while let Some(unread) = self.reading.next()? {
            let record = form.record(unread, &mut self.rewritten)?;
            self.row.read(columns, &record);
            let date = columns.date.and_then(|at| record.value(at)).unwrap_or_default();
            self.batch.push(&self.row, date, later(record.position()));
        }
        Ok(())
    }
}

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
