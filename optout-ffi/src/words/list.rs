//! The words of lists.

use optout_core::list::{FaultKind, ListForm};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// A fault of one row, or of one column, that does not stop the list from being read.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_fault_kind {
    /// No value: the answer to NULL.
    None = 0,
    /// The row has neither a record id nor an e-mail address: nothing can be matched on it.
    NoIdentifier = 1,
    /// The record id was damaged, as a spreadsheet does to long numbers; it is not matched on.
    UnreadableId = 2,
    /// An e-mail address cannot be read; it is not matched on.
    UnreadableEmail = 3,
    /// A website cannot be read; it gives no company evidence.
    UnreadableWebsite = 4,
    /// No request date.
    BlankDate = 5,
    /// A request date that cannot be read.
    UnreadableDate = 6,
    /// A request date that can be read in two ways, such as 03/04/2026.
    AmbiguousDate = 7,
    /// A request date in the future.
    FutureDate = 8,
    /// The column writes dates in more than one way.
    MixedDates = 9,
    /// The row is about the same person as an earlier one, and was merged into that.
    Merged = 10,
}

mirrors!(optout_fault_kind of FaultKind {
    NoIdentifier, UnreadableId, UnreadableEmail, UnreadableWebsite, BlankDate, UnreadableDate,
    AmbiguousDate, FutureDate, MixedDates, Merged,
});

/// The word for a value of optout_fault_kind, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_fault_kind_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_fault_kind::word(value).into())
}

/// The form of a list. A vendor has a form of its own where a public page shows what it sends; for any
/// other there are CSV and JSON, whose fields the caller names with optout_list_options_add_column.
///
/// JSON is one value, or several one behind the other: a line for each, or not. Where an array stands
/// in the place of a value, each of its elements counts. The name of a field inside another has those
/// around it in front, with dots between.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_list_form {
    /// No value: the answer to NULL.
    None = 0,
    /// A delimited text whose header names the columns: 6sense's Opt-Out List, or any with named columns.
    Csv = 1,
    /// JSON objects, whose fields the caller names as columns.
    Json = 2,
    /// What Lusha posts to a webhook: an object for one person, or several.
    Lusha = 3,
    /// What People Data Labs' Subject Request API answers: ids alone, with or without a header.
    PeopleDataLabs = 4,
    /// What ZoomInfo's Compliance API answers when it is asked for people who have opted out.
    ZoomInfo = 5,
}

mirrors!(optout_list_form of ListForm { Csv, Json, Lusha, PeopleDataLabs, ZoomInfo });

/// The word for a value of optout_list_form, the same in every language. Empty for 0 and for numbers
/// that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_list_form_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_list_form::word(value).into())
}
