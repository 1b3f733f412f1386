//! Redaction against a slow, obvious oracle that knows each field before it was written down.

use std::io::{self, Cursor, Read as _};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use optout_core::redact::{Redactor, RowRedactor, Targets};
use optout_core::{Error, ErrorKind};
use proptest::prelude::*;

const PEOPLE_ID: &str = "6sense People Id";
const COMPANY_ID: &str = "6sense Company Id";
const FLAG: &str = "Is Redacted";
const KEPT: [&str; 4] = [PEOPLE_ID, COMPANY_ID, "Credit Deducted", FLAG];
const BLANKED: [&str; 4] = ["Name", "Work Email", "Phone", ""];

/// The people who have opted out, by id and by address.
const OPTED_OUT_IDS: [&str; 2] = ["P1", "P2"];
const OPTED_OUT_EMAILS: [&str; 2] = ["ada@lovelace.example", "bob@babbage.example"];

#[derive(Clone, Debug)]
struct Cell {
    value: String,
    is_quoted: bool,
}

#[derive(Clone, Debug)]
struct Export {
    has_mark: bool,
    delimiter: char,
    header: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
    ends: Vec<&'static str>,
    ends_with_line_end: bool,
}

impl Export {
    fn text(&self) -> String {
        let header = self.header.iter().map(|name| name.to_string()).collect();
        self.assemble(header, |row| row.iter().map(write).collect())
    }

    fn assemble(
        &self,
        header: Vec<String>,
        mut fields: impl FnMut(&[Cell]) -> Vec<String>,
    ) -> String {
        let delimiter = self.delimiter.to_string();
        let mut text = if self.has_mark { "\u{feff}".to_owned() } else { String::new() };
        text += &header.join(&delimiter);
        for (nth, row) in self.rows.iter().enumerate() {
            text += self.ends[nth % self.ends.len()];
            text += &fields(row).join(&delimiter);
        }
        if self.ends_with_line_end {
            text += self.ends[0];
        }
        text
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|other| *other == name)
    }

    fn value<'a>(&self, row: &'a [Cell], name: &str) -> &'a str {
        self.at(name).and_then(|at| row.get(at)).map_or("", |cell| &cell.value)
    }

    fn is_redacted(&self, row: &[Cell]) -> bool {
        let email = self.value(row, "Work Email").to_lowercase();
        OPTED_OUT_IDS.contains(&self.value(row, PEOPLE_ID))
            || OPTED_OUT_EMAILS.contains(&email.as_str())
            || matches!(self.value(row, FLAG), "TRUE" | "True")
    }

    /// What the rules make of it.
    fn expected(&self) -> String {
        let mut header: Vec<String> = self.header.iter().map(|name| name.to_string()).collect();
        let is_appended = self.at(FLAG).is_none();
        if is_appended {
            header.push(FLAG.to_owned());
        }
        let mut first_flag = String::new();
        self.assemble(header, |row| {
            let own_flag = self.value(row, FLAG).to_owned();
            if first_flag.is_empty() {
                first_flag.clone_from(&own_flag);
            }
            let is_redacted = self.is_redacted(row);
            let mut fields: Vec<String> = if is_redacted {
                let style = if own_flag.is_empty() { &first_flag } else { &own_flag };
                let marked =
                    if style.contains("l") || style.contains("r") { "True" } else { "TRUE" };
                row.iter()
                    .enumerate()
                    .map(|(at, cell)| {
                        let name = self.header.get(at).copied().unwrap_or("");
                        let value = match name {
                            FLAG => marked,
                            _ if !KEPT.contains(&name) || cell.value.contains('@') => "",
                            _ => &cell.value,
                        };
                        write(&Cell { value: value.to_owned(), is_quoted: cell.is_quoted })
                    })
                    .collect()
            } else {
                row.iter().map(write).collect()
            };
            if is_appended && row.len() >= self.header.len() {
                let flag = if is_redacted { "TRUE" } else { "FALSE" };
                fields.insert(self.header.len(), flag.to_owned());
            }
            fields
        })
    }
}

