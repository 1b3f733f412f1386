//! A sweep against the same records matched and decided one by one, over any number of threads and in pieces.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use optout_core::basis::Signals;
use optout_core::decision::decide;
use optout_core::fuzzing::contacts_in_chunks;
use optout_core::sweep::{Guard, Outputs, Swept};
use optout_core::table::Format;
use optout_core::{
    Circumstances, Date, EvidenceStore, Layout, ListOptions, MatchOptions, MatchPolicy,
    MatchStatus, Matcher, OptOutList, Policy, Retention, Role, Sweep, Table, Verdict,
};

use super::draw::{Draw, Trickle};

/// Reading a policy looks at everything that there can be.
static POLICIES: LazyLock<[Policy; 3]> = LazyLock::new(|| {
    ["strict", "standard", "broad"].map(|name| {
        let matching = MatchPolicy::shipped(name).expect("shipped");
        Policy::new(matching, Default::default())
    })
});

const IDS: [&str; 7] = ["", "P1", "p1", "P2", " P2 ", "1.2E+16", "P3"];
const NAMES: [&str; 12] = [
    "",
    "Ada Lovelace",
    "Lovelace, Ada",
    "A. Lovelace",
    "Robert Smith",
    "Bob Smith",
    "Robert Smyth",
    "Zebedee Smith",
    "Beedee Smith",
    "\u{421}\u{435}\u{440}\u{433}\u{435}\u{439} \u{41b}\u{430}\u{432}\u{440}\u{43e}\u{432}",
    "Sergey Lavrov",
    "O'Neill-\u{130}dil",
];
const EMAILS: [&str; 14] = [
    "",
    "ada@engine.example",
    " ADA@Engine.example",
    "a.da+x@gmail.com",
    "ada@googlemail.com",
    "robert.smith@engine.example",
    "robert.smiht@engine.example",
    "info@engine.example",
    "bob@loom.example; robert.smith@engine.example",
    "bob at loom",
    "ada@b\u{fc}ro.example",
    "ada@xn--bro-hoa.example",
    "mailto:ada@engine.example",
    "rsmith@analytical.example",
];
const SITES: [&str; 6] = [
    "",
    "engine.example",
    "https://www.loom.example/about",
    "analytical.example",
    "linkedin.com",
    "b\u{fc}ro.example",
];
const COUNTRIES: [&str; 4] = ["Germany", "United States", "Nowhere", "Canada"];

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let policy = draw.pick(&*POLICIES);
    let options = options(&mut draw);
    let quote = draw.byte();
    let list = list(&mut draw);
    let text = contacts(&mut draw, quote);
    let matcher = Matcher::with_options(&list, policy.matching().clone(), options.clone());
    let (evidence, now) = (EvidenceStore::new(), "2026-11-24".parse().expect("a day"));
    let sweep = |threads| {
        Sweep::new(&list, policy.clone(), &evidence, now)
            .matching(options.clone())
            .guard(Guard::OFF)
            .threads(threads)
    };
    let (written, swept) = run(&sweep(1), &text, usize::MAX >> 1);
    let size = 1 + usize::from(quote) * 3;
    for (threads, size) in [(1, size), (3, size)] {
        let (other, other_swept) = run(&sweep(threads), &text, size);
        assert!(other == written, "over {threads} threads, in pieces of {size}");
        assert_eq!(other_swept.counts, swept.counts);
    }
    let kept = Matcher::from_bytes(matcher.to_bytes()).expect("its own bytes");
    let of_bytes = Sweep::with_matcher(&kept, Default::default(), &evidence, now).guard(Guard::OFF);
    assert!(run(&of_bytes, &text, size).0 == written, "with a matcher from its bytes");
    let decisions = written.decisions.expect("a table");
    check_one_by_one(&text, &matcher, &policy, now, &decisions, &swept);
}

fn options(draw: &mut Draw<'_>) -> MatchOptions {
    let mut options = MatchOptions::default();
    let flags = draw.byte();
    if flags & 1 == 1 {
        options.domain_aliases.add("engine.example", "analytical.example").expect("an alias");
    }
    if flags & 2 == 2 {
        options.id_links.add("6sense", "P1", "P2").expect("a link");
    }
    if flags & 4 == 4 {
        options.nicknames.add("Zebedee", "Beedee");
    }
    if flags & 8 == 8 {
        let verdict = if flags & 16 == 16 { Verdict::Same } else { Verdict::Different };
        options.verdicts.pin("salesforce", "7", "P1", verdict).expect("a verdict");
    }
    options
}

