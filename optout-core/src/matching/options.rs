//! What the caller knows beside list and policy.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::policy::MatchPolicy;
use super::verdict::Verdicts;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{DomainAliases, IdLinks, Known};
use crate::normalize::nicknames::Nicknames;

/// What the caller knows beside list and policy; by default nothing.
///
/// ```
/// use optout_core::{DomainAliases, MatchOptions};
///
/// let mut domain_aliases = DomainAliases::new();
/// domain_aliases.add("engine.example", "analytical.example")?;
/// let options = MatchOptions { domain_aliases, ..MatchOptions::default() };
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct MatchOptions {
    /// Company domains that are one company's.
    pub domain_aliases: DomainAliases,
    /// Ids of merged and converted records, and what they have become.
    pub id_links: IdLinks,
    /// Short forms of given names beside those that the library knows.
    pub nicknames: Nicknames,
    /// What humans have decided about pairs; it outranks every rule.
    pub verdicts: Verdicts,
    /// How many threads arrange a long list; the matcher is the same whatever their number, and none is as one.
    pub threads: usize,
}

/// Policy and options as they stand in the bytes of a matcher.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept<'a> {
    #[serde(borrow)]
    policy: Cow<'a, str>,
    #[serde(borrow)]
    domain_aliases: Vec<[Cow<'a, str>; 2]>,
    #[serde(borrow)]
    id_links: Vec<[Cow<'a, str>; 3]>,
    #[serde(borrow)]
    nicknames: Vec<[Cow<'a, str>; 2]>,
    verdicts: Verdicts,
    #[serde(borrow)]
    list_snapshot: Cow<'a, str>,
}

/// Writes policy and options, and which list it was, as JSON.
pub(super) fn keep(
    policy: &MatchPolicy,
    known: &Known,
    verdicts: &Verdicts,
    list_snapshot: &str,
) -> Vec<u8> {
    let kept = Kept {
        policy: policy.to_toml().into(),
        domain_aliases: own(known.domain_aliases.to_rows()),
        id_links: own(known.id_links.to_rows()),
        nicknames: own(known.nicknames.to_rows()),
        verdicts: verdicts.bare(),
        list_snapshot: list_snapshot.into(),
    };
    // A struct of texts always serialises.
    serde_json::to_vec(&kept).unwrap_or_default()
}

/// What was kept beside what the index was built with.
pub(super) struct Recalled {
    pub(super) policy: MatchPolicy,
    pub(super) verdicts: Verdicts,
    pub(super) list_snapshot: Arc<str>,
}

/// Reads what was kept.
pub(super) fn recall(kept: &[u8]) -> Result<(Known, Recalled)> {
    let kept: Kept<'_> = serde_json::from_slice(kept).map_err(|_| no_matcher())?;
    let mut known = Known::default();
    for [domain, alias] in &kept.domain_aliases {
        known.domain_aliases.add(domain, alias).map_err(|_| no_matcher())?;
    }
    for [system, old, new] in &kept.id_links {
        known.id_links.add(system, old, new).map_err(|_| no_matcher())?;
    }
    for [name, short] in &kept.nicknames {
        known.nicknames.add(name, short);
    }
    let is_hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if kept.list_snapshot.len() != 64 || !kept.list_snapshot.bytes().all(is_hexadecimal) {
        return Err(no_matcher());
    }
    let policy = MatchPolicy::from_toml(&kept.policy).map_err(|_| no_matcher())?;
    let list_snapshot = kept.list_snapshot.into();
    Ok((known, Recalled { policy, verdicts: kept.verdicts, list_snapshot }))
}

fn own<const N: usize>(rows: Vec<[&str; N]>) -> Vec<[Cow<'_, str>; N]> {
    rows.into_iter().map(|row| row.map(Cow::Borrowed)).collect()
}

fn no_matcher() -> Error {
    let expected = "the bytes of a matcher; these are damaged";
    Error::new(ErrorKind::Index { expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_wrong_inside_they_are_no_bytes_of_a_matcher() {
        let kept = |policy: &str, alias: &str, link: &str| {
            let kept = Kept {
                policy: policy.into(),
                domain_aliases: vec![["engine.example".into(), alias.into()]],
                id_links: vec![["6sense".into(), "P1".into(), link.into()]],
                nicknames: Vec::new(),
                verdicts: Verdicts::new(),
                list_snapshot: "0".repeat(64).into(),
            };
            recall(&serde_json::to_vec(&kept).unwrap()).map(drop)
        };
        let policy = MatchPolicy::strict().unwrap().to_toml();
        assert_eq!(kept(&policy, "loom.example", "P2"), Ok(()));
        let damaged =
            [("name = 7", "loom.example", "P2"), (&policy, "?", "P2"), (&policy, "a.example", "")];
        for (policy, alias, link) in damaged {
            assert_eq!(kept(policy, alias, link), Err(no_matcher()));
        }
    }
}
