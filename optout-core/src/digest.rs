//! SHA-256, with a key and without, as hexadecimal text.

use std::io::{self, Read, Write};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::error::{Error, ErrorKind, Result};

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(bytes.len() * 2);
    text.extend(bytes.iter().flat_map(|byte| digits_of(*byte)));
    String::from_utf8(text).unwrap_or_default()
}

/// The digits of a hash.
pub(crate) fn digits(hash: &[u8; 32]) -> [u8; 64] {
    let mut digits = [0; 64];
    for (place, byte) in digits.chunks_exact_mut(2).zip(hash) {
        place.copy_from_slice(&digits_of(*byte));
    }
    digits
}

fn digits_of(byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15].map(|nibble| nibble + if nibble < 10 { b'0' } else { b'a' - 10 })
}

/// The least length of a key in bytes.
const LEAST_KEY: usize = 16;

/// HMAC-SHA-256 of a value of some kind under a key, in hexadecimal.
pub(crate) fn keyed(key: &[u8], kind: &str, value: &str) -> Result<String> {
    let too_short = || {
        let expected = "a key of at least 16 bytes";
        Error::new(ErrorKind::InvalidOption { option: "key", expected })
    };
    if key.len() < LEAST_KEY {
        return Err(too_short());
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| too_short())?;
    mac.update(kind.as_bytes());
    mac.update(&[0]);
    mac.update(value.as_bytes());
    Ok(hex(&mac.finalize().into_bytes()))
}

/// The hash of rows of texts under a title, each with its length: no two tables have one form.
pub(crate) fn rows<'a, const N: usize>(
    title: &'a str,
    rows: impl IntoIterator<Item = [&'a str; N]>,
) -> String {
    let mut hash = Sha256::new();
    for text in std::iter::once(title).chain(rows.into_iter().flatten()) {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hex(&hash.finalize())
}

/// A reader or writer that hashes what passes, if it is to.
pub(crate) struct Hashing<T> {
    inner: T,
    hash: Option<Sha256>,
}

impl<T> Hashing<T> {
    /// Passes everything on, and hashes it only if it is to be.
    pub(crate) fn only_if(is_hashed: bool, inner: T) -> Self {
        Self { inner, hash: is_hashed.then(Sha256::new) }
    }

    /// The hash of all that has passed, if it was to be hashed.
    pub(crate) fn finish(self) -> Option<String> {
        Some(hex(&self.hash?.finalize()))
    }

    fn pass(&mut self, bytes: Option<&[u8]>) {
        if let (Some(hash), Some(bytes)) = (&mut self.hash, bytes) {
            hash.update(bytes);
        }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.pass(buffer.get(..length));
        Ok(length)
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let length = self.inner.write(buffer)?;
        self.pass(buffer.get(..length));
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let mut reader = Hashing::only_if(true, &b"abc"[..]);
        io::copy(&mut reader, &mut io::sink()).unwrap();
        assert_eq!(reader.finish().as_deref(), Some(expected));
        let mut writer = Hashing::only_if(true, Vec::new());
        writer.write_all(b"abc").unwrap();
        assert_eq!(writer.finish().as_deref(), Some(expected));
        assert_eq!(Hashing::only_if(false, Vec::<u8>::new()).finish(), None);
    }
}
