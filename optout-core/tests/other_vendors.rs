//! Opt-outs of other vendors, from what they send to the records of a CRM.
#![allow(clippy::disallowed_methods, reason = "a job is of files")]

use std::io::{self, Read};

use optout_core::error::ErrorKind;
use optout_core::{
    Contact, Layout, ListForm, ListOptions, Matcher, OptOutList, PersonName, Policy, Role,
};

fn read(form: ListForm, text: &str) -> OptOutList {
    let options = ListOptions { form, ..ListOptions::default() };
    OptOutList::read(text.as_bytes(), &options).unwrap()
}

const LUSHA: &str = r#"[
    {"contactId": "L1", "fullName": "Ada Lovelace", "companyName": "Engine",
     "contactOptOutDate": "2026-04-22 23:32:11.412",
     "datapoints": [{"datapointId": "ada@engine.example", "datapointType": "email"},
                    {"datapointId": "ada@engine.test", "datapointType": "phone"},
                    {"datapointId": "ada@loom.example", "datapointType": "email"}]}
]"#;

#[test]
fn an_entry_has_what_the_vendor_says() {
    let list = read(ListForm::Lusha, LUSHA);
    let entry = list.entries().first().unwrap();
    let contact = entry.contact();
    assert!(contact.ids().iter().map(|id| (id.namespace, id.value)).eq([("lusha", "L1")]));
    assert!(
        contact
            .emails()
            .iter()
            .map(|email| &**email)
            .eq(["ada@engine.example", "ada@loom.example"])
    );
    assert!(contact.names().iter().eq(&[PersonName::Full("Ada Lovelace")]));
    assert!(contact.websites().is_empty());
    assert_eq!(entry.requested().unwrap().to_string(), "2026-04-22");
    let roles = list.columns().iter().flatten().map(ToString::to_string);
    assert!(roles.eq(["id:lusha", "full_name", "request_date", "email"]));
}

#[test]
fn records_are_matched_by_the_vendors_own_ids_and_any_address() {
    let zoominfo = r#"{"success":true,"data":{"result":[{"data":[{"id":7,"firstName":"Ada",
        "lastName":"Lovelace","emailAddresses":["ada@engine.example"],
        "pastEmailAddresses":["ada@loom.example"]}]}]}}"#;
    let policy = Policy::standard().unwrap();
    let tier = |list: &OptOutList, contact: &Contact<'_>| {
        let matcher = Matcher::new(list, policy.matching().clone());
        matcher.match_contact(contact).finding().map(|finding| finding.tier.to_string())
    };
    for (list, namespace, id) in [
        (read(ListForm::Lusha, LUSHA), "lusha", "L1"),
        (read(ListForm::ZoomInfo, zoominfo), "zoominfo", "7"),
        (read(ListForm::PeopleDataLabs, "q_0000\nr_0001\n"), "people_data_labs", "q_0000"),
    ] {
        assert_eq!(tier(&list, &Contact::new().id(namespace, id)).as_deref(), Some("T0"));
        assert_eq!(tier(&list, &Contact::new().id("6sense", id)), None);
        let past = tier(&list, &Contact::new().email("ada@loom.example"));
        assert_eq!(past.is_some(), namespace != "people_data_labs");
    }
}

#[test]
fn a_snapshot_tells_what_is_new() {
    let first = read(ListForm::PeopleDataLabs, "P1\n").snapshot();
    let second = read(ListForm::PeopleDataLabs, "id\nP1\nP2\n").snapshot();
    assert_eq!(second.since(&first).new, ["P2"]);
    assert!(second.since(&first).changed.is_empty());
}

/// What a reader of the same piece over and over reads.
struct Endless {
    head: &'static [u8],
    piece: &'static [u8],
    at: usize,
    most: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.head.is_empty() {
            let length = self.head.read(buffer)?;
            return Ok(length);
        }
        assert!(self.most > 0, "read further than a record may be large");
        self.most = self.most.saturating_sub(buffer.len());
        for byte in buffer.iter_mut() {
            *byte = self.piece[self.at % self.piece.len()];
            self.at += 1;
        }
        Ok(buffer.len())
    }
}

