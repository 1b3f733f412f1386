//! A log beside what a pass over the same inputs decides now.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::read::{Line, Lines};
use super::{AuditHeader, chain};
use crate::error::{Error, Position, Result};

/// How many differences are told one by one.
const TOLD: usize = 1000;

/// What a replay has shown: whether the decisions of a log come out again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuditReplay {
    /// Whether everything is as it was: inputs, decisions and the log itself.
    pub agrees: bool,
    /// The head of the log, as it follows from its lines.
    pub head: String,
    /// Members of the header that differ: what the replay was given is not what the log was written with.
    pub header: Vec<&'static str>,
    /// Decisions in the log.
    pub decisions_in_log: u64,
    /// Decisions that are in the log and came out again, whatever they say, of those that were asked about.
    pub decisions: u64,
    /// Those of them that say something else now.
    pub changed: u64,
    /// Decisions that are not in the log.
    pub not_in_log: u64,
    /// Decisions in the log that do not come out again.
    pub only_in_log: u64,
    /// The differences by records, the first 1000 of them.
    pub differences: Vec<Difference>,
    /// What is wrong with the log itself, first of all; the comparison goes on.
    #[serde(serialize_with = "fault")]
    pub fault: Option<Error>,
}

/// A record about which a log and a replay say different things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The number of the record in the contacts.
    pub record: u64,
    /// Whether the log has a decision about it.
    pub in_log: bool,
    /// Whether the replay has come to one.
    pub in_replay: bool,
    /// The names of the members whose values differ, with a dot between a member and one inside it; `other` for
    /// what is no such value. No name and no value in it comes from the log.
    pub members: Vec<String>,
}

/// Takes what a pass writes as its log, and compares it with one that is there.
///
/// Both are read side by side. What the one has and the other has not yet shown waits: memory grows with what
/// differs, and not with the log.
pub(crate) struct Comparing<R> {
    log: Lines<R>,
    /// The one record that is asked about.
    only: Option<u64>,
    line: Vec<u8>,
    logged: BTreeMap<u64, Vec<u8>>,
    replayed: BTreeMap<u64, Vec<u8>>,
    seen: AuditReplay,
}

impl<R: Read> Comparing<R> {
    pub(crate) fn new(log: R, only: Option<u64>, given: &AuditHeader) -> Result<Self> {
        let log = Lines::open(log)?;
        let header = differing(&log.header, given);
        let (logged, replayed) = (BTreeMap::new(), BTreeMap::new());
        let seen = AuditReplay { header, ..AuditReplay::default() };
        Ok(Self { log, only, line: Vec::new(), logged, replayed, seen })
    }

    /// Takes a line of the replay.
    fn take(&mut self) -> Result<()> {
        let line = std::mem::take(&mut self.line);
        // Header and closing line have no record.
        let Some(record) = record_of(&line) else { return Ok(()) };
        if self.only.is_some_and(|only| only != record) {
            return Ok(());
        }
        match self.logged.remove(&record) {
            Some(logged) => self.seen.compare(record, &logged, &line),
            None => {
                self.replayed.insert(record, line);
                self.read()?;
            }
        }
        Ok(())
    }

