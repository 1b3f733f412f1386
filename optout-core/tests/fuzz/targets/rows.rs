//! Single rows and Arrow batches against the file that holds the same rows.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use optout_core::Redactor;
use optout_core::arrow::BatchRedactor;
use optout_core::redact::Targets;
use optout_core::table::Format;

const HEADERS: [&[&str]; 5] = [
    &["6sense People Id", "Name", "Email", "Is Redacted"],
    &["Email", "6sense People Id"],
    &["Is Redacted", "6sense Company Id", "First Name", "Last Name", "6sense People Id"],
    &["CRM People Record Id", "Phone", "Nick Name", "Work Email", "Credit Deducted", "Redacted"],
    &["6sense People Id"],
];

type Rows = Vec<Vec<String>>;

pub fn check(data: &[u8]) {
    let [kind, body @ ..] = data else { return };
    let header = HEADERS[usize::from(*kind) % HEADERS.len()];
    let Ok(body) = std::str::from_utf8(body) else { return };
    let text = format!("{}\n{body}", header.join(","));
    let redactor = redactor();
    let mut output = Vec::new();
    // A fault of structure is none of the rows.
    let Ok(of_file) = redactor.redact(text.as_bytes(), &mut output) else { return };
    let (input, output) = (parse(text.as_bytes()), parse(&output));

    let mut rows = redactor.plan(header).expect("the file had this header");
    assert_eq!(rows.header(), output[0]);
    let mut findings = Vec::new();
    for (nth, (was, is)) in input.iter().zip(&output).enumerate().skip(1) {
        let fields: Vec<&str> = was.iter().map(String::as_str).collect();
        let row = rows.redact(&fields);
        assert!(row.fields.iter().eq(is.iter()), "a row by itself");
        findings.extend(row.findings.iter().map(|kind| (*kind, nth as u64)));
    }
    let listed = of_file.findings.listed().iter().map(|found| (found.kind, found.record));
    assert!(listed.eq(findings), "the findings of rows by themselves");

    let is_even = input.iter().all(|row| row.len() == header.len());
    if is_even && input.len() > 1 {
        check_batches(&redactor, header, &input[1..], &output[1..]);
    }
}

fn redactor() -> Redactor {
    let mut targets = Targets::new();
    assert!(targets.person_id("P1") && targets.record_id("003A"));
    assert!(targets.email("ada@lovelace.example"));
    Redactor::new(targets)
        .format(Format { delimiter: Some(b','), ..Format::default() })
        .chunk_size(4096)
}

fn parse(bytes: &[u8]) -> Rows {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
        .into_records()
        .map(|record| record.expect("text").iter().map(str::to_owned).collect())
        .collect()
}

/// The same rows in two batches.
fn check_batches(
    redactor: &Redactor,
    header: &[&str],
    input: &[Vec<String>],
    output: &[Vec<String>],
) {
    let fields: Vec<Field> =
        header.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let mut batches = BatchRedactor::new(redactor, &schema).expect("the file had this header");
    let (front, behind) = (input.len() / 2, input.len());
    for (from, to) in [(0, front), (front, behind)] {
        let columns: Vec<ArrayRef> = (0..header.len())
            .map(|at| {
                let values = input[from..to].iter().map(|row| Some(row[at].as_str()));
                Arc::new(values.collect::<StringArray>()) as ArrayRef
            })
            .collect();
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).expect("as the schema says");
        let redacted = batches.redact(&batch).expect("rows of text");
        assert_eq!(redacted.num_rows(), to - from);
        for (nth, row) in output[from..to].iter().enumerate() {
            for (at, expected) in row.iter().enumerate() {
                let column = redacted.column(at);
                let found = if let Some(flags) = column.as_any().downcast_ref::<BooleanArray>() {
                    if flags.value(nth) { "TRUE" } else { "FALSE" }
                } else {
                    let text = column.as_any().downcast_ref::<StringArray>().expect("text");
                    if text.is_null(nth) { "" } else { text.value(nth) }
                };
                assert_eq!(found, expected, "a cell of a batch");
            }
        }
    }
}
