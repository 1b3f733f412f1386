//! The stages of a sweep over one generated sample and the redaction of a generated export, with the
//! `csv` crate and a copy in memory beside them as yardsticks: what counts is the ratio inside one run.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::rc::Rc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use optout_benches::export::{Export, Style};
use optout_core::basis::{
    self, BasisPolicy, Case, Certainty, Evidence, EvidenceKind, Provenance, Signals, Trigger,
};
use optout_core::redact::Targets;
use optout_core::sweep::{Guard, Outputs};
use optout_core::table::{Dialect, Format, field_ends};
use optout_core::{
    EvidenceStore, Layout, ListOptions, OptOutList, Policy, Redactor, Role, Sweep, Table,
};
use optout_examples::generate::{File, Request, generate};

/// Collects what the generator writes.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn sample() -> HashMap<&'static str, Vec<u8>> {
    let mut files: HashMap<&'static str, Memory> = HashMap::new();
    let open = |file: File| Ok(files.entry(file.name()).or_default().clone());
    generate(&Request { seed: 1, contacts: 20_000, opt_outs: 1_000 }, open).unwrap();
    files.into_iter().map(|(name, memory)| (name, memory.0.borrow().clone())).collect()
}

fn list(files: &HashMap<&'static str, Vec<u8>>) -> OptOutList {
    OptOutList::read(files["opt_out_list.csv"].as_slice(), &ListOptions::default()).unwrap()
}

fn sweeps(criterion: &mut Criterion) {
    let files = sample();
    let contacts = &files["salesforce_contacts.csv"];
    let list = list(&files);
    let evidence = EvidenceStore::new();
    let now = "2026-11-24".parse().unwrap();
    let sweep = Sweep::new(&list, Policy::standard().unwrap(), &evidence, now).guard(Guard::OFF);
    let mut group = criterion.benchmark_group("contacts");
    group.throughput(Throughput::Bytes(contacts.len() as u64)).sample_size(10);
    group.bench_function("csv crate, bare reading", |bencher| {
        bencher.iter(|| {
            let mut reader = csv::Reader::from_reader(contacts.as_slice());
            let mut record = csv::ByteRecord::new();
            let mut fields = 0;
            while reader.read_byte_record(&mut record).unwrap() {
                fields += record.len();
            }
            black_box(fields)
        });
    });
    group.bench_function("sweep", |bencher| {
        bencher.iter(|| {
            let mut table =
                Table::open_contacts(contacts.as_slice(), Format::default(), &Layout::detect())
                    .unwrap();
            let outputs = Outputs::all(io::sink);
            sweep.run(&mut table, outputs, &mut |_| ControlFlow::Continue(())).unwrap()
        });
    });
    group.finish();
}

/// An export as written in one style, and the redactor of the people on its list.
fn past_export(style: Style, rows: u64) -> (Vec<u8>, Redactor) {
    let made = Export { seed: 1, rows, opt_outs: rows / 20, style };
    let (mut export, mut list) = (Vec::new(), Vec::new());
    made.write(&mut export).unwrap();
    made.write_list(&mut list).unwrap();
    let layout = Layout::detect().column("CRM Record Id", Role::Id("crm".to_owned()));
    let options = ListOptions { layout, ..ListOptions::default() };
    let mut targets = Targets::new();
    targets.list(&OptOutList::read(list.as_slice(), &options).unwrap());
    (export, Redactor::new(targets))
}

