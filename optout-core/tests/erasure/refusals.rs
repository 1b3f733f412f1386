//! What is refused, and what is said of it.

use optout_core::erase::{
    Answer, Erasure, ErasurePlan, Method, Next, Outcome, Progress, REVERIFY_AFTER, StepKind, System,
};
use optout_core::{Date, ErrorKind};

const NOW: u64 = 1_795_000_000;

fn plan(method: Method, ids: &str) -> ErasurePlan {
    let mut plan = ErasurePlan::new(method.system());
    plan.read_deletions(method, format!("record_id\n{ids}\n").as_bytes()).unwrap();
    plan
}

fn begun(plan: ErasurePlan) -> Erasure {
    let approval = plan.hash();
    let mut erasure = Erasure::begin(plan, &approval).unwrap();
    erasure.suppressed();
    erasure
}

fn answered(
    erasure: &mut Erasure,
    status: u16,
    body: &str,
) -> Vec<(String, Outcome, Option<String>)> {
    let Next::Send(request) = erasure.next(NOW) else { panic!("no request") };
    let answer = Answer { status, headers: &[], body: body.as_bytes() };
    let taken = erasure.take_answer(request.number, &answer, NOW).unwrap();
    taken.records.into_iter().map(|of| (of.record_id, of.outcome, of.code)).collect()
}

#[test]
fn the_order_is_suppress_system_of_record_downstream() {
    let mut plan = ErasurePlan::new(System::Marketo);
    plan.read_deletions(System::Salesforce, "record_id\n003000000000001\n".as_bytes()).unwrap();
    plan.read_deletions(System::Marketo, "record_id\n1\n2\n2\n".as_bytes()).unwrap();
    let steps = plan.steps();
    let told: Vec<_> = steps.iter().map(|step| (step.kind, step.system, step.records)).collect();
    assert_eq!(
        told,
        [
            (StepKind::Suppress, System::Marketo, 2),
            (StepKind::Suppress, System::Salesforce, 1),
            (StepKind::SystemOfRecord, System::Marketo, 2),
            (StepKind::Downstream, System::Salesforce, 1),
        ]
    );
    let approval = plan.hash();
    let mut erasure = Erasure::begin(plan, &approval).unwrap();
    assert_eq!(erasure.next(NOW), Next::Suppress);
    erasure.suppressed();
    let Next::Send(request) = erasure.next(NOW) else { panic!("no request") };
    assert_eq!(request.method.system(), System::Marketo);
    // The others wait until it is settled.
    erasure.set_in_flight(9).unwrap();
    assert_eq!(erasure.next(NOW), Next::Answer);
}

#[test]
fn a_plan_is_carried_out_as_it_was_approved_only() {
    let one = plan(Method::HubspotGdprDelete, "1");
    let two = plan(Method::HubspotGdprDelete, "1\n2");
    let error = Erasure::begin(two.clone(), &one.hash()).unwrap_err();
    let expected = "the hash of this plan";
    assert_eq!(error.kind(), &ErrorKind::InvalidOption { option: "approval", expected });
    let mut other_size = two.clone();
    other_size.set_batch_size(Method::HubspotArchive, 7).unwrap();
    assert_eq!(other_size.hash(), two.hash());
    let mut other_version = two.clone();
    other_version.set_salesforce_version("v61.0").unwrap();
    assert_ne!(other_version.hash(), two.hash());
    let progress = begun(one).progress().clone();
    assert!(Erasure::resume(two, progress).is_err());
}

#[test]
fn progress_that_was_tampered_with_is_refused() {
    let plan = plan(Method::MarketoDeleteLeads, "1\n2\n3");
    let mut erasure = begun(plan.clone());
    erasure.next(NOW);
    let text = serde_json::to_string(erasure.progress()).unwrap();
    let resume = |text: &str| {
        let progress: Option<Progress> = serde_json::from_str(text).ok();
        progress.and_then(|progress| Erasure::resume(plan.clone(), progress).ok())
    };
    assert!(resume(&text).is_some());
    for (from, to) in [
        ("[0,1,2]", "[0,1]"),
        ("[0,1,2]", "[0,1,1]"),
        ("[0,1,2]", "[0,1,3]"),
        ("[0,1,2]", "[]"),
        ("\"reached\":3", "\"reached\":4"),
        ("\"deleted\":0", "\"deleted\":1"),
        ("\"numbers\":1", "\"numbers\":0"),
        ("\"numbers\":1", "\"numbers\":18446744073709551615"),
        ("\"width\":1", "\"width\":0"),
        ("marketo_delete_leads", "pardot_delete_prospect"),
        ("\"width\":1", "\"width\":1,\"more\":1"),
    ] {
        let other = text.replace(from, to);
        assert_ne!(other, text, "{from}");
        assert!(resume(&other).is_none(), "{from} to {to}");
    }
}

#[test]
fn a_stored_plan_is_checked() {
    let text = serde_json::to_string(&plan(Method::PardotDeleteProspect, "17")).unwrap();
    assert!(serde_json::from_str::<ErasurePlan>(&text).is_ok());
    for other in ["../1", "1?x", "", "1\\u0000"] {
        let text = text.replace("17", other);
        assert!(serde_json::from_str::<ErasurePlan>(&text).is_err(), "{other}");
    }
}