#[test]
fn what_never_ends_is_an_error() {
    let options = ListOptions { form: ListForm::ZoomInfo, ..ListOptions::default() };
    for (head, piece) in [
        (&b"{\"input\":\""[..], &b"x"[..]),
        (b"{\"input\":", b"["),
        (b"{\"data\":{\"result\":{\"data\":{\"id\":\"", b"x"),
        (b"{\"data\":{\"result\":{\"data\":{\"a\":[1", b",1"),
        (b"{\"data\":{\"result\":{\"data\":{\"a\":1", b" "),
        (b"{\"", b"x"),
        (b"{}", " \n".as_bytes()),
    ] {
        let endless = Endless { head, piece, at: 0, most: 5 << 20 };
        let error = OptOutList::read(endless, &options).unwrap_err();
        let is_told =
            matches!(error.kind(), ErrorKind::RecordTooLarge { .. } | ErrorKind::Value { .. });
        assert!(is_told, "{error}");
    }
}

#[test]
fn what_is_nested_deeply_is_an_error() {
    let options = ListOptions { form: ListForm::Lusha, ..ListOptions::default() };
    for text in ["[".repeat(100_000), format!("{{\"contactId\":{}", "[".repeat(100_000))] {
        let error = OptOutList::read(text.as_bytes(), &options).unwrap_err();
        assert_eq!(error.kind().code(), "value");
    }
}

#[test]
fn fields_without_end_are_told_of_up_to_a_number() {
    let fields: Vec<String> = (0..5_000).map(|number| format!("\"f{number}\":1")).collect();
    let text = format!("{{{},\"contactId\":\"L1\"}}", fields.join(","));
    let list = read(ListForm::Lusha, &text);
    assert_eq!(list.unread_columns().len(), 1_000);
    assert_eq!(list.entries().first().unwrap().entry_id(), "L1");
}

#[test]
fn any_vendors_fields_can_be_named() {
    let layout = Layout::detect()
        .column("redeemId", Role::Id("cognism".to_owned()))
        .column("email", Role::Email);
    let (form, records_at) = (ListForm::Json, Some("results".to_owned()));
    let options = ListOptions { form, records_at, layout, ..ListOptions::default() };
    let pages = r#"{"results":[{"redeemId":"C1","email":"ada@engine.example"}],"pageKey":"k"}
                   {"results":[{"redeemId":"C2","email":null}]}"#;
    let list = OptOutList::read(pages.as_bytes(), &options).unwrap();
    let found: Vec<(String, u64, u64)> = list
        .entries()
        .iter()
        .map(|e| (e.entry_id(), e.record(), e.contact().emails().len() as u64))
        .collect();
    assert_eq!(found, [("C1".to_owned(), 1, 1), ("C2".to_owned(), 2, 0)]);
}

#[cfg(feature = "fs")]
#[test]
fn a_job_sweeps_by_another_vendors_list_and_last_times() {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    let contacts =
        "Record ID,Email,Lusha ID\n1,ada@loom.example,\n2,bo@loom.example,L2\n3,c@x.example,\n";
    std::fs::write(path("contacts.csv"), contacts).unwrap();
    std::fs::write(path("list.json"), LUSHA.replace("\n]", ",{\"contactId\":\"L2\"}]")).unwrap();
    std::fs::write(path("last.json"), r#"{"contactId":"L1"}"#).unwrap();
    let now = "2026-11-24".parse().unwrap();
    let policy = Policy::standard().unwrap();
    let snapshot = read(ListForm::Lusha, LUSHA).snapshot();
    std::fs::write(path("last.snapshot"), serde_json::to_string(&snapshot).unwrap()).unwrap();
    for last in ["last.json", "last.snapshot"] {
        let mut job = optout_core::SweepJob::new(
            path("list.json"),
            path("contacts.csv"),
            path("out"),
            policy.clone(),
            now,
        );
        job.list_options.form = ListForm::Lusha;
        job.layout =
            Layout::preset("hubspot").unwrap().column("Lusha ID", Role::Id("lusha".to_owned()));
        job.previous_list = Some(path(last));
        let report = job.run(&mut |_| std::ops::ControlFlow::Continue(())).unwrap();
        assert_eq!((report.counts.records, report.counts.entries_gone), (3, 0));
        let audit = std::fs::read_to_string(path("out").join("audit.jsonl")).unwrap();
        assert!(audit.contains("\"L1\"") && audit.contains("\"L2\""));
    }
}
