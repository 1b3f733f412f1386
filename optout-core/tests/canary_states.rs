//! Personal data appears in nothing that is printed of what follows a sweep: erasures, notices, suppression
//! sets, hashed lists.

use optout_core::erase::{Allowance, Answer, Erasure, ErasurePlan, Next, Progress, System};
use optout_core::list::{drop_name, drop_person};
use optout_core::notice::{
    DigestState, Health, Month, Recipients, ReviewLedger, Watch, WatchRules,
};
use optout_core::sweep::Classifier;
use optout_core::table::Format;
use optout_core::{
    Contact, Error, HashProfile, HashedList, HashedTally, Layout, ListOptions, OptOutList,
    PersonName, Policy, SuppressionSet, Table,
};

/// Stands in every value that is pushed through; nothing printed may hold it, in any case.
const CANARY: &str = "kanarienvogel";
const KEY: &[u8] = b"a key of sixteen bytes or more";
const NOW: u64 = 1_795_000_000;

fn silent(what: &str, text: &str) {
    assert!(!text.to_lowercase().contains(CANARY), "{what} tells a value: {text}");
}

fn refused(what: &str, error: Error) {
    silent(what, &format!("{error} {error:?} {error:#?}"));
}

/// What a system may say, the canary in every place.
fn answers() -> [String; 5] {
    [
        CANARY.to_owned(),
        format!(
            "{{\"success\":false,\"errors\":[{{\"code\":\"{CANARY}\",\"message\":\"{CANARY}\"}}]}}"
        ),
        format!(
            "{{\"success\":true,\"result\":[{{\"id\":\"{CANARY}\",\"status\":\"{CANARY}\"}}]}}"
        ),
        format!(
            "[{{\"id\":\"{CANARY}\",\"success\":false,\"errors\":[{{\"statusCode\":\"{CANARY}\"}}]}}]"
        ),
        format!("{{\"status\":\"{CANARY}\",\"{CANARY}\":[\"{CANARY}\"]}}"),
    ]
}

#[test]
fn erasures_are_silent() {
    let headers = [(CANARY, CANARY), ("Retry-After", CANARY), ("Sforce-Limit-Info", CANARY)];
    let mut sent = 0;
    for system in System::ALL.iter().copied() {
        let ids = if system == System::Salesforce { "0035g00000CzUH8AAN" } else { "4711" };
        let mut plan = ErasurePlan::new(system);
        plan.read_deletions(system, format!("record_id\n{ids}\n").as_bytes()).unwrap();
        for table in [CANARY.to_owned(), format!("record_id\n{CANARY}\n"), format!("a\n\"{CANARY}")]
        {
            refused("plan", plan.clone().read_deletions(system, table.as_bytes()).unwrap_err());
        }
        refused("approval", plan.approve(CANARY).unwrap_err());
        refused("version", plan.clone().set_salesforce_version(CANARY).unwrap_err());
        let shown = format!("{plan:?} {:?} {:?}", plan.preview(), plan.steps());
        assert!(!shown.contains(ids), "{shown}");
        for status in [0, 200, 401, 404, 429, 500] {
            for body in answers() {
                let mut erasure = Erasure::begin(plan.clone(), &plan.hash()).unwrap();
                erasure.suppressed();
                let next = erasure.next(NOW);
                let Next::Send(request) = &next else { continue };
                sent += 1;
                assert!(!format!("{next:?} {erasure:?}").contains(ids), "{next:?}");
                let answer = Answer { status, headers: &headers, body: body.as_bytes() };
                silent("answer", &format!("{answer:?}"));
                match erasure.take_answer(request.number, &answer, NOW) {
                    Ok(taken) => {
                        silent("taken", &format!("{taken:?} {:?}", taken.records));
                    }
                    Err(error) => refused("answer", error),
                }
                let shown = format!("{:?} {:?}", erasure.failed(), erasure.standing());
                assert!(!shown.contains(ids), "{shown}");
                silent("progress", &serde_json::to_string(erasure.progress()).unwrap());
                silent("erasure", &format!("{erasure:?} {:?} {shown}", erasure.progress()));
                let mut allowance = Allowance::new(system);
                let verdict = allowance.take(&answer, 0, NOW);
                silent("verdict", &format!("{verdict:?} {allowance:?}"));
            }
        }
    }
    assert!(sent > 100, "only {sent} calls were made");
    for text in [CANARY.to_owned(), format!("{{\"{CANARY}\":1}}"), format!("\"{CANARY}\"")] {
        assert!(serde_json::from_str::<Progress>(&text).is_err());
        assert!(serde_json::from_str::<Allowance>(&text).is_err());
    }
}

