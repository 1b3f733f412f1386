//! The layouts of known files: which header names stand for which roles.
//!
//! Export labels and API names both count; they are compared folded
//! ([`fold_header`](super::fold_header)), so one spelling of each is enough. Source of the Opt-Out
//! List's: the vendor's description of it.

use super::role::Role;

/// The namespace of the vendor's own record ids.
pub const VENDOR_NAMESPACE: &str = "6sense";

/// A layout: its name, and header names with the role each stands for.
pub(crate) struct Preset {
    /// The name by which a caller picks it.
    pub(crate) name: &'static str,
    pub(super) columns: &'static [(&'static str, Kind)],
    /// Columns that it has in common with other layouts.
    pub(super) shared: &'static [(&'static str, Kind)],
    /// Whether its API names are spelt as in `FirstName`.
    pub(super) is_pascal: bool,
}

/// A [`Role`] that can stand in a constant.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    RecordId(&'static str),
    Id(&'static str),
    MergedIds(&'static str),
    Plain(fn() -> Role),
    /// A column that is not read and shows which system the table is from.
    Mark,
}

macro_rules! plain {
    ($role:ident) => {
        $crate::table::preset::Kind::Plain(|| $crate::table::Role::$role)
    };
}
pub(super) use plain;

impl Preset {
    /// The role that a folded header name stands for.
    pub(crate) fn role(&self, folded: &str) -> Option<Role> {
        match self.kind(folded)? {
            Kind::RecordId(namespace) => Some(Role::RecordId(namespace.to_owned())),
            Kind::Id(namespace) => Some(Role::Id(namespace.to_owned())),
            Kind::MergedIds(namespace) => Some(Role::MergedIds(namespace.to_owned())),
            Kind::Plain(role) => Some(role()),
            Kind::Mark => None,
        }
    }

    /// Whether a folded header name is one of this layout's, read or not.
    pub(crate) fn knows(&self, folded: &str) -> bool {
        self.kind(folded).is_some()
    }

    fn kind(&self, folded: &str) -> Option<Kind> {
        let mut columns = self.columns.iter().chain(self.shared);
        columns.find(|(name, _)| *name == folded).map(|(_, kind)| *kind)
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
    shared: &[],
    is_pascal: false,
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
    shared: &[],
    is_pascal: false,
};