/// The yardsticks stand in the same group: a copy in memory, and the `csv` crate that reads and writes.
fn redaction(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("past export");
    group.sample_size(10);
    for (style, name) in [(Style::Plain, "plain"), (Style::Quoted, "quoted, CRLF")] {
        let (export, redactor) = past_export(style, 40_000);
        group.throughput(Throughput::Bytes(export.len() as u64));
        let mut copy = vec![0; export.len()];
        group.bench_function(format!("{name}: memcpy"), |bencher| {
            bencher.iter(|| black_box(&mut copy).copy_from_slice(black_box(&export)));
        });
        group.bench_function(format!("{name}: csv crate, read and write"), |bencher| {
            bencher.iter(|| read_and_write(&export));
        });
        for (threads, is_hashed) in [(1, false), (2, false), (1, true), (2, true)] {
            let redactor = redactor.clone().threads(threads).hashes(is_hashed);
            let hashes = if is_hashed { ", hashes" } else { "" };
            let id = format!("{name}: redact, threads {threads}{hashes}");
            group.bench_function(id, |bencher| {
                bencher.iter(|| redactor.redact(export.as_slice(), io::sink()).unwrap());
            });
        }
    }
    group.finish();
}

/// Every place at which a field ends, beside the records of `csv`, which does not keep them but its copy
/// of the fields.
fn scanner(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("scanner");
    for (style, name) in [(Style::Plain, "plain"), (Style::Quoted, "quoted, CRLF")] {
        // As much as is read at a time.
        let (export, _) = past_export(style, 1_000);
        group.throughput(Throughput::Bytes(export.len() as u64));
        let mut ends = Vec::new();
        group.bench_function(format!("{name}: field ends"), |bencher| {
            bencher.iter(|| {
                field_ends(black_box(&export), Dialect::default(), &mut ends).unwrap();
                ends.len()
            });
        });
        let mut record = csv::ByteRecord::new();
        group.bench_function(format!("{name}: csv crate"), |bencher| {
            bencher.iter(|| {
                let mut reader = csv::Reader::from_reader(black_box(export.as_slice()));
                let mut fields = 0;
                while reader.read_byte_record(&mut record).unwrap() {
                    fields += record.len();
                }
                fields
            });
        });
    }
    group.finish();
}

fn read_and_write(export: &[u8]) {
    let mut reader = csv::Reader::from_reader(export);
    let mut writer = csv::Writer::from_writer(io::sink());
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap() {
        writer.write_byte_record(&record).unwrap();
    }
}

/// A record with the usual columns, and one that a prospect's evidence keeps.
fn classification(criterion: &mut Criterion) {
    let policy = BasisPolicy {
        balancing_test: Some("test 1".to_owned()),
        first_vendor_delivery: "2026-01-05".parse().ok(),
        ..BasisPolicy::default()
    };
    let documented = |kind: EvidenceKind| Evidence {
        occurred_at: "2026-06-01".parse().ok(),
        source_ref: Some("ref-1".to_owned()),
        provenance: Provenance::Own,
        ..Evidence::new(kind.as_str(), kind)
    };
    let bare = |kind: EvidenceKind| Evidence::new(kind.as_str(), kind);
    let columns = [EvidenceKind::MarketingContact, EvidenceKind::LegalBasisField].map(bare);
    let prospect = [
        bare(EvidenceKind::MarketingContact),
        documented(EvidenceKind::Interaction),
        documented(EvidenceKind::RelationshipRecord),
    ];
    let regimes = policy.packs.place(&Signals { country: "France", ..Signals::default() }).regimes;
    let now = "2026-11-24".parse().unwrap();
    for (name, evidence) in [("columns", columns.as_slice()), ("a prospect", &prospect)] {
        let (trigger, certainty) = (Trigger::VendorOptOut, Certainty::Certain);
        let case = Case { trigger, since: now, certainty, evidence, regimes, now };
        criterion.bench_function(&format!("classify: {name}"), |bencher| {
            bencher.iter(|| basis::classify(black_box(&case), &policy));
        });
    }
    criterion.bench_function("classify: the regimes of a place", |bencher| {
        let signals = Signals { country: "United States", region: "TX", ..Signals::default() };
        bencher.iter(|| policy.packs.place(black_box(&signals)));
    });
}

criterion_group!(benches, scanner, sweeps, redaction, classification);
criterion_main!(benches);
