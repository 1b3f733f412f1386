//! Policies: what is accepted is written in one layout, as TOML and as JSON, and reads as the same policy.

use optout_core::{ErrorKind, MatchPolicy, Policy};
use serde_json::json;

pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match MatchPolicy::read(text) {
        Ok(policy) => check_matching(&policy),
        Err(error) => check_fault(&error, text),
    }
    match Policy::read(text) {
        Ok(policy) => check_whole(&policy),
        Err(error) => check_fault(&error, text),
    }
}

fn check_fault(error: &optout_core::Error, text: &str) {
    assert!(matches!(error.kind(), ErrorKind::Policy { .. }), "{error:?}");
    let at = error.position().expect("a fault of a policy has a place");
    assert!(at.byte <= text.len() as u64, "{error:?}");
    let before = text.bytes().zip(0..at.byte).filter(|(byte, _)| *byte == b'\n');
    let line = 1 + before.count() as u64;
    assert_eq!(at.line, line, "line and byte are one place");
}

fn check_matching(policy: &MatchPolicy) {
    let toml = policy.to_toml();
    let again = MatchPolicy::from_toml(&toml).expect("its own text");
    assert!(again == *policy, "a policy and its text");
    assert_eq!(again.hash(), policy.hash());
    assert_eq!(again.to_toml(), toml);
    let json = as_json(&toml).to_string();
    assert!(MatchPolicy::read(&json).expect("its own text") == *policy, "a policy as JSON");
}

fn check_whole(policy: &Policy) {
    check_matching(policy.matching());
    let matching = as_json(&policy.matching().to_toml());
    let both = json!({ "matching": matching, "basis": policy.basis() });
    let again = Policy::from_json(&both.to_string()).expect("its own text");
    assert!(again == *policy, "a policy as JSON");
    assert_eq!(again.hash(), policy.hash());
    let basis = toml::Table::try_from(policy.basis()).expect("plain data");
    let matching: toml::Table = policy.matching().to_toml().parse().expect("its own text");
    let both = toml::Table::from_iter([
        ("matching".to_owned(), matching.into()),
        ("basis".to_owned(), basis.into()),
    ]);
    let again = Policy::read(&both.to_string()).expect("its own text");
    assert!(again == *policy, "a policy as TOML");
    assert_eq!(again.hash(), policy.hash());
}

fn as_json(toml: &str) -> serde_json::Value {
    let table: toml::Table = toml.parse().expect("its own text");
    serde_json::to_value(table).expect("plain data")
}
