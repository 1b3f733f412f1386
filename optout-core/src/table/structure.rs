//! Where all fields of a chunk lie, found many bytes at a time.
//!
//! Between quotes of an even and an odd number everything is quoted: that makes one number of 64 signs,
//! and it is how `csv-core` reads as long as every quote that opens stands at the start of a field or
//! behind one that has just closed. A quote that does not (`5" pipe`) sends its record to the plain way
//! ([`scan`]), which knows what it means; behind it the fast way goes on.

use super::dialect::Dialect;
use super::ends::Ends;
use super::marks::{self, BLOCK, Marks, Pass};
use super::quotes::Before;
use super::scan::{self, Scan, behind_terminator, place, scan};
use crate::error::{Error, ErrorKind, Position, Result};

/// The largest record that is read, blank lines in front of it included: beyond it a quote has surely
/// been left open.
pub(super) const RECORD_LIMIT: usize = 64 << 20;

/// The structure of a chunk of less than 4 GiB. It keeps its memory from chunk to chunk.
#[derive(Default)]
pub(super) struct Structure {
    /// Every delimiter and line end outside quotes in ascending order, and the end of the input if no
    /// line end stands there.
    ends: Ends,
    /// How many of the ends there are up to and with the last of each record.
    records: Ends,
    /// How many lines end in front of an offset.
    lines: u64,
    counted: usize,
    nul: Option<usize>,
    unclosed: Option<usize>,
    plain: Vec<usize>,
}

/// How far the records of a chunk have been read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cursor {
    /// The offset of the next record, or of blank lines in front of it.
    pub(crate) at: usize,
    /// Its number in the chunk, from 0.
    pub(crate) nth: usize,
    /// Its place among the ends.
    end: usize,
}

/// One record as it stands in its chunk.
#[derive(Clone, Copy)]
pub(crate) struct RawRecord<'a> {
    /// Blank lines in front of the record.
    pub(crate) lead: &'a [u8],
    /// The record itself.
    pub(crate) bytes: &'a [u8],
    /// The line end behind it; empty at the end of a file without one.
    pub(crate) terminator: &'a [u8],
    start: usize,
    ends: &'a [u32],
}

/// A fault, and the offset in the chunk at which it is.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: ErrorKind,
    pub(super) at: usize,
}

impl<'a> RawRecord<'a> {
    /// How many fields there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where a field lies in the record, quotes included: the offset of its first byte and the one
    /// behind its last.
    pub(crate) fn span(&self, nth: usize) -> Option<(usize, usize)> {
        let end = *self.ends.get(nth)? as usize - self.start;
        let start = match nth.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize + 1 - self.start,
            None => 0,
        };
        Some((start, end))
    }

    /// A field's own bytes, quotes included.
    pub(crate) fn field(&self, nth: usize) -> Option<&'a [u8]> {
        let (start, end) = self.span(nth)?;
        self.bytes.get(start..end)
    }

    /// The own bytes of all fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let record = *self;
        (0..record.len()).filter_map(move |nth| record.field(nth))
    }

    /// Where the record starts in its chunk.
    pub(crate) fn start(&self) -> usize {
        self.start
    }
}

impl Structure {
    /// Finds the structure of bytes that start with a record or blank lines.
    ///
    /// `whole` says that a record or the input ends where `bytes` end. Otherwise they may end in an
    /// incomplete record, which is then not among the records.
    pub(super) fn read(&mut self, bytes: &[u8], dialect: Dialect, whole: bool) {
        self.ends.clear();
        self.records.clear();
        (self.lines, self.counted, self.nul, self.unclosed) = (0, 0, None, None);
        marks::run(Finding { structure: self, bytes, dialect, whole }, dialect);
        self.close(bytes, dialect, whole);
    }

