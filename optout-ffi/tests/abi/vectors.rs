//! The vector suite, as Rust and Python run it too, through a driver in C.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

use optout_core::Evidence;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::compiler::{Build, build, path_in_package};

/// What goes to the driver, or comes back: fields in their order, a key several times perhaps.
#[derive(Debug, Default)]
struct Message(Vec<(String, Vec<u8>)>);

impl Message {
    fn put(&mut self, key: &str, value: impl AsRef<[u8]>) {
        self.0.push((key.to_owned(), value.as_ref().to_vec()));
    }

    fn put_some(&mut self, key: &str, value: Option<impl AsRef<[u8]>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    fn put_all(&mut self, key: &str, values: &[String]) {
        for value in values {
            self.put(key, value);
        }
    }

    fn put_columns(&mut self, columns: &BTreeMap<String, String>) {
        for (header, role) in columns {
            self.put("column", header);
            self.put("role", role);
        }
    }

    /// The text of a policy, or the name of shipped rules.
    fn put_policy(&mut self, policy: Option<&String>) {
        if let Some(policy) = policy {
            self.put(if policy.contains('=') { "policy" } else { "shipped" }, policy);
        }
    }

    fn write(&self, to: &mut Vec<u8>) {
        for (key, value) in &self.0 {
            writeln!(to, "{key} {}", value.len()).unwrap();
            to.extend_from_slice(value);
            to.push(b'\n');
        }
        to.extend_from_slice(b"end 0\n\n");
    }

    /// Reads one message off the front.
    fn read(from: &mut &[u8]) -> Self {
        let mut message = Self::default();
        loop {
            let line = from.iter().position(|byte| *byte == b'\n').expect("an answer is missing");
            let (head, rest) = from.split_at(line);
            let head = std::str::from_utf8(head).unwrap();
            let (key, length) = head.split_once(' ').unwrap();
            let (value, rest) = rest[1..].split_at(length.parse().unwrap());
            *from = &rest[1..];
            if key == "end" {
                return message;
            }
            message.put(key, value);
        }
    }

    fn bytes(&self, key: &str) -> Option<&[u8]> {
        self.0.iter().find(|(of, _)| of == key).map(|(_, value)| value.as_slice())
    }

    fn text(&self, key: &str) -> Option<String> {
        self.bytes(key).map(|value| String::from_utf8_lossy(value).into_owned())
    }

    fn all(&self, key: &str) -> Vec<String> {
        let of_key = self.0.iter().filter(|(of, _)| of == key);
        of_key.map(|(_, value)| String::from_utf8_lossy(value).into_owned()).collect()
    }
}

/// A case of one of the files: what to ask, and whether the answer is right.
trait Case: DeserializeOwned {
    fn ask(&self, question: &mut Message);
    fn check(&self, answer: &Message) -> Result<(), String>;
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<(), String> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: expected {expected:?}, found {found:?}"))
}

/// What is wrong with an error and its place; a case names of the place what it minds.
fn same_error(answer: &Message, code: &str, place: [(&str, Option<u64>); 3]) -> Result<(), String> {
    same("error", answer.text("error").as_deref(), Some(code))?;
    for (part, expected) in place {
        if let Some(expected) = expected {
            same(part, answer.text(part), Some(expected.to_string()))?;
        }
    }
    Ok(())
}

fn no_error(answer: &Message) -> Result<(), String> {
    answer.text("error").map_or(Ok(()), |_| Err(format!("{answer:?}")))
}

fn bytes(text: Option<&String>, hex: Option<&String>) -> Vec<u8> {
    match (text, hex) {
        (Some(text), None) => text.clone().into_bytes(),
        (None, Some(hex)) => (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
            .collect(),
        _ => panic!("a case has either text or hexadecimal bytes"),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notices {
    call: String,
    zone: Option<String>,
    rules: Option<String>,
    since: Option<String>,
    now: Vec<String>,
    #[serde(default)]
    lists: Vec<String>,
    #[serde(default)]
    health: Vec<String>,
    #[serde(default)]
    attested: Vec<String>,
    /// Texts of digests, or lists of those of notices.
    #[serde(default)]
    said: Vec<serde_json::Value>,
    deadlines: Option<Vec<String>>,
    #[serde(default)]
    reviews: Vec<String>,
    error: Option<String>,
}

impl Notices {
    /// What an answer in JSON says, in the words of the case.
    fn read(&self, json: &serde_json::Value) -> serde_json::Value {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let each = |value: &serde_json::Value, say: &dyn Fn(&serde_json::Value) -> String| {
            value.as_array().into_iter().flatten().map(say).collect::<Vec<String>>()
        };
        match self.call.as_str() {
            "digest" => {
                let changes = [("new", '+'), ("changed", '~'), ("vanished", '-')];
                let said = changes.map(|(key, sign)| {
                    each(&json["changes"][key], &|id| format!("{sign}{}", text(id)))
                });
                said.concat().join(" ").into()
            }
            "watch" => each(json, &|one| {
                let over = if one["resolves"] == true { " over" } else { "" };
                format!("{} {}{over}", text(&one["dedupe_key"]), text(&one["severity"]))
            })
            .into(),
            _ => {
                each(json, &|one| format!("{} {}", text(&one["month"]), text(&one["state"]))).into()
            }
        }
    }
}

impl Case for Notices {
    fn ask(&self, question: &mut Message) {
        question.put("call", &self.call);
        question.put_some("zone", self.zone.as_ref());
        question.put_some("rules", self.rules.as_ref());
        question.put_some("since", self.since.as_ref());
        question.put_all("now", &self.now);
        question.put_all("health", &self.health);
        for ids in &self.lists {
            let rows = ids.split(' ').map(|id| format!("{},{id}\n", id.trim_end_matches('!')));
            let rows: String = rows.collect();
            question.put("list", format!("Unique 6sense Record ID,Name\n{rows}"));
        }
        for word in &self.attested {
            for (key, part) in ["month", "on", "by"].into_iter().zip(word.split(' ')) {
                question.put(key, part);
            }
        }
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.error {
            return same_error(answer, code, [("record", None), ("line", None), ("byte", None)]);
        }
        no_error(answer)?;
        let json = |text: &String| serde_json::from_str(text).unwrap_or_default();
        let answers: Vec<serde_json::Value> = answer.all("said").iter().map(json).collect();
        let said: Vec<serde_json::Value> = answers.iter().map(|json| self.read(json)).collect();
        if self.call == "reviews" {
            return same("reviews", said, vec![self.reviews.clone().into()]);
        }
        same("said", &said, &self.said)?;
        let Some(deadlines) = &self.deadlines else { return Ok(()) };
        let last = answers.last().and_then(|json| json["deadlines"].as_array());
        let found = last.into_iter().flatten().map(|one| {
            let parts = [&one["deadline"]["date"], &one["regime"], &one["deadline"]["clock"]];
            parts.into_iter().filter_map(|part| part.as_str()).collect::<Vec<_>>().join(" ")
        });
        same("deadlines", &found.collect::<Vec<_>>(), deadlines)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Normal {
    call: String,
    input: Option<String>,
    inputs: Option<Vec<String>>,
    #[serde(default)]
    options: DateOptions,
    expect: Option<Expected>,
    expect_fault: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DateOptions {
    order: Option<String>,
    serial: bool,
    assumed_offset: Option<i32>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    One(String),
    Many(Vec<String>),
}

impl Case for Normal {
    fn ask(&self, question: &mut Message) {
        question.put("call", &self.call);
        question.put_some("input", self.input.as_ref());
        question.put_all("inputs", self.inputs.as_deref().unwrap_or_default());
        question.put_some("order", self.options.order.as_ref());
        question.put_some("serial", self.options.serial.then_some("1"));
        let offset = self.options.assumed_offset.map(|minutes| format!("{minutes}\0"));
        question.put_some("assumed_offset", offset);
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        let expected = match &self.expect {
            Some(Expected::One(one)) => vec![one.clone()],
            Some(Expected::Many(many)) => many.clone(),
            None => Vec::new(),
        };
        same("fault", answer.text("fault"), self.expect_fault.clone())?;
        same("result", answer.all("result"), expected)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    list: Option<String>,
    list_hex: Option<String>,
    form: Option<String>,
    records_at: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    date_order: Option<String>,
    #[serde(default)]
    serial_dates: bool,
    now: Option<String>,
    records: Option<u64>,
    entries: Option<usize>,
    faults: Option<Vec<String>>,
    requested: Option<Vec<String>>,
    entry_ids: Option<Vec<String>>,
    unread: Option<Vec<usize>>,
    error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

impl Case for List {
    fn ask(&self, question: &mut Message) {
        question.put("list", bytes(self.list.as_ref(), self.list_hex.as_ref()));
        question.put_some("form", self.form.as_ref());
        question.put_some("records_at", self.records_at.as_ref());
        question.put_columns(&self.columns);
        question.put_some("date_order", self.date_order.as_ref());
        question.put_some("serial_dates", self.serial_dates.then_some("1"));
        question.put_some("now", self.now.as_ref());
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.error {
            let place = [("record", self.record), ("line", self.line), ("byte", self.byte)];
            return same_error(answer, code, place);
        }
        no_error(answer)?;
        same("records", answer.text("records"), self.records.map(|number| number.to_string()))?;
        same("entries", answer.text("entries"), self.entries.map(|number| number.to_string()))?;
        same("faults", Some(answer.all("fault")), self.faults.clone())?;
        if let Some(ids) = &self.entry_ids {
            same("entry_ids", &answer.all("entry_id"), ids)?;
        }
        if let Some(unread) = &self.unread {
            let unread = unread.iter().map(ToString::to_string).collect();
            same("unread", answer.all("unread"), unread)?;
        }
        match &self.requested {
            Some(requested) => same("requested", &answer.all("requested"), requested),
            None => Ok(()),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    shipped: Option<String>,
    matching: Option<String>,
    policy: Option<String>,
    format: Option<String>,
    hash: Option<String>,
    toml: Option<String>,
    error: Option<String>,
    expected: Option<String>,
    line: Option<u64>,
    byte: Option<u64>,
}

impl Case for Policy {
    fn ask(&self, question: &mut Message) {
        question.put_some("shipped", self.shipped.as_ref());
        question.put_some("matching", self.matching.as_ref());
        question.put_some("policy", self.policy.as_ref());
        question.put_some("format", self.format.as_ref());
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.error {
            let place = [("record", None), ("line", self.line), ("byte", self.byte)];
            same_error(answer, code, place)?;
            let message = answer.text("message").unwrap_or_default();
            let expected = format!("expected {}", self.expected.as_deref().unwrap_or_default());
            return match message.ends_with(&expected) {
                true => Ok(()),
                false => Err(format!("message: expected it to end in {expected:?}: {message:?}")),
            };
        }
        no_error(answer)?;
        for (what, expected) in [("hash", &self.hash), ("toml", &self.toml)] {
            if expected.is_some() {
                same(what, answer.text(what), expected.clone())?;
            }
            same("read back", answer.text(&format!("{what}_again")), answer.text(what))?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Matching {
    list: String,
    contact: Record,
    policy: Option<String>,
    aliases: Option<String>,
    links: Option<String>,
    nicknames: Option<String>,
    verdicts: Option<String>,
    status: String,
    tier: Option<String>,
    rule: Option<String>,
    entry: Option<String>,
    competing: Option<Vec<String>>,
    sentence: Option<String>,
    settled: Option<bool>,
    oversized: Option<usize>,
    why_not: Option<WhyNot>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WhyNot {
    entry: String,
    /// Rules, each with the first condition that is not met.
    unmet: Option<Vec<(String, String)>>,
    /// How the fields agree: id, e-mail, name and domain.
    classes: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Record {
    ids: Vec<(String, String)>,
    emails: Vec<String>,
    names: Vec<String>,
    split_names: Vec<(String, String)>,
    websites: Vec<String>,
}

impl Record {
    fn put(&self, question: &mut Message) {
        for (namespace, id) in &self.ids {
            question.put("namespace", namespace);
            question.put("id", id);
        }
        question.put_all("email", &self.emails);
        question.put_all("full_name", &self.names);
        for (given, family) in &self.split_names {
            question.put("given", given);
            question.put("family", family);
        }
        question.put_all("website", &self.websites);
    }
}

impl Case for Matching {
    fn ask(&self, question: &mut Message) {
        question.put("list", &self.list);
        question.put_policy(self.policy.as_ref());
        question.put_some("aliases", self.aliases.as_ref());
        question.put_some("links", self.links.as_ref());
        question.put_some("nicknames", self.nicknames.as_ref());
        question.put_some("verdicts", self.verdicts.as_ref());
        question.put_some("why_not", self.why_not.as_ref().map(|why_not| &why_not.entry));
        self.contact.put(question);
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        no_error(answer)?;
        same("status", answer.text("status").as_ref(), Some(&self.status))?;
        same("tier", answer.text("tier"), self.tier.clone())?;
        same("rule", answer.text("rule"), self.rule.clone())?;
        same("entry", answer.text("entry"), self.entry.clone())?;
        if let Some(competing) = &self.competing {
            same("competing", &answer.all("competing"), competing)?;
        }
        if self.sentence.is_some() {
            same("sentence", answer.text("sentence"), self.sentence.clone())?;
        }
        if let Some(settled) = self.settled {
            same("settled", answer.text("settled"), Some(u8::from(settled).to_string()))?;
        }
        if let Some(oversized) = self.oversized {
            same("oversized", answer.text("oversized"), Some(oversized.to_string()))?;
        }
        same("replay", answer.text("replay").as_deref(), Some("same"))?;
        self.why_not.as_ref().map_or(Ok(()), |why_not| why_not.check(answer))
    }
}

impl WhyNot {
    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(unmet) = &self.unmet {
            let found = answer.all("unmet").into_iter().zip(answer.all("condition"));
            same("unmet", &found.collect::<Vec<_>>(), unmet)?;
        }
        if let Some(classes) = &self.classes {
            same("fields", answer.all("field").join(" ").as_str(), "id email name domain")?;
            same("classes", &answer.all("class"), classes)?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Basis {
    now: String,
    certainty: Option<String>,
    trigger: Option<String>,
    since: Option<String>,
    residency: Option<String>,
    country: Option<String>,
    region: Option<String>,
    vendor_country: Option<String>,
    phone: Option<String>,
    company_country: Option<String>,
    domain: Option<String>,
    policy: Option<String>,
    evidence: toml::Value,
    retention: String,
    basis: String,
    marketing: String,
    rule: String,
    reason: String,
    used: Option<Vec<String>>,
    defeated: Option<Vec<String>>,
    ignored: Option<Vec<String>>,
    permits_marketing: Option<Vec<String>>,
    missing: Option<Vec<String>>,
    valid_until: Option<String>,
    marketing_until: Option<String>,
    regimes: Option<Vec<String>>,
    signal: Option<String>,
    deadline: Option<String>,
    clock: Option<String>,
    overdue: Option<bool>,
    waste: Option<bool>,
}

impl Case for Basis {
    fn ask(&self, question: &mut Message) {
        question.put("now", &self.now);
        for (key, value) in [
            ("certainty", &self.certainty),
            ("trigger", &self.trigger),
            ("since", &self.since),
            ("residency", &self.residency),
            ("country", &self.country),
            ("region", &self.region),
            ("vendor_country", &self.vendor_country),
            ("phone", &self.phone),
            ("company_country", &self.company_country),
            ("domain", &self.domain),
            ("policy", &self.policy),
        ] {
            question.put_some(key, value.as_ref());
        }
        question.put("evidence", serde_json::to_vec(&self.evidence).unwrap());
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        no_error(answer)?;
        for (what, expected) in [
            ("retention", Some(&self.retention)),
            ("basis", Some(&self.basis)),
            ("marketing", Some(&self.marketing)),
            ("rule", Some(&self.rule)),
            ("reason", Some(&self.reason)),
            ("valid_until", self.valid_until.as_ref()),
            ("marketing_until", self.marketing_until.as_ref()),
            ("signal", self.signal.as_ref()),
            ("deadline", self.deadline.as_ref()),
            ("clock", self.clock.as_ref()),
        ] {
            if expected.is_some() {
                same(what, answer.text(what).as_ref(), expected)?;
            }
        }
        for (what, expected) in [
            ("used", &self.used),
            ("defeated", &self.defeated),
            ("ignored", &self.ignored),
            ("permits_marketing", &self.permits_marketing),
            ("missing", &self.missing),
            ("regimes", &self.regimes),
        ] {
            if let Some(expected) = expected {
                same(what, &answer.all(what), expected)?;
            }
        }
        for (what, expected) in [("overdue", self.overdue), ("waste", self.waste)] {
            if let Some(expected) = expected {
                same(what, answer.text(what), Some(u8::from(expected).to_string()))?;
            }
        }
        let json = |key| -> serde_json::Value {
            serde_json::from_slice(answer.bytes(key).unwrap()).unwrap()
        };
        same("explained", &json("trace")["classification"], &json("json"))?;
        same("replay", answer.text("replay").as_deref(), Some("1"))?;
        same("regimes of the place", answer.all("regimes"), answer.all("place"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceCase {
    contacts: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    preset: Option<String>,
    read_as: Option<String>,
    file: Option<String>,
    file_hex: Option<String>,
    about: Option<About>,
    pieces: Option<Vec<Evidence>>,
    error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

/// The contact whose evidence is wanted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    #[serde(default)]
    namespace: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    email: String,
    system: Option<String>,
}

impl Case for EvidenceCase {
    fn ask(&self, question: &mut Message) {
        match &self.contacts {
            Some(contacts) => question.put("contacts", contacts),
            None => question.put("evidence", bytes(self.file.as_ref(), self.file_hex.as_ref())),
        }
        question.put_some("preset", self.preset.as_ref());
        question.put_columns(&self.columns);
        if let Some(about) = &self.about {
            question.put("namespace", &about.namespace);
            question.put("id", &about.id);
            question.put("email", &about.email);
            question.put_some("system", about.system.as_ref());
        }
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.error {
            let input = if self.contacts.is_some() { "contacts" } else { "evidence" };
            if code != "invalid_option" {
                same("input", answer.text("input").as_deref(), Some(input))?;
            }
            let place = [("record", self.record), ("line", self.line), ("byte", self.byte)];
            return same_error(answer, code, place);
        }
        no_error(answer)?;
        if self.read_as.is_some() {
            same("preset", answer.text("preset"), self.read_as.clone())?;
        }
        let Some(expected) = &self.pieces else { return Ok(()) };
        // A set for each record, and one of a file.
        let sets = answer.all("pieces");
        let found = sets
            .iter()
            .flat_map(|set| serde_json::from_str::<Vec<serde_json::Value>>(set).unwrap());
        let expected = expected.iter().map(|piece| serde_json::to_value(piece).unwrap());
        same("pieces", found.collect(), expected.collect::<Vec<_>>())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Redaction {
    #[serde(default)]
    people_ids: Vec<String>,
    #[serde(default)]
    record_ids: Vec<String>,
    #[serde(default)]
    emails: Vec<String>,
    profile: Option<String>,
    input: Option<String>,
    input_hex: Option<String>,
    output: Option<String>,
    output_hex: Option<String>,
    redacted: Option<u64>,
    #[serde(default)]
    findings: Vec<String>,
    expect_error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

impl Case for Redaction {
    fn ask(&self, question: &mut Message) {
        question.put_all("people_id", &self.people_ids);
        question.put_all("record_id", &self.record_ids);
        question.put_all("email", &self.emails);
        question.put_some("profile", self.profile.as_ref());
        question.put("input", bytes(self.input.as_ref(), self.input_hex.as_ref()));
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.expect_error {
            let place = [("record", self.record), ("line", self.line), ("byte", self.byte)];
            return same_error(answer, code, place);
        }
        no_error(answer)?;
        let expected = bytes(self.output.as_ref(), self.output_hex.as_ref());
        let shown = String::from_utf8_lossy(&expected).into_owned();
        same("output", answer.text("output"), Some(shown))?;
        same("bytes", answer.bytes("output"), Some(expected.as_slice()))?;
        same("second run", answer.bytes("again"), answer.bytes("output"))?;
        same("redacted", answer.text("redacted"), self.redacted.map(|number| number.to_string()))?;
        same("findings", &answer.all("finding"), &self.findings)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sweep {
    now: String,
    list: String,
    contacts: Option<String>,
    contacts_hex: Option<String>,
    evidence: Option<String>,
    policy: Option<String>,
    aliases: Option<String>,
    links: Option<String>,
    nicknames: Option<String>,
    verdicts: Option<String>,
    preset: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    decisions: Option<String>,
    flags: Option<String>,
    not_flagged: Option<u64>,
    previous_list: Option<String>,
    previous_records: Option<u64>,
    entries_gone: Option<u64>,
    waste: Option<u64>,
    error: Option<String>,
    input: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

#[derive(Deserialize)]
struct Counts {
    marketing_waste: u64,
    not_flagged: u64,
    entries_gone: u64,
}

impl Case for Sweep {
    fn ask(&self, question: &mut Message) {
        question.put("now", &self.now);
        question.put("list", &self.list);
        question.put("contacts", bytes(self.contacts.as_ref(), self.contacts_hex.as_ref()));
        question.put_some("evidence", self.evidence.as_ref());
        question.put_policy(self.policy.as_ref());
        question.put_some("aliases", self.aliases.as_ref());
        question.put_some("links", self.links.as_ref());
        question.put_some("nicknames", self.nicknames.as_ref());
        question.put_some("verdicts", self.verdicts.as_ref());
        question.put_some("preset", self.preset.as_ref());
        question.put_some("previous_list", self.previous_list.as_ref());
        let records = self.previous_records.map(|records| records.to_string());
        question.put_some("previous_records", records.as_ref());
        question.put_columns(&self.columns);
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.error {
            same("input", answer.text("input"), self.input.clone())?;
            let place = [("record", self.record), ("line", self.line), ("byte", self.byte)];
            return same_error(answer, code, place);
        }
        no_error(answer)?;
        if self.decisions.is_some() || self.flags.is_none() {
            same("decisions", answer.text("decisions"), self.decisions.clone())?;
        }
        if self.flags.is_some() {
            same("flags", answer.text("flags"), self.flags.clone())?;
        }
        let counts: Counts = serde_json::from_slice(answer.bytes("counts").unwrap()).unwrap();
        for (what, found, expected) in [
            ("waste", counts.marketing_waste, self.waste),
            ("not_flagged", counts.not_flagged, self.not_flagged),
            ("entries_gone", counts.entries_gone, self.entries_gone),
        ] {
            same(what, found, expected.unwrap_or(found))?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hashed {
    call: String,
    profile: String,
    input: Option<String>,
    inputs: Option<Vec<String>>,
    list: Option<String>,
    expect: Option<String>,
    expect_match: Option<bool>,
    error: Option<String>,
}

impl Case for Hashed {
    fn ask(&self, question: &mut Message) {
        question.put("call", &self.call);
        question.put("profile", &self.profile);
        question.put_some("input", self.input.as_ref());
        question.put_all("inputs", self.inputs.as_deref().unwrap_or_default());
        question.put_some("list", self.list.as_ref());
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        match self.error.as_deref() {
            // C has numbers for profiles, and one that is none is none of an enum's.
            Some("invalid_option") => same_error(answer, "invalid_enum", [("", None); 3]),
            Some(code) => same_error(answer, code, [("", None); 3]),
            None => {
                no_error(answer)?;
                let expected = self.expect_match.map(|found| found.to_string());
                same("result", answer.text("result"), expected.or(self.expect.clone()))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Audit {
    log: Option<String>,
    log_hex: Option<String>,
    head: Option<String>,
    decisions: Option<u64>,
    found_head: Option<String>,
    list_snapshot: Option<String>,
    now: Option<String>,
    received: Option<String>,
    policy_hash: Option<String>,
    engine: Option<String>,
    error: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

impl Case for Audit {
    fn ask(&self, question: &mut Message) {
        question.put("log", bytes(self.log.as_ref(), self.log_hex.as_ref()));
        question.put_some("head", self.head.as_ref());
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.error {
            let place = [("record", self.record), ("line", self.line), ("byte", self.byte)];
            return same_error(answer, code, place);
        }
        no_error(answer)?;
        let decisions = self.decisions.map(|decisions| decisions.to_string());
        for (what, expected) in [
            ("decisions", &decisions),
            ("head", &self.found_head),
            ("list_snapshot", &self.list_snapshot),
            ("now", &self.now),
            ("received", &self.received),
            ("policy_hash", &self.policy_hash),
            ("engine", &self.engine),
        ] {
            if expected.is_some() {
                same(what, &answer.text(what), expected)?;
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Suppression {
    steps: Vec<Step>,
    contact: Record,
    expect: String,
    members: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    r#do: String,
    on: String,
    contact: Option<Record>,
    list: Option<String>,
}

impl Case for Suppression {
    fn ask(&self, question: &mut Message) {
        for step in &self.steps {
            question.put("do", &step.r#do);
            question.put("on", &step.on);
            question.put_some("list", step.list.as_ref());
            if let Some(contact) = &step.contact {
                contact.put(question);
            }
        }
        question.put("do", "check");
        self.contact.put(question);
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        no_error(answer)?;
        same("standing", answer.text("standing").as_ref(), Some(&self.expect))?;
        match self.members {
            Some(members) => same("members", answer.text("members"), Some(members.to_string())),
            None => Ok(()),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Erasure {
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

impl Erasure {
    fn now(&self) -> u64 {
        self.now.unwrap_or(1_795_000_000)
    }
}

/// Words with a blank between them, but for those that are empty.
fn together<const N: usize>(words: [&str; N]) -> String {
    words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

impl Case for Erasure {
    fn ask(&self, question: &mut Message) {
        let rows = self.ids.iter().map(|id| format!("\"{}\"\n", id.replace('"', "\"\"")));
        question.put("method", &self.method);
        question.put("table", format!("record_id\n{}", rows.collect::<String>()));
        let numbers = [
            ("batch_size", self.batch_size.map(|size| size as u64)),
            ("now", Some(self.now())),
            ("width", Some(self.ids.len() as u64)),
            ("calls_per_day", self.calls_per_day),
            ("leave", self.leave),
            ("day_begins", self.day_begins.map(u64::from)),
            ("status", self.status.map(u64::from)),
        ];
        for (key, number) in numbers {
            question.put_some(key, number.map(|number| number.to_string()));
        }
        question.put_some("salesforce_version", self.salesforce_version.as_ref());
        question.put_some("email", self.email.as_ref());
        question.put_some("requester", self.requester.as_ref());
        question.put_some("object", self.object.as_ref());
        for (name, value) in &self.headers {
            question.put("header", name);
            question.put("value", value);
        }
        question.put("body", &self.body);
    }

    fn check(&self, answer: &Message) -> Result<(), String> {
        if let Some(code) = &self.error {
            return same("error", answer.text("error").as_deref(), Some(code));
        }
        no_error(answer)?;
        same("delete table", answer.text("delete_table"), self.delete_table.clone())?;
        same("flag table", answer.text("flag_table"), self.flag_table.clone())?;
        if let Some(expected) = &self.requests {
            let parts = [answer.all("verb"), answer.all("path"), answer.all("body")];
            let [verbs, paths, bodies] = &parts;
            let found: Vec<String> = verbs
                .iter()
                .zip(paths)
                .zip(bodies)
                .map(|((verb, path), body)| together([verb, path, body]))
                .collect();
            same("requests", &found, expected)?;
        }
        let outcomes = answer.all("outcome").into_iter().zip(answer.all("code"));
        let outcomes: Vec<String> =
            outcomes.map(|(outcome, code)| together([&outcome, &code])).collect();
        same("outcomes", &outcomes, self.outcomes.as_ref().unwrap_or(&Vec::new()))?;
        let verdict = answer.text("verdict").map(|verdict| {
            let until: u64 = answer.text("until").unwrap().parse().unwrap();
            let seconds = if until == 0 { String::new() } else { (until - self.now()).to_string() };
            together([&verdict, &seconds, &answer.text("hold").unwrap_or_default()])
        });
        same("verdict", verdict, self.verdict.clone())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<toml::Table>,
}

type Check = dyn Fn(&Message) -> Result<(), String>;

/// A case of any file: its name for failures, its question, and how to check the answer.
struct Prepared {
    name: String,
    question: Message,
    check: Box<Check>,
}

fn prepare<T: Case + 'static>(file: &str, name: &str, table: toml::Table) -> Prepared {
    let name = format!("{file}: {name}");
    let case: T = table.try_into().unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut question = Message::default();
    question.put("file", file);
    case.ask(&mut question);
    Prepared { name, question, check: Box::new(move |answer| case.check(answer)) }
}

/// All cases of all files, however many there come to be.
fn cases() -> Vec<Prepared> {
    let mut paths: Vec<_> = std::fs::read_dir(path_in_package("../optout-core/testdata"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    let mut prepared = Vec::new();
    for path in paths {
        let file = path.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let read: File = toml::from_str(&text).unwrap();
        let written = text.lines().filter(|line| line.trim() == "[[case]]").count();
        assert_eq!(read.case.len(), written, "{file}: the number of cases");
        for mut table in read.case {
            let Some(toml::Value::String(name)) = table.remove("name") else {
                panic!("{file}: a case without a name");
            };
            prepared.push(match file {
                "audit" => prepare::<Audit>(file, &name, table),
                "basis" => prepare::<Basis>(file, &name, table),
                "dates" | "emails" | "ids" | "names" | "websites" => {
                    prepare::<Normal>(file, &name, table)
                }
                "erasure" => prepare::<Erasure>(file, &name, table),
                "evidence" => prepare::<EvidenceCase>(file, &name, table),
                "hashed" => prepare::<Hashed>(file, &name, table),
                "list" => prepare::<List>(file, &name, table),
                "matching" => prepare::<Matching>(file, &name, table),
                "notices" => prepare::<Notices>(file, &name, table),
                "policies" => prepare::<Policy>(file, &name, table),
                "redaction" => prepare::<Redaction>(file, &name, table),
                "suppression" => prepare::<Suppression>(file, &name, table),
                "sweep" => prepare::<Sweep>(file, &name, table),
                _ => panic!("{file}: a file that the driver does not know"),
            });
        }
    }
    prepared
}

#[test]
fn every_case_of_every_file() {
    let cases = cases();
    assert!(cases.len() >= 400, "only {} cases", cases.len());
    let mut questions = Vec::new();
    for case in &cases {
        case.question.write(&mut questions);
    }
    let source = path_in_package("tests/c/vectors.c");
    for how in Build::all() {
        let directory = tempfile::tempdir().unwrap();
        let mut driver = Command::new(build(&source, how, directory.path()));
        driver.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut driver = driver.spawn().unwrap();
        let mut input = driver.stdin.take().unwrap();
        let questions = questions.clone();
        let feeder = std::thread::spawn(move || input.write_all(&questions));
        let output = driver.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{how:?}: {said}");
        feeder.join().unwrap().unwrap();
        let mut answers = output.stdout.as_slice();
        let failures: Vec<String> = cases
            .iter()
            .filter_map(|case| {
                let answer = Message::read(&mut answers);
                (case.check)(&answer).err().map(|fault| format!("{}: {fault}", case.name))
            })
            .collect();
        assert!(answers.is_empty(), "more answers than cases");
        assert!(failures.is_empty(), "{how:?}: {}\n{}", failures.len(), failures.join("\n"));
    }
}
