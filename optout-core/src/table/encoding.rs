//! Bytes to UTF-8, strictly: a byte that does not fit is an error, never U+FFFD.

use std::fmt;
use std::io::{self, Chain, Cursor, Read};
use std::str::FromStr;

use encoding_rs::{DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, ErrorKind, Result};

/// A character encoding, by its WHATWG label.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8, the default.
    pub const UTF_8: Self = Self(UTF_8);
    /// UTF-16, least significant byte first.
    pub const UTF_16LE: Self = Self(UTF_16LE);
    /// UTF-16, most significant byte first.
    pub const UTF_16BE: Self = Self(UTF_16BE);

    /// The encoding's WHATWG name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The encoding that a byte-order mark at the start names, and the mark's length.
    pub fn of_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        encoding_rs::Encoding::for_bom(bytes).map(|(encoding, length)| (Self(encoding), length))
    }

    /// The encoding of a text that starts so, by its mark or the caller's word, and the mark's length.
    ///
    /// # Errors
    /// The mark and the caller name different encodings.
    pub(crate) fn told(head: &[u8], named: Option<Self>) -> Result<(Self, usize)> {
        match (Self::of_mark(head), named) {
            (Some((of_mark, _)), Some(named)) if of_mark != named => {
                Err(Error::new(ErrorKind::InvalidOption {
                    option: "encoding",
                    expected: "the encoding that the byte-order mark names",
                }))
            }
            (Some(told), _) => Ok(told),
            (None, named) => Ok((named.unwrap_or(Self::UTF_8), 0)),
        }
    }

    /// Whether a code unit has 16 bits.
    pub fn is_utf_16(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = Error;

    /// Reads a WHATWG label: `utf-8`, `utf-16le`, `windows-1252`, `latin1`, `shift_jis`, ...
    fn from_str(label: &str) -> Result<Self> {
        encoding_rs::Encoding::for_label(label.as_bytes()).map(Self).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOption {
                option: "encoding",
                expected: "a WHATWG encoding label such as utf-8 or windows-1252",
            })
        })
    }
}

/// A reader of some encoding as a reader of UTF-8.
///
/// UTF-8 itself passes through unread: its validity is checked record by record. All text before a
/// malformed byte is handed out before the error, so that whoever reads records knows in which one
/// it lies. The byte-order mark is the caller's to strip.
pub(crate) struct Transcoder<R> {
    input: Chain<Cursor<Vec<u8>>, R>,
    decoder: Option<encoding_rs::Decoder>,
    raw: Vec<u8>,
    raw_at: usize,
    text: Vec<u8>,
    text_at: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Ended,
    Malformed,
}

impl<R: Read> Transcoder<R> {
    /// Reads `head`, then `input`.
    pub(crate) fn new(head: Vec<u8>, input: R, encoding: Encoding) -> Self {
        let decoder =
            (encoding != Encoding::UTF_8).then(|| encoding.0.new_decoder_without_bom_handling());
        Self {
            input: Cursor::new(head).chain(input),
            decoder,
            raw: Vec::new(),
            raw_at: 0,
            text: Vec::new(),
            text_at: 0,
            state: State::Reading,
        }
    }

    fn decode(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            return read_some(&mut self.input, buffer);
        };
        while self.text_at == self.text.len() {
            match self.state {
                State::Ended => return Ok(0),
                State::Malformed => {
                    let expected = decoder.encoding().name();
                    return Err(Error::new(ErrorKind::Encoding { expected }).into());
                }
                State::Reading => {}
            }
            if self.raw_at == self.raw.len() {
                self.raw.resize(PIECE, 0);
                let length = read_some(&mut self.input, &mut self.raw)?;
                self.raw.truncate(length);
                self.raw_at = 0;
            }
            let rest = self.raw.get(self.raw_at..).unwrap_or_default();
            let last = rest.is_empty();
            self.text.resize(decoder.max_utf8_buffer_length(rest.len()).unwrap_or(PIECE), 0);
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut self.text, last);
            self.text.truncate(written);
            self.text_at = 0;
            self.raw_at += read;
            if let DecoderResult::Malformed(..) = result {
                self.state = State::Malformed;
            } else if last {
                self.state = State::Ended;
            }
        }
        let rest = self.text.get(self.text_at..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), rest.get(..length)) {
            to.copy_from_slice(from);
        }
        self.text_at += length;
        Ok(length)
    }
}

const PIECE: usize = 64 * 1024;

/// Reads once, again when interrupted.
fn read_some(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.decode(buffer)
    }
}
