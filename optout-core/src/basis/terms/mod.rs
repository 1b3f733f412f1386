//! The words of others for lawful basis and consent, to ours and back.
//!
//! What a system's field says in these words stays a claim: reading it supports nothing.

mod dpv;
mod fideslang;
mod hubspot;
mod salesforce;

pub use dpv::ConsentState;
pub use hubspot::{HubspotLegalBasis, HubspotSubscriptionBasis, Relationship};
