//! Where a contact stands who is to come in.

use std::fmt;

use serde::Serialize;

/// Whether a contact may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// Nothing that the contact is known by is in the set.
    Free,
    /// The contact is somebody in the set, and may not come in.
    Stopped,
    /// The contact may be somebody in the set: a human has to look.
    Held,
    /// The contact could not be looked up. That is no leave to come in.
    Unknown,
}

/// Where a contact stands, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing is in the set.
    Free,
    /// A record id is in the set.
    StoppedById,
    /// An e-mail address is in the set.
    StoppedByEmail,
    /// An address that several people read is in the set.
    HeldByRoleMailbox,
    /// The address is in the set but for a `+tag`, and nothing is known of how its provider reads one.
    HeldByTaggedEmail,
    /// A name at a company is in the set.
    HeldByNameAtCompany,
    /// An id or an address cannot be read, and so was not looked up.
    Unreadable,
    /// There is no id, no address, and no name at a company.
    NothingToLookUp,
}

impl Admission {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Free, Self::Stopped, Self::Held, Self::Unknown];

    /// The answer as one word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Stopped => "stopped",
            Self::Held => "held",
            Self::Unknown => "unknown",
        }
    }
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Free,
        Self::StoppedById,
        Self::StoppedByEmail,
        Self::HeldByRoleMailbox,
        Self::HeldByTaggedEmail,
        Self::HeldByNameAtCompany,
        Self::Unreadable,
        Self::NothingToLookUp,
    ];

    /// Whether the contact may come in.
    pub fn admission(self) -> Admission {
        match self {
            Self::Free => Admission::Free,
            Self::StoppedById | Self::StoppedByEmail => Admission::Stopped,
            Self::HeldByRoleMailbox | Self::HeldByTaggedEmail | Self::HeldByNameAtCompany => {
                Admission::Held
            }
            Self::Unreadable | Self::NothingToLookUp => Admission::Unknown,
        }
    }

    /// The standing as one word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::StoppedById => "stopped_by_id",
            Self::StoppedByEmail => "stopped_by_email",
            Self::HeldByRoleMailbox => "held_by_role_mailbox",
            Self::HeldByTaggedEmail => "held_by_tagged_email",
            Self::HeldByNameAtCompany => "held_by_name_at_company",
            Self::Unreadable => "unreadable",
            Self::NothingToLookUp => "nothing_to_look_up",
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Free => "Nothing of the contact is suppressed.",
            Self::StoppedById => "A record id is suppressed.",
            Self::StoppedByEmail => "An e-mail address is suppressed.",
            Self::HeldByRoleMailbox => {
                "An e-mail address that several people read is suppressed; a human has to look."
            }
            Self::HeldByTaggedEmail => {
                "The e-mail address is suppressed but for a tag; a human has to look."
            }
            Self::HeldByNameAtCompany => {
                "Somebody of this name at this company is suppressed; a human has to look."
            }
            Self::Unreadable => "An id or an e-mail address cannot be read and was not looked up.",
            Self::NothingToLookUp => {
                "There is no id, no e-mail address and no name at a company to look up."
            }
        })
    }
}
