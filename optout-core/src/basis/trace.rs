//! How a classification came about, for a privacy officer and for a replay.

use std::fmt;

use serde::Serialize;

use super::evidence::Evidence;
use super::facts::Facts;
use super::policy::BasisPolicy;
use super::regime::RegimeSet;
use super::rules::RULES;
use super::vocabulary::{
    BasisRule, Certainty, EvidenceClass, EvidenceKind, Polarity, Provenance, Strength, Trigger,
};
use super::{Case, Classification, classify};
use crate::normalize::date::{Date, Moment};
use crate::words::words;

/// A classification with everything that it came from: no value of the record is in it.
///
/// As JSON it is the same byte for byte wherever and whenever it is made of the same case and policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// The version of this library.
    pub engine: &'static str,
    /// The hash of the parameters.
    pub policy_hash: String,
    /// What set the decision off.
    pub trigger: Trigger,
    /// The day of that.
    pub since: Date,
    /// The day that was taken for today.
    pub now: Date,
    /// How sure the match was.
    pub certainty: Certainty,
    /// The regimes that may apply.
    pub regimes: RegimeSet,
    /// Each piece of evidence and what it did.
    pub evidence: Vec<Weighed>,
    /// The rules in their order, up to the one that decided.
    pub steps: Vec<Step>,
    /// The answer.
    pub classification: Classification,
}

/// A piece of evidence, and what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// Its name.
    pub id: String,
    /// What it shows.
    pub kind: EvidenceKind,
    /// Whether it says yes or no.
    pub polarity: Polarity,
    /// How well it is recorded.
    pub strength: Strength,
    /// Whose it is.
    pub provenance: Provenance,
    /// When it happened.
    pub occurred_at: Option<Moment>,
    /// From when on it no longer counts.
    pub expires_at: Option<Moment>,
    /// What it did.
    pub effect: Effect,
}

words! {
    /// What a piece of evidence did to the decision.
    Effect ("an effect of evidence such as carried or expired") {
        /// It carried the answer about keeping.
        Carried = "carried",
        /// It permits marketing.
        Permits = "permits",
        /// It takes a basis away.
        Defeats = "defeats",
        /// It says that something is not so, or no longer.
        Denies = "denies",
        /// By its kind it counts for nothing.
        Neutral = "neutral",
        /// It says by which rules marketing goes.
        Circumstance = "circumstance",
        /// It is the vendor's.
        OfVendor = "of_vendor",
        /// It is not known whose it is.
        OfUnknown = "of_unknown",
        /// It lies in the future.
        InFuture = "in_future",
        /// Other evidence took it away.
        Defeated = "defeated",
        /// It has expired.
        Expired = "expired",
        /// It lacks its time, or a reference.
        Undocumented = "undocumented",
        /// It would have counted, and was not needed or not enough.
        Idle = "idle",
    }
}

impl Effect {
    /// The same in plain words.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Carried => "carried the answer",
            Self::Permits => "permits marketing",
            Self::Defeats => "takes a basis away",
            Self::Denies => "says that something is not so",
            Self::Neutral => "counts for nothing by its kind",
            Self::Circumstance => "says by which rules marketing goes",
            Self::OfVendor => "is the vendor's",
            Self::OfUnknown => "not known whose it is",
            Self::InFuture => "lies in the future",
            Self::Defeated => "taken away by other evidence",
            Self::Expired => "expired",
            Self::Undocumented => "lacks its time or a reference",
            Self::Idle => "not needed, or not enough",
        }
    }
}

/// A rule that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The rule.
    pub rule: BasisRule,
    /// What it asks.
    pub question: &'static str,
    /// Whether it decided.
    pub decides: bool,
}

/// Classifies one record and says how that came about.
pub fn explain(case: &Case<'_>, policy: &BasisPolicy) -> Trace {
    explain_under(case, policy, policy.hash())
}

