//! Carries out a plan of erasures: makes the calls that the library asks for, and stores how far it has come
//! before and after each of them, so that it can be killed at any moment and run again.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lexopt::prelude::{Long, ValueExt};
use optout_core::erase::{
    Answer, Budget, Erasure, ErasurePlan, Method, Next, Progress, Request, System, Taken,
};
use optout_core::fs::write_atomically;
use optout_examples::arguments::word;
use ureq::{Agent, http};

const USAGE: &str = "usage: erase plan --record-system SYSTEM --deletions METHOD=FILE... [--batch-size METHOD=N]... \
--plan FILE | erase run --plan FILE --approve HASH --progress FILE --url SYSTEM=URL... [--headers SYSTEM=FILE]... \
[--addresses FILE --requester EMAIL] [--calls-per-day SYSTEM=N]... [--suppressed] [--authorized SYSTEM]... \
[--outcomes FILE] [--longest-wait SECONDS] [--now SECONDS]";

/// What the program says by its exit code beside success and failure.
mod exit {
    pub(super) const SUPPRESS: u8 = 10;
    pub(super) const WAIT: u8 = 11;
    pub(super) const STOP: u8 = 12;
    pub(super) const AUTHORIZE: u8 = 13;
}

/// What the command line asks for.
#[derive(Default)]
struct Asked {
    plan: PathBuf,
    record_system: Option<System>,
    deletions: Vec<(Method, PathBuf)>,
    batch_sizes: Vec<(Method, usize)>,
    approve: String,
    progress: PathBuf,
    urls: HashMap<System, String>,
    headers: HashMap<System, PathBuf>,
    addresses: Option<PathBuf>,
    requester: String,
    calls_per_day: Vec<(System, u64)>,
    is_suppressed: bool,
    authorized: Vec<System>,
    outcomes: Option<PathBuf>,
    longest_wait: u64,
    now: Option<u64>,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("erase: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let mut parser = lexopt::Parser::from_env();
    let usage = |error: lexopt::Error| format!("{error} ({USAGE})");
    let command = parser.value().map(OsString::into_string);
    let asked = arguments(&mut parser).map_err(usage)?;
    match command {
        Ok(Ok(command)) if command == "plan" => plan(&asked).map(|()| ExitCode::SUCCESS),
        Ok(Ok(command)) if command == "run" => Host::new(&asked)?.work(),
        _ => Err(USAGE.to_owned()),
    }
}

/// Plans the records of tables of deletions, and shows what a human is to approve.
fn plan(asked: &Asked) -> Result<(), String> {
    let system = asked.record_system.ok_or(USAGE)?;
    let mut plan = ErasurePlan::new(system);
    for (method, size) in &asked.batch_sizes {
        plan.set_batch_size(*method, *size).map_err(text)?;
    }
    for (method, path) in &asked.deletions {
        let table = File::open(path).map_err(|error| format!("deletions: {}", error.kind()))?;
        plan.read_deletions(*method, table).map_err(text)?;
    }
    store(&asked.plan, &plan)?;
    let preview = plan.preview();
    for step in &preview.steps {
        let call = step.method.map(|method| format!(" by {method}, {} calls", step.calls));
        println!(
            "{}: {} records of {}{}",
            step.kind,
            step.records,
            step.system,
            call.unwrap_or_default()
        );
    }
    println!("To approve it: {}", preview.hash);
    Ok(())
}

/// The host of an erasure: its store, its clock and its connection.
struct Host<'a> {
    asked: &'a Asked,
    erasure: Erasure,
    agent: Agent,
    headers: HashMap<System, Vec<(String, String)>>,
    addresses: HashMap<String, String>,
    outcomes: Option<File>,
}

