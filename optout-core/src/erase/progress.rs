//! How far an erasure has come, to be kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::allowance::Allowance;
use super::plan::ErasurePlan;
use super::system::{Method, System};
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::date::Date;

/// How far an erasure has come: plain data to store beside its plan. Records go by their places in the plan,
/// so that it holds no id; it grows with what is open or failed, and not with what is done.
///
/// A request is *in flight* from the moment it is handed out until its answer is taken. The state that is
/// stored after [`next`](super::Erasure::next) and before the call has it in flight, and so has every later
/// one until the answer is in. After a stop, nobody knows whether such a call was made, whether it arrived,
/// or what was answered; so exactly these are handed out again, with their numbers and records, before
/// anything else. If they had been done, the system says that the records are gone, which counts as done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The hash of the plan that was approved.
    pub(super) plan: String,
    pub(super) is_suppressed: bool,
    /// How many requests may be in flight.
    pub(super) width: usize,
    /// How many numbers have been given.
    pub(super) numbers: u64,
    pub(super) in_flight: Vec<InFlight>,
    /// What is to be sent again, first come first.
    pub(super) again: Vec<Batch>,
    pub(super) methods: BTreeMap<Method, MethodProgress>,
    pub(super) allowances: BTreeMap<System, Allowance>,
}

/// So many requests are never made, and behind the last number of all two requests would have the same.
const MOST_NUMBERS: u64 = u64::MAX / 2;

/// A request without its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InFlight {
    pub(super) number: u64,
    pub(super) batch: Batch,
    /// Whether it was handed out since the state was read; never so in one that is read.
    #[serde(skip)]
    pub(super) is_out: bool,
}

/// Records that go in one call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Batch {
    pub(super) method: Method,
    /// Their places in the plan.
    pub(super) records: Vec<usize>,
    /// How many calls were to no avail.
    pub(super) attempts: u32,
    /// Whether a call may have been done of which no answer came.
    pub(super) is_repeated: bool,
}

/// What has become of the records of one call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MethodProgress {
    /// How many records have been handed out at least once, from the first on.
    pub(super) reached: usize,
    pub(super) deleted: usize,
    pub(super) gone: usize,
    pub(super) accepted: usize,
    /// Places and codes of those that the system refuses to delete.
    pub(super) failed: BTreeMap<usize, String>,
    /// The day of the last answer.
    pub(super) last: Option<Date>,
    /// How many times it has been looked again since.
    pub(super) rounds: usize,
}

impl Progress {
    pub(super) fn new(plan: &ErasurePlan) -> Self {
        Self {
            plan: plan.hash(),
            is_suppressed: false,
            width: 1,
            numbers: 0,
            in_flight: Vec::new(),
            again: Vec::new(),
            methods: BTreeMap::new(),
            allowances: BTreeMap::new(),
        }
    }

    pub(super) fn of(&mut self, method: Method) -> &mut MethodProgress {
        self.methods.entry(method).or_default()
    }

    pub(super) fn allowance(&mut self, system: System) -> &mut Allowance {
        self.allowances.entry(system).or_insert_with(|| Allowance::new(system))
    }

    /// How many calls to a system are without an answer.
    pub(super) fn calls_out(&self, system: System) -> u64 {
        let of_system = |out: &&InFlight| out.is_out && out.batch.method.system() == system;
        self.in_flight.iter().filter(of_system).count() as u64
    }

    /// Whether records of a call are in flight or to be sent again.
    pub(super) fn is_open(&self, method: Method) -> bool {
        self.open().any(|batch| batch.method == method)
    }

    fn open(&self) -> impl Iterator<Item = &Batch> {
        self.in_flight.iter().map(|out| &out.batch).chain(&self.again)
    }

    /// Refuses a state that is not of the plan, or in which a record is lost or there twice.
    pub(super) fn require_of(&self, plan: &ErasurePlan) -> Result<()> {
        if self.plan == plan.hash() && self.is_whole(plan) {
            return Ok(());
        }
        let expected = "the progress of this plan";
        Err(Error::new(ErrorKind::InvalidOption { option: "progress", expected }))
    }

    fn is_whole(&self, plan: &ErasurePlan) -> bool {
        let known = |method: &Method| plan.methods().any(|of_plan| of_plan == *method);
        let numbers: std::collections::BTreeSet<u64> =
            self.in_flight.iter().map(|out| out.number).collect();
        self.methods.keys().all(known)
            && self.open().all(|batch| known(&batch.method) && !batch.records.is_empty())
            && self.allowances.iter().all(|(system, allowance)| *system == allowance.system())
            && numbers.len() == self.in_flight.len()
            && numbers.iter().all(|number| (1..=self.numbers).contains(number))
            && self.numbers <= MOST_NUMBERS
            && self.width > 0
            && plan.methods().all(|method| self.accounts_for(method, plan))
    }

    /// Whether each record that was reached is settled, or open once.
    fn accounts_for(&self, method: Method, plan: &ErasurePlan) -> bool {
        let none = MethodProgress::default();
        let of_method = self.methods.get(&method).unwrap_or(&none);
        let open = self.open().filter(|batch| batch.method == method);
        let mut places: Vec<usize> = open.flat_map(|batch| batch.records.iter().copied()).collect();
        places.extend(of_method.failed.keys());
        places.sort_unstable();
        let is_once = places.windows(2).all(|pair| pair.first() < pair.last());
        let done = [of_method.deleted, of_method.gone, of_method.accepted];
        let settled = done.into_iter().try_fold(places.len(), usize::checked_add);
        is_once
            && places.last().is_none_or(|last| *last < of_method.reached)
            && of_method.reached <= plan.record_ids(method).len()
            && settled == Some(of_method.reached)
    }
}
