//! Personal data appears in no error, fault, `Debug` form or audit record.
#![allow(clippy::disallowed_methods, reason = "the test writes its own files")]

use std::ops::ControlFlow;

use optout_core::basis::read_evidence;
use optout_core::redact::Targets;
use optout_core::suppress::SuppressionSet;
use optout_core::sweep::Outputs;
use optout_core::table::Format;
use optout_core::{
    Contact, Layout, ListOptions, Matcher, OptOutList, PersonName, Policy, Redactor, Sweep, Table,
};

/// Stands in every value that is pushed through; nothing printed may hold it, in any case.
const CANARY: &str = "kanarienvogel";

fn silent(what: &str, text: &str) {
    assert!(!text.to_lowercase().contains(CANARY), "{what} tells a value: {text}");
}

/// Texts that are wrong in one way each, a marked value beside the fault.
fn broken(header: &str, row: &str) -> Vec<Vec<u8>> {
    let texts = [
        String::new(),
        format!("{CANARY},{CANARY}@x.example\n"),
        format!("{header}\n{row},{CANARY}\n"),
        format!("{header}\n{row}\n\"{CANARY}"),
        format!("{header}\n{row}\n{CANARY}"),
        format!("{header}\n{CANARY}\0{row}\n"),
        format!("{header},{header}\n{row},{row}\n"),
        format!("{header},\n{row},{CANARY}\n"),
        format!("{CANARY};{CANARY},x\n{row};\n"),
    ];
    let mut all: Vec<Vec<u8>> = texts.into_iter().map(String::into_bytes).collect();
    all.push(
        [header.as_bytes(), b"\n", CANARY.as_bytes(), b"\xe9\xff", row.as_bytes(), b"\n"].concat(),
    );
    all.push([b"\xff\xfe", CANARY.as_bytes(), b"\x00\xd8x"].concat());
    all
}

#[test]
fn errors_of_every_reader_are_silent() {
    let list_header = "Name,Unique 6sense Record ID,Work email";
    let list_row = format!("{CANARY},{CANARY},{CANARY}@x.example");
    let mut errors = 0;
    for bytes in broken(list_header, &list_row) {
        if let Err(error) = OptOutList::read(bytes.as_slice(), &ListOptions::default()) {
            silent("list", &format!("{error} {error:?} {error:#?}"));
            errors += 1;
        }
    }
    let contacts_row = format!("7,{CANARY},{CANARY}@x.example");
    for bytes in broken("Record ID,First Name,Email", &contacts_row) {
        let error = (|| {
            let mut table =
                Table::open_contacts(bytes.as_slice(), Format::default(), &Layout::detect())?;
            while let Some((record, schema)) = table.read()? {
                silent("contact", &format!("{:?}", schema.contact(&record)));
            }
            Ok::<(), optout_core::Error>(())
        })();
        if let Err(error) = error {
            silent("contacts", &format!("{error} {error:?}"));
            errors += 1;
        }
    }
    for text in [
        format!("record_id,kind\n7,{CANARY}\n"),
        format!("record_id,kind,occurred_at\n7,opt_in_double,{CANARY}\n"),
        format!("record_id,kind,polarity\n7,opt_in_double,{CANARY}\n"),
        format!("email,kind\n{CANARY},opt_in_double\n"),
        format!("{CANARY},kind\n1,opt_in_double\n"),
    ] {
        let error = read_evidence(text.as_bytes(), Format::default()).unwrap_err();
        silent("evidence", &format!("{error} {error:?}"));
        errors += 1;
    }
    for text in [
        CANARY.to_owned(),
        format!("{CANARY} = 1"),
        format!("[basis]\n{CANARY} = '{CANARY}'"),
        format!("[basis]\nfirst_vendor_delivery = '{CANARY}'"),
        format!(
            "[matching]\nname = 'x'\n[[matching.rule]]\nname = 'a'\ntier = 'T0'\nwhen = '{CANARY}'\nstatus = 'match'\nsays = 'A.'"
        ),
    ] {
        let error = Policy::from_toml(&text).unwrap_err();
        silent("policy", &format!("{error} {error:?}"));
        errors += 1;
    }
    let mut targets = Targets::new();
    targets.email(&format!("{CANARY}@x.example"));
    targets.person_id(CANARY);
    let redactor = Redactor::new(targets);
    silent("redactor", &format!("{redactor:?}"));
    let export_row = format!("{CANARY},{CANARY},FALSE");
    for bytes in broken("6sense People Id,Name,Is Redacted", &export_row) {
        match redactor.redact(bytes.as_slice(), Vec::new()) {
            Err(error) => {
                silent("redaction", &format!("{error} {error:?}"));
                errors += 1;
            }
            Ok(summary) => silent("summary", &format!("{summary:?}")),
        }
    }
    for error in [
        CANARY.parse::<optout_core::Role>().unwrap_err(),
        CANARY.parse::<optout_core::Retention>().unwrap_err(),
        Layout::preset(CANARY).unwrap_err(),
        CANARY.parse::<optout_core::table::Encoding>().unwrap_err(),
    ] {
        silent("word", &format!("{error} {error:?}"));
        errors += 1;
    }
    assert!(errors > 30, "only {errors} faults were reached");
}

