//! What a column of an export means to redaction.

use crate::words::words;

words! {
    /// What a column of an export holds.
    Column ("a column such as people_id or is_redacted") {
        /// The vendor's id of the company.
        CompanyId = "company_id",
        /// The vendor's id of the person: identifies a target.
        PeopleId = "people_id",
        /// The CRM's id of the person's record: identifies a target.
        RecordId = "record_id",
        /// The CRM's id of the company.
        CompanyRecordId = "company_record_id",
        /// Whether a credit was spent. Never read, only kept.
        Credit = "credit",
        /// The flag that says that a row is redacted.
        IsRedacted = "is_redacted",
        /// The person's e-mail addresses: identify a target.
        Email = "email",
        /// Something else, which a caller-defined profile keeps.
        Other = "other",
    }
}

impl Column {
    /// Whether a target is found by it.
    pub(super) fn is_identifier(self) -> bool {
        matches!(self, Self::PeopleId | Self::RecordId | Self::Email)
    }
}

/// The part of a person that a column holds, which no kept column may repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Personal {
    Email,
    Phone,
    GivenName,
    FamilyName,
    Name,
}

/// Words in front of a header name that say whose it is or which of several.
const WHOSE: [&str; 21] = [
    "6sense",
    "additional",
    "alternate",
    "business",
    "contact",
    "corporate",
    "crm",
    "direct",
    "hs",
    "lead",
    "other",
    "people",
    "person",
    "personal",
    "preferred",
    "primary",
    "private",
    "professional",
    "prospect",
    "secondary",
    "work",
];

/// Reads a folded header name without those words and without a number at its end.
fn bare(folded: &str) -> &str {
    let mut name = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    // The longest first: `personal` is not `person` and something behind it.
    while let Some(rest) =
        WHOSE.iter().filter_map(|word| name.strip_prefix(word)).min_by_key(|rest| rest.len())
    {
        if rest.is_empty() {
            break;
        }
        name = rest;
    }
    name
}

/// Whether a folded header name is that of the person's own e-mail addresses.
///
/// Narrow, because a row is redacted on it: the address of the record's owner is not the person's.
pub(super) fn is_email(folded: &str) -> bool {
    let name = bare(folded.strip_prefix("company").unwrap_or(folded));
    let name = ["addresses", "address", "id"]
        .into_iter()
        .find_map(|word| name.strip_suffix(word))
        .unwrap_or(name);
    matches!(name, "email" | "emails" | "mail")
}

impl Personal {
    /// Reads a folded header name; wide, because a value is only compared on it.
    pub(super) fn of(folded: &str) -> Option<Self> {
        if folded.contains("email") || is_email(folded) {
            return Some(Self::Email);
        }
        if ["phone", "mobile", "telefon", "directdial"].iter().any(|word| folded.contains(word)) {
            return Some(Self::Phone);
        }
        match bare(folded) {
            "firstname" | "givenname" | "forename" => Some(Self::GivenName),
            "lastname" | "familyname" | "surname" => Some(Self::FamilyName),
            "name" | "fullname" | "displayname" | "middlename" | "nickname" | "maidenname"
            | "birthname" => Some(Self::Name),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_persons_own_addresses_only() {
        for name in [
            "email",
            "workemail",
            "emailaddress",
            "email2",
            "hsadditionalemails",
            "mail",
            "personalemail",
            "personemail",
            "privateemail",
            "companyemail",
        ] {
            assert!(is_email(name), "{name}");
        }
        for name in ["owneremail", "emailoptout", "emaildomain", "mailingstreet", "person"] {
            assert!(!is_email(name), "{name}");
        }
    }

    #[test]
    fn names_of_people_not_of_companies() {
        assert_eq!(Personal::of("contactfirstname"), Some(Personal::GivenName));
        assert_eq!(Personal::of("surname"), Some(Personal::FamilyName));
        assert_eq!(Personal::of("name"), Some(Personal::Name));
        assert_eq!(Personal::of("mobilephone"), Some(Personal::Phone));
        assert_eq!(Personal::of("companyname"), None);
    }
}
