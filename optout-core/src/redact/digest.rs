//! Bytes in and out, with their SHA-256.

use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind, Result};
use crate::table::Encoding;

/// A reader that hashes what passes.
pub(super) struct DigestReader<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> DigestReader<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// The hash of all that was read, in hexadecimal.
    pub(super) fn finish(self) -> String {
        hex(&self.hash.finalize())
    }
}

impl<R: Read> Read for DigestReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.hash.update(buffer.get(..length).unwrap_or_default());
        Ok(length)
    }
}

/// How much is gathered before it is written.
const PIECE: usize = 64 << 10;

/// A writer that hashes what passes, and writes UTF-8 as UTF-16 where the input was that.
pub(super) struct DigestWriter<W> {
    inner: W,
    hash: Sha256,
    unit: Option<fn(u16) -> [u8; 2]>,
    buffer: Vec<u8>,
}

impl<W: Write> DigestWriter<W> {
    pub(super) fn new(inner: W, encoding: Encoding) -> Self {
        let unit = if encoding == Encoding::UTF_16LE {
            Some(u16::to_le_bytes as fn(u16) -> [u8; 2])
        } else if encoding == Encoding::UTF_16BE {
            Some(u16::to_be_bytes as fn(u16) -> [u8; 2])
        } else {
            None
        };
        Self { inner, hash: Sha256::new(), unit, buffer: Vec::with_capacity(PIECE) }
    }

    /// Writes bytes as they are.
    pub(super) fn write_bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        self.spill(PIECE)
    }

    /// Writes text that was read from a file of the same encoding.
    pub(super) fn write_text(&mut self, text: &[u8]) -> Result<()> {
        let Some(unit) = self.unit else { return self.write_bytes(text) };
        let text = std::str::from_utf8(text)
            .map_err(|_| Error::new(ErrorKind::Encoding { expected: "UTF-8" }))?;
        self.buffer.extend(text.encode_utf16().flat_map(unit));
        self.spill(PIECE)
    }

    /// Writes out the rest; the hash of all that was written, in hexadecimal.
    pub(super) fn finish(mut self) -> Result<String> {
        self.spill(0)?;
        self.inner.flush()?;
        Ok(hex(&self.hash.finalize()))
    }

    fn spill(&mut self, held: usize) -> Result<()> {
        if self.buffer.len() > held {
            self.hash.update(&self.buffer);
            self.inner.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| DIGITS.get(usize::from(digit)).copied().map(char::from))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let mut reader = DigestReader::new(&b"abc"[..]);
        io::copy(&mut reader, &mut io::sink()).unwrap();
        assert_eq!(reader.finish(), expected);
        let mut writer = DigestWriter::new(Vec::new(), Encoding::UTF_8);
        writer.write_text(b"abc").unwrap();
        assert_eq!(writer.finish().unwrap(), expected);
    }

    #[test]
    fn text_becomes_utf_16() {
        let mut bytes = Vec::new();
        let mut writer = DigestWriter::new(&mut bytes, Encoding::UTF_16BE);
        writer.write_bytes(&[0xfe, 0xff]).unwrap();
        writer.write_text("a\u{1f600}".as_bytes()).unwrap();
        writer.finish().unwrap();
        assert_eq!(bytes, [0xfe, 0xff, 0, b'a', 0xd8, 0x3d, 0xde, 0x00]);
    }
}