#[test]
fn debug_forms_are_silent() {
    let text = format!(
        "Name,Unique 6sense Record ID,Work email,Company website\n{CANARY},{CANARY},{CANARY}@x.example,{CANARY}.example\n"
    );
    let list = OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
    let policy = Policy::standard().unwrap();
    let matcher = Matcher::new(&list, policy.matching);
    let email = format!("{CANARY}@x.example");
    let contact = Contact::new()
        .email(&email)
        .id("salesforce", CANARY)
        .website(CANARY)
        .name(PersonName::Parts { given: CANARY, family: CANARY });
    silent("contact", &format!("{contact:?} {:?} {:?}", contact.ids(), contact.names()));
    silent("list", &format!("{list:?} {:?} {:?}", list.entries(), list.faults()));
    silent("matcher", &format!("{matcher:?}"));
    silent("sentence", &matcher.match_contact(&contact).finding().unwrap().sentence());
    let key = b"0123456789abcdef";
    let mut set = SuppressionSet::new(key).unwrap();
    set.add_list(key, &list).unwrap();
    silent("suppression set", &format!("{set:?} {}", serde_json::to_string(&set).unwrap()));
    let email = optout_core::normalize::email::Email::parse(&email).unwrap();
    silent("e-mail", &format!("{email:?}"));
    let name = optout_core::normalize::name::Name::parse(CANARY).unwrap();
    silent("name", &format!("{name:?} {:?}", name.tokens()));
}

/// The audit log, the review table and the manifest hold record ids and no other personal data.
#[test]
fn audit_review_and_decisions_hold_ids_only() {
    let list = format!(
        "Name,Unique 6sense Record ID,Work email\n{CANARY} Smith,P1,{CANARY}@x.example\nB,P2,info@{CANARY}.example\n"
    );
    let contacts = format!(
        "Record ID,First Name,Last Name,Email,Notes\n7,{CANARY},Smith,{CANARY}@x.example,{CANARY}\n8,{CANARY},B,info@{CANARY}.example,\n{CANARY}@own.example,Other,{CANARY},{CANARY}@x.example,\n"
    );
    let evidence = format!(
        "record_id,kind,occurred_at,source_system,source_ref,provenance\n7,contract,2026-01-01,{CANARY},{CANARY},own\n"
    );
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
    let evidence = read_evidence(evidence.as_bytes(), Format::default()).unwrap();
    silent("store", &format!("{evidence:?}"));
    let now = "2026-11-24".parse().unwrap();
    let sweep = Sweep::new(&list, Policy::standard().unwrap(), &evidence, now);
    let mut table =
        Table::open_contacts(contacts.as_bytes(), Format::default(), &Layout::detect()).unwrap();
    let mut written = [const { Vec::new() }; 4];
    let [decisions, deletions, review, audit] = &mut written;
    let outputs = Outputs { decisions, deletions, review, audit };
    let swept = sweep.run(&mut table, outputs, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(swept.counts.retention.values().sum::<u64>(), 3);
    silent("swept", &format!("{swept:?}"));
    let [decisions, _, review, audit] = written.map(|bytes| String::from_utf8(bytes).unwrap());
    for (what, text) in [("decisions", decisions), ("review", review), ("audit", audit)] {
        assert!(text.lines().count() >= 2, "{what} is empty");
        silent(what, &text);
    }
}

#[cfg(feature = "fs")]
#[test]
fn a_job_that_fails_leaves_nothing_behind() {
    use optout_core::SweepJob;

    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let list = write("list.csv", "Unique 6sense Record ID\nP1\n");
    let contacts = write("contacts.csv", "Record ID,Email\n7,ada@x.example\n");
    let export =
        write("export.csv", &format!("6sense People Id,Is Redacted\nP1,FALSE\n\"{CANARY}"));
    let out = directory.path().join("out");
    let now = "2026-11-24".parse().unwrap();
    let mut job = SweepJob::new(list, contacts, &out, Policy::standard().unwrap(), now);
    job.past_exports = vec![export];
    let error = job.run(&mut |_| ControlFlow::Continue(())).unwrap_err();
    silent("job", &error.to_string());
    assert_eq!(
        error.to_string(),
        "past export: record 2 (line 3, byte 38): a quoted field opens here and never ends"
    );
    assert!(!out.exists());
    job.past_exports.clear();
    job.contacts = directory.path().join("nowhere.csv");
    let error = job.run(&mut |_| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(error.to_string(), "contacts: reading or writing failed: entity not found");
}
