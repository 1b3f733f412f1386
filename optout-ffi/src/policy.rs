//! One policy for the whole decision.

use std::mem::MaybeUninit;

use optout_core::{BasisPolicy, MatchPolicy, Policy};

use crate::failure::optout_error;
use crate::guard::{answer, free, make, need};
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};

/// The rules of matching and the parameters of the basis rules.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_policy {
    pub(crate) policy: Policy,
    basis_hash: String,
}

impl From<Policy> for optout_policy {
    fn from(policy: Policy) -> Self {
        Self { basis_hash: policy.basis().hash(), policy }
    }
}

impl From<MatchPolicy> for optout_policy {
    fn from(matching: MatchPolicy) -> Self {
        Policy::new(matching, BasisPolicy::default()).into()
    }
}

/// The shipped matching rules and the default parameters.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_standard(
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(Policy::standard()?.into()))
}

/// The shipped matching rules of a name, "strict", "standard" or "broad", and the default parameters.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_shipped(
    name: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(MatchPolicy::shipped(name.text()?)?.into()))
}

/// Reads a policy from TOML; both tables, `matching` and `basis`, may be left out, and `matching` may be
/// the name of shipped rules. OPTOUT_STATUS_POLICY, with line and byte, for anything that is not a
/// policy's.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_from_toml(
    toml: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(Policy::from_toml(toml.text()?)?.into()))
}

/// Reads a policy from JSON, as optout_policy_from_toml does from TOML.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_from_json(
    json: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(Policy::from_json(json.text()?)?.into()))
}

/// Reads a policy from JSON if its first sign is a brace, which no TOML starts with, or else from
/// TOML.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_read(
    text: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(Policy::read(text.text()?)?.into()))
}

/// Reads matching rules alone from TOML: a name and an array `rule`; the parameters are the default
/// ones.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_from_matching_toml(
    toml: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(MatchPolicy::from_toml(toml.text()?)?.into()))
}

/// Reads matching rules alone from JSON, as optout_policy_from_matching_toml does from TOML.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_from_matching_json(
    json: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(MatchPolicy::from_json(json.text()?)?.into()))
}

/// Reads matching rules alone from JSON or TOML, as optout_policy_read tells them.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_read_matching(
    text: optout_str<'_>,
    policy: Option<&mut MaybeUninit<*mut optout_policy>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(policy, error, || Ok(MatchPolicy::read(text.text()?)?.into()))
}

/// The matching rules as TOML, in one layout whatever they were read from; they read back as the same
/// rules.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_matching_toml(
    policy: Option<&optout_policy>,
    toml: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(toml, error, || {
        let policy = need(policy)?;
        Ok(policy.policy.matching().to_toml().into())
    })
}

/// The parameters of the basis rules as one line of JSON, with what each regime asks for and the legal
/// texts that say so. As the table `basis` of a policy it reads back as the same parameters.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_basis_json(
    policy: Option<&optout_policy>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(need(policy)?.policy.basis()))
}

/// The name of the matching rules.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_name(policy: Option<&optout_policy>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || policy.map_or("", |policy| policy.policy.matching().name()).into())
}

/// SHA-256 of the canonical form, in hexadecimal: two texts that mean the same have one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_hash(policy: Option<&optout_policy>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || policy.map_or("", |policy| policy.policy.hash()).into())
}

/// The same of the matching rules alone; layout, names of policies and sentences are not in it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_matching_hash(policy: Option<&optout_policy>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || policy.map_or("", |policy| policy.policy.matching().hash()).into())
}

/// The same of the parameters of the basis rules alone: what an explanation of a classification names.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_basis_hash(policy: Option<&optout_policy>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || policy.map_or("", |policy| &policy.basis_hash).into())
}

/// Frees a policy. What was made of it stays good.
#[unsafe(no_mangle)]
pub extern "C" fn optout_policy_free(policy: Option<Box<optout_policy>>) {
    free(policy);
}
