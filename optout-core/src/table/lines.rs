//! Text by lines, and what kind of text it is.

use std::io::{BufRead, BufReader, Chain, Cursor, Read};

use super::encoding::{Encoding, Transcoder};
use super::format::Format;
use super::structure::{RECORD_LIMIT, too_large};
use crate::error::{Error, ErrorKind, Position, Result};

/// A stream of which so much has been read as tells what it holds.
pub(crate) struct Opening<R> {
    head: Vec<u8>,
    input: R,
    first_sign: Option<u8>,
}

impl<R: Read> Opening<R> {
    /// Reads up to the first sign that is not blank.
    pub(crate) fn read(mut input: R) -> Result<Self> {
        let mut head = Vec::new();
        // Byte-order marks are short, and their length is known from four bytes.
        (&mut input).take(4).read_to_end(&mut head)?;
        let mark = Encoding::of_mark(&head).map_or(0, |(_, length)| length);
        let mut at = mark;
        loop {
            match head.get(at).copied() {
                // UTF-16 has a NUL beside each sign.
                Some(b' ' | b'\t' | b'\r' | b'\n' | 0) if at < RECORD_LIMIT => at += 1,
                Some(sign) => {
                    return Ok(Self { head, input, first_sign: Some(sign) });
                }
                None if (&mut input).take(PIECE).read_to_end(&mut head)? > 0 => {}
                None => return Ok(Self { head, input, first_sign: None }),
            }
        }
    }

    /// The first sign that is not blank, if it is one byte.
    pub(crate) fn first_sign(&self) -> Option<u8> {
        self.first_sign
    }

    /// The whole stream again.
    pub(crate) fn whole(self) -> Chain<Cursor<Vec<u8>>, R> {
        Cursor::new(self.head).chain(self.input)
    }

    /// The stream as UTF-8 behind its byte-order mark, and the mark's length.
    ///
    /// # Errors
    /// The byte-order mark names another encoding than the caller.
    pub(crate) fn text(mut self, format: Format) -> Result<(Transcoder<R>, usize)> {
        let (encoding, mark) = Encoding::told(&self.head, format.encoding)?;
        let rest = self.head.split_off(mark);
        Ok((Transcoder::new(rest, self.input, encoding), mark))
    }

    /// The stream line by line.
    ///
    /// # Errors
    /// The byte-order mark names another encoding than the caller.
    pub(crate) fn lines(mut self, format: Format) -> Result<Lines<R>> {
        let (encoding, mark) = Encoding::told(&self.head, format.encoding)?;
        let rest = self.head.split_off(mark);
        Ok(Lines {
            input: BufReader::new(Transcoder::new(rest, self.input, encoding)),
            encoding,
            line: Vec::new(),
            next: Position { record: 1, line: 1, byte: mark as u64 },
        })
    }
}

/// How much is read at a time in search of the first sign.
const PIECE: u64 = 64;

/// Reads lines of text.
pub(crate) struct Lines<R> {
    input: BufReader<Transcoder<R>>,
    encoding: Encoding,
    line: Vec<u8>,
    /// Where the next line starts.
    next: Position,
}

impl<R: Read> Lines<R> {
    /// The next line that is not blank and where it starts, or `None` behind the last. Records count lines
    /// that are not blank.
    ///
    /// # Errors
    /// A failed read, text that is not valid in its encoding, or a line that is too long.
    pub(crate) fn read(&mut self) -> Result<Option<(&str, Position)>> {
        let mut at = self.next;
        loop {
            self.line.clear();
            let limit = RECORD_LIMIT as u64;
            let read = (&mut self.input).take(limit + 1).read_until(b'\n', &mut self.line);
            let length = read.map_err(|error| Error::from(error).at(at))? as u64;
            if length == 0 {
                return Ok(None);
            }
            if length > limit {
                return Err(Error::new(too_large()).at(at));
            }
            let next = Position { record: at.record, line: at.line + 1, byte: at.byte + length };
            if !self.line.trim_ascii().is_empty() {
                self.next = Position { record: at.record + 1, ..next };
                break;
            }
            at = next;
        }
        match std::str::from_utf8(&self.line) {
            Ok(line) => Ok(Some((line, at))),
            Err(error) => {
                let byte = at.byte + error.valid_up_to() as u64;
                let kind = ErrorKind::Encoding { expected: self.encoding.name() };
                Err(Error::new(kind).at(Position { byte, ..at }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(bytes: &[u8]) -> Opening<&[u8]> {
        Opening::read(bytes).unwrap()
    }

    fn lines(bytes: &[u8]) -> Vec<(String, Position)> {
        let mut lines = opened(bytes).lines(Format::default()).unwrap();
        let mut found = Vec::new();
        while let Some((line, position)) = lines.read().unwrap() {
            found.push((line.trim_end().to_owned(), position));
        }
        found
    }

    #[test]
    fn the_first_sign_stands_behind_mark_and_blanks() {
        let late = [" ".repeat(1000).as_bytes(), b"{"].concat();
        for (bytes, sign) in [
            (&b""[..], None),
            (b" \n\t ", None),
            (b"a,b", Some(b'a')),
            (b"\xef\xbb\xbf \r\n{", Some(b'{')),
            (b"\xff\xfe\n\0{\0", Some(b'{')),
            (b"\xfe\xff\0{", Some(b'{')),
            (&late, Some(b'{')),
        ] {
            assert_eq!(opened(bytes).first_sign(), sign);
            let mut whole = Vec::new();
            opened(bytes).whole().read_to_end(&mut whole).unwrap();
            assert_eq!(whole, bytes);
        }
    }

    #[test]
    fn blank_lines_are_lines_and_no_records() {
        let at = |record, line, byte| Position { record, line, byte };
        assert_eq!(lines(b""), []);
        assert_eq!(lines(b"\n \n"), []);
        assert_eq!(
            lines(b"\xef\xbb\xbfone\r\n\n\ntwo"),
            [("one".to_owned(), at(1, 1, 3)), ("two".to_owned(), at(2, 4, 10))]
        );
    }

    #[test]
    fn the_mark_and_the_caller_agree() {
        let format = Format { encoding: Some(Encoding::UTF_16LE), ..Format::default() };
        let fault = opened(b"\xef\xbb\xbf{}").lines(format).err().unwrap();
        assert!(matches!(fault.kind(), ErrorKind::InvalidOption { option: "encoding", .. }));
    }
}