fn list(draw: &mut Draw<'_>) -> OptOutList {
    let mut text = "Name,Company website,Unique 6sense Record ID,Work email\n".to_owned();
    for _ in 0..draw.below(7) {
        let (name, site) = (draw.pick(&NAMES), draw.pick(&SITES));
        let (id, email) = (draw.pick(&IDS), draw.pick(&EMAILS));
        text += &format!("\"{name}\",{site},{id},{email}\n");
    }
    OptOutList::read(text.as_bytes(), &ListOptions::default()).expect("a list")
}

/// A table of contacts; cells that need no quotes have them or not.
fn contacts(draw: &mut Draw<'_>, quote: u8) -> Vec<u8> {
    let end = if quote & 1 == 1 { "\r\n" } else { "\n" };
    let mut text = format!("Id,Name,Email,Website,X6senseID__c,MailingCountry,Notes{end}");
    let mut number = 0;
    while !draw.is_empty() && number < 60 {
        let id = if draw.below(8) == 7 { 7 } else { 100 + number };
        let (name, email, site) = (draw.pick(&NAMES), draw.pick(&EMAILS), draw.pick(&SITES));
        let (vendor, country) = (draw.pick(&IDS), draw.pick(&COUNTRIES));
        let notes = draw.pick(&["", "a", "5\"\" pipe", "two\nlines", ",,"]);
        let cells = [name, email, site, vendor, country];
        let quoted = |(nth, cell): (usize, &str)| match cell.contains(',') || quote >> nth & 2 == 2
        {
            true => format!("\"{cell}\""),
            false => cell.to_owned(),
        };
        let cells: Vec<String> = cells.into_iter().enumerate().map(quoted).collect();
        text += &format!("{id},{},\"{notes}\"{end}", cells.join(","));
        number += 1;
    }
    text.into_bytes()
}

fn run(sweep: &Sweep<'_>, text: &[u8], size: usize) -> (Outputs<Vec<u8>>, Swept) {
    let size = size.min(text.len() + 1);
    let input = Trickle::new(text, size);
    let mut table = contacts_in_chunks(input, Format::default(), &Layout::detect(), size)
        .expect("a table of contacts");
    let mut written = Outputs::all(Vec::new);
    let swept = sweep
        .run(&mut table, written.by_ref(), &mut |_| ControlFlow::Continue(()))
        .expect("a sweep of a whole table");
    (written, swept)
}

/// Who is found alone is found in the sweep, by the same rule, and what becomes of the record is the same or
/// milder: company can have it looked at by a human.
fn check_one_by_one(
    text: &[u8],
    matcher: &Matcher,
    policy: &Policy,
    now: Date,
    decisions: &[u8],
    swept: &Swept,
) {
    let mut rows = csv::ReaderBuilder::new().from_reader(decisions);
    let rows: BTreeMap<u64, csv::StringRecord> = rows
        .records()
        .map(|row| row.expect("a table"))
        .map(|row| (row[0].parse().expect("a number"), row))
        .collect();
    let mut table =
        Table::open_contacts(text, Format::default(), &Layout::detect()).expect("a table");
    let mut records = 0;
    let mut nobodys = BTreeMap::<MatchStatus, u64>::new();
    while let Some((record, schema)) = table.read().expect("a table") {
        records += 1;
        let found = matcher.match_contact(&schema.contact(&record));
        let row = rows.get(&records);
        if !found.is_settled() {
            continue;
        }
        let country = schema.value(&record, &Role::Country).expect("a country");
        let signals = Signals { country, ..Signals::default() };
        let circumstances = Circumstances {
            evidence: &[],
            regimes: policy.basis().packs.place(&signals).regimes,
            now,
            received: now,
        };
        let Some(decision) = decide(&found, &circumstances, policy) else {
            *nobodys.entry(found.status()).or_default() += 1;
            assert!(row.is_none(), "record {records} is nobody's alone");
            continue;
        };
        let row = row.unwrap_or_else(|| panic!("record {records} is found alone"));
        let finding = &decision.finding;
        let alone =
            [&finding.entry_id, finding.status.as_str(), finding.tier.as_str(), &finding.rule];
        assert_eq!([&row[2], &row[3], &row[4], &row[5]], alone, "record {records}");
        let retention = decision.classification.retention;
        let is_milder = retention == Retention::Remove && &row[6] == Retention::Review.as_str();
        assert!(&row[6] == retention.as_str() || is_milder, "record {records}");
    }
    assert_eq!(swept.counts.records, records);
    assert!(nobodys.iter().all(|(status, count)| swept.counts.with_status(*status) >= *count));
    let all: u64 = MatchStatus::ALL.iter().map(|status| swept.counts.with_status(*status)).sum();
    assert_eq!(all, records, "a status for each record");
}
