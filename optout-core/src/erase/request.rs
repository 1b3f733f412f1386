//! The calls that delete records, in the form in which each system documents them.

use serde::Serialize;
use serde_json::{Value, json};

use super::system::Method;
use crate::error::{Error, ErrorKind, Result};

/// A call for the host to make. It holds record ids; `Debug` shows how many.
///
/// The host adds the system's own host name and whatever shows who it is: a bearer token, and for Account
/// Engagement `Pardot-Business-Unit-Id`. It follows no redirect.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Request {
    /// The name of the request, which its answer goes by. One that is sent again after a stop keeps its own.
    pub number: u64,
    /// What it does.
    pub method: Method,
    /// `DELETE` or `POST`.
    pub verb: &'static str,
    /// Path and query.
    pub path: String,
    /// The type of the body, if there is one.
    pub content_type: Option<&'static str>,
    /// The body, if there is one: JSON. None either where the host has to put in an address
    /// ([`address_body`](Self::address_body)).
    pub body: Option<String>,
    /// The records that it deletes.
    pub record_ids: Vec<String>,
    /// Whether it may have been done before: it was in flight when the work was stopped, or nobody knows what
    /// became of an earlier call.
    pub is_repeated: bool,
}

const JSON: &str = "application/json";
const JSON_API: &str = "application/vnd.api+json";
const EXPECTED_ADDRESS: &str = "one e-mail address";
const EXPECTED_COMPLIANCE: &str = "a request that needs an address";

impl Request {
    pub(super) fn new(
        number: u64,
        method: Method,
        salesforce_version: &str,
        record_ids: Vec<String>,
        is_repeated: bool,
    ) -> Self {
        let one = record_ids.first().map(String::as_str).unwrap_or_default();
        let of_one = |before: &str| ("DELETE", format!("{before}{one}"), None);
        let post = |path: &str, body: Value| ("POST", path.to_owned(), Some(body.to_string()));
        let (verb, path, body) = match method {
            Method::SalesforceCollections => {
                let ids = record_ids.join(",");
                let path = format!(
                    "/services/data/{salesforce_version}/composite/sobjects?ids={ids}&allOrNone=false"
                );
                ("DELETE", path, None)
            }
            Method::HubspotGdprDelete => {
                post("/crm/v3/objects/contacts/gdpr-delete", json!({ "objectId": one }))
            }
            Method::HubspotArchive => {
                let inputs: Vec<Value> = record_ids.iter().map(|id| json!({ "id": id })).collect();
                post("/crm/v3/objects/contacts/batch/archive", json!({ "inputs": inputs }))
            }
            Method::MarketoDeleteLeads => {
                // They are numbers there, and checked ids are.
                let ids = record_ids.iter().filter_map(|id| id.parse::<u64>().ok());
                let input: Vec<Value> = ids.map(|id| json!({ "id": id })).collect();
                post("/rest/v1/leads/delete.json", json!({ "input": input }))
            }
            Method::EloquaDeleteContact => of_one("/api/REST/1.0/data/contact/"),
            Method::PardotDeleteProspect => of_one("/api/v5/objects/prospects/"),
            Method::OutreachComplianceProspect | Method::OutreachComplianceRecipient => {
                ("POST", "/api/v2/complianceRequests".to_owned(), None)
            }
            Method::SalesloftDeletePerson => of_one("/v2/people/"),
        };
        let content_type = match method {
            _ if method.needs_address() => Some(JSON_API),
            _ => body.is_some().then_some(JSON),
        };
        Self { number, method, verb, path, content_type, body, record_ids, is_repeated }
    }

    /// Whether the host has to put in an address.
    pub fn needs_address(&self) -> bool {
        self.method.needs_address()
    }

    /// The body with the address of the request's record, which the host looks up there, and that of the
    /// user who asks. Plans and their progress hold neither.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for what is no single address, or a request that needs none.
    pub fn address_body(&self, email: &str, requester_email: &str) -> Result<String> {
        let refuse =
            |option, expected| Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        let object_type = match self.method {
            Method::OutreachComplianceProspect => "Prospect",
            Method::OutreachComplianceRecipient => "Recipient",
            _ => return refuse("request", EXPECTED_COMPLIANCE),
        };
        if !is_address(email) {
            return refuse("email", EXPECTED_ADDRESS);
        }
        if !is_address(requester_email) {
            return refuse("requester_email", EXPECTED_ADDRESS);
        }
        let attributes = json!({
            "object_type": object_type,
            "request_object_email": email,
            "request_type": "Delete",
            "requester_email": requester_email,
        });
        let data = json!({ "type": "complianceRequest", "attributes": attributes });
        Ok(json!({ "data": data }).to_string())
    }
}

fn is_address(text: &str) -> bool {
    let is_sign = |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, ',' | ';');
    text.chars().all(is_sign)
        && text.matches('@').count() == 1
        && !text.starts_with('@')
        && !text.ends_with('@')
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("number", &self.number)
            .field("method", &self.method)
            .field("records", &self.record_ids.len())
            .field("is_repeated", &self.is_repeated)
            .finish()
    }
}
