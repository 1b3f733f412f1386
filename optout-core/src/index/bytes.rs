//! The bytes of an index: a header, a table of sections, the sections.
//!
//! ```text
//! 0   "optoutIX"
//! 8   version of the format, u32
//! 12  version of normalisation, u32
//! 16  checksum of all bytes behind it, u64
//! 24  seed of the fingerprints, u64
//! 32  number of entries, u32
//! 36  blocks, u32: 1 companies, 2 near addresses, 4 whole names, 8 any names, 16 addresses, 32 spellings
//! 40  start and length of each section, u64 each
//! ```
//! All numbers have their little end first. The checksum is the 64-bit xxh3; it finds damage and is no
//! signature.

use std::collections::BTreeSet;
use std::sync::Arc;

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::entries::Entries;
use super::fingerprint::Hasher;
use super::keys::Known;
use super::postings::PostingTable;
use super::section::{Reading, put_text, u32_at, u64_at};
use super::{Blocks, Index};
use crate::error::{Error, ErrorKind, Result};
use crate::normalize;

/// What a run of bytes is.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    /// The namespaces of the ids.
    Namespaces,
    /// Of each value of the leading bits, the first record.
    Starts,
    /// Fingerprints and what has them.
    Records,
    /// Entries of keys that several have.
    Lists,
    /// The filter in front of the records.
    Filter,
    /// Where each entry ends.
    EntryEnds,
    /// The entries.
    Entries,
    /// What the matcher adds to it.
    Matcher,
}

const SECTIONS: usize = Section::Matcher as usize + 1;
const MAGIC: &[u8; 8] = b"optoutIX";
const VERSION: u32 = 3;
const CHECKED_FROM: usize = 24;
const TABLE: usize = 40;
const HEADER: usize = TABLE + SECTIONS * 16;

/// The bytes of an index, shared by whoever holds it, and where their sections are.
#[derive(Clone)]
pub(super) struct Bytes {
    held: Held,
    places: [(usize, usize); SECTIONS],
}

/// Where bytes are.
#[derive(Clone)]
pub(crate) enum Held {
    Here(Arc<[u8]>),
    #[cfg(feature = "fs")]
    InFile(Arc<memmap2::Mmap>),
}

impl Held {
    #[inline]
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Here(bytes) => bytes,
            #[cfg(feature = "fs")]
            Self::InFile(bytes) => bytes,
        }
    }
}

impl Bytes {
    fn new(held: Held) -> Self {
        let table = held.bytes().get(TABLE..HEADER).unwrap_or_default();
        let number = |at| u64_at(table, at).and_then(|number| usize::try_from(number).ok());
        let place = |section: usize| {
            let (start, length) = (number(section * 2)?, number(section * 2 + 1)?);
            Some((start, start.checked_add(length)?))
        };
        let places = std::array::from_fn(|section| place(section).unwrap_or_default());
        Self { held, places }
    }

    /// The bytes of a section.
    #[inline]
    pub(super) fn section(&self, section: Section) -> &[u8] {
        let [section] = self.sections([section]);
        section
    }

    /// The bytes of several sections.
    #[inline]
    pub(super) fn sections<const N: usize>(&self, sections: [Section; N]) -> [&[u8]; N] {
        let bytes = self.held.bytes();
        sections.map(|section| {
            let (start, end) = self.places.get(section as usize).copied().unwrap_or_default();
            bytes.get(start..end).unwrap_or_default()
        })
    }
}

impl Index {
    pub(super) fn assemble(
        hasher: Hasher,
        blocks: Blocks,
        known: Arc<Known>,
        namespaces: &BTreeSet<String>,
        table: &PostingTable,
        entries: &Entries,
    ) -> Self {
        let mut names = Vec::new();
        for namespace in namespaces {
            put_text(namespace, &mut names);
        }
        let sections: [&[u8]; SECTIONS] = [
            &names,
            &table.starts,
            &table.records,
            &table.lists,
            &table.filter,
            &entries.ends,
            &entries.bytes,
            &[],
        ];
        let bytes = whole(&head(hasher, blocks, entries.count(), &sections), &sections);
        let bytes = Bytes::new(Held::Here(bytes.into()));
        let (entries, namespaces) = (entries.count(), namespaces.clone());
        Self { bytes, hasher, blocks, entries, namespaces, known }
    }

    /// The index as bytes, with what the matcher adds to it.
    pub(crate) fn to_bytes(&self, matcher: &[u8]) -> Vec<u8> {
        let sections = self.all_sections(matcher);
        whole(&head(self.hasher, self.blocks, self.entries, &sections), &sections)
    }

    /// Writes what [`to_bytes`](Self::to_bytes) gives.
    #[cfg(feature = "fs")]
    pub(crate) fn write_to(
        &self,
        matcher: &[u8],
        output: &mut impl std::io::Write,
    ) -> std::io::Result<()> {
        let sections = self.all_sections(matcher);
        output.write_all(&head(self.hasher, self.blocks, self.entries, &sections))?;
        sections.into_iter().try_for_each(|section| output.write_all(section))
    }