    /// Finds the structure of the whole records in bytes that start with a record or blank lines and
    /// go on; where the last of them ends, or `None` if there is none.
    pub(super) fn read_whole_records(&mut self, bytes: &[u8], dialect: Dialect) -> Option<usize> {
        self.read(bytes, dialect, false);
        let (mut behind, mut end) = self.last_record()?;
        // Whether a CR at the very end is a line end or half of one is not known yet.
        if bytes.get(end..) == Some(b"\r") {
            self.records.pop();
            (behind, end) = self.last_record()?;
        }
        self.ends.truncate(behind);
        let cut = behind_terminator(bytes, end);
        let passed = bytes.get(cut..self.counted).unwrap_or_default();
        self.lines -= scan::line_ends(passed);
        self.nul = self.nul.filter(|nul| *nul < cut);
        Some(cut)
    }

    /// How many lines end in the bytes.
    pub(super) fn lines(&self) -> u64 {
        self.lines
    }

    /// How many records there are, one with a fault in it and those behind it included.
    pub(super) fn records(&self) -> usize {
        self.records.as_slice().len()
    }

    /// The place in front of a record by its number.
    pub(super) fn cursor(&self, bytes: &[u8], nth: usize) -> Cursor {
        let before = nth.checked_sub(1).and_then(|before| self.record(before));
        before.map_or_else(Cursor::default, |(behind, end)| Cursor {
            at: behind_terminator(bytes, end),
            nth,
            end: behind,
        })
    }

    /// The next record; `None` behind the last.
    ///
    /// # Errors
    /// The fault that ends the reading, once all records in front of it have been found.
    #[inline]
    pub(super) fn next<'a>(
        &'a self,
        bytes: &'a [u8],
        cursor: &mut Cursor,
    ) -> std::result::Result<Option<RawRecord<'a>>, Fault> {
        let lead = cursor.at;
        let ends = self.ends.as_slice();
        let Some((behind, end)) = self.record(cursor.nth) else {
            return match self.unclosed {
                Some(_) if bytes.len() - lead > RECORD_LIMIT => {
                    Err(Fault { kind: too_large(), at: lead })
                }
                Some(at) => Err(Fault { kind: ErrorKind::UnclosedQuote, at }),
                None => Ok(None),
            };
        };
        let mut start = lead;
        let mut first = cursor.end;
        if bytes.get(start).is_some_and(|byte| scan::is_terminator(*byte)) {
            while bytes.get(start).is_some_and(|byte| scan::is_terminator(*byte)) {
                start += 1;
            }
            while ends.get(first).is_some_and(|end| (*end as usize) < start) {
                first += 1;
            }
        }
        let next = behind_terminator(bytes, end);
        if next - lead > RECORD_LIMIT {
            return Err(Fault { kind: too_large(), at: lead });
        }
        if let Some(at) = self.nul.filter(|nul| *nul < next) {
            return Err(Fault { kind: ErrorKind::Nul, at });
        }
        *cursor = Cursor { at: next, nth: cursor.nth + 1, end: behind };
        Ok(Some(RawRecord {
            lead: bytes.get(lead..start).unwrap_or_default(),
            bytes: bytes.get(start..end).unwrap_or_default(),
            terminator: bytes.get(end..next).unwrap_or_default(),
            start,
            ends: ends.get(first..behind).unwrap_or_default(),
        }))
    }

    /// How many ends there are up to and with that of a record, and where it is.
    #[inline]
    fn record(&self, nth: usize) -> Option<(usize, usize)> {
        let behind = *self.records.as_slice().get(nth)? as usize;
        let end = self.ends.as_slice().get(behind.checked_sub(1)?)?;
        Some((behind, *end as usize))
    }

    fn last_record(&self) -> Option<(usize, usize)> {
        self.record(self.records().checked_sub(1)?)
    }

    /// Forgets what was found of the record that is not complete yet; where it starts.
    fn reopen(&mut self, bytes: &[u8], dialect: Dialect) -> usize {
        while let Some(end) = self.ends.as_slice().last().map(|end| *end as usize) {
            if bytes.get(end) != Some(&dialect.delimiter) {
                return behind_terminator(bytes, end);
            }
            self.ends.pop();
        }
        0
    }

    /// Reads records the plain way until they end behind `past`: where the fast way can go on, or
    /// `None` if the last of them is not complete.
    fn step_aside(
        &mut self,
        bytes: &[u8],
        dialect: Dialect,
        whole: bool,
        past: usize,
    ) -> Option<usize> {
        let mut from = self.reopen(bytes, dialect);
        let mut plain = std::mem::take(&mut self.plain);
        while from <= past {
            let rest = bytes.get(from..).unwrap_or_default();
            let Scan::Record { start, next, .. } = scan(rest, dialect, whole, &mut plain) else {
                break;
            };
            self.push_record(rest, from, start, &plain);
            from += next;
        }
        self.plain = plain;
        if from <= past {
            return None;
        }
        let passed = bytes.get(past..from).unwrap_or_default();
        self.counted = from;
        self.nul = self.nul.or(memchr::memchr(0, passed).map(|nul| past + nul));
        self.lines += scan::line_ends(passed);
        if passed.first() == Some(&b'\n') && past > 0 && bytes.get(past - 1) == Some(&b'\r') {
            self.lines -= 1;
        }
        Some(from)
    }

    /// Pushes the blank lines in front of a record that starts at `start`, and the ends of its fields.
    fn push_record(&mut self, bytes: &[u8], from: usize, start: usize, ends: &[usize]) {
        let mut before = None;
        for (at, byte) in bytes.iter().take(start).enumerate() {
            if (before, byte) != (Some(&b'\r'), &b'\n') {
                self.ends.push(from + at);
            }
            before = Some(byte);
        }
        ends.iter().for_each(|end| self.ends.push(from + end));
        self.records.push(self.ends.as_slice().len());
    }

    /// Looks at what stands behind the last line end.
    fn close(&mut self, bytes: &[u8], dialect: Dialect, whole: bool) {
        let from = self.reopen(bytes, dialect);
        let rest = bytes.get(from..).unwrap_or_default();
        let mut plain = std::mem::take(&mut self.plain);
        match scan(rest, dialect, whole, &mut plain) {
            Scan::Record { start, .. } => self.push_record(rest, from, start, &plain),
            Scan::UnclosedQuote { open } => self.unclosed = Some(from + open),
            Scan::End | Scan::Incomplete => {}
        }
        self.plain = plain;
    }
}

