//! The words of others for lawful basis and consent.

use optout_core::basis::{ConsentState, HubspotLegalBasis, HubspotSubscriptionBasis, Relationship};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// A state of consent.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_consent_state {
    /// None: it is not about consent, or lies in the future.
    None = 0,
    /// It was given.
    Given = 1,
    /// The person took it back.
    Withdrawn = 2,
    /// Its time is over.
    Expired = 3,
}

mirrors!(optout_consent_state of ConsentState { Given, Withdrawn, Expired });

/// The word for a value of optout_consent_state, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_consent_state_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_consent_state::word(value).into())
}

/// What the person is to the controller, where HubSpot makes a difference.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_relationship {
    /// No value.
    None = 0,
    /// A prospect or lead.
    Prospect = 1,
    /// An existing customer.
    Customer = 2,
    /// Neither.
    Other = 3,
}

mirrors!(optout_relationship of Relationship { Prospect, Customer, Other });

/// The word for a value of optout_relationship, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_relationship_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_relationship::word(value).into())
}

/// The options of HubSpot's contact property hs_legal_basis.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_hubspot_legal_basis {
    /// No option.
    None = 0,
    /// Legitimate interests in a prospect.
    LegitimateInterestProspect = 1,
    /// Legitimate interests in a customer.
    LegitimateInterestCustomer = 2,
    /// Other legitimate interests.
    LegitimateInterestOther = 3,
    /// A contract.
    PerformanceOfContract = 4,
    /// Consent.
    FreelyGivenConsent = 5,
    /// No basis is claimed.
    NotApplicable = 6,
}

mirrors!(optout_hubspot_legal_basis of HubspotLegalBasis {
    LegitimateInterestProspect, LegitimateInterestCustomer, LegitimateInterestOther,
    PerformanceOfContract, FreelyGivenConsent, NotApplicable,
});

/// The label of a value of optout_hubspot_legal_basis, in HubSpot's exact text. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_legal_basis_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_hubspot_legal_basis::word(value).into())
}

/// legalBasis of HubSpot's communication preferences.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_hubspot_subscription_basis {
    /// No value.
    None = 0,
    /// Legitimate interests in a prospect.
    LegitimateInterestPql = 1,
    /// Legitimate interests in a customer.
    LegitimateInterestClient = 2,
    /// Other legitimate interests.
    LegitimateInterestOther = 3,
    /// A contract.
    PerformanceOfContract = 4,
    /// Consent.
    ConsentWithNotice = 5,
    /// The GDPR is held not to apply.
    NonGdpr = 6,
    /// Leave to process and store, which is none to send.
    ProcessAndStore = 7,
}

mirrors!(optout_hubspot_subscription_basis of HubspotSubscriptionBasis {
    LegitimateInterestPql, LegitimateInterestClient, LegitimateInterestOther,
    PerformanceOfContract, ConsentWithNotice, NonGdpr, ProcessAndStore,
});

/// The word of HubSpot's API for a value of optout_hubspot_subscription_basis. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hubspot_subscription_basis_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_hubspot_subscription_basis::word(value).into())
}
