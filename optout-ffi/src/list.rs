//! The vendor's Opt-Out List.

use std::mem::MaybeUninit;
use std::sync::OnceLock;

use optout_core::error::Input;
use optout_core::normalize::date::DateOrder;
use optout_core::table::{Encoding, Layout, Role};
use optout_core::{Date, ListOptions, OptOutList, fs};

use crate::contact::optout_contact;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, change, free, make, make_or_null, need};
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::list::{optout_fault_kind, optout_list_form};
use crate::words::normalize::optout_date_order;

/// How to read a list. What is not set is told from the file.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_list_options(pub(crate) ListOptions);

/// Makes options that set nothing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_new(
    options: Option<&mut MaybeUninit<*mut optout_list_options>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(options, error, || Ok(optout_list_options(ListOptions::default())))
}

/// Sets the form in which the list comes: a value of optout_list_form. It is OPTOUT_LIST_FORM_CSV unless
/// set.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_form(
    options: Option<&mut optout_list_options>,
    form: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.form = optout_list_form::read(form)?;
        Ok(())
    })
}

/// Names the field of JSON in which the opt-outs are, where they are not the values themselves and the
/// form does not say; of a field inside another the names of both: "data.results".
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_records_at(
    options: Option<&mut optout_list_options>,
    field: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.records_at = Some(field.text()?.to_owned());
        Ok(())
    })
}

/// Sets the order of day and month for dates such as 03/04/2026, where the column does not prove
/// one: a value of optout_date_order.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_date_order(
    options: Option<&mut optout_list_options>,
    order: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        let order: DateOrder = optout_date_order::read(order)?;
        options.0.dates.order = Some(order);
        Ok(())
    })
}

/// Reads plain numbers in the date column as a spreadsheet's day count (1900 system), or not.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_serial_dates(
    options: Option<&mut optout_list_options>,
    serial: bool,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.dates.serial = serial;
        Ok(())
    })
}

/// Sets by how many minutes a time without a zone is ahead of UTC.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_assumed_offset(
    options: Option<&mut optout_list_options>,
    minutes: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.dates.assumed_offset = minutes;
        Ok(())
    })
}

/// Sets today, "2026-11-21", for telling request dates in the future.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_now(
    options: Option<&mut optout_list_options>,
    date: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.now = Some(read_date(date)?);
        Ok(())
    })
}

/// Sets how many threads work on a long list; the list is the same whatever their number, and 0 is as 1. They end
/// with the call, and none of them calls back.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_threads(
    options: Option<&mut optout_list_options>,
    threads: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.threads = threads;
        Ok(())
    })
}

/// Says what a column or field holds, by its name: "email", "full_name", "given_name", "family_name",
/// "website", "request_date", "id:6sense" and so on. It outranks the vendor's names.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_add_column(
    options: Option<&mut optout_list_options>,
    header: optout_str<'_>,
    role: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| add_column(&mut options.0.layout, header, role))
}

/// Names the encoding by its WHATWG label, such as "windows-1252".
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_encoding(
    options: Option<&mut optout_list_options>,
    label: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.format.encoding = Some(label.text()?.parse::<Encoding>()?);
        Ok(())
    })
}

/// Names the delimiter.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_set_delimiter(
    options: Option<&mut optout_list_options>,
    delimiter: u8,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.format.delimiter = Some(delimiter);
        Ok(())
    })
}

/// Frees options.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_options_free(options: Option<Box<optout_list_options>>) {
    free(options);
}

/// People who asked the vendor to be removed. Rows about one person are one entry.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_list {
    pub(crate) list: OptOutList,
    shown: OnceLock<Vec<Shown>>,
}

/// What the core makes anew at each call and C needs an owner for.
struct Shown {
    id: String,
    requested: String,
}

impl optout_list {
    fn new(list: OptOutList) -> Self {
        Self { list, shown: OnceLock::new() }
    }

    fn shown(&self, at: usize) -> Option<&Shown> {
        let show = || {
            let entries = self.list.entries().iter();
            let requested = |date: Option<Date>| date.map(|date| date.to_string());
            entries
                .map(|entry| Shown {
                    id: entry.entry_id(),
                    requested: requested(entry.requested()).unwrap_or_default(),
                })
                .collect()
        };
        self.shown.get_or_init(show).get(at)
    }
}

/// Reads a list. `options` may be NULL.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_list_read(
    data: *const u8,
    len: usize,
    options: Option<&optout_list_options>,
    list: Option<&mut MaybeUninit<*mut optout_list>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(list, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_list::new(OptOutList::read(data, &chosen(options))?))
    })
}

/// Reads a list from a file. `options` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_read_path(
    path: optout_str<'_>,
    options: Option<&optout_list_options>,
    list: Option<&mut MaybeUninit<*mut optout_list>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(list, error, || {
        let input = fs::open(path.text()?).map_err(|error| error.within(Input::List))?;
        Ok(optout_list::new(OptOutList::read(input, &chosen(options))?))
    })
}

