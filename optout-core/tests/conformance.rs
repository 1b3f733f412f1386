//! What the formats allow, one small file for each: nobody's rows come back byte for byte, a target's
//! as they have to be, in every dialect and encoding.

use std::io::Cursor;

use optout_core::redact::{Column, Profile, Redactor, Targets};
use optout_core::table::{Encoding, Format, Table};
use optout_core::{ErrorKind, Layout};
use serde::Deserialize;

const FILES: &str = include_str!("conformance/files.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Files {
    file: Vec<File>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    text: String,
    values: Vec<Vec<String>>,
    redacted: String,
}

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// How text becomes the bytes of a file; `None` if it cannot.
type Encode = fn(&str) -> Option<Vec<u8>>;

const ENCODINGS: [(&str, Option<&str>, Encode); 5] = [
    ("utf-8", None, |text| Some(text.into())),
    ("utf-8 with a mark", None, |text| Some(format!("\u{feff}{text}").into())),
    ("utf-16le", None, |text| Some(wide(text, u16::to_le_bytes))),
    ("utf-16be", None, |text| Some(wide(text, u16::to_be_bytes))),
    ("windows-1252", Some("windows-1252"), |text| {
        let (bytes, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(text);
        (!is_lossy).then(|| bytes.into_owned())
    }),
];

fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(unit).collect()
}

fn files() -> Vec<File> {
    let files: Files = toml::from_str(FILES).unwrap();
    files.file
}

/// Threads and chunk sizes: the plain case, and those in which everything is cut.
const PIECES: [(usize, usize); 5] = [(1, 4096), (1, 1), (2, 17), (3, 64), (2, 65)];

fn redactor(people: &[&str], encoding: Option<&str>) -> Redactor {
    let mut targets = Targets::new();
    people.iter().for_each(|id| assert!(targets.person_id(id)));
    let encoding = encoding.map(|label| label.parse::<Encoding>().unwrap());
    Redactor::new(targets).format(Format { encoding, delimiter: None })
}

fn redact(redactor: &Redactor, input: &[u8]) -> Vec<u8> {
    let mut output = Vec::new();
    redactor.redact(input, &mut output).unwrap();
    redactor.verify(input, Cursor::new(&output)).unwrap();
    output
}

/// Redacts a text in every dialect, encoding and number of pieces, for nobody and for a target.
fn check(file: &File) {
    for (nth, delimiter) in DELIMITERS.into_iter().enumerate() {
        let text = file.text.replace('¦', &delimiter.to_string());
        let redacted = file.redacted.replace('¦', &delimiter.to_string());
        for (at, (encoding, named, encode)) in ENCODINGS.into_iter().enumerate() {
            let (Some(input), Some(expected)) = (encode(&text), encode(&redacted)) else {
                continue;
            };
            // Every dialect and every encoding is seen in all pieces.
            let (threads, size) = PIECES[(nth + at) % PIECES.len()];
            let place = format!("{}, {delimiter:?}, {encoding}, {size}", file.name);
            let of = |people| redactor(people, named).threads(threads).chunk_size(size);
            assert!(redact(&of(&[]), &input) == input, "{place}: for nobody");
            assert!(redact(&of(&["X9"]), &input) == input, "{place}: for a stranger");
            let output = redact(&of(&["P1"]), &input);
            let [found, text] = [&output, &expected].map(|bytes| String::from_utf8_lossy(bytes));
            assert_eq!(found, text, "{place}: for P1");
            assert!(output == expected, "{place}: for P1");
            assert!(redact(&of(&["P1"]), &output) == output, "{place}: once more");
        }
    }
}

#[test]
fn every_file_comes_back_as_it_was_and_as_it_has_to_be() {
    let files = files();
    assert_eq!(files.len(), 27);
    files.iter().for_each(check);
}