fn write(cell: &Cell) -> String {
    if cell.is_quoted {
        format!("\"{}\"", cell.value.replace('"', "\"\""))
    } else {
        cell.value.clone()
    }
}

fn value(column: &'static str, flags: [&'static str; 3]) -> BoxedStrategy<Cell> {
    let text = match column {
        PEOPLE_ID => prop::sample::select(vec!["P1", "P2", "P3", "P4", "p1", ""]),
        COMPANY_ID => prop::sample::select(vec!["C1", "x@y.example", ""]),
        FLAG => prop::sample::select(flags.to_vec()),
        // Never a value of a name or a phone: the leak guard has vectors of its own.
        "Credit Deducted" => prop::sample::select(vec!["1", "unknown", "\"2\"", " ", ""]),
        "Work Email" => prop::sample::select(vec![
            "Ada@Lovelace.example",
            "bob@babbage.example",
            "cleo@clark.example",
            "none",
            "",
        ]),
        _ => prop::sample::select(vec!["n/a", "a \"b\"", "\u{1f600} \u{e9}", "12", "x\r\ny", ""]),
    };
    (text, any::<bool>())
        .prop_map(|(text, is_quoted)| Cell {
            value: text.to_owned(),
            is_quoted: is_quoted || text.contains(['"', '\n']),
        })
        .boxed()
}

fn export() -> impl Strategy<Value = Export> {
    let optional = prop::sample::subsequence([&KEPT[1..], &BLANKED[..]].concat(), 0..=7);
    (optional, any::<bool>()).prop_flat_map(|(mut header, capitals)| {
        let flags = if capitals { ["TRUE", "FALSE", ""] } else { ["True", "False", ""] };
        header.push(PEOPLE_ID);
        let header = Just(header).prop_shuffle();
        header.prop_flat_map(move |header| {
            let cells: Vec<_> = header.iter().map(|name| value(name, flags)).collect();
            let extra = prop::collection::vec(value("", flags), 0..2);
            let width = header.len();
            let row = (cells, extra, prop::option::weighted(0.1, width.min(2)..=width)).prop_map(
                |(mut cells, extra, cut)| {
                    match cut {
                        Some(length) => cells.truncate(length),
                        None => cells.extend(extra),
                    }
                    if let [only] = cells.as_mut_slice() {
                        // Otherwise it is a blank line.
                        only.is_quoted |= only.value.is_empty();
                    }
                    cells
                },
            );
            (
                any::<bool>(),
                prop::sample::select(vec![',', ';', '\t', '|']),
                Just(header),
                prop::collection::vec(row, 0..8),
                prop::sample::subsequence(vec!["\n", "\r\n", "\r", "\n\n"], 1..3),
                any::<bool>(),
            )
                .prop_map(
                    |(has_mark, delimiter, header, rows, ends, ends_with_line_end)| Export {
                        has_mark,
                        // A header that nothing splits is read with commas.
                        delimiter: if header.len() == 1 { ',' } else { delimiter },
                        header,
                        rows,
                        ends,
                        ends_with_line_end,
                    },
                )
        })
    })
}

fn redactor() -> Redactor {
    let mut targets = Targets::new();
    assert!(OPTED_OUT_IDS.iter().all(|id| targets.person_id(id)));
    assert!(OPTED_OUT_EMAILS.iter().all(|email| targets.email(email)));
    Redactor::new(targets)
}

fn redact(input: &[u8]) -> (Vec<u8>, u64) {
    let mut output = Vec::new();
    let summary = redactor().redact(input, &mut output).unwrap();
    (output, summary.redacted)
}

fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn targets_keep_what_they_may_and_no_other_byte_changes(export in export()) {
        let (output, _) = redact(export.text().as_bytes());
        prop_assert_eq!(String::from_utf8(output).unwrap(), export.expected());
    }

    #[test]
    fn a_second_run_is_a_fixed_point(export in export()) {
        let (once, _) = redact(export.text().as_bytes());
        let (twice, redacted) = redact(&once);
        prop_assert_eq!(once, twice);
        prop_assert_eq!(redacted, 0);
    }

    #[test]
    fn verification_accepts_the_result_and_no_other(
        export in export(),
        at in any::<prop::sample::Index>(),
        other in any::<u8>(),
    ) {
        let input = export.text();
        let (mut output, _) = redact(input.as_bytes());
        let verification = redactor().verify(input.as_bytes(), Cursor::new(&output)).unwrap();
        prop_assert_eq!(verification.records, export.rows.len() as u64);
        let redacted = export.rows.iter().filter(|row| export.is_redacted(row)).count();
        prop_assert_eq!(verification.redacted, redacted as u64);
        let at = at.index(output.len());
        if output[at] != other {
            output[at] = other;
            prop_assert!(redactor().verify(input.as_bytes(), Cursor::new(&output)).is_err());
        }
    }

    #[test]
    fn threads_and_chunks_change_nothing(
        export in export(),
        tail in prop_oneof![9 => Just(""), 1 => Just("\n\"open"), 1 => Just("\nP1,\0")],
        threads in 1_usize..5,
        size in 1_usize..200,
        is_utf_16: bool,
    ) {
        let export = Export { has_mark: is_utf_16, ..export };
        let text = export.text() + tail;
        let input = if is_utf_16 { utf_16(&text) } else { text.into_bytes() };
        let (mut at_once, mut in_pieces) = (Vec::new(), Vec::new());
        let whole = redactor().redact(input.as_slice(), &mut at_once);
        let redactor = redactor().threads(threads).chunk_size(size);
        let pieces = redactor.redact(input.as_slice(), &mut in_pieces);
        prop_assert_eq!(&whole, &pieces);
        if whole.is_ok() {
            prop_assert_eq!(at_once, in_pieces);
        }
    }

    #[test]
    fn threads_and_chunks_change_nothing_of_a_verification(
        export in export(),
        change in prop::option::of((any::<prop::sample::Index>(), any::<u8>(), 0_usize..3)),
        tail in prop_oneof![9 => Just(""), 1 => Just("\n\"open"), 1 => Just("\nP1,\0")],
        threads in 1_usize..5,
        sizes in (1_usize..200, 1_usize..200),
    ) {
        let text = export.text();
        let (mut output, _) = redact(text.as_bytes());
        if let Some((at, byte, length)) = change {
            let at = at.index(output.len());
            output.splice(at..output.len().min(at + length), [byte]);
        }
        for input in [text.clone(), text + tail] {
            let whole = redactor().verify(input.as_bytes(), Cursor::new(&output));
            for size in [sizes.0, sizes.1] {
                let redactor = redactor().threads(threads).chunk_size(size);
                let pieces = redactor.verify(input.as_bytes(), Cursor::new(&output));
                prop_assert_eq!(&whole, &pieces);
            }
        }
    }

    #[test]
    fn utf_16_is_the_same_text(export in export()) {
        let export = Export { has_mark: true, ..export };
        let (output, _) = redact(&utf_16(&export.text()));
        prop_assert_eq!(output, utf_16(&export.expected()));
    }

    #[test]
    fn rows_by_themselves_are_redacted_as_in_a_file(export in export()) {
        let read = |text: &[u8]| -> Vec<Vec<String>> {
            csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(export.delimiter as u8)
                .from_reader(text)
                .into_records()
                .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                .collect()
        };
        let export = Export { has_mark: false, ..export.clone() };
        let redactor = redactor();
        let mut rows = redactor.plan(&export.header).unwrap();
        let mut expected = vec![rows.header().to_vec()];
        for row in &export.rows {
            let fields: Vec<&str> = row.iter().map(|cell| cell.value.as_str()).collect();
            let row = rows.redact(&fields);
            expected.push(row.fields.into_iter().map(String::from).collect());
        }
        prop_assert_eq!(read(&redact(export.text().as_bytes()).0), expected);
    }

    #[test]
    fn no_input_makes_it_panic_and_what_passes_is_a_fixed_point(
        tail in "[P12,\"\r\n@a.TRUE\u{e9}]{0,40}",
    ) {
        let input = format!("6sense People Id,Name,Email,Is Redacted\n{tail}");
        let mut once = Vec::new();
        if redactor().redact(input.as_bytes(), &mut once).is_ok() {
            redactor().verify(input.as_bytes(), Cursor::new(&once)).unwrap();
            prop_assert_eq!(redact(&once).0, once);
        }
    }
}

