//! Systems that keep records, count calls and answer as they are documented to.

use std::collections::{BTreeMap, BTreeSet};

use optout_core::erase::{Answer, Method, Request, System};
use serde_json::{Value, json};

/// The records of one system, and what it knows of calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    /// The records that are there.
    pub(crate) records: BTreeMap<Method, BTreeSet<String>>,
    /// Those that it never deletes.
    pub(crate) kept: BTreeSet<String>,
    /// How often each record was deleted.
    pub(crate) deleted: BTreeMap<(Method, String), u32>,
    /// Calls by system and day.
    pub(crate) calls: BTreeMap<(System, u64), u64>,
    /// The most calls in a day.
    pub(crate) most: u64,
    /// Calls for records that were gone although nobody had said that the call may be a repeated one.
    pub(crate) unannounced: Vec<Method>,
}

/// What a model answers.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

impl Said {
    fn new(status: u16, body: impl ToString) -> Self {
        Self { status, headers: Vec::new(), body: body.to_string() }
    }

    pub(crate) fn answer<R>(&self, run: impl FnOnce(&Answer<'_>) -> R) -> R {
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = Answer { status: self.status, headers: &headers, body: self.body.as_bytes() };
        run(&answer)
    }
}

/// A system's day: only Marketo's begins elsewhere than at midnight in UTC.
pub(crate) fn day(system: System, now: u64) -> u64 {
    let begins = if system == System::Marketo { 6 * 3600 } else { 0 };
    (now - begins) / 86_400
}

/// The ids that a call names, from path and body as they would be read by the system.
fn named(request: &Request) -> Vec<String> {
    let body: Value =
        request.body.as_deref().map(|body| serde_json::from_str(body).unwrap()).unwrap_or_default();
    let list = |name: &str| body[name].as_array().unwrap().clone();
    match request.method {
        Method::SalesforceCollections => {
            let query = request.path.split_once("?ids=").unwrap().1;
            let ids = query.strip_suffix("&allOrNone=false").unwrap();
            ids.split(',').map(str::to_owned).collect()
        }
        Method::HubspotGdprDelete => vec![body["objectId"].as_str().unwrap().to_owned()],
        Method::HubspotArchive => {
            list("inputs").iter().map(|input| input["id"].as_str().unwrap().to_owned()).collect()
        }
        Method::MarketoDeleteLeads => {
            list("input").iter().map(|input| input["id"].as_u64().unwrap().to_string()).collect()
        }
        // Its calls are by address, which the host has looked up by the id.
        Method::OutreachComplianceProspect | Method::OutreachComplianceRecipient => {
            let body = request.address_body("ada@engine.example", "dpo@own.example").unwrap();
            assert!(body.contains("\"request_object_email\":\"ada@engine.example\""));
            request.record_ids.clone()
        }
        _ => vec![request.path.rsplit('/').next().unwrap().to_owned()],
    }
}

impl Model {
    /// Takes a call.
    pub(crate) fn call(&mut self, request: &Request, now: u64) -> Said {
        let system = request.method.system();
        let calls = self.calls.entry((system, day(system, now))).or_default();
        *calls += 1;
        let calls = *calls;
        if calls > self.most {
            return no_more(system);
        }
        let ids = named(request);
        assert_eq!(ids, request.record_ids);
        let results: Vec<(String, Result<(), &str>)> = ids
            .into_iter()
            .map(|id| {
                let done = self.delete(request, &id);
                (id, done)
            })
            .collect();
        let mut said = answer(request.method, &results);
        let left = self.most - calls;
        match system {
            System::Salesforce => {
                let usage = format!("api-usage={calls}/{}", self.most);
                said.headers.push(("sforce-limit-info", usage));
            }
            System::Hubspot => {
                said.headers.push(("x-hubspot-ratelimit-daily-remaining", left.to_string()));
            }
            _ => {}
        }
        said
    }

    fn delete(&mut self, request: &Request, id: &str) -> Result<(), &'static str> {
        let method = request.method;
        if self.kept.contains(id) {
            return Err("kept");
        }
        if self.records.entry(method).or_default().remove(id) {
            *self.deleted.entry((method, id.to_owned())).or_default() += 1;
            return Ok(());
        }
        if !request.is_repeated {
            self.unannounced.push(method);
        }
        Err("gone")
    }
}

fn no_more(system: System) -> Said {
    match system {
        System::Salesforce => Said::new(403, json!([{ "errorCode": "REQUEST_LIMIT_EXCEEDED" }])),
        System::Hubspot => {
            Said::new(429, json!({ "errorType": "RATE_LIMIT", "policyName": "DAILY" }))
        }
        System::Marketo => {
            Said::new(200, json!({ "success": false, "errors": [{ "code": "607" }] }))
        }
        System::Pardot => Said::new(429, json!({ "code": 122 })),
        _ => Said { headers: vec![("Retry-After", "86400".to_owned())], ..Said::new(429, "") },
    }
}

fn answer(method: Method, results: &[(String, Result<(), &str>)]) -> Said {
    let one = results[0].1;
    let by_status = |done: u16| match one {
        Ok(()) => Said::new(done, ""),
        Err("gone") => Said::new(404, ""),
        Err(_) => Said::new(409, ""),
    };
    match method {
        Method::SalesforceCollections => {
            let result = |(id, done): &(String, Result<(), &str>)| match done {
                Ok(()) => json!({ "id": id, "success": true, "errors": [] }),
                Err(why) => {
                    let code = if *why == "gone" { "ENTITY_IS_DELETED" } else { "DELETE_FAILED" };
                    let message = "ada@engine.example";
                    json!({ "success": false, "errors": [{ "statusCode": code, "message": message }] })
                }
            };
            Said::new(200, Value::Array(results.iter().map(result).collect()))
        }
        Method::MarketoDeleteLeads => {
            let result = |(id, done): &(String, Result<(), &str>)| match done {
                Ok(()) => json!({ "id": id.parse::<u64>().unwrap(), "status": "deleted" }),
                Err(why) => {
                    let code = if *why == "gone" { "1004" } else { "1022" };
                    json!({ "status": "skipped", "reasons": [{ "code": code, "message": "Ada" }] })
                }
            };
            let results: Vec<Value> = results.iter().map(result).collect();
            Said::new(200, json!({ "success": true, "result": results }))
        }
        Method::HubspotArchive => {
            let ids = |of: &str| -> Vec<&String> {
                results.iter().filter(|(_, done)| *done == Err(of)).map(|(id, _)| id).collect()
            };
            let error = |of, category: &str| {
                let ids = ids(of);
                (!ids.is_empty())
                    .then(|| json!({ "category": category, "context": { "ids": ids } }))
            };
            let errors: Vec<Value> =
                [error("gone", "OBJECT_NOT_FOUND"), error("kept", "FORBIDDEN")]
                    .into_iter()
                    .flatten()
                    .collect();
            match errors.is_empty() {
                true => Said::new(204, ""),
                false => Said::new(207, json!({ "status": "COMPLETE", "errors": errors })),
            }
        }
        Method::EloquaDeleteContact => by_status(200),
        Method::OutreachComplianceProspect | Method::OutreachComplianceRecipient => match one {
            Err("kept") => Said::new(422, ""),
            _ => Said::new(201, json!({ "data": { "batch_compliance_request_id": "b" } })),
        },
        Method::HubspotGdprDelete
        | Method::PardotDeleteProspect
        | Method::SalesloftDeletePerson => by_status(204),
    }
}
