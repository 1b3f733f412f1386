//! A plan being carried out.

use serde::Serialize;

use super::allowance::{Budget, Hold, Verdict};
use super::answer::{Answer, Fate, Outcome, Said, read};
use super::limit::{Limit, limit};
use super::plan::ErasurePlan;
use super::progress::{Batch, InFlight, Progress};
use super::request::Request;
use super::system::{Method, System};
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::date::Date;
use crate::words::words;

/// A plan that a human has approved, being carried out by its host.
///
/// The host asks for the [`next`](Self::next) thing to do, stores the [`progress`](Self::progress), makes the
/// call, hands the answer back ([`take_answer`](Self::take_answer)) and stores the progress again. Stopped at
/// any point and resumed from what was stored last, it loses no record and repeats only what was in flight;
/// see [`Progress`]. Of an unstored step, only the store decides: a call that is made before the progress
/// is stored may be made twice.
///
/// ```
/// use optout_core::erase::{Answer, Erasure, ErasurePlan, Next, System};
///
/// let mut plan = ErasurePlan::new(System::Hubspot);
/// plan.read_deletions(System::Hubspot, "record_id\n51\n".as_bytes())?;
/// let approval = plan.hash();
/// let mut erasure = Erasure::begin(plan, &approval)?;
/// let now = 1_795_000_000;
///
/// assert_eq!(erasure.next(now), Next::Suppress);
/// erasure.suppressed();
/// let Next::Send(request) = erasure.next(now) else { return Err("no request".into()) };
/// assert_eq!(request.body.as_deref(), Some(r#"{"objectId":"51"}"#));
/// let answer = Answer { status: 204, headers: &[], body: b"" };
/// erasure.take_answer(request.number, &answer, now)?;
/// assert_eq!(erasure.next(now), Next::Done);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Erasure {
    plan: ErasurePlan,
    progress: Progress,
}

/// What the host is to do. Times are seconds since 1970 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "next", rename_all = "snake_case")]
pub enum Next {
    /// Put the people into the suppression set and flag their records; then say so
    /// ([`Erasure::suppressed`]).
    Suppress,
    /// Make a call.
    Send(Request),
    /// Wait for an answer to what is in flight.
    Answer,
    /// Wait until this time.
    Wait {
        /// The system that makes it wait.
        system: System,
        /// The time.
        until: u64,
        /// Why.
        hold: Hold,
    },
    /// Stop work, tell somebody, and go on at this time or later.
    Stop {
        /// The system that makes it stop.
        system: System,
        /// The time.
        until: u64,
        /// Why.
        hold: Hold,
    },
    /// Have somebody see to the credentials; then say so ([`Erasure::authorized`]).
    Authorize {
        /// The system that refuses them.
        system: System,
    },
    /// Nothing: all is settled.
    Done,
}

words! {
    /// What the host is to do, as one word.
    NextKind ("suppress, send, answer, wait, stop, authorize or done") {
        /// See to suppression.
        Suppress = "suppress",
        /// Make a call.
        Send = "send",
        /// Wait for an answer.
        Answer = "answer",
        /// Wait until a time.
        Wait = "wait",
        /// Stop work until a time.
        Stop = "stop",
        /// See to the credentials.
        Authorize = "authorize",
        /// Nothing.
        Done = "done",
    }
}

impl Next {
    /// It as one word.
    pub const fn kind(&self) -> NextKind {
        match self {
            Self::Suppress => NextKind::Suppress,
            Self::Send(_) => NextKind::Send,
            Self::Answer => NextKind::Answer,
            Self::Wait { .. } => NextKind::Wait,
            Self::Stop { .. } => NextKind::Stop,
            Self::Authorize { .. } => NextKind::Authorize,
            Self::Done => NextKind::Done,
        }
    }

    /// The system that it is about.
    pub const fn system(&self) -> Option<System> {
        match self {
            Self::Send(request) => Some(request.method.system()),
            Self::Wait { system, .. } | Self::Stop { system, .. } | Self::Authorize { system } => {
                Some(*system)
            }
            Self::Suppress | Self::Answer | Self::Done => None,
        }
    }

