//! Whether a redacted export is what it should be, by its values; and how much of it is as it was, by
//! its bytes.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use csv::{ByteRecord, Reader, ReaderBuilder};
use serde::Serialize;

use crate::export::is_kept;

/// What was found.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How many records the original has.
    pub records: u64,
    /// How many of them are redacted now and were not before.
    pub redacted: u64,
    /// How many others there are, none of which should have changed.
    pub untouched: u64,
    /// How many of those have the same bytes as before, line end included.
    pub identical: u64,
    /// Whether the header has the same bytes as before.
    pub is_header_identical: bool,
    /// Whether the records stand in the order in which they stood.
    pub is_in_order: bool,
    /// What is wrong with the values, and in which record; the first that is.
    pub fault: Option<String>,
}

/// Compares an export with what became of it; `truth` holds the numbers of the records to redact, counted
/// from 1. Records that are right but stand in another order are no fault.
pub fn check(original: &[u8], result: &[u8], truth: &HashSet<u64>) -> Report {
    let report = check_in_order(original, result, truth);
    match report.fault {
        None => report,
        Some(_) => check_in_any_order(original, result, truth).unwrap_or(report),
    }
}

fn check_in_order(original: &[u8], result: &[u8], truth: &HashSet<u64>) -> Report {
    let (mut before, mut after) = (Records::new(original), Records::new(result));
    let mut report = Report {
        records: 0,
        redacted: 0,
        untouched: 0,
        identical: 0,
        is_header_identical: false,
        is_in_order: true,
        fault: None,
    };
    let is_read = before.advance() && after.advance();
    if !is_read || before.record != after.record {
        report.fault = Some("another header".to_owned());
        return report;
    }
    report.is_header_identical = before.bytes == after.bytes;
    loop {
        match (before.advance(), after.advance()) {
            (true, true) => report.records += 1,
            (false, false) => return report,
            _ => {
                report.fault = Some(format!("another number of records than {}", report.records));
                return report;
            }
        }
        let fault = if truth.contains(&report.records) {
            report.redacted += 1;
            redaction_fault(&before.record, &after.record)
        } else {
            report.untouched += 1;
            report.identical += u64::from(before.bytes == after.bytes);
            (before.record != after.record).then_some("a row of somebody else has changed")
        };
        if let Some(fault) = fault {
            report.fault = Some(format!("record {}: {fault}", report.records));
            return report;
        }
    }
}

/// The report if the result has the right records in whatever order.
fn check_in_any_order(original: &[u8], result: &[u8], truth: &HashSet<u64>) -> Option<Report> {
    let (mut before, mut after) = (Records::new(original), Records::new(result));
    let (mut expected, mut untouched) = (Tally::default(), Tally::default());
    let is_header = before.advance() && after.advance() && before.record == after.record;
    let is_header_identical = before.bytes == after.bytes;
    let (mut records, mut redacted) = (0, 0);
    while before.advance() {
        records += 1;
        if truth.contains(&records) {
            redacted += 1;
            expected.add(&redacted_values(&before.record));
        } else {
            expected.add(&before.record);
            untouched.add([before.bytes]);
        }
    }
    let (mut found, mut identical) = (0, 0);
    while after.advance() {
        found += 1;
        if !expected.take(&after.record) {
            return None;
        }
        identical += u64::from(untouched.take([after.bytes]));
    }
    (is_header && found == records).then_some(Report {
        records,
        redacted,
        untouched: records - redacted,
        identical,
        is_header_identical,
        is_in_order: false,
        fault: None,
    })
}

fn redacted_values(was: &ByteRecord) -> ByteRecord {
    let flag = was.len() - 1;
    let fields = was.iter().enumerate().map(|(at, field)| match at {
        _ if at == flag => b"TRUE".as_slice(),
        _ if is_kept(at) => field,
        _ => b"",
    });
    fields.collect()
}

/// How often each of many things is there, by a hash: the things themselves would fill the memory.
#[derive(Default)]
struct Tally(HashMap<u64, u64>);

impl Tally {
    fn add<'a>(&mut self, fields: impl IntoIterator<Item = &'a [u8]>) {
        *self.0.entry(hash(fields)).or_default() += 1;
    }

    /// Whether it was there; it is once less then.
    fn take<'a>(&mut self, fields: impl IntoIterator<Item = &'a [u8]>) -> bool {
        let left = self.0.get_mut(&hash(fields)).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    }
}