#[test]
fn notices_are_silent() {
    let list = format!("Name,Unique 6sense Record ID,Work email\n{CANARY},P1,{CANARY}@x.example\n");
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
    let policy = Policy::standard().unwrap();
    let now = "2026-11-24T08:00:00Z".parse().unwrap();
    let mut state = DigestState::new();
    let digest = state
        .weekly(&list.snapshot(), now, &"Europe/Berlin".parse().unwrap(), policy.basis())
        .unwrap();
    silent(
        "digest",
        &format!("{digest:?} {} {} {}", digest.text(), digest.html(), digest.subject()),
    );
    silent("state", &format!("{state:?} {:?}", list.snapshot()));
    let address = format!("{CANARY}@company.example");
    let mut recipients = Recipients::new(&address).unwrap();
    silent("recipients", &format!("{recipients:?}"));
    for wrong in [CANARY.to_owned(), format!("{address}\r\nBcc: {address}"), format!("<{address}")]
    {
        refused("recipient", Recipients::new(&wrong).unwrap_err());
        refused("recipient", recipients.add(&wrong).unwrap_err());
        refused("sender", digest.message(&wrong, &recipients, now).unwrap_err());
    }
    refused("recipient", recipients.remove(CANARY).unwrap_err());
    let health = format!(
        "{{\"credentials\":[{{\"system\":\"{CANARY}\",\"updated_on\":\"2026-01-01\",\"lifetime_days\":90}}],\
         \"syncs\":[{{\"name\":\"{CANARY}\",\"finished_on\":\"2026-01-01\"}}]}}"
    );
    let health: Health = serde_json::from_str(&health).unwrap();
    let mut watch = Watch::new();
    let notices = watch.evaluate(&health, "2026-11-24".parse().unwrap(), &WatchRules::default());
    assert!(!notices.is_empty());
    silent("watch", &format!("{health:?} {watch:?} {notices:?}"));
    let mut ledger = ReviewLedger::since("2026-11".parse::<Month>().unwrap());
    let month = "2026-11".parse().unwrap();
    ledger.attest(month, "2026-11-24".parse().unwrap(), CANARY).unwrap();
    let reviews: Vec<_> = ledger.reviews("2026-11-24".parse().unwrap()).collect();
    silent("ledger", &format!("{ledger:?} {reviews:?}"));
    let early = "2020-01".parse().unwrap();
    refused("month", ledger.attest(early, "2026-11-24".parse().unwrap(), CANARY).unwrap_err());
    refused("month", CANARY.parse::<Month>().unwrap_err());
}

