//! Lists that arrive hashed.

mod drop;
mod profile;
mod tally;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Read;
use std::sync::Arc;

pub use drop::{drop_name, drop_person};
pub use profile::HashProfile;
use profile::Hashed;
pub use tally::{HashedAnswer, HashedOutcome, HashedTally};

use crate::contact::Contact;
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::mark::with_whole_start;
use crate::measured::Measure;
use crate::normalize::email::split_emails;
use crate::table::fold_header;

/// A list of hashes of one profile, each of them perhaps with an id by which its sender wants the answer.
///
/// Two hashes agree or they do not: the threshold of a match is 100 %, as California's platform has it.
/// `Debug` shows counts only.
///
/// ```
/// use optout_core::Contact;
/// use optout_core::list::{HashProfile, HashedList};
///
/// let list = "ID,Hash\nq1W2e3R4t5Y6,tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=\n";
/// let list = HashedList::read(list.as_bytes(), HashProfile::Drop)?;
/// assert!(list.matches(&Contact::new().email("USER@example.com")));
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone)]
pub struct HashedList {
    profile: HashProfile,
    /// Sorted, each with the place of its row; a copy shares them.
    hashes: Arc<[(Hashed, u32)]>,
    rows: Arc<[Row]>,
}

struct Row {
    record: u64,
    id: Option<Box<str>>,
}

/// Which columns of a file hold what, counted from 0.
struct Columns {
    hash: usize,
    id: Option<usize>,
}

const EXPECTED_COLUMN: &str = "the hashes (a column hash)";
const EXPECTED_FEWER: &str = "fewer hashes";

impl HashedList {
    /// Reads one hash per line, or a comma-separated file whose header has a column `Hash`, and perhaps one
    /// `ID`. A file with one column may call it as it likes.
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for a cell that is no hash of this profile: the length and the letters tell most
    /// other profiles from it, but not two of the same encoding. [`ErrorKind::MissingColumn`],
    /// [`ErrorKind::Empty`], [`ErrorKind::Encoding`], [`ErrorKind::FieldCount`], each with its position.
    /// [`ErrorKind::RecordTooLarge`] for a row of more than a megabyte.
    pub fn read(input: impl Read, profile: HashProfile) -> Result<Self> {
        Self::rows(input, profile).map_err(|error| error.within(Input::HashedList))
    }

    fn rows(input: impl Read, profile: HashProfile) -> Result<Self> {
        let measure = Measure::default();
        let input = measure.measured(with_whole_start(input)?);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(input);
        let mut record = csv::StringRecord::new();
        let mut columns: Option<Columns> = None;
        let (mut hashes, mut rows) = (Vec::new(), Vec::new());
        let mut header = 0;
        while reader.read_record(&mut record).map_err(|error| unread(error, header))? {
            measure.set_out();
            let place = record.position().map(|at| place(at, header)).unwrap_or_default();
            let cell =
                |at: usize| record.get(at).map(|cell| trimmed(cell, place)).unwrap_or_default();
            let columns = match &columns {
                Some(columns) => columns,
                None if record.len() == 1 && profile.decode(cell(0)).is_some() => {
                    columns.insert(Columns { hash: 0, id: None })
                }
                None => {
                    header = 1;
                    let place = Position { record: 0, ..place };
                    let found = Columns::named(&record).ok_or_else(|| {
                        let expected = EXPECTED_COLUMN;
                        Error::new(ErrorKind::MissingColumn { expected }).at(place)
                    })?;
                    columns = Some(found);
                    continue;
                }
            };
            let hash = profile.decode(cell(columns.hash)).ok_or_else(|| {
                let (column, expected) = (columns.hash + 1, profile.expected());
                Error::new(ErrorKind::Value { column, expected }).at(place)
            })?;
            let row = u32::try_from(rows.len()).map_err(|_| {
                let (column, expected) = (columns.hash + 1, EXPECTED_FEWER);
                Error::new(ErrorKind::Value { column, expected }).at(place)
            })?;
            hashes.push((hash, row));
            let id = columns.id.map(cell).filter(|id| !id.is_empty()).map(Box::from);
            rows.push(Row { record: place.record, id });
        }
        if columns.is_none() {
            return Err(Error::new(ErrorKind::Empty));
        }
        hashes.sort_unstable();
        Ok(Self { profile, hashes: hashes.into(), rows: rows.into() })
    }

    /// How its hashes were made.
    pub fn profile(&self) -> HashProfile {
        self.profile
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none, as a list without news.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether an address of a contact is on the list.
    pub fn matches(&self, contact: &Contact<'_>) -> bool {
        !self.met(contact).is_empty()
    }

    /// Whether a hash is on the list, such as one of [`drop_person`].
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for what is no hash of the list's profile.
    pub fn has_hash(&self, hash: &str) -> Result<bool> {
        Ok(self.of_hash(&self.read_hash(hash)?).next().is_some())
    }

    fn read_hash(&self, hash: &str) -> Result<Hashed> {
        self.profile.decode(hash.trim()).ok_or_else(|| {
            Error::new(ErrorKind::Value { column: 0, expected: self.profile.expected() })
        })
    }

    /// The places of the rows that have an address of a contact, each once.
    fn met(&self, contact: &Contact<'_>) -> Vec<usize> {
        let mut rows = Vec::new();
        for address in contact.emails().iter().flat_map(|cell| split_emails(cell)) {
            let own = self.profile.email_form(address);
            let key = self.profile.email_key_form(address).filter(|key| own.as_ref() != Some(key));
            for form in own.into_iter().chain(key) {
                rows.extend(self.of_hash(&self.profile.digest(&form)));
            }
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn of_hash(&self, hash: &Hashed) -> impl Iterator<Item = usize> + use<'_> {
        let hash = *hash;
        let start = self.hashes.partition_point(|(other, _)| *other < hash);
        let from = self.hashes.get(start..).unwrap_or_default().iter();
        from.take_while(move |(other, _)| *other == hash).map(|(_, row)| *row as usize)
    }
}

impl Columns {
    fn named(header: &csv::StringRecord) -> Option<Self> {
        let names: Vec<String> = header.iter().map(fold_header).collect();
        let named = |name: &str| names.iter().position(|other| other == name);
        let only = (names.len() == 1).then_some(0);
        Some(Self { hash: named("hash").or(only)?, id: named("id") })
    }
}

/// A cell without blanks around it, and the first without the byte-order mark in front of it.
fn trimmed(cell: &str, place: Position) -> &str {
    let cell = if place.byte == 0 { cell.trim_start_matches('\u{feff}') } else { cell };
    cell.trim()
}

fn place(at: &csv::Position, header: u64) -> Position {
    Position { record: at.record() + 1 - header, line: at.line(), byte: at.byte() }
}

/// The fault without its text, which may hold a value.
fn unread(error: csv::Error, header: u64) -> Error {
    let position = error.position().map(|at| place(at, header));
    let kind = match error.into_kind() {
        csv::ErrorKind::Io(error) => return Error::from(error),
        csv::ErrorKind::Utf8 { .. } => ErrorKind::Encoding { expected: "utf-8" },
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            ErrorKind::FieldCount { expected: count(expected_len), found: count(len) }
        }
        _ => ErrorKind::Value { column: 0, expected: "comma-separated rows of hashes" },
    };
    match position {
        Some(position) => Error::new(kind).at(position),
        None => Error::new(kind),
    }
}

impl fmt::Debug for HashedList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HashedList")
            .field("profile", &self.profile)
            .field("rows", &self.rows.len())
            .finish()
    }
}
