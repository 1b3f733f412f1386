//! The bytes of a set, and of what has changed in one.
//!
//! ```text
//! 0   "optoutSU"
//! 8   version of the format and of the forms that are hashed, u32
//! 12  nothing
//! 16  checksum of all bytes behind it, u64
//! 24  key check
//! 40  revision, u64
//! 48  number of members, u64
//! 56  number of releases, u64
//! 64  members, then releases: hash and day, u16, each in the order of the hashes
//! ```
//! All numbers have their little end first. The checksum is the 64-bit xxh3; it finds damage and is no
//! signature.

use xxhash_rust::xxh3::xxh3_64;

use super::SuppressionSet;
use super::changes::Changes;
use super::days::{Dated, Day, Days};
use super::hash::Hash;
use crate::error::{Error, ErrorKind, Result};

const MAGIC: &[u8; 8] = b"optoutSU";
const VERSION: u32 = 1;
const CHECKED_FROM: usize = 24;
const BODY: usize = 64;

const EXPECTED_SET: &str = "the bytes of a suppression set";
const EXPECTED_VERSION: &str = "a suppression set of this version of the format";
const EXPECTED_WHOLE: &str = "a whole suppression set; this one was cut off or damaged";

/// Members and releases in the order of their hashes as bytes.
pub(super) fn write(
    check: &Hash,
    revision: u64,
    parts: [(usize, &mut dyn Iterator<Item = Dated>); 2],
) -> Vec<u8> {
    let [members, releases] = parts;
    let mut bytes = Vec::with_capacity(BODY + (members.0 + releases.0) * Dated::BYTES);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&[0; 12]);
    bytes.extend_from_slice(check);
    for number in [revision, members.0 as u64, releases.0 as u64] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    for dated in members.1.chain(releases.1) {
        bytes.extend_from_slice(&dated.hash);
        bytes.extend_from_slice(&dated.day().to_le_bytes());
    }
    let sum = xxh3_64(bytes.get(CHECKED_FROM..).unwrap_or_default());
    if let Some(place) = bytes.get_mut(CHECKED_FROM - 8..CHECKED_FROM) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

/// Reads what was written.
///
/// # Errors
/// [`ErrorKind::Bytes`] for bytes that are no set's, damaged, or of another version.
pub(super) fn read(bytes: &[u8]) -> Result<SuppressionSet> {
    let fault = |expected| Error::new(ErrorKind::Bytes { expected });
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| fault(EXPECTED_SET))?;
    let (version, rest) = rest.split_first_chunk().ok_or_else(|| fault(EXPECTED_WHOLE))?;
    if u32::from_le_bytes(*version) != VERSION {
        return Err(fault(EXPECTED_VERSION));
    }
    whole(rest).ok_or_else(|| fault(EXPECTED_WHOLE))
}

/// The set behind name and version, if all of it is there and nothing else.
fn whole(rest: &[u8]) -> Option<SuppressionSet> {
    let rest = rest.strip_prefix(&[0; 4])?;
    let (sum, checked) = rest.split_first_chunk()?;
    if u64::from_le_bytes(*sum) != xxh3_64(checked) {
        return None;
    }
    let (check, rest) = checked.split_first_chunk()?;
    let (revision, rest) = number(rest)?;
    let (members, rest) = number(rest)?;
    let (releases, rest) = number(rest)?;
    let length = usize::try_from(members).ok()?.checked_mul(Dated::BYTES)?;
    let (members, rest) = rest.split_at_checked(length)?;
    if usize::try_from(releases).ok()?.checked_mul(Dated::BYTES)? != rest.len() {
        return None;
    }
    Some(SuppressionSet {
        check: *check,
        members: days(members)?,
        releases: days(rest)?,
        changes: Changes::from(revision),
    })
}

fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u64::from_le_bytes(*number), rest))
}

/// Hashes with their days, if they stand in order and each has a day.
fn days(bytes: &[u8]) -> Option<Days> {
    let mut sorted = Vec::with_capacity(bytes.len() / Dated::BYTES);
    for dated in bytes.chunks_exact(Dated::BYTES) {
        let (hash, day) = dated.split_first_chunk()?;
        let day = Day::from_le_bytes(*day.first_chunk()?);
        sorted.push(Dated::new(*hash, day));
    }
    let is_ordered = sorted.is_sorted_by(|one, other| one.hash < other.hash);
    let has_days = sorted.iter().all(|dated| dated.day() > 0);
    (is_ordered && has_days).then(|| Days::of_sorted(sorted))
}
