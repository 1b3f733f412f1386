//! What a host keeps as JSON between runs: what is read back is written as the same, and goes on.

use optout_core::basis::RegimePacks;
use optout_core::erase::{Allowance, Answer, Erasure, ErasurePlan, Method, Next, Progress, System};
use optout_core::list::Snapshot;
use optout_core::normalize::date::Zone;
use optout_core::notice::{DigestState, Health, Recipients, ReviewLedger, Watch, WatchRules};
use optout_core::{BasisPolicy, Date, EvidenceStore, ListOptions, OptOutList, Verdicts};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::draw::Draw;
use super::evidence;

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let kind = draw.below(12);
    let mut choices = Draw(&[]);
    if kind < 2 {
        let (front, rest) = draw.0.split_at(draw.0.len().min(32));
        (choices, draw) = (Draw(front), Draw(rest));
    }
    let Ok(text) = std::str::from_utf8(draw.rest()) else { return };
    let today: Date = "2026-11-24".parse().expect("a day");
    match kind {
        0 => check_erasure(text, &mut choices),
        1 => check_started(text, &mut choices),
        2 => drop(read::<Progress>(text)),
        3 => drop(read::<Snapshot>(text)),
        4 => {
            let Some(mut state) = read::<DigestState>(text) else { return };
            let list = "Unique 6sense Record ID\nP1\nP2\n";
            let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).expect("a list");
            let now = "2026-11-24T08:00:00Z".parse().expect("a moment");
            let (zone, policy) = (Zone::utc(), BasisPolicy::default());
            let told = state.weekly(&list.snapshot(), now, &zone, &policy);
            assert!(told.is_none_or(|digest| !digest.changes.new.is_empty()));
            assert!(state.weekly(&list.snapshot(), now, &zone, &policy).is_none(), "once a week");
            same(&state);
        }
        5 => {
            let Some(mut ledger) = read::<ReviewLedger>(text) else { return };
            let reviews: Vec<_> = ledger.reviews(today).collect();
            assert!(reviews.is_sorted_by(|one, other| one.month < other.month));
            let month = optout_core::notice::Month::of(today);
            if ledger.attest(month, today, "DPO").is_ok() {
                assert!(reviews.iter().any(|review| review.month == month));
                assert!(ledger.attest(month, today, "DPO").is_err(), "the first word stands");
            }
            same(&ledger);
        }
        6 => {
            let Some(mut watch) = read::<Watch>(text) else { return };
            let notices = watch.evaluate(&Health::default(), today, &WatchRules::default());
            assert!(notices.is_empty(), "of what nothing is said");
            same(&watch);
        }
        7 => {
            let Some(mut recipients) = read::<Recipients>(text) else { return };
            let all: Vec<String> = recipients.iter().map(str::to_owned).collect();
            for email in &all {
                assert!(!recipients.add(email).expect("it was there"), "once each");
            }
            same(&recipients);
        }
        8 => {
            if let Some(store) = read_as::<EvidenceStore>(text) {
                evidence::check_store(&store);
            }
        }
        9 => {
            let Some(verdicts) = read_as::<Verdicts>(text) else { return };
            let json = serde_json::to_string(&verdicts).expect("plain data");
            let again: Verdicts = serde_json::from_str(&json).expect("its own text");
            assert_eq!(serde_json::to_string(&again).expect("plain data"), json);
            assert!(again.to_rows() == verdicts.to_rows() && again.len() == verdicts.len());
            assert_eq!(again.hash(), verdicts.hash());
        }
        10 => drop(read::<RegimePacks>(text)),
        _ => {
            let Some(mut allowance) = read::<Allowance>(text) else { return };
            let headers = [("Retry-After", "120")];
            let answer = Answer { status: 429, headers: &headers, body: b"{}" };
            for now in [0, 1_795_500_000, u64::MAX] {
                allowance.charge(now);
                allowance.take(&answer, 1, now);
                same(&allowance);
            }
        }
    }
}

fn read_as<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

fn read<T: DeserializeOwned + Serialize + PartialEq>(text: &str) -> Option<T> {
    let value = read_as(text)?;
    same(&value);
    Some(value)
}

/// What is written reads as the same, and is written the same.
fn same<T: DeserializeOwned + Serialize + PartialEq>(value: &T) {
    let json = serde_json::to_string(value).expect("plain data");
    let again: T = serde_json::from_str(&json).expect("its own text");
    assert!(again == *value, "a value and its text");
    assert_eq!(serde_json::to_string(&again).expect("plain data"), json);
}

/// A plan, and perhaps the progress of one behind it.
fn check_erasure(text: &str, choices: &mut Draw<'_>) {
    let (plan, progress) = text.split_once('\n').unwrap_or((text, ""));
    let Some(plan) = read::<ErasurePlan>(plan) else { return };
    check_plan(&plan);
    let begun = match read::<Progress>(progress) {
        Some(progress) => Erasure::resume(plan, progress).ok(),
        None => Erasure::begin(plan.clone(), &plan.hash()).ok(),
    };
    if let Some(erasure) = begun {
        go_on(erasure, choices);
    }
}

