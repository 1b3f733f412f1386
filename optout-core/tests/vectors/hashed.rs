//! Hashed lists.

use optout_core::list::{HashProfile, HashedList, drop_name, drop_person};
use optout_core::{Contact, Result};
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    call: String,
    profile: String,
    input: Option<String>,
    inputs: Option<[String; 4]>,
    list: Option<String>,
    expect: Option<String>,
    expect_match: Option<bool>,
    error: Option<String>,
}

fn answer(case: &Case) -> Result<String> {
    let profile: HashProfile = case.profile.parse()?;
    let input = case.input.as_deref().unwrap_or_default();
    match (case.call.as_str(), &case.inputs) {
        ("hash_email", None) => profile.hash_email(input),
        ("drop_name", None) => drop_name(input),
        ("drop_person", Some([given, family, born, zip])) => {
            drop_person(given, family, born.parse().unwrap(), zip)
        }
        ("matches", None) => {
            let list = case.list.as_deref().unwrap_or_default();
            let list = HashedList::read(list.as_bytes(), profile)?;
            Ok(list.matches(&Contact::new().email(input)).to_string())
        }
        _ => panic!("no such call"),
    }
}

fn check(case: Case) -> Result<(), String> {
    match (answer(&case), &case.error) {
        (Err(error), Some(code)) => same("error", error.kind().code(), code.as_str()),
        (Err(error), None) => Err(error.to_string()),
        (Ok(found), None) => {
            let expected = case.expect_match.map(|found| found.to_string()).or(case.expect);
            same("result", Some(found), expected)
        }
        (Ok(found), Some(code)) => Err(format!("expected {code}, found {found}")),
    }
}

#[test]
fn hashed() {
    run("hashed", check);
}
