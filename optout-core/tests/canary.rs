//! Personal data appears in no error, fault, `Debug` form or audit record.
#![allow(clippy::disallowed_methods, reason = "the test writes its own files")]

use std::ops::ControlFlow;

use optout_core::basis::read_evidence;
use optout_core::matching::Values;
use optout_core::redact::Targets;
use optout_core::suppress::SuppressionSet;
use optout_core::sweep::{Guard, Outputs};
use optout_core::table::Format;
use optout_core::{
    Contact, DomainAliases, Error, ErrorKind, IdLinks, Layout, ListForm, ListOptions, MatchOptions,
    Matcher, Nicknames, OptOutList, PersonName, Policy, Redactor, Sweep, Table, Verdict, Verdicts,
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
    let person = format!("{{\"contactId\":\"{CANARY}\",\"{CANARY}\":[1,{{}}]}}");
    for text in [
        format!("\"{CANARY}\""),
        format!("[{person},\"{CANARY}\"]"),
        format!("{person}{CANARY}"),
        format!("{person}\n{{\"contactId\":\"{CANARY}"),
        format!("{{\"contactId\":{CANARY}}}"),
        format!("{{\"contactId\":\"{CANARY}\\u{CANARY}\"}}"),
        format!("{{\"{CANARY}\":\"{CANARY}\"}}"),
    ] {
        for (form, at) in [(ListForm::Lusha, None), (ListForm::Json, Some(CANARY.to_owned()))] {
            let options = ListOptions { form, records_at: at, ..ListOptions::default() };
            let error = OptOutList::read(text.as_bytes(), &options).unwrap_err();
            silent("list", &format!("{error} {error:?} {error:#?}"));
            errors += 1;
        }
    }
    for bytes in broken(CANARY, CANARY) {
        let form = ListForm::PeopleDataLabs;
        let options = ListOptions { form, ..ListOptions::default() };
        match OptOutList::read(bytes.as_slice(), &options) {
            Err(error) => silent("list", &format!("{error} {error:?} {error:#?}")),
            Ok(list) => {
                silent("list", &format!("{list:?} {:?} {:?}", list.entries(), list.faults()));
            }
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
        format!("{{\"record_id\":\"7\",\"kind\":\"{CANARY}\"}}"),
        format!("{{\"record_id\":\"7\",\"{CANARY}\":\"contract\"}}"),
        format!("{{\"email\":\"{CANARY}\",\"kind\":\"contract\"}}"),
        format!("{{\"record_id\":\"7\",\"purposes\":\"{CANARY}\"}}"),
        format!("{{\"record_id\":{CANARY}}}"),
        format!("{{\"record_id\":\"{CANARY}\""),
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
    let matcher = Matcher::new(&list, policy.matching().clone());
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
    set.add_list(key, &list, "2026-11-24".parse().unwrap()).unwrap();
    let guard = set.guard(key).unwrap();
    let bytes = String::from_utf8_lossy(&set.to_bytes()).into_owned();
    silent("suppression set", &format!("{set:?} {guard:?} {bytes}"));
    silent("standing", &guard.check(&contact).to_string());
    let email = optout_core::normalize::email::Email::parse(&email).unwrap();
    silent("e-mail", &format!("{email:?}"));
    let name = optout_core::normalize::name::Name::parse(CANARY).unwrap();
    silent("name", &format!("{name:?} {:?}", name.tokens()));
}

#[test]
fn errors_of_what_the_caller_knows_are_silent() {
    let verdicts = |rows: &str| {
        Verdicts::read(format!("entry_id,record_id,verdict,decided_on,note\n{rows}\n").as_bytes())
            .unwrap_err()
    };
    let links = |rows: &str| {
        IdLinks::read(format!("system,old_id,new_id\n{rows}\n").as_bytes()).unwrap_err()
    };
    let aliases =
        |rows: &str| DomainAliases::read(format!("domain,alias\n{rows}\n").as_bytes()).unwrap_err();
    let nicknames = |text: &[u8]| Nicknames::read(text).unwrap_err();
    let mut errors: Vec<(&str, Error)> = vec![
        ("verdict", verdicts(&format!("{CANARY},{CANARY},{CANARY},,{CANARY}"))),
        ("verdict", verdicts(&format!("{CANARY},7,same,{CANARY},"))),
        ("verdict", verdicts(&format!("{CANARY},{CANARY},same,,\n{CANARY},{CANARY},different,,"))),
        ("verdict", verdicts(&format!("#1,{CANARY},same,,{CANARY}"))),
        ("verdict", verdicts(&format!(",{CANARY},same,,"))),
        ("verdict", verdicts(&format!("{CANARY},\"{CANARY}"))),
        ("link", links(&format!("crm,{CANARY},{CANARY}"))),
        ("link", links(&format!("crm,{CANARY},1\ncrm,{CANARY},2"))),
        ("link", links(&format!("{CANARY},1.2E+15,{CANARY}"))),
        ("link", links(&format!("salesforce,00130000000K648AAA,{CANARY}"))),
        ("link", links(&format!(",{CANARY},{CANARY}"))),
        ("alias", aliases(&format!("{CANARY},{CANARY}.example"))),
        ("alias", aliases(&format!("{CANARY}.example,{CANARY}@gmail.com"))),
        ("alias", aliases(&format!("{CANARY}.example,"))),
        ("alias", aliases(&format!("{CANARY}.example;{CANARY}.example,a.example"))),
        ("nickname", nicknames(format!("{CANARY}\n").as_bytes())),
        ("nickname", nicknames(format!(",{CANARY}\n").as_bytes())),
        ("nickname", nicknames(&[CANARY.as_bytes(), b",\xff\xfe\n"].concat())),
    ];
    for header in ["entry_id,record_id,verdict", "system,old_id,new_id", "domain,alias"] {
        let row = vec![CANARY; header.split(',').count()].join(",");
        for bytes in broken(header, &row) {
            errors.extend(Verdicts::read(bytes.as_slice()).err().map(|error| ("verdict", error)));
            errors.extend(IdLinks::read(bytes.as_slice()).err().map(|error| ("link", error)));
            errors
                .extend(DomainAliases::read(bytes.as_slice()).err().map(|error| ("alias", error)));
        }
    }
    let mut pinned = Verdicts::new();
    pinned.pin("crm", CANARY, CANARY, Verdict::Same).unwrap();
    errors.push(("pin", pinned.pin("crm", CANARY, CANARY, Verdict::Different).unwrap_err()));
    errors.push(("add", IdLinks::new().add("crm", CANARY, CANARY).unwrap_err()));
    errors.push(("add", DomainAliases::new().add(CANARY, CANARY).unwrap_err()));
    assert!(errors.len() > 80, "only {} faults were reached", errors.len());
    for (what, error) in errors {
        silent(what, &format!("{error} {error:?} {error:#?}"));
    }
}

/// A marked person on the list, who is named by a row, and in everything else that is known.
fn marked() -> Matcher {
    let text = format!(
        "Name,Work email,Company website\n{CANARY} Smith,{CANARY}@{CANARY}.example,{CANARY}.example\n"
    );
    let list = OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
    let mut options = MatchOptions::default();
    options.verdicts.pin("crm", CANARY, CANARY, Verdict::Same).unwrap();
    options.id_links.add("crm", CANARY, "7").unwrap();
    options.domain_aliases.add(&format!("{CANARY}.example"), "a.example").unwrap();
    options.nicknames.add(CANARY, "Kana");
    silent("options", &format!("{options:?} {options:#?}"));
    Matcher::with_options(&list, Policy::standard().unwrap().matching().clone(), options)
}

#[test]
fn explanations_are_silent_unless_asked() {
    let matcher = marked();
    let (email, site) = (format!("{CANARY}@{CANARY}.example"), format!("www.{CANARY}.example"));
    let near = format!("x{email}");
    let name = PersonName::Parts { given: CANARY, family: "Smith" };
    let contact = Contact::new().id("crm", CANARY).website(&site).name(name);
    for contact in [contact.clone().email(&email), contact.clone().email(&near), contact] {
        let found = matcher.match_contact(&contact);
        silent("match", &format!("{found:?} {:?}", found.finding().map(|one| one.sentence())));
        for values in [Values::Hidden, Values::Hashed(CANARY.repeat(2).as_bytes())] {
            let explained = matcher.explain(&contact, values).unwrap();
            assert_eq!(explained.pairs.len(), 1);
            silent("explanation", &format!("{explained} {explained:?} {values:?}"));
            silent("explanation", &explained.to_json());
            let pair = matcher.why_not("#1", &contact, values).unwrap();
            silent("pair", &format!("{pair} {pair:?} {:?} {}", pair.fields, pair.to_json()));
        }
        let shown = matcher.explain(&contact, Values::Shown).unwrap();
        assert!(shown.to_json().contains(CANARY), "values that are asked for are shown");
        silent("shown", &format!("{shown:?} {:?} {:?}", shown.pairs, shown.pairs[0].fields));
        let replay = matcher.replay(&shown.to_json(), &contact, Values::Hidden).unwrap();
        silent("replay", &format!("{replay:?}"));
        for error in [
            matcher.why_not(CANARY, &contact, Values::Hidden).unwrap_err(),
            matcher.explain(&contact, Values::Hashed(b"short")).unwrap_err(),
        ] {
            silent("explanation", &format!("{error} {error:?}"));
        }
    }
}

#[test]
fn errors_of_bytes_are_silent() {
    let bytes = marked().to_bytes();
    let texts = [CANARY.as_bytes(), b"optoutIX", b"kanarienvogelkanarienvogel"];
    let mut damaged: Vec<Vec<u8>> = texts.map(<[u8]>::to_vec).to_vec();
    damaged.push([&bytes[..bytes.len() / 2], CANARY.as_bytes()].concat());
    for at in [8, 12, 20, 30, bytes.len() - 1] {
        let mut one = bytes.clone();
        one[at] ^= 1;
        damaged.push(one);
    }
    // What the matcher added stands last, marked values in it; a wrong word in each place, and a checksum
    // that says that it is right.
    let start = bytes.windows(10).rposition(|text| text == b"{\"policy\":").unwrap();
    let mut refused = 0;
    for at in (start..bytes.len()).step_by(7) {
        let mut one = bytes.clone();
        one[at] = b'"';
        let checksum = xxhash_rust::xxh3::xxh3_64(&one[24..]);
        one[16..24].copy_from_slice(&checksum.to_le_bytes());
        refused += usize::from(Matcher::from_bytes(one.clone()).is_err());
        damaged.push(one);
    }
    assert!(refused > 50, "only {refused} faults were reached");
    for error in damaged.into_iter().filter_map(|bytes| Matcher::from_bytes(bytes).err()) {
        silent("bytes", &format!("{error} {error:?}"));
    }
    silent("matcher", &format!("{:?}", Matcher::from_bytes(bytes).unwrap()));
}

#[test]
fn a_guard_that_stops_is_silent() {
    let list = format!("Name,Unique 6sense Record ID\n{CANARY},{CANARY}\n");
    let contacts = format!("Record ID,First Name,6sense ID\n7,{CANARY},{CANARY}\n");
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
    let evidence = optout_core::EvidenceStore::new();
    let now = "2026-11-24".parse().unwrap();
    for guard in [Guard { records: 0, ..Guard::OFF }, Guard::OFF] {
        let sweep = Sweep::new(&list, Policy::standard().unwrap(), &evidence, now).guard(guard);
        silent("sweep", &format!("{sweep:?}"));
        let mut table =
            Table::open_contacts(contacts.as_bytes(), Format::default(), &Layout::detect())
                .unwrap();
        let mut written = Outputs::all(Vec::new);
        match sweep.run(&mut table, written.by_ref(), &mut |_| ControlFlow::Continue(())) {
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::BlastRadius { found: 1, .. }));
                silent("guard", &format!("{error} {error:?}"));
            }
            Ok(swept) => {
                assert_eq!(guard, Guard::OFF);
                silent("swept", &format!("{swept:?}"));
            }
        }
    }
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
    let mut written = Outputs::all(Vec::new);
    let swept =
        sweep.run(&mut table, written.by_ref(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(swept.counts.retention.values().sum::<u64>(), 3);
    silent("swept", &format!("{swept:?}"));
    let Outputs { decisions, review, flags, audit, .. } =
        written.map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(swept.counts.not_flagged, 1);
    for (what, text) in
        [("decisions", decisions), ("review", review), ("flags", flags), ("audit", audit)]
    {
        let text = text.unwrap();
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
