//! A table in memory, of four columns: what a row costs, on one thread.

use std::ops::ControlFlow;

use arrow_array::RecordBatch;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use optout_benches::export::{Export, Style};
use optout_benches::frame;
use optout_core::arrow::{BatchSweep, sweep_table};
use optout_core::sweep::Guard;
use optout_core::{EvidenceStore, ListOptions, MatchPolicy, Matcher, OptOutList, Sweep};

const ROWS: usize = 100_000;
/// How many rows an engine hands over at a time.
const BATCH: usize = 10_000;
fn made() -> Export {
    Export { seed: 1, rows: ROWS as u64, opt_outs: ROWS as u64 / 20, style: Style::Plain }
}

fn list() -> OptOutList {
    let mut text = Vec::new();
    made().write_list(&mut text).unwrap();
    OptOutList::read(text.as_slice(), &ListOptions::default()).unwrap()
}

fn records() -> RecordBatch {
    let mut text = Vec::new();
    made().write(&mut text).unwrap();
    frame::read(text.as_slice()).unwrap()
}

fn sweeping(criterion: &mut Criterion) {
    let (list, records, layout) = (list(), records(), frame::layout());
    let (schema, evidence) = (records.schema(), EvidenceStore::new());
    let today = "2026-11-24".parse().unwrap();
    let mut group = criterion.benchmark_group("four columns in memory");
    group.throughput(Throughput::Elements(ROWS as u64));
    for policy in ["strict", "standard"] {
        let matcher = Matcher::new(&list, MatchPolicy::shipped(policy).unwrap());
        let sweep = Sweep::with_matcher(&matcher, Default::default(), &evidence, today);
        let sweep = sweep.guard(Guard::OFF);
        group.bench_function(format!("the whole table, {policy}"), |bencher| {
            let batches = std::slice::from_ref(&records);
            bencher.iter(|| {
                let go_on = &mut |_| ControlFlow::Continue(());
                let swept = sweep_table(&sweep, &layout, &schema, batches, go_on).unwrap();
                assert_eq!(swept.counts.records, ROWS as u64);
            });
        });
        group.bench_function(format!("batch by batch, {policy}"), |bencher| {
            bencher.iter(|| {
                let mut part = BatchSweep::new(&sweep, &layout, &schema).unwrap();
                for first in (0..ROWS).step_by(BATCH) {
                    part.sweep(&sweep, &records.slice(first, BATCH)).unwrap();
                }
                assert_eq!(part.tally().counts().records, ROWS as u64);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, sweeping);
criterion_main!(benches);
