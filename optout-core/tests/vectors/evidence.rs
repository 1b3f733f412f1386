//! Evidence in the columns of exports and in files.

use std::collections::BTreeMap;

use optout_core::basis::{evidence_in_record, read_evidence};
use optout_core::{Contact, Error, Evidence, Layout, Table};
use serde::Deserialize;

use crate::list::layout;
use crate::{bytes, run, same, same_error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    contacts: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    preset: Option<String>,
    read_as: Option<String>,
    file: Option<String>,
    file_hex: Option<String>,
    about: Option<About>,
    pieces: Option<Vec<Evidence>>,
    error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

/// The contact whose evidence is wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    #[serde(default)]
    namespace: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    email: String,
    system: Option<String>,
}

/// What was read: the preset and the pieces.
type Reading = (Option<&'static str>, Vec<Evidence>);

fn of_contacts(text: &str, case: &Case) -> Result<Reading, Error> {
    let layout = match &case.preset {
        Some(name) => Layout::preset(name)?,
        None => layout(&case.columns),
    };
    let mut table = Table::open_contacts(text.as_bytes(), Default::default(), &layout)?;
    let preset = table.schema().preset();
    let mut pieces = Vec::new();
    while let Some((record, schema)) = table.read()? {
        pieces.extend(evidence_in_record(schema, &record)?);
    }
    Ok((preset, pieces))
}

fn of_file(case: &Case) -> Result<Reading, Error> {
    let input = bytes(case.file.clone(), case.file_hex.as_deref());
    let store = read_evidence(input.as_slice(), Default::default())?;
    let pieces = match &case.about {
        Some(about) => {
            let contact = Contact::new().id(&about.namespace, &about.id).email(&about.email);
            store.about(&contact, about.system.as_deref())
        }
        None => store.pieces().to_vec(),
    };
    Ok((None, pieces))
}

/// All of a piece; its `Debug` form shows only what sort it is.
fn text(piece: &Evidence) -> String {
    serde_json::to_string(piece).unwrap()
}

fn check(case: Case) -> Result<(), String> {
    let reading = match &case.contacts {
        Some(text) => of_contacts(text, &case),
        None => of_file(&case),
    };
    match (reading, &case.error) {
        (Err(error), Some(code)) => same_error(&error, code, (case.record, case.line, case.byte)),
        (Err(error), None) => Err(error.to_string()),
        (Ok(_), Some(code)) => Err(format!("expected the error {code}")),
        (Ok((preset, pieces)), None) => {
            if let Some(name) = case.read_as.as_deref() {
                same("preset", preset, Some(name))?;
            }
            let Some(expected) = case.pieces else { return Ok(()) };
            same(
                "pieces",
                pieces.iter().map(text).collect(),
                expected.iter().map(text).collect::<Vec<_>>(),
            )
        }
    }
}

#[test]
fn evidence() {
    run("evidence", check);
}
