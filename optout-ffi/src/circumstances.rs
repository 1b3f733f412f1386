//! What is known about a record besides its identifiers.

use std::mem::MaybeUninit;

use optout_core::{Date, Evidence};

use crate::error::optout_error;
use crate::evidence::optout_evidence_set;
use crate::guard::{change, free, make, need};
use crate::list::read_date;
use crate::status::optout_status;
use crate::strings::optout_str;

/// What is known about a record besides its identifiers.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_circumstances {
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) country: String,
    pub(crate) region: String,
    pub(crate) now: Date,
    pub(crate) received: Option<Date>,
}

/// Makes circumstances of which only the day is known: `now` is today, "2026-11-24".
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_new(
    now: optout_str<'_>,
    circumstances: Option<&mut MaybeUninit<*mut optout_circumstances>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(circumstances, error, || {
        let now = read_date(now)?;
        let (country, region) = (String::new(), String::new());
        Ok(optout_circumstances { evidence: Vec::new(), country, region, now, received: None })
    })
}

/// Sets the evidence about the person; it is copied.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_evidence(
    circumstances: Option<&mut optout_circumstances>,
    evidence: Option<&optout_evidence_set>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        let evidence = need(evidence)?;
        circumstances.evidence.clone_from(&evidence.0);
        Ok(())
    })
}

/// Sets the country, and the state or region, in which the person gets mail; either may be empty.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_place(
    circumstances: Option<&mut optout_circumstances>,
    country: optout_str<'_>,
    region: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        let (country, region) = (country.text()?.to_owned(), region.text()?.to_owned());
        (circumstances.country, circumstances.region) = (country, region);
        Ok(())
    })
}

/// Sets the day on which the list was received, if it was not today: clocks run from it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_received(
    circumstances: Option<&mut optout_circumstances>,
    date: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        circumstances.received = Some(read_date(date)?);
        Ok(())
    })
}

/// Frees circumstances.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_free(circumstances: Option<Box<optout_circumstances>>) {
    free(circumstances);
}
