//! What systems answer, read record by record.
//!
//! Of a body only codes, states and record ids are read. Its sentences can hold personal data and are never
//! passed on.

use serde_json::Value;

use super::system::{Method, System};
use crate::words::words;

words! {
    /// What has become of a record.
    Outcome ("deleted, gone, accepted, failed or again") {
        /// The system has deleted it.
        Deleted = "deleted",
        /// The system says that it had been deleted before, or never was there.
        Gone = "gone",
        /// The system has taken the request and deletes later.
        Accepted = "accepted",
        /// The system refuses to delete it; the code says why. A human has to look.
        Failed = "failed",
        /// It is not known to be deleted, and is sent again.
        Again = "again",
    }
}

/// What came back of a call. `Debug` shows the status and lengths only.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The status of HTTP; 0 if none came back and nobody knows what was done.
    pub status: u16,
    /// Names and values of the headers; names go by any case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

impl<'a> Answer<'a> {
    /// No answer: the connection broke or the host gave up waiting.
    pub const NONE: Answer<'static> = Answer { status: 0, headers: &[], body: &[] };

    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        let found = self.headers.iter().find(|(of, _)| of.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    }

    /// The body, if it is JSON.
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(self.body).unwrap_or_default()
    }

    /// The code by which the body as a whole says what is wrong.
    pub(super) fn code(&self, system: System) -> Option<String> {
        let body = self.json();
        match system {
            System::Salesforce => body.pointer("/0/errorCode").and_then(code_of),
            System::Marketo if body.get("success") != Some(&Value::Bool(true)) => {
                body.pointer("/errors/0/code").and_then(code_of)
            }
            System::Marketo => None,
            System::Hubspot => ["policyName", "category", "errorType"]
                .iter()
                .find_map(|name| body.get(name).and_then(code_of)),
            System::Pardot => body.get("code").and_then(code_of),
            System::Eloqua | System::Outreach | System::Salesloft => None,
        }
    }

    /// The code, or else the status.
    fn code_or_status(&self, system: System) -> String {
        self.code(system).unwrap_or_else(|| format!("http_{}", self.status))
    }
}

impl std::fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .field("bytes", &self.body.len())
            .finish()
    }
}

/// An outcome, and the code of one that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) outcome: Outcome,
    pub(super) code: Option<String>,
}

impl Fate {
    pub(super) fn is_open(&self) -> bool {
        self.outcome == Outcome::Again
    }
}

/// What an answer says of a request's records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Something of each, in the order of the request.
    Each(Vec<Fate>),
    /// The request as a whole is refused for what is in it.
    Refused(String),
    /// Nothing that could be understood: it may have been done.
    Nothing(String),
}

/// Reads an answer that no limit speaks from.
pub(super) fn read(method: Method, answer: &Answer<'_>, record_ids: &[String]) -> Said {
    let system = method.system();
    let all =
        |outcome| Said::Each(record_ids.iter().map(|_| Fate { outcome, code: None }).collect());
    let is_success = (200..300).contains(&answer.status);
    match (method, answer.status) {
        (Method::SalesforceCollections, 200) => salesforce(answer, record_ids),
        (Method::MarketoDeleteLeads, 200) => marketo(answer, record_ids),
        (Method::HubspotArchive, 207) => hubspot(answer, record_ids),
        (Method::SalesforceCollections | Method::MarketoDeleteLeads, _) if is_success => {
            Said::Nothing(answer.code_or_status(system))
        }
        (_, 200..=299) if method.needs_address() => all(Outcome::Accepted),
        (_, 200..=299) => all(Outcome::Deleted),
        // Where one record is named by the path or the body, nothing is there by that name.
        (_, 404 | 410) if method.batch_size() == 1 && !method.needs_address() => all(Outcome::Gone),
        // Invalid prospect ID. Source: Account Engagement API, error codes.
        (Method::PardotDeleteProspect, _) if answer.code(system).as_deref() == Some("3") => {
            all(Outcome::Gone)
        }
        (_, 0 | 408 | 500..) => Said::Nothing(answer.code_or_status(system)),
        _ => Said::Refused(answer.code_or_status(system)),
    }
}

