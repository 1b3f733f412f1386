//! The examples of the page, run.

use std::ops::ControlFlow;

use optout_core::basis::{
    self, BasisPolicy, Case, Certainty, Evidence, EvidenceKind, Marketing, Provenance, Reason,
    Retention, Signals, Trigger,
};
use optout_core::sweep::Outputs;
use optout_core::table::Format;
use optout_core::{Layout, ListOptions, MatchPolicy, OptOutList, Policy, Sweep, Table};

use super::table;

/// What a sweep wrote.
#[derive(Default)]
pub(super) struct Swept {
    pub(super) decisions: String,
    pub(super) deletions: String,
    pub(super) review: String,
}

/// The one piece of evidence that the page tells of.
const EVIDENCE: &str = "email,kind,occurred_at,source_ref,provenance\n\
                        ilse.vogt@harbour.example,contract,2026-03-01,c-7,own\n";

/// One run over texts.
pub(super) fn sweep(list: &str, contacts: &str, policy: &MatchPolicy) -> Swept {
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
    let policy = Policy::new(policy.clone(), BasisPolicy::default());
    let evidence = basis::read_evidence(EVIDENCE.as_bytes(), Format::default()).unwrap();
    let sweep = Sweep::new(&list, policy, &evidence, "2026-11-24".parse().unwrap());
    let mut contacts =
        Table::open_contacts(contacts.as_bytes(), Format::default(), &Layout::detect()).unwrap();
    let mut written = Outputs::all(Vec::new);
    sweep.run(&mut contacts, written.by_ref(), &mut |_| ControlFlow::Continue(())).unwrap();
    let text = |written: Option<Vec<u8>>| String::from_utf8(written.unwrap()).unwrap();
    Swept {
        decisions: text(written.decisions),
        deletions: text(written.deletions),
        review: text(written.review),
    }
}

/// The cells of the records of a table of the library's.
fn records(csv_text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    let record = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
    reader.records().map(|read| record(read.unwrap())).collect()
}

/// A person as the page writes one, as a row of name, address, id and website.
fn row(person: &str) -> String {
    let [mut name, mut email, mut id, mut website] = [""; 4];
    for part in person.split("; ") {
        match part {
            part if part.contains('@') => email = part,
            part if part.starts_with("id ") => id = &part[3..],
            part if part.contains(".example") => website = part,
            part => name = part,
        }
    }
    format!("{name},{email},{id},{website}\n")
}

pub(super) fn people(rows: &[Vec<String>]) -> String {
    let policies = ["broad", "standard", "strict"].map(|name| MatchPolicy::shipped(name).unwrap());
    let ran = rows.iter().map(|cells| {
        let [listed, record] = [&cells[0], &cells[1]];
        let list =
            format!("Name,Work email,Unique 6sense Record ID,Company website\n{}", row(listed));
        let contacts = format!("Id,Name,Email,6sense ID,Website\n7,{}", row(record));
        let mut why = "nothing that a rule asks for".to_owned();
        let answers = policies.each_ref().map(|policy| {
            let Some(decision) = records(&sweep(&list, &contacts, policy).decisions).pop() else {
                return "-".to_owned();
            };
            why = match_sentence(&decision[9]);
            format!("`{}` {}", decision[6], decision[4])
        });
        let [broad, standard, strict] = answers;
        vec![listed.clone(), record.clone(), strict, standard, broad, why]
    });
    table(&["on the list", "in your file", "strict", "standard", "broad", "why"], ran)
}

/// What a decision says about the match, without what it says about lawful basis.
fn match_sentence(reason: &str) -> String {
    let ends = Reason::ALL.iter().map(|reason| reason.sentence());
    let found = ends.filter_map(|end| reason.strip_suffix(end)).next();
    found.expect("a sentence about lawful basis").trim().to_owned()
}

pub(super) fn evidence(rows: &[Vec<String>]) -> String {
    let ran = rows.iter().map(|cells| {
        let (on_record, circumstances) = cells[0].split_once("; ").unwrap_or((&cells[0], ""));
        let mut policy = BasisPolicy {
            balancing_test: Some("DPO-2026-07".to_owned()),
            first_vendor_delivery: Some("2026-01-05".parse().unwrap()),
            ..BasisPolicy::default()
        };
        let mut signals = Signals { country: "France", ..Signals::default() };
        match circumstances {
            "" => {}
            "without a balancing test" => policy.balancing_test = None,
            "in the United States, NY" => {
                signals = Signals { country: "United States", region: "NY", ..signals };
            }
            other => panic!("{other} is no circumstance"),
        }
        let pieces: Vec<Evidence> = match on_record {
            "nothing" => Vec::new(),
            some => some.split(" + ").map(piece).collect(),
        };
        let today = "2026-11-24".parse().unwrap();
        let case = Case {
            trigger: Trigger::VendorOptOut,
            since: today,
            certainty: Certainty::Certain,
            evidence: &pieces,
            regimes: policy.packs.place(&signals).regimes,
            now: today,
        };
        let answer = basis::classify(&case, &policy);
        let keep = match answer.basis {
            Some(basis) => format!("`{}`, {}", answer.retention, basis.as_str().replace('_', " ")),
            None => format!("`{}`", answer.retention),
        };
        vec![
            cells[0].clone(),
            keep,
            format!("`{}`", answer.marketing),
            answer.rule.to_string(),
            answer.reason.sentence().to_owned(),
        ]
    });
    table(&["on record", "keep?", "marketing?", "rule", "why"], ran)
}

/// A piece of evidence as the page writes one: `own contract 2026-03-01 ref`.
fn piece(text: &str) -> Evidence {
    let mut words = text.split(' ');
    let provenance: Provenance = words.next().unwrap().parse().unwrap();
    let kind: EvidenceKind = words.next().unwrap().parse().unwrap();
    let mut piece = Evidence { provenance, ..Evidence::new(text, kind) };
    while let Some(word) = words.next() {
        match word {
            "ref" => piece.source_ref = Some(format!("ref of {kind}")),
            "for" => piece.purposes = vec![words.next().unwrap().to_owned()],
            day => piece.occurred_at = Some(day.parse().unwrap()),
        }
    }
    piece
}

/// The table of decisions of the whole run; what the text below it says is looked at, too.
pub(super) fn decisions(list: &str, contacts: &str) -> String {
    let fenced = |block: &str| block.trim().replace("```text\n", "").replace("```", "");
    let standard = MatchPolicy::standard().unwrap();
    let swept = sweep(&fenced(list), &fenced(contacts), &standard);
    let made = records(&swept.decisions);
    let mut becomes: Vec<(&str, &str)> =
        made.iter().map(|row| (row[0].as_str(), row[6].as_str())).collect();
    becomes.sort();
    let said = [
        ("1", Retention::Remove),
        ("2", Retention::Review),
        ("3", Retention::SuppressOnly),
        ("4", Retention::Keep),
    ];
    assert_eq!(becomes, said.map(|(record, retention)| (record, retention.as_str())));
    let kept = made.iter().find(|row| row[6] == Retention::Keep.as_str()).unwrap();
    assert_eq!(kept[8], Marketing::Suppressed.as_str());
    assert_eq!(records(&swept.deletions).len(), 1);
    assert_eq!(records(&swept.review).len(), 2);
    let head: Vec<&str> = swept.decisions.lines().next().unwrap().split(',').collect();
    table(&head, made)
}
