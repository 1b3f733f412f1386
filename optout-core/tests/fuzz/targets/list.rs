//! The Opt-Out List: no row is lost, the same in pieces, and the same when it is written back.

use optout_core::list::FaultKind;
use optout_core::normalize::date::{DateOptions, DateOrder};
use optout_core::table::{Encoding, Format};
use optout_core::{
    Input, Layout, ListForm, ListOptions, OptOut, OptOutList, PersonName, Result, Role,
};
use serde_json::{Map, Value, json};

use super::draw::{Draw, Trickle, check_place, is_inside};

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let options = options(&mut draw);
    let most = draw.below(9);
    let bytes = draw.rest();
    let read = OptOutList::read(bytes, &options);
    check_same(&read, &OptOutList::read(Trickle::new(bytes, most), &options));
    match &read {
        Ok(list) => {
            check_rows(list, bytes);
            check_written(list);
        }
        Err(error) => {
            assert_eq!(error.input(), Some(Input::List));
            check_place(error, bytes);
        }
    }
}

fn options(draw: &mut Draw<'_>) -> ListOptions {
    let form = draw.pick(ListForm::ALL);
    let records_at = draw.pick(&[None, None, Some(""), Some("data"), Some("data.result")]);
    let encoding = draw.pick(&[None, None, Some("utf-8"), Some("utf-16le"), Some("windows-1252")]);
    let delimiter = draw.pick(&[None, None, Some(b','), Some(b';'), Some(b'\t'), Some(b'|')]);
    let layout = match draw.below(4) {
        0 => Layout::detect().column("A", Role::Id("6sense".to_owned())),
        1 => Layout::detect()
            .column("a", Role::RecordId("hubspot".to_owned()))
            .column("b", Role::Email)
            .column("c", Role::GivenName)
            .column("d", Role::FamilyName)
            .column("e", Role::RequestDate),
        _ => Layout::detect(),
    };
    let flags = draw.byte();
    ListOptions {
        form,
        records_at: records_at.map(str::to_owned),
        format: Format {
            encoding: encoding.map(|name| name.parse::<Encoding>().expect("an encoding")),
            delimiter,
        },
        layout,
        dates: DateOptions {
            order: draw.pick(&[None, Some(DateOrder::MonthFirst), Some(DateOrder::DayFirst)]),
            serial: flags & 1 == 1,
            assumed_offset: draw.pick(&[0, 60, -720, i32::MAX, i32::MIN]),
        },
        now: (flags & 2 == 2).then(|| "2026-11-24".parse().expect("a day")),
        threads: 2,
    }
}

fn check_same(one: &Result<OptOutList>, other: &Result<OptOutList>) {
    match (one, other) {
        (Ok(one), Ok(other)) => {
            assert!(one.entries() == other.entries(), "the entries in pieces");
            assert_eq!(one.faults(), other.faults(), "the faults in pieces");
            assert_eq!(one.records(), other.records());
            assert_eq!(one.columns(), other.columns());
            assert_eq!(one.unread_columns(), other.unread_columns());
            assert!(one.snapshot() == other.snapshot(), "the snapshot in pieces");
        }
        (one, other) => assert_eq!(one.as_ref().err(), other.as_ref().err(), "in pieces"),
    }
}

/// Every row is an entry or was merged into one, and every fault is of a row that is there.
fn check_rows(list: &OptOutList, bytes: &[u8]) {
    let merged = list.faults().iter().filter(|fault| fault.kind == FaultKind::Merged).count();
    assert_eq!((list.entries().len() + merged) as u64, list.records(), "no row is lost");
    let records: Vec<u64> = list.entries().iter().map(OptOut::record).collect();
    assert!(records.is_sorted_by(|one, other| one < other), "entries in the order of the list");
    assert!(records.iter().all(|record| (1..=list.records()).contains(record)));
    for fault in list.faults() {
        assert!(fault.position.record <= list.records() && is_inside(fault.position, bytes));
    }
    let unread = list.columns().iter().zip(1..).filter(|(role, _)| role.is_none());
    assert!(unread.map(|(_, at)| at).eq(list.unread_columns().iter().copied()));
    let snapshot = list.snapshot();
    assert!(snapshot.len() <= list.entries().len());
    assert_eq!(snapshot.since(&snapshot), Default::default());
    let json = serde_json::to_string(&snapshot).expect("a snapshot is plain data");
    assert!(
        serde_json::from_str::<optout_core::list::Snapshot>(&json).expect("its own") == snapshot
    );
}

/// The list in one form whatever it was read from. An object has one given and one family name, so a list with
/// people who have several is let be; so is one of which rows become one person's that were two's.
fn check_written(list: &OptOutList) {
    let mut layout = Layout::detect()
        .column("email", Role::Email)
        .column("name", Role::FullName)
        .column("given", Role::GivenName)
        .column("family", Role::FamilyName)
        .column("site", Role::Website)
        .column("date", Role::RequestDate);
    let mut namespaces: Vec<String> = Vec::new();
    let mut written = Vec::new();
    for entry in list.entries() {
        let contact = entry.contact();
        let mut fields = Map::new();
        let mut add = |name: &str, value: &str| match fields.get_mut(name) {
            Some(Value::Array(values)) => values.push(value.into()),
            _ => drop(fields.insert(name.to_owned(), json!([value]))),
        };
        for id in contact.ids() {
            let known = namespaces.iter().position(|known| known == id.namespace);
            let at = known.unwrap_or_else(|| {
                let at = namespaces.len();
                let role = Role::Id(id.namespace.to_owned());
                layout = std::mem::take(&mut layout).column(&format!("id{at}"), role);
                namespaces.push(id.namespace.to_owned());
                at
            });
            add(&format!("id{at}"), id.value);
        }
        contact.emails().iter().for_each(|cell| add("email", cell));
        contact.websites().iter().for_each(|site| add("site", site));
        let mut has_parts = false;
        for name in contact.names() {
            match name {
                PersonName::Full(name) => add("name", name),
                PersonName::Parts { .. } if has_parts => return,
                PersonName::Parts { given, family } => {
                    has_parts = true;
                    add("given", given);
                    add("family", family);
                }
            }
        }
        if let Some(date) = entry.requested() {
            add("date", &date.to_string());
        }
        written.push(Value::Object(fields));
    }
    let is_identified = |value: &Value| value.get("email").is_some() || value.get("id0").is_some();
    if !written.iter().any(is_identified) {
        return;
    }
    let options = ListOptions { form: ListForm::Json, layout, ..ListOptions::default() };
    let text = Value::Array(written).to_string();
    let again = OptOutList::read(text.as_bytes(), &options).expect("what was read can be written");
    if again.entries().len() != list.entries().len() {
        assert!(again.faults().iter().any(|fault| fault.kind == FaultKind::Merged));
        return;
    }
    for (was, is) in list.entries().iter().zip(again.entries()) {
        let (one, other) = (was.contact(), is.contact());
        assert!(one.ids() == other.ids(), "the ids, written and read");
        assert!(one.emails() == other.emails(), "the addresses, written and read");
        assert!(one.names() == other.names(), "the names, written and read");
        assert!(one.websites() == other.websites(), "the websites, written and read");
        assert_eq!(was.requested(), is.requested(), "the day, written and read");
    }
    assert!(again.snapshot() == list.snapshot(), "the snapshot, written and read");
}
