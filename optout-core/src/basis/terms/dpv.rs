//! The W3C Data Privacy Vocabulary.

use crate::basis::evidence::Evidence;
use crate::basis::vocabulary::{EvidenceKind, LawfulBasis, Polarity};
use crate::normalize::date::Date;
use crate::words::words;

impl LawfulBasis {
    /// The basis that an IRI of the Data Privacy Vocabulary names, the way back from [`iri`](Self::iri).
    pub fn from_iri(iri: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|basis| basis.iri() == iri)
    }
}

words! {
    /// A state of consent.
    ConsentState ("consent_given, consent_withdrawn or consent_expired") {
        /// It was given.
        Given = "consent_given",
        /// The person took it back.
        Withdrawn = "consent_withdrawn",
        /// Its time is over.
        Expired = "consent_expired",
    }
}

impl ConsentState {
    /// The W3C Data Privacy Vocabulary IRI. Source: DPV 2, consent status.
    pub const fn iri(self) -> &'static str {
        match self {
            Self::Given => "https://w3id.org/dpv#ConsentGiven",
            Self::Withdrawn => "https://w3id.org/dpv#ConsentWithdrawn",
            Self::Expired => "https://w3id.org/dpv#ConsentExpired",
        }
    }

    /// The state that an IRI names, the way back from [`iri`](Self::iri).
    pub fn from_iri(iri: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.iri() == iri)
    }
}

impl Evidence {
    /// The state of consent that this piece by itself shows on a day; `None` where it is not about consent
    /// or lies in the future. Another piece may have ended it:
    /// [`classify`](crate::basis::classify) looks at all of them.
    pub fn consent_state(&self, now: Date) -> Option<ConsentState> {
        use EvidenceKind::{ConsentWithdrawn, OptInDouble, OptInSingle};
        if self.is_future(now) {
            return None;
        }
        match (self.kind, self.polarity) {
            (OptInSingle | OptInDouble, Polarity::Affirms) if self.is_unexpired(now) => {
                Some(ConsentState::Given)
            }
            (OptInSingle | OptInDouble, Polarity::Affirms) => Some(ConsentState::Expired),
            (OptInSingle | OptInDouble, Polarity::Denies)
            | (ConsentWithdrawn, Polarity::Affirms) => Some(ConsentState::Withdrawn),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iris_come_back() {
        for basis in LawfulBasis::ALL {
            assert_eq!(LawfulBasis::from_iri(basis.iri()), Some(*basis));
        }
        for state in ConsentState::ALL {
            assert_eq!(ConsentState::from_iri(state.iri()), Some(*state));
        }
        assert_eq!(LawfulBasis::from_iri("https://w3id.org/dpv/legal/eu/gdpr#A9-2-a"), None);
    }

    #[test]
    fn the_state_depends_on_the_day() {
        let on = |day: &str, evidence: &Evidence| evidence.consent_state(day.parse().unwrap());
        let mut consent = Evidence::new("c", EvidenceKind::OptInDouble);
        consent.occurred_at = Some("2026-03-01".parse().unwrap());
        consent.expires_at = Some("2027-03-01".parse().unwrap());
        assert_eq!(on("2026-02-28", &consent), None);
        assert_eq!(on("2026-03-01", &consent), Some(ConsentState::Given));
        assert_eq!(on("2027-03-01", &consent), Some(ConsentState::Expired));
        consent.polarity = Polarity::Denies;
        assert_eq!(on("2027-03-01", &consent), Some(ConsentState::Withdrawn));
        let mut withdrawal = Evidence::new("w", EvidenceKind::ConsentWithdrawn);
        assert_eq!(on("2026-03-01", &withdrawal), Some(ConsentState::Withdrawn));
        withdrawal.polarity = Polarity::Denies;
        assert_eq!(on("2026-03-01", &withdrawal), None);
        assert_eq!(on("2026-03-01", &Evidence::new("x", EvidenceKind::Contract)), None);
    }
}
