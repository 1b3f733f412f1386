//! The words of others for lawful basis and consent, to ours and back.

use optout_core::LawfulBasis;
use optout_core::basis::{ConsentState, HubspotLegalBasis, HubspotSubscriptionBasis, Relationship};
use pyo3::prelude::*;

use crate::text::{Text, word};

/// The IRI of the W3C Data Privacy Vocabulary for a lawful basis, such as ``"consent"``.
///
/// Raises:
///     OptoutError: no word for a lawful basis.
///
/// >>> from optout import terms
/// >>> terms.lawful_basis_iri("consent")
/// 'https://w3id.org/dpv/legal/eu/gdpr#A6-1-a'
#[pyfunction]
fn lawful_basis_iri(basis: Text) -> PyResult<&'static str> {
    Ok(word::<LawfulBasis>(&basis)?.iri())
}

/// The lawful basis that such an IRI names, the way back from :func:`lawful_basis_iri`; None for a text that
/// is none.
///
/// >>> from optout import terms
/// >>> terms.lawful_basis_of_iri("https://w3id.org/dpv/legal/eu/gdpr#A6-1-a")
/// 'consent'
#[pyfunction]
fn lawful_basis_of_iri(iri: Text) -> Option<&'static str> {
    LawfulBasis::from_iri(&iri.0).map(LawfulBasis::as_str)
}

/// The value of fideslang's ``legal_basis_for_processing`` for a lawful basis.
///
/// Raises:
///     OptoutError: no word for a lawful basis.
///
/// >>> from optout import terms
/// >>> terms.lawful_basis_fideslang("legitimate_interests")
/// 'Legitimate interests'
#[pyfunction]
fn lawful_basis_fideslang(basis: Text) -> PyResult<&'static str> {
    Ok(word::<LawfulBasis>(&basis)?.fideslang())
}

/// The lawful basis that such a value names, the way back from :func:`lawful_basis_fideslang`; None for a
/// text that is none.
///
/// >>> from optout import terms
/// >>> terms.lawful_basis_of_fideslang("Public interest")
/// 'public_task'
#[pyfunction]
fn lawful_basis_of_fideslang(text: Text) -> Option<&'static str> {
    LawfulBasis::from_fideslang(&text.0).map(LawfulBasis::as_str)
}

/// The lawful basis that the ``Name`` of a Salesforce ``DataUseLegalBasis`` record names, apart from case,
/// blanks, ``_`` and ``-``; None where it is not known word for word, for the name is free text.
///
/// >>> from optout import terms
/// >>> terms.lawful_basis_of_salesforce("Legitimate-Interest")
/// 'legitimate_interests'
/// >>> terms.lawful_basis_of_salesforce("billing") is None
/// True
#[pyfunction]
fn lawful_basis_of_salesforce(name: Text) -> Option<&'static str> {
    LawfulBasis::from_salesforce(&name.0).map(LawfulBasis::as_str)
}

/// The IRI of the W3C Data Privacy Vocabulary for a state of consent: ``"consent_given"``,
/// ``"consent_withdrawn"`` or ``"consent_expired"``.
///
/// Raises:
///     OptoutError: no word for a state of consent.
///
/// >>> from optout import terms
/// >>> terms.consent_state_iri("consent_given")
/// 'https://w3id.org/dpv#ConsentGiven'
#[pyfunction]
fn consent_state_iri(state: Text) -> PyResult<&'static str> {
    Ok(word::<ConsentState>(&state)?.iri())
}

/// The state of consent that such an IRI names, the way back from :func:`consent_state_iri`; None for a text
/// that is none.
///
/// >>> from optout import terms
/// >>> terms.consent_state_of_iri("https://w3id.org/dpv#ConsentExpired")
/// 'consent_expired'
#[pyfunction]
fn consent_state_of_iri(iri: Text) -> Option<&'static str> {
    ConsentState::from_iri(&iri.0).map(ConsentState::as_str)
}

/// The option of HubSpot's ``hs_legal_basis`` that a cell names, in HubSpot's own text, whatever the cell's
/// case and whichever dash it has; None for a text that is none.
///
/// >>> from optout import terms
/// >>> terms.hubspot_legal_basis_of_label("performance of a Contract")
/// 'Performance of a contract'
#[pyfunction]
fn hubspot_legal_basis_of_label(label: Text) -> Option<&'static str> {
    HubspotLegalBasis::from_label(&label.0).map(HubspotLegalBasis::as_str)
}

/// The option of ``hs_legal_basis`` for a lawful basis; None where HubSpot has none.
///
/// Args:
///     basis: the lawful basis.
///     relationship: ``"prospect"``, ``"customer"`` or ``"other"``, which tells legitimate interests apart
///         and nothing else.
///
/// Raises:
///     OptoutError: a word that cannot be read.
///
/// >>> from optout import terms
/// >>> terms.hubspot_legal_basis_of("legitimate_interests", "other")
/// 'Legitimate interest - other'
/// >>> terms.hubspot_legal_basis_of("public_task", "other") is None
/// True
#[pyfunction]
fn hubspot_legal_basis_of(basis: Text, relationship: Text) -> PyResult<Option<&'static str>> {
    let option = HubspotLegalBasis::of(word(&basis)?, word::<Relationship>(&relationship)?);
    Ok(option.map(HubspotLegalBasis::as_str))
}

