//! May marketing be sent to somebody whose vendor has ended its own?

use super::Evidence;
use super::facts::{Facts, first_day_beyond, within};
use super::pack::Ground;
use super::rules::Verdict;
use super::vocabulary::{EvidenceKind, Marketing, Reason, Retention, Strength};
use crate::normalize::date::Date;

/// The answer, with what it rests on.
pub(super) struct MarketingAnswer {
    pub(super) answer: Marketing,
    /// Indices of the evidence that permits it.
    pub(super) used: Vec<usize>,
    /// The first day on which it is permitted no longer, if that is known.
    pub(super) until: Option<Date>,
}

/// On consent to marketing, or on grounds that stand in every regime that may apply, if the person did not
/// refuse; never against the person's own opt-out, and never to a record that is not kept on a basis.
pub(super) fn marketing(facts: &Facts<'_>, verdict: &Verdict) -> MarketingAnswer {
    let no = |answer| MarketingAnswer { answer, used: Vec::new(), until: None };
    if facts.has_standing_defeat() {
        return no(Marketing::Suppressed);
    }
    match (verdict.retention, verdict.basis) {
        (Retention::Keep, Some(_)) => on_consent(facts)
            .or_else(|| on_grounds(facts))
            .unwrap_or_else(|| no(Marketing::Suppressed)),
        (Retention::Review, _) if verdict.reason == Reason::MatchUncertain => no(Marketing::Review),
        _ => no(Marketing::Suppressed),
    }
}

fn on_consent(facts: &Facts<'_>) -> Option<MarketingAnswer> {
    let consent = facts.find(|evidence| facts.is_consent_to_marketing(evidence))?;
    let until = facts.expiry(consent);
    Some(MarketingAnswer { answer: Marketing::Allowed, used: vec![consent], until })
}

/// Of each regime the ground that stands longest.
fn on_grounds(facts: &Facts<'_>) -> Option<MarketingAnswer> {
    if facts.is_refused() {
        return None;
    }
    let regimes = facts.case.regimes;
    let (mut used, mut until) = (Vec::new(), None);
    for regime in regimes.iter() {
        let pack = facts.policy.packs.get(regime)?;
        let (found, end) = pack
            .marketing
            .iter()
            .filter_map(|ground| facts.ground(ground))
            .max_by_key(|(_, end)| (end.is_none(), *end))?;
        used.extend(found);
        until = until.into_iter().chain(end).min();
    }
    used.sort_unstable();
    used.dedup();
    (!used.is_empty()).then_some(MarketingAnswer { answer: Marketing::Allowed, used, until })
}

impl Facts<'_> {
    /// The evidence for a ground, and the first day on which it counts no longer.
    fn ground(&self, ground: &Ground) -> Option<(Vec<usize>, Option<Date>)> {
        let (at, end) = self
            .all()
            .filter(|(_, evidence)| evidence.kind == ground.kind)
            .filter_map(|(at, evidence)| Some((at, self.stands(evidence, ground.months)?)))
            .max_by_key(|(_, end)| (end.is_none(), *end))?;
        let beside: Option<Vec<usize>> =
            ground.beside.iter().map(|kind| self.active(*kind, Strength::Documented)).collect();
        let mut used = beside?;
        let end = used.iter().filter_map(|at| self.expiry(*at)).chain(end).min();
        used.push(at);
        Some((used, end))
    }

    /// Whether documented evidence still counts: an event for so many months, a state as long as it lasts
    /// and so many months behind its end.
    fn stands(&self, evidence: &Evidence, months: Option<u16>) -> Option<Option<Date>> {
        if !self.is_good(evidence, Strength::Documented) {
            return None;
        }
        let end = evidence.expires_at.map(|end| end.date());
        let is_event = evidence.kind == EvidenceKind::Interaction;
        match (months.map(u32::from), is_event) {
            (Some(months), true) => {
                let day = evidence.occurred_at?.date();
                let counts =
                    evidence.is_unexpired(self.case.now) && within(day, months, self.case.now);
                counts.then(|| end.into_iter().chain(first_day_beyond(day, months)).min())
            }
            (Some(months), false) => match end {
                Some(end) => {
                    within(end, months, self.case.now).then(|| first_day_beyond(end, months))
                }
                None => Some(None),
            },
            (None, _) => evidence.is_unexpired(self.case.now).then_some(end),
        }
    }

    fn expiry(&self, at: usize) -> Option<Date> {
        self.case.evidence.get(at)?.expires_at.map(|end| end.date())
    }
}
