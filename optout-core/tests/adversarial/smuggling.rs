//! What slips into a spreadsheet, an address, a path or a message as something else than text.

use std::ops::ControlFlow;

use optout_core::basis::read_evidence;
use optout_core::erase::{ErasurePlan, Method, System};
use optout_core::normalize::date::Zone;
use optout_core::notice::{DigestState, Recipients};
use optout_core::sweep::{Guard, Outputs, ReviewOptions};
use optout_core::table::{Format, TableWriter};
use optout_core::{BasisPolicy, Layout, ListOptions, OptOutList, Policy, Redactor, Sweep, Table};

/// What a spreadsheet runs, or may run: each sign plain and full-width, tab and line ends.
const FORMULAS: [&str; 11] = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\u{ff1d}1+1",
    "\u{ff0b}1",
    "\u{ff0d}1",
    "\u{ff20}SUM(1)",
];

/// The cells of a table as a spreadsheet has them.
fn cells(table: &[u8]) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table);
    reader
        .records()
        .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn runs(cell: &str) -> bool {
    cell.starts_with([
        '=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ])
}

#[test]
fn a_table_writes_every_formula_as_text() {
    let mut bytes = Vec::new();
    let mut table = TableWriter::start(&mut bytes, &["one"]).unwrap();
    FORMULAS.iter().for_each(|formula| table.write(&[formula]).unwrap());
    table.finish().unwrap();
    let cells = cells(&bytes);
    assert_eq!(cells.len(), 1 + FORMULAS.len());
    for (cell, formula) in cells[1..].iter().zip(FORMULAS) {
        assert_eq!(cell, &format!("'{formula}"));
    }
}

/// Ids, names, addresses, websites, systems, evidence and even the header's own names.
#[test]
fn no_table_of_a_sweep_has_a_formula() {
    let mut seen = 0;
    for formula in FORMULAS {
        let quoted = format!("\"{formula}\"");
        let list = format!(
            "Unique 6sense Record ID,Work email,Name,Company website\n{quoted},ada@engine.example,{quoted},{quoted}\n\
             P2,bob@engine.example,{quoted},engine.example\n"
        );
        let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
        let contacts = format!(
            "Record ID,{quoted},First Name,Last Name,Email,6sense ID,Website\n\
             {quoted},x,{quoted},{quoted},ada@engine.example,{quoted},{quoted}\n\
             2,x,{quoted},,bob@engine.example,,engine.example\n3,x,{quoted},,bob@engine.example,P2,\n"
        );
        let evidence = format!(
            "record_id,kind,source_ref,source_system\n3,legal_claims_hold,{quoted},{quoted}\n"
        );
        let evidence = read_evidence(evidence.as_bytes(), Format::default()).unwrap();
        let format = Format { delimiter: Some(b','), ..Format::default() };
        let mut table =
            Table::open_contacts(contacts.as_bytes(), format, &Layout::detect()).unwrap();
        let mut outputs = Outputs::all(Vec::new);
        Sweep::new(&list, Policy::standard().unwrap(), &evidence, "2026-11-24".parse().unwrap())
            .review(ReviewOptions { values: true, scores: true })
            .guard(Guard::OFF)
            .run(&mut table, outputs.by_ref(), &mut |_| ControlFlow::Continue(()))
            .unwrap();
        let audit = outputs.audit.take().unwrap();
        for table in outputs {
            for cell in cells(&table) {
                assert!(!runs(&cell), "a formula is in a table");
                seen += usize::from(cell.starts_with('\''));
            }
        }
        for line in audit.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            serde_json::from_slice::<serde_json::Value>(line).unwrap();
        }
    }
    assert!(seen > 20, "{seen}");
}

/// The user's own rows stay as they are, formulas and all; what is blanked is blank.
#[test]
fn a_redacted_export_keeps_what_is_not_redacted_byte_by_byte() {
    let mut targets = optout_core::redact::Targets::new();
    targets.person_id("P2");
    let redactor = Redactor::new(targets);
    for formula in FORMULAS {
        let other = format!("P1,\"{formula}\",FALSE\n");
        let export = format!("6sense People Id,Name,Is Redacted\n{other}P2,\"{formula}\",FALSE\n");
        let mut redacted = Vec::new();
        redactor.redact(export.as_bytes(), &mut redacted).unwrap();
        let redacted = String::from_utf8(redacted).unwrap();
        assert!(redacted.contains(&other));
        assert!(redacted.ends_with("P2,\"\",TRUE\n"));
    }
}

const METHODS: [Method; 9] = [
    Method::SalesforceCollections,
    Method::HubspotGdprDelete,
    Method::HubspotArchive,
    Method::MarketoDeleteLeads,
    Method::EloquaDeleteContact,
    Method::PardotDeleteProspect,
    Method::OutreachComplianceProspect,
    Method::OutreachComplianceRecipient,
    Method::SalesloftDeletePerson,
];

/// Ids go into paths, queries and bodies of requests that delete.
#[test]
fn no_id_leads_a_deletion_elsewhere() {
    let id = "003A000001XyZab";
    let mut refused = 0;
    for method in METHODS {
        for harm in [
            "../",
            "..",
            "/",
            "\\",
            "%2e%2e%2f",
            "%2F",
            "?",
            "?all=true",
            "#",
            "&",
            "&allOrNone=true",
            ";",
            ",",
            "\n",
            "\r\n",
            "\0",
            " ",
            "\u{a0}",
            "\u{200b}",
            "\u{202e}",
            "\"",
            "'",
            "{}",
            "*",
            "=1",
            "\u{ff11}",
            "\u{2028}",
            "@x.example",
            "e3",
            ".0",
            "-1",
            "%00",
            "://x.example",
        ] {
            for one in [id, "51"] {
                for raw in [
                    format!("{harm}{one}"),
                    format!("{one}{harm}"),
                    format!("{one}{harm}{one}"),
                    harm.to_owned(),
                ] {
                    let cell = raw.replace('"', "\"\"");
                    let mut plan = ErasurePlan::new(System::Salesforce);
                    let table = format!("record_id\n\"{cell}\"\n");
                    if plan.read_deletions(method, table.as_bytes()).is_err() {
                        assert!(plan.is_empty());
                        refused += 1;
                        continue;
                    }
                    // Blanks around an id are no part of it, and wide digits are digits.
                    for id in plan.record_ids(method) {
                        assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{method}");
                    }
                }
            }
        }
        for other in ["0", "00", "", "99999999999999999999", "NaN", "null", "me", "self", "all"] {
            let mut plan = ErasurePlan::new(System::Salesforce);
            let table = format!("record_id,x\n{other},\n");
            assert!(plan.read_deletions(method, table.as_bytes()).is_err(), "{method} {other:?}");
        }
    }
    println!("{refused} ids were refused");
    assert!(refused > 1_500, "{refused}");
    let mut plan = ErasurePlan::new(System::Salesforce);
    for version in [
        "v62.0/../..",
        "v62",
        "62.0",
        "v62.0?x",
        "v62.0\n",
        "v.0",
        "v6 2.0",
        "v\u{ff16}.0",
        "../v62.0",
    ] {
        assert!(plan.set_salesforce_version(version).is_err(), "{version:?}");
    }
}

/// Names of entries are the vendor's ids, and may be anything; they stand in lines, in markup and in a message.
#[test]
fn no_entry_writes_into_the_head_or_the_lines_of_a_message() {
    let ids = [
        "P1\r\nBcc: eve@x.example",
        "P2\nTo: eve@x.example\n\nHello",
        "P3\r\n.\r\nMAIL FROM:<eve@x.example>",
        "<img src=x onerror=alert(1)>",
        "\"><script>alert(1)</script>",
        "P4\u{2028}New\u{2029}lines\u{85}and\u{b}more\u{c}",
        "P5\u{202e}gnp.exe",
        "&lt;b&gt;",
        "=?utf-8?B?QmNjOg==?=",
        "--optout_boundary",
        "P6\0",
    ];
    let rows: String = ids.iter().map(|id| format!("\"{}\"\n", id.replace('"', "\"\""))).collect();
    let list = format!("Unique 6sense Record ID\n{}", rows.replace('\0', ""));
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
    let at = "2026-11-24T08:00:00Z".parse().unwrap();
    let digest = DigestState::new()
        .weekly(&list.snapshot(), at, &Zone::utc(), &BasisPolicy::default())
        .unwrap();
    assert_eq!(digest.changes.new.len(), ids.len());
    let html = digest.html();
    assert!(!html.contains("<img") && !html.contains("<script") && html.contains("&amp;lt;b"));
    for body in [digest.text(), html] {
        for sign in ['\r', '\0', '\u{85}', '\u{b}', '\u{c}', '\u{2028}', '\u{2029}', '\u{202e}'] {
            assert!(!body.contains(sign), "{sign:?}");
        }
        assert!(
            !body
                .lines()
                .any(|line| ["Bcc", "To:", "Hello", "."].iter().any(|word| line.starts_with(word)))
        );
    }
    let recipients = Recipients::new("admin@company.example").unwrap();
    let message = digest.message("optout@company.example", &recipients, at).unwrap();
    let message = String::from_utf8(message).unwrap();
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    assert!(!head.contains("eve@") && !head.to_lowercase().contains("bcc"));
    assert_eq!(head.lines().filter(|line| line.starts_with("To:")).count(), 1);
    let boundary = format!("--optout_{}", &digest.message_id[..32]);
    assert_eq!(
        body.lines().filter(|line| line.starts_with("--")).count(),
        body.matches(&boundary).count()
    );
    assert!(body.lines().all(|line| line.len() < 998 && line != "."));
}

#[test]
fn no_address_brings_another_line_or_another_address() {
    let list =
        OptOutList::read(&b"Unique 6sense Record ID\nP1\n"[..], &ListOptions::default()).unwrap();
    let at = "2026-11-24T08:00:00Z".parse().unwrap();
    let digest = DigestState::new()
        .weekly(&list.snapshot(), at, &Zone::utc(), &BasisPolicy::default())
        .unwrap();
    let mut recipients = Recipients::new("admin@company.example").unwrap();
    for harm in [
        "\r\n",
        "\n",
        "\r",
        "\r\nBcc: ",
        "\n\n",
        ",",
        ";",
        " ",
        "\t",
        "\0",
        "<",
        ">",
        "\"",
        "(",
        ")",
        ":",
        "[",
        "]",
        "\\",
        "@",
        "\u{2028}",
        "\u{85}",
        "\u{ff20}",
        "\u{a0}",
        "%0d%0a@",
        "=?utf-8?q?=0d=0a?=@",
    ] {
        for address in [
            format!("a{harm}b@company.example"),
            format!("a@company.example{harm}b@x.example"),
            format!("a@b{harm}.example"),
        ] {
            assert!(Recipients::new(&address).is_err(), "{address:?}");
            assert!(recipients.add(&address).is_err(), "{address:?}");
            assert!(digest.message(&address, &recipients, at).is_err(), "{address:?}");
        }
    }
    assert_eq!(recipients.iter().count(), 1);
}
