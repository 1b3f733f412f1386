//! Which columns of an export may stay in the row of a person who has opted out.

use std::str::FromStr;

use super::column::{Column, is_email};
use crate::error::{Error, ErrorKind, Result};
use crate::table::fold_header;

/// An allow-list of columns, with the header names by which they go.
///
/// Whatever is not recognised as kept is blanked: a column that the vendor adds later must not leak.
/// Source: the vendor's rule for Past Export files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    name: String,
    kept: Vec<Column>,
    aliases: Vec<(String, Column)>,
}

const CSV_KEEPS: [Column; 4] =
    [Column::CompanyId, Column::PeopleId, Column::Credit, Column::IsRedacted];

const CRM_KEEPS: [Column; 6] = [
    Column::CompanyId,
    Column::PeopleId,
    Column::RecordId,
    Column::CompanyRecordId,
    Column::Credit,
    Column::IsRedacted,
];

/// The vendor's header names, folded.
const VENDOR: [(&str, Column); 17] = [
    ("6sensecompanyid", Column::CompanyId),
    ("sixsensecompanyid", Column::CompanyId),
    ("x6sensecompanyid", Column::CompanyId),
    ("6sensepeopleid", Column::PeopleId),
    ("sixsensepeopleid", Column::PeopleId),
    ("x6sensepeopleid", Column::PeopleId),
    ("crmpeoplerecordid", Column::RecordId),
    ("crmrecordid", Column::RecordId),
    ("crmcontactid", Column::RecordId),
    ("crmleadid", Column::RecordId),
    ("crmcompanyid", Column::CompanyRecordId),
    ("crmaccountid", Column::CompanyRecordId),
    ("creditdeducted", Column::Credit),
    ("creditsdeducted", Column::Credit),
    ("credit(s)deducted", Column::Credit),
    ("isredacted", Column::IsRedacted),
    ("redacted", Column::IsRedacted),
];

impl Profile {
    /// People records exported to a CRM.
    pub fn crm() -> Self {
        Self::vendor("crm", &CRM_KEEPS)
    }

    /// People records exported as CSV.
    pub fn csv() -> Self {
        Self::vendor("csv", &CSV_KEEPS)
    }

    /// Exports to a sales-engagement system. The vendor names no columns for them: the strictest set
    /// is kept, and a finding says so.
    pub fn sep() -> Self {
        Self::vendor("sep", &CSV_KEEPS)
    }

    /// One of the vendor's profiles by its name.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a name that is none.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "crm" => Ok(Self::crm()),
            "csv" => Ok(Self::csv()),
            "sep" => Ok(Self::sep()),
            _ => Err(Error::new(ErrorKind::InvalidOption {
                option: "profile",
                expected: "crm, csv or sep",
            })),
        }
    }

    fn vendor(name: &str, kept: &[Column]) -> Self {
        let aliases = VENDOR.iter().map(|(alias, column)| ((*alias).to_owned(), *column)).collect();
        Self { name: name.to_owned(), kept: kept.to_vec(), aliases }
    }

    /// A profile of the caller's own, for another vendor's exports. It keeps nothing yet.
    ///
    /// Columns of e-mail addresses are recognised by the usual names. If [`Column::IsRedacted`] is not
    /// kept, rows are blanked and not marked.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), kept: Vec::new(), aliases: Vec::new() }
    }

    /// Keeps a column, which goes by this header name. Names can be added by calling it again.
    #[must_use]
    pub fn keep(mut self, header: &str, column: Column) -> Self {
        if !self.kept.contains(&column) {
            self.kept.push(column);
        }
        self.recognise(header, column)
    }

    /// Recognises a column by this header name; it is kept only if the profile keeps such a column.
    #[must_use]
    pub fn recognise(mut self, header: &str, column: Column) -> Self {
        self.aliases.insert(0, (fold_header(header), column));
        self
    }

    /// The profile's name, as it stands in a manifest.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Tells the vendor's profile from a header: `crm` if it has a CRM People Record Id, else `csv` if
    /// it has a People Id or a Company Id of the vendor.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownLayout`] if neither fits.
    pub fn detect<'a>(header: impl IntoIterator<Item = &'a str>) -> Result<Self> {
        Self::detect_among(header.into_iter().map(|name| Self::crm().column(&fold_header(name))))
    }

    pub(super) fn detect_among(columns: impl Iterator<Item = Option<Column>>) -> Result<Self> {
        let columns: Vec<Column> = columns.flatten().collect();
        if columns.contains(&Column::RecordId) {
            Ok(Self::crm())
        } else if columns.contains(&Column::PeopleId) || columns.contains(&Column::CompanyId) {
            Ok(Self::csv())
        } else {
            Err(Error::new(ErrorKind::UnknownLayout {
                expected: "a CRM People Record Id, or a 6sense People Id or Company Id",
            }))
        }
    }

    pub(super) fn is_sep(&self) -> bool {
        self.name == "sep"
    }

    pub(super) fn keeps(&self, column: Column) -> bool {
        self.kept.contains(&column)
    }

    /// What a folded header name stands for.
    pub(super) fn column(&self, folded: &str) -> Option<Column> {
        let of_alias = self.aliases.iter().find(|(alias, _)| alias == folded);
        match of_alias {
            Some((_, column)) => Some(*column),
            None => is_email(folded).then_some(Column::Email),
        }
    }
}

impl FromStr for Profile {
    type Err = Error;

    /// Reads the name of a profile of the vendor; see [`Profile::named`].
    fn from_str(name: &str) -> Result<Self> {
        Self::named(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crm_record_id_makes_the_difference() {
        let name = |header: &[&str]| Profile::detect(header.iter().copied()).map(|p| p.name);
        assert_eq!(name(&["6sense People Id", "CRM People Record Id"]), Ok("crm".to_owned()));
        assert_eq!(name(&["SixSense_PeopleId", "Email"]), Ok("csv".to_owned()));
        assert!(name(&["Name", "Email"]).is_err());
    }

    #[test]
    fn an_own_profile_keeps_what_it_is_told() {
        let own =
            Profile::new("own").keep("Tier", Column::Other).recognise("Key", Column::PeopleId);
        assert_eq!(own.column("tier"), Some(Column::Other));
        assert!(own.keeps(Column::Other));
        assert_eq!(own.column("key"), Some(Column::PeopleId));
        assert!(!own.keeps(Column::PeopleId));
        assert_eq!(own.column("workemail"), Some(Column::Email));
        assert_eq!(own.column("redacted"), None);
    }
}
