//! How many calls a system still takes.

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::limit::{Limit, limit, remaining};
use super::system::System;
use crate::words::words;

words! {
    /// Why calls have to wait.
    Hold ("rate, concurrency, daily_allowance, budget, unavailable or credentials") {
        /// There were too many calls in too short a time.
        Rate = "rate",
        /// There were too many calls at one time.
        Concurrency = "concurrency",
        /// The system takes no more calls today: all that its owner may make have been made, by whomever.
        DailyAllowance = "daily_allowance",
        /// The calls that the caller allows for a day have been made.
        Budget = "budget",
        /// The system is out of order.
        Unavailable = "unavailable",
        /// The system does not take the caller's credentials, or they do not allow for deletions.
        Credentials = "credentials",
    }
}

words! {
    /// Whether a call may be made, as one word.
    VerdictKind ("go_on, wait, stop or authorize") {
        /// It may.
        GoOn = "go_on",
        /// Not before a time.
        Wait = "wait",
        /// Not before a time: work stops at once, and somebody is to be told.
        Stop = "stop",
        /// Not before somebody has seen to the credentials.
        Authorize = "authorize",
    }
}

/// Whether a call may be made. Times are seconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// It may.
    GoOn,
    /// Not before this time.
    Wait {
        /// The time.
        until: u64,
        /// Why.
        hold: Hold,
    },
    /// Not before this time: work stops at once, and somebody is to be told.
    Stop {
        /// The time.
        until: u64,
        /// Why.
        hold: Hold,
    },
    /// Not before somebody has seen to the credentials.
    Authorize,
}

/// Counts the calls to one system and listens to what it says of its limits.
///
/// It is a value to be kept: what was counted still counts after a stop. A call is counted when it is
/// allowed, before it is made, so that none is made uncounted.
///
/// ```
/// use optout_core::erase::{Allowance, Answer, Hold, System, Verdict};
///
/// let mut allowance = Allowance::new(System::Marketo);
/// assert_eq!(allowance.charge(1_000), Verdict::GoOn);
/// // Marketo answers 200 where its rate limit is reached.
/// let body = br#"{"success":false,"errors":[{"code":"606","message":"..."}]}"#;
/// let answer = Answer { status: 200, headers: &[], body };
/// let wait = Verdict::Wait { until: 1_020, hold: Hold::Rate };
/// assert_eq!(allowance.take(&answer, 0, 1_000), wait);
/// assert_eq!(allowance.charge(1_019), wait);
/// assert_eq!(allowance.charge(1_020), Verdict::GoOn);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    system: System,
    budget: Budget,
    /// The day that is counted, by the number of days since 1970.
    day: u64,
    calls: u64,
    remaining: Option<u64>,
    held: Option<Verdict>,
    /// How many answers in a row, or none at all, said that the system is out of order.
    outages: u32,
}

/// How much of a day's allowance the caller takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The most calls in a day; no limit of the caller's own if there is none.
    pub calls_per_day: Option<u64>,
    /// How many calls to leave to others, where the system tells how many remain.
    pub leave: u64,
    /// When the system's day begins, in seconds after midnight UTC. For HubSpot that is midnight in the
    /// account's zone. For Salesforce, whose allowance is of the last 24 hours, any time will do.
    pub day_begins: u32,
}

impl Budget {
    /// All that the system gives. Marketo's day begins at midnight in US Central Standard Time (Adobe
    /// Knowledge Base, ka-29461), those of the others are taken to begin at midnight UTC.
    pub fn of(system: System) -> Self {
        let day_begins = if system == System::Marketo { 6 * HOUR } else { 0 };
        Self { calls_per_day: None, leave: 0, day_begins }
    }
}

const HOUR: u32 = 60 * 60;
const DAY: u64 = 24 * 60 * 60;
/// Seconds for records to be released.
const REST: u64 = 5;
/// Seconds to wait for a system that is out of order, the first time and at most.
const OUTAGE: u64 = 30;
const LONGEST_OUTAGE: u64 = 60 * 60;
/// The outage in a row that makes work stop.
const OUTAGES_TO_STOP: u32 = 5;

impl Allowance {
    /// No call counted yet, and all that the system gives.
    pub fn new(system: System) -> Self {
        let budget = Budget::of(system);
        Self { system, budget, day: 0, calls: 0, remaining: None, held: None, outages: 0 }
    }

    /// The system.
    pub fn system(&self) -> System {
        self.system
    }

    /// How much of a day's allowance is taken.
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// Takes so much of a day's allowance from now on; what was counted stays.
    pub fn set_budget(&mut self, budget: Budget) {
        self.budget = budget;
    }

    /// How many calls have been counted on the day of the last one.
    pub fn calls(&self) -> u64 {
        self.calls
    }

    /// Asks for a call: [`Verdict::GoOn`] counts it, and it may be made.
    pub fn charge(&mut self, now: u64) -> Verdict {
        let verdict = self.look(now);
        if verdict == Verdict::GoOn {
            self.calls = self.calls.saturating_add(1);
            self.remaining = self.remaining.map(|left| left.saturating_sub(1));
        }
        verdict
    }

