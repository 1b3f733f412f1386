//! The stages of a sweep over one generated sample, with the `csv` crate's bare reading beside them as
//! the yardstick: what counts is the ratio inside one run.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::rc::Rc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use optout_core::normalize::email::Email;
use optout_core::redact::Targets;
use optout_core::sweep::Outputs;
use optout_core::table::Format;
use optout_core::{
    Contact, EvidenceStore, Layout, ListOptions, MatchPolicy, Matcher, OptOutList, Policy,
    Redactor, Sweep, Table,
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
    let sweep = Sweep::new(&list, Policy::standard().unwrap(), &evidence, now);
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
            let outputs = Outputs {
                decisions: io::sink(),
                deletions: io::sink(),
                review: io::sink(),
                audit: io::sink(),
            };
            sweep.run(&mut table, outputs, &mut |_| ControlFlow::Continue(())).unwrap()
        });
    });
    group.finish();
}

fn redaction(criterion: &mut Criterion) {
    let files = sample();
    let export = &files["past_export_crm.csv"];
    let mut targets = Targets::new();
    targets.list(&list(&files));
    let redactor = Redactor::new(targets);
    let mut group = criterion.benchmark_group("past export");
    group.throughput(Throughput::Bytes(export.len() as u64)).sample_size(10);
    group.bench_function("csv crate, read and write", |bencher| {
        bencher.iter(|| {
            let mut reader = csv::Reader::from_reader(export.as_slice());
            let mut writer = csv::Writer::from_writer(io::sink());
            let mut record = csv::ByteRecord::new();
            while reader.read_byte_record(&mut record).unwrap() {
                writer.write_byte_record(&record).unwrap();
            }
        });
    });
    group.bench_function("redact", |bencher| {
        bencher.iter(|| redactor.redact(export.as_slice(), io::sink()).unwrap());
    });
    group.finish();
}

fn single_records(criterion: &mut Criterion) {
    let list = list(&sample());
    let matcher = Matcher::new(&list, MatchPolicy::standard().unwrap());
    let stranger = Contact::new().email("ada.lovelace@engine.example").id("6sense", "K00000000");
    criterion.bench_function("match a record of nobody's", |bencher| {
        bencher.iter(|| matcher.match_contact(black_box(&stranger)).status());
    });
    criterion.bench_function("normalise an e-mail address", |bencher| {
        bencher.iter(|| Email::parse(black_box(" Ada.Lovelace@Engine.example")).is_ok());
    });
}

criterion_group!(benches, sweeps, redaction, single_records);
criterion_main!(benches);
