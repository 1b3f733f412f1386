//! One record of a contact export, for the command line: it explains what it is asked about.

use std::borrow::Cow;

use optout_core::normalize::id::{crm_id, opaque_id};
use optout_core::{Input, Table};
use pyo3::prelude::*;

use crate::classify::Terms;
use crate::contact::Contact;
use crate::evidence::EvidenceStore;
use crate::policy::Policy;
use crate::source::{self, read_whole};
use crate::text::{Day, Text};
use crate::trace::BasisTrace;

/// The number of a record, its system where its id names one, its identifiers, and how it is classified if it
/// is the listed person's.
type Found = (u64, Option<String>, Contact, BasisTrace);

/// The first record of a contact export with an id, or by its number from 1; None if there is none.
#[pyfunction]
#[pyo3(signature = (
    source, *, record_id=None, number=None, now, since=None, evidence=None, policy=None, preset=None,
    columns=None, encoding=None, delimiter=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn find_record(
    source: &Bound<'_, PyAny>,
    record_id: Option<Text>,
    number: Option<u64>,
    now: Day,
    since: Option<Day>,
    evidence: Option<&Bound<'_, EvidenceStore>>,
    policy: Option<&Bound<'_, Policy>>,
    preset: Option<Text>,
    columns: Option<&Bound<'_, PyAny>>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
) -> PyResult<Option<Found>> {
    let layout = source::contacts(preset, columns)?;
    let format = source::format(encoding, delimiter)?;
    let terms = Terms::new(source.py(), now, since, None, evidence, policy)?;
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
            let system = own.map(|(system, _)| system.to_owned());
            let contact = Contact::owned(&schema.contact(&record));
            let inner = terms.with(|classifier| {
                classifier.require(schema)?;
                classifier.explain(&record, schema)
            })?;
            return Ok(Some((read, system, contact, BasisTrace { inner })));
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
