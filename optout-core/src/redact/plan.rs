//! What a header makes of redaction: which columns stay, which identify, where the flag goes.

use std::borrow::Cow;

use super::column::{Column, Personal};
use super::profile::Profile;
use super::targets::Sought;
use crate::error::{Error, ErrorKind, Result};
use crate::table::fold_header;

/// The header name of the flag where a file has none.
pub(crate) const FLAG_HEADER: &str = "Is Redacted";

/// The cells of one row.
pub(crate) trait Cells {
    /// How many there are.
    fn len(&self) -> usize;
    /// The text of one; behind the last they are empty.
    fn text(&self, at: usize) -> Text<'_>;
    /// The bytes of that text, if they are at hand; behind the last cell there are none.
    fn bytes(&self, at: usize) -> Option<&[u8]>;

    /// Whether a cell has no text.
    fn is_blank(&self, at: usize) -> bool {
        match self.bytes(at) {
            Some(bytes) => bytes.is_empty(),
            None => self.text(at).text.is_empty(),
        }
    }
}

/// The text of a cell.
pub(crate) struct Text<'a> {
    /// The text.
    pub(crate) text: Cow<'a, str>,
    /// Whether the bytes were valid in the file's encoding.
    pub(crate) is_valid: bool,
}

/// A header, read.
pub(crate) struct Plan<'r> {
    targets: &'r Sought,
    profile: Cow<'r, Profile>,
    width: usize,
    kept: Vec<bool>,
    identifiers: Vec<(usize, Column)>,
    personal: Vec<(usize, Personal)>,
    flag: FlagPlace,
}

/// Where the flag Is Redacted stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlagPlace {
    /// In a column of the file.
    At(usize),
    /// Behind the last column: the file has no such column and gets one.
    Appended,
    /// Nowhere: the profile knows no flag.
    Absent,
}

impl<'r> Plan<'r> {
    /// Reads a header. Without a profile, one of the vendor's is detected; `aliases` are folded names
    /// that come before the profile's own.
    pub(super) fn new(
        targets: &'r Sought,
        profile: Option<&'r Profile>,
        aliases: &[(String, Column)],
        header: &[Cow<'_, str>],
    ) -> Result<Self> {
        let names: Vec<String> = header.iter().map(|name| fold_header(name)).collect();
        let named = |folded: &str| {
            let alias = aliases.iter().rev().find(|(alias, _)| alias == folded);
            alias.map(|(_, column)| *column)
        };
        let profile = match profile {
            Some(profile) => Cow::Borrowed(profile),
            None => {
                let vendor = Profile::crm();
                let columns = names.iter().map(|name| named(name).or_else(|| vendor.column(name)));
                Cow::Owned(Profile::detect_among(columns)?)
            }
        };
        let columns: Vec<Option<Column>> =
            names.iter().map(|name| named(name).or_else(|| profile.column(name))).collect();
        let is_kept = |column: &Option<Column>| column.is_some_and(|column| profile.keeps(column));
        require_distinct(&names, &columns, is_kept)?;
        let kept: Vec<bool> = columns.iter().map(is_kept).collect();
        let identifiers: Vec<(usize, Column)> = columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| column.filter(|c| c.is_identifier()).map(|c| (at, c)))
            .collect();
        if identifiers.is_empty() {
            return Err(Error::new(ErrorKind::MissingColumn {
                expected: "a People Id, a CRM record id or an e-mail address",
            }));
        }
        let personal = names
            .iter()
            .zip(&columns)
            .zip(&kept)
            .enumerate()
            .filter(|(_, (_, kept))| !**kept)
            .filter_map(|(at, ((name, column), _))| {
                let personal = match column {
                    Some(Column::Email) => Some(Personal::Email),
                    _ => Personal::of(name),
                };
                personal.map(|personal| (at, personal))
            })
            .collect();
        let place = columns.iter().position(|column| *column == Some(Column::IsRedacted));
        let flag = match place {
            _ if !profile.keeps(Column::IsRedacted) => FlagPlace::Absent,
            Some(at) => FlagPlace::At(at),
            None => FlagPlace::Appended,
        };
        Ok(Self { targets, profile, width: names.len(), kept, identifiers, personal, flag })
    }

    /// The profile that was named or detected.
    pub(super) fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Where the flag stands.
    pub(crate) fn flag(&self) -> FlagPlace {
        self.flag
    }

    /// Whether the file has no flag and gets one.
    pub(crate) fn appends_flag(&self) -> bool {
        self.flag == FlagPlace::Appended
    }

    /// How many columns the header has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Whether a column may stay in a redacted row.
    pub(crate) fn keeps(&self, at: usize) -> bool {
        self.kept.get(at).copied().unwrap_or(false)
    }

    /// The columns that identify people.
    pub(crate) fn identifiers(&self) -> &[(usize, Column)] {
        &self.identifiers
    }

    /// The columns that hold something of the person's own and are not kept to identify them.
    pub(super) fn personal(&self) -> &[(usize, Personal)] {
        &self.personal
    }

    /// Whose rows are redacted.
    pub(super) fn targets(&self) -> &Sought {
        self.targets
    }
}

/// Refuses a header in which two columns go by one kept name.
fn require_distinct(
    names: &[String],
    columns: &[Option<Column>],
    is_kept: impl Fn(&Option<Column>) -> bool,
) -> Result<()> {
    let kept = || names.iter().zip(columns).enumerate().filter(|(_, (_, column))| is_kept(column));
    for (second, (name, column)) in kept() {
        let same =
            kept().take_while(|(first, _)| *first < second).find(|(_, (other_name, other))| {
                *other == column && (*column != Some(Column::Other) || *other_name == name)
            });
        if let Some((first, _)) = same {
            let (first, second) = (first + 1, second + 1);
            return Err(Error::new(ErrorKind::DuplicateColumn { first, second }));
        }
    }
    Ok(())
}
