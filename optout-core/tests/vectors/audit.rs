//! Logs, and what checking them says.

use optout_core::Input;
use optout_core::report::{AuditHeader, verify_audit};
use serde::Deserialize;

use crate::{bytes, run, same, same_error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    log: Option<String>,
    log_hex: Option<String>,
    head: Option<String>,
    decisions: Option<u64>,
    found_head: Option<String>,
    list_snapshot: Option<String>,
    now: Option<String>,
    received: Option<String>,
    policy_hash: Option<String>,
    engine: Option<String>,
    error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

fn check(case: Case) -> Result<(), String> {
    let log = bytes(case.log, case.log_hex.as_deref());
    match (verify_audit(log.as_slice(), case.head.as_deref()), case.error) {
        (Err(error), Some(code)) => {
            let input = (code != "invalid_option").then_some(Input::Audit);
            same("input", error.input(), input)?;
            same_error(&error, &code, (case.record, case.line, case.byte))
        }
        (Err(error), None) => Err(error.to_string()),
        (Ok(_), Some(code)) => Err(format!("expected the error {code}")),
        (Ok(found), None) => {
            same("decisions", Some(found.decisions), case.decisions)?;
            let AuditHeader { list_snapshot, now, received, policy_hash, engine } = found.header;
            for (what, found, expected) in [
                ("head", found.head, case.found_head),
                ("list_snapshot", list_snapshot, case.list_snapshot),
                ("now", now.to_string(), case.now),
                ("received", received.to_string(), case.received),
                ("policy_hash", policy_hash, case.policy_hash),
                ("engine", engine, case.engine),
            ] {
                expected.map_or(Ok(()), |expected| same(what, found, expected))?;
            }
            Ok(())
        }
    }
}

#[test]
fn audit() {
    run("audit", check);
}
