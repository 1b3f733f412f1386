//! A list is the same list, and its matcher the same matcher, on however many threads they are made.

use std::fmt::Write as _;

use optout_core::list::{Fault, ListForm, OptOut};
use optout_core::{ErrorKind, ListOptions, MatchOptions, MatchPolicy, Matcher, OptOutList};
use proptest::prelude::*;

const THREADS: [usize; 3] = [0, 2, usize::MAX];

const HEADER: &str =
    "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n";

/// Rows of a list that takes several chunks: some about one person, some with faults, some with lines within.
fn rows(mut seed: u64, count: usize) -> String {
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut text = HEADER.to_owned();
    for row in 0..count {
        let person = draw(count);
        let name = ["Ada Lovelace", "\"Lovelace,\nAda\"", "Zoë O'Brien", ""][draw(4)];
        let id = match draw(6) {
            0 => String::new(),
            1 => "1.2E+16".to_owned(),
            _ => format!("P{person}"),
        };
        let email = match draw(5) {
            0 => String::new(),
            1 => "no address".to_owned(),
            _ => format!("p{person}@host-{}.example", person % 97),
        };
        let date = ["2026-11-20", "", "soon", "03/04/2026"][draw(4)];
        let _ = writeln!(text, "{name},host-{}.example,{id},{email},{date}", row % 97);
    }
    text
}

fn read(text: &str, form: ListForm, threads: usize) -> optout_core::Result<OptOutList> {
    let options = ListOptions { form, threads, ..ListOptions::default() };
    OptOutList::read(text.as_bytes(), &options)
}

/// All that can be told of a list.
fn told(list: &OptOutList) -> (&[OptOut], &[Fault], u64, String) {
    (list.entries(), list.faults(), list.records(), list.snapshot().id().to_owned())
}

fn matcher(list: &OptOutList, policy: &str, threads: usize) -> Vec<u8> {
    let options = MatchOptions { threads, ..MatchOptions::default() };
    let policy = MatchPolicy::shipped(policy).unwrap();
    Matcher::with_options(list, policy, options).to_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2))]
    #[test]
    fn the_list_and_its_matcher_are_the_same(seed: u64, count in 5_000..7_000_usize) {
        let text = rows(seed, count);
        let list = read(&text, ListForm::Csv, 1).unwrap();
        prop_assert!(list.records() == count as u64 && list.faults().len() > 1_000);
        for threads in THREADS {
            let other = read(&text, ListForm::Csv, threads).unwrap();
            prop_assert!(told(&other) == told(&list));
            for policy in ["strict", "broad"] {
                prop_assert!(matcher(&list, policy, threads) == matcher(&list, policy, 1));
            }
        }
    }

    #[test]
    fn a_fault_is_the_same_fault(seed: u64, cut in 100_000..400_000_usize) {
        let text = rows(seed, 7_000);
        let rows = text.match_indices('\n').map(|(end, _)| end + 1);
        // A name can go on in the next line.
        let starts = rows.filter(|start| !text[*start..].starts_with("Ada\""));
        let at = starts.take_while(|start| *start <= cut).last().unwrap();
        let broken = format!("{}Ada,P1\n{}", &text[..at], &text[at..]);
        let fault = |threads| {
            let error = read(&broken, ListForm::Csv, threads).unwrap_err();
            (error.to_string(), error.position())
        };
        for threads in THREADS {
            prop_assert_eq!(fault(threads), fault(1));
        }
    }
}

#[test]
fn ids_without_a_header_keep_their_rows() {
    let mut text: String = (0..60_000).map(|row| format!("id-{row}\n")).collect();
    let list = read(&text, ListForm::PeopleDataLabs, 1).unwrap();
    assert_eq!(list.entries().last().map(OptOut::record), Some(60_000));
    for threads in THREADS {
        let other = read(&text, ListForm::PeopleDataLabs, threads).unwrap();
        assert!(told(&other) == told(&list));
    }
    text.push_str("id-7,id-8\n");
    for threads in THREADS {
        let error = read(&text, ListForm::PeopleDataLabs, threads).unwrap_err();
        assert_eq!(error.position().map(|position| position.record), Some(60_001));
        assert!(matches!(error.kind(), ErrorKind::FieldCount { .. }));
    }
}
