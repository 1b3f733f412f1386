//! Evidence as JSON Lines: one object on each line.

use std::io::Read;

use serde::Deserialize;
use serde_json::error::Category;

use super::{Filling, Row};
use crate::basis::store::EvidenceStore;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::table::{Lines, Role};

const EXPECTED_OBJECT: &str = "one JSON object on each line";
const EXPECTED_KEYS: &str =
    "the keys of evidence, each once, with text in quotes, and for purposes a list of texts";

pub(super) fn read(mut lines: Lines<impl Read>) -> Result<EvidenceStore> {
    let mut filling = Filling::default();
    while let Some((line, position)) = lines.read()? {
        let fields = object(line).map_err(|fault| fault.at(position))?;
        filling.add(&Object { fields, position })?;
    }
    filling.finish(0)
}

/// What an object may have; `null` is as good as nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    id: Option<String>,
    record_id: Option<String>,
    email: Option<String>,
    namespace: Option<String>,
    kind: Option<String>,
    polarity: Option<String>,
    occurred_at: Option<String>,
    expires_at: Option<String>,
    source_system: Option<String>,
    source_ref: Option<String>,
    provenance: Option<String>,
    purposes: Option<Vec<String>>,
}

/// Something wrong in a line, so many bytes behind its start.
struct Fault {
    offset: usize,
    expected: &'static str,
}

impl Fault {
    fn at(self, line: Position) -> Error {
        let Self { offset, expected } = self;
        let position = Position { byte: line.byte + offset as u64, ..line };
        Error::new(ErrorKind::Value { column: 0, expected }).at(position)
    }
}

/// Reads one object. The text of a foreign error can hold what stands in the line, so only its place and its
/// sort pass.
fn object(line: &str) -> Result<Fields, Fault> {
    if !line.trim_start().starts_with('{') {
        // A list of values would be read as well.
        return Err(Fault { offset: 0, expected: EXPECTED_OBJECT });
    }
    let line = line.trim_end();
    serde_json::from_str(line).map_err(|error| match error.classify() {
        Category::Data => Fault { offset: 0, expected: EXPECTED_KEYS },
        Category::Eof => Fault { offset: line.len(), expected: EXPECTED_OBJECT },
        _ => Fault { offset: error.column().saturating_sub(1), expected: EXPECTED_OBJECT },
    })
}

struct Object {
    fields: Fields,
    position: Position,
}

impl Row for Object {
    fn text(&self, role: &Role) -> Option<&str> {
        let fields = &self.fields;
        let text = match role {
            Role::RecordId(_) => &fields.record_id,
            Role::Email => &fields.email,
            Role::Namespace => &fields.namespace,
            Role::EvidenceKind => &fields.kind,
            Role::Polarity => &fields.polarity,
            Role::OccurredAt => &fields.occurred_at,
            Role::ExpiresAt => &fields.expires_at,
            Role::SourceSystem => &fields.source_system,
            Role::SourceRef => &fields.source_ref,
            Role::Provenance => &fields.provenance,
            _ => &None,
        };
        filled(text)
    }

    fn purposes(&self) -> Vec<&str> {
        self.fields.purposes.iter().flatten().map(String::as_str).collect()
    }

    fn name(&self) -> Option<&str> {
        filled(&self.fields.id)
    }

    fn column(&self, _: &Role) -> usize {
        0
    }

    fn position(&self) -> Position {
        self.position
    }
}

fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}
