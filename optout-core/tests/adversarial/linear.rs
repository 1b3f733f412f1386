//! Readers, parsers and scanners take as many steps as their input is long.
#![allow(clippy::ptr_arg, reason = "what takes the made text as it is takes no closure around it")]

use std::ops::ControlFlow;

use optout_core::basis::read_evidence;
use optout_core::normalize::date::{DateColumn, DateOptions, Moment};
use optout_core::normalize::email::{Email, split_emails};
use optout_core::normalize::name::Name;
use optout_core::redact::Targets;
use optout_core::sweep::Outputs;
use optout_core::table::{Dialect, Format, field_ends, fold_header};
use optout_core::{
    Contact, EvidenceStore, HashProfile, HashedList, Layout, ListForm, ListOptions, MatchPolicy,
    Matcher, Nicknames, OptOutList, PersonName, Policy, Redactor, Sweep, Table, Verdicts,
};

use crate::steps::grows_with_input;

fn list_as(form: ListForm, text: &str) -> Option<u64> {
    let options = ListOptions { form, ..ListOptions::default() };
    OptOutList::read(text.as_bytes(), &options).ok().map(|list| list.records())
}

fn list(text: &String) -> Option<u64> {
    list_as(ListForm::Csv, text)
}

/// A header and so many rows.
fn rows(header: &str, size: usize, row: impl Fn(usize) -> String) -> String {
    std::iter::once(header.to_owned()).chain((0..size).map(row)).collect()
}

const HEADER: &str = "Unique 6sense Record ID,Work email,Name\n";

#[test]
fn lists() {
    fn each(row: &dyn Fn(usize) -> String) -> impl Fn(usize) -> String {
        move |size| rows(HEADER, size, row)
    }
    let own = |nth: usize| format!("P{nth},a{nth}@engine.example,Ada {nth}\n");
    grows_with_input("rows of their own", 50, each(&own), list);
    let one = |nth: usize| format!("P1,a{nth}@engine.example,Ada {nth}\n");
    grows_with_input("rows of one id", 50, each(&one), list);
    let same = |_: usize| "P1,ada@engine.example,Ada\n".to_owned();
    grows_with_input("one row over and over", 50, each(&same), list);
    let unnamed = |nth: usize| format!(",ada@engine.example,Ada {nth}\n");
    grows_with_input("rows of one address", 50, each(&unnamed), list);
    let blank = |_: usize| ",,\n".to_owned();
    grows_with_input("rows of nobody", 50, each(&blank), list);
    let quotes = |_: usize| "\"\"\"\"\"\",\"\"\"\",\"\"\n".to_owned();
    grows_with_input("quotes", 50, each(&quotes), list);
    let stray = |_: usize| "a\"b\"c,\"x\"y,5\" p\n".to_owned();
    grows_with_input("stray quotes", 50, each(&stray), list);
    let open = |size: usize| format!("{HEADER}P1,\"{}", "\n".repeat(size));
    grows_with_input("a quote that never ends", 2_000, open, list);
    let ends = |size: usize| format!("{HEADER}{}P1,,\n", "\r\n".repeat(size));
    grows_with_input("blank lines", 2_000, ends, list);
    let addresses = |size: usize| format!("{HEADER}P1,{},Ada\n", "a@x.example;".repeat(size));
    grows_with_input("one cell of many addresses", 50, addresses, list);
}

#[test]
fn lists_as_json() {
    let list = |text: &String| list_as(ListForm::Lusha, text);
    let person = |nth: usize| format!("{{\"contactId\":\"{nth}\",\"fullName\":\"Ada\"}}\n");
    grows_with_input("people", 50, |size| rows("", size, person), list);
    let field = |nth: usize| format!("\"f{nth}\":\"v\",");
    let object = |size: usize| format!("{{{}\"contactId\":\"1\"}}", rows("", size, field));
    grows_with_input("one of many fields", 50, object, list);
    let points = |size: usize| {
        let point = "{\"datapointType\":\"email\",\"datapointId\":\"a@x.example\"},";
        format!("{{\"contactId\":\"1\",\"datapoints\":[{}{{}}]}}", point.repeat(size))
    };
    grows_with_input("one of many addresses", 50, points, list);
    let blanks = |size: usize| format!("{}{{\"contactId\":\"1\"}}", " \n".repeat(size));
    grows_with_input("blanks", 2_000, blanks, list);
    let escapes = |size: usize| format!("{{\"contactId\":\"{}\"}}", "\\u00e9".repeat(size));
    grows_with_input("escapes", 300, escapes, list);
}

