//! Bytes as choices.

use std::io::{self, Read};

use optout_core::{Error, Position};

/// Draws choices from bytes; behind their end it draws the first of everything.
pub struct Draw<'d>(pub &'d [u8]);

impl<'d> Draw<'d> {
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()) % end
    }

    pub fn number(&mut self) -> usize {
        usize::from(self.byte()) << 8 | usize::from(self.byte())
    }

    pub fn flag(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All that has not been drawn.
    pub fn rest(&mut self) -> &'d [u8] {
        std::mem::take(&mut self.0)
    }
}

/// Gives bytes in pieces of no even length.
pub struct Trickle<'b> {
    bytes: &'b [u8],
    most: usize,
}

impl<'b> Trickle<'b> {
    pub fn new(bytes: &'b [u8], most: usize) -> Self {
        Self { bytes, most: most.max(1) }
    }
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (1 + self.bytes.len() % self.most).min(buffer.len()).min(self.bytes.len());
        let (piece, rest) = self.bytes.split_at(count);
        buffer[..count].copy_from_slice(piece);
        self.bytes = rest;
        Ok(count)
    }
}

/// Whether a place is inside an input. What is not UTF-8 counts by its length in UTF-8: three bytes for a byte
/// or a unit at most.
pub fn is_inside(position: Position, input: &[u8]) -> bool {
    let Position { record, line, byte } = position;
    let length = input.len() as u64;
    record <= length + 1 && (1..=length + 1).contains(&line) && byte <= 3 * length
}

/// The place of a fault, if it has one, is inside the input.
pub fn check_place(error: &Error, input: &[u8]) {
    if let Some(position) = error.position() {
        assert!(is_inside(position, input), "{error:?} of {} bytes", input.len());
    }
}
