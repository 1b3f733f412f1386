//! The records of a part of a file, decided about where they are.

use super::found::Found;
use super::hit::Hit;
use super::pass::Pass;
use super::tally::Tally;
use super::{Classifier, Sweep};
use crate::basis::{Marketing, Retention};
use crate::decision::Decision;
use crate::error::Result;
use crate::matching::{FileFacts, Finding, Matcher, Room};
use crate::normalize::date::Date;
use crate::table::{Record, Role, Schema};

/// A pass over some of a file's records.
pub(crate) struct Part<'a> {
    pass: Pass<'a>,
}

/// What becomes of a record that a rule found, or that has to wait for the end of the file.
pub(crate) struct Answer {
    pub(crate) finding: Option<Finding>,
    pub(crate) retention: Option<Retention>,
    pub(crate) basis: Option<&'static str>,
    pub(crate) marketing: Option<Marketing>,
    pub(crate) reason: String,
    pub(crate) deadline: Option<Date>,
    pub(crate) is_settled: bool,
}

/// What is said of a record that has to wait.
const WAITS: &str = "Whether other records of the file speak against it is not yet known.";

impl<'a> Part<'a> {
    pub(crate) fn new(sweep: &'a Sweep<'a>, matcher: &'a Matcher, schema: &'a Schema) -> Self {
        Self { pass: Pass::new(sweep, matcher, schema) }
    }

    /// Decides about records that are looked at together, as far as each can be decided about by itself, and
    /// gives `take` the answers by their places: `None` for one that is nobody's. `room` is memory to work with.
    pub(crate) fn sweep(
        &self,
        records: &[Record<'_>],
        room: &mut Room,
        tally: &mut Tally,
        facts: &mut FileFacts,
        mut take: impl FnMut(usize, Option<Answer>),
    ) -> Result<()> {
        let Pass { sweep, matcher, .. } = self.pass;
        let found = &mut tally.found;
        let strangers = self.pass.strangers(records.iter(), room);
        for (at, (record, is_stranger)) in records.iter().zip(strangers).enumerate() {
            found.counts.records += 1;
            let looked_up = self.pass.look_up(record, *is_stranger, found)?;
            let answer = looked_up.and_then(|(looked_up, hit)| {
                matcher.see(&looked_up, facts);
                match hit? {
                    hit if hit.found.is_settled() => found.decide(&hit, sweep).map(Answer::from),
                    hit => Some(Answer::waiting(&hit, sweep)),
                }
            });
            take(at, answer);
        }
        Ok(())
    }

    /// Decides about a record again with what the whole file has shown. Of what the first pass has counted,
    /// nothing is counted twice.
    pub(crate) fn settle(
        &self,
        record: &Record<'_>,
        room: &mut Room,
        tally: &mut Tally,
        facts: &FileFacts,
    ) -> Result<Option<Answer>> {
        let Pass { sweep, matcher, .. } = self.pass;
        let mut counted = Found::default();
        let is_stranger = self.pass.strangers([record].into_iter(), room) == [true];
        let looked_up = self.pass.look_up(record, is_stranger, &mut counted)?;
        let Some((looked_up, Some(hit))) = looked_up else {
            return Ok(None);
        };
        let decision = if hit.found.is_settled() {
            counted.decide(&hit, sweep)
        } else {
            let found = matcher.judge(&looked_up, Some(facts));
            tally.found.decide(&Hit { found, ..hit }, sweep)
        };
        Ok(decision.map(Answer::from))
    }
}

impl Sweep<'_> {
    /// Whether the values of a role say anything to a sweep.
    pub fn reads(role: &Role) -> bool {
        let is_name = matches!(role, Role::FullName | Role::GivenName | Role::FamilyName);
        is_name || Classifier::reads(role)
    }
}

impl From<Decision> for Answer {
    fn from(decision: Decision) -> Self {
        let reason = decision.sentence();
        let classification = decision.classification;
        Self {
            finding: Some(decision.finding),
            retention: Some(classification.retention),
            basis: classification.basis.map(|basis| basis.as_str()),
            marketing: Some(classification.marketing),
            reason,
            deadline: classification.deadline.map(|deadline| deadline.date),
            is_settled: true,
        }
    }
}

impl Answer {
    /// What is said of a record until the file has been read to its end: nothing is removed.
    fn waiting(hit: &Hit, sweep: &Sweep<'_>) -> Self {
        let decision = hit.decision(sweep).map(Self::from);
        let reason = match hit.found.finding() {
            Some(finding) => format!("{} {WAITS}", finding.sentence()),
            None => WAITS.to_owned(),
        };
        Self {
            retention: decision.as_ref().map(|_| Retention::Review),
            marketing: decision.as_ref().and_then(|decision| decision.marketing),
            deadline: decision.as_ref().and_then(|decision| decision.deadline),
            finding: decision.and_then(|decision| decision.finding),
            basis: None,
            reason,
            is_settled: false,
        }
    }
}
