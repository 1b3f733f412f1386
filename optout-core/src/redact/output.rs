//! The output of a redaction: in the input's encoding, with its SHA-256.

use std::io::Write;

use crate::digest::Hashing;
use crate::error::{Error, ErrorKind, Result};
use crate::table::Encoding;

/// How much is gathered before it is written.
const PIECE: usize = 64 << 10;

/// A writer that gathers and hashes, and writes UTF-8 as UTF-16 where the input was that.
pub(super) struct Output<W> {
    inner: Hashing<W>,
    unit: Option<fn(u16) -> [u8; 2]>,
    buffer: Vec<u8>,
}

impl<W: Write> Output<W> {
    pub(super) fn new(inner: W, encoding: Encoding, is_hashed: bool) -> Self {
        let unit = if encoding == Encoding::UTF_16LE {
            Some(u16::to_le_bytes as fn(u16) -> [u8; 2])
        } else if encoding == Encoding::UTF_16BE {
            Some(u16::to_be_bytes as fn(u16) -> [u8; 2])
        } else {
            None
        };
        Self { inner: Hashing::only_if(is_hashed, inner), unit, buffer: Vec::with_capacity(PIECE) }
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

    /// Writes out the rest; the hash of all that was written, if it was to be hashed.
    pub(super) fn finish(mut self) -> Result<Option<String>> {
        self.spill(0)?;
        self.inner.flush()?;
        Ok(self.inner.finish())
    }

    fn spill(&mut self, held: usize) -> Result<()> {
        if self.buffer.len() > held {
            self.inner.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_utf_16() {
        let mut bytes = Vec::new();
        let mut output = Output::new(&mut bytes, Encoding::UTF_16BE, false);
        output.write_bytes(&[0xfe, 0xff]).unwrap();
        output.write_text("a\u{1f600}".as_bytes()).unwrap();
        output.finish().unwrap();
        assert_eq!(bytes, [0xfe, 0xff, 0, b'a', 0xd8, 0x3d, 0xde, 0x00]);
    }
}
