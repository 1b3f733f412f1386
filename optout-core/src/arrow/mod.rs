//! Arrow record batches, redacted by the rules by which a [`Redactor`](crate::Redactor) redacts a
//! file.
//!
//! A [`BatchRedactor`] takes the batches of one table in their order, [`RedactedBatches`] stands
//! between a reader and whoever reads from it. A cell is blank when it is null.
//!
//! A null bit over bytes that are still there is no redaction. What a batch hands out is in memory of
//! its own wherever the batch's memory holds more than its own rows: no buffer of a batch holds a
//! value that was blanked, or one of a row of another batch, be it behind a null, outside a slice, in
//! a dictionary or in the buffers of views. Columns of which that can be seen without a copy, in
//! batches without a redacted row, are handed on as they are. Bits (Booleans and validity) of other
//! rows, which tell nobody's data, may stand in the memory of a slice.
//!
//! What cells hold:
//!
//! | column | may be |
//! |---|---|
//! | an identifier | text, binary, whole numbers, floats, decimals of up to 38 digits; a dictionary of these; null |
//! | Is Redacted | text, binary, whole numbers, floats, Boolean; a dictionary of text or binary; null, which becomes Boolean |
//! | another kept one | anything that is not nested |
//! | any other | anything but unions and run-end encoded arrays, which have no null of their own |
//!
//! Ids in floats, which pandas makes of whole numbers with gaps, are read as far as a float can tell
//! one whole number from the next; any other is a
//! [`FaultyIdentifier`](crate::redact::FindingKind::FaultyIdentifier). NaN is blank. Nested columns of
//! the person's phone numbers or names are blanked, but the leak guard does not look into them.
//!
//! A [`BatchClassifier`] classifies the records of a table's batches by their evidence, and makes batches of
//! answers, in which no value of the records is.
//!
//! A [`BatchSweep`] decides about the records of a table's batches, or of some of them: an engine that spreads
//! batches over machines gives each its own, and brings together what they have shown. [`sweep_table`] does
//! all of it for a table that is in memory.

mod batch;
mod blank;
mod cells;
mod classify;
mod decisions;
mod dictionary;
mod own;
mod piece;
mod reader;
mod records;
mod schema;
mod sweep;
mod table;
mod times;

pub use batch::BatchRedactor;
pub use classify::BatchClassifier;
pub use decisions::schema as decision_schema;
pub use reader::RedactedBatches;
pub use sweep::BatchSweep;
pub use table::{SweptTable, sweep_table};
