//! The redaction of an export: the same in pieces and over threads, verified, stable, without a leak.
//!
//! `-detect_leaks=0`, because the list of what a thread drops when it ends may still be there when the
//! sanitizer looks.

use std::io::Cursor;

use optout_core::Redactor;
use optout_core::fuzzing::{ReadRecord, read};
use optout_core::redact::Targets;
use optout_core::table::Format;

const DELIMITERS: [u8; 5] = *b",;\t| ";

/// Headers; the first letters say what a column is: an id, a record id, an e-mail address, the flag,
/// something that is kept, something that is blanked.
const HEADERS: [(&[&str], &str); 5] = [
    (&["6sense People Id", "Name", "Email", "Is Redacted"], "ibef"),
    (&["Email", "6sense People Id"], "ei"),
    (&["Is Redacted", "6sense Company Id", "First Name", "Last Name", "6sense People Id"], "fkbbi"),
    (&["CRM People Record Id", "Phone", "", "Work Email", "Credit Deducted", "Redacted"], "rbbekf"),
    (&["6sense People Id"], "i"),
];

pub fn check(data: &[u8]) {
    let [kind, dialect, size, body @ ..] = data else { return };
    let delimiter = DELIMITERS[usize::from(*dialect) % DELIMITERS.len()];
    let (header, columns) = HEADERS[usize::from(*kind) % HEADERS.len()];
    let quoted = kind & 0x80 != 0 || delimiter == b' ';
    let mark = if kind & 0x40 != 0 { "\u{feff}" } else { "" };
    let end = if kind & 0x20 != 0 { "\r\n" } else { "\n" };
    let names: Vec<String> = header
        .iter()
        .map(|name| if quoted { format!("\"{name}\"") } else { name.to_string() })
        .collect();
    let separator = char::from(delimiter).to_string();
    let mut input = format!("{mark}{}{end}", names.join(&separator)).into_bytes();
    input.extend_from_slice(body);

    let format = Format { delimiter: Some(delimiter), ..Format::default() };
    let redactor = redactor().format(format).chunk_size(input.len() + 1);
    let mut output = Vec::new();
    let whole = redactor.redact(input.as_slice(), &mut output);
    let size = 1 + usize::from(*size);
    let in_pieces = redactor.clone().threads(3).chunk_size(size);
    let mut other = Vec::new();
    let pieces = in_pieces.redact(input.as_slice(), &mut other);
    assert_eq!(whole, pieces, "threads and chunks");
    let Ok(summary) = whole else { return };
    assert!(output == other, "threads and chunks");

    let verification = in_pieces
        .verify(input.as_slice(), Cursor::new(&output))
        .expect("the result is as promised");
    assert_eq!(verification.records, summary.records);
    assert_eq!(verification.redacted, summary.redacted + summary.already_redacted);
    other.clear();
    let again = redactor.redact(output.as_slice(), &mut other).expect("the output is an export");
    assert_eq!(again.redacted, 0, "a second run redacts nothing");
    assert!(output == other, "a second run changes nothing");

    check_rows(&input, &output, delimiter, columns);
    if kind & 0x40 != 0
        && let (Ok(input), Ok(output)) = (std::str::from_utf8(&input), std::str::from_utf8(&output))
    {
        check_utf_16(&in_pieces, input, output);
    }
}

fn redactor() -> Redactor {
    let mut targets = Targets::new();
    assert!(targets.person_id("P1") && targets.record_id("003A"));
    assert!(targets.email("ada@lovelace.example"));
    Redactor::new(targets)
}

