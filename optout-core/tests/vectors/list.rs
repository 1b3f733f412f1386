//! Reading the Opt-Out List.

use std::collections::BTreeMap;

use optout_core::normalize::date::DateOrder;
use optout_core::{Layout, ListForm, ListOptions, OptOutList};
use serde::Deserialize;

use crate::{bytes, run, same, same_error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    list: Option<String>,
    list_hex: Option<String>,
    #[serde(default)]
    form: ListForm,
    records_at: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    date_order: Option<String>,
    #[serde(default)]
    serial_dates: bool,
    now: Option<String>,
    records: Option<u64>,
    entries: Option<usize>,
    faults: Option<Vec<String>>,
    requested: Option<Vec<String>>,
    entry_ids: Option<Vec<String>>,
    unread: Option<Vec<usize>>,
    error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

pub(crate) fn layout(columns: &BTreeMap<String, String>) -> Layout {
    columns.iter().fold(Layout::detect(), |layout, (header, role)| {
        layout.column(header, role.parse().unwrap())
    })
}

fn check(case: Case) -> Result<(), String> {
    let mut options = ListOptions { layout: layout(&case.columns), ..ListOptions::default() };
    options.form = case.form;
    options.records_at = case.records_at;
    options.dates.serial = case.serial_dates;
    options.dates.order = case.date_order.as_deref().map(|order| match order {
        "month_first" => DateOrder::MonthFirst,
        "day_first" => DateOrder::DayFirst,
        other => panic!("no such order: {other}"),
    });
    options.now = case.now.map(|date| date.parse().unwrap());
    let input = bytes(case.list, case.list_hex.as_deref());
    let list = match (OptOutList::read(input.as_slice(), &options), case.error) {
        (Err(error), Some(code)) => {
            return same_error(&error, &code, (case.record, case.line, case.byte));
        }
        (Err(error), None) => return Err(error.to_string()),
        (Ok(_), Some(code)) => return Err(format!("expected the error {code}")),
        (Ok(list), None) => list,
    };
    same("records", Some(list.records()), case.records)?;
    same("entries", Some(list.entries().len()), case.entries)?;
    let faults = list
        .faults()
        .iter()
        .map(|fault| format!("{}@{}", fault.kind, fault.position.record))
        .collect();
    same("faults", Some(faults), case.faults)?;
    if let Some(ids) = case.entry_ids {
        let found = list.entries().iter().map(|entry| entry.entry_id()).collect();
        same("entry_ids", found, ids)?;
    }
    if let Some(unread) = case.unread {
        same("unread", list.unread_columns().to_vec(), unread)?;
    }
    let Some(requested) = case.requested else { return Ok(()) };
    let dates = list
        .entries()
        .iter()
        .map(|entry| entry.requested().map(|date| date.to_string()).unwrap_or_default())
        .collect();
    same("requested", dates, requested)
}

#[test]
fn list() {
    run("list", check);
}
