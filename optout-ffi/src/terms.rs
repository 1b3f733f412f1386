//! The words of others for lawful basis and consent, to ours and back.

use std::mem::MaybeUninit;

use optout_core::LawfulBasis;
use optout_core::basis::{ConsentState, HubspotLegalBasis, HubspotSubscriptionBasis};

use crate::failure::optout_error;
use crate::guard::{answer, give};
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::basis::optout_lawful_basis;
use crate::words::terms::{
    optout_consent_state, optout_hubspot_legal_basis, optout_hubspot_subscription_basis,
    optout_relationship,
};

/// The IRI of the W3C Data Privacy Vocabulary for a value of optout_lawful_basis. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_lawful_basis_iri(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || {
        optout_lawful_basis::read(value).map_or(optout_str::EMPTY, |basis| basis.iri().into())
    })
}

/// The basis that such an IRI names, the way back from optout_lawful_basis_iri; OPTOUT_LAWFUL_BASIS_NONE
/// for a text that is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_lawful_basis_of_iri(
    iri: optout_str<'_>,
    basis: Option<&mut MaybeUninit<optout_lawful_basis>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(basis, error, || Ok(optout_lawful_basis::or_none(LawfulBasis::from_iri(iri.text()?))))
}

/// The value of fideslang's legal_basis_for_processing for a value of optout_lawful_basis. Empty for 0 and
/// for numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_lawful_basis_fideslang(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || {
        optout_lawful_basis::read(value).map_or(optout_str::EMPTY, |basis| basis.fideslang().into())
    })
}

/// The basis that such a value names, the way back from optout_lawful_basis_fideslang;
/// OPTOUT_LAWFUL_BASIS_NONE for a text that is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_lawful_basis_of_fideslang(
    text: optout_str<'_>,
    basis: Option<&mut MaybeUninit<optout_lawful_basis>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(basis, error, || {
        Ok(optout_lawful_basis::or_none(LawfulBasis::from_fideslang(text.text()?)))
    })
}

/// The basis that the Name of a Salesforce DataUseLegalBasis record names, apart from case, blanks, "_" and
/// "-". The name is free text: what is not known word for word is OPTOUT_LAWFUL_BASIS_NONE.
#[unsafe(no_mangle)]
pub extern "C" fn optout_lawful_basis_of_salesforce(
    name: optout_str<'_>,
    basis: Option<&mut MaybeUninit<optout_lawful_basis>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(basis, error, || {
        Ok(optout_lawful_basis::or_none(LawfulBasis::from_salesforce(name.text()?)))
    })
}

/// The IRI of the W3C Data Privacy Vocabulary for a value of optout_consent_state. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_consent_state_iri(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || {
        optout_consent_state::read(value).map_or(optout_str::EMPTY, |state| state.iri().into())
    })
}

/// The state that such an IRI names, the way back from optout_consent_state_iri;
/// OPTOUT_CONSENT_STATE_NONE for a text that is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_consent_state_of_iri(
    iri: optout_str<'_>,
    state: Option<&mut MaybeUninit<optout_consent_state>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(state, error, || Ok(optout_consent_state::or_none(ConsentState::from_iri(iri.text()?))))
}

/// The option of hs_legal_basis that a cell names, whatever its case and whichever dash it has;
/// OPTOUT_HUBSPOT_LEGAL_BASIS_NONE for a text that is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_legal_basis_of_label(
    label: optout_str<'_>,
    option: Option<&mut MaybeUninit<optout_hubspot_legal_basis>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(option, error, || {
        Ok(optout_hubspot_legal_basis::or_none(HubspotLegalBasis::from_label(label.text()?)))
    })
}

/// The option for a value of optout_lawful_basis and one of optout_relationship, which tells legitimate
/// interests apart and nothing else. HubSpot has none for points (c) to (e).
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_legal_basis_of(
    basis: i32,
    relationship: i32,
) -> optout_hubspot_legal_basis {
    answer(optout_hubspot_legal_basis::None, || {
        let read = (optout_lawful_basis::read(basis), optout_relationship::read(relationship));
        match read {
            (Ok(basis), Ok(relationship)) => {
                optout_hubspot_legal_basis::or_none(HubspotLegalBasis::of(basis, relationship))
            }
            _ => optout_hubspot_legal_basis::None,
        }
    })
}

/// The basis that a value of optout_hubspot_legal_basis claims, if it claims one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_legal_basis_basis(value: i32) -> optout_lawful_basis {
    answer(optout_lawful_basis::None, || {
        optout_lawful_basis::or_none(
            optout_hubspot_legal_basis::read(value).ok().and_then(HubspotLegalBasis::basis),
        )
    })
}

/// What a value of optout_hubspot_legal_basis says the person is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_legal_basis_relationship(value: i32) -> optout_relationship {
    answer(optout_relationship::None, || {
        optout_relationship::or_none(
            optout_hubspot_legal_basis::read(value).ok().map(HubspotLegalBasis::relationship),
        )
    })
}

/// The value that a word of HubSpot's API stands for, the way back from
/// optout_hubspot_subscription_basis_word; OPTOUT_HUBSPOT_SUBSCRIPTION_BASIS_NONE for a text that is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_subscription_basis_of_word(
    word: optout_str<'_>,
    value: Option<&mut MaybeUninit<optout_hubspot_subscription_basis>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(value, error, || {
        Ok(optout_hubspot_subscription_basis::or_none(
            word.text()?.parse::<HubspotSubscriptionBasis>().ok(),
        ))
    })
}

/// The value for a value of optout_lawful_basis and one of optout_relationship, as
/// optout_hubspot_legal_basis_of has it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_subscription_basis_of(
    basis: i32,
    relationship: i32,
) -> optout_hubspot_subscription_basis {
    answer(optout_hubspot_subscription_basis::None, || {
        let read = (optout_lawful_basis::read(basis), optout_relationship::read(relationship));
        match read {
            (Ok(basis), Ok(relationship)) => optout_hubspot_subscription_basis::or_none(
                HubspotSubscriptionBasis::of(basis, relationship),
            ),
            _ => optout_hubspot_subscription_basis::None,
        }
    })
}

/// The basis for sending that a value of optout_hubspot_subscription_basis claims, if it claims one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_subscription_basis_basis(value: i32) -> optout_lawful_basis {
    answer(optout_lawful_basis::None, || {
        let value = optout_hubspot_subscription_basis::read(value).ok();
        optout_lawful_basis::or_none(value.and_then(HubspotSubscriptionBasis::basis))
    })
}

/// The option of hs_legal_basis that says the same as a value of optout_hubspot_subscription_basis; none for
/// the two that claim no basis for sending.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_subscription_basis_legal_basis(
    value: i32,
) -> optout_hubspot_legal_basis {
    answer(optout_hubspot_legal_basis::None, || {
        let value = optout_hubspot_subscription_basis::read(value).ok();
        optout_hubspot_legal_basis::or_none(value.and_then(HubspotSubscriptionBasis::legal_basis))
    })
}