impl<'a> Host<'a> {
    fn new(asked: &'a Asked) -> Result<Self, String> {
        let plan: ErasurePlan = stored(&asked.plan)?.ok_or("plan: not found")?;
        let mut erasure = match stored::<Progress>(&asked.progress)? {
            None => Erasure::begin(plan, &asked.approve).map_err(text)?,
            Some(progress) => Erasure::resume(plan, progress).map_err(text)?,
        };
        for (system, calls) in &asked.calls_per_day {
            let budget = Budget { calls_per_day: Some(*calls), ..Budget::of(*system) };
            erasure.set_budget(*system, budget);
        }
        if asked.is_suppressed {
            erasure.suppressed();
        }
        asked.authorized.iter().for_each(|system| erasure.authorized(*system));
        // A status is an answer, and where an answer leads elsewhere, no deletion follows.
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0);
        let agent = agent.max_redirects_will_error(false).timeout_global(Some(TIMEOUT));
        let mut headers = HashMap::new();
        for (system, path) in &asked.headers {
            headers.insert(*system, read_headers(path)?);
        }
        let outcomes = asked
            .outcomes
            .as_ref()
            .map(|path| File::options().create(true).append(true).open(path));
        Ok(Self {
            asked,
            erasure,
            agent: agent.build().into(),
            headers,
            addresses: asked.addresses.as_deref().map_or(Ok(HashMap::new()), read_addresses)?,
            outcomes: outcomes
                .transpose()
                .map_err(|error| format!("outcomes: {}", error.kind()))?,
        })
    }

    fn work(&mut self) -> Result<ExitCode, String> {
        loop {
            let next = self.erasure.next(self.now());
            match &next {
                Next::Send(request) => {
                    // Stored first: a call that is made is in flight in what is stored.
                    self.store()?;
                    self.send(request)?;
                    self.store()?;
                    continue;
                }
                Next::Wait { until, .. } if self.asked.now.is_none() => {
                    let seconds = until.saturating_sub(self.now());
                    if seconds <= self.asked.longest_wait {
                        thread::sleep(Duration::from_secs(seconds));
                        continue;
                    }
                }
                _ => {}
            }
            self.store()?;
            return self.end(&next);
        }
    }

    /// Makes a call and takes its answer.
    fn send(&mut self, request: &Request) -> Result<(), String> {
        let system = request.method.system();
        let url = self.asked.urls.get(&system).ok_or_else(|| format!("no --url for {system}"))?;
        let body = match request.needs_address() {
            false => request.body.clone(),
            true => {
                let id = request.record_ids.first().map(String::as_str).unwrap_or_default();
                let email = self.addresses.get(id).ok_or("addresses: a record is missing")?;
                Some(request.address_body(email, &self.asked.requester).map_err(text)?)
            }
        };
        let mut call = http::Request::builder().method(request.verb).uri(format!(
            "{}{}",
            url.trim_end_matches('/'),
            request.path
        ));
        for (name, value) in self.headers.get(&system).into_iter().flatten() {
            call = call.header(name, value);
        }
        if let Some(of) = request.content_type {
            call = call.header("Content-Type", of);
        }
        let call = call.body(body.unwrap_or_default()).map_err(|_| "a header is malformed")?;
        let answered = self.agent.run(call).ok().and_then(|mut response| {
            let headers = response.headers().iter();
            let headers = headers.filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            });
            let (status, headers) = (response.status().as_u16(), headers.collect::<Vec<_>>());
            Some((status, headers, response.body_mut().read_to_vec().ok()?))
        });
        let now = self.now();
        let taken = match &answered {
            None => self.erasure.take_answer(request.number, &Answer::NONE, now),
            Some((status, headers, body)) => {
                let headers: Vec<(&str, &str)> =
                    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                let answer = Answer { status: *status, headers: &headers, body };
                self.erasure.take_answer(request.number, &answer, now)
            }
        };
        self.tell(&taken.map_err(text)?)
    }

    /// Writes down what has become of records, for the file on each of them.
    fn tell(&mut self, taken: &Taken) -> Result<(), String> {
        let Some(file) = &mut self.outcomes else { return Ok(()) };
        for settled in &taken.records {
            let line = serde_json::to_string(settled).map_err(|_| "an outcome is no JSON")?;
            writeln!(file, "{line}").map_err(|error| format!("outcomes: {}", error.kind()))?;
        }
        Ok(())
    }

    fn end(&self, next: &Next) -> Result<ExitCode, String> {
        for of in self.erasure.standing() {
            println!(
                "{}: {} of {} deleted, {} gone, {} accepted, {} failed, {} open",
                of.method, of.deleted, of.planned, of.gone, of.accepted, of.failed, of.open
            );
        }
        let until = next.until().map(|(until, hold)| format!("not before {until}: {hold}"));
        let until = until.unwrap_or_default();
        let system = next.system().map(|system| system.to_string()).unwrap_or_default();
        Ok(match next {
            Next::Suppress => {
                println!("Suppress the people first, then say --suppressed.");
                ExitCode::from(exit::SUPPRESS)
            }
            Next::Wait { .. } => {
                println!("Waiting for {system}, {until}");
                ExitCode::from(exit::WAIT)
            }
            Next::Stop { .. } => {
                println!("Stopped by {system}, {until}");
                ExitCode::from(exit::STOP)
            }
            Next::Authorize { .. } => {
                println!(
                    "{system} refuses the credentials; see to them, then say --authorized {system}."
                );
                ExitCode::from(exit::AUTHORIZE)
            }
            Next::Done | Next::Send(_) | Next::Answer => ExitCode::SUCCESS,
        })
    }

    fn store(&self) -> Result<(), String> {
        store(&self.asked.progress, self.erasure.progress())
    }

    fn now(&self) -> u64 {
        let since = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.asked.now.unwrap_or_else(|| since().as_secs())
    }
}