/// Explains under a policy whose hash is known: to work it out takes longer than to classify.
pub(crate) fn explain_under(case: &Case<'_>, policy: &BasisPolicy, policy_hash: String) -> Trace {
    let classification = classify(case, policy);
    let facts = Facts { case, policy };
    let decides = |rule: BasisRule| rule == classification.rule;
    let passed = RULES.iter().take_while(|rule| !decides(rule.name));
    let asked = passed.chain(RULES.iter().filter(|rule| decides(rule.name)));
    let steps = asked
        .map(|rule| Step { rule: rule.name, question: rule.question, decides: decides(rule.name) })
        .collect();
    let evidence = case.evidence.iter().map(|one| weighed(one, &facts, &classification)).collect();
    Trace {
        engine: env!("CARGO_PKG_VERSION"),
        policy_hash,
        trigger: case.trigger,
        since: case.since,
        now: case.now,
        certainty: case.certainty,
        regimes: case.regimes,
        evidence,
        steps,
        classification,
    }
}

/// Classifies anew what was explained before, and says whether every byte is the same.
pub fn replays(trace: &str, case: &Case<'_>, policy: &BasisPolicy) -> bool {
    explain(case, policy).to_json() == trace
}

impl Trace {
    /// The trace as JSON.
    pub fn to_json(&self) -> String {
        // A struct of plain fields always serialises.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// A table that can be read aloud.
impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { classification: answer, .. } = self;
        writeln!(f, "{}", self.headline())?;
        writeln!(f, "  {}", answer.reason.sentence())?;
        for (name, text) in self.facts() {
            writeln!(f, "  {name:<17}{text}")?;
        }
        if self.evidence.is_empty() {
            writeln!(f, "\nno evidence")?;
        } else {
            writeln!(f, "\nevidence")?;
        }
        let names = self.evidence.iter().map(|one| one.id.chars().count());
        let width = names.max().unwrap_or_default();
        for one in &self.evidence {
            let Weighed { id, kind, effect, .. } = one;
            let (kind, effect) = (kind.as_str(), effect.phrase());
            writeln!(f, "  {id:<width$}  {kind:<20}  {:<32}  {effect}", one.standing())?;
        }
        writeln!(f, "\nrules")?;
        for Step { rule, question, decides } in &self.steps {
            let decides = if *decides { "  <- decides" } else { "" };
            writeln!(f, "  {:<5}{question}{decides}", rule.as_str())?;
        }
        writeln!(f, "\n{}", Self::NOTICE)
    }
}

impl Trace {
    /// What every output says.
    pub const NOTICE: &str =
        "Decision support, not legal advice: the library classifies, the controller decides.";

    /// Both answers in a line.
    pub fn headline(&self) -> String {
        let Classification { retention, basis, rule, marketing, .. } = &self.classification;
        let basis = basis.map_or("no basis", |basis| basis.as_str());
        format!("{retention} on {basis} ({rule}), marketing {marketing}")
    }

    /// What the answer depends on and for how long it holds: a name and its text each, without those that say
    /// nothing.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let answer = &self.classification;
        let joined = |words: Vec<&str>| words.join(", ");
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let deadline = answer.deadline.map(|deadline| {
            let passed = if answer.is_overdue { ", which has passed" } else { "" };
            format!("{} ({}){passed}", deadline.date, deadline.clock)
        });
        let contact = match (answer.is_marketing_contact, answer.marketing_waste) {
            (_, true) => "paid for, though the person opted out of e-mail",
            (true, _) => "paid for",
            _ => "",
        };
        let facts = [
            ("as of", format!("{}, {} on {}", self.now, self.trigger, self.since)),
            ("match", self.certainty.to_string()),
            ("regimes", joined(self.regimes.iter().map(|regime| regime.as_str()).collect())),
            ("purposes", answer.purposes.join(", ")),
            ("missing", joined(answer.missing.iter().map(|missing| missing.phrase()).collect())),
            ("valid until", day(answer.valid_until)),
            ("marketing until", day(answer.marketing_until)),
            ("to be done by", deadline.unwrap_or_default()),
            ("marketing contact", contact.to_owned()),
            ("policy", self.policy_hash.clone()),
        ];
        facts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
}

