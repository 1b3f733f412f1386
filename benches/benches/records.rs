//! What is done for one value, one pair of names, one record: normalising, comparing, looking up.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use optout_benches::contacts::Contacts;
use optout_benches::export::Style;
use optout_core::matching::compare_names;
use optout_core::normalize::email::Email;
use optout_core::normalize::id::crm_id;
use optout_core::normalize::name::Name;
use optout_core::normalize::website::Website;
use optout_core::{
    Contact, ListOptions, MatchPolicy, MatchStatus, Matcher, OptOutList, PersonName,
};

fn normalising(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("normalise");
    for (case, address) in [
        ("plain", "ada.lovelace@engine.example"),
        ("blanks and capitals", " Ada.Lovelace@Engine.example"),
        ("mailbox of a provider", "ada.l+crm@googlemail.com"),
        ("international", "ada@bücher.example"),
    ] {
        group.bench_function(format!("e-mail, {case}"), |bencher| {
            bencher.iter(|| Email::parse(black_box(address)).is_ok());
        });
    }
    for (case, given, family) in [
        ("plain", "Ada", "Lovelace"),
        ("marks", "Zoë", "Jørgensen"),
        ("title, initial, suffix", "Dr. Ada M.", "King-Noel Jr"),
        ("Cyrillic", "Борис", "Кузнецов"),
    ] {
        group.bench_function(format!("name, {case}"), |bencher| {
            bencher.iter(|| Name::from_parts(black_box(given), black_box(family)).is_some());
        });
    }
    for (case, website) in
        [("host", "engine.example"), ("URL", "https://www.shop.engine.co.uk/a?b")]
    {
        group.bench_function(format!("website, {case}"), |bencher| {
            bencher.iter(|| Website::parse(black_box(website)).is_ok());
        });
    }
    group.bench_function("record id", |bencher| {
        bencher.iter(|| crm_id(black_box("0035g0000DNaSX3AQN")).is_ok());
    });
    group.finish();
}

fn comparing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compare names");
    for (case, one, other) in [
        ("same", "Robert Kesinden", "Robert Kesinden"),
        ("a slip", "Robert Kesinden", "Robert Kesniden"),
        ("nickname", "Robert Kesinden", "Bob Kesinden"),
        ("reversed", "Robert Kesinden", "Kesinden Robert"),
        ("middle name", "Robert Kesinden", "Robert Quentin Kesinden"),
        ("other given name", "Robert Kesinden", "Susan Kesinden"),
        ("strangers", "Robert Kesinden", "Chiara Thornurstead"),
    ] {
        let (one, other) = (Name::parse(one).unwrap(), Name::parse(other).unwrap());
        group.bench_function(case, |bencher| {
            bencher.iter(|| compare_names(black_box(&one), black_box(&other)).class);
        });
    }
    group.finish();
}

/// Records with the same columns, from one that has nothing to do with the list to one that needs all.
fn looking_up(criterion: &mut Criterion) {
    let made = Contacts { seed: 1, rows: 100_000, opt_outs: 10_000, style: Style::Plain };
    let mut text = Vec::new();
    made.write_list(0, &mut text).unwrap();
    text.extend_from_slice(b"Robert Kesinden,firm.example,K1,rk@firm.example,2026-11-21\n");
    let list = OptOutList::read(text.as_slice(), &ListOptions::default()).unwrap();
    let record = |id, email, given, family, website| {
        let name = PersonName::Parts { given, family };
        Contact::new().id("6sense", id).email(email).name(name).website(website)
    };
    let stranger = "www.firm-2.example";
    let records = [
        ("a stranger", record("K2", "a@firm-2.example", "Ada", "Lovelace", stranger)),
        ("a colleague", record("K2", "a@firm.example", "Ada", "Lovelace", "www.firm.example")),
        ("by id", record("K1", "a@firm-2.example", "Robert", "Kesinden", stranger)),
        ("by e-mail", record("K2", " RK@firm.example", "Robert", "Kesinden", stranger)),
        ("by name", record("K2", "a@firm.example", "Bob", "Kesniden", "www.firm.example")),
    ];
    for policy in ["strict", "standard", "broad"] {
        let matcher = Matcher::new(&list, MatchPolicy::shipped(policy).unwrap());
        let mut group = criterion.benchmark_group(format!("look up, {policy}"));
        for (case, record) in &records {
            let is_found = match *case {
                "a stranger" | "a colleague" => false,
                "by name" => policy != "strict",
                _ => true,
            };
            let status = matcher.match_contact(record).status();
            assert_eq!(status != MatchStatus::NonMatch, is_found, "{case}");
            group.bench_function(*case, |bencher| {
                bencher.iter(|| matcher.match_contact(black_box(record)).status());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, normalising, comparing, looking_up);
criterion_main!(benches);