/// With optimisation, about a million columns against a sixteenth of them.
const COLUMNS: usize = if cfg!(debug_assertions) { 80 } else { 62_500 };

#[test]
fn columns() {
    let header = |size: usize| rows("Unique 6sense Record ID", size, |nth| format!(",c{nth}"));
    let table = move |size: usize| format!("{}\nP1{}\n", header(size), ",x".repeat(size));
    grows_with_input("a list of many columns", COLUMNS, table, list);
    let table = move |size: usize| {
        format!(
            "{}\n1{}\n",
            rows("Record ID,Email", size, |nth| format!(",c{nth}")),
            ",x".repeat(size + 1)
        )
    };
    grows_with_input("contacts of many columns", COLUMNS, table, contacts);
    let (people, policy) = (people(), Policy::standard().unwrap());
    let sweep = |text: &String| sweep(&people, &policy, text);
    grows_with_input("a sweep of many columns", COLUMNS, table, sweep);
    for name in ["Email", "Record ID", "First Name", "Phone", "Unsubscribed from all email", ""] {
        let table = |size: usize| {
            let names = format!(",{name}").repeat(size);
            format!("Record ID,Email{names}\n1,{}\n", ",".repeat(size))
        };
        grows_with_input(&format!("contacts of {name:?} over and over"), COLUMNS, table, sweep);
    }
    let table = |size: usize| {
        let header = rows("Record ID,Email", size, |nth| format!(",Phone Number ({nth})"));
        format!("{header}\n1,{}\n", ",".repeat(size))
    };
    // To read a name takes as long as to look at thousands.
    grows_with_input("contacts of many phones", COLUMNS.max(4_000), table, sweep);
    let table = |size: usize| {
        let header = rows("6sense People Id,Email,Is Redacted", size, |nth| format!(",c{nth}"));
        format!("{header}\nP1,a@x.example,FALSE{}\n", ",x".repeat(size))
    };
    grows_with_input("an export of many columns", COLUMNS, table, redact);
    let table = |size: usize| {
        let header = rows("record_id,kind", size, |nth| format!(",c{nth}"));
        format!("{header}\n1,contract{}\n", ",x".repeat(size))
    };
    grows_with_input("evidence of many columns", COLUMNS, table, |text| {
        read_evidence(text.as_bytes(), Format::default()).is_ok()
    });
    let table = |size: usize| {
        let header = rows("Hash", size, |nth| format!(",c{nth}"));
        format!("{header}\nx{}\n", ",x".repeat(size))
    };
    grows_with_input("hashes of many columns", COLUMNS, table, |text| {
        HashedList::read(text.as_bytes(), HashProfile::Google).is_ok()
    });
    grows_with_input(
        "a header of one name",
        200,
        |size| "(".repeat(size) + ")",
        |name| fold_header(name),
    );
    let names = |size: usize| rows("name,nickname\n", size, |nth| format!("Ada,n{nth}\n"));
    grows_with_input("nicknames", 50, names, |text| Nicknames::read(text.as_bytes()).is_ok());
    let short = |size: usize| rows("Ada", size, |nth| format!(",n{nth}"));
    grows_with_input("one of many nicknames", 50, short, |text| {
        Nicknames::read(text.as_bytes()).is_ok()
    });
}

fn people() -> OptOutList {
    let text = format!("{HEADER}P1,ada@engine.example,Ada\n");
    OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap()
}

fn sweep(people: &OptOutList, policy: &Policy, text: &String) -> Option<u64> {
    let mut contacts =
        Table::open_contacts(text.as_bytes(), Format::default(), &Layout::detect()).ok()?;
    let evidence = EvidenceStore::new();
    let sweep = Sweep::new(people, policy.clone(), &evidence, "2026-11-24".parse().ok()?);
    let outputs = Outputs::all(std::io::sink);
    let swept = sweep.run(&mut contacts, outputs, &mut |_| ControlFlow::Continue(())).ok()?;
    Some(swept.counts.records)
}

