//! Threads and chunks change nothing.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::basis::BasisPolicy;
use crate::list::ListOptions;
use crate::matching::shipped_once;
use crate::table::{Format, Layout};

const LIST: &str = "Name,Unique 6sense Record ID,Work email,Company website\n\
    Ada Lovelace,P1,ada@engine.example,engine.example\n\
    Bob Babbage,P2,bob@gmail.com,\n\
    Info Desk,,info@engine.example,engine.example\n\
    Grace Hopper,P3,,navy.example\n";

/// A record as indices into the pools below.
type Row = (usize, usize, usize, usize, usize);

const IDS: [&str; 5] = ["", "P1", "p1", "P3", "1.2E+16"];
const NAMES: [&str; 6] =
    ["Ada,Lovelace", "A.,Lovelace", "Robert,Babbage", "Grace,Hopper", "Zoe,\"Q\"\"uote\"", ","];
const EMAILS: [&str; 7] = [
    "ada@engine.example",
    "ad@engine.example",
    "b.o.b+x@gmail.com",
    "info@engine.example",
    "zoe@else.example",
    "\"zoe@else.example; ada@engine.example\"",
    "no address",
];
const WEBSITES: [&str; 4] = ["", "https://www.NAVY.example/x", "engine.example", "else.example"];
const FLAGS: [&str; 4] = ["", "TRUE", "false", "perhaps"];

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..IDS.len(), 0..NAMES.len(), 0..EMAILS.len(), 0..WEBSITES.len(), 0..39usize);
    prop::collection::vec(row, 0..40)
}

fn contacts(rows: &[Row]) -> String {
    let mut text =
        "Id,X6senseID__c,FirstName,LastName,Email,Website,HasOptedOutOfEmail\n".to_owned();
    for (number, (id, name, email, website, flag)) in rows.iter().enumerate() {
        let flag = if *flag == 0 { FLAGS[3] } else { FLAGS[flag % 3] };
        text += &format!(
            "r{number},{},{},{},{},{flag}\n",
            IDS[*id], NAMES[*name], EMAILS[*email], WEBSITES[*website]
        );
    }
    text
}

type Written = (Outputs<Vec<u8>>, Counts, RecordIds);

fn sweep(contacts: &str, policy: &str, threads: usize, chunk: usize) -> Result<Written> {
    sweep_into(Outputs::all(Vec::new), contacts, policy, threads, chunk)
}

fn sweep_into(
    mut written: Outputs<Vec<u8>>,
    contacts: &str,
    policy: &str,
    threads: usize,
    chunk: usize,
) -> Result<Written> {
    let list = OptOutList::read(LIST.as_bytes(), &ListOptions::default()).unwrap();
    let evidence = "record_id,kind\nr1,opt_in_double\nr7,legal_claims_hold\nnobody,contract\n";
    let evidence = crate::basis::read_evidence(evidence.as_bytes(), Format::default()).unwrap();
    let policy = Policy::new(shipped_once(policy), BasisPolicy::default());
    let sweep = Sweep::new(&list, policy, &evidence, "2026-11-24".parse().unwrap())
        .threads(threads)
        .guard(Guard::OFF);
    let mut table = Table::open_contacts_in_chunks(
        contacts.as_bytes(),
        Format::default(),
        &Layout::detect(),
        chunk,
    )?;
    let swept = sweep.run(&mut table, written.by_ref(), &mut |_| ControlFlow::Continue(()))?;
    assert_eq!(swept.audit_head.is_empty(), written.audit.is_none());
    Ok((written, swept.counts, swept.found_record_ids))
}

proptest! {
    #[test]
    fn threads_and_chunks_change_nothing(
        rows in rows(),
        policy in prop::sample::select(vec!["strict", "standard", "broad"]),
        threads in 1usize..5,
        chunk in 1usize..900,
    ) {
        let contacts = contacts(&rows);
        let whole = sweep(&contacts, policy, 1, 1 << 20);
        prop_assert_eq!(sweep(&contacts, policy, threads, chunk), whole);
    }

    #[test]
    fn what_is_left_out_changes_nothing_else(
        rows in rows(),
        policy in prop::sample::select(vec!["strict", "standard"]),
        threads in 1usize..3,
        [decisions, deletions, review, flags, audit] in any::<[bool; 5]>(),
    ) {
        let contacts = contacts(&rows);
        let wanted = |all: Outputs<Vec<u8>>| Outputs {
            decisions: all.decisions.filter(|_| decisions),
            deletions: all.deletions.filter(|_| deletions),
            review: all.review.filter(|_| review),
            flags: all.flags.filter(|_| flags),
            audit: all.audit.filter(|_| audit),
        };
        let whole = sweep(&contacts, policy, threads, 300);
        let expected = whole.map(|(written, counts, ids)| (wanted(written), counts, ids));
        let outputs = wanted(Outputs::all(Vec::new));
        prop_assert_eq!(sweep_into(outputs, &contacts, policy, threads, 300), expected);
    }
}

