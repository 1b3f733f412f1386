//! How far JSON has been read.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use crate::error::{Error, ErrorKind, Position};

/// How large an opt-out may be, or what stands between two. Values take many times the memory of their text, so
/// that it is less than for a row of a table.
const LIMIT: usize = 4 << 20;

/// The place behind the last byte that was taken.
pub(super) struct Place {
    byte: Cell<u64>,
    line: Cell<u64>,
    /// Where the opt-out or what stands between two began.
    since: Cell<u64>,
}

impl Place {
    pub(super) fn new(byte: u64) -> Self {
        Self { byte: Cell::new(byte), line: Cell::new(1), since: Cell::new(byte) }
    }

    /// The place of the last byte that was taken.
    pub(super) fn position(&self, record: u64) -> Position {
        Position { record, line: self.line.get(), byte: self.byte.get().saturating_sub(1) }
    }

    /// An opt-out begins or ends.
    pub(super) fn set_out(&self) {
        self.since.set(self.byte.get());
    }
}

/// Counts what is taken.
pub(super) struct Placed<'p, R> {
    input: BufReader<R>,
    place: &'p Place,
}

impl<'p, R: Read> Placed<'p, R> {
    pub(super) fn new(input: R, place: &'p Place) -> Self {
        Self { input: BufReader::new(input), place }
    }

    /// Passes over blanks; whether anything is behind them.
    pub(super) fn has_more(&mut self) -> io::Result<bool> {
        loop {
            match self.input.fill_buf()?.first() {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.read_exact(&mut [0])?,
                next => return Ok(next.is_some()),
            }
        }
    }
}

impl<R: Read> Read for Placed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Place { byte, line, since } = self.place;
        if byte.get() - since.get() > LIMIT as u64 {
            return Err(Error::new(ErrorKind::RecordTooLarge { limit: LIMIT }).into());
        }
        let length = self.input.read(buffer)?;
        byte.set(byte.get() + length as u64);
        let ends = buffer.iter().take(length).filter(|byte| **byte == b'\n').count();
        line.set(line.get() + ends as u64);
        Ok(length)
    }
}