#[test]
fn a_broken_promise_is_named_with_its_place() {
    let input = "6sense People Id,Name,Is Redacted\nP3,Cleo,FALSE\nP1,Ada,FALSE\n";
    let fault = |output: &str| -> Error {
        redactor().verify(input.as_bytes(), Cursor::new(output.as_bytes())).unwrap_err()
    };
    for (output, expected, record) in [
        (
            "P3,Cleo,FALSE\nP1,Ada,TRUE\n",
            "blank fields in a redacted record, but for the kept ones",
            2,
        ),
        ("P3,Cleo,FALSE\nP1,,FALSE\n", "a redacted record marked as redacted", 2),
        ("P3,Cleo,FALSE\n,,TRUE\n", "the kept fields as they were", 2),
        ("P3,,FALSE\nP1,,TRUE\n", "the record of another person as it was", 1),
        ("P3,Cleo,FALSE\n", "as many records as there were", 2),
        ("P3,Cleo,FALSE\nP1,,TRUE\r\n", "line ends as they were", 2),
    ] {
        let error = fault(&format!("6sense People Id,Name,Is Redacted\n{output}"));
        assert_eq!(error.kind(), &ErrorKind::Verification { expected });
        assert_eq!(error.position().unwrap().record, record);
    }
}

#[test]
fn mentions_of_a_redacted_person_are_reported_and_left() {
    let input = "6sense People Id,Email,Notes,Is Redacted\n\
                 P3,cleo@clark.example,\"was Zoe@Zephyr.example, before\",FALSE\n\
                 P1,zoe@zephyr.example,,FALSE\n\
                 P4,dan@dot.example,see <ADA@lovelace.example>.,FALSE\n";
    let (output, redacted) = redact(input.as_bytes());
    assert_eq!(redacted, 1);
    let verification = redactor().verify(input.as_bytes(), Cursor::new(&output)).unwrap();
    let found: Vec<String> =
        verification.findings.listed().iter().map(ToString::to_string).collect();
    assert_eq!(found, ["residual_mention@1", "residual_mention@3"]);
}

#[test]
fn an_alias_names_a_column_and_does_not_widen_what_is_kept() {
    use optout_core::redact::Column;
    let redactor = redactor().alias("Vendor Key", Column::PeopleId).alias("Tier", Column::Other);
    let mut rows = redactor.plan(&["Vendor Key", "Tier", "Is Redacted"]).unwrap();
    assert_eq!(rows.redact(&["P1", "gold", "no"]).fields, ["P1", "", "yes"]);
}

#[test]
fn an_own_profile_may_have_no_flag() {
    use optout_core::redact::{Column, Profile};
    let profile = Profile::new("own").keep("Key", Column::PeopleId).keep("Tier", Column::Other);
    let redactor = redactor().profile(profile);
    let mut output = Vec::new();
    let input = "Key,Tier,Is Redacted\nP1,gold,x\nP3,tin,x\n";
    let summary = redactor.redact(input.as_bytes(), &mut output).unwrap();
    assert_eq!(String::from_utf8(output).unwrap(), "Key,Tier,Is Redacted\nP1,gold,\nP3,tin,x\n");
    assert!(!summary.appended_column);
    assert_eq!(summary.profile, "own");
}