/// What is to be read off two files without the engine.
fn check_rows(input: &[u8], output: &[u8], delimiter: u8, columns: &str) {
    let records =
        |bytes: &[u8]| read(bytes, delimiter, bytes.len() + 1).expect("it was redacted").records;
    let (before, after) = (records(input), records(output));
    assert_eq!(before.len(), after.len());
    let width = columns.len();
    let is_appended = !columns.contains('f');
    for (was, is) in before.iter().zip(after).skip(1) {
        assert_eq!((&was.lead, &was.terminator), (&is.lead, &is.terminator));
        let has_flag = is_appended && was.values.len() >= width;
        let mut is_values = is.values.clone();
        let flag = if has_flag {
            Some(is_values.remove(width))
        } else {
            columns.find('f').and_then(|at| is_values.get(at).cloned())
        };
        assert_eq!(is_values.len(), was.values.len(), "as many fields");
        let is_redacted = is_target(was, columns) || is_marked(was, columns);
        if !is_redacted && is_nobodys(was, columns) {
            if has_flag {
                assert_eq!(flag.as_deref(), Some(b"FALSE".as_slice()));
            } else {
                assert!(was.bytes == is.bytes, "a row of nobody's as it was");
            }
            assert!(was.values == is_values, "a row of nobody's as it was");
        }
        if is_redacted {
            check_redacted(was, &is_values, columns);
            if let Some(flag) = flag {
                let flag = String::from_utf8_lossy(&flag).trim().to_lowercase();
                assert!(["true", "1", "yes", "y", "t", "on"].contains(&flag.as_str()), "{flag}");
            }
        }
    }
}

fn cells<'a>(row: &'a ReadRecord, columns: &'a str, kind: char) -> impl Iterator<Item = &'a [u8]> {
    let of_kind = columns.chars().zip(&row.values).filter(move |(column, _)| *column == kind);
    of_kind.map(|(_, value)| value.as_slice())
}

fn is_target(row: &ReadRecord, columns: &str) -> bool {
    cells(row, columns, 'i').any(|id| id == b"P1")
        || cells(row, columns, 'r').any(|id| id == b"003A")
        || cells(row, columns, 'e').any(|e| e.eq_ignore_ascii_case(b"ada@lovelace.example"))
}

fn is_marked(row: &ReadRecord, columns: &str) -> bool {
    cells(row, columns, 'f').any(|flag| flag == b"TRUE" || flag == b"True" || flag == b"true")
}

/// Whether nothing in a row could stand for a target in any spelling.
fn is_nobodys(row: &ReadRecord, columns: &str) -> bool {
    let is_plain = |value: &[u8]| value.iter().all(|byte| byte.is_ascii_lowercase());
    "iref".chars().all(|kind| {
        cells(row, columns, kind).all(|value| {
            is_plain(value) && !matches!(value, b"true" | b"yes" | b"y" | b"t" | b"on")
        })
    })
}

fn check_redacted(was: &ReadRecord, is: &[Vec<u8>], columns: &str) {
    let kinds = columns.chars().chain(std::iter::repeat('b'));
    for ((kind, before), now) in kinds.zip(&was.values).zip(is) {
        match kind {
            'f' => {}
            'b' | 'e' => assert!(now.is_empty(), "a blank field"),
            _ => {
                assert!(now.is_empty() || now == before, "a kept field");
                assert!(!now.contains(&b'@'), "no address in a kept field");
                let personal = columns.chars().zip(&was.values).filter(|(kind, _)| *kind == 'e');
                for (_, own) in
                    personal.filter(|(_, own)| own.iter().any(u8::is_ascii_alphanumeric))
                {
                    assert!(!now.eq_ignore_ascii_case(own), "no address of the row's own");
                }
            }
        }
    }
}

fn check_utf_16(redactor: &Redactor, input: &str, output: &str) {
    for unit in [u16::to_le_bytes, u16::to_be_bytes] {
        let wide = |text: &str| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let mut written = Vec::new();
        redactor.redact(wide(input).as_slice(), &mut written).expect("the same text");
        assert!(written == wide(output), "the same text");
        redactor.verify(wide(input).as_slice(), Cursor::new(&written)).expect("as promised");
    }
}
