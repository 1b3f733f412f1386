//! A piece of evidence.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::vocabulary::{EvidenceKind, Polarity, Provenance, Strength};
use crate::normalize::date::{Date, Moment};

/// A fact about a person and the controller, with where it comes from.
///
/// `Debug` shows the kind and the strength, never the reference.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// A name for it in traces; it must hold no personal data.
    #[serde(default)]
    pub id: String,
    /// What it shows.
    pub kind: EvidenceKind,
    /// Whether it says yes or no.
    #[serde(default = "affirms")]
    pub polarity: Polarity,
    /// When it happened.
    #[serde(default)]
    pub occurred_at: Option<Moment>,
    /// From when on it no longer counts.
    #[serde(default)]
    pub expires_at: Option<Moment>,
    /// The system it is found in.
    #[serde(default)]
    pub source_system: String,
    /// Where in that system it is found.
    #[serde(default)]
    pub source_ref: Option<String>,
    /// Whose it is.
    #[serde(default = "unknown")]
    pub provenance: Provenance,
    /// The purposes it covers, such as `marketing`.
    #[serde(default)]
    pub purposes: Vec<String>,
}

fn affirms() -> Polarity {
    Polarity::Affirms
}

fn unknown() -> Provenance {
    Provenance::Unknown
}

impl Evidence {
    /// A bare assertion of a kind; the fields are public for what more is known.
    pub fn new(id: impl Into<String>, kind: EvidenceKind) -> Self {
        Self {
            id: id.into(),
            kind,
            polarity: affirms(),
            occurred_at: None,
            expires_at: None,
            source_system: String::new(),
            source_ref: None,
            provenance: unknown(),
            purposes: Vec::new(),
        }
    }

    /// How well it is recorded: a time and a reference make it documented, a time alone recorded.
    pub fn strength(&self) -> Strength {
        match (&self.occurred_at, self.reference().is_some()) {
            (Some(_), true) => Strength::Documented,
            (Some(_), false) => Strength::Recorded,
            (None, _) => Strength::Asserted,
        }
    }

    /// Where it is found, if that is said.
    fn reference(&self) -> Option<&str> {
        self.source_ref.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// What it is about: system and reference, if it names one.
    pub(crate) fn matter(&self) -> Option<(&str, &str)> {
        Some((self.source_system.trim(), self.reference()?))
    }

    /// Whether its scope has a purpose in it.
    pub(crate) fn covers(&self, purpose: &str) -> bool {
        let purpose = purpose.trim().to_lowercase();
        self.purposes.iter().any(|own| own.trim().to_lowercase() == purpose)
    }

    /// Whether it still counts on a day: from its expiry date on it does not.
    pub(crate) fn is_unexpired(&self, now: Date) -> bool {
        self.expires_at.as_ref().is_none_or(|expiry| expiry.date() > now)
    }

    /// Whether it lies in the future, which no fact does.
    pub(crate) fn is_future(&self, now: Date) -> bool {
        self.occurred_at.as_ref().is_some_and(|at| at.date() > now)
    }

    /// Whether it certainly happened after the other: with a time missing on either side, or the
    /// same time on both, it did not.
    pub(crate) fn is_after(&self, other: &Self) -> bool {
        match (&self.occurred_at, &other.occurred_at) {
            (Some(own), Some(others)) => own.strictly_after(others),
            _ => false,
        }
    }
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence")
            .field("kind", &self.kind)
            .field("polarity", &self.polarity)
            .field("strength", &self.strength())
            .field("provenance", &self.provenance)
            .finish_non_exhaustive()
    }
}
