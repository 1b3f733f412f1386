//! Batches, however they are laid out and split, are decided about as the same records in a file are.
#![allow(clippy::disallowed_types, reason = "a policy is read once")]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int8Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, LargeStringArray, RecordBatch, StringArray,
    StringViewArray,
};
use optout_core::arrow::{BatchSweep, sweep_table};
use optout_core::matching::FileFacts;
use optout_core::report::Counts;
use optout_core::sweep::{Guard, Outputs, Progress, Tally};
use optout_core::table::Format;
use optout_core::{
    Date, ErrorKind, EvidenceStore, Layout, ListOptions, Matcher, OptOutList, Policy, Sweep, Table,
    basis,
};
use proptest::prelude::*;

static POLICIES: LazyLock<[Policy; 2]> = LazyLock::new(|| {
    let broad = Policy::from_toml("matching = 'broad'").unwrap();
    [Policy::standard().unwrap(), broad]
});

const LIST: &str = "Name,Unique 6sense Record ID,Work email,Company website\n\
    Ada Lovelace,P1,ada@engine.example,engine.example\n\
    Bob Babbage,P2,bob@gmail.com,\n\
    ,,desk@engine.example,\n\
    J. Smith,P4,smith@else.example,\n\
    Grace Hopper,P3,,navy.example\n";
const EVIDENCE: &str = "record_id,kind\nr1,opt_in_double\nr3,legal_claims_hold\nnobody,contract\n";

const COLUMNS: [&str; 7] =
    ["Id", "X6senseID__c", "FirstName", "LastName", "Email", "Website", "HasOptedOutOfEmail"];
const IDS: [&str; 5] = ["", "P1", "p1", "P3", "1.2E+16"];
const NAMES: [(&str, &str); 8] = [
    ("Ada", "Lovelace"),
    ("A.", "Lovelace"),
    ("Robert", "Babbage"),
    ("Grace", "Hopper"),
    ("John", "Smith"),
    ("Jane", "Smith"),
    ("Zoe", "\"Q\", quote"),
    ("", ""),
];
const EMAILS: [&str; 8] = [
    "ada@engine.example",
    "ad@engine.example",
    "b.o.b+x@gmail.com",
    "desk@engine.example",
    "smith@else.example",
    "zoe@else.example; ada@engine.example",
    "no address",
    "",
];
const WEBSITES: [&str; 4] = ["", "https://www.NAVY.example/x", "engine.example", "else.example"];
const FLAGS: [&str; 3] = ["", "TRUE", "false"];

/// A record as indices into the pools above.
type Row = (usize, usize, usize, usize, usize);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..IDS.len(), 0..NAMES.len(), 0..EMAILS.len(), 0..WEBSITES.len(), 0..FLAGS.len());
    prop::collection::vec(row, 1..40)
}

fn values(rows: &[Row]) -> Vec<[String; 7]> {
    let value = |(number, (id, name, email, website, flag)): (usize, &Row)| {
        let (given, family) = NAMES[*name];
        let id_of = format!("r{number}");
        [&id_of, IDS[*id], given, family, EMAILS[*email], WEBSITES[*website], FLAGS[*flag]]
            .map(str::to_owned)
    };
    rows.iter().enumerate().map(value).collect()
}

fn list() -> OptOutList {
    OptOutList::read(LIST.as_bytes(), &ListOptions::default()).unwrap()
}

fn evidence() -> EvidenceStore {
    basis::read_evidence(EVIDENCE.as_bytes(), Format::default()).unwrap()
}

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

/// Of each record that was found, its row in a table of decisions behind the id.
type Decided = BTreeMap<u64, [String; 9]>;

