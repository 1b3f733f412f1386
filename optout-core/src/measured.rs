//! Small rows of which none may be without end, for readers that set themselves no limit.

use std::cell::Cell;
use std::io::{self, Read};

use crate::error::{Error, ErrorKind};

/// How large a row may be, or what stands between two: hashes, ids and names are some hundred bytes.
const LIMIT: usize = 1 << 20;

/// How much has been read since the last row.
#[derive(Default)]
pub(crate) struct Measure(Cell<usize>);

impl Measure {
    /// A row is whole.
    pub(crate) fn set_out(&self) {
        self.0.set(0);
    }

    /// The input, as long as it has whole rows.
    pub(crate) fn measured<R: Read>(&self, input: R) -> Measured<'_, R> {
        Measured { input, since: &self.0 }
    }
}

pub(crate) struct Measured<'m, R> {
    input: R,
    since: &'m Cell<usize>,
}

impl<R: Read> Read for Measured<'_, R> {
    /// Reads again when interrupted, which the reader of rows leaves to its input.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LIMIT {
            return Err(Error::new(ErrorKind::RecordTooLarge { limit: LIMIT }).into());
        }
        loop {
            match self.input.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(length) => {
                    self.since.set(self.since.get() + length);
                    return Ok(length);
                }
            }
        }
    }
}
