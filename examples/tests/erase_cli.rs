//! The program `erase` against servers that answer as the systems document, while it is killed again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

const DAY: u64 = 86_400;
const BEGIN: u64 = 1_795_000_000;

/// A system on a port of its own.
struct Server {
    url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// The records that are there.
    records: BTreeSet<String>,
    /// How often each was deleted.
    deleted: BTreeMap<String, u32>,
    /// Records that were asked for when they were gone.
    gone: usize,
    calls: BTreeMap<u64, u64>,
    /// The most calls in a day that the system takes.
    most: u64,
    seen_headers: BTreeSet<String>,
}

/// What a server answers: status, further headers, body.
type Said = (u16, String, String);

/// How a system answers to a call: path and body.
type Respond = fn(&mut State, u64, &str, &str) -> Said;

impl Server {
    fn start(ids: &[String], most: u64, clock: &Arc<AtomicU64>, respond: Respond) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let records = ids.iter().cloned().collect();
        let state = Arc::new(Mutex::new(State { records, most, ..State::default() }));
        let (shared, clock) = (Arc::clone(&state), Arc::clone(clock));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (state, now) = (Arc::clone(&shared), clock.load(Ordering::SeqCst));
                // A client that was killed leaves a broken stream behind.
                thread::spawn(move || serve(stream, &state, now, respond));
            }
        });
        Self { url, state }
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>, now: u64, respond: Respond) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut first = String::new();
    reader.read_line(&mut first).ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        state.lock().unwrap().seen_headers.insert(line.trim().to_owned());
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8(body).ok()?;
    let (status, headers, said) = {
        let mut state = state.lock().unwrap();
        let day = now / DAY;
        *state.calls.entry(day).or_default() += 1;
        respond(&mut state, day, &path, &body)
    };
    // Long enough to be killed between the deletion and its answer.
    thread::sleep(Duration::from_millis(8));
    let mut stream = stream;
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        said.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(said.as_bytes()).ok()
}

impl State {
    fn is_over(&self, day: u64) -> bool {
        self.calls[&day] > self.most
    }

    /// Deletes a record; `false` if it is gone.
    fn delete(&mut self, id: &str) -> bool {
        if self.records.remove(id) {
            *self.deleted.entry(id.to_owned()).or_default() += 1;
            return true;
        }
        self.gone += 1;
        false
    }
}

