//! What a column holds.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind};

/// The role of a column.
///
/// The text form is the name in lower case with underscores; the roles of ids carry their namespace
/// behind a colon: `id:6sense`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The record's own id, by which its system knows it, in this namespace. One per table.
    RecordId(String),
    /// Another id, in this namespace.
    Id(String),
    /// E-mail addresses, several in a cell perhaps.
    Email,
    /// A whole name.
    FullName,
    /// A given name.
    GivenName,
    /// A family name.
    FamilyName,
    /// A website.
    Website,
    /// The country in which the person gets mail.
    Country,
    /// The state or region in which the person gets mail.
    Region,
    /// The country in which the person lives, where the record says so itself.
    Residency,
    /// The country of the person's company.
    CompanyCountry,
    /// A phone number of the person.
    Phone,
    /// When the opt-out was requested.
    RequestDate,
    /// When the record was made.
    CreatedAt,
    /// A flag: true says that the person opted out of e-mail.
    EmailOptOut,
    /// A flag of the other polarity: true says that the address receives e-mail, false that the person
    /// opted out of it.
    Subscribed,
    /// When the person opted out of e-mail. Anything there is an opt-out, readable or not.
    OptOutAt,
    /// A flag: true says that the person opted in to e-mail.
    EmailOptIn,
    /// A flag: true says that the person must not be called.
    DoNotCall,
    /// A flag: true says that the person must be contacted neither by e-mail nor by phone.
    DoNotContact,
    /// Whether the contact is paid for as a marketing contact.
    MarketingContact,
    /// A CRM's own legal-basis field.
    LegalBasis,
    /// Ids of records that were merged into this one, in this namespace; several in a cell, each perhaps
    /// with a time behind a colon.
    MergedIds(String),
    /// The namespace of the record id of a piece of evidence.
    Namespace,
    /// The kind of a piece of evidence.
    EvidenceKind,
    /// Whether a piece of evidence affirms or denies.
    Polarity,
    /// When what a piece of evidence shows happened.
    OccurredAt,
    /// When a piece of evidence ceases to count.
    ExpiresAt,
    /// The system that a piece of evidence comes from.
    SourceSystem,
    /// Where in its system a piece of evidence is found.
    SourceRef,
    /// Whether a piece of evidence is the controller's own or the vendor's.
    Provenance,
    /// The purposes that a piece of evidence covers.
    Purposes,
}

