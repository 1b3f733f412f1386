//! Content on its way to a file that may be compressed.

use std::io::{self, Write};

use super::compression::Compression;
use crate::error::Result;

/// A writer of content. The same content gives the same bytes: neither day nor name are written with
/// it.
pub(super) enum Encoder<W: Write> {
    Plain(W),
    #[cfg(feature = "compress")]
    Gzip(flate2::write::GzEncoder<W>),
    #[cfg(feature = "compress")]
    Zstd(zstd::Encoder<'static, W>),
}

impl<W: Write> Encoder<W> {
    #[cfg(feature = "compress")]
    pub(super) fn new(compression: Compression, output: W) -> Result<Self> {
        Ok(match compression {
            Compression::None => Self::Plain(output),
            Compression::Gzip => Self::Gzip(
                flate2::GzBuilder::new().mtime(0).write(output, flate2::Compression::default()),
            ),
            Compression::Zstd => {
                let mut encoder = zstd::Encoder::new(output, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                encoder.include_checksum(true)?;
                Self::Zstd(encoder)
            }
        })
    }

    #[cfg(not(feature = "compress"))]
    pub(super) fn new(compression: Compression, output: W) -> Result<Self> {
        match compression {
            Compression::None => Ok(Self::Plain(output)),
            Compression::Gzip | Compression::Zstd => Err(super::compression::lacks_feature()),
        }
    }

    /// Writes the end, without which compressed data is torn.
    pub(super) fn finish(self) -> Result<()> {
        match self {
            Self::Plain(mut output) => output.flush()?,
            #[cfg(feature = "compress")]
            Self::Gzip(encoder) => encoder.finish()?.flush()?,
            #[cfg(feature = "compress")]
            Self::Zstd(encoder) => encoder.finish()?.flush()?,
        }
        Ok(())
    }
}

impl<W: Write> Write for Encoder<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(output) => output.write(bytes),
            #[cfg(feature = "compress")]
            Self::Gzip(encoder) => encoder.write(bytes),
            #[cfg(feature = "compress")]
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    /// Nobody reads the file before its end, and every flush would cost compressed data some bytes.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(all(test, feature = "compress"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_leaves_before_the_end() {
        for compression in [Compression::None, Compression::Gzip, Compression::Zstd] {
            let mut written = Vec::new();
            let mut encoder = Encoder::new(compression, &mut written).unwrap();
            let mut state = 1_u32;
            for _ in 0..1 << 20 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                encoder.write_all(&state.to_be_bytes()[..1]).unwrap();
            }
            encoder.flush().unwrap();
            let gathered = match &encoder {
                Encoder::Plain(output) => (1 << 20) - output.len(),
                Encoder::Gzip(encoder) => (1 << 20) - encoder.get_ref().len(),
                Encoder::Zstd(encoder) => (1 << 20) - encoder.get_ref().len(),
            };
            // Noise cannot be compressed; a block of zstd has 128 KiB.
            assert!(gathered <= 512 << 10, "{compression:?} holds {gathered} bytes");
            encoder.finish().unwrap();
            assert!(written.len() > 1 << 19);
        }
    }
}
