//! One policy for the whole decision.

use std::mem::MaybeUninit;

use optout_core::{BasisPolicy, MatchPolicy, Policy};

use crate::error::optout_error;
use crate::guard::{answer, attempt, free, need, write};
use crate::status::optout_status;
use crate::strings::optout_str;

/// The rules of matching and the parameters of the basis rules.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_policy {
    pub(crate) policy: Policy,
    hash: String,
}

impl From<Policy> for optout_policy {
    fn from(policy: Policy) -> Self {
        Self { hash: policy.hash(), policy }
    }
}

/// The shipped matching rules and the default parameters.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_standard(
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let policy = need(policy)?;
        write(policy, Policy::standard()?.into());
        Ok(())
    })
}

/// Reads a policy from TOML; both tables, `matching` and `basis`, may be left out.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_from_toml(
    toml: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let policy = need(policy)?;
        write(policy, Policy::from_toml(toml.text()?)?.into());
        Ok(())
    })
}

/// Reads matching rules alone from TOML: a name and an array `rule`; the parameters are the default
/// ones.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_from_matching_toml(
    toml: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let policy = need(policy)?;
        let matching = MatchPolicy::from_toml(toml.text()?)?;
        write(policy, Policy { matching, basis: BasisPolicy::default() }.into());
        Ok(())
    })
}

/// The name of the matching rules.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_name(policy: Option<&optout_policy>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || policy.map_or("", |policy| policy.policy.matching.name()).into())
}

/// SHA-256 of the canonical form, in hexadecimal: two texts that mean the same have one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_hash(policy: Option<&optout_policy>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || policy.map_or("", |policy| &policy.hash).into())
}

/// The same of the matching rules alone.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_matching_hash(policy: Option<&optout_policy>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || policy.map_or("", |policy| policy.policy.matching.hash()).into())
}

/// Frees a policy. What was made of it stays good.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_free(policy: Option<Box<optout_policy>>) {
    free(policy);
}
