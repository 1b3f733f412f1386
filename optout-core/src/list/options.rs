//! What the caller says of a list.

use super::ListForm;
use crate::normalize::date::{Date, DateOptions};
use crate::table::{Format, Layout};

/// How to read a list.
#[derive(Clone, Debug, Default)]
pub struct ListOptions {
    /// In what form the list comes.
    pub form: ListForm,
    /// In JSON, the field in which the opt-outs are, where they are not the values themselves and the form does
    /// not say; of a field inside another the names of both: `data.results`.
    pub records_at: Option<String>,
    /// Encoding and delimiter, where they are not to be told from the file.
    pub format: Format,
    /// Names of columns or fields, where the vendor's are not used.
    pub layout: Layout,
    /// How to read dates that can be read in two ways, and whether numbers are dates.
    pub dates: DateOptions,
    /// Today, for telling dates in the future.
    pub now: Option<Date>,
    /// How many threads work on a long list; the list is the same whatever their number, and none is as one.
    pub threads: usize,
}
