//! Third-party sets, read from where the caller keeps them, and rows as an Opt-Out List.

use std::io;
use std::path::Path;

use optout_core::{Layout, ListOptions, OptOutList};
use serde::de::DeserializeOwned;

/// A file of a set, and where to get it.
pub(super) struct Source {
    pub(super) file: &'static str,
    pub(super) from: &'static str,
}

impl Source {
    /// All rows, or why there are none.
    pub(super) fn read<T: DeserializeOwned>(&self, dir: &Path) -> Result<Vec<T>, String> {
        let Self { file, from } = self;
        let fault = |error: csv::Error| match error.kind() {
            csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                format!("{file} is not in the folder; it comes from {from}")
            }
            _ => format!("{file} cannot be read as rows like those of {from}"),
        };
        let mut reader = csv::Reader::from_path(dir.join(file)).map_err(fault)?;
        reader.deserialize().collect::<Result<_, _>>().map_err(fault)
    }
}

/// A list of a header and rows, as the library reads it.
pub(super) fn list<Row>(
    layout: Layout,
    rows: impl IntoIterator<Item = Row>,
) -> Result<OptOutList, String>
where
    Row: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| error.to_string())?;
    }
    let text = writer.into_inner().map_err(|error| error.to_string())?;
    let options = ListOptions { layout, ..ListOptions::default() };
    OptOutList::read(text.as_slice(), &options).map_err(|error| error.to_string())
}
