//! What another policy would decide on the same evidence.

use std::collections::BTreeMap;

use serde::Serialize;

use super::policy::BasisPolicy;
use super::vocabulary::{Marketing, Reason, Retention};
use super::{Case, classify};

/// Which decisions another policy turns over, grouped by what they were and what they become.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WhatIf {
    /// How many cases there were.
    pub cases: u64,
    /// How many of them are decided otherwise.
    pub flips: u64,
    /// Whether that is more than was allowed: a human has to look before the new policy is used.
    pub exceeds_cap: bool,
    /// The flips, those from the same answer to the same other answer together.
    pub groups: Vec<FlipGroup>,
}

/// Decisions that flip alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlipGroup {
    /// What was decided.
    pub from: Outcome,
    /// What is decided under the other policy.
    pub to: Outcome,
    /// The names of the cases, in their order.
    pub cases: Vec<String>,
}

/// Both answers and the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Outcome {
    /// May the record be kept?
    pub retention: Retention,
    /// May marketing be sent?
    pub marketing: Marketing,
    /// Why.
    pub reason: Reason,
}

/// Classifies named cases under two policies. More than `most_flips` are over the cap.
pub fn what_if<'a>(
    cases: impl IntoIterator<Item = (&'a str, Case<'a>)>,
    before: &BasisPolicy,
    after: &BasisPolicy,
    most_flips: u64,
) -> WhatIf {
    let mut found = WhatIf::default();
    let mut groups: BTreeMap<(Outcome, Outcome), Vec<String>> = BTreeMap::new();
    for (name, case) in cases {
        found.cases += 1;
        let [from, to] = [before, after].map(|policy| Outcome::of(&case, policy));
        if from != to {
            found.flips += 1;
            groups.entry((from, to)).or_default().push(name.to_owned());
        }
    }
    found.exceeds_cap = found.flips > most_flips;
    found.groups =
        groups.into_iter().map(|((from, to), cases)| FlipGroup { from, to, cases }).collect();
    found
}

impl Outcome {
    fn of(case: &Case<'_>, policy: &BasisPolicy) -> Self {
        let answer = classify(case, policy);
        Self { retention: answer.retention, marketing: answer.marketing, reason: answer.reason }
    }
}
