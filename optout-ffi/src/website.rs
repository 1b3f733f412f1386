//! Company websites as keys.

use std::mem::MaybeUninit;

use optout_core::normalize::registrable_domain;
use optout_core::normalize::website::Website;

use crate::failure::{Failure, optout_error};
use crate::guard::{answer, free, make, make_or_null};
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};
use crate::words::normalize::optout_website_class;

/// A website as keys.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_website(Website);

/// Reads a URL or a bare host. OPTOUT_STATUS_VALUE, with the fault in the error, if no registrable
/// domain is left.
#[unsafe(no_mangle)]
pub extern "C" fn optout_website_parse(
    raw: optout_str<'_>,
    website: Option<&mut MaybeUninit<*mut optout_website>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(website, error, || {
        let parsed = Website::parse(raw.text()?)
            .map_err(|fault| Failure::Fault(fault.as_str(), fault.to_string()))?;
        Ok(optout_website(parsed))
    })
}

/// The host in A-labels, without "www.".
#[unsafe(no_mangle)]
pub extern "C" fn optout_website_host(website: Option<&optout_website>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || website.map_or("", |website| website.0.host()).into())
}

/// The registrable domain in A-labels.
#[unsafe(no_mangle)]
pub extern "C" fn optout_website_domain(website: Option<&optout_website>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || website.map_or("", |website| website.0.domain()).into())
}

/// Whose site it is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_website_class_of(
    website: Option<&optout_website>,
) -> optout_website_class {
    answer(optout_website_class::None, || {
        website.map_or(optout_website_class::None, |website| website.0.class().into())
    })
}

/// Whether two people with this website can be taken for colleagues.
#[unsafe(no_mangle)]
pub extern "C" fn optout_website_is_company_evidence(website: Option<&optout_website>) -> bool {
    answer(false, || website.is_some_and(|website| website.0.is_company_evidence()))
}

/// Frees a website.
#[unsafe(no_mangle)]
pub extern "C" fn optout_website_free(website: Option<Box<optout_website>>) {
    free(website);
}

/// The registrable domain of a host by the Public Suffix List, in A-labels; NULL if it has none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_registrable_domain(
    host: optout_str<'_>,
    domain: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(domain, error, || Ok(registrable_domain(host.text()?).map(optout_buffer::from)))
}
