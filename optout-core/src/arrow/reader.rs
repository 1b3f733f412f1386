//! Readers of record batches, redacted on the way.

use std::fmt;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use super::batch::BatchRedactor;
use crate::error::{Error, Result};
use crate::redact::{Redactor, Summary};

/// A reader of the redacted batches of another reader. It holds one batch at a time.
///
/// An error ends it. The text of the other reader's errors is not handed on, because it can hold a
/// value: an [`Error`] stands in its place, of the kind [`Io`](crate::ErrorKind::Io) where the fault is
/// not this library's own.
pub struct RedactedBatches<R> {
    source: R,
    redactor: BatchRedactor,
    is_over: bool,
}

impl<R: RecordBatchReader> RedactedBatches<R> {
    /// Reads the schema of the other reader.
    ///
    /// # Errors
    /// Those of [`BatchRedactor::new`].
    pub fn new(redactor: &Redactor, source: R) -> Result<Self> {
        let redactor = BatchRedactor::new(redactor, &source.schema())?;
        Ok(Self { source, redactor, is_over: false })
    }

    /// What the batches so far have shown; see [`BatchRedactor::summary`].
    pub fn summary(&self) -> Summary {
        self.redactor.summary()
    }
}

impl<R: RecordBatchReader> Iterator for RedactedBatches<R> {
    type Item = std::result::Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let redacted = match self.source.next() {
            Some(Ok(batch)) => self.redactor.redact(&batch),
            Some(Err(error)) => Err(without_text(error)),
            None => {
                self.is_over = true;
                return None;
            }
        };
        self.is_over = redacted.is_err();
        Some(redacted.map_err(|error| ArrowError::ExternalError(Box::new(error))))
    }
}

impl<R: RecordBatchReader> RecordBatchReader for RedactedBatches<R> {
    fn schema(&self) -> SchemaRef {
        self.redactor.schema()
    }
}

fn without_text(error: ArrowError) -> Error {
    match error {
        ArrowError::IoError(_, error) => error.into(),
        ArrowError::ExternalError(error) => match error.downcast::<Error>() {
            Ok(own) => *own,
            Err(_) => std::io::Error::from(std::io::ErrorKind::Other).into(),
        },
        _ => std::io::Error::from(std::io::ErrorKind::Other).into(),
    }
}

impl<R> fmt::Debug for RedactedBatches<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedactedBatches").field("redactor", &self.redactor).finish_non_exhaustive()
    }
}
