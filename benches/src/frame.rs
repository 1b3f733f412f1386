//! An export as a table in memory.

use std::io::Read;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch};
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
    let mut columns = COLUMNS.map(|_| StringBuilder::new());
    let mut reader = csv::Reader::from_reader(export);
    let (mut row, mut cell) = (csv::StringRecord::new(), String::new());
    while reader.read_record(&mut row)? {
        for ((_, from), column) in COLUMNS.iter().zip(&mut columns) {
            cell.clear();
            for value in from.iter().filter_map(|at| row.get(*at)) {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(value);
            }
            column.append_option((!cell.trim().is_empty()).then_some(&cell));
        }
    }
    let names = COLUMNS.iter().map(|(name, _)| *name);
    let arrays = columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
    RecordBatch::try_from_iter(names.zip(arrays))
        .map_err(|error| std::io::Error::other(error).into())
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