fn in_a_file(values: &[[String; 7]], sweep: &Sweep<'_>) -> (Decided, Counts) {
    let mut text = csv::Writer::from_writer(Vec::new());
    text.write_record(COLUMNS).unwrap();
    for row in values {
        text.write_record(row).unwrap();
    }
    let text = text.into_inner().unwrap();
    let (format, layout) = (Format::default(), Layout::detect());
    let mut table = Table::open_contacts(text.as_slice(), format, &layout).unwrap();
    let mut decisions = Vec::new();
    let outputs = Outputs { decisions: Some(&mut decisions), ..Outputs::default() };
    let mut swept = sweep.run(&mut table, outputs, &mut |_| ControlFlow::Continue(())).unwrap();
    let decided = csv::Reader::from_reader(decisions.as_slice())
        .into_records()
        .map(|row| {
            let row = row.unwrap();
            let number = row[0].parse().unwrap();
            (number, [3, 4, 5, 2, 6, 7, 8, 9, 10].map(|at| row[at].to_owned()))
        })
        .collect();
    // Batches have no table of flags.
    swept.counts.not_flagged = 0;
    (decided, swept.counts)
}

/// A text column in one of the layouts that frames come in.
fn column(layout: usize, texts: Vec<Option<&str>>) -> ArrayRef {
    match layout {
        0 => Arc::new(StringArray::from(texts)),
        1 => Arc::new(LargeStringArray::from(texts)),
        2 => Arc::new(StringViewArray::from(texts)),
        _ => Arc::new(texts.into_iter().collect::<DictionaryArray<Int8Type>>()),
    }
}

fn batch(values: &[[String; 7]], layout: usize, has_nulls: bool) -> RecordBatch {
    let columns = COLUMNS.into_iter().enumerate().map(|(at, name)| {
        let of_row = |row: &'_ [String; 7]| row[at].clone();
        let texts: Vec<String> = values.iter().map(of_row).collect();
        let texts =
            texts.iter().map(|text| Some(text.as_str()).filter(|t| !has_nulls || !t.is_empty()));
        let array: ArrayRef = if at == 6 && has_nulls {
            let flag = |text: Option<&str>| text.map(|text| text == "TRUE");
            Arc::new(texts.map(flag).collect::<BooleanArray>())
        } else {
            column((layout + at) % 4, texts.collect())
        };
        (name, array)
    });
    RecordBatch::try_from_iter(columns).unwrap()
}

/// The decisions of a batch whose first record has this number.
fn decided(decisions: &RecordBatch, first: u64) -> Decided {
    let texts: Vec<&StringArray> =
        (0..8).map(|at| decisions.column(at).as_string::<i32>()).collect();
    let deadlines = decisions["deadline"].as_primitive::<Date32Type>();
    let epoch: Date = "1970-01-01".parse().unwrap();
    let mut found = Decided::new();
    for row in (0..decisions.num_rows()).filter(|row| texts[0].is_valid(*row)) {
        let text = |at: usize| match texts[at].is_valid(row) {
            true => texts[at].value(row).to_owned(),
            false => String::new(),
        };
        let deadline = match deadlines.is_valid(row) {
            true => epoch.add_days(deadlines.value(row)).unwrap().to_string(),
            false => String::new(),
        };
        let words =
            [text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), deadline];
        found.insert(first + row as u64, words);
    }
    found
}

