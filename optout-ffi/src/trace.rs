//! How a classification came about.

use std::mem::MaybeUninit;

use optout_core::basis;

use crate::circumstances::optout_circumstances;
use crate::failure::optout_error;
use crate::guard::{give, make, need};
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};
use crate::words::basis::optout_certainty;

/// Classifies as optout_classification_of does, and says as one line of JSON how that came about: the
/// evidence and what each piece did, the rules that were asked, and the answer. It names evidence and
/// holds no other value of the record; the same case and policy give the same bytes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_basis_explain(
    certainty: i32,
    circumstances: Option<&optout_circumstances>,
    policy: Option<&optout_policy>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || {
        let circumstances = need(circumstances)?;
        let policy = need(policy)?.policy.basis();
        let case = circumstances.case(optout_certainty::read(certainty)?, policy);
        Ok(basis::explain(&case, policy).to_json().into())
    })
}

/// Classifies anew what was explained before, and says whether every byte is the same.
#[unsafe(no_mangle)]
pub extern "C" fn optout_basis_replays(
    explanation: optout_str<'_>,
    certainty: i32,
    circumstances: Option<&optout_circumstances>,
    policy: Option<&optout_policy>,
    replays: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(replays, error, || {
        let circumstances = need(circumstances)?;
        let policy = need(policy)?.policy.basis();
        let case = circumstances.case(optout_certainty::read(certainty)?, policy);
        Ok(basis::replays(explanation.text()?, &case, policy))
    })
}
