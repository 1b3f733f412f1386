//! The policies that come with the library, as the files that they are.

use std::fs;
use std::path::{Path, PathBuf};

use optout_core::{MatchPolicy, MatchStatus, matching};

use super::score::Step;

/// All of them, from the strictest on.
pub(super) fn shipped() -> Result<Vec<MatchPolicy>, String> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../optout-core/data");
    let fault = |error: std::io::Error| format!("the shipped policies: {error}");
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(dir).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("policy-") && name.ends_with(".toml") {
            files.push(path);
        }
    }
    let mut policies = files
        .iter()
        .map(|file| {
            MatchPolicy::from_toml(&fs::read_to_string(file).map_err(fault)?)
                .map_err(|e| e.to_string())
        })
        .collect::<Result<Vec<_>, _>>()?;
    let strictness = ["strict", "standard", "broad"];
    policies.sort_by_key(|policy| {
        let place = strictness.iter().position(|name| *name == policy.name());
        (place.unwrap_or(strictness.len()), policy.name().to_owned())
    });
    Ok(policies)
}

/// What becomes of a pair that a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Automatic,
    Review,
}

/// How strong a finding is: the least is the strongest.
pub(super) type Rank = (Verdict, matching::Tier, std::cmp::Reverse<Option<matching::NameClass>>);

/// The rank of a finding.
pub(super) fn rank(finding: &matching::Finding) -> Rank {
    let verdict = match finding.status {
        MatchStatus::Match => Verdict::Automatic,
        _ => Verdict::Review,
    };
    (verdict, finding.tier, std::cmp::Reverse(finding.comparison.name))
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
