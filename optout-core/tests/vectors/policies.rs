//! What a policy's text means, and where it is none.

use optout_core::{Error, ErrorKind, MatchPolicy, Policy};
use serde::Deserialize;

use crate::{run, same, same_error};

/// A shipped policy by its name, the text of matching rules, or that of a whole policy; then what its
/// rules hash to or look like in their one layout, or the error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    shipped: Option<String>,
    matching: Option<String>,
    policy: Option<String>,
    /// `toml` or `json`; otherwise the text tells.
    format: Option<String>,
    hash: Option<String>,
    toml: Option<String>,
    error: Option<String>,
    expected: Option<String>,
    line: Option<u64>,
    byte: Option<u64>,
}

fn read(case: &Case) -> Result<MatchPolicy, Error> {
    let format = case.format.as_deref();
    match (&case.shipped, &case.matching, &case.policy) {
        (Some(name), None, None) => MatchPolicy::shipped(name),
        (None, Some(text), None) => match format {
            Some("toml") => MatchPolicy::from_toml(text),
            Some("json") => MatchPolicy::from_json(text),
            _ => MatchPolicy::read(text),
        },
        (None, None, Some(text)) => match format {
            Some("toml") => Policy::from_toml(text),
            Some("json") => Policy::from_json(text),
            _ => Policy::read(text),
        }
        .map(|policy| policy.matching().clone()),
        _ => panic!("a case has one of shipped, matching and policy"),
    }
}

fn check(case: Case) -> Result<(), String> {
    match (read(&case), &case.error) {
        (Ok(policy), None) => {
            let toml = policy.to_toml();
            if let Some(hash) = &case.hash {
                same("hash", policy.hash(), hash)?;
            }
            if let Some(expected) = &case.toml {
                same("toml", &toml, expected)?;
            }
            same("read back", MatchPolicy::read(&toml), Ok(policy))
        }
        (Err(error), Some(code)) => {
            same_error(&error, code, (None, case.line, case.byte))?;
            match error.kind() {
                ErrorKind::Policy { expected } | ErrorKind::InvalidOption { expected, .. } => {
                    same("expected", Some(*expected), case.expected.as_deref())
                }
                _ => Err("an error of another kind".to_owned()),
            }
        }
        (Ok(_), Some(_)) => Err("expected an error".to_owned()),
        (Err(error), None) => Err(error.to_string()),
    }
}

#[test]
fn policies() {
    run("policies", check);
}
