//! What stands between quotes in a block of bytes.

use super::marks::{Marks, parity};

/// What the bytes before a block say about it.
pub(super) struct Before {
    /// All ones inside quotes.
    quoted: u64,
    /// One if a quote may open.
    opens: u64,
}

/// A block, read.
pub(super) struct Read {
    /// What stands between quotes, the opening ones included.
    pub(super) quoted: u64,
    /// Quotes that open where none can.
    pub(super) stray: u64,
}

impl Before {
    /// In front of a record.
    pub(super) fn record() -> Self {
        Self { quoted: 0, opens: 1 }
    }

    #[inline(always)]
    pub(super) fn read(&mut self, marks: &Marks) -> Read {
        let quoted = parity(marks.quote) ^ self.quoted;
        let breaks = marks.delimiter | marks.terminator | marks.quote;
        let stray = marks.quote & quoted & !(breaks << 1 | self.opens);
        self.quoted = 0_u64.wrapping_sub(quoted >> 63);
        self.opens = breaks >> 63;
        Read { quoted, stray }
    }
}
