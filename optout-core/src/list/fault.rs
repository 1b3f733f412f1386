//! What is wrong with rows of a list that is usable as a whole.

use serde::Serialize;

use crate::error::Position;
use crate::words::words;

words! {
    /// A fault of one row, or of one column, that does not stop the list from being read.
    FaultKind ("a fault of a list row") {
        /// The row has neither a record id nor an e-mail address: nothing can be matched on it.
        NoIdentifier = "no_identifier",
        /// The record id was damaged, as a spreadsheet does to long numbers; it is not matched on.
        UnreadableId = "unreadable_id",
        /// An e-mail address cannot be read; it is not matched on.
        UnreadableEmail = "unreadable_email",
        /// A website cannot be read; it gives no company evidence.
        UnreadableWebsite = "unreadable_website",
        /// No request date.
        BlankDate = "blank_date",
        /// A request date that cannot be read.
        UnreadableDate = "unreadable_date",
        /// A request date that can be read in two ways, such as 03/04/2026.
        AmbiguousDate = "ambiguous_date",
        /// A request date in the future.
        FutureDate = "future_date",
        /// The column writes dates in more than one way.
        MixedDates = "mixed_dates",
        /// The row is about the same person as an earlier one, and was merged into that.
        Merged = "merged",
    }
}

/// A fault and its place. The opt-out itself is never dropped for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where the row starts.
    pub position: Position,
}
