//! Records that are in no file.

use std::fmt;

use super::record::Record;
use crate::error::Position;
use crate::texts::Texts;

/// The values of one record that the caller holds in another form, such as a row of a frame: one for each
/// column of a [`Schema`](super::Schema), blank where there is none.
///
/// ```
/// use optout_core::Layout;
/// use optout_core::table::RecordValues;
///
/// let schema = Layout::detect().read_names(["Record ID", "Email"])?;
/// let mut values = RecordValues::new();
/// values.push("7");
/// values.push("ada@engine.example");
/// assert_eq!(schema.contact(&values.record(1)).emails().len(), 1);
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct RecordValues(Texts);

impl RecordValues {
    /// No value yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of the next column.
    pub fn push(&mut self, value: &str) {
        self.0.push(value);
    }

    /// Makes room for the next record.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The record, with its number from 1 for errors to name.
    pub fn record(&self, number: u64) -> Record<'_> {
        Record::held(&self.0, Position { record: number, ..Position::default() })
    }
}

/// Shows how many there are.
impl fmt::Debug for RecordValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordValues({})", self.0.len())
    }
}
