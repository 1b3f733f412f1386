//! Evidence in a delimited text.

use std::io::Read;

use super::{Filling, Row};
use crate::basis::store::EvidenceStore;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::table::{EVIDENCE, Format, Layout, Record, Role, Schema, Table};

pub(super) fn read(input: impl Read, format: Format) -> Result<EvidenceStore> {
    let mut table = Table::open_preset(input, format, &Layout::detect(), &EVIDENCE)?;
    let record_id = Role::RecordId(String::new());
    let header = table.header_position();
    let id_column = table.schema().column(&record_id);
    if id_column.is_none() && table.schema().column(&Role::Email).is_none() {
        let expected = "the record id or the e-mail address that evidence is about";
        return Err(Error::new(ErrorKind::MissingColumn { expected }).at(header));
    }
    table.schema().require(&Role::EvidenceKind).map_err(|error| error.at(header))?;
    let mut filling = Filling::default();
    while let Some((record, schema)) = table.read()? {
        filling.add(&TableRow { record: &record, schema })?;
    }
    filling.finish(id_column.unwrap_or(0))
}

struct TableRow<'a> {
    record: &'a Record<'a>,
    schema: &'a Schema,
}

impl Row for TableRow<'_> {
    fn text(&self, role: &Role) -> Option<&str> {
        self.schema.value(self.record, role).map(str::trim)
    }

    fn purposes(&self) -> Vec<&str> {
        self.text(&Role::Purposes).unwrap_or_default().split(';').collect()
    }

    fn name(&self) -> Option<&str> {
        None
    }

    fn column(&self, role: &Role) -> usize {
        self.schema.column(role).unwrap_or(0)
    }

    fn position(&self) -> Position {
        self.record.position()
    }
}