#[test]
fn a_refused_batch_is_asked_for_by_halves() {
    let mut erasure = begun(plan(Method::HubspotArchive, "1\n2\n3"));
    let again = answered(&mut erasure, 400, r#"{"category":"VALIDATION_ERROR"}"#);
    assert!(again.iter().all(|(_, outcome, _)| *outcome == Outcome::Again));
    let code = Some("VALIDATION_ERROR".to_owned());
    let first = answered(&mut erasure, 400, r#"{"category":"VALIDATION_ERROR"}"#);
    assert_eq!(first, [("1".to_owned(), Outcome::Failed, code.clone())]);
    let others = answered(&mut erasure, 204, "");
    assert_eq!(others.len(), 2);
    assert_eq!(erasure.next(NOW), Next::Done);
    assert_eq!(erasure.failed()[0].code, code);
}

#[test]
fn refused_credentials_are_no_fault_of_the_records() {
    let mut erasure = begun(plan(Method::SalesforceCollections, "003000000000001"));
    answered(&mut erasure, 401, r#"[{"errorCode":"INVALID_SESSION_ID"}]"#);
    let system = System::Salesforce;
    assert_eq!(erasure.next(NOW + 1_000_000), Next::Authorize { system });
    erasure.authorized(system);
    assert!(matches!(erasure.next(NOW), Next::Send(_)));
}

#[test]
fn an_outage_is_waited_for_and_then_told() {
    let mut erasure = begun(plan(Method::EloquaDeleteContact, "5"));
    let mut now = NOW;
    let mut waits = Vec::new();
    loop {
        match erasure.next(now) {
            Next::Send(request) => {
                erasure.take_answer(request.number, &Answer::NONE, now).unwrap();
            }
            Next::Wait { until, .. } => {
                waits.push(("wait", until - now));
                now = until;
            }
            Next::Stop { until, .. } => {
                waits.push(("stop", until - now));
                now = until;
            }
            Next::Done => break,
            other => panic!("{other:?}"),
        }
    }
    let expected = [("wait", 30), ("wait", 60), ("wait", 120), ("wait", 240), ("stop", 480)];
    assert_eq!(waits[..5], expected);
    let failed = erasure.failed();
    assert_eq!(failed[0].code.as_deref(), Some("no_answer"));
}

#[test]
fn a_code_is_no_sentence() {
    let mut erasure = begun(plan(Method::SalesforceCollections, "003000000000001"));
    let body = r#"[{"success":false,"errors":[{"statusCode":"Ada Lovelace","message":"x"}]}]"#;
    let found = answered(&mut erasure, 200, body);
    assert_eq!(found[0].2.as_deref(), Some("unreadable"));
}

#[test]
fn records_are_looked_for_again_after_30_60_and_90_days() {
    let mut erasure = begun(plan(Method::SalesloftDeletePerson, "1\n2"));
    answered(&mut erasure, 204, "");
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert!(erasure.reverification(day("2027-12-31")).is_empty());
    answered(&mut erasure, 409, "");
    // 1,795,000,000 is on the 18th of November 2026.
    assert!(erasure.reverification(day("2026-12-17")).is_empty());
    for (days, due) in REVERIFY_AFTER.into_iter().zip(["2026-12-18", "2027-01-17", "2027-02-16"]) {
        let found = erasure.reverification(day("2027-12-31"));
        assert_eq!((found.len(), found[0].days, found[0].due), (1, days, day(due)));
        assert_eq!(found[0].record_ids, ["1"]);
        assert!(erasure.reverified(found[0].method, days + 1).is_err());
        erasure.reverified(found[0].method, days).unwrap();
    }
    assert!(erasure.reverification(day("2027-12-31")).is_empty());
}

#[test]
fn an_address_is_one_address() {
    let mut erasure = begun(plan(Method::OutreachComplianceRecipient, "9"));
    let Next::Send(request) = erasure.next(NOW) else { panic!("no request") };
    assert!(request.needs_address() && request.body.is_none());
    let body = request.address_body("o'brien+x@engine.example", "dpo@own.example").unwrap();
    assert!(body.contains(r#""object_type":"Recipient""#));
    for other in ["", "@", "a@b@c", "a@b\n", "a@b, c@d", "ada"] {
        assert!(request.address_body(other, "dpo@own.example").is_err());
        assert!(request.address_body("ada@engine.example", other).is_err());
    }
}

#[test]
fn no_message_and_no_debug_shows_a_value() {
    let mark = "kanarie@engine.example";
    let mut plan = ErasurePlan::new(System::Outreach);
    let table = format!("record_id\n{mark}\n");
    let mut printed = Vec::new();
    for method in Method::ALL {
        let error = plan.read_deletions(*method, table.as_bytes()).unwrap_err();
        printed.push(format!("{error} {error:?}"));
    }
    printed.push(plan.set_salesforce_version(mark).unwrap_err().to_string());
    printed.push(plan.approve(mark).unwrap_err().to_string());
    plan.read_deletions(System::Outreach, "record_id\n51423\n".as_bytes()).unwrap();
    let mut erasure = begun(plan);
    let next = erasure.next(NOW);
    printed.push(format!("{erasure:?} {next:?} {:?}", erasure.plan()));
    let Next::Send(request) = next else { panic!("no request") };
    printed.push(request.address_body("kanarie", mark).unwrap_err().to_string());
    let headers = [("Retry-After", mark)];
    let body = format!("[{{\"errorCode\":\"{mark}\",\"code\":\"{mark}\"}}]");
    let answer = Answer { status: 422, headers: &headers, body: body.as_bytes() };
    let taken = erasure.take_answer(request.number, &answer, NOW).unwrap();
    printed.push(format!("{answer:?} {taken:?} {:?} {:?}", taken.records, erasure.failed()));
    printed.push(serde_json::to_string(erasure.progress()).unwrap());
    let printed = printed.join("\n");
    assert!(!printed.contains("kanarie") && !printed.contains("51423"), "{printed}");
}
