//! Redaction, byte for byte.

use optout_core::Redactor;
use optout_core::redact::{Profile, Targets};
use serde::Deserialize;

use crate::{bytes, run, same, same_error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default)]
    people_ids: Vec<String>,
    #[serde(default)]
    record_ids: Vec<String>,
    #[serde(default)]
    emails: Vec<String>,
    profile: Option<String>,
    input: Option<String>,
    input_hex: Option<String>,
    output: Option<String>,
    output_hex: Option<String>,
    redacted: Option<u64>,
    findings: Option<Vec<String>>,
    expect_error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

fn check(case: Case) -> Result<(), String> {
    let mut targets = Targets::new();
    for id in &case.people_ids {
        targets.person_id(id);
    }
    for id in &case.record_ids {
        targets.record_id(id);
    }
    for email in &case.emails {
        targets.email(email);
    }
    let mut redactor = Redactor::new(targets);
    if let Some(name) = case.profile {
        redactor = redactor.profile(Profile::named(&name).unwrap());
    }
    let input = bytes(case.input, case.input_hex.as_deref());
    let mut output = Vec::new();
    let summary = match (redactor.redact(input.as_slice(), &mut output), case.expect_error) {
        (Err(error), Some(code)) => {
            return same_error(&error, &code, (case.record, case.line, case.byte));
        }
        (Err(error), None) => return Err(error.to_string()),
        (Ok(_), Some(code)) => return Err(format!("expected the error {code}")),
        (Ok(summary), None) => summary,
    };
    let expected = bytes(case.output, case.output_hex.as_deref());
    same("output", String::from_utf8_lossy(&output), String::from_utf8_lossy(&expected))?;
    same("bytes", &output, &expected)?;
    same("redacted", Some(summary.redacted), case.redacted)?;
    let findings: Vec<String> = summary.findings.listed().iter().map(ToString::to_string).collect();
    same("findings", findings, case.findings.unwrap_or_default())?;
    let written = std::io::Cursor::new(&output);
    redactor.verify(input.as_slice(), written).map_err(|error| error.to_string())?;
    let mut again = Vec::new();
    redactor.redact(output.as_slice(), &mut again).map_err(|error| error.to_string())?;
    same("second run", again, output)
}

#[test]
fn redaction() {
    run("redaction", check);
}