fn contacts(text: &String) -> Option<u64> {
    let mut table =
        Table::open_contacts(text.as_bytes(), Format::default(), &Layout::detect()).ok()?;
    while table.read().ok()?.is_some() {}
    Some(table.bytes_read())
}

fn redact(text: &String) -> Option<u64> {
    let mut targets = Targets::new();
    targets.person_id("P1");
    targets.email("a@x.example");
    let redacted = Redactor::new(targets).redact(text.as_bytes(), std::io::sink());
    redacted.ok().map(|summary| summary.redacted)
}

#[test]
fn exports_and_contacts() {
    let one = |_: usize| "P1,a@x.example,FALSE\n".to_owned();
    let header = "6sense People Id,Email,Is Redacted\n";
    grows_with_input("targets only", 50, |size| rows(header, size, one), redact);
    let mentions = |_: usize| "P3,\"a@x.example, a@x.example\",a@x.example\n".to_owned();
    grows_with_input("mentions", 50, |size| rows(header, size, mentions), redact);
    let near = |size: usize| format!("{header}P3,{},FALSE\n", "a@x.exampl@a@x.".repeat(size));
    grows_with_input("a field of what is nearly an address", 300, near, redact);
    let short = |_: usize| "P1\n".to_owned();
    grows_with_input("short rows", 50, |size| rows(header, size, short), redact);
    let long = |size: usize| format!("{header}P1{}\n", ",x".repeat(size));
    grows_with_input("a row of many fields", 300, long, redact);
    let text = |size: usize| "a,\"b\n\"\"\"\r\n".repeat(size).into_bytes();
    grows_with_input("the scanner", 2_000, text, |text| {
        let mut ends = Vec::new();
        field_ends(text, Dialect::default(), &mut ends).map(|()| ends.len()).ok()
    });
    let stray = |size: usize| "a\"b,\"c\"d\n".repeat(size).into_bytes();
    grows_with_input("the scanner on stray quotes", 300, stray, |text| {
        let mut ends = Vec::new();
        field_ends(text, Dialect::default(), &mut ends).map(|()| ends.len()).ok()
    });
}

#[test]
fn evidence_hashes_and_verdicts() {
    let read = |text: &String| read_evidence(text.as_bytes(), Format::default()).is_ok();
    let header = "record_id,email,kind\n";
    let one = |_: usize| "7,ada@engine.example,contract\n".to_owned();
    grows_with_input("evidence of one record", 50, |size| rows(header, size, one), read);
    let json = |nth: usize| format!("{{\"record_id\":\"{nth}\",\"kind\":\"contract\"}}\n");
    grows_with_input("evidence as JSON", 50, |size| rows("", size, json), read);
    let hash = HashProfile::Google.hash_email("ada@engine.example").unwrap();
    let same = |_: usize| format!("{hash}\n");
    grows_with_input(
        "one hash over and over",
        50,
        |size| rows("Hash\n", size, same),
        |text| HashedList::read(text.as_bytes(), HashProfile::Google).map(|list| list.len()).ok(),
    );
    let verdict = |nth: usize| format!("{nth},P{nth},same\n");
    let table = |size: usize| rows("record_id,entry_id,verdict\n", size, verdict);
    grows_with_input("verdicts", 50, table, |text| Verdicts::read(text.as_bytes()).is_ok());
}

