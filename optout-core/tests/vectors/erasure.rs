//! Planned records to requests, and answers to what became of them.

use std::collections::BTreeMap;

use optout_core::Error;
use optout_core::erase::{
    Answer, Budget, Erasure, ErasurePlan, Method, Next, Object, Request, Taken,
};
use serde::Deserialize;

use crate::{run, same};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    method: String,
    ids: Vec<String>,
    batch_size: Option<usize>,
    salesforce_version: Option<String>,
    email: Option<String>,
    requester: Option<String>,
    requests: Option<Vec<String>>,
    object: Option<String>,
    delete_table: Option<String>,
    flag_table: Option<String>,
    now: Option<u64>,
    calls_per_day: Option<u64>,
    leave: Option<u64>,
    day_begins: Option<u32>,
    status: Option<u16>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
    outcomes: Option<Vec<String>>,
    verdict: Option<String>,
    error: Option<String>,
}

impl Case {
    fn plan(&self) -> Result<ErasurePlan, Error> {
        let method: Method = self.method.parse()?;
        let mut plan = ErasurePlan::new(method.system());
        if let Some(size) = self.batch_size {
            plan.set_batch_size(method, size)?;
        }
        if let Some(version) = &self.salesforce_version {
            plan.set_salesforce_version(version)?;
        }
        let rows = self.ids.iter().map(|id| format!("\"{}\"\n", id.replace('"', "\"\"")));
        plan.read_deletions(method, format!("record_id\n{}", rows.collect::<String>()).as_bytes())?;
        Ok(plan)
    }

    fn written(&self, request: &Request) -> Result<String, Error> {
        let body = match (&self.email, &self.requester) {
            (Some(email), Some(requester)) => Some(request.address_body(email, requester)?),
            _ => request.body.clone(),
        };
        let body = body.map(|body| format!(" {body}")).unwrap_or_default();
        Ok(format!("{} {}{body}", request.verb, request.path))
    }

    /// The requests, in the order in which they are handed out.
    fn requests(&self, erasure: &mut Erasure, now: u64) -> Result<Vec<Request>, Error> {
        erasure.set_in_flight(self.ids.len())?;
        let mut requests = Vec::new();
        while let Next::Send(request) = erasure.next(now) {
            requests.push(request);
        }
        Ok(requests)
    }
}

fn outcomes(taken: &Taken) -> Vec<String> {
    let word = |of: &optout_core::erase::Settled| match &of.code {
        Some(code) => format!("{} {code}", of.outcome),
        None => of.outcome.to_string(),
    };
    taken.records.iter().map(word).collect()
}

fn check(case: &Case) -> Result<Result<(), String>, Error> {
    let plan = case.plan()?;
    if let Some(object) = &case.object {
        let (system, object) = (plan.system_of_record(), object.parse::<Object>()?);
        let table = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let delete = table(plan.delete_table(system, object)?);
        let flag = table(plan.flag_table(system, object)?);
        return Ok(same("delete table", Some(delete), case.delete_table.clone())
            .and_then(|()| same("flag table", Some(flag), case.flag_table.clone())));
    }
    let now = case.now.unwrap_or(1_795_000_000);
    let approval = plan.hash();
    let mut erasure = Erasure::begin(plan, &approval)?;
    erasure.suppressed();
    let system = erasure.plan().system_of_record();
    let mut budget = Budget::of(system);
    budget.calls_per_day = case.calls_per_day;
    budget.leave = case.leave.unwrap_or_default();
    budget.day_begins = case.day_begins.unwrap_or(budget.day_begins);
    erasure.set_budget(system, budget);
    let requests = case.requests(&mut erasure, now)?;
    let written: Vec<String> =
        requests.iter().map(|request| case.written(request)).collect::<Result<_, _>>()?;
    if let Some(expected) = &case.requests {
        return Ok(same("requests", &written, expected));
    }
    let Some(status) = case.status else { return Ok(Err("asks for nothing".to_owned())) };
    let headers: Vec<(&str, &str)> =
        case.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = Answer { status, headers: &headers, body: case.body.as_bytes() };
    let taken = erasure.take_answer(requests[0].number, &answer, now)?;
    let kind = taken.verdict.kind();
    let verdict = match taken.verdict.until() {
        Some((until, hold)) => format!("{kind} {} {hold}", until - now),
        None => kind.to_string(),
    };
    Ok(same("outcomes", Some(outcomes(&taken)), case.outcomes.clone())
        .and_then(|()| same("verdict", Some(verdict), case.verdict.clone())))
}

#[test]
fn erasure() {
    run("erasure", |case: Case| match (check(&case), &case.error) {
        (Ok(checked), None) => checked,
        (Err(error), Some(code)) => same("error", error.kind().code(), code.as_str()),
        (Err(error), None) => Err(error.to_string()),
        (Ok(_), Some(code)) => Err(format!("no error {code}")),
    });
}