#[test]
fn every_file_has_the_values_that_it_has() {
    for file in files() {
        for delimiter in DELIMITERS {
            let sign = delimiter.to_string();
            let text = file.text.replace('¦', &sign);
            let expected: Vec<Vec<String>> = file
                .values
                .iter()
                .map(|row| row.iter().map(|value| value.replace('¦', &sign)).collect())
                .collect();
            let behind_sep = text.strip_prefix(&format!("sep={sign}\r\n")).unwrap_or(&text);
            let by_others: Vec<Vec<String>> = csv::ReaderBuilder::new()
                .flexible(true)
                .delimiter(delimiter as u8)
                .from_reader(behind_sep.as_bytes())
                .into_records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect();
            assert_eq!(by_others, expected, "{}, {delimiter:?}: by the csv crate", file.name);
            let width = expected.first().map_or(0, Vec::len);
            if expected.iter().any(|row| row.len() != width) {
                continue;
            }
            let layout =
                Layout::detect().column("6sense People Id", "record_id:6sense".parse().unwrap());
            let mut table =
                Table::open_contacts(text.as_bytes(), Format::default(), &layout).unwrap();
            let mut by_table = Vec::new();
            while let Some((record, _)) = table.read().unwrap() {
                by_table.push(record.values().map(str::to_owned).collect::<Vec<_>>());
            }
            assert_eq!(by_table, expected, "{}, {delimiter:?}: as a table", file.name);
        }
    }
}

/// A file of rows, and what it becomes when P1 has opted out.
fn generated(name: &str, rows: &[(String, String)], end: &str) -> File {
    let header = format!("6sense People Id¦Title¦Is Redacted{end}");
    let joined = |part: fn(&(String, String)) -> &String| {
        rows.iter().fold(header.clone(), |text, row| text + part(row) + end)
    };
    File {
        name: name.to_owned(),
        text: joined(|row| &row.0),
        values: Vec::new(),
        redacted: joined(|row| &row.1),
    }
}

fn unchanged(row: String) -> (String, String) {
    (row.clone(), row)
}

#[test]
fn a_record_over_several_blocks() {
    let quoted = "\"\"x\"\"\n¦".repeat(40);
    for length in [60, 64, 127, 128, 129, 300] {
        let plain = "y".repeat(length);
        let rows = [
            unchanged(format!("P2¦\"{quoted}{plain}\"¦FALSE")),
            (format!("P1¦\"{plain}{quoted}\"¦FALSE"), "P1¦\"\"¦TRUE".to_owned()),
            unchanged(format!("P3¦{plain}\"{plain}¦FALSE")),
            (format!("P1¦{plain}\"{plain}¦FALSE"), "P1¦¦TRUE".to_owned()),
            unchanged(format!("P4¦\"{quoted}\"{plain}¦FALSE")),
        ];
        check(&generated(&format!("blocks of {length}"), &rows, "\n"));
    }
}

#[test]
fn records_that_end_around_the_edge_of_a_block() {
    // The rows behind the header start at every distance from the edge of a block; so do their quotes,
    // delimiters and line ends.
    for end in ["\n", "\r\n", "\r"] {
        for filling in 0..=66 {
            let plain = "z".repeat(filling);
            let rows = [
                unchanged(format!("P2¦{plain}¦FALSE")),
                (format!("P1¦{plain}¦FALSE"), "P1¦¦TRUE".to_owned()),
                unchanged(format!("P3¦\"{plain}\"\"\"¦FALSE")),
                (format!("P1¦\"\"\"\n{plain}\"¦FALSE"), "P1¦\"\"¦TRUE".to_owned()),
                unchanged(format!("P4¦q\"{plain}¦FALSE")),
            ];
            let file = generated(&format!("{filling}"), &rows, end);
            for size in [1, 63, 64, 65, 128, 4096] {
                let redactor = redactor(&["P1"], None).chunk_size(size).threads(1 + size % 2);
                let [text, expected] =
                    [&file.text, &file.redacted].map(|text| text.replace('¦', ","));
                let output = redact(&redactor, text.as_bytes());
                assert_eq!(
                    String::from_utf8(output).unwrap(),
                    expected,
                    "{filling} signs, {end:?}, chunks of {size}"
                );
            }
        }
    }
}

