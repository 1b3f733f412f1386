//! An export as a table in memory.

use std::io::Read;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use optout_core::{Layout, Role};

/// The columns, with the numbers of those of the export that they are from.
const COLUMNS: [(&str, &[usize]); 4] =
    [("id", &[1]), ("name", &[4, 5]), ("email", &[6]), ("website", &[10])];

/// Reads four columns of an [`Export`](crate::export::Export): id, whole name, e-mail and website. What is blank
/// is missing.
///
/// # Errors
/// Those of the reader.
pub fn read(export: impl Read) -> csv::Result<RecordBatch> {
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(export).records().collect::<csv::Result<_>>()?;
    let columns = COLUMNS.map(|(name, from)| {
        let cells = rows.iter().map(|row| {
            let values: Vec<&str> = from.iter().filter_map(|at| row.get(*at)).collect();
            Some(values.join(" ")).filter(|value| !value.trim().is_empty())
        });
        (name, Arc::new(cells.collect::<StringArray>()) as ArrayRef)
    });
    RecordBatch::try_from_iter(columns).map_err(|error| std::io::Error::other(error).into())
}

/// What its columns hold.
pub fn layout() -> Layout {
    let roles = [
        ("id", Role::RecordId("6sense".to_owned())),
        ("name", Role::FullName),
        ("email", Role::Email),
        ("website", Role::Website),
    ];
    roles.into_iter().fold(Layout::detect(), |layout, (column, role)| layout.column(column, role))
}
