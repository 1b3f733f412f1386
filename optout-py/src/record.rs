//! One record of a contact export, for the command line: it explains what it is asked about.

use std::borrow::Cow;

use optout_core::normalize::id::{crm_id, opaque_id};
use optout_core::{Input, Table};
use pyo3::prelude::*;

use crate::contact::Contact;
use crate::source::{self, read_whole};
use crate::text::Text;

/// The number of a record, its system where its id names one, its identifiers, and each column's role and
/// value.
type Found = (u64, Option<String>, Contact, Vec<(Option<String>, String)>);

/// The first record of a contact export with an id, or by its number from 1; None if there is none.
#[pyfunction]
#[pyo3(signature = (
    source, *, record_id=None, number=None, preset=None, columns=None, encoding=None, delimiter=None
))]
fn find_record(
    source: &Bound<'_, PyAny>,
    record_id: Option<Text>,
    number: Option<u64>,
    preset: Option<Text>,
    columns: Option<&Bound<'_, PyAny>>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
) -> PyResult<Option<Found>> {
    let layout = source::contacts(preset, columns)?;
    let format = source::format(encoding, delimiter)?;
    read_whole(source, Input::Contacts, |input| {
        let mut contacts = Table::open_contacts(input, format, &layout)?;
        let mut read = 0;
        while let Some((record, schema)) = contacts.read()? {
            read += 1;
            let own = schema.record_id(&record);
            let is_asked = match (&record_id, own) {
                (Some(asked), Some((system, id))) => is_same(system, id, &asked.0),
                (Some(_), None) => false,
                (None, _) => number == Some(read),
            };
            if !is_asked {
                continue;
            }
            let roles = schema.roles().iter().map(|role| role.as_ref().map(ToString::to_string));
            let cells = roles.zip(record.values().map(str::to_owned)).collect();
            let system = own.map(|(system, _)| system.to_owned());
            let contact = Contact::owned(&schema.contact(&record));
            return Ok(Some((read, system, contact, cells)));
        }
        Ok(None)
    })
}

/// Whether two texts are one id of a system: Salesforce writes its own in two lengths.
fn is_same(system: &str, one: &str, other: &str) -> bool {
    let key = |text| -> Option<Cow<'_, str>> {
        if system == "salesforce" { crm_id(text).ok() } else { opaque_id(text).ok() }
    };
    one.trim() == other.trim() || key(one).is_some_and(|key_of_one| key(other) == Some(key_of_one))
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(find_record, module)?)
}