fn hash<'a>(fields: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hasher = DefaultHasher::new();
    fields.into_iter().for_each(|field| field.hash(&mut hasher));
    hasher.finish()
}

fn redaction_fault(was: &ByteRecord, is: &ByteRecord) -> Option<&'static str> {
    if was.len() != is.len() {
        return Some("another number of fields");
    }
    let flag = was.len() - 1;
    was.iter().zip(is).enumerate().find_map(|(at, (was, is))| {
        if at == flag {
            (is != b"TRUE").then_some("not marked as redacted")
        } else if is_kept(at) {
            (was != is).then_some("a kept field has changed")
        } else {
            (!is.is_empty()).then_some("a field that is not blank")
        }
    })
}

/// The records of a file with their bytes.
struct Records<'a> {
    file: &'a [u8],
    reader: Reader<&'a [u8]>,
    record: ByteRecord,
    start: usize,
    bytes: &'a [u8],
}

impl<'a> Records<'a> {
    fn new(file: &'a [u8]) -> Self {
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file);
        Self { file, reader, record: ByteRecord::new(), start: 0, bytes: &[] }
    }

    fn advance(&mut self) -> bool {
        if !self.reader.read_byte_record(&mut self.record).is_ok_and(|is_read| is_read) {
            return false;
        }
        let mut end = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        // The reader leaves the second byte of a CRLF for later.
        if self.file.get(end.wrapping_sub(1)..=end) == Some(b"\r\n") {
            end += 1;
        }
        self.bytes = self.file.get(self.start..end).unwrap_or_default();
        self.start = end;
        true
    }
}

#[cfg(test)]
mod tests {
    use optout_core::redact::Targets;
    use optout_core::{Layout, ListOptions, OptOutList, Redactor, Role};

    use super::*;
    use crate::export::{Export, Style};

    fn redacted(style: Style) -> (Vec<u8>, Vec<u8>, HashSet<u64>) {
        let export = Export { seed: 3, rows: 5_000, opt_outs: 400, style };
        let (mut original, mut list, mut truth) = (Vec::new(), Vec::new(), Vec::new());
        export.write(&mut original).unwrap();
        export.write_list(&mut list).unwrap();
        export.write_truth(&mut truth).unwrap();
        let layout = Layout::detect().column("CRM Record Id", Role::Id("crm".to_owned()));
        let options = ListOptions { layout, ..ListOptions::default() };
        let mut targets = Targets::new();
        targets.list(&OptOutList::read(list.as_slice(), &options).unwrap());
        let mut result = Vec::new();
        Redactor::new(targets).redact(original.as_slice(), &mut result).unwrap();
        let truth = std::str::from_utf8(&truth).unwrap();
        (original, result, truth.lines().map(|line| line.parse().unwrap()).collect())
    }

    #[test]
    fn the_librarys_own_result_is_right_and_all_else_is_as_it_was() {
        for style in [Style::Plain, Style::Quoted] {
            let (original, result, truth) = redacted(style);
            let report = check(&original, &result, &truth);
            assert_eq!(report.fault, None);
            assert!(report.is_header_identical);
            assert_eq!((report.records, report.redacted), (5_000, truth.len() as u64));
            assert_eq!(
                (report.untouched, report.identical),
                (5_000 - report.redacted, report.untouched)
            );
        }
    }

    #[test]
    fn another_order_is_told_and_is_no_fault() {
        let (original, result, truth) = redacted(Style::Quoted);
        let text = String::from_utf8(result).unwrap();
        let mut lines: Vec<&str> = text.split_inclusive("\r\n").collect();
        lines[1..].reverse();
        let report = check(&original, lines.concat().as_bytes(), &truth);
        assert_eq!((report.fault, report.is_in_order), (None, false));
        assert_eq!(report.identical, report.untouched);
    }

    #[test]
    fn what_is_wrong_is_found() {
        let (original, result, truth) = redacted(Style::Quoted);
        let fault = |result: &[u8]| check(&original, result, &truth).fault.unwrap();
        assert!(fault(&original).ends_with("a field that is not blank"));
        let shorter = &result[..result.len() - 400];
        assert!(!fault(shorter).is_empty());
        let other = String::from_utf8(result.clone()).unwrap().replacen("Poland", "poland", 1);
        assert!(fault(other.as_bytes()).ends_with("a row of somebody else has changed"));
        let plain_ends = String::from_utf8(result).unwrap().replace("\r\n", "\n");
        let report = check(&original, plain_ends.as_bytes(), &truth);
        assert_eq!((report.fault, report.identical), (None, 0));
    }
}
