//! Any order of calls, answers, lost answers, stops and resumes.

use std::collections::{BTreeMap, BTreeSet};

use optout_core::erase::{
    Answer, Budget, Erasure, ErasurePlan, Hold, Method, Next, Outcome, Progress, Request, System,
};
use proptest::prelude::*;

use crate::model::{Model, Said, day};

/// What happens next.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// The host asks what to do and does it, up to this point.
    Next(Reach),
    /// An answer that has come is taken, and perhaps stored.
    Answer(usize, bool),
    /// No answer comes, whatever was done.
    Lose(usize),
    /// The host is killed and starts again.
    Kill,
    /// Time passes.
    Pass(u64),
}

/// How far a call comes before the host is killed, if it is.
#[derive(Clone, Copy, Debug)]
enum Reach {
    /// Not even stored.
    Asked,
    /// Stored and not made.
    Stored,
    /// Made.
    Made,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        12 => Just(Event::Next(Reach::Made)),
        1 => Just(Event::Next(Reach::Asked)),
        1 => Just(Event::Next(Reach::Stored)),
        10 => (any::<usize>(), prop::bool::weighted(0.9)).prop_map(|(at, stored)| Event::Answer(at, stored)),
        1 => any::<usize>().prop_map(Event::Lose),
        1 => Just(Event::Kill),
        3 => (1u64..20_000).prop_map(Event::Pass),
    ]
}

#[derive(Clone, Debug)]
struct World {
    /// Of each call, how many records it is to delete.
    records: BTreeMap<Method, usize>,
    of_record: System,
    batch_size: usize,
    width: usize,
    budget: u64,
    /// The most calls that systems take in a day.
    most: u64,
    /// Every so manieth record is never deleted; none if 0.
    kept: usize,
}

fn world() -> impl Strategy<Value = World> {
    let records = prop::collection::btree_map(prop::sample::select(Method::ALL), 1usize..8, 1..4);
    let of_record = prop::sample::select(System::ALL);
    (records, of_record, 1usize..4, 1usize..4, 1u64..12, 1u64..12, 0usize..6).prop_map(
        |(records, of_record, batch_size, width, budget, most, kept)| World {
            records,
            of_record,
            batch_size,
            width,
            budget,
            most,
            kept,
        },
    )
}

fn ids(method: Method, count: usize) -> Vec<String> {
    let id = |number: usize| match method {
        Method::SalesforceCollections => format!("0030000000{number:05}AAA"),
        _ => (100 + number).to_string(),
    };
    (0..count).map(id).collect()
}

/// A host with a store, and the systems it calls.
struct Host {
    plan: ErasurePlan,
    erasure: Erasure,
    stored: String,
    model: Model,
    /// Calls that were made and whose answers are not taken.
    pending: Vec<(Request, Said)>,
    now: u64,
    budget: u64,
    /// The days on which a system's stored word was that it takes no more.
    stopped: BTreeSet<(System, u64)>,
}

impl Host {
    fn new(world: &World) -> Self {
        let mut plan = ErasurePlan::new(world.of_record);
        let mut model = Model { most: world.most, ..Model::default() };
        for (method, count) in &world.records {
            let ids = ids(*method, *count);
            if method.batch_size() > 1 {
                plan.set_batch_size(*method, world.batch_size).unwrap();
            }
            let table = format!("record_id\n{}\n", ids.join("\n"));
            plan.read_deletions(*method, table.as_bytes()).unwrap();
            if world.kept > 0 {
                model.kept.extend(ids.iter().step_by(world.kept).cloned());
            }
            // Two calls of one system are for the same contacts; those planned first have them.
            let planned = plan.record_ids(*method);
            model.records.entry(*method).or_default().extend(planned.iter().cloned());
        }
        let approval = plan.hash();
        let mut erasure = Erasure::begin(plan.clone(), &approval).unwrap();
        erasure.set_in_flight(world.width).unwrap();
        for system in System::ALL {
            let budget = Budget { calls_per_day: Some(world.budget), ..Budget::of(*system) };
            erasure.set_budget(*system, budget);
        }
        erasure.suppressed();
        let stored = serde_json::to_string(erasure.progress()).unwrap();
        let (now, budget) = (1_795_000_000, world.budget);
        let (pending, stopped) = (Vec::new(), BTreeSet::new());
        Self { plan, erasure, stored, model, pending, now, budget, stopped }
    }

    fn store(&mut self) {
        self.stored = serde_json::to_string(self.erasure.progress()).unwrap();
    }