/// Finds where the fields of delimited text end: the offset of every delimiter and line end outside
/// quotes in ascending order, and the length of the text if no line end stands there. Of CRLF it is the
/// offset of the CR; the line end of a blank line is in the list, too.
///
/// This is what all tables and exports are read with: it looks at 64 bytes at a time. A field is quoted if
/// its first byte is a quote, as the `csv` crate has it. `ends` is cleared first and keeps its memory.
///
/// ```
/// use optout_core::table::{Dialect, field_ends};
///
/// let mut ends = Vec::new();
/// field_ends(b"a,\"b,c\"\nd,e\n", Dialect::default(), &mut ends)?;
/// assert_eq!(ends, [1, 7, 9, 11]);
/// # Ok::<(), optout_core::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::UnclosedQuote`] and [`ErrorKind::Nul`] with the position; [`ErrorKind::RecordTooLarge`]
/// for 4 GiB of text and more.
pub fn field_ends(text: &[u8], dialect: Dialect, ends: &mut Vec<u32>) -> Result<()> {
    if u32::try_from(text.len()).is_err() {
        return Err(Error::new(too_large()));
    }
    let mut structure =
        Structure { ends: Ends::from(std::mem::take(ends)), ..Structure::default() };
    structure.read(text, dialect, true);
    let fault = structure
        .nul
        .map(|at| (ErrorKind::Nul, at))
        .or(structure.unclosed.map(|at| (ErrorKind::UnclosedQuote, at)));
    *ends = structure.ends.into();
    match fault {
        None => Ok(()),
        Some((kind, at)) => {
            let start = Position { record: 0, line: 1, byte: 0 };
            Err(Error::new(kind).at(place(start, text.get(..at).unwrap_or_default())))
        }
    }
}

