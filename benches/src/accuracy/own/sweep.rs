//! The records as a file of contacts, swept: what only the whole file can settle is settled.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use optout_core::basis::EvidenceStore;
use optout_core::sweep::{Guard, Outputs};
use optout_core::table::Format;
use optout_core::{
    BasisPolicy, Date, Layout, MatchPolicy, MatchStatus, Policy, Role, Sweep, Table,
};
use serde::Deserialize;

use super::Found;
use super::invent::World;

/// A line of the table of decisions.
#[derive(Deserialize)]
struct Decided {
    record_id: usize,
    entry_id: String,
    status: MatchStatus,
    tier: optout_core::matching::Tier,
}

/// What a sweep decides about every record. Its tables do not say how the names agree.
pub(super) fn swept(world: &World, matching: MatchPolicy) -> Result<Vec<Found>, String> {
    let fault = |error: optout_core::Error| error.to_string();
    let policy = Policy::new(matching, BasisPolicy::default());
    let (list, evidence) = (world.list()?, EvidenceStore::default());
    let today = Date::new(2026, 1, 1).ok_or("a day")?;
    let file = contacts(world).map_err(|error| error.to_string())?;
    let mut layout = Layout::default();
    for (column, role) in COLUMNS.into_iter().zip(roles()) {
        layout = layout.column(column, role);
    }
    let format = Format::default();
    let mut table = Table::open_contacts(file.as_slice(), format, &layout).map_err(fault)?;
    let mut decisions = Vec::new();
    let outputs = Outputs { decisions: Some(&mut decisions), ..Outputs::default() };
    Sweep::new(&list, policy, &evidence, today)
        .guard(Guard::OFF)
        .run(&mut table, outputs, &mut |_| ControlFlow::Continue(()))
        .map_err(fault)?;
    let places = world.places();
    let mut found = vec![None; world.records.len()];
    for line in csv::Reader::from_reader(decisions.as_slice()).deserialize() {
        let line: Decided = line.map_err(|error| error.to_string())?;
        if let (Some(found), Some(entry)) =
            (found.get_mut(line.record_id), places.get(line.entry_id.as_str()))
        {
            *found = Some(((line.status.into(), line.tier, Reverse(None)), *entry));
        }
    }
    Ok(found)
}

const COLUMNS: [&str; 8] =
    ["Number", "Given", "Family", "Whole", "Address", "Site", "Vendor id", "Other id"];

fn roles() -> [Role; 8] {
    [
        Role::RecordId("row".to_owned()),
        Role::GivenName,
        Role::FamilyName,
        Role::FullName,
        Role::Email,
        Role::Website,
        Role::Id("6sense".to_owned()),
        Role::Id("crm".to_owned()),
    ]
}

fn contacts(world: &World) -> csv::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for (number, record) in world.records.iter().enumerate() {
        let person = &record.person;
        let whole = if person.is_reversed { person.full_name() } else { String::new() };
        let part = |name: &str| if whole.is_empty() { name.to_owned() } else { String::new() };
        let id = |system| if person.system == system { person.id.as_str() } else { "" };
        let (given, family) = (part(&person.given), part(&person.family));
        let number = number.to_string();
        let (vendor, other) = (id("6sense"), id("crm"));
        let row = [&number, &given, &family, &whole, &person.email, &person.website];
        writer.write_record(row.map(String::as_str).into_iter().chain([vendor, other]))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_finds_who_is_found_one_by_one() {
        let world = World::new(1, 300, 100);
        let policy = MatchPolicy::standard().unwrap();
        let swept = swept(&world, policy.clone()).unwrap();
        let found = super::super::found(&world, policy, true).unwrap();
        let by_id = |found: &[Found]| {
            let entries =
                found.iter().zip(&world.records).filter(|(_, record)| record.kind.is_by_id());
            entries.map(|(found, _)| found.map(|(_, entry)| entry)).collect::<Vec<_>>()
        };
        assert_eq!(by_id(&swept), by_id(&found));
    }
}
