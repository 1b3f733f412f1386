//! Where the targets start from: the texts of the vectors, behind the bytes that say how they are read.

/// The vectors that hold texts of a target's kind, and how many bytes stand before the text.
const TEXTS: [(&str, &str, usize); 7] = [
    ("evidence", include_str!("../../testdata/evidence.toml"), 3),
    ("hashed", include_str!("../../testdata/hashed.toml"), 3),
    ("list", include_str!("../../testdata/list.toml"), 9),
    ("policy", include_str!("../../testdata/policies.toml"), 0),
    ("redaction", include_str!("../../testdata/redaction.toml"), 3),
    ("rows", include_str!("../../testdata/redaction.toml"), 1),
    ("scanner", include_str!("../../testdata/redaction.toml"), 2),
];

/// Small tables, each behind the number of its kind.
const TABLES: [(u8, &str); 6] = [
    (0, "Zebedee,Beedee,Zeb\nAda,Adi\n"),
    (1, "domain,alias\nengine.example,analytical.example\n"),
    (2, "system,old_id,new_id\nsalesforce,003000000000001AAA,003000000000002AAA\n"),
    (
        3,
        "entry_id,record_id,verdict,system,decided_on\nP1,7,same,hubspot,2026-01-02\nP1,7,different,,2026-01-03\nP2,8,,,\n",
    ),
    (4, "record_id\n003000000000001AAA\n003000000000001\n"),
    (4, "record_id,note\n101,\n102,a\n"),
];

/// What hosts keep, each behind the number of its kind.
const STATES: [(u8, &str); 14] = [
    (
        0,
        r#"                                {"system_of_record":"hubspot","salesforce_version":"v65.0","records":[{"method":"hubspot_archive","batch_size":2,"record_ids":["101","102"]}]}"#,
    ),
    (1, "                                7"),
    (1, "            \u{1}\u{2}\u{3}                  [{\"number\":1}]"),
    (
        1,
        "\u{2}\u{1}\u{1}\u{2}\u{3}\u{4}\u{5}\u{1}\u{2}\u{3}\u{1}\u{2}\u{3}\u{1}\u{2}\u{3}\u{1}\u{2}\u{3}\u{1}\u{2}\u{3}\u{1}\u{2}\u{3}\u{1}\u{2}\u{3}\u{1}\u{2}\u{3}\u{1}18446744073709551615",
    ),
    (3, r#"{"id":"00","entries":{"P1":"aa","P2":"bb"}}"#),
    (4, r#"{"latest":{"id":"00","entries":{"P1":"aa"}},"gone":["P2"],"looked_on":"2026-11-17"}"#),
    (5, r#"{"since":"2026-09","attested":{"2026-09":{"on":"2026-10-01","by":"DPO"}}}"#),
    (6, r#"{"raised":{"api_limit":{"hubspot":"2026-11-23"},"sync_delayed":{}}}"#),
    (7, r#"{"primary":"admin@company.example","designated":["privacy@company.example"]}"#),
    (
        8,
        r#"{"version":1,"pieces":[{"id":"a","kind":"opt_in_double","occurred_at":"2026-01-02T10:00:00Z"}],"records":[["hubspot","7",[0]]],"mailboxes":[["ada@engine.example",[0]]]}"#,
    ),
    (
        9,
        r#"{"verdicts":[["hubspot","7","P1",{"verdict":"same","decided_on":"2026-01-02"}]],"undecided":2}"#,
    ),
    (10, "[]"),
    (11, r#"{"system":"hubspot","budget":{"calls_per_day":10},"calls":3}"#),
    (3, "{}"),
];

/// The seeds of a target.
pub(crate) fn of(target: &str) -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for (_, vectors, front) in TEXTS.iter().filter(|(of, ..)| *of == target) {
        let vectors: toml::Table = vectors.parse().expect("vectors");
        let mut texts = Vec::new();
        vectors.values().for_each(|value| collect(value, &mut texts));
        for (nth, text) in texts.iter().enumerate() {
            let byte = u8::try_from(nth % 7).expect("a small number");
            let choices = (0..*front).map(|at| if at % 2 == 0 { byte } else { 0 });
            seeds.push(choices.chain(text.bytes()).collect());
            seeds.push(std::iter::repeat_n(0, *front).chain(text.bytes()).collect());
        }
    }
    if target == "redaction" {
        seeds.push(b"\0\0\0P1,,\"\",TRUE\x11\r\x11\n".to_vec());
    }
    if target == "state" {
        let of_kind = |(kind, text): &(u8, &str)| [&[*kind], text.as_bytes()].concat();
        seeds.extend(STATES.iter().map(of_kind));
    }
    if target == "tables" {
        let of_kind = |(kind, text): &(u8, &str)| [&[*kind, *kind, 2], text.as_bytes()].concat();
        seeds.extend(TABLES.iter().map(of_kind));
    }
    if matches!(target, "matcher" | "suppression" | "sweep") {
        // Choices alone: any bytes are an input.
        let byte =
            |nth: usize, at: usize| u8::try_from((at * (2 * nth + 3) + nth) % 251).expect("a byte");
        seeds.extend((0..16).map(|nth| (0..32 * (nth + 1)).map(|at| byte(nth, at)).collect()));
    }
    seeds
}

/// The texts of several lines, and those that are objects.
fn collect(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) if text.contains('\n') || text.starts_with(['{', '[']) => {
            texts.push(text.clone());
        }
        toml::Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        toml::Value::Table(fields) => fields.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}