fn going_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_table_is_decided_about_like_a_file(
        rows in rows(),
        layout in 0..4usize,
        has_nulls: bool,
        threads in 1..4usize,
        split in 1..9usize,
        policy in 0..2usize,
    ) {
        let (values, list, evidence) = (values(&rows), list(), evidence());
        let sweep = Sweep::new(&list, POLICIES[policy].clone(), &evidence, today())
            .guard(Guard::OFF)
            .threads(threads);
        let (expected, counts) = in_a_file(&values, &sweep);
        let batches: Vec<RecordBatch> =
            values.chunks(split).map(|values| batch(values, layout, has_nulls)).collect();
        let schema = batches[0].schema();
        let swept = sweep_table(&sweep, &Layout::detect(), &schema, &batches, &mut going_on).unwrap();
        let (mut found, mut first) = (Decided::new(), 1);
        for decisions in &swept.decisions {
            prop_assert_eq!(decisions["settled"].as_boolean().true_count(), decisions.num_rows());
            found.extend(decided(decisions, first));
            first += decisions.num_rows() as u64;
        }
        prop_assert_eq!(first, values.len() as u64 + 1);
        prop_assert_eq!(found, expected);
        prop_assert_eq!(swept.counts, counts);
    }

    #[test]
    fn parts_together_show_what_the_whole_shows(
        (rows, turn) in rows().prop_flat_map(|rows| {
            let parts: Vec<usize> = (0..rows.len().div_ceil(5)).collect();
            (Just(rows), Just(parts).prop_shuffle())
        }),
        policy in 0..2usize,
        pairwise: bool,
    ) {
        let (values, list, evidence) = (values(&rows), list(), evidence());
        let policy = &POLICIES[policy];
        let whole = Sweep::new(&list, policy.clone(), &evidence, today()).guard(Guard::OFF);
        let (expected, counts) = in_a_file(&values, &whole);

        let kept = Matcher::new(&list, policy.matching().clone()).to_bytes();
        let matcher = Matcher::from_bytes(kept).unwrap();
        let sweep = Sweep::with_matcher(&matcher, policy.basis().clone(), &evidence, today())
            .guard(Guard::OFF);
        let batches: Vec<RecordBatch> =
            values.chunks(5).map(|values| batch(values, values.len(), true)).collect();
        let of = |batch: &RecordBatch| BatchSweep::new(&sweep, &Layout::detect(), &batch.schema()).unwrap();

        let mut alone = of(&batch(&values, 0, true));
        alone.sweep(&sweep, &batch(&values, 0, true)).unwrap();
        let (mut first, mut parts) = (BTreeMap::new(), Vec::new());
        for (at, batch) in batches.iter().enumerate() {
            let mut part = of(batch);
            first.insert(at, part.sweep(&sweep, batch).unwrap());
            parts.push((part.facts().to_bytes(), part.tally().to_bytes()));
        }
        // Merged in any order, and two by two as well as one by one.
        let (mut facts, mut tally) = (FileFacts::default(), Tally::default());
        for two in turn.chunks(if pairwise { 2 } else { 1 }) {
            let (mut of_two, mut tally_of_two) = (FileFacts::default(), Tally::default());
            for at in two {
                let (facts, tally) = &parts[*at];
                of_two.merge(&FileFacts::from_bytes(facts).unwrap(), &matcher).unwrap();
                tally_of_two.merge(&Tally::from_bytes(tally).unwrap());
            }
            facts.merge(&of_two, &matcher).unwrap();
            tally.merge(&tally_of_two);
        }
        prop_assert_eq!(facts.to_bytes(), alone.facts().to_bytes());
        prop_assert!(&tally == alone.tally());
        facts.merge(&facts.clone(), &matcher).unwrap();
        let facts = FileFacts::from_bytes(&alone.facts().to_bytes()).unwrap();

        let mut found = Decided::new();
        for (at, batch) in batches.iter().enumerate() {
            let start = at as u64 * 5 + 1;
            let mut part = of(batch);
            let settled = part.settle(&sweep, batch, &facts).unwrap();
            tally.merge(part.tally());
            prop_assert_eq!(settled["settled"].as_boolean().true_count(), batch.num_rows());
            let early = decided(&first[&at], start);
            let late = decided(&settled, start);
            for row in 0..batch.num_rows() {
                let number = start + row as u64;
                if first[&at]["settled"].as_boolean().value(row) {
                    prop_assert_eq!(early.get(&number), late.get(&number));
                } else if let Some(decision) = early.get(&number) {
                    prop_assert_eq!(&decision[4], "review");
                }
            }
            found.extend(late);
        }
        prop_assert_eq!(found, expected);
        prop_assert_eq!(sweep.finish(&tally).unwrap(), counts);
    }
}

