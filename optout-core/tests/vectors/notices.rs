//! The weekly digest, notices about systems, and the ledger of reviews.

use optout_core::list::{ListOptions, OptOutList, Snapshot};
use optout_core::normalize::date::Zone;
use optout_core::notice::{DigestState, Health, ReviewLedger, Watch, WatchRules};
use optout_core::{BasisPolicy, Error};
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(tag = "call", rename_all = "lowercase", deny_unknown_fields)]
enum Case {
    Digest {
        zone: Option<String>,
        now: Vec<String>,
        lists: Vec<String>,
        #[serde(default)]
        said: Vec<String>,
        deadlines: Option<Vec<String>>,
        error: Option<String>,
    },
    Watch {
        rules: Option<String>,
        now: Vec<String>,
        health: Vec<String>,
        said: Vec<Vec<String>>,
    },
    Reviews {
        since: String,
        attested: Vec<String>,
        now: Vec<String>,
        #[serde(default)]
        reviews: Vec<String>,
        error: Option<String>,
    },
}

fn snapshot(ids: &str) -> Snapshot {
    let rows = ids.split(' ').map(|id| format!("{},{}\n", id.trim_end_matches('!'), id));
    let list = format!("Unique 6sense Record ID,Name\n{}", rows.collect::<String>());
    OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap().snapshot()
}

fn digests(
    zone: Option<&str>,
    now: &[String],
    lists: &[String],
) -> Result<(Vec<String>, Vec<String>), Error> {
    let zone = zone.map_or_else(|| Ok(Zone::utc()), str::parse)?;
    let (mut state, policy) = (DigestState::new(), BasisPolicy::default());
    let (mut said, mut deadlines) = (Vec::new(), Vec::new());
    for (now, ids) in now.iter().zip(lists) {
        let Some(digest) = state.weekly(&snapshot(ids), now.parse().unwrap(), &zone, &policy)
        else {
            said.push(String::new());
            continue;
        };
        let changes = &digest.changes;
        let new = changes.new.iter().map(|id| format!("+{id}"));
        let changed = changes.changed.iter().map(|id| format!("~{id}"));
        let vanished = changes.vanished.iter().map(|id| format!("-{id}"));
        said.push(new.chain(changed).chain(vanished).collect::<Vec<_>>().join(" "));
        deadlines = digest
            .deadlines
            .iter()
            .map(|one| {
                let regime = one.regime.map_or(String::new(), |regime| format!("{regime} "));
                format!("{} {regime}{}", one.deadline.date, one.deadline.clock)
            })
            .collect();
    }
    Ok((said, deadlines))
}

fn attest(since: &str, attested: &[String]) -> Result<ReviewLedger, Error> {
    let mut ledger = ReviewLedger::since(since.parse()?);
    for word in attested {
        let [month, on, by] = word.split(' ').collect::<Vec<_>>()[..] else { panic!("{word}") };
        ledger.attest(month.parse()?, on.parse().unwrap(), by)?;
    }
    Ok(ledger)
}

fn check(case: Case) -> Result<(), String> {
    match case {
        Case::Digest { zone, now, lists, said, deadlines, error } => {
            match digests(zone.as_deref(), &now, &lists) {
                Err(found) => same("error", Some(found.kind().code()), error.as_deref()),
                Ok((found, by)) => {
                    same("said", found, said)?;
                    deadlines.map_or(Ok(()), |deadlines| same("deadlines", by, deadlines))
                }
            }
        }
        Case::Watch { rules, now, health, said } => {
            let rules: WatchRules = match rules {
                Some(rules) => serde_json::from_str(&rules).unwrap(),
                None => WatchRules::default(),
            };
            let mut watch = Watch::new();
            let found = now.iter().zip(&health).map(|(now, health)| {
                let health: Health = serde_json::from_str(health).unwrap();
                let notices = watch.evaluate(&health, now.parse().unwrap(), &rules);
                let told = notices.iter().map(|one| {
                    let over = if one.resolves { " over" } else { "" };
                    format!("{} {}{over}", one.dedupe_key, one.severity)
                });
                told.collect::<Vec<_>>()
            });
            same("said", found.collect::<Vec<_>>(), said)
        }
        Case::Reviews { since, attested, now, reviews, error } => match attest(&since, &attested) {
            Err(found) => same("error", Some(found.kind().code()), error.as_deref()),
            Ok(ledger) => {
                let found = ledger.reviews(now.last().unwrap().parse().unwrap());
                let found = found.map(|one| format!("{} {}", one.month, one.state));
                same("reviews", found.collect::<Vec<_>>(), reviews)
            }
        },
    }
}

#[test]
fn notices() {
    run("notices", check);
}
