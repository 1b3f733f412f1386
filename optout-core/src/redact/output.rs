//! The output of a redaction: in the input's encoding, with its SHA-256.

use std::io::Write;

use crate::digest::Hashing;
use crate::error::{Error, ErrorKind, Result, of_output};
use crate::table::Encoding;

/// A writer that hashes, if it is to.
pub(super) struct Output<W>(Hashing<W>);

impl<W: Write> Output<W> {
    pub(super) fn new(inner: W, is_hashed: bool) -> Self {
        Self(Hashing::only_if(is_hashed, inner))
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.write_all(bytes).map_err(of_output)
    }

    /// Flushes; the hash of all that was written, if it was to be hashed.
    pub(super) fn finish(mut self) -> Result<Option<String>> {
        self.0.flush().map_err(of_output)?;
        Ok(self.0.finish())
    }
}

/// How text that was read from a file is written back.
#[derive(Clone, Copy)]
pub(super) struct Encoder(Option<fn(u16) -> [u8; 2]>);

impl Encoder {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self(if encoding == Encoding::UTF_16LE {
            Some(u16::to_le_bytes)
        } else if encoding == Encoding::UTF_16BE {
            Some(u16::to_be_bytes)
        } else {
            None
        })
    }

    /// The text as it is written: as it stands, or in `scratch`.
    pub(super) fn encode<'a>(self, text: &'a [u8], scratch: &'a mut Vec<u8>) -> Result<&'a [u8]> {
        let Some(unit) = self.0 else { return Ok(text) };
        let text = std::str::from_utf8(text)
            .map_err(|_| Error::new(ErrorKind::Encoding { expected: "UTF-8" }))?;
        scratch.clear();
        scratch.extend(text.encode_utf16().flat_map(unit));
        Ok(scratch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_utf_16() {
        let (mut scratch, text) = (Vec::new(), "a\u{1f600}".as_bytes());
        let bytes = Encoder::new(Encoding::UTF_16BE).encode(text, &mut scratch).unwrap();
        assert_eq!(bytes, [0, b'a', 0xd8, 0x3d, 0xde, 0x00]);
        assert_eq!(Encoder::new(Encoding::UTF_8).encode(text, &mut Vec::new()), Ok(text));
    }
}