fn chosen(options: Option<&optout_list_options>) -> ListOptions {
    options.map(|options| options.0.clone()).unwrap_or_default()
}

/// Says in a layout what a column holds.
pub(crate) fn add_column(
    layout: &mut Layout,
    header: optout_str<'_>,
    role: optout_str<'_>,
) -> Result<(), Failure> {
    let (header, role) = (header.text()?, role.text()?.parse::<Role>()?);
    *layout = std::mem::take(layout).column(header, role);
    Ok(())
}

/// A day as an argument: ISO 8601 and nothing else.
pub(crate) fn read_date(date: optout_str<'_>) -> Result<Date, Failure> {
    date.text()?.parse::<Date>().map_err(|fault| Failure::Fault(fault.as_str(), fault.to_string()))
}

/// How many rows the list had, merged ones included.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_record_count(list: Option<&optout_list>) -> u64 {
    answer(0, || list.map_or(0, |list| list.list.records()))
}

/// How many of its columns have names that say nothing to the library: perhaps they should be named.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_unread_column_count(list: Option<&optout_list>) -> usize {
    answer(0, || list.map_or(0, |list| list.list.unread_columns().len()))
}

/// The number of such a column, from 1; `at` counts from 0. 0 if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_unread_column(list: Option<&optout_list>, at: usize) -> usize {
    answer(0, || {
        list.and_then(|list| list.list.unread_columns().get(at)).copied().unwrap_or_default()
    })
}

/// What its columns were taken for, as a JSON array with a role such as "email" or null for each.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_columns_json(
    list: Option<&optout_list>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || {
        let roles = need(list)?.list.columns().iter();
        let roles: Vec<Option<String>> =
            roles.map(|role| role.as_ref().map(ToString::to_string)).collect();
        optout_buffer::json(&roles)
    })
}

/// How many people are on it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_entry_count(list: Option<&optout_list>) -> usize {
    answer(0, || list.map_or(0, |list| list.list.entries().len()))
}

/// The name of an entry in decisions, counted from 0: its record id, or "#" and its row.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_entry_id(list: Option<&optout_list>, at: usize) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        list.and_then(|list| list.shown(at).map(|shown| shown.id.as_str()))
            .unwrap_or_default()
            .into()
    })
}

/// The earliest day on which an entry's opt-out was requested, "2026-11-21"; empty if the list does
/// not say.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_entry_requested(
    list: Option<&optout_list>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        list.and_then(|list| list.shown(at).map(|shown| shown.requested.as_str()))
            .unwrap_or_default()
            .into()
    })
}

/// The first row of the list about an entry, counted from 1.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_entry_record(list: Option<&optout_list>, at: usize) -> u64 {
    answer(0, || {
        list.and_then(|list| list.list.entries().get(at).map(|entry| entry.record()))
            .unwrap_or_default()
    })
}

/// A copy of an entry's identifiers; NULL if there is no such entry.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_entry_contact(
    list: Option<&optout_list>,
    at: usize,
    contact: Option<&mut MaybeUninit<*mut optout_contact>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(contact, error, || {
        let list = need(list)?;
        let entry = list.list.entries().get(at);
        Ok(entry.map(|entry| optout_contact::from(entry.contact())))
    })
}

/// How many faults single rows have.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_fault_count(list: Option<&optout_list>) -> usize {
    answer(0, || list.map_or(0, |list| list.list.faults().len()))
}

/// What is wrong: a fault, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_fault_kind(
    list: Option<&optout_list>,
    at: usize,
) -> optout_fault_kind {
    answer(optout_fault_kind::None, || {
        list.and_then(|list| list.list.faults().get(at).map(|fault| fault.kind))
            .map_or(optout_fault_kind::None, optout_fault_kind::from)
    })
}

/// The record of a fault, counted from 1; the header is record 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_fault_record(list: Option<&optout_list>, at: usize) -> u64 {
    answer(0, || {
        list.and_then(|list| list.list.faults().get(at).map(|fault| fault.position.record))
            .unwrap_or_default()
    })
}

/// The line of a fault, counted from 1.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_fault_line(list: Option<&optout_list>, at: usize) -> u64 {
    answer(0, || {
        list.and_then(|list| list.list.faults().get(at).map(|fault| fault.position.line))
            .unwrap_or_default()
    })
}

/// The offset of a fault's row in bytes, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_fault_byte(list: Option<&optout_list>, at: usize) -> u64 {
    answer(0, || {
        list.and_then(|list| list.list.faults().get(at).map(|fault| fault.position.byte))
            .unwrap_or_default()
    })
}

/// Frees a list. Matchers that were made of it stay good.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_free(list: Option<Box<optout_list>>) {
    free(list);
}