/// The fault of a record beyond the limit.
pub(super) fn too_large() -> ErrorKind {
    ErrorKind::RecordTooLarge { limit: RECORD_LIMIT }
}

struct Finding<'s, 'b> {
    structure: &'s mut Structure,
    bytes: &'b [u8],
    dialect: Dialect,
    whole: bool,
}

impl Pass for Finding<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self, marks: impl Fn(&[u8; BLOCK]) -> Marks) {
        let Self { structure, bytes, dialect, whole } = self;
        let mut from = 0;
        // Once, and anew behind each record that was read the plain way.
        'aside: while let Some(rest) = bytes.get(from..) {
            let (mut at, mut before, mut carriage) = (from, Before::record(), 0);
            // Whether a line end in front of the block makes one at its start that of a blank line.
            let mut ended = 1;
            let (blocks, last) = marks::blocks(rest);
            for block in blocks.iter().chain(&last) {
                let marks = marks(block);
                let read = before.read(&marks);
                if read.stray != 0 {
                    let Some(next) = structure.step_aside(bytes, dialect, whole, at) else {
                        return;
                    };
                    from = next;
                    continue 'aside;
                }
                if marks.nul != 0 {
                    structure.nul.get_or_insert(at + marks.nul.trailing_zeros() as usize);
                }
                // A line ends with each CR, and with each LF that has none in front of it.
                let lines = marks.terminator & !(marks.carriage << 1 | carriage) | marks.carriage;
                structure.lines += u64::from(lines.count_ones());
                carriage = marks.carriage >> 63;
                let terminators = marks.terminator & !read.quoted;
                let of_records = terminators & !(terminators << 1 | ended);
                ended = terminators >> 63;
                let ends = (marks.delimiter | lines) & !read.quoted;
                structure.records.push_ranks(of_records, ends, structure.ends.as_slice().len());
                structure.ends.push_bits(ends, at);
                at += BLOCK;
                structure.counted = at.min(bytes.len());
            }
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lead, record, terminator and the fields of every record; whether a quote is left open.
    type Read = (Vec<(Vec<u8>, Vec<u8>, Vec<u8>, Vec<Vec<u8>>)>, bool);

    fn plainly(bytes: &[u8], dialect: Dialect) -> Read {
        let (mut records, mut rest, mut ends) = (Vec::new(), bytes, Vec::new());
        loop {
            match scan(rest, dialect, true, &mut ends) {
                Scan::Record { start, end, next } => {
                    let starts = std::iter::once(start).chain(ends.iter().map(|end| end + 1));
                    let fields = starts.zip(&ends).map(|(from, to)| rest[from..*to].to_vec());
                    let [lead, record, terminator] =
                        [&rest[..start], &rest[start..end], &rest[end..next]].map(<[u8]>::to_vec);
                    records.push((lead, record, terminator, fields.collect()));
                    rest = &rest[next..];
                }
                Scan::UnclosedQuote { .. } => return (records, true),
                Scan::End => return (records, false),
                Scan::Incomplete => unreachable!("the input is whole"),
            }
        }
    }

    fn by_structure(structure: &Structure, bytes: &[u8]) -> Read {
        let (mut records, mut cursor) = (Vec::new(), Cursor::default());
        loop {
            match structure.next(bytes, &mut cursor) {
                Ok(Some(raw)) => {
                    let fields = raw.fields().map(<[u8]>::to_vec).collect();
                    let [lead, record, terminator] =
                        [raw.lead, raw.bytes, raw.terminator].map(<[u8]>::to_vec);
                    records.push((lead, record, terminator, fields));
                }
                Ok(None) => return (records, false),
                Err(fault) => {
                    assert_eq!(fault.kind, ErrorKind::UnclosedQuote);
                    return (records, true);
                }
            }
        }
    }

    fn dialect(delimiter: u8) -> Dialect {
        Dialect { delimiter, quote: b'"' }
    }