impl Weighed {
    /// How well it is recorded, whose it is, and when it happened.
    pub fn standing(&self) -> String {
        let denies = if self.polarity == Polarity::Denies { "denies, " } else { "" };
        let on = self.occurred_at.map(|at| format!(", {}", at.date())).unwrap_or_default();
        let whose = match self.provenance {
            Provenance::Own => "own",
            Provenance::Vendor => "the vendor's",
            Provenance::Unknown => "whose unknown",
        };
        format!("{denies}{}, {whose}{on}", self.strength)
    }
}

fn weighed(evidence: &Evidence, facts: &Facts<'_>, answer: &Classification) -> Weighed {
    Weighed {
        id: evidence.id.clone(),
        kind: evidence.kind,
        polarity: evidence.polarity,
        strength: evidence.strength(),
        provenance: evidence.provenance,
        occurred_at: evidence.occurred_at,
        expires_at: evidence.expires_at,
        effect: effect(evidence, facts, answer),
    }
}

fn effect(evidence: &Evidence, facts: &Facts<'_>, answer: &Classification) -> Effect {
    let now = facts.case.now;
    if answer.used.contains(&evidence.id) {
        return Effect::Carried;
    }
    if answer.permits_marketing.contains(&evidence.id) {
        return Effect::Permits;
    }
    match evidence.kind.class() {
        EvidenceClass::Neutral => Effect::Neutral,
        _ if evidence.provenance == Provenance::Vendor => Effect::OfVendor,
        EvidenceClass::Defeats if evidence.polarity == Polarity::Affirms => Effect::Defeats,
        _ if evidence.is_future(now) => Effect::InFuture,
        _ if evidence.polarity == Polarity::Denies => Effect::Denies,
        EvidenceClass::Circumstance => Effect::Circumstance,
        _ if facts.is_lost(evidence) => Effect::Defeated,
        _ if !evidence.is_unexpired(now) => Effect::Expired,
        _ if evidence.provenance == Provenance::Unknown => Effect::OfUnknown,
        EvidenceClass::Supports if evidence.strength() < Strength::Documented => {
            Effect::Undocumented
        }
        _ => Effect::Idle,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basis::{RegimePacks, Signals};

    #[test]
    fn a_trace_reads_as_a_table() {
        let mut consent = Evidence::new("form", EvidenceKind::OptInDouble);
        consent.provenance = Provenance::Own;
        consent.occurred_at = Some("2026-03-01".parse().unwrap());
        consent.expires_at = Some("2027-03-01".parse().unwrap());
        consent.source_ref = Some("secret-17".to_owned());
        consent.purposes = vec!["marketing".to_owned()];
        let evidence = [consent, Evidence::new("a", EvidenceKind::LeadScore)];
        let now = "2026-11-24".parse().unwrap();
        let case = Case {
            trigger: Trigger::VendorOptOut,
            since: now,
            certainty: Certainty::Certain,
            evidence: &evidence,
            regimes: RegimePacks::shipped()
                .place(&Signals { country: "FR", ..Signals::default() })
                .regimes,
            now,
        };
        let policy = BasisPolicy::default();
        let text = explain(&case, &policy).to_string();
        assert_eq!(
            text.replace(&policy.hash(), "#"),
            "\
keep on consent (R4), marketing allowed
  Documented consent of the person covers the purpose.
  as of            2026-11-24, vendor_opt_out on 2026-11-24
  match            certain
  regimes          eea
  purposes         marketing
  valid until      2027-03-01
  marketing until  2027-03-01
  policy           #

evidence
  form  opt_in_double         documented, own, 2026-03-01       carried the answer
  a     lead_score            asserted, whose unknown           counts for nothing by its kind

rules
  R0   Is it uncertain that the record is the person's?
  R1   Does a legal hold stand?
  R2   Did the person ask us to erase?
  R4   Does documented consent cover the purpose?  <- decides

Decision support, not legal advice: the library classifies, the controller decides.
"
        );
        assert!(!text.contains("secret"));
    }
}
