//! Small tables of the caller's own, whose columns go by fixed names.

use std::io::Read;

use super::format::Format;
use super::header::Header;
use super::rows::{HeaderRow, Rows};
use crate::error::{Error, ErrorKind, Position, Result};

/// Reads a delimited text whose header has fixed names, in any order; other columns are passed over.
///
/// As strict as [`Table`](super::Table) about everything else.
pub(crate) struct NamedTable<R> {
    rows: Rows<R>,
    names: &'static [&'static str],
    /// Of each column of the file: which of the names it has.
    columns: Vec<Option<usize>>,
}

/// The values of one row by the names of their columns.
pub(crate) struct NamedRow {
    names: &'static [&'static str],
    /// Of each named column: its name, its number, its value without blanks around it.
    values: Vec<(usize, usize, String)>,
    position: Position,
}

impl<R: Read> NamedTable<R> {
    /// Opens a table that has the first `required` of these names, and may have the others. A name may
    /// come more than once where it is `repeated`, with a number behind it perhaps: `alias`, `alias_2`.
    ///
    /// # Errors
    /// The encoding, the dialect or the header cannot be told, or a column is missing or there twice.
    pub(crate) fn open(
        input: R,
        names: &'static [&'static str],
        required: usize,
        repeated: Option<&str>,
    ) -> Result<Self> {
        let column = |written: &str| {
            let written = written.trim();
            names.iter().position(|name| {
                let behind = written.strip_prefix(name);
                let number = |behind: &str| {
                    let digits = behind.strip_prefix('_').unwrap_or_default();
                    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
                };
                behind.is_some_and(|behind| {
                    behind.is_empty() || (repeated == Some(name) && number(behind))
                })
            })
        };
        let (rows, first) = Rows::open(input, Format::default(), &|name| column(name).is_some())?;
        let HeaderRow { names: written, position } = first;
        let columns: Vec<Option<usize>> = written.iter().map(|name| column(name)).collect();
        let once = written
            .iter()
            .zip(&columns)
            .filter(|(_, column)| column.is_none_or(|at| names.get(at).copied() != repeated));
        Header::new(once.map(|(name, _)| name.as_str()))
            .require_distinct()
            .map_err(|error| error.at(position))?;
        let has = |at: usize| columns.contains(&Some(at));
        if let Some(missing) = (0..required).find(|at| !has(*at)) {
            let expected = names.get(missing).copied().unwrap_or_default();
            return Err(Error::new(ErrorKind::MissingColumn { expected }).at(position));
        }
        Ok(Self { rows, names, columns })
    }

    /// The next row, or `None` behind the last.
    ///
    /// # Errors
    /// A structure fault, with its position; nothing can be read behind it.
    pub(crate) fn read(&mut self) -> Result<Option<NamedRow>> {
        let Some(record) = self.rows.read()? else { return Ok(None) };
        let position = record.position();
        let values =
            record.values().zip(&self.columns).zip(1..).filter_map(|((text, column), number)| {
                Some(((*column)?, number, text.trim().to_owned()))
            });
        Ok(Some(NamedRow { names: self.names, values: values.collect(), position }))
    }
}

impl NamedRow {
    /// The values of a column, or of all columns of the name, with their numbers; blank ones are left out.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        self.values
            .iter()
            .filter(move |(at, _, value)| {
                self.names.get(*at).copied() == Some(name) && !value.is_empty()
            })
            .map(|(_, number, value)| (*number, value.as_str()))
    }

    /// The value of a column, unless it is blank.
    pub(crate) fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next().map(|(_, value)| value)
    }

    /// An error about the value of a column.
    pub(crate) fn fault(&self, name: &str, expected: &'static str) -> Error {
        let of_name = |at: usize| self.names.get(at).copied() == Some(name);
        let column = self.values.iter().find(|(at, ..)| of_name(*at));
        let column = column.map_or(0, |(_, number, _)| *number);
        Error::new(ErrorKind::Value { column, expected }).at(self.position)
    }

    /// Where the row starts.
    pub(crate) fn position(&self) -> Position {
        self.position
    }
}