#[test]
fn a_manifest_has_numbers_and_hashes_only() {
    let input = "6sense People Id,Work Email\nP1,ada@lovelace.example\nP3,bob@babbage.example\n";
    let mut output = Vec::new();
    let redactor = redactor().list_snapshot("week-47");
    let summary = redactor.redact(input.as_bytes(), &mut output).unwrap();
    let manifest = serde_json::to_string(&summary).unwrap();
    for part in [
        r#""list_snapshot":"week-47""#,
        r#""profile":"csv""#,
        r#""targets":{"people_ids":2,"record_ids":0,"emails":2}"#,
        r#""records":2,"redacted":2,"already_redacted":0,"appended_column":true"#,
        r#"{"kind":"conflicting_identifiers","record":2}"#,
    ] {
        assert!(manifest.contains(part), "{part} is missing");
    }
    let shown = format!("{manifest}{redactor:?}{summary:?}");
    for value in ["ada", "lovelace", "babbage", "P1", "P3"] {
        assert!(!shown.contains(value));
    }
}

#[test]
fn a_watcher_is_told_on_its_own_thread_and_can_stop_the_run() {
    let mut input = "6sense People Id,Name,Is Redacted\n".to_owned();
    (0..20_000).for_each(|nth| input += &format!("P{},Name,FALSE\n", nth % 10));
    let own = std::thread::current().id();
    let told = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&told);
    let redactor = redactor().threads(3).chunk_size(1000).watch(move |progress| {
        assert_eq!(std::thread::current().id(), own);
        seen.lock().unwrap().push(progress);
        ControlFlow::Continue(())
    });
    let summary = redactor.dry_run(input.as_bytes()).unwrap();
    assert_eq!((summary.records, summary.redacted), (20_000, 4_000));
    let told = std::mem::take(&mut *told.lock().unwrap());
    assert!(told.is_sorted_by_key(|progress| progress.bytes) && told.len() > 1, "{told:?}");
    let last = told.last().unwrap();
    assert_eq!((last.bytes, last.records, last.redacted), (input.len() as u64, 20_000, 4_000));

    let stopped = redactor.clone().watch(|_| ControlFlow::Break(()));
    let error = stopped.redact(input.as_bytes(), io::sink()).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Cancelled);
    let mut output = Vec::new();
    redactor.redact(input.as_bytes(), &mut output).unwrap();
    let error = stopped.verify(input.as_bytes(), Cursor::new(&output)).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Cancelled);
}

#[test]
fn faults_of_reader_and_writer_come_back_from_any_thread() {
    struct Failing(usize);
    impl io::Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::TimedOut)?;
            let row = b"P9,Name,FALSE\n";
            let length = row.len().min(buffer.len());
            buffer[..length].copy_from_slice(&row[..length]);
            Ok(length)
        }
    }
    impl io::Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let header = b"6sense People Id,Name,Is Redacted\n".as_slice();
    for threads in 1..4 {
        let redactor = redactor().threads(threads).chunk_size(100);
        let error = redactor.redact(header.chain(Failing(9_000)), io::sink()).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Io(io::ErrorKind::TimedOut));
        assert_eq!(error.input(), Some(optout_core::Input::PastExport));
        let input = header.chain(io::repeat(b'P').take(200)).chain(Failing(9_000));
        let error = redactor.redact(input, Failing(7)).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Io(io::ErrorKind::StorageFull));
        assert_eq!(error.input(), Some(optout_core::Input::Output));
    }
}

#[test]
fn a_panic_in_a_reader_goes_through_and_nobody_waits_for_ever() {
    struct Panicking(usize);
    impl io::Read for Panicking {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(1).expect("the reader's own fault");
            let row = b"P9,Name,FALSE\n";
            let length = row.len().min(buffer.len());
            buffer[..length].copy_from_slice(&row[..length]);
            Ok(length)
        }
    }
    let header = b"6sense People Id,Name,Is Redacted\n".as_slice();
    let redactor = redactor().threads(3).chunk_size(100);
    let run = || redactor.redact(header.chain(Panicking(9_000)), io::sink());
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err());
}

#[test]
fn no_threads_are_none() {
    let error = redactor().threads(0).dry_run(&b"6sense People Id\n"[..]).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::InvalidOption { option: "threads", .. }));
}

#[test]
fn one_redactor_serves_many_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Redactor>();
    is_shared::<RowRedactor<'_>>();
}