    /// Stores what an answer has changed; a stop that is stored holds.
    fn store_answer(&mut self) {
        self.store();
        let mut again = self.resumed();
        if let Next::Stop { system, hold: Hold::DailyAllowance, .. } = again.next(self.now) {
            self.stopped.insert((system, day(system, self.now)));
        }
    }

    fn resumed(&self) -> Erasure {
        let progress: Progress = serde_json::from_str(&self.stored).unwrap();
        Erasure::resume(self.plan.clone(), progress).unwrap()
    }

    fn kill(&mut self) {
        self.pending.clear();
        self.erasure = self.resumed();
    }

    fn next(&mut self, reach: Reach) -> Next {
        let next = self.erasure.next(self.now);
        if let Next::Send(request) = &next {
            if matches!(reach, Reach::Asked) {
                self.kill();
                return next;
            }
            self.store();
            if matches!(reach, Reach::Stored) {
                self.kill();
                return next;
            }
            let system = request.method.system();
            let today = (system, day(system, self.now));
            assert!(!self.stopped.contains(&today), "a call after the day's last");
            let said = self.model.call(request, self.now);
            assert!(self.model.calls[&today] <= self.budget, "more calls than the budget");
            self.pending.push((request.clone(), said));
        }
        next
    }

    fn answer(&mut self, at: usize, is_stored: bool) {
        if self.pending.is_empty() {
            return;
        }
        let (request, said) = self.pending.remove(at % self.pending.len());
        let now = self.now;
        let taken = said.answer(|answer| self.erasure.take_answer(request.number, answer, now));
        let taken = taken.unwrap();
        assert_eq!(taken.records.len(), request.record_ids.len());
        for (settled, id) in taken.records.iter().zip(&request.record_ids) {
            assert_eq!(&settled.record_id, id);
            assert_eq!(
                settled.outcome == Outcome::Failed,
                said.status < 429
                    && self.model.kept.contains(id)
                    && settled.outcome != Outcome::Again
            );
        }
        let twice = said.answer(|answer| self.erasure.take_answer(request.number, answer, now));
        assert!(twice.is_err());
        if is_stored {
            self.store_answer();
        } else {
            self.kill();
        }
    }

    fn lose(&mut self, at: usize) {
        if self.pending.is_empty() {
            return;
        }
        let (request, _) = self.pending.remove(at % self.pending.len());
        self.erasure.take_answer(request.number, &Answer::NONE, self.now).unwrap();
        self.store_answer();
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Next(reach) => drop(self.next(reach)),
            Event::Answer(at, is_stored) => self.answer(at, is_stored),
            Event::Lose(at) => self.lose(at),
            Event::Kill => self.kill(),
            Event::Pass(seconds) => self.now += seconds,
        }
    }

    /// Goes on without mishaps to the end.
    fn finish(&mut self) {
        for _ in 0..10_000 {
            match self.next(Reach::Made) {
                Next::Done => return,
                Next::Send(_) => {}
                Next::Answer => self.answer(0, true),
                Next::Wait { until, .. } | Next::Stop { until, .. } => {
                    if self.pending.is_empty() {
                        assert!(until > self.now);
                        self.now = until;
                    } else {
                        self.answer(0, true);
                    }
                }
                Next::Suppress | Next::Authorize { .. } => panic!("nothing to see to"),
            }
        }
        panic!("no end");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_is_lost_or_repeated_and_no_allowance_passed(
        world in world(),
        events in prop::collection::vec(event(), 0..120),
    ) {
        let mut host = Host::new(&world);
        for event in events {
            host.happen(event);
        }
        host.finish();
        for method in host.plan.methods() {
            for id in host.plan.record_ids(method) {
                let times = host.model.deleted.get(&(method, id.clone())).copied().unwrap_or(0);
                let expected = u32::from(!host.model.kept.contains(id));
                prop_assert_eq!(times, expected);
            }
        }
        prop_assert!(host.model.unannounced.is_empty());
        for standing in host.erasure.standing() {
            let kept = host.plan.record_ids(standing.method).iter().filter(|id| host.model.kept.contains(*id));
            prop_assert_eq!(standing.failed, kept.count());
            prop_assert_eq!(standing.open, 0);
        }
        let printed = format!("{:?} {:?}", host.erasure, host.erasure.failed());
        prop_assert!(!printed.contains("ada@engine.example"));
        prop_assert!(!host.stored.contains("Ada") && !host.stored.contains('@'));
    }
}