/// How long a call may take.
const TIMEOUT: Duration = Duration::from_secs(60);

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn store(path: &Path, value: &impl serde::Serialize) -> Result<(), String> {
    write_atomically(path, |out| {
        serde_json::to_writer(out, value).map_err(|error| std::io::Error::from(error).into())
    })
    .map_err(text)
}

/// What was stored, if there is anything.
fn stored<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Option<T>, String> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.kind().to_string()),
    };
    let unreadable = |_| "a plan or its progress cannot be read".to_owned();
    serde_json::from_str(&text).map(Some).map_err(unreadable)
}

/// Headers from a file, `Name: value` on each line: whatever shows who calls.
fn read_headers(path: &Path) -> Result<Vec<(String, String)>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("headers: {}", error.kind()))?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':').ok_or("headers: expected Name: value")?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(header).collect()
}

/// The addresses of records, for calls that go by them: a table of id and address.
fn read_addresses(path: &Path) -> Result<HashMap<String, String>, String> {
    let unreadable = "addresses: expected a table of id and address";
    let mut rows = csv::Reader::from_path(path).map_err(|_| unreadable)?;
    let rows = rows.deserialize::<(String, String)>();
    rows.collect::<Result<_, _>>().map_err(|_| unreadable.to_owned())
}

fn arguments(parser: &mut lexopt::Parser) -> Result<Asked, lexopt::Error> {
    let mut asked = Asked { longest_wait: 120, ..Asked::default() };
    while let Some(argument) = parser.next()? {
        let Long(name) = argument else { return Err(argument.unexpected()) };
        let name = name.to_owned();
        if name == "suppressed" {
            asked.is_suppressed = true;
            continue;
        }
        let value = parser.value()?;
        match name.as_str() {
            "plan" => asked.plan = value.into(),
            "progress" => asked.progress = value.into(),
            "outcomes" => asked.outcomes = Some(value.into()),
            "addresses" => asked.addresses = Some(value.into()),
            "approve" => asked.approve = value.string()?,
            "requester" => asked.requester = value.string()?,
            "record-system" => asked.record_system = Some(word(&value.string()?)?),
            "authorized" => asked.authorized.push(word(&value.string()?)?),
            "longest-wait" => asked.longest_wait = value.parse()?,
            "now" => asked.now = Some(value.parse()?),
            "deletions" => asked.deletions.push(of(&value.string()?, method, path)?),
            "batch-size" => asked.batch_sizes.push(of(&value.string()?, method, number)?),
            "url" => asked.urls.extend([of(&value.string()?, word, |url| Ok(url.to_owned()))?]),
            "headers" => asked.headers.extend([of(&value.string()?, word, path)?]),
            "calls-per-day" => asked.calls_per_day.push(of(&value.string()?, word, number)?),
            _ => return Err(Long(&name).unexpected()),
        }
    }
    Ok(asked)
}

/// Reads `KEY=VALUE`.
fn of<K, V>(
    text: &str,
    key: impl Fn(&str) -> Result<K, String>,
    value: impl Fn(&str) -> Result<V, String>,
) -> Result<(K, V), String> {
    let (name, rest) = text.split_once('=').ok_or("expected a name, = and a value")?;
    Ok((key(name)?, value(rest)?))
}

/// A call, or the usual one of a system.
fn method(name: &str) -> Result<Method, String> {
    word::<System>(name).map(System::method).or_else(|_| word(name))
}

fn path(text: &str) -> Result<PathBuf, String> {
    Ok(text.into())
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| "expected a number".to_owned())
}
