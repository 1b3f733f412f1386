//! The small tables beside the list: the same in pieces, with faults that have their place in the input.

use std::fmt::Debug;
use std::io::Read;

use optout_core::erase::{ErasurePlan, Method, System};
use optout_core::{DomainAliases, Error, IdLinks, Input, Nicknames, Result, Verdicts};

use super::draw::{Draw, Trickle, check_place};

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let kind = draw.below(5);
    let method = draw.pick(Method::ALL);
    let most = draw.below(9);
    let bytes = draw.rest();
    let read = |input: &mut dyn Read| match kind {
        0 => Nicknames::read(input).map(|read| text(&read.to_rows())),
        1 => DomainAliases::read(input).map(|read| text(&read.to_rows())),
        2 => IdLinks::read(input).map(|read| text(&read.to_rows())),
        3 => Verdicts::read(input).map(|read| {
            assert!(read.to_rows().len() <= read.len());
            format!("{} {} {}", read.undecided(), read.len(), text(&read.to_rows()))
        }),
        _ => deletions(method, input),
    };
    let whole = read(&mut &*bytes);
    let in_pieces = read(&mut Trickle::new(bytes, most));
    assert!(whole == in_pieces, "in pieces: {:?} {:?}", whole.err(), in_pieces.err());
    if let Err(error) = &whole {
        check_fault(error, kind, bytes);
    }
}

fn text(rows: &impl Debug) -> String {
    format!("{rows:?}")
}

fn deletions(method: Method, input: &mut dyn Read) -> Result<String> {
    let mut plan = ErasurePlan::new(System::Hubspot);
    let added = plan.read_deletions(method, input)?;
    assert_eq!(added, plan.len(), "each record once");
    let mut once = plan.record_ids(method).to_vec();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), plan.len(), "each record once");
    Ok(plan.hash())
}

fn check_fault(error: &Error, kind: usize, bytes: &[u8]) {
    let inputs =
        [Input::Nicknames, Input::DomainAliases, Input::IdLinks, Input::Verdicts, Input::Deletions];
    assert_eq!(error.input(), Some(inputs[kind]));
    check_place(error, bytes);
}
