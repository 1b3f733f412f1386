//! All entries of an index, one behind the other.

use super::entry::IndexedEntry;
use super::section::{Reading, put_number, u64_at};

/// Entries as bytes, each behind its length; and where every eighth one starts.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) starts: Vec<u8>,
    pub(super) bytes: Vec<u8>,
    pub(super) count: u32,
}

/// The entries in the bytes of an index.
#[derive(Clone, Copy)]
pub(super) struct EntriesView<'a> {
    pub(super) starts: &'a [u8],
    pub(super) bytes: &'a [u8],
}

const EVERY: u32 = 8;

impl Entries {
    /// Appends an entry, and returns its place.
    pub(super) fn push(&mut self, entry: &[u8]) -> u32 {
        if self.count.is_multiple_of(EVERY) {
            self.starts.extend_from_slice(&(self.bytes.len() as u64).to_le_bytes());
        }
        put_number(entry.len() as u64, &mut self.bytes);
        self.bytes.extend_from_slice(entry);
        self.count += 1;
        self.count - 1
    }

    /// How many bytes say where so many entries start.
    pub(super) fn starts_of(count: u32) -> usize {
        count.div_ceil(EVERY) as usize * size_of::<u64>()
    }

    pub(super) fn view(&self) -> EntriesView<'_> {
        EntriesView { starts: &self.starts, bytes: &self.bytes }
    }
}

impl<'a> EntriesView<'a> {
    /// The entry at a place.
    pub(super) fn get(self, at: u32) -> Option<IndexedEntry<'a>> {
        let start = u64_at(self.starts, (at / EVERY) as usize)?;
        let mut reading = Reading(self.bytes.get(usize::try_from(start).ok()?..)?);
        for _ in 0..at % EVERY {
            reading.bytes()?;
        }
        IndexedEntry::read(reading.bytes()?)
    }

    /// All entries in their order.
    pub(super) fn iter(self) -> impl Iterator<Item = IndexedEntry<'a>> {
        let mut reading = Reading(self.bytes);
        std::iter::from_fn(move || IndexedEntry::read(reading.bytes()?))
    }
}