    /// Takes an answer, while so many other calls are in flight; says whether to go on.
    pub fn take(&mut self, answer: &Answer<'_>, in_flight: u64, now: u64) -> Verdict {
        self.begin_day(now);
        if let Some(left) = remaining(self.system, answer) {
            // It may have been counted before the others came in, and answers come in any order: within a day
            // it becomes less only.
            let left = left.saturating_sub(in_flight);
            self.remaining = Some(self.remaining.map_or(left, |known| known.min(left)));
        }
        if let Some(limit) = limit(self.system, answer, now) {
            let wait =
                |seconds: u64, hold| Verdict::Wait { until: now.saturating_add(seconds), hold };
            if !matches!(limit, Limit::Unavailable(_)) {
                self.outages = 0;
            }
            let said = match limit {
                Limit::Rate(seconds) => wait(seconds, Hold::Rate),
                Limit::Concurrency(seconds) => wait(seconds, Hold::Concurrency),
                Limit::Unavailable(seconds) => self.outage(seconds, now),
                Limit::Daily => {
                    Verdict::Stop { until: self.day_ends(), hold: Hold::DailyAllowance }
                }
                Limit::Credentials => Verdict::Authorize,
            };
            self.hold(said);
        } else {
            self.outages = 0;
        }
        self.look(now)
    }

    /// Rests a little where records were in use.
    pub(super) fn rest(&mut self, now: u64) -> Verdict {
        let until = now.saturating_add(REST);
        self.hold(Verdict::Wait { until, hold: Hold::Concurrency });
        self.look(now)
    }

    /// Waits twice as long as the last time; a system that stays out of order is to be looked at.
    fn outage(&mut self, seconds: Option<u64>, now: u64) -> Verdict {
        let doubled = OUTAGE.saturating_mul(1 << self.outages.min(10)).min(LONGEST_OUTAGE);
        self.outages = self.outages.saturating_add(1);
        let until = now.saturating_add(seconds.unwrap_or_default().max(doubled));
        let hold = Hold::Unavailable;
        match self.outages < OUTAGES_TO_STOP {
            true => Verdict::Wait { until, hold },
            false => Verdict::Stop { until, hold },
        }
    }

    fn hold(&mut self, said: Verdict) {
        self.held = Some(self.held.map_or(said, |held| held.stricter(said)));
    }

    /// Goes on with credentials that somebody has seen to.
    pub fn authorized(&mut self) {
        self.held = self.held.filter(|held| *held != Verdict::Authorize);
    }

    /// What it would say to a call.
    fn look(&mut self, now: u64) -> Verdict {
        self.begin_day(now);
        self.held = self.held.filter(|held| held.holds_at(now));
        let stop = |hold| Verdict::Stop { until: self.day_ends(), hold };
        match (self.held, self.remaining, self.budget.calls_per_day) {
            (Some(held), ..) => held,
            (_, Some(left), _) if left <= self.budget.leave => stop(Hold::DailyAllowance),
            (_, _, Some(most)) if self.calls >= most => stop(Hold::Budget),
            _ => Verdict::GoOn,
        }
    }

    /// Starts anew if a new day has begun. A clock that is set back begins none.
    fn begin_day(&mut self, now: u64) {
        let day = now.saturating_sub(self.begins()) / DAY;
        if day > self.day {
            (self.day, self.calls, self.remaining) = (day, 0, None);
        }
    }

    fn day_ends(&self) -> u64 {
        self.day.saturating_add(1).saturating_mul(DAY).saturating_add(self.begins())
    }

    fn begins(&self) -> u64 {
        u64::from(self.budget.day_begins) % DAY
    }
}

impl Verdict {
    /// The verdict as one word.
    pub const fn kind(&self) -> VerdictKind {
        match self {
            Self::GoOn => VerdictKind::GoOn,
            Self::Wait { .. } => VerdictKind::Wait,
            Self::Stop { .. } => VerdictKind::Stop,
            Self::Authorize => VerdictKind::Authorize,
        }
    }

    /// The time from which calls may be made again, and why not before, if it is known.
    pub const fn until(&self) -> Option<(u64, Hold)> {
        match self {
            Self::Wait { until, hold } | Self::Stop { until, hold } => Some((*until, *hold)),
            Self::GoOn | Self::Authorize => None,
        }
    }

    fn holds_at(&self, now: u64) -> bool {
        *self == Self::Authorize || self.until().is_some_and(|(until, _)| now < until)
    }

    /// The one that holds longer; a stop outlasts every wait.
    fn stricter(self, other: Self) -> Self {
        let strictness = |verdict: &Self| match verdict {
            Self::GoOn => (0, 0),
            Self::Wait { until, .. } => (1, *until),
            Self::Stop { until, .. } => (2, *until),
            Self::Authorize => (3, 0),
        };
        if strictness(&other) > strictness(&self) { other } else { self }
    }
}