/// A progress of a plan that is there: the text takes the place of one of its numbers or lists.
fn check_started(text: &str, choices: &mut Draw<'_>) {
    let mut plan = ErasurePlan::new(choices.pick(System::ALL));
    for _ in 0..3 {
        let method = choices.pick(Method::ALL);
        let ids = match method {
            Method::SalesforceCollections => "003000000000001AAA\n003000000000002AAA\n",
            _ => "101\n102\n103\n",
        };
        plan.read_deletions(method, format!("record_id\n{ids}").as_bytes()).expect("ids");
        if method.batch_size() > 1 {
            plan.set_batch_size(method, 2).expect("a size");
        }
    }
    check_plan(&plan);
    let mut erasure = Erasure::begin(plan.clone(), &plan.hash()).expect("its own hash");
    erasure.suppressed();
    erasure.set_in_flight(2).expect("some");
    for now in 0..choices.below(6) {
        step(&mut erasure, choices, now as u64);
    }
    let kept = serde_json::to_string(erasure.progress()).expect("plain data");
    let mut progress: serde_json::Value = serde_json::from_str(&kept).expect("its own text");
    if let Some(value) = read_as::<serde_json::Value>(text) {
        let mut place = &mut progress;
        for _ in 0..choices.below(6) {
            let count = match place {
                serde_json::Value::Object(fields) => fields.len(),
                serde_json::Value::Array(values) => values.len(),
                _ => 0,
            };
            if count == 0 {
                break;
            }
            let at = choices.below(count);
            place = match place {
                serde_json::Value::Object(fields) => fields.values_mut().nth(at).expect("counted"),
                serde_json::Value::Array(values) => &mut values[at],
                _ => break,
            };
        }
        *place = value;
    }
    let Some(progress) = read::<Progress>(&progress.to_string()) else { return };
    if let Ok(erasure) = Erasure::resume(plan, progress) {
        go_on(erasure, choices);
    }
}

fn check_plan(plan: &ErasurePlan) {
    let preview = plan.preview();
    assert_eq!(preview.records, plan.len());
    assert_eq!(preview.hash, plan.hash());
    let planned: usize = plan.methods().map(|method| plan.record_ids(method).len()).sum();
    assert_eq!(planned, plan.len());
    assert!(plan.approve(&preview.hash).is_ok() && plan.approve("").is_err());
}

/// Goes on for a while; at any time it can be stopped and resumed.
fn go_on(mut erasure: Erasure, choices: &mut Draw<'_>) {
    for turn in 0..24 {
        let kept = serde_json::to_string(erasure.progress()).expect("plain data");
        let progress: Progress = serde_json::from_str(&kept).expect("its own text");
        let resumed = Erasure::resume(erasure.plan().clone(), progress);
        let resumed = resumed.expect("what it kept is the progress of its plan");
        if choices.flag() {
            erasure = resumed;
        }
        if step(&mut erasure, choices, 1_795_500_000 + turn * 3600) {
            break;
        }
    }
}

/// Does what is to be done next; whether that was all.
fn step(erasure: &mut Erasure, choices: &mut Draw<'_>, now: u64) -> bool {
    let planned = erasure.plan().len();
    match erasure.next(now) {
        Next::Done => return true,
        Next::Suppress => erasure.suppressed(),
        Next::Send(request) if choices.below(4) > 0 => {
            assert!(!request.record_ids.is_empty(), "a request is for somebody");
            let (status, body) = choices.pick(&[
                (200, "{\"success\":true,\"result\":[{\"id\":101,\"status\":\"deleted\"}]}"),
                (204, ""),
                (404, ""),
                (429, "{\"errorType\":\"RATE_LIMIT\"}"),
                (500, "?"),
                (401, ""),
                (200, "[{\"id\":\"003000000000001AAA\",\"success\":true,\"errors\":[]}]"),
                (409, "[[]]"),
            ]);
            let answer = Answer { status, headers: &[], body: body.as_bytes() };
            let taken = erasure.take_answer(request.number, &answer, now).expect("it was sent");
            assert!(taken.records.len() <= request.record_ids.len());
        }
        Next::Send(_) => {}
        _ => {
            let out: Vec<u64> = erasure.in_flight().iter().map(|request| request.number).collect();
            if let Some(number) = out.first() {
                let answer = Answer { status: 204, headers: &[], body: b"" };
                erasure.take_answer(*number, &answer, now).expect("it is in flight");
            }
            for system in System::ALL {
                erasure.authorized(*system);
            }
        }
    }
    assert!(erasure.failed().len() <= planned);
    false
}
