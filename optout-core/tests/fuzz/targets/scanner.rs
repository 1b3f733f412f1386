//! The scanner against the `csv` crate, its two ways of looking, and chunks cut anywhere.

use optout_core::fuzzing::{ReadInput, marks_agree, read};
use optout_core::{ErrorKind, Position};

const DELIMITERS: [u8; 5] = *b",;\t| ";
const MARK: &[u8] = b"\xef\xbb\xbf";

pub fn check(data: &[u8]) {
    let [dialect, size, bytes @ ..] = data else { return };
    let delimiter = DELIMITERS[usize::from(*dialect) % DELIMITERS.len()];
    assert!(marks_agree(bytes, delimiter), "the marks");
    let Ok(whole) = read(bytes, delimiter, bytes.len() + 1) else { return };
    let in_pieces = read(bytes, delimiter, 1 + usize::from(*size)).expect("it opened before");
    assert_eq!(whole, in_pieces, "chunks");
    check_bytes(&whole, bytes);
    check_values(&whole, bytes, delimiter);
}

/// Every byte is in one part, and every record is where it says.
fn check_bytes(input: &ReadInput, bytes: &[u8]) {
    let mut together = input.preamble.clone();
    for (nth, record) in input.records.iter().enumerate() {
        together.extend(&record.lead);
        let mark = if together.starts_with(MARK) { MARK.len() } else { 0 };
        let passed = String::from_utf8_lossy(&together[mark..]).replace("\r\n", "\n");
        let at = Position {
            record: nth as u64,
            line: 1 + passed.matches(['\r', '\n']).count() as u64,
            byte: together.len() as u64,
        };
        assert_eq!(record.position, at);
        assert!(matches!(record.terminator.as_slice(), b"" | b"\n" | b"\r" | b"\r\n"));
        together.extend(&record.bytes);
        together.extend(&record.terminator);
    }
    match &input.rest {
        Ok(rest) => {
            together.extend(rest);
            assert_eq!(together, bytes, "every byte is in one part");
        }
        Err(error) => {
            assert!(bytes.starts_with(&together), "what stands before a fault");
            let at = error.position().expect("a fault has a place").byte;
            let at = usize::try_from(at).expect("a place in memory");
            let expected = match error.kind() {
                ErrorKind::UnclosedQuote => b'"',
                ErrorKind::Nul => 0,
                kind => panic!("{kind:?}"),
            };
            assert_eq!(bytes[at], expected, "the place of a fault");
            assert!(at >= together.len(), "a fault is behind the records");
        }
    }
}

fn check_values(input: &ReadInput, bytes: &[u8], delimiter: u8) {
    let text = &bytes[input.preamble.len()..];
    // The other reader drops a mark wherever it starts.
    if input.rest.is_err() || text.starts_with(MARK) {
        return;
    }
    assert!(!bytes.contains(&0));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text);
    let mut expected = reader.byte_records();
    for record in &input.records {
        let other = expected.next().expect("as many records").expect("bytes are read");
        assert!(other.iter().eq(record.values.iter().map(Vec::as_slice)), "the values");
    }
    assert!(expected.next().is_none(), "as many records");
}
