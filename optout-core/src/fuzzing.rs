//! What the fuzz targets see of the inside; it is there with the feature `fuzzing` only.

use std::io::Read;

use self::marks::{BLOCK, Marks, Pass};
use crate::error::{Position, Result};
use crate::table::{Chunks, Dialect, Encoding, Format, Layout, Records, Table, value};

// The marks once more, because both ways of finding them are the scanner's own business.
#[path = "table/marks.rs"]
#[allow(
    dead_code,
    clippy::duplicate_mod,
    reason = "the other one is private to the tables, and a block is all that is looked at"
)]
mod marks;

mod dialect {
    pub(super) use crate::table::Dialect;
}

/// A record as the scanner reads it.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadRecord {
    /// Blank lines in front of it.
    pub lead: Vec<u8>,
    /// Its own bytes.
    pub bytes: Vec<u8>,
    /// The line end behind it.
    pub terminator: Vec<u8>,
    /// The values of its fields.
    pub values: Vec<Vec<u8>>,
    /// Where it starts.
    pub position: Position,
}

/// A whole input as the scanner reads it.
#[derive(Debug, PartialEq)]
pub struct ReadInput {
    /// The byte-order mark, then a `sep=` line.
    pub preamble: Vec<u8>,
    /// The records in front of the end or of a fault.
    pub records: Vec<ReadRecord>,
    /// What stands behind the last record, or the fault that ended the reading.
    pub rest: Result<Vec<u8>>,
}

/// Reads bytes that are UTF-8 or pass for it, in chunks of this size.
///
/// # Errors
/// The byte-order mark is that of another encoding, or a `sep=` line names another delimiter.
pub fn read(bytes: &[u8], delimiter: u8, chunk_size: usize) -> Result<ReadInput> {
    let format = Format { encoding: Some(Encoding::UTF_8), delimiter: Some(delimiter) };
    let chunks = Chunks::open(bytes, format, chunk_size, true, &|_| false)?;
    let mut open = Records::new(chunks);
    let (preamble, quote) = (open.preamble().to_vec(), open.dialect().quote);
    let mut records = Vec::new();
    let rest = loop {
        match open.read() {
            Ok(Some((raw, position))) => records.push(ReadRecord {
                lead: raw.lead.to_vec(),
                bytes: raw.bytes.to_vec(),
                terminator: raw.terminator.to_vec(),
                values: raw.fields().map(|field| value(field, quote).into_owned()).collect(),
                position,
            }),
            Ok(None) => break Ok(open.rest().to_vec()),
            Err(error) => break Err(error),
        }
    };
    Ok(ReadInput { preamble, records, rest })
}

/// Opens a contact export, of which so much is read at a time.
///
/// # Errors
/// Those of [`Table::open_contacts`].
pub fn contacts_in_chunks<R: Read>(
    input: R,
    format: Format,
    layout: &Layout,
    size: usize,
) -> Result<Table<R>> {
    Table::open_contacts_in_chunks(input, format, layout, size)
}

/// Whether the fastest way that the processor has marks every block of bytes as the portable one does.
pub fn marks_agree(bytes: &[u8], delimiter: u8) -> bool {
    let dialect = Dialect { delimiter, ..Dialect::default() };
    let (whole, filled) = marks::blocks(bytes);
    whole
        .iter()
        .chain(&filled)
        .all(|block| marks::run(One(block), dialect) == marks::run_portably(One(block), dialect))
}

struct One<'b>(&'b [u8; BLOCK]);

impl Pass for One<'_> {
    type Output = Marks;

    fn run(self, marks: impl Fn(&[u8; BLOCK]) -> Marks) -> Marks {
        marks(self.0)
    }
}
