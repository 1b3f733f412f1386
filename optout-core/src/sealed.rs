//! Values as bytes that are kept or sent: a name, versions, a checksum, and behind them a body.
//!
//! ```text
//! 0   name
//! 8   version of the format, u32
//! 12  version of the rules that the body depends on, u32
//! 16  checksum of the body, u64
//! 24  body
//! ```
//! All numbers have their little end first. The checksum is the 64-bit xxh3; it finds damage and is no
//! signature.

use xxhash_rust::xxh3::xxh3_64;

/// What stands in front of a body.
pub(crate) struct Seal {
    pub(crate) name: &'static [u8; 8],
    pub(crate) version: u32,
    pub(crate) rules: u32,
}

impl Seal {
    /// Puts itself in front of a body.
    pub(crate) fn seal(&self, body: &[u8]) -> Vec<u8> {
        let front = [
            self.name.as_slice(),
            &self.version.to_le_bytes(),
            &self.rules.to_le_bytes(),
            &xxh3_64(body).to_le_bytes(),
        ];
        [&front.concat(), body].concat()
    }

    /// The body behind it; `None` if the bytes are something else's, of other versions or damaged.
    pub(crate) fn open<'b>(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let (sum, body) = bytes
            .strip_prefix(self.name)?
            .strip_prefix(&self.version.to_le_bytes())?
            .strip_prefix(&self.rules.to_le_bytes())?
            .split_first_chunk()?;
        (u64::from_le_bytes(*sum) == xxh3_64(body)).then_some(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_or_cut_off_is_not_opened() {
        let seal = Seal { name: b"optoutTT", version: 1, rules: 2 };
        let bytes = seal.seal(b"body");
        assert_eq!(seal.open(&bytes), Some(b"body".as_slice()));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_eq!(seal.open(&other), None);
            assert_eq!(seal.open(&bytes[..at]), None);
        }
    }
}
