//! Lines of a CSV file in the making.

use std::io::{self, Write};
use std::str::FromStr;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Quotes where they are needed, lines that end in LF.
    Plain,
    /// Quotes around every field, lines that end in CRLF.
    Quoted,
}

impl FromStr for Style {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "plain" => Ok(Self::Plain),
            "quoted" => Ok(Self::Quoted),
            _ => Err("expected plain or quoted".to_owned()),
        }
    }
}

/// Writes a header and so many rows, of which a piece is in memory at a time.
pub(crate) fn write_rows(
    style: Style,
    columns: &[&str],
    rows: u64,
    mut row: impl FnMut(u64, &mut Line),
    mut to: impl Write,
) -> io::Result<()> {
    let mut line = Line::new(style);
    columns.iter().for_each(|column| line.field(column));
    for number in 0..rows {
        line.end();
        row(number, &mut line);
        if line.bytes.len() > 1 << 18 {
            to.write_all(&line.bytes)?;
            line.bytes.clear();
        }
    }
    line.end();
    to.write_all(&line.bytes)?;
    to.flush()
}

/// Lines in the making.
pub(crate) struct Line {
    pub(crate) bytes: Vec<u8>,
    style: Style,
    is_begun: bool,
}

impl Line {
    pub(crate) fn new(style: Style) -> Self {
        Self { bytes: Vec::new(), style, is_begun: false }
    }

    pub(crate) fn field(&mut self, value: &str) {
        if std::mem::replace(&mut self.is_begun, true) {
            self.bytes.push(b',');
        }
        let needs_quotes = || value.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\n' | b'\r'));
        if self.style == Style::Plain && !needs_quotes() {
            self.bytes.extend_from_slice(value.as_bytes());
            return;
        }
        self.bytes.push(b'"');
        for byte in value.bytes() {
            self.bytes.push(byte);
            if byte == b'"' {
                self.bytes.push(b'"');
            }
        }
        self.bytes.push(b'"');
    }

    pub(crate) fn end(&mut self) {
        self.is_begun = false;
        match self.style {
            Style::Plain => self.bytes.push(b'\n'),
            Style::Quoted => self.bytes.extend_from_slice(b"\r\n"),
        }
    }
}
