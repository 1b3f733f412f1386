//! What the caller knows beside list and policy.

use std::mem::MaybeUninit;

use optout_core::MatchOptions;

use crate::aliases::optout_domain_aliases;
use crate::failure::optout_error;
use crate::guard::{change, free, make, need};
use crate::links::optout_id_links;
use crate::nicknames::optout_nicknames;
use crate::status::optout_status;
use crate::verdicts::optout_verdicts;

/// What the caller knows beside list and policy; at first nothing.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_match_options(pub(crate) MatchOptions);

/// Makes options that know nothing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_options_new(
    options: Option<&mut MaybeUninit<*mut optout_match_options>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(options, error, || Ok(optout_match_options(MatchOptions::default())))
}

/// Sets the company domains that are one company's; they are copied, as all that is set here.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_options_set_domain_aliases(
    options: Option<&mut optout_match_options>,
    domain_aliases: Option<&optout_domain_aliases>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.domain_aliases = need(domain_aliases)?.0.clone();
        Ok(())
    })
}

/// Sets the ids of merged and converted records, and what they have become.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_options_set_id_links(
    options: Option<&mut optout_match_options>,
    id_links: Option<&optout_id_links>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.id_links = need(id_links)?.0.clone();
        Ok(())
    })
}

/// Sets the short forms of given names beside those that the library knows.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_options_set_nicknames(
    options: Option<&mut optout_match_options>,
    nicknames: Option<&optout_nicknames>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.nicknames = need(nicknames)?.0.clone();
        Ok(())
    })
}

/// Sets what humans have decided about pairs; it outranks every rule.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_options_set_verdicts(
    options: Option<&mut optout_match_options>,
    verdicts: Option<&optout_verdicts>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.verdicts = need(verdicts)?.0.clone();
        Ok(())
    })
}

/// Sets how many threads arrange a long list; the matcher is the same whatever their number, and 0 is as 1. They
/// end with the call.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_options_set_threads(
    options: Option<&mut optout_match_options>,
    threads: usize,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(options, error, |options| {
        options.0.threads = threads;
        Ok(())
    })
}

/// Frees options.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_options_free(options: Option<Box<optout_match_options>>) {
    free(options);
}