/// The lawful basis that an option of ``hs_legal_basis`` claims; None if it claims none.
///
/// Raises:
///     OptoutError: no such option; :func:`hubspot_legal_basis_of_label` reads what cells hold.
///
/// >>> from optout import terms
/// >>> terms.hubspot_legal_basis_basis("Freely given consent from contact")
/// 'consent'
#[pyfunction]
fn hubspot_legal_basis_basis(option: Text) -> PyResult<Option<&'static str>> {
    Ok(word::<HubspotLegalBasis>(&option)?.basis().map(LawfulBasis::as_str))
}

/// What an option of ``hs_legal_basis`` says the person is: ``"prospect"``, ``"customer"`` or ``"other"``.
///
/// Raises:
///     OptoutError: no such option; :func:`hubspot_legal_basis_of_label` reads what cells hold.
///
/// >>> from optout import terms
/// >>> terms.hubspot_legal_basis_relationship("Legitimate interest – existing customer")
/// 'customer'
#[pyfunction]
fn hubspot_legal_basis_relationship(option: Text) -> PyResult<&'static str> {
    Ok(word::<HubspotLegalBasis>(&option)?.relationship().as_str())
}

/// The ``legalBasis`` of HubSpot's communication preferences for a lawful basis; None where HubSpot has none.
///
/// Args:
///     basis, relationship: as for :func:`hubspot_legal_basis_of`.
///
/// Raises:
///     OptoutError: a word that cannot be read.
///
/// >>> from optout import terms
/// >>> terms.hubspot_subscription_basis_of("legitimate_interests", "prospect")
/// 'LEGITIMATE_INTEREST_PQL'
#[pyfunction]
fn hubspot_subscription_basis_of(
    basis: Text,
    relationship: Text,
) -> PyResult<Option<&'static str>> {
    let value = HubspotSubscriptionBasis::of(word(&basis)?, word(&relationship)?);
    Ok(value.map(HubspotSubscriptionBasis::as_str))
}

/// The lawful basis for sending that a ``legalBasis`` of HubSpot's communication preferences claims; None if
/// it claims none.
///
/// Raises:
///     OptoutError: no such value.
///
/// >>> from optout import terms
/// >>> terms.hubspot_subscription_basis_basis("CONSENT_WITH_NOTICE")
/// 'consent'
/// >>> terms.hubspot_subscription_basis_basis("PROCESS_AND_STORE") is None
/// True
#[pyfunction]
fn hubspot_subscription_basis_basis(value: Text) -> PyResult<Option<&'static str>> {
    Ok(word::<HubspotSubscriptionBasis>(&value)?.basis().map(LawfulBasis::as_str))
}

/// The option of ``hs_legal_basis`` that says the same as a ``legalBasis`` of HubSpot's communication
/// preferences; None for the two that claim no basis for sending.
///
/// Raises:
///     OptoutError: no such value.
///
/// >>> from optout import terms
/// >>> terms.hubspot_subscription_basis_legal_basis("PERFORMANCE_OF_CONTRACT")
/// 'Performance of a contract'
#[pyfunction]
fn hubspot_subscription_basis_legal_basis(value: Text) -> PyResult<Option<&'static str>> {
    let value: HubspotSubscriptionBasis = word(&value)?;
    Ok(value.legal_basis().map(HubspotLegalBasis::as_str))
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(lawful_basis_iri, module)?)?;
    module.add_function(wrap_pyfunction!(lawful_basis_of_iri, module)?)?;
    module.add_function(wrap_pyfunction!(lawful_basis_fideslang, module)?)?;
    module.add_function(wrap_pyfunction!(lawful_basis_of_fideslang, module)?)?;
    module.add_function(wrap_pyfunction!(lawful_basis_of_salesforce, module)?)?;
    module.add_function(wrap_pyfunction!(consent_state_iri, module)?)?;
    module.add_function(wrap_pyfunction!(consent_state_of_iri, module)?)?;
    module.add_function(wrap_pyfunction!(hubspot_legal_basis_of_label, module)?)?;
    module.add_function(wrap_pyfunction!(hubspot_legal_basis_of, module)?)?;
    module.add_function(wrap_pyfunction!(hubspot_legal_basis_basis, module)?)?;
    module.add_function(wrap_pyfunction!(hubspot_legal_basis_relationship, module)?)?;
    module.add_function(wrap_pyfunction!(hubspot_subscription_basis_of, module)?)?;
    module.add_function(wrap_pyfunction!(hubspot_subscription_basis_basis, module)?)?;
    module.add_function(wrap_pyfunction!(hubspot_subscription_basis_legal_basis, module)?)
}
