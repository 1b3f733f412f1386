//! Evidence in the columns of a contact export.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::basis::evidence_in_record;
use optout_core::error::Input;
use optout_core::table::{Encoding, Format, Layout, Table};

use crate::evidence::optout_evidence_set;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, change, free, make};
use crate::list::add_column;
use crate::status::optout_status;
use crate::strings::{bytes, optout_str};

/// How to read a contact export. What is not set is told from the file.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
#[derive(Default)]
pub struct optout_contacts_options {
    pub(crate) layout: Layout,
    pub(crate) format: Format,
}

/// Makes options that set nothing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_options_new(
    options: Option<&mut MaybeUninit<*mut optout_contacts_options>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(options, error, || Ok(optout_contacts_options::default()))
}

/// Names the layout, as optout_sweep_set_preset does. Columns are added afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_options_set_preset(
    options: Option<&mut optout_contacts_options>,
    name: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.layout = Layout::preset(name.text()?)?;
        Ok(())
    })
}

/// Says what a column holds, by its header name. It outranks the preset.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_options_add_column(
    options: Option<&mut optout_contacts_options>,
    header: optout_str<'_>,
    role: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| add_column(&mut options.layout, header, role))
}

/// Names the encoding by its WHATWG label.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_options_set_encoding(
    options: Option<&mut optout_contacts_options>,
    label: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.format.encoding = Some(label.text()?.parse::<Encoding>()?);
        Ok(())
    })
}

/// Names the delimiter.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_options_set_delimiter(
    options: Option<&mut optout_contacts_options>,
    delimiter: u8,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.format.delimiter = Some(delimiter);
        Ok(())
    })
}

/// Frees options.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_options_free(options: Option<Box<optout_contacts_options>>) {
    free(options);
}

/// The evidence in the columns of a contact export, record by record.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_contacts_evidence {
    preset: Option<&'static str>,
    records: Vec<optout_evidence_set>,
}

/// Reads the evidence in the columns of contacts: flags, dates and legal-basis fields. `options` may be
/// NULL. Each piece is named after its column, "column:3". A flag that can be read neither as true nor as
/// false is OPTOUT_STATUS_VALUE: whether the person opted out must not be guessed.
///
/// # Safety
/// `len` bytes can be read at `contacts`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_contacts_evidence_read(
    contacts: *const u8,
    len: usize,
    options: Option<&optout_contacts_options>,
    evidence: Option<&mut MaybeUninit<*mut optout_contacts_evidence>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(evidence, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let contacts = unsafe { bytes(contacts, len) }?;
        let nothing_set = optout_contacts_options::default();
        read_columns(contacts, options.unwrap_or(&nothing_set))
    })
}

fn read_columns(
    contacts: &[u8],
    options: &optout_contacts_options,
) -> Result<optout_contacts_evidence, Failure> {
    let mut table = Table::open_contacts(contacts, options.format, &options.layout)?;
    let preset = table.schema().preset();
    let mut records = Vec::new();
    while let Some((record, schema)) =
        table.read().map_err(|error| error.within(Input::Contacts))?
    {
        records.push(optout_evidence_set(evidence_in_record(schema, &record)?));
    }
    Ok(optout_contacts_evidence { preset, records })
}

/// The name of the preset by which the header was read; empty if by none. It lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_evidence_preset(
    evidence: Option<&optout_contacts_evidence>,
) -> optout_str<'static> {
    answer(optout_str::EMPTY, || {
        evidence.and_then(|evidence| evidence.preset).map_or(optout_str::EMPTY, optout_str::from)
    })
}

/// How many records were read.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_evidence_record_count(
    evidence: Option<&optout_contacts_evidence>,
) -> usize {
    answer(0, || evidence.map_or(0, |evidence| evidence.records.len()))
}

/// The evidence in the columns of the record at a place, counted from 0. It belongs to the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_evidence_at(
    evidence: Option<&optout_contacts_evidence>,
    at: usize,
) -> *const optout_evidence_set {
    answer(ptr::null(), || {
        evidence.and_then(|evidence| evidence.records.get(at)).map_or(ptr::null(), ptr::from_ref)
    })
}

/// Frees the object.
#[unsafe(no_mangle)]
pub extern "C" fn optout_contacts_evidence_free(evidence: Option<Box<optout_contacts_evidence>>) {
    free(evidence);
}
