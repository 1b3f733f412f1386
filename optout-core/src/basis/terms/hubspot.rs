//! HubSpot's two sets of words for the legal basis.

use crate::basis::vocabulary::LawfulBasis;
use crate::words::words;

words! {
    /// What the person is to the controller, where HubSpot makes a difference.
    Relationship ("prospect, customer or other") {
        /// A prospect or lead.
        Prospect = "prospect",
        /// An existing customer.
        Customer = "customer",
        /// Neither.
        Other = "other",
    }
}

words! {
    /// The options of HubSpot's contact property `hs_legal_basis`, in its exact text: a dash in the first
    /// two, a hyphen in the third. Source: HubSpot knowledge base, "Track lawful basis of processing".
    HubspotLegalBasis ("an option of HubSpot's hs_legal_basis") {
        /// Legitimate interests in a prospect.
        LegitimateInterestProspect = "Legitimate interest – prospect/lead",
        /// Legitimate interests in a customer.
        LegitimateInterestCustomer = "Legitimate interest – existing customer",
        /// Other legitimate interests.
        LegitimateInterestOther = "Legitimate interest - other",
        /// A contract.
        PerformanceOfContract = "Performance of a contract",
        /// Consent.
        FreelyGivenConsent = "Freely given consent from contact",
        /// No basis is claimed.
        NotApplicable = "Not applicable",
    }
}

impl HubspotLegalBasis {
    /// The option that a cell names, whatever its case and whichever dash it has: HubSpot's own pages write
    /// hyphens.
    pub fn from_label(label: &str) -> Option<Self> {
        let folded = fold(label);
        Self::ALL.iter().copied().find(|option| fold(option.as_str()) == folded)
    }

    /// The basis that the option claims.
    pub const fn basis(self) -> Option<LawfulBasis> {
        match self {
            Self::LegitimateInterestProspect
            | Self::LegitimateInterestCustomer
            | Self::LegitimateInterestOther => Some(LawfulBasis::LegitimateInterests),
            Self::PerformanceOfContract => Some(LawfulBasis::Contract),
            Self::FreelyGivenConsent => Some(LawfulBasis::Consent),
            Self::NotApplicable => None,
        }
    }

    /// What the option says the person is.
    pub const fn relationship(self) -> Relationship {
        match self {
            Self::LegitimateInterestProspect => Relationship::Prospect,
            Self::LegitimateInterestCustomer => Relationship::Customer,
            _ => Relationship::Other,
        }
    }

    /// The option for a basis; HubSpot has none for points (c) to (e). The relationship tells legitimate
    /// interests apart and nothing else.
    pub const fn of(basis: LawfulBasis, relationship: Relationship) -> Option<Self> {
        match (basis, relationship) {
            (LawfulBasis::LegitimateInterests, Relationship::Prospect) => {
                Some(Self::LegitimateInterestProspect)
            }
            (LawfulBasis::LegitimateInterests, Relationship::Customer) => {
                Some(Self::LegitimateInterestCustomer)
            }
            (LawfulBasis::LegitimateInterests, Relationship::Other) => {
                Some(Self::LegitimateInterestOther)
            }
            (LawfulBasis::Contract, _) => Some(Self::PerformanceOfContract),
            (LawfulBasis::Consent, _) => Some(Self::FreelyGivenConsent),
            _ => None,
        }
    }
}

words! {
    /// `legalBasis` of HubSpot's communication preferences. Source: HubSpot API reference, communication
    /// preferences, update a contact's subscription status.
    HubspotSubscriptionBasis ("a legalBasis of HubSpot's communication preferences") {
        /// Legitimate interests in a prospect.
        LegitimateInterestPql = "LEGITIMATE_INTEREST_PQL",
        /// Legitimate interests in a customer.
        LegitimateInterestClient = "LEGITIMATE_INTEREST_CLIENT",
        /// Other legitimate interests.
        LegitimateInterestOther = "LEGITIMATE_INTEREST_OTHER",
        /// A contract.
        PerformanceOfContract = "PERFORMANCE_OF_CONTRACT",
        /// Consent.
        ConsentWithNotice = "CONSENT_WITH_NOTICE",
        /// The GDPR is held not to apply.
        NonGdpr = "NON_GDPR",
        /// Leave to process and store, which is none to send.
        ProcessAndStore = "PROCESS_AND_STORE",
    }
}