fn salesforce(state: &mut State, day: u64, path: &str, _: &str) -> Said {
    if state.is_over(day) {
        let body = json!([{ "errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "m" }]);
        return (403, String::new(), body.to_string());
    }
    let ids = path.strip_prefix("/services/data/v62.0/composite/sobjects?ids=").unwrap();
    let ids = ids.strip_suffix("&allOrNone=false").unwrap();
    let results = ids.split(',').map(|id| match state.delete(id) {
        true => json!({ "id": id, "success": true, "errors": [] }),
        false => {
            json!({ "success": false, "errors": [{ "statusCode": "ENTITY_IS_DELETED", "message": "m" }] })
        }
    });
    let body = Value::Array(results.collect()).to_string();
    (200, String::new(), body)
}

fn marketo(state: &mut State, day: u64, path: &str, body: &str) -> Said {
    assert_eq!(path, "/rest/v1/leads/delete.json");
    let error = |code: &str| {
        let body = json!({ "success": false, "errors": [{ "code": code, "message": "m" }] });
        (200, String::new(), body.to_string())
    };
    if state.is_over(day) {
        return error("607");
    }
    if state.calls.values().sum::<u64>() % 4 == 2 {
        return error("606");
    }
    let body: Value = serde_json::from_str(body).unwrap();
    let ids = body["input"].as_array().unwrap().iter().map(|lead| lead["id"].as_u64().unwrap());
    let results = ids.map(|id| match state.delete(&id.to_string()) {
        true => json!({ "id": id, "status": "deleted" }),
        false => json!({ "id": id, "status": "skipped", "reasons": [{ "code": "1004", "message": "m" }] }),
    });
    let results: Vec<Value> = results.collect();
    (200, String::new(), json!({ "success": true, "result": results }).to_string())
}

fn hubspot(state: &mut State, day: u64, path: &str, body: &str) -> Said {
    assert_eq!(path, "/crm/v3/objects/contacts/gdpr-delete");
    let policy = |name: &str| {
        json!({ "status": "error", "errorType": "RATE_LIMIT", "policyName": name }).to_string()
    };
    if state.is_over(day) {
        return (429, String::new(), policy("DAILY"));
    }
    if state.calls.values().sum::<u64>() % 5 == 3 {
        return (429, "Retry-After: 1\r\n".to_owned(), policy("SECONDLY"));
    }
    let body: Value = serde_json::from_str(body).unwrap();
    let left = state.most - state.calls[&day];
    let header = format!("X-HubSpot-RateLimit-Daily-Remaining: {left}\r\n");
    match state.delete(body["objectId"].as_str().unwrap()) {
        true => (204, header, String::new()),
        false => (404, header, json!({ "category": "OBJECT_NOT_FOUND" }).to_string()),
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn erase() -> Command {
    Command::new(env!("CARGO_BIN_EXE_erase"))
}

fn table(directory: &Path, name: &str, ids: &[String]) -> String {
    let path = directory.join(name);
    let rows = ids.iter().zip(1..).map(|(id, record)| format!("{record},{id},P-1,id,2026-12-24\n"));
    let rows: String = rows.collect();
    fs::write(&path, format!("record,record_id,entry_id,rule,deadline\n{rows}")).unwrap();
    path.display().to_string()
}

/// The time until which the program waits, from what it prints last.
fn until(said: &str) -> u64 {
    let (_, rest) = said.rsplit_once("not before ").unwrap();
    rest.split(':').next().unwrap().parse().unwrap()
}

#[test]
fn killed_again_and_again_it_loses_and_repeats_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name).display().to_string();
    let clock = Arc::new(AtomicU64::new(BEGIN));
    let salesforce_ids: Vec<String> =
        (0..60).map(|number| format!("00300000000{number:04}AAA")).collect();
    let numbers = |from: u64, count: u64| -> Vec<String> {
        (from..from + count).map(|number| number.to_string()).collect()
    };
    let (marketo_ids, hubspot_ids) = (numbers(7_000, 50), numbers(900, 24));
    let servers = [
        Server::start(&salesforce_ids, 12, &clock, salesforce),
        Server::start(&marketo_ids, 14, &clock, marketo),
        Server::start(&hubspot_ids, 20, &clock, hubspot),
    ];

    let plan = at("plan.json");
    let output = erase()
        .args(["plan", "--record-system", "salesforce", "--plan", &plan])
        .args(["--batch-size", "salesforce=5", "--batch-size", "marketo=4"])
        .args([
            "--deletions",
            &format!("salesforce={}", table(directory.path(), "s.csv", &salesforce_ids)),
        ])
        .args([
            "--deletions",
            &format!("marketo={}", table(directory.path(), "m.csv", &marketo_ids)),
        ])
        .args([
            "--deletions",
            &format!("hubspot={}", table(directory.path(), "h.csv", &hubspot_ids)),
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output));
    let said = text(&output);
    assert!(said.contains(
        "system_of_record: 60 records of salesforce by salesforce_collections, 12 calls"
    ));
    let hash = said.trim().rsplit(' ').next().unwrap().to_owned();
    let headers = at("headers");
    fs::write(&headers, "Authorization: Bearer t\n").unwrap();

    let run = |suppressed: bool| {
        let mut command = erase();
        command
            .args(["run", "--plan", &plan, "--approve", &hash, "--progress", &at("progress.json")])
            .args(["--url", &format!("salesforce={}", servers[0].url)])
            .args(["--url", &format!("marketo={}", servers[1].url)])
            .args(["--url", &format!("hubspot={}", servers[2].url)])
            .args(["--headers", &format!("salesforce={headers}")])
            .args(["--calls-per-day", "salesforce=10", "--calls-per-day", "hubspot=18"])
            .args(["--outcomes", &at("outcomes.jsonl")])
            .args(["--now", &clock.load(Ordering::SeqCst).to_string()]);
        if suppressed {
            command.arg("--suppressed");
        }
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    };
    // Another plan's hash, and nobody suppressed yet: no call is made.
    let refused = run(true).args(["--approve", "0"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused));
    assert_eq!(run(false).output().unwrap().status.code(), Some(10));
    assert!(servers.iter().all(|server| server.state.lock().unwrap().calls.is_empty()));

    let (mut kills, mut stops, mut waits) = (0u64, 0, 0);
    // Every other run is killed, each time a little later.
    for turn in 0u64.. {
        assert!(turn < 400, "no end");
        let mut child = run(true).spawn().unwrap();
        if turn % 2 == 0 {
            thread::sleep(Duration::from_millis(5 + turn * 7 % 45));
            // SIGKILL on Unix.
            if child.try_wait().unwrap().is_none() {
                child.kill().unwrap();
                kills += 1;
                child.wait().unwrap();
                // What was in flight is served to its end.
                thread::sleep(Duration::from_millis(20));
                continue;
            }
        }
        let output = child.wait_with_output().unwrap();
        let said = text(&output);
        match output.status.code() {
            Some(0) => break,
            Some(11) => waits += 1,
            Some(12) => stops += 1,
            code => panic!("{code:?}: {said}"),
        }
        clock.store(until(&said).max(clock.load(Ordering::SeqCst)), Ordering::SeqCst);
    }
    assert!(kills >= 5 && stops >= 3 && waits >= 3, "{kills} kills, {stops} stops, {waits} waits");

    let mut gone = 0;
    for (server, ids) in servers.iter().zip([&salesforce_ids, &marketo_ids, &hubspot_ids]) {
        let state = server.state.lock().unwrap();
        assert!(state.records.is_empty(), "{} are lost", state.records.len());
        assert_eq!(state.deleted.len(), ids.len());
        assert!(state.deleted.values().all(|times| *times == 1));
        gone += state.gone;
    }
    // Only what was in flight at a kill is asked for again: one call of at most five records each time.
    assert!(gone as u64 <= kills * 5, "{gone} asked for again after {kills} kills");
    let most = |server: &Server| server.state.lock().unwrap().calls.values().copied().max();
    assert!(most(&servers[0]) <= Some(10) && most(&servers[2]) <= Some(18));
    // Beyond Marketo's own limit goes only the call that shows it, and one for each kill before that is stored.
    assert!(most(&servers[1]) <= Some(14 + 1 + kills));
    let seen = &servers[0].state.lock().unwrap().seen_headers;
    assert!(seen.iter().any(|header| header.eq_ignore_ascii_case("Authorization: Bearer t")));
    assert!(!servers[1].state.lock().unwrap().seen_headers.iter().any(|of| of.contains("Bearer")));

    let output = run(true).output().unwrap();
    let said = text(&output);
    assert_eq!(output.status.code(), Some(0));
    assert!(said.matches(" 0 failed, 0 open").count() == 3, "{said}");
}

#[test]
fn refused_credentials_wait_for_somebody() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name).display().to_string();
    let clock = Arc::new(AtomicU64::new(BEGIN));
    let ids = vec!["7".to_owned()];
    let server = Server::start(&ids, 9, &clock, |state, day, _, _| match state.calls[&day] {
        1 => (401, String::new(), String::new()),
        _ => (if state.delete("7") { 204 } else { 404 }, String::new(), String::new()),
    });
    let (plan, progress) = (at("plan.json"), at("progress.json"));
    let deletions = format!("pardot={}", table(directory.path(), "p.csv", &ids));
    let output = erase()
        .args(["plan", "--record-system", "pardot", "--plan", &plan, "--deletions", &deletions])
        .output()
        .unwrap();
    let hash = text(&output).trim().rsplit(' ').next().unwrap().to_owned();
    let url = format!("pardot={}", server.url);
    let run = |more: &[&str]| {
        let run =
            ["run", "--plan", &plan, "--progress", &progress, "--approve", &hash, "--url", &url];
        erase().args(run).arg("--suppressed").args(more).output().unwrap().status.code()
    };
    assert_eq!(run(&[]), Some(13));
    assert_eq!(run(&[]), Some(13));
    assert_eq!(run(&["--authorized", "pardot"]), Some(0));
    assert_eq!(server.state.lock().unwrap().calls.values().sum::<u64>(), 2);
}