#[test]
fn the_first_fault_is_told_whatever_the_threads() {
    let mut text = contacts(&[(1, 0, 4, 0, 1); 200]);
    text += "r,,Ada,Lovelace,a@b.example,,perhaps\nr,,,\n";
    text += &contacts(&[(1, 0, 4, 0, 0); 9]);
    for threads in 1..5 {
        let error = sweep(&text, "standard", threads, 300).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Value { column: 7, .. }));
        assert_eq!(error.position().unwrap().record, 201);
        assert_eq!(error.input(), Some(Input::Contacts));
    }
}

#[test]
fn no_thread_is_not_enough() {
    let kind = ErrorKind::InvalidOption { option: "threads", expected: "at least one" };
    assert_eq!(sweep(&contacts(&[]), "strict", 0, 1).unwrap_err().kind(), &kind);
}

#[test]
fn a_pass_can_be_stopped() {
    let list = OptOutList::read(LIST.as_bytes(), &ListOptions::default()).unwrap();
    let evidence = EvidenceStore::new();
    let text = contacts(&[(1, 0, 4, 0, 1); 200]);
    for threads in 1..4 {
        let day = "2026-11-24".parse().unwrap();
        let sweep = Sweep::new(&list, Policy::standard().unwrap(), &evidence, day).threads(threads);
        let mut table = Table::open_contacts_in_chunks(
            text.as_bytes(),
            Format::default(),
            &Layout::detect(),
            100,
        )
        .unwrap();
        let outputs = Outputs::<Vec<u8>>::default();
        let error = sweep.run(&mut table, outputs, &mut |_| ControlFlow::Break(())).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Cancelled);
    }
}

#[test]
fn a_matcher_from_bytes_sweeps_like_its_list() {
    let list = OptOutList::read(LIST.as_bytes(), &ListOptions::default()).unwrap();
    let other = LIST.replace("Hopper", "Murray");
    let other = OptOutList::read(other.as_bytes(), &ListOptions::default()).unwrap();
    let policy = Policy::standard().unwrap();
    let matcher = Matcher::new(&list, policy.matching().clone());
    let matcher = Matcher::from_bytes(matcher.to_bytes()).unwrap();
    let (evidence, day) = (EvidenceStore::new(), "2026-11-24".parse().unwrap());
    let text = contacts(&[(1, 0, 0, 2, 1), (2, 2, 2, 0, 1), (0, 4, 4, 3, 1)]);
    let run = |sweep: Sweep<'_>| {
        let (format, layout) = (Format::default(), Layout::detect());
        let mut table = Table::open_contacts(text.as_bytes(), format, &layout).unwrap();
        let mut written = Outputs::all(Vec::new);
        let counts =
            sweep.run(&mut table, written.by_ref(), &mut |_| ControlFlow::Continue(()))?.counts;
        Ok((written, counts))
    };
    let matched = || Sweep::with_matcher(&matcher, BasisPolicy::default(), &evidence, day);
    let values = ReviewOptions { values: true, scores: true };
    let expected = run(Sweep::new(&list, policy, &evidence, day).review(values)).unwrap();
    assert_eq!(run(matched().showing(&list).review(values)).unwrap(), expected);
    let (written, counts) = run(matched()).unwrap();
    assert_eq!((&written.audit, &counts), (&expected.0.audit, &expected.1));
    assert_eq!(counts.entries_not_found, 2);

    let refused = |sweep| match run(sweep).map_err(|error: Error| error.kind().clone()) {
        Err(ErrorKind::InvalidOption { option, .. }) => option,
        _ => "",
    };
    assert_eq!(refused(matched().review(values)), "review");
    assert_eq!(refused(matched().showing(&other).review(values)), "review");
    assert_eq!(refused(matched().matching(MatchOptions::default())), "matching");
}

#[test]
fn a_pass_in_parts_sees_that_the_list_has_shrunk() {
    let read = |text: &str| OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
    let (list, before) = (read(LIST), read(&format!("{LIST}Joan Clarke,P4,,hut.example\n")));
    let (before, evidence) = (before.snapshot(), EvidenceStore::new());
    let (policy, day) = (Policy::standard().unwrap(), "2026-11-24".parse().unwrap());
    let sweep = Sweep::new(&list, policy, &evidence, day).previous_list(&before);
    let error = sweep.finish(&Tally::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Shrinkage { found: 4, previous: 5, .. }));
    let counts = sweep.guard(Guard::OFF).finish(&Tally::default()).unwrap();
    assert_eq!((counts.entries_gone, counts.entries_not_found), (1, 4));
}