impl HubspotSubscriptionBasis {
    /// The option of the contact property that says the same; none for the two that claim no basis for
    /// sending.
    pub const fn legal_basis(self) -> Option<HubspotLegalBasis> {
        match self {
            Self::LegitimateInterestPql => Some(HubspotLegalBasis::LegitimateInterestProspect),
            Self::LegitimateInterestClient => Some(HubspotLegalBasis::LegitimateInterestCustomer),
            Self::LegitimateInterestOther => Some(HubspotLegalBasis::LegitimateInterestOther),
            Self::PerformanceOfContract => Some(HubspotLegalBasis::PerformanceOfContract),
            Self::ConsentWithNotice => Some(HubspotLegalBasis::FreelyGivenConsent),
            Self::NonGdpr | Self::ProcessAndStore => None,
        }
    }

    /// The basis for sending that it claims.
    pub const fn basis(self) -> Option<LawfulBasis> {
        match self.legal_basis() {
            Some(option) => option.basis(),
            None => None,
        }
    }

    /// The value for a basis, as [`HubspotLegalBasis::of`] has it.
    pub fn of(basis: LawfulBasis, relationship: Relationship) -> Option<Self> {
        let option = HubspotLegalBasis::of(basis, relationship)?;
        Self::ALL.iter().copied().find(|value| value.legal_basis() == Some(option))
    }
}

/// In small letters, every dash a hyphen, one blank between words.
fn fold(label: &str) -> String {
    let hyphens = label.replace(['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}'], "-");
    hyphens.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_back() {
        for option in HubspotLegalBasis::ALL {
            assert_eq!(option.as_str().parse::<HubspotLegalBasis>().unwrap(), *option);
            assert_eq!(HubspotLegalBasis::from_label(option.as_str()), Some(*option));
            if let Some(basis) = option.basis() {
                assert_eq!(HubspotLegalBasis::of(basis, option.relationship()), Some(*option));
            }
        }
        for value in HubspotSubscriptionBasis::ALL {
            assert_eq!(value.as_str().parse::<HubspotSubscriptionBasis>().unwrap(), *value);
            if let (Some(option), Some(basis)) = (value.legal_basis(), value.basis()) {
                let back = HubspotSubscriptionBasis::of(basis, option.relationship());
                assert_eq!(back, Some(*value));
            }
        }
    }

    #[test]
    fn a_basis_comes_back_or_has_no_option() {
        for basis in LawfulBasis::ALL {
            for relationship in Relationship::ALL {
                let option = HubspotLegalBasis::of(*basis, *relationship);
                assert!(option.is_none_or(|option| option.basis() == Some(*basis)));
                let value = HubspotSubscriptionBasis::of(*basis, *relationship);
                assert!(value.is_none_or(|value| value.basis() == Some(*basis)));
                assert_eq!(option.is_some(), value.is_some());
            }
        }
    }

    #[test]
    fn labels_have_their_dashes_and_are_read_with_any() {
        let texts = HubspotLegalBasis::ALL.iter().map(|option| option.as_str());
        let dashes: Vec<_> = texts.filter_map(|text| text.find(['\u{2013}', '-'])).collect();
        assert_eq!(dashes, [20, 20, 20]);
        assert!(HubspotLegalBasis::LegitimateInterestCustomer.as_str().contains('\u{2013}'));
        assert!(HubspotLegalBasis::LegitimateInterestOther.as_str().contains('-'));
        assert_eq!(
            HubspotLegalBasis::from_label(" legitimate interest -  prospect/lead"),
            Some(HubspotLegalBasis::LegitimateInterestProspect)
        );
        assert_eq!(HubspotLegalBasis::from_label("Legitimate interest"), None);
    }
}