#[test]
fn cells() {
    for (what, unit) in [
        ("addresses", "a@x.example;"),
        ("quotes", "\"a;"),
        ("brackets", "<a@x.example"),
        ("closing brackets", ">;"),
        ("comments", "(a("),
        ("ats", "@"),
        ("dividers", ";,| \n"),
        ("wide dividers", "；"),
        ("names with addresses", "Ada <a@x.example>, "),
        ("backslashes", "\"\\"),
        ("dots", "a."),
        ("marks", "e\u{301}"),
    ] {
        let cell = |size: usize| unit.repeat(size);
        grows_with_input(&format!("a cell of {what}"), 50, cell, |cell| {
            let addresses = split_emails(cell).filter(|one| Email::parse(one).is_ok()).count();
            (addresses, Email::parse(cell).is_ok(), Moment::parse(cell).is_ok())
        });
    }
    let domain = |size: usize| format!("a@{}example", "a.".repeat(size));
    grows_with_input("an address of many labels", 50, domain, |cell| Email::parse(cell).is_ok());
    let dates =
        |size: usize| (0..size).map(|nth| format!("{}/{}/2026", nth % 13, nth % 32)).collect();
    grows_with_input("dates", 80, dates, |dates: &Vec<String>| {
        let mut column = DateColumn::new();
        for date in dates {
            column.push(date);
        }
        column.finish(&DateOptions::default()).outcomes.len()
    });
    grows_with_input(
        "digits of a date",
        300,
        |size| "1".repeat(size),
        |cell| Moment::parse(cell).is_ok(),
    );
}

#[test]
fn names() {
    for (what, unit) in [
        ("tokens", "ada "),
        ("initials", "A."),
        ("hyphens", "a-"),
        ("apostrophes", "o'"),
        ("particles", "van der "),
        ("commas", "a, "),
        ("brackets", "(a) "),
        ("opening brackets", "(\""),
        ("marks", "e\u{301}"),
        ("bare marks", "\u{301}"),
        ("joiners", "a\u{200d}"),
        ("direction marks", "\u{200f}\u{202e}"),
        ("one letter", "a"),
        ("capitals", "\u{df}"),
        ("ideographs", "\u{738b}"),
        ("Hangul", "\u{1100}\u{1161}"),
        ("Cyrillic", "\u{449}"),
        ("Arabic", "\u{639}\u{628}\u{62f} "),
        ("ligatures", "\u{fdfa}"),
        ("and", "a and "),
        ("titles", "Dr. "),
        ("generations", "III "),
    ] {
        let name = |size: usize| unit.repeat(size);
        grows_with_input(&format!("a name of {what}"), 40, name, |name| {
            (Name::parse(name).is_some(), Name::from_parts(name, name).is_some())
        });
    }
}

#[test]
fn policies() {
    let text = MatchPolicy::standard().unwrap().to_toml();
    let padded = move |size: usize| text.clone() + &"# a comment\n".repeat(size);
    grows_with_input("comments of a policy", 5_000, padded, |text| MatchPolicy::read(text).is_ok());
    let open = |size: usize| "[".repeat(size);
    grows_with_input("brackets of a policy", 300, open, |text| MatchPolicy::read(text).is_ok());
    grows_with_input(
        "braces of a policy",
        300,
        |size| "{\"a\":".repeat(size),
        |text| MatchPolicy::read(text).is_ok(),
    );
    let rule = |size: usize| {
        let rule = "[[matching.rule]]\nname = 'a'\ntier = 'T0'\nwhen = 'x'\nstatus = 'match'\nsays = 'A.'\n";
        format!("[matching]\nname = 'x'\n{}", rule.repeat(size))
    };
    grows_with_input("rules of a policy", 50, rule, |text| MatchPolicy::read(text).is_ok());
}

/// Thousands of one name at one company, at one provider or nowhere: a look-up does not go through all of them, and
/// says so.
#[test]
fn a_name_that_thousands_have_is_not_compared_with_all_of_them() {
    let names = "P{},,Ada Lovelace,engine.example\n";
    for (row, contact) in [
        (names, Contact::new().website("engine.example").name(PersonName::Full("Ada Lovelace"))),
        (names, Contact::new().email("zoe@engine.example").name(PersonName::Full("Ada Lovelace"))),
        ("P{},ada.{}@engine.example,,\n", Contact::new().email("ada.lovelace@engine.example")),
    ] {
        let header = "Unique 6sense Record ID,Work email,Name,Company website\n";
        let text = rows(header, 1_500, |nth| row.replace("{}", &nth.to_string()));
        let list = OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
        let found = Matcher::new(&list, MatchPolicy::broad().unwrap()).match_contact(&contact);
        assert!(found.oversized_blocks() > 0, "all were compared");
    }
}
