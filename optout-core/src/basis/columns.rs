//! Evidence in the columns of a contact export.

use super::evidence::Evidence;
use super::vocabulary::{EvidenceKind, Provenance};
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::boolean::{Flag, parse_flag};
use crate::table::Role;

/// The evidence in one cell of a record, or none.
///
/// A blank flag is unknown, not false; a false one is no evidence either, for nothing follows from
/// not having opted out. A legal-basis field claims, and its strength stays `asserted`: several
/// values in the cell are several pieces.
///
/// # Errors
/// [`ErrorKind::Value`] for a flag that can be read neither as true nor as false: whether the person
/// opted out must not be guessed.
pub fn evidence_in_cell(role: &Role, column: usize, value: &str) -> Result<Vec<Evidence>> {
    if !holds_evidence(role) {
        return Ok(Vec::new());
    }
    let one = |kind| {
        let mut evidence = Evidence::new(format!("column:{column}"), kind);
        evidence.provenance = Provenance::Own;
        vec![evidence]
    };
    Ok(match role {
        Role::EmailOptOut if flag(column, value)? => one(EvidenceKind::EmailOptOut),
        Role::EmailOptIn if flag(column, value)? => one(EvidenceKind::OptInSingle),
        Role::DoNotCall if flag(column, value)? => one(EvidenceKind::DoNotCall),
        Role::MarketingContact if is_marketing_contact(value) => {
            one(EvidenceKind::MarketingContact)
        }
        Role::LegalBasis => value
            .split(';')
            .map(str::trim)
            .filter(|basis| !basis.is_empty())
            .flat_map(|basis| match basis.eq_ignore_ascii_case("not applicable") {
                true => one(EvidenceKind::NotApplicable),
                false => one(EvidenceKind::LegalBasisField),
            })
            .collect(),
        _ => Vec::new(),
    })
}

/// Whether a column of this role can hold evidence.
pub(crate) fn holds_evidence(role: &Role) -> bool {
    matches!(
        role,
        Role::EmailOptOut
            | Role::EmailOptIn
            | Role::DoNotCall
            | Role::MarketingContact
            | Role::LegalBasis
    )
}

fn flag(column: usize, value: &str) -> Result<bool> {
    match parse_flag(value) {
        Flag::True => Ok(true),
        Flag::False | Flag::Blank => Ok(false),
        Flag::Unreadable => {
            let expected = "a flag: true, false, yes, no, 1, 0 or blank";
            Err(Error::new(ErrorKind::Value { column, expected }))
        }
    }
}

/// HubSpot writes `Marketing contact` or `Non-marketing contact`; its API, true or false.
fn is_marketing_contact(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("marketing contact") || parse_flag(value) == Flag::True
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(role: &Role, value: &str) -> Vec<EvidenceKind> {
        evidence_in_cell(role, 1, value).unwrap().iter().map(|evidence| evidence.kind).collect()
    }

    #[test]
    fn a_blank_flag_is_unknown_and_a_false_one_says_nothing() {
        assert_eq!(kinds(&Role::EmailOptOut, ""), []);
        assert_eq!(kinds(&Role::EmailOptOut, "False"), []);
        assert_eq!(kinds(&Role::EmailOptOut, "1"), [EvidenceKind::EmailOptOut]);
    }

    #[test]
    fn opting_in_and_opting_out_are_two_roles() {
        assert_eq!(kinds(&Role::EmailOptIn, "true"), [EvidenceKind::OptInSingle]);
        assert_eq!(kinds(&Role::EmailOptIn, "false"), []);
    }

    #[test]
    fn an_unreadable_flag_is_an_error() {
        let error = evidence_in_cell(&Role::DoNotCall, 4, "perhaps").unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Value { column: 4, .. }));
    }

    #[test]
    fn marketing_status_is_neutral_and_its_opposite_is_nothing() {
        assert_eq!(kinds(&Role::MarketingContact, "Non-marketing contact"), []);
        assert_eq!(
            kinds(&Role::MarketingContact, "Marketing contact"),
            [EvidenceKind::MarketingContact]
        );
    }

    #[test]
    fn each_value_of_a_legal_basis_field_is_one_claim() {
        assert_eq!(
            kinds(&Role::LegalBasis, "Not applicable; Performance of a contract"),
            [EvidenceKind::NotApplicable, EvidenceKind::LegalBasisField]
        );
    }
}
