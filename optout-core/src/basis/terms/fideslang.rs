//! Fideslang, the taxonomy of the Fides privacy tools.

use crate::basis::vocabulary::LawfulBasis;

impl LawfulBasis {
    /// The value of fideslang's `legal_basis_for_processing`. Source: fideslang, models,
    /// `LegalBasisForProcessingEnum`.
    pub const fn fideslang(self) -> &'static str {
        match self {
            Self::Consent => "Consent",
            Self::Contract => "Contract",
            Self::LegalObligation => "Legal obligations",
            Self::VitalInterests => "Vital interests",
            Self::PublicTask => "Public interest",
            Self::LegitimateInterests => "Legitimate interests",
        }
    }

    /// The basis that such a value names, the way back from [`fideslang`](Self::fideslang).
    pub fn from_fideslang(value: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|basis| basis.fideslang() == value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        for basis in LawfulBasis::ALL {
            assert_eq!(LawfulBasis::from_fideslang(basis.fideslang()), Some(*basis));
        }
        assert_eq!(LawfulBasis::from_fideslang("Explicit consent"), None);
    }
}