    /// The time until which to wait, and why, if there is one.
    pub const fn until(&self) -> Option<(u64, Hold)> {
        match self {
            Self::Wait { until, hold, .. } | Self::Stop { until, hold, .. } => {
                Some((*until, *hold))
            }
            _ => None,
        }
    }
}

/// What an answer has settled.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// Of each record of the request, in its order, what has become of it.
    pub records: Vec<Settled>,
    /// Whether to go on.
    pub verdict: Verdict,
}

/// What has become of one record.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// The call that it was planned for.
    pub method: Method,
    /// Its id.
    pub record_id: String,
    /// What has become of it.
    pub outcome: Outcome,
    /// The system's code, where it is not deleted.
    pub code: Option<String>,
}

/// How many calls for a record may be to no avail before it counts as failed.
const MOST_ATTEMPTS: u32 = 8;

impl Erasure {
    /// Begins with a plan that was approved.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] if the approval is another plan's.
    pub fn begin(plan: ErasurePlan, approval: &str) -> Result<Self> {
        plan.approve(approval)?;
        let progress = Progress::new(&plan);
        Ok(Self { plan, progress })
    }

    /// Goes on with a plan that was begun, from the progress that was stored last.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] if the progress is another plan's or was tampered with.
    pub fn resume(plan: ErasurePlan, progress: Progress) -> Result<Self> {
        progress.require_of(&plan)?;
        let mut erasure = Self { plan, progress };
        // A clone of one that is at work would have them handed out.
        for out in &mut erasure.progress.in_flight {
            (out.is_out, out.batch.is_repeated) = (false, true);
        }
        Ok(erasure)
    }

    /// The plan.
    pub fn plan(&self) -> &ErasurePlan {
        &self.plan
    }