    /// Reads a decision of the log that is asked about; whether there is one.
    fn read(&mut self) -> Result<bool> {
        while let Some(Line { record, text }) = self.log.read()? {
            if self.only.is_some_and(|only| only != record) {
                continue;
            }
            match self.replayed.remove(&record) {
                Some(replayed) => self.seen.compare(record, text, &replayed),
                None if self.logged.contains_key(&record) => self.seen.only_in_log(record),
                None => {
                    self.logged.insert(record, text.to_vec());
                }
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// Reads what is left of the log, and tells what was seen.
    pub(crate) fn finish(mut self) -> Result<AuditReplay> {
        while self.read()? {}
        let Self { log, logged, replayed, mut seen, .. } = self;
        for record in logged.into_keys() {
            seen.only_in_log(record);
        }
        for record in replayed.into_keys() {
            seen.not_in_log += 1;
            seen.tell(Difference { record, in_log: false, in_replay: true, members: Vec::new() });
        }
        seen.differences.sort_unstable();
        seen.differences.truncate(TOLD);
        seen.decisions_in_log = log.chain.decisions();
        seen.head = log.chain.head().to_owned();
        seen.fault = log.fault;
        let differing = seen.changed + seen.not_in_log + seen.only_in_log;
        seen.agrees = differing == 0 && seen.header.is_empty() && seen.fault.is_none();
        Ok(seen)
    }
}

impl<R: Read> Write for Comparing<R> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        for piece in buffer.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.take()?;
            }
        }
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl AuditReplay {
    fn compare(&mut self, record: u64, logged: &[u8], replayed: &[u8]) {
        self.decisions += 1;
        if body(logged) == body(replayed) {
            return;
        }
        let mut members = Vec::new();
        match (members_of(logged), members_of(replayed)) {
            (Some(logged), Some(replayed)) => compare("", &logged, &replayed, &mut members),
            _ => members.push(OTHER.to_owned()),
        }
        if members.is_empty() {
            members.push(OTHER.to_owned());
        }
        self.changed += 1;
        self.tell(Difference { record, in_log: true, in_replay: true, members });
    }

    fn only_in_log(&mut self, record: u64) {
        self.only_in_log += 1;
        self.tell(Difference { record, in_log: true, in_replay: false, members: Vec::new() });
    }

    /// Those who are told have the lowest numbers, in whatever order they are seen.
    fn tell(&mut self, difference: Difference) {
        self.differences.push(difference);
        if self.differences.len() == 2 * TOLD {
            self.differences.sort_unstable();
            self.differences.truncate(TOLD);
        }
    }
}

/// What is no value of a member.
const OTHER: &str = "other";

#[derive(Deserialize)]
struct OfRecord {
    record: u64,
}

fn record_of(line: &[u8]) -> Option<u64> {
    serde_json::from_slice(line).ok().map(|OfRecord { record }| record)
}

fn body(line: &[u8]) -> &[u8] {
    chain::split(line).map_or(line, |(body, _)| body)
}

fn members_of(line: &[u8]) -> Option<Map<String, Value>> {
    let mut members: Map<String, Value> = serde_json::from_slice(line).ok()?;
    members.remove("chain");
    Some(members)
}

/// The names of the replay's members that differ: a log can have anything for a name.
fn compare(
    within: &str,
    logged: &Map<String, Value>,
    replayed: &Map<String, Value>,
    members: &mut Vec<String>,
) {
    for (name, value) in replayed {
        let name_within = format!("{within}{name}");
        match (logged.get(name), value) {
            (Some(Value::Object(one)), Value::Object(other)) => {
                compare(&format!("{name_within}."), one, other, members);
            }
            (Some(one), other) if one == other => {}
            _ => members.push(name_within),
        }
    }
    if logged.keys().any(|name| !replayed.contains_key(name)) {
        members.push(format!("{within}{OTHER}"));
    }
}

fn differing(logged: &AuditHeader, given: &AuditHeader) -> Vec<&'static str> {
    let same = [
        ("list_snapshot", logged.list_snapshot == given.list_snapshot),
        ("now", logged.now == given.now),
        ("received", logged.received == given.received),
        ("policy_hash", logged.policy_hash == given.policy_hash),
        ("engine", logged.engine == given.engine),
    ];
    same.into_iter().filter(|(_, is_same)| !is_same).map(|(name, _)| name).collect()
}

/// An error as plain data.
fn fault<S: Serializer>(error: &Option<Error>, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Fault {
        message: String,
        #[serde(flatten)]
        position: Option<Position>,
    }
    let plain = |error: &Error| Fault { message: error.to_string(), position: error.position() };
    error.as_ref().map(plain).serialize(to)
}