    fn all_sections<'a>(&'a self, matcher: &'a [u8]) -> [&'a [u8]; SECTIONS] {
        let [namespaces, starts, records, lists, filter, entry_ends, entries] =
            self.bytes.sections([
                Section::Namespaces,
                Section::Starts,
                Section::Records,
                Section::Lists,
                Section::Filter,
                Section::EntryEnds,
                Section::Entries,
            ]);
        [namespaces, starts, records, lists, filter, entry_ends, entries, matcher]
    }

    /// What tells it from other indexes, with what the matcher adds to it. Where keys and entries start says
    /// as much as all of them, and is short.
    pub(crate) fn print(&self, matcher: &[u8]) -> u64 {
        let mut hash = Xxh3Default::new();
        hash.update(&self.entries.to_le_bytes());
        for section in [Section::Namespaces, Section::Starts, Section::EntryEnds] {
            hash.update(self.bytes.section(section));
        }
        hash.update(matcher);
        hash.digest()
    }

    /// Takes an index from its bytes. What it was built with is read from what the matcher added to it.
    ///
    /// # Errors
    /// [`ErrorKind::Index`] for bytes that are no index, damaged, or of another version; and those of
    /// `read`.
    pub(crate) fn from_bytes<T>(
        held: Held,
        read: impl FnOnce(&[u8]) -> Result<(Known, T)>,
    ) -> Result<(Self, T)> {
        let fault = |expected| Error::new(ErrorKind::Index { expected });
        let bytes = held.bytes();
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| fault(EXPECTED_MATCHER))?;
        let number = |at| u32_at(rest, at).ok_or_else(|| fault(EXPECTED_WHOLE));
        if number(0)? != VERSION {
            return Err(fault(EXPECTED_VERSION));
        }
        if number(1)? != normalize::VERSION {
            return Err(fault(EXPECTED_NORMALIZATION));
        }
        let checked = bytes.get(CHECKED_FROM..).filter(|_| bytes.len() >= HEADER);
        if u64_at(rest, 1) != checked.map(xxh3_64) {
            return Err(fault(EXPECTED_WHOLE));
        }
        let hasher = Hasher { seed: u64_at(rest, 2).ok_or_else(|| fault(EXPECTED_WHOLE))? };
        let (entries, blocks) = (number(6)?, Blocks::from_bits(number(7)?));
        let bytes = Bytes::new(held);
        if bytes.section(Section::EntryEnds).len() != Entries::ends_of(entries) {
            return Err(fault(EXPECTED_WHOLE));
        }
        let mut reading = Reading(bytes.section(Section::Namespaces));
        let namespaces = std::iter::from_fn(|| reading.text().map(str::to_owned)).collect();
        let (known, rest) = read(bytes.section(Section::Matcher))?;
        Ok((Self { bytes, hasher, blocks, entries, namespaces, known: Arc::new(known) }, rest))
    }
}

// A matcher is what the caller knows; the index is inside.
const EXPECTED_MATCHER: &str = "the bytes of a matcher";
const EXPECTED_VERSION: &str =
    "a matcher of this version of the format; build it anew from the list";
const EXPECTED_NORMALIZATION: &str =
    "a matcher made by the same rules of normalisation; build it anew from the list";
const EXPECTED_WHOLE: &str = "a whole matcher; this one was cut off or damaged";

/// All that stands before the sections.
fn head(hasher: Hasher, blocks: Blocks, entries: u32, sections: &[&[u8]; SECTIONS]) -> Vec<u8> {
    let mut head = Vec::with_capacity(HEADER);
    head.extend_from_slice(MAGIC);
    head.extend_from_slice(&VERSION.to_le_bytes());
    head.extend_from_slice(&normalize::VERSION.to_le_bytes());
    head.extend_from_slice(&[0; 8]);
    head.extend_from_slice(&hasher.seed.to_le_bytes());
    head.extend_from_slice(&entries.to_le_bytes());
    head.extend_from_slice(&blocks.bits().to_le_bytes());
    let mut start = HEADER;
    for section in sections {
        head.extend_from_slice(&(start as u64).to_le_bytes());
        head.extend_from_slice(&(section.len() as u64).to_le_bytes());
        start += section.len();
    }
    let mut checksum = Xxh3Default::new();
    checksum.update(head.get(CHECKED_FROM..).unwrap_or_default());
    sections.iter().for_each(|section| checksum.update(section));
    if let Some(place) = head.get_mut(CHECKED_FROM - 8..CHECKED_FROM) {
        place.copy_from_slice(&checksum.digest().to_le_bytes());
    }
    head
}

fn whole(head: &[u8], sections: &[&[u8]; SECTIONS]) -> Vec<u8> {
    let length = head.len() + sections.iter().map(|section| section.len()).sum::<usize>();
    let mut bytes = Vec::with_capacity(length);
    bytes.extend_from_slice(head);
    for section in sections {
        bytes.extend_from_slice(section);
    }
    bytes
}

impl Blocks {
    fn bits(self) -> u32 {
        let Self { domain, near, addresses, same_name, any_name, spelling } = self;
        let blocks = [domain, near, same_name, any_name, addresses, spelling];
        blocks.into_iter().rev().fold(0, |bits, block| bits << 1 | u32::from(block))
    }

    fn from_bits(bits: u32) -> Self {
        let is = |bit: u32| bits & bit != 0;
        Self {
            domain: is(1),
            near: is(2),
            same_name: is(4),
            any_name: is(8),
            addresses: is(16),
            spelling: is(32),
        }
    }
}