#[test]
fn hashed_lists_are_silent() {
    let email = format!("{CANARY}@x.example");
    let contact = Contact::new().email(&email).name(PersonName::Full(CANARY));
    let mut reached = 0;
    for profile in HashProfile::ALL {
        match profile.hash_email(&email) {
            Ok(hash) => silent("hash", &hash),
            Err(error) => refused("hash", error),
        }
        refused("hash", profile.hash_email(CANARY).unwrap_err());
        for text in [
            format!("{CANARY},{CANARY}\n{CANARY}\n"),
            format!("ID,Hash\n{CANARY},{CANARY}\n"),
            format!("ID,Hash\n1,\"{CANARY}"),
            format!("Hash\n{CANARY}\0\n"),
        ] {
            match HashedList::read(text.as_bytes(), profile) {
                Ok(list) => silent("hashed", &format!("{list:?}")),
                Err(error) => {
                    refused("hashed", error);
                    reached += 1;
                }
            }
        }
    }
    assert!(reached > 10, "only {reached} faults were reached");
    let hash = HashProfile::Drop.hash_email(&email).unwrap();
    let list = format!("ID,Hash\n{CANARY},{hash}\n");
    let list = HashedList::read(list.as_bytes(), HashProfile::Drop).unwrap();
    let mut tally = HashedTally::new(&list);
    assert_eq!(tally.add(CANARY, &contact), 1);
    let answers: Vec<_> = tally.answers().collect();
    silent("tally", &format!("{list:?} {tally:?} {answers:?}"));
    refused("hash", list.has_hash(CANARY).unwrap_err());
    refused("hash", tally.add_hash(CANARY, CANARY).unwrap_err());
    refused("name", drop_name(&format!("{CANARY} И")).unwrap_err());
    let born = "1980-01-01".parse().unwrap();
    refused("person", drop_person(&format!("{CANARY} И"), CANARY, born, "94105").unwrap_err());
}

#[test]
fn sets_and_the_import_guard_are_silent() {
    let email = format!("{CANARY}@x.example");
    let contact = Contact::new().id("crm", CANARY).email(&email);
    let today = "2026-11-24".parse().unwrap();
    let mut set = SuppressionSet::new(KEY).unwrap();
    set.add(KEY, &contact, today).unwrap();
    let mut other = SuppressionSet::new(b"another key of sixteen bytes").unwrap();
    other.add(b"another key of sixteen bytes", &contact, today).unwrap();
    let wrong_key = CANARY.repeat(2);
    let wrong_key = wrong_key.as_bytes();
    let mut damaged = set.to_bytes();
    *damaged.last_mut().unwrap() ^= 1;
    for error in [
        SuppressionSet::new(&CANARY.as_bytes()[..8]).unwrap_err(),
        set.clone().merge(&other).unwrap_err(),
        set.clone().apply(wrong_key).unwrap_err(),
        SuppressionSet::from_bytes(&damaged).unwrap_err(),
        set.clone().release(wrong_key, &contact, today).unwrap_err(),
        set.check(wrong_key, &contact).unwrap_err(),
        set.guard(wrong_key).unwrap_err(),
    ] {
        refused("set", error);
    }
    let guard = set.guard(KEY).unwrap();
    for (rows, is_read) in
        [(format!("7,{CANARY},{email}\n8,,\n"), true), (format!("7,\"{CANARY}"), false)]
    {
        let text = format!("Record ID,First Name,Email\n{rows}");
        let mut table =
            Table::open_contacts(text.as_bytes(), Format::default(), &Layout::detect()).unwrap();
        let mut away = Vec::new();
        match guard.import(&mut table, Vec::new(), &mut away) {
            Ok(imported) => silent("import", &format!("{imported:?}")),
            Err(error) => {
                assert!(!is_read);
                refused("import", error);
            }
        }
        silent("turned away", std::str::from_utf8(&away).unwrap());
    }
}

#[test]
fn a_pass_without_a_list_is_silent() {
    let policy = Policy::standard().unwrap();
    let evidence = format!("email,kind,source_ref\n{CANARY}@x.example,contract,{CANARY}\n");
    let evidence =
        optout_core::basis::read_evidence(evidence.as_bytes(), Format::default()).unwrap();
    let today = "2026-11-24".parse().unwrap();
    let classifier = Classifier::new(
        policy.basis(),
        &evidence,
        optout_core::basis::Trigger::AfterSubscription,
        today,
        today,
    );
    silent("classifier", &format!("{classifier:?}"));
    let text = format!("Record ID,Email,Country/Region\n7,{CANARY}@x.example,{CANARY}\n");
    let mut table =
        Table::open_contacts(text.as_bytes(), Format::default(), &Layout::detect()).unwrap();
    let mut answers = Vec::new();
    let classified = classifier
        .run(&mut table, &mut answers, &mut |_| std::ops::ControlFlow::Continue(()))
        .unwrap();
    silent("classified", &format!("{classified:?} {}", String::from_utf8(answers).unwrap()));
}
