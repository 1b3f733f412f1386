//! What another policy would decide on the same evidence.

use std::mem::MaybeUninit;

use optout_core::basis::{self, Certainty};

use crate::circumstances::optout_circumstances;
use crate::failure::optout_error;
use crate::guard::{change, free, make, need, tell};
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};
use crate::words::basis::optout_certainty;

/// Cases that are classified under two policies, to see which decisions flip.
///
/// Threads may read it at the same time; while one adds to it, no other may use it.
#[derive(Default)]
pub struct optout_what_if(Vec<(String, Certainty, optout_circumstances)>);

/// Makes a question without cases.
#[unsafe(no_mangle)]
pub extern "C" fn optout_what_if_new(
    what_if: Option<&mut MaybeUninit<*mut optout_what_if>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(what_if, error, || Ok(optout_what_if::default()))
}

/// Adds a case: `name` stands for it in what is found and must hold no personal data, `certainty` is a
/// value of optout_certainty, and the circumstances are copied.
#[unsafe(no_mangle)]
pub extern "C" fn optout_what_if_add(
    what_if: Option<&mut optout_what_if>,
    name: optout_str<'_>,
    certainty: i32,
    circumstances: Option<&optout_circumstances>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(what_if, error, |what_if| {
        let circumstances = need(circumstances)?.clone();
        let (name, certainty) = (name.text()?.to_owned(), optout_certainty::read(certainty)?);
        what_if.0.push((name, certainty, circumstances));
        Ok(())
    })
}

/// Classifies the cases under two policies: as JSON how many decisions flip, and which, those from the
/// same answer to the same other answer together. Where people are, `before` says for both. `exceeds_cap`,
/// which may be NULL, is whether more than `most_flips` do, so that a human has to look before the new
/// policy is used.
#[unsafe(no_mangle)]
pub extern "C" fn optout_what_if_run(
    what_if: Option<&optout_what_if>,
    before: Option<&optout_policy>,
    after: Option<&optout_policy>,
    most_flips: u64,
    exceeds_cap: Option<&mut MaybeUninit<bool>>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || {
        let what_if = need(what_if)?;
        let (before, after) = (need(before)?.policy.basis(), need(after)?.policy.basis());
        let cases = what_if.0.iter().map(|(name, certainty, circumstances)| {
            (name.as_str(), circumstances.case(*certainty, before))
        });
        let found = basis::what_if(cases, before, after, most_flips);
        let json = optout_buffer::json(&found)?;
        tell(exceeds_cap, found.exceeds_cap);
        Ok(json)
    })
}

/// Frees a question.
#[unsafe(no_mangle)]
pub extern "C" fn optout_what_if_free(what_if: Option<Box<optout_what_if>>) {
    free(what_if);
}
