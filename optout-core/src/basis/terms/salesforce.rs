//! The names of Salesforce's data-use legal bases.

use crate::basis::vocabulary::LawfulBasis;

/// Names as administrators give them, folded. The field is free text without values of its own: sources are
/// Article 6(1) and the headings of the UK Information Commissioner's guide, in singular and plural.
const NAMES: [(&str, LawfulBasis); 19] = [
    ("consent", LawfulBasis::Consent),
    ("contract", LawfulBasis::Contract),
    ("contractual", LawfulBasis::Contract),
    ("contractual necessity", LawfulBasis::Contract),
    ("performance of contract", LawfulBasis::Contract),
    ("performance of a contract", LawfulBasis::Contract),
    ("legal obligation", LawfulBasis::LegalObligation),
    ("legal obligations", LawfulBasis::LegalObligation),
    ("compliance with a legal obligation", LawfulBasis::LegalObligation),
    ("compliance with legal obligations", LawfulBasis::LegalObligation),
    ("vital interest", LawfulBasis::VitalInterests),
    ("vital interests", LawfulBasis::VitalInterests),
    ("public task", LawfulBasis::PublicTask),
    ("public tasks", LawfulBasis::PublicTask),
    ("public interest", LawfulBasis::PublicTask),
    ("public interests", LawfulBasis::PublicTask),
    ("legitimate interest", LawfulBasis::LegitimateInterests),
    ("legitimate interests", LawfulBasis::LegitimateInterests),
    ("legitimate business interest", LawfulBasis::LegitimateInterests),
];

impl LawfulBasis {
    /// The basis that the `Name` of a Salesforce `DataUseLegalBasis` record names, apart from case, blanks, `_`
    /// and `-`. The name is free text: what is not known word for word (`billing`, `explicit consent`) is no
    /// basis.
    pub fn from_salesforce(name: &str) -> Option<Self> {
        let name = name.replace(['_', '-'], " ").to_lowercase();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, basis)| *basis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_only() {
        assert_eq!(
            LawfulBasis::from_salesforce(" Legitimate-Interests "),
            Some(LawfulBasis::LegitimateInterests)
        );
        for name in ["", "billing", "Explicit consent", "no consent", "Consent; Contract"] {
            assert_eq!(LawfulBasis::from_salesforce(name), None, "{name}");
        }
    }

    #[test]
    fn our_own_words_are_known() {
        for basis in LawfulBasis::ALL {
            assert_eq!(LawfulBasis::from_salesforce(basis.as_str()), Some(*basis));
            assert_eq!(LawfulBasis::from_salesforce(basis.fideslang()), Some(*basis));
        }
    }
}
