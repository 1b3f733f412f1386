//! The layouts of known systems: which header names stand for which roles.
//!
//! Export labels and API names both count; they are compared folded
//! ([`fold_header`](super::fold_header)), so one spelling of each is enough. Sources: Salesforce
//! object reference (Contact, Lead), HubSpot default contact properties, the vendor's description
//! of its Opt-Out List.

use super::role::Role;

/// The namespace of the vendor's own record ids.
pub const VENDOR_NAMESPACE: &str = "6sense";

/// A layout: its name, and header names with the role each stands for.
pub(crate) struct Preset {
    /// The name by which a caller picks it.
    pub(crate) name: &'static str,
    columns: &'static [(&'static str, Kind)],
}

/// A [`Role`] that can stand in a constant.
#[derive(Clone, Copy)]
enum Kind {
    RecordId(&'static str),
    Id(&'static str),
    MergedIds(&'static str),
    Plain(fn() -> Role),
}

macro_rules! plain {
    ($role:ident) => {
        Kind::Plain(|| Role::$role)
    };
}

impl Preset {
    /// The role that a folded header name stands for.
    pub(crate) fn role(&self, folded: &str) -> Option<Role> {
        let (_, kind) = self.columns.iter().find(|(name, _)| *name == folded)?;
        Some(match kind {
            Kind::RecordId(namespace) => Role::RecordId((*namespace).to_owned()),
            Kind::Id(namespace) => Role::Id((*namespace).to_owned()),
            Kind::MergedIds(namespace) => Role::MergedIds((*namespace).to_owned()),
            Kind::Plain(role) => role(),
        })
    }
}

/// The vendor's weekly list.
pub(crate) const OPT_OUT_LIST: Preset = Preset {
    name: "opt-out-list",
    columns: &[
        ("name", plain!(FullName)),
        ("fullname", plain!(FullName)),
        ("firstname", plain!(GivenName)),
        ("lastname", plain!(FamilyName)),
        ("companywebsite", plain!(Website)),
        ("website", plain!(Website)),
        ("companydomain", plain!(Website)),
        ("unique6senserecordid", Kind::Id(VENDOR_NAMESPACE)),
        ("6senserecordid", Kind::Id(VENDOR_NAMESPACE)),
        ("uniquerecordid", Kind::Id(VENDOR_NAMESPACE)),
        ("recordid", Kind::Id(VENDOR_NAMESPACE)),
        ("6sensepeopleid", Kind::Id(VENDOR_NAMESPACE)),
        ("workemail", plain!(Email)),
        ("workemailaddress", plain!(Email)),
        ("businessemail", plain!(Email)),
        ("corporateemail", plain!(Email)),
        ("companyemail", plain!(Email)),
        ("email", plain!(Email)),
        ("emailaddress", plain!(Email)),
        ("optoutrequestdate", plain!(RequestDate)),
        ("optoutdate", plain!(RequestDate)),
        ("requestdate", plain!(RequestDate)),
    ],
};

const SALESFORCE: Preset = Preset {
    name: "salesforce",
    columns: &[
        ("id", Kind::RecordId("salesforce")),
        ("contactid", Kind::RecordId("salesforce")),
        ("contactid18", Kind::RecordId("salesforce")),
        ("leadid", Kind::RecordId("salesforce")),
        ("masterrecordid", Kind::Id("salesforce")),
        ("convertedcontactid", Kind::Id("salesforce")),
        ("firstname", plain!(GivenName)),
        ("lastname", plain!(FamilyName)),
        ("name", plain!(FullName)),
        ("fullname", plain!(FullName)),
        ("email", plain!(Email)),
        ("emailaddress", plain!(Email)),
        ("website", plain!(Website)),
        ("accountwebsite", plain!(Website)),
        ("hasoptedoutofemail", plain!(EmailOptOut)),
        ("emailoptout", plain!(EmailOptOut)),
        ("donotcall", plain!(DoNotCall)),
        ("mailingcountry", plain!(Country)),
        ("country", plain!(Country)),
        ("mailingstate", plain!(Region)),
        ("mailingstate/province", plain!(Region)),
        ("state", plain!(Region)),
        ("createddate", plain!(CreatedAt)),
        ("x6senseidc", Kind::Id(VENDOR_NAMESPACE)),
        ("6senseid", Kind::Id(VENDOR_NAMESPACE)),
        ("x6sensepeopleidc", Kind::Id(VENDOR_NAMESPACE)),
        ("6sensepeopleid", Kind::Id(VENDOR_NAMESPACE)),
        ("6sensepeopleidc", Kind::Id(VENDOR_NAMESPACE)),
        ("x6senserecordidc", Kind::Id(VENDOR_NAMESPACE)),
        ("6senserecordid", Kind::Id(VENDOR_NAMESPACE)),
    ],
};

const HUBSPOT: Preset = Preset {
    name: "hubspot",
    columns: &[
        ("recordid", Kind::RecordId("hubspot")),
        ("contactid", Kind::RecordId("hubspot")),
        ("hsobjectid", Kind::RecordId("hubspot")),
        ("mergedobjectids", Kind::MergedIds("hubspot")),
        ("hsmergedobjectids", Kind::MergedIds("hubspot")),
        ("mergedrecordids", Kind::MergedIds("hubspot")),
        ("hscalculatedmergedvids", Kind::MergedIds("hubspot")),
        ("firstname", plain!(GivenName)),
        ("lastname", plain!(FamilyName)),
        ("email", plain!(Email)),
        ("workemail", plain!(Email)),
        ("hsadditionalemails", plain!(Email)),
        ("additionalemailaddresses", plain!(Email)),
        ("website", plain!(Website)),
        ("websiteurl", plain!(Website)),
        ("unsubscribedfromallemail", plain!(EmailOptOut)),
        ("hsemailoptout", plain!(EmailOptOut)),
        ("marketingcontactstatus", plain!(MarketingContact)),
        ("hsmarketablestatus", plain!(MarketingContact)),
        ("legalbasisforprocessingcontact'sdata", plain!(LegalBasis)),
        ("hslegalbasis", plain!(LegalBasis)),
        ("country/region", plain!(Country)),
        ("country", plain!(Country)),
        ("state/region", plain!(Region)),
        ("state", plain!(Region)),
        ("createdate", plain!(CreatedAt)),
        ("6senseid", Kind::Id(VENDOR_NAMESPACE)),
        ("6sensepeopleid", Kind::Id(VENDOR_NAMESPACE)),
        ("6senserecordid", Kind::Id(VENDOR_NAMESPACE)),
        ("x6senseid", Kind::Id(VENDOR_NAMESPACE)),
    ],
};

/// Evidence files.
pub(crate) const EVIDENCE: Preset = Preset {
    name: "evidence",
    columns: &[
        ("recordid", Kind::RecordId("")),
        ("email", plain!(Email)),
        ("namespace", plain!(Namespace)),
        ("kind", plain!(EvidenceKind)),
        ("polarity", plain!(Polarity)),
        ("occurredat", plain!(OccurredAt)),
        ("expiresat", plain!(ExpiresAt)),
        ("sourcesystem", plain!(SourceSystem)),
        ("sourceref", plain!(SourceRef)),
        ("provenance", plain!(Provenance)),
        ("purposes", plain!(Purposes)),
    ],
};

/// The presets for contact exports.
pub(crate) const CONTACTS: [&Preset; 2] = [&SALESFORCE, &HUBSPOT];