impl Role {
    /// What a message calls a column of this role.
    pub fn title(&self) -> &'static str {
        match self {
            Self::RecordId(_) => "the record id",
            Self::Id(_) => "an id",
            Self::Email => "an e-mail address",
            Self::FullName => "a name",
            Self::GivenName => "a given name",
            Self::FamilyName => "a family name",
            Self::Website => "a website",
            Self::Country => "a country",
            Self::Region => "a region",
            Self::Residency => "a country of residence",
            Self::CompanyCountry => "the company's country",
            Self::Phone => "a phone number",
            Self::RequestDate => "the opt-out request date",
            Self::CreatedAt => "the date of creation",
            Self::EmailOptOut => "an e-mail opt-out flag",
            Self::Subscribed => "a subscription flag",
            Self::OptOutAt => "the time of an opt-out",
            Self::EmailOptIn => "an e-mail opt-in flag",
            Self::DoNotCall => "a do-not-call flag",
            Self::DoNotContact => "a do-not-contact flag",
            Self::MarketingContact => "a marketing-contact status",
            Self::LegalBasis => "a legal-basis field",
            Self::MergedIds(_) => "ids of merged records",
            Self::Namespace => "the namespace of a record id",
            Self::EvidenceKind => "the kind of evidence",
            Self::Polarity => "the polarity of evidence",
            Self::OccurredAt => "the time of evidence",
            Self::ExpiresAt => "the expiry of evidence",
            Self::SourceSystem => "the source system of evidence",
            Self::SourceRef => "the source reference of evidence",
            Self::Provenance => "the provenance of evidence",
            Self::Purposes => "the purposes of evidence",
        }
    }

    /// Whether a table can have one column of this role only.
    pub(crate) fn is_single(&self) -> bool {
        !matches!(
            self,
            Self::Id(_)
                | Self::MergedIds(_)
                | Self::Email
                | Self::Website
                | Self::CompanyCountry
                | Self::Phone
                | Self::EmailOptOut
                | Self::OptOutAt
                | Self::LegalBasis
        )
    }

    /// Whether two columns of this role may have one name but for what stands in parentheses, as
    /// `Phone (work)` and `Phone (mobile)`.
    pub(crate) fn can_share_name(&self) -> bool {
        matches!(self, Self::Phone)
    }

    fn word(&self) -> &'static str {
        match self {
            Self::RecordId(_) => "record_id",
            Self::Id(_) => "id",
            Self::Email => "email",
            Self::FullName => "full_name",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Website => "website",
            Self::Country => "country",
            Self::Region => "region",
            Self::Residency => "residency",
            Self::CompanyCountry => "company_country",
            Self::Phone => "phone",
            Self::RequestDate => "request_date",
            Self::CreatedAt => "created_at",
            Self::EmailOptOut => "email_opt_out",
            Self::Subscribed => "subscribed",
            Self::OptOutAt => "opt_out_at",
            Self::EmailOptIn => "email_opt_in",
            Self::DoNotCall => "do_not_call",
            Self::DoNotContact => "do_not_contact",
            Self::MarketingContact => "marketing_contact",
            Self::LegalBasis => "legal_basis",
            Self::MergedIds(_) => "merged_ids",
            Self::Namespace => "namespace",
            Self::EvidenceKind => "evidence_kind",
            Self::Polarity => "polarity",
            Self::OccurredAt => "occurred_at",
            Self::ExpiresAt => "expires_at",
            Self::SourceSystem => "source_system",
            Self::SourceRef => "source_ref",
            Self::Provenance => "provenance",
            Self::Purposes => "purposes",
        }
    }
}

/// The roles without a namespace.
const PLAIN: [Role; 29] = [
    Role::Email,
    Role::FullName,
    Role::GivenName,
    Role::FamilyName,
    Role::Website,
    Role::Country,
    Role::Region,
    Role::Residency,
    Role::CompanyCountry,
    Role::Phone,
    Role::RequestDate,
    Role::CreatedAt,
    Role::EmailOptOut,
    Role::Subscribed,
    Role::OptOutAt,
    Role::EmailOptIn,
    Role::DoNotCall,
    Role::DoNotContact,
    Role::MarketingContact,
    Role::LegalBasis,
    Role::Namespace,
    Role::EvidenceKind,
    Role::Polarity,
    Role::OccurredAt,
    Role::ExpiresAt,
    Role::SourceSystem,
    Role::SourceRef,
    Role::Provenance,
    Role::Purposes,
];

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RecordId(namespace) | Self::Id(namespace) | Self::MergedIds(namespace) => {
                write!(f, "{}:{namespace}", self.word())
            }
            _ => f.write_str(self.word()),
        }
    }
}

impl FromStr for Role {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || {
            Error::new(ErrorKind::InvalidOption {
                option: "columns",
                expected: "a role such as email, full_name, record_id:salesforce or id:6sense",
            })
        };
        match text.split_once(':') {
            Some((_, "")) => Err(unknown()),
            Some(("record_id", namespace)) => Ok(Self::RecordId(namespace.to_owned())),
            Some(("id", namespace)) => Ok(Self::Id(namespace.to_owned())),
            Some(("merged_ids", namespace)) => Ok(Self::MergedIds(namespace.to_owned())),
            Some(_) => Err(unknown()),
            None => PLAIN.iter().find(|role| role.word() == text).cloned().ok_or_else(unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_form_comes_back() {
        let with_namespace = [
            Role::RecordId("salesforce".to_owned()),
            Role::Id("6sense".to_owned()),
            Role::MergedIds("hubspot".to_owned()),
        ];
        for role in PLAIN.iter().chain(&with_namespace) {
            assert_eq!(&role.to_string().parse::<Role>().unwrap(), role);
        }
        assert!("id:".parse::<Role>().is_err());
        assert!("mail".parse::<Role>().is_err());
    }
}
