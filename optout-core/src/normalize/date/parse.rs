//! One date by itself.

use super::cell::{DateCell, read};
use super::{DateFault, Moment};

impl Moment {
    /// Reads one date or time in any form that needs no column to understand it: ISO 8601, `2026/11/21`,
    /// `21.11.2026`, `21 Nov 2026`, `Nov 21, 2026`. A time without a zone is taken for UTC and marked.
    ///
    /// # Errors
    ///
    /// [`DateFault::Blank`]; [`DateFault::Unreadable`] for everything else, `03/04/2026` among it.
    pub fn parse(raw: &str) -> Result<Self, DateFault> {
        Self::parse_with_offset(raw, 0)
    }

    /// The same, but a time without a zone is so many minutes ahead of UTC.
    ///
    /// # Errors
    ///
    /// Those of [`parse`](Self::parse).
    pub fn parse_with_offset(raw: &str, minutes: i32) -> Result<Self, DateFault> {
        match read(raw, minutes) {
            DateCell::Blank => Err(DateFault::Blank),
            DateCell::Date(moment) => Ok(moment),
            DateCell::Slashed { .. } | DateCell::Serial(_) | DateCell::Unreadable => {
                Err(DateFault::Unreadable)
            }
        }
    }
}
