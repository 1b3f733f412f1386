//! The content of what may be compressed.

#[cfg(feature = "compress")]
use std::fmt;
#[cfg(feature = "compress")]
use std::io::BufReader;
use std::io::{self, Read};

use super::compression::Compression;
use crate::error::Result;
#[cfg(feature = "compress")]
use crate::error::{Error, ErrorKind};

/// How many compressed bytes are read at a time.
#[cfg(feature = "compress")]
const PIECE: usize = 64 << 10;

/// A reader of the content, to its very end: a torn or a foreign end is an error.
pub(super) enum Decoder<R: Read> {
    Plain(R),
    #[cfg(feature = "compress")]
    Gzip(Box<flate2::bufread::MultiGzDecoder<BufReader<Input<R>>>>),
    #[cfg(feature = "compress")]
    Zstd(Box<zstd::Decoder<'static, BufReader<Input<R>>>>),
}

impl<R: Read> Decoder<R> {
    #[cfg(feature = "compress")]
    pub(super) fn new(compression: Compression, input: R) -> Result<Self> {
        let buffered = |input| BufReader::with_capacity(PIECE, Input(input));
        Ok(match compression {
            Compression::None => Self::Plain(input),
            Compression::Gzip => {
                Self::Gzip(Box::new(flate2::bufread::MultiGzDecoder::new(buffered(input))))
            }
            Compression::Zstd => Self::Zstd(Box::new(zstd::Decoder::with_buffer(buffered(input))?)),
        })
    }

    #[cfg(not(feature = "compress"))]
    pub(super) fn new(compression: Compression, input: R) -> Result<Self> {
        match compression {
            Compression::None => Ok(Self::Plain(input)),
            Compression::Gzip | Compression::Zstd => Err(super::compression::lacks_feature()),
        }
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(input) => input.read(buffer),
            #[cfg(feature = "compress")]
            Self::Gzip(decoder) => decoder.read(buffer).map_err(|error| {
                told(error, "gzip data that is whole, with nothing else behind it")
            }),
            #[cfg(feature = "compress")]
            Self::Zstd(decoder) => decoder.read(buffer).map_err(|error| {
                told(
                    error,
                    "zstd data that is whole, with nothing else behind it and no window above 128 MiB",
                )
            }),
        }
    }
}

/// What is decoded. It marks its own errors, so that they are not taken for faults of the data.
#[cfg(feature = "compress")]
pub(super) struct Input<R>(R);

#[cfg(feature = "compress")]
#[derive(Debug)]
struct OfInput(io::Error);

#[cfg(feature = "compress")]
impl fmt::Display for OfInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(feature = "compress")]
impl std::error::Error for OfInput {}

#[cfg(feature = "compress")]
impl<R: Read> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| io::Error::new(error.kind(), OfInput(error)))
    }
}

/// The input's own error as it was, and any other as what the data should have been.
#[cfg(feature = "compress")]
fn told(error: io::Error, expected: &'static str) -> io::Error {
    match error.downcast::<OfInput>() {
        Ok(OfInput(error)) => error,
        Err(_) => Error::new(ErrorKind::Value { column: 0, expected }).into(),
    }
}