#[test]
fn what_has_been_seen_by_another_matcher_is_refused() {
    let (list, evidence) = (list(), evidence());
    let other = LIST.replace("Hopper", "Murray");
    let other = OptOutList::read(other.as_bytes(), &ListOptions::default()).unwrap();
    let policy = &POLICIES[0];
    let [one, other] = [&list, &other].map(|list| Matcher::new(list, policy.matching().clone()));
    let [sweep, other_sweep] = [&one, &other]
        .map(|matcher| Sweep::with_matcher(matcher, Default::default(), &evidence, today()));
    let batch = batch(&values(&[(1, 0, 0, 0, 0)]), 0, false);
    let new = |sweep| BatchSweep::new(sweep, &Layout::detect(), &batch.schema());
    let (mut batches, facts) = (new(&sweep).unwrap(), new(&other_sweep).unwrap().facts().clone());
    let refused = |error: optout_core::Error| match error.kind() {
        ErrorKind::InvalidOption { option, .. } => *option,
        _ => "",
    };
    assert_eq!(batches.sweep(&other_sweep, &batch).map_err(refused), Err("matcher"));
    assert_eq!(batches.settle(&sweep, &batch, &facts).map_err(refused), Err("facts"));
    assert_eq!(FileFacts::default().merge(&facts, &one).map_err(refused), Err("facts"));
    let of_a_list = Sweep::new(&list, policy.clone(), &evidence, today());
    assert_eq!(new(&of_a_list).map_err(refused).unwrap_err(), "matcher");
    for length in [0, 8, 20, 30] {
        let cut = |bytes: Vec<u8>| bytes[..length].to_vec();
        let of_facts = FileFacts::from_bytes(&cut(batches.facts().to_bytes()));
        assert_eq!(of_facts.map_err(refused).unwrap_err(), "facts");
        let of_tally = Tally::from_bytes(&cut(batches.tally().to_bytes()));
        assert_eq!(of_tally.map_err(refused), Err("tally"));
    }
}

#[test]
fn a_guard_over_the_whole_stops() {
    let (list, evidence) = (list(), EvidenceStore::new());
    let guard = Guard { records: 2, per_mille: 0, ..Guard::OFF };
    let sweep = Sweep::new(&list, POLICIES[0].clone(), &evidence, today()).guard(guard);
    let batches = [(); 3].map(|()| batch(&values(&[(1, 0, 0, 0, 0)]), 0, false));
    let schema = batches[0].schema();
    let swept = |batches| sweep_table(&sweep, &Layout::detect(), &schema, batches, &mut going_on);
    assert_eq!(swept(&batches[..2]).unwrap().counts.records, 2);
    let error = swept(&batches).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::BlastRadius { found: 3, limit: 2, .. }));
    let error =
        sweep_table(&sweep, &Layout::detect(), &schema, &batches, &mut |_| ControlFlow::Break(()));
    assert_eq!(error.unwrap_err().kind(), &ErrorKind::Cancelled);
}

#[test]
fn nothing_of_a_person_is_shown() {
    let (list, evidence) = (list(), EvidenceStore::new());
    let matcher = Matcher::new(&list, POLICIES[0].matching().clone());
    let sweep = Sweep::with_matcher(&matcher, Default::default(), &evidence, today());
    let batch = batch(&values(&[(1, 0, 0, 0, 0), (0, 2, 3, 0, 0)]), 0, false);
    let mut batches = BatchSweep::new(&sweep, &Layout::detect(), &batch.schema()).unwrap();
    batches.sweep(&sweep, &batch).unwrap();
    let shown = format!("{:?} {:?} {:?}", batches.facts(), batches.tally(), batches);
    for value in ["engine", "lovelace", "babbage", "P1", "r0"] {
        assert!(!shown.contains(value), "{value}");
    }
}
