//! Numbers in a run of bytes.

/// The number at a place of a run of `u32`, little end first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let start = at.checked_mul(4)?;
    Some(u32::from_le_bytes(*bytes.get(start..)?.first_chunk()?))
}

/// The number at a place of a run of `u64`, little end first.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let start = at.checked_mul(8)?;
    Some(u64::from_le_bytes(*bytes.get(start..)?.first_chunk()?))
}

/// A count as the sections hold it. More than it can hold cannot be in memory: each takes bytes.
pub(super) fn count(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

/// Appends a text behind its length.
pub(super) fn put_text(text: &str, to: &mut Vec<u8>) {
    put_number(text.len() as u64, to);
    to.extend_from_slice(text.as_bytes());
}

/// Appends a number in as few bytes as it needs, seven bits in each, the last without the high bit.
pub(super) fn put_number(mut number: u64, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    to.push((number & 0x7F) as u8);
}

/// Reads what was put, from the front. Nothing is left to read once something does not fit.
#[derive(Clone)]
pub(super) struct Reading<'a>(pub(super) &'a [u8]);

impl<'a> Reading<'a> {
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// So many bytes.
    pub(super) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// What stands behind its length.
    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.take(usize::try_from(length).ok()?)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}
