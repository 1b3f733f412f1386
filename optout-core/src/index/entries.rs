//! All entries of an index, one behind the other.

use super::entry::IndexedEntry;

/// Entries as bytes, and where each ends.
#[derive(Clone, Default)]
pub(super) struct Entries {
    pub(super) ends: Vec<u8>,
    pub(super) bytes: Vec<u8>,
}

/// The entries in the bytes of an index.
#[derive(Clone, Copy)]
pub(super) struct EntriesView<'a> {
    pub(super) ends: &'a [u8],
    pub(super) bytes: &'a [u8],
}

/// How many bytes say where an entry ends: enough for a terabyte.
const END: usize = 5;

impl Entries {
    /// Appends an entry, and returns its place.
    pub(super) fn push(&mut self, entry: &[u8]) -> u32 {
        let at = self.count();
        self.bytes.extend_from_slice(entry);
        self.push_end(self.bytes.len());
        at
    }

    /// Appends all entries of others.
    pub(super) fn append(&mut self, others: &Self) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&others.bytes);
        for at in 0..others.count() {
            self.push_end(start + others.view().end(at as usize).unwrap_or_default());
        }
    }

    fn push_end(&mut self, end: usize) {
        self.ends.extend((end as u64).to_le_bytes().into_iter().take(END));
    }

    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.ends.len() / END).unwrap_or(u32::MAX)
    }

    /// How many bytes say where so many entries end.
    pub(super) fn ends_of(count: u32) -> usize {
        count as usize * END
    }

    pub(super) fn view(&self) -> EntriesView<'_> {
        EntriesView { ends: &self.ends, bytes: &self.bytes }
    }
}

impl<'a> EntriesView<'a> {
    /// The entry at a place.
    pub(super) fn get(self, at: u32) -> Option<IndexedEntry<'a>> {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.end(before))?;
        IndexedEntry::read(self.bytes.get(start..self.end(at)?)?)
    }

    /// All entries in their order.
    pub(super) fn iter(self) -> impl Iterator<Item = IndexedEntry<'a>> {
        (0..).map_while(move |at| self.get(at))
    }

    fn end(self, at: usize) -> Option<usize> {
        let mut end = [0; 8];
        let bytes = self.ends.get(at * END..)?.first_chunk::<END>()?;
        end.get_mut(..END)?.copy_from_slice(bytes);
        usize::try_from(u64::from_le_bytes(end)).ok()
    }
}