#[test]
fn lines_of_just_63_64_and_65_bytes() {
    for length in [63, 64, 65, 127, 128, 129] {
        // With the line end.
        let padded = |id: &str| format!("{id}¦{}¦FALSE", "w".repeat(length - id.len() - 8));
        let header = "6sense People Id¦".to_owned();
        let header = format!("{header}{}¦Is Redacted\n", "T".repeat(length - header.len() - 12));
        let rows = ["P2", "P1", "P3", "P1", "P4"];
        let text: String =
            rows.iter().map(|id| padded(id) + "\n").fold(header.clone(), |a, b| a + &b);
        let redacted = rows.iter().fold(header, |text, id| {
            text + &if *id == "P1" { "P1¦¦TRUE".to_owned() } else { padded(id) } + "\n"
        });
        let signs = text.chars().count();
        assert_eq!(signs, 6 * length, "all lines are of one length");
        check(&File { name: format!("lines of {length}"), text, values: Vec::new(), redacted });
    }
}

#[test]
fn rows_of_255_to_257_fields() {
    for width in 255..=257 {
        let row = |id: &str, flag: &str, field: &str| {
            let mut fields = vec![field; width];
            (fields[0], fields[width - 1]) = (id, flag);
            fields.join("¦")
        };
        let file = File {
            name: format!("{width} fields"),
            text: [
                row("6sense People Id", "Is Redacted", "Note"),
                row("P2", "FALSE", ""),
                row("P1", "FALSE", "n"),
                row("P1", "FALSE", "\"n¦\""),
                row("P3", "FALSE", "5\""),
            ]
            .join("\n"),
            values: Vec::new(),
            redacted: [
                row("6sense People Id", "Is Redacted", "Note"),
                row("P2", "FALSE", ""),
                row("P1", "TRUE", ""),
                row("P1", "TRUE", "\"\""),
                row("P3", "FALSE", "5\""),
            ]
            .join("\n"),
        };
        check(&file);
    }
}

#[test]
fn a_file_of_one_column() {
    // It gets the flag, so nobody's rows change too, all in the same way.
    for (encoding, named, encode) in ENCODINGS {
        let input = encode("6sense People Id\r\nP1\r\n\r\n\"P2\"\r\nP1").unwrap();
        let expected = "6sense People Id,Is Redacted\r\nP1,TRUE\r\n\r\n\"P2\",FALSE\r\nP1,TRUE";
        for (threads, size) in PIECES {
            let redactor = redactor(&["P1"], named).threads(threads).chunk_size(size);
            assert_eq!(redact(&redactor, &input), encode(expected).unwrap(), "{encoding}");
        }
    }
    let mut targets = Targets::new();
    assert!(targets.email("ada@lovelace.example"));
    let redactor = Redactor::new(targets).profile(
        Profile::new("own").keep("Key", Column::PeopleId).recognise("Mail", Column::Email),
    );
    let input = b"Mail\nada@lovelace.example\n\"Ada@Lovelace.example\"\nbob@babbage.example\n";
    let expected = b"Mail\n\"\"\n\"\"\nbob@babbage.example\n";
    assert_eq!(redact(&redactor, input), expected, "a record of nothing is written as one");
}

#[test]
fn a_fault_is_at_its_place_in_every_encoding() {
    let cases = [
        ("P1,a,FALSE\nP2,\"b,FALSE\n", ErrorKind::UnclosedQuote, (2, 3)),
        ("P1,\"a\nb\"\"\",FALSE\r\nP2,x\0y,FALSE\n", ErrorKind::Nul, (2, 4)),
    ];
    for (body, kind, (record, line)) in cases {
        let text = format!("6sense People Id,Title,Is Redacted\n{body}");
        let sign = if kind == ErrorKind::Nul { "\0" } else { "\"b" };
        let at = text.find(sign).unwrap() as u64;
        for (encoding, named, encode) in ENCODINGS {
            let mark = match encoding {
                "utf-8 with a mark" => 3,
                "utf-16le" | "utf-16be" => 2,
                _ => 0,
            };
            for (threads, size) in PIECES {
                let redactor = redactor(&["P1"], named).threads(threads).chunk_size(size);
                let error = redactor.dry_run(encode(&text).unwrap().as_slice()).unwrap_err();
                assert_eq!(error.kind(), &kind, "{encoding}, {size}");
                let position = error.position().unwrap();
                assert_eq!(
                    (position.record, position.line, position.byte),
                    (record, line, mark + at),
                    "{encoding}, {size}"
                );
            }
        }
    }
}