/// One result for each record, in their order; a deleted record's has its id, one that failed may have none.
/// Source: REST API Developer Guide, Delete Records Using sObject Collections.
fn salesforce(answer: &Answer<'_>, record_ids: &[String]) -> Said {
    let body = answer.json();
    let results = match body.as_array() {
        Some(results) if results.len() == record_ids.len() => results,
        _ => return Said::Nothing(UNREADABLE.to_owned()),
    };
    let is_of = |result: &Value, id: &str| match result.get("id").and_then(Value::as_str) {
        // Fifteen characters are an id, and the other three their sum.
        Some(found) => found == id || (found.len() == 15 && id.starts_with(found)),
        None => false,
    };
    let of_record = |(id, at): (&String, &Value)| {
        let named = results.iter().find(|result| is_of(result, id));
        let nameless = Some(at).filter(|result| result.get("id").is_none_or(Value::is_null));
        let Some(result) = named.or(nameless) else { return again(UNREADABLE) };
        match result.get("success").and_then(Value::as_bool) {
            Some(true) if named.is_some() => fate(Outcome::Deleted),
            Some(false) => match result.pointer("/errors/0/statusCode").and_then(code_of) {
                Some(code) if code == "ENTITY_IS_DELETED" => fate(Outcome::Gone),
                Some(code) if PASSING.contains(&code.as_str()) => again(&code),
                Some(code) => failed(&code),
                None => failed(UNREADABLE),
            },
            _ => again(UNREADABLE),
        }
    };
    Said::Each(record_ids.iter().zip(results).map(of_record).collect())
}

/// Codes of a record that say nothing of it but that it was in use or the system busy.
const PASSING: [&str; 3] = ["UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION"];

/// A result for each record, with its id or else in their order. Source: Marketo developer guide, REST, error
/// codes, record level.
fn marketo(answer: &Answer<'_>, record_ids: &[String]) -> Said {
    let body = answer.json();
    if body.get("success") != Some(&Value::Bool(true)) {
        return match answer.code(System::Marketo) {
            Some(code) => Said::Refused(code),
            None => Said::Nothing(UNREADABLE.to_owned()),
        };
    }
    let results = match body.get("result").and_then(Value::as_array) {
        Some(results) if results.len() == record_ids.len() => results,
        _ => return Said::Nothing(UNREADABLE.to_owned()),
    };
    let is_of = |result: &Value, id: &str| result.get("id").is_some_and(|found| is_id(found, id));
    let of_record = |(id, at): (&String, &Value)| {
        let named = results.iter().find(|result| is_of(result, id));
        let nameless = Some(at).filter(|result| result.get("id").is_none_or(Value::is_null));
        let Some(result) = named.or(nameless) else { return again(UNREADABLE) };
        match result.get("status").and_then(Value::as_str) {
            Some("deleted") if named.is_some() => fate(Outcome::Deleted),
            Some(_) => match result.pointer("/reasons/0/code").and_then(code_of) {
                // Lead not found; object not found.
                Some(code) if code == "1004" || code == "1013" => fate(Outcome::Gone),
                Some(code) => failed(&code),
                None => failed(UNREADABLE),
            },
            None => again(UNREADABLE),
        }
    };
    Said::Each(record_ids.iter().zip(results).map(of_record).collect())
}

/// Errors name the records that they are about; the others are deleted. Source: HubSpot developer
/// documentation, error handling, multi-status errors.
fn hubspot(answer: &Answer<'_>, record_ids: &[String]) -> Said {
    let body = answer.json();
    let none = Vec::new();
    let errors = body.get("errors").and_then(Value::as_array).unwrap_or(&none);
    let ids_of = |error: &Value| {
        error.pointer("/context/ids").and_then(Value::as_array).cloned().unwrap_or_default()
    };
    // What an error that names nobody is about is found out one by one.
    if !body.is_object() || errors.iter().any(|error| ids_of(error).is_empty()) {
        return Said::Refused(answer.code_or_status(System::Hubspot));
    }
    let of_record = |id: &String| {
        let about = errors.iter().find(|error| ids_of(error).iter().any(|found| is_id(found, id)));
        let Some(error) = about else { return fate(Outcome::Deleted) };
        match error.get("category").and_then(code_of) {
            Some(code) if code == "OBJECT_NOT_FOUND" => fate(Outcome::Gone),
            Some(code) => failed(&code),
            None => failed(UNREADABLE),
        }
    };
    Said::Each(record_ids.iter().map(of_record).collect())
}

/// The code for an answer that is not in its documented form.
const UNREADABLE: &str = "unreadable";

fn is_id(found: &Value, id: &str) -> bool {
    match found {
        Value::String(text) => text == id,
        Value::Number(number) => number.to_string() == id,
        _ => false,
    }
}

fn fate(outcome: Outcome) -> Fate {
    Fate { outcome, code: None }
}

fn failed(code: &str) -> Fate {
    Fate { outcome: Outcome::Failed, code: Some(code.to_owned()) }
}

fn again(code: &str) -> Fate {
    Fate { outcome: Outcome::Again, code: Some(code.to_owned()) }
}

/// A value if it looks like a code and like nothing that could be about a person: capitals and underscores, or
/// a short number.
fn code_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let is_word = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    let is_number = text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    ((1..=64).contains(&text.len()) && (is_word || is_number)).then_some(text)
}
