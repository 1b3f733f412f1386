//! E-mail addresses as keys.

use std::mem::MaybeUninit;

use optout_core::normalize::email::{Email, split_emails};

use crate::failure::{Failure, optout_error};
use crate::guard::{answer, free, make};
use crate::status::optout_status;
use crate::strings::{optout_str, optout_strings};
use crate::words::normalize::optout_email_class;

/// An e-mail address as keys.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_email(Email);

/// Reads one address, leniently: "mailto:", "<>", a display name and invisible characters are
/// removed. OPTOUT_STATUS_VALUE, with the fault in the error, if what remains is none.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_parse(
    raw: optout_str<'_>,
    email: Option<&mut MaybeUninit<*mut optout_email>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(email, error, || {
        let parsed = Email::parse(raw.text()?)
            .map_err(|fault| Failure::Fault(fault.as_str(), fault.to_string()))?;
        Ok(optout_email(parsed))
    })
}

/// The exact key: lower case, the domain in A-labels. Tags and dots stay.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_exact(email: Option<&optout_email>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || email.map_or("", |email| email.0.exact()).into())
}

/// The canonical key: without what the provider documents to ignore.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_canonical(email: Option<&optout_email>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || email.map_or("", |email| email.0.canonical()).into())
}

/// The part of the exact key before the @.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_local(email: Option<&optout_email>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || email.map_or("", |email| email.0.local()).into())
}

/// The part of the exact key after the @.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_domain(email: Option<&optout_email>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || email.map_or("", |email| email.0.domain()).into())
}

/// What kind of mailbox it is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_class_of(email: Option<&optout_email>) -> optout_email_class {
    answer(optout_email_class::None, || {
        email.map_or(optout_email_class::None, |email| email.0.class().into())
    })
}

/// The employer's registrable domain; empty if the domain is one of free or throw-away mailboxes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_company_domain(email: Option<&optout_email>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        email.and_then(|email| email.0.company_domain()).unwrap_or_default().into()
    })
}

/// Frees an address.
#[unsafe(no_mangle)]
pub extern "C" fn optout_email_free(email: Option<Box<optout_email>>) {
    free(email);
}

/// Divides a cell into the addresses that it holds, as they stand in it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_emails_split(
    cell: optout_str<'_>,
    addresses: Option<&mut MaybeUninit<*mut optout_strings>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(addresses, error, || {
        let split = split_emails(cell.text()?).map(str::to_owned).collect();
        Ok(optout_strings::new(split))
    })
}
