//! Tables of our own, safe to open in a spreadsheet.

use std::io::Write;

use crate::error::{Error, ErrorKind, Input, Result, of_output};

/// Writes a comma-separated table with LF line ends.
///
/// A cell that a spreadsheet would run as a formula (it starts with `=`, `+`, `-` or `@`, in their wide forms
/// too, or with a tab or a line end) gets an apostrophe in front. Source: OWASP, CSV Injection.
pub struct TableWriter<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> TableWriter<W> {
    /// Starts a table with its header.
    ///
    /// # Errors
    /// Writing failed.
    pub fn start(output: W, header: &[&str]) -> Result<Self> {
        let mut writer = Self::go_on(output);
        writer.write(header)?;
        Ok(writer)
    }

    /// Goes on with a table that has its header.
    pub(crate) fn go_on(output: W) -> Self {
        Self { csv: csv::Writer::from_writer(output) }
    }

    /// Writes one record.
    ///
    /// # Errors
    /// Writing failed.
    pub fn write(&mut self, record: &[&str]) -> Result<()> {
        for cell in record {
            if is_formula(cell) {
                let escaped = format!("'{cell}");
                self.csv.write_field(escaped).map_err(unwritten)?;
            } else {
                self.csv.write_field(cell).map_err(unwritten)?;
            }
        }
        self.csv.write_record(None::<&[u8]>).map_err(unwritten)
    }

    /// Writes what is still held.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self) -> Result<()> {
        self.csv.flush().map_err(of_output)
    }
}

/// Whether a spreadsheet could run a cell.
pub(crate) fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Keeps the kind of an I/O error only: the text of a foreign error can hold a value.
pub(crate) fn unwritten(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => of_output(error),
        _ => Error::new(ErrorKind::Io(std::io::ErrorKind::InvalidData)).within(Input::Output),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text() {
        let mut bytes = Vec::new();
        let mut table = TableWriter::start(&mut bytes, &["id", "note"]).unwrap();
        table.write(&["=1+1", "plain"]).unwrap();
        table.write(&["-5", "a, \"b\""]).unwrap();
        table.write(&["＝1+1", "\n=1+1"]).unwrap();
        table.finish().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "id,note\n'=1+1,plain\n'-5,\"a, \"\"b\"\"\"\n'＝1+1,\"'\n=1+1\"\n"
        );
    }
}