    /// Text with every sign in every company, some of it long enough for several blocks.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => "[ab\",;\t|\r\n ]{0,12}",
            1 => "[a-z]{60,70}",
            1 => Just("\"a \"\"b\"\"\r\nc\",".to_owned()),
            1 => Just("5\" pipe,".to_owned()),
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_fast_way_reads_as_the_plain_one_does(
            text in text(),
            delimiter in prop::sample::select(b",;\t| ".to_vec()),
        ) {
            let (bytes, dialect) = (text.as_bytes(), dialect(delimiter));
            let mut structure = Structure::default();
            structure.read(bytes, dialect, true);
            let expected = plainly(bytes, dialect);
            prop_assert!(expected.1 || structure.lines() == scan::line_ends(bytes));
            prop_assert_eq!(by_structure(&structure, bytes), expected);
            let mut portable = Structure::default();
            marks::run_portably(
                Finding { structure: &mut portable, bytes, dialect, whole: true },
                dialect,
            );
            portable.close(bytes, dialect, true);
            prop_assert_eq!(portable.ends.as_slice(), structure.ends.as_slice());
            prop_assert_eq!(portable.records.as_slice(), structure.records.as_slice());
            let mut ends = Vec::new();
            prop_assert_eq!(field_ends(bytes, dialect, &mut ends).is_err(), plainly(bytes, dialect).1);
            let mut listed = Vec::new();
            let (mut from, mut plain) = (0, Vec::new());
            while let Scan::Record { start, next, .. } =
                scan(&bytes[from..], dialect, true, &mut plain)
            {
                let blank = (from..from + start).filter(|at| {
                    bytes[*at] == b'\r' || *at == 0 || bytes[at - 1] != b'\r'
                });
                listed.extend(blank.chain(plain.iter().map(|end| from + end)));
                from += next;
            }
            let blank = (from..bytes.len()).filter(|at| {
                matches!(bytes[*at], b'\r' | b'\n') && (bytes[*at] == b'\r' || *at == 0 || bytes[at - 1] != b'\r')
            });
            if !plainly(bytes, dialect).1 {
                listed.extend(blank);
                let ends: Vec<usize> = ends.into_iter().map(|end| end as usize).collect();
                prop_assert_eq!(ends, listed);
            }
        }

        #[test]
        fn whole_records_end_behind_the_last_of_them(
            text in text(),
            at in any::<prop::sample::Index>(),
        ) {
            let whole = text.as_bytes();
            let head = &whole[..at.index(whole.len() + 1)];
            let (mut expected, mut ends, mut from) = (None, Vec::new(), 0);
            while let Scan::Record { next, .. } =
                scan(&head[from..], dialect(b','), false, &mut ends)
            {
                from += next;
                expected = Some(from);
            }
            let mut structure = Structure::default();
            let cut = structure.read_whole_records(head, dialect(b','));
            prop_assert_eq!(cut, expected);
            if let Some(cut) = cut {
                let mut other = Structure::default();
                other.read(&head[..cut], dialect(b','), true);
                prop_assert_eq!(structure.lines(), other.lines());
                prop_assert_eq!(structure.ends.as_slice(), other.ends.as_slice());
                prop_assert_eq!(structure.records.as_slice(), other.records.as_slice());
            }
        }

        #[test]
        fn a_nul_is_found_where_it_is(text in text(), at in any::<prop::sample::Index>()) {
            let mut bytes = text.into_bytes();
            let at = at.index(bytes.len() + 1);
            bytes.insert(at, 0);
            let dialect = dialect(b',');
            let mut structure = Structure::default();
            structure.read(&bytes, dialect, true);
            let mut cursor = Cursor::default();
            let fault = loop {
                match structure.next(&bytes, &mut cursor) {
                    Ok(Some(_)) => {}
                    Ok(None) => break None,
                    Err(fault) => break Some(fault),
                }
            };
            let fault = fault.expect("a NUL ends the reading");
            let is_open = plainly(&bytes, dialect).1;
            prop_assert!(
                (fault.kind == ErrorKind::Nul && fault.at == at)
                    || (is_open && fault.kind == ErrorKind::UnclosedQuote)
            );
        }
    }
}