    /// How far it has come, to be stored.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    pub(super) fn progress_mut(&mut self) -> &mut Progress {
        &mut self.progress
    }

    /// The people are in the suppression set and their records are flagged: deletion may begin.
    pub fn suppressed(&mut self) {
        self.progress.is_suppressed = true;
    }

    /// Somebody has seen to the credentials for a system.
    pub fn authorized(&mut self, system: System) {
        self.progress.allowance(system).authorized();
    }

    /// Takes so much of a system's allowance from now on.
    pub fn set_budget(&mut self, system: System, budget: Budget) {
        self.progress.allowance(system).set_budget(budget);
    }

    /// Has at most so many requests in flight; 1 unless said otherwise.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for none.
    pub fn set_in_flight(&mut self, most: usize) -> Result<()> {
        if most == 0 {
            let (option, expected) = ("in_flight", "at least one");
            return Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        }
        self.progress.width = most;
        Ok(())
    }

    /// What is to be done now. A request that it hands out is in flight, and its call is counted.
    pub fn next(&mut self, now: u64) -> Next {
        if self.plan.is_empty() {
            return Next::Done;
        }
        if !self.progress.is_suppressed {
            return Next::Suppress;
        }
        let left_over = self.progress.in_flight.iter().position(|out| !out.is_out);
        if let Some(at) = left_over {
            return self.hand_out_again(at, now);
        }
        let Some(method) = self.method() else { return Next::Done };
        if self.progress.in_flight.len() >= self.progress.width {
            return Next::Answer;
        }
        let Some(source) = self.source(method) else { return Next::Answer };
        if let Some(held) = self.charge(method.system(), now) {
            return held;
        }
        let batch = self.take_batch(method, source);
        let number = self.progress.numbers.saturating_add(1);
        self.progress.numbers = number;
        let request = self.request(number, &batch);
        self.progress.in_flight.push(InFlight { number, batch, is_out: true });
        Next::Send(request)
    }

    /// Takes the answer to a request, [`Answer::NONE`] if none came.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a request that is not in flight; nothing is changed then.
    pub fn take_answer(&mut self, number: u64, answer: &Answer<'_>, now: u64) -> Result<Taken> {
        let at = self.progress.in_flight.iter().position(|out| out.number == number);
        let Some(at) = at else {
            let (option, expected) = ("number", "the number of a request that is in flight");
            return Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        };
        let batch = self.progress.in_flight.remove(at).batch;
        let (method, system) = (batch.method, batch.method.system());
        let others = self.progress.calls_out(system);
        let mut verdict = self.progress.allowance(system).take(answer, others, now);
        let record_ids = self.ids(&batch);
        let said = match limit(system, answer, now) {
            Some(Limit::Unavailable(_)) => {
                let status = answer.status;
                Said::Nothing(if status == 0 {
                    "no_answer".to_owned()
                } else {
                    format!("http_{status}")
                })
            }
            Some(_) => {
                // Nothing was done, and nothing is wrong with the records.
                self.progress.again.insert(0, batch);
                let again = |id| settled(method, id, Fate { outcome: Outcome::Again, code: None });
                return Ok(Taken { records: record_ids.into_iter().map(again).collect(), verdict });
            }
            None => read(method, answer, &record_ids),
        };
        let is_in_use = matches!(&said, Said::Each(fates) if fates.iter().any(Fate::is_open));
        if is_in_use || (matches!(said, Said::Nothing(_)) && verdict == Verdict::GoOn) {
            verdict = self.progress.allowance(system).rest(now);
        }
        let fates = self.settle(batch, said, now);
        let records = record_ids.into_iter().zip(fates);
        Ok(Taken {
            records: records.map(|(id, fate)| settled(method, id, fate)).collect(),
            verdict,
        })
    }

    /// The requests that are in flight, which [`next`](Self::next) hands out first after a stop.
    pub fn in_flight(&self) -> Vec<Request> {
        let requests = self.progress.in_flight.iter();
        requests.map(|out| self.request(out.number, &out.batch)).collect()
    }

    /// The records that their systems refuse to delete, with their codes.
    pub fn failed(&self) -> Vec<Settled> {
        let of_method = |method: Method| {
            let failed = self.progress.methods.get(&method).map(|of_method| &of_method.failed);
            failed.into_iter().flatten().filter_map(move |(place, code)| {
                let id = self.plan.record_ids(method).get(*place)?.clone();
                let fate = Fate { outcome: Outcome::Failed, code: Some(code.clone()) };
                Some(settled(method, id, fate))
            })
        };
        self.plan.methods().flat_map(of_method).collect()
    }

    /// The call whose turn it is: the first with records that are not settled.
    fn method(&self) -> Option<Method> {
        self.plan.methods().find(|method| {
            let reached =
                self.progress.methods.get(method).map_or(0, |of_method| of_method.reached);
            reached < self.plan.record_ids(*method).len() || self.progress.is_open(*method)
        })
    }

    /// Where its next records come from: the place of those to be sent again, or else the plan.
    fn source(&self, method: Method) -> Option<Option<usize>> {
        let again = self.progress.again.iter().position(|batch| batch.method == method);
        let reached = self.progress.methods.get(&method).map_or(0, |of_method| of_method.reached);
        let is_left = reached < self.plan.record_ids(method).len();
        if again.is_some() || is_left { Some(again) } else { None }
    }

    fn take_batch(&mut self, method: Method, again: Option<usize>) -> Batch {
        if let Some(at) = again {
            return self.progress.again.remove(at);
        }
        let (size, most) = (self.plan.batch_size(method), self.plan.record_ids(method).len());
        let of_method = self.progress.of(method);
        let from = of_method.reached;
        of_method.reached = from.saturating_add(size).min(most);
        Batch {
            method,
            records: (from..of_method.reached).collect(),
            attempts: 0,
            is_repeated: false,
        }
    }

    fn hand_out_again(&mut self, at: usize, now: u64) -> Next {
        let Some(out) = self.progress.in_flight.get(at).cloned() else { return Next::Answer };
        if let Some(held) = self.charge(out.batch.method.system(), now) {
            return held;
        }
        if let Some(out) = self.progress.in_flight.get_mut(at) {
            out.is_out = true;
        }
        Next::Send(self.request(out.number, &out.batch))
    }

    /// Counts a call, or says why it may not be made.
    fn charge(&mut self, system: System, now: u64) -> Option<Next> {
        match self.progress.allowance(system).charge(now) {
            Verdict::GoOn => None,
            Verdict::Wait { until, hold } => Some(Next::Wait { system, until, hold }),
            Verdict::Stop { until, hold } => Some(Next::Stop { system, until, hold }),
            Verdict::Authorize => Some(Next::Authorize { system }),
        }
    }

    fn request(&self, number: u64, batch: &Batch) -> Request {
        let version = self.plan.salesforce_version();
        Request::new(number, batch.method, version, self.ids(batch), batch.is_repeated)
    }

    fn ids(&self, batch: &Batch) -> Vec<String> {
        let ids = self.plan.record_ids(batch.method);
        batch.records.iter().filter_map(|place| ids.get(*place).cloned()).collect()
    }

    /// Writes down what was said of a request's records; gives what has become of each.
    fn settle(&mut self, batch: Batch, said: Said, now: u64) -> Vec<Fate> {
        let attempts = batch.attempts.saturating_add(1);
        let is_repeated = batch.is_repeated || matches!(said, Said::Nothing(_));
        let each = |outcome, code: String| {
            let fate = Fate { outcome, code: Some(code) };
            vec![fate; batch.records.len()]
        };
        let fates = match said {
            Said::Each(fates) => fates,
            Said::Refused(code) if batch.records.len() > 1 => {
                // One of them may be what is wrong: half of them is asked for at a time.
                let half = batch.records.len() / 2;
                let (first, second) = batch.records.split_at_checked(half).unwrap_or_default();
                for records in [first, second] {
                    self.progress.again.push(Batch { records: records.to_vec(), ..batch.clone() });
                }
                return each(Outcome::Again, code);
            }
            Said::Refused(code) => each(Outcome::Failed, code),
            Said::Nothing(code) => each(Outcome::Again, code),
        };
        let is_last = attempts >= MOST_ATTEMPTS;
        let fates: Vec<Fate> = fates
            .into_iter()
            .map(|fate| match fate.outcome {
                Outcome::Again if is_last => Fate { outcome: Outcome::Failed, ..fate },
                _ => fate,
            })
            .collect();
        let today = date(now);
        let of_method = self.progress.of(batch.method);
        let mut again = Vec::new();
        for (place, fate) in batch.records.iter().zip(&fates) {
            match fate.outcome {
                Outcome::Deleted => of_method.deleted += 1,
                Outcome::Gone => of_method.gone += 1,
                Outcome::Accepted => of_method.accepted += 1,
                Outcome::Failed => {
                    of_method.failed.insert(*place, fate.code.clone().unwrap_or_default());
                }
                Outcome::Again => again.push(*place),
            }
        }
        of_method.last = of_method.last.max(today);
        if !again.is_empty() {
            self.progress.again.push(Batch { records: again, attempts, is_repeated, ..batch });
        }
        fates
    }
}

/// The day of a time in UTC.
fn date(now: u64) -> Option<Date> {
    let days = i32::try_from(now / (24 * 60 * 60)).ok()?;
    Date::new(1970, 1, 1)?.add_days(days)
}

fn settled(method: Method, record_id: String, Fate { outcome, code }: Fate) -> Settled {
    Settled { method, record_id, outcome, code }
}

impl std::fmt::Debug for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taken")
            .field("records", &self.records.len())
            .field("verdict", &self.verdict)
            .finish()
    }
}

impl std::fmt::Debug for Settled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settled")
            .field("method", &self.method)
            .field("outcome", &self.outcome)
            .field("code", &self.code)
            .finish()
    }
}
