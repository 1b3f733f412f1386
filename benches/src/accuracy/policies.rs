//! The policies that come with the library, and those for single sets.

use std::fs;
use std::path::Path;

use optout_core::{MatchPolicy, MatchStatus, matching};

use super::score::Step;

/// All of them, from the strictest on.
pub(super) fn shipped() -> Result<Vec<MatchPolicy>, String> {
    let all = [MatchPolicy::strict(), MatchPolicy::standard(), MatchPolicy::broad()];
    all.into_iter().collect::<Result<_, _>>().map_err(|fault| fault.to_string())
}

/// A policy for one of the sets, by its file in `benches/data`.
pub(super) fn of_file(name: &str) -> Result<MatchPolicy, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    let text = fs::read_to_string(path)
        .map_err(|_| format!("ours: benches/data/{name} cannot be read"))?;
    MatchPolicy::read(&text).map_err(|fault| format!("ours: benches/data/{name}: {fault}"))
}

/// What becomes of a pair that a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Automatic,
    Review,
}

impl From<MatchStatus> for Verdict {
    fn from(status: MatchStatus) -> Self {
        match status {
            MatchStatus::Match => Self::Automatic,
            _ => Self::Review,
        }
    }
}

/// How strong a finding is: the least is the strongest.
pub(super) type Rank = (Verdict, matching::Tier, std::cmp::Reverse<Option<matching::NameClass>>);

/// The rank of a finding.
pub(super) fn rank(finding: &matching::Finding) -> Rank {
    rank_of(finding.status, finding.tier, &finding.comparison)
}

/// The rank of a pair, if a rule found it.
pub(super) fn rank_of_pair(pair: &matching::Pair) -> Option<Rank> {
    Some(rank_of(pair.status, pair.tier?, &pair.comparison))
}

fn rank_of(status: MatchStatus, tier: matching::Tier, comparison: &matching::Comparison) -> Rank {
    (status.into(), tier, std::cmp::Reverse(comparison.name))
}

/// A rank as a reader sees it.
pub(super) fn rank_label((verdict, tier, name): &Rank) -> String {
    let verdict = match verdict {
        Verdict::Automatic => "automatic",
        Verdict::Review => "review",
    };
    format!("{verdict} {tier} {}", name.0.map_or("no name", |class| class.as_str()))
}

/// Whether a step of a ladder holds automatic matches.
pub(super) fn is_automatic(step: &Step) -> bool {
    step.at.starts_with("automatic")
}
