//! What is known about a record besides its identifiers.

use std::mem::MaybeUninit;

use optout_core::basis::{BasisPolicy, Case, Certainty, Place, Signals, Trigger};
use optout_core::error::{Error, ErrorKind};
use optout_core::{Date, Evidence};

use crate::evidence::optout_evidence_set;
use crate::failure::{Failure, optout_error};
use crate::guard::{change, free, make, need};
use crate::list::read_date;
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::basis::optout_trigger;

/// What is known about a record besides its identifiers.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
#[derive(Clone)]
pub struct optout_circumstances {
    pub(crate) evidence: Vec<Evidence>,
    residency: String,
    country: String,
    region: String,
    vendor_country: String,
    phone: String,
    company_country: String,
    domain: String,
    trigger: Trigger,
    since: Option<Date>,
    pub(crate) now: Date,
}

impl optout_circumstances {
    fn signals(&self) -> Signals<'_> {
        Signals {
            residency: &self.residency,
            country: &self.country,
            region: &self.region,
            vendor_country: &self.vendor_country,
            phone: &self.phone,
            company_country: &self.company_country,
            domain: &self.domain,
        }
    }

    /// Where the person is, under a policy's packs.
    pub(crate) fn place(&self, policy: &BasisPolicy) -> Place {
        policy.packs.place(&self.signals())
    }

    fn since(&self) -> Date {
        self.since.unwrap_or(self.now)
    }

    /// The day on which the list was received: what a match finds is on it.
    pub(crate) fn received(&self) -> Result<Date, Failure> {
        match self.trigger {
            Trigger::VendorOptOut => Ok(self.since()),
            Trigger::AfterSubscription => {
                let expected = "vendor_opt_out, for a match is on the vendor's list";
                Err(Error::new(ErrorKind::InvalidOption { option: "trigger", expected }).into())
            }
        }
    }

    /// All that a classification depends on.
    pub(crate) fn case(&self, certainty: Certainty, policy: &BasisPolicy) -> Case<'_> {
        Case {
            trigger: self.trigger,
            since: self.since(),
            certainty,
            evidence: &self.evidence,
            regimes: self.place(policy).regimes,
            now: self.now,
        }
    }
}

/// Makes circumstances of which only the day is known: `now` is today, "2026-11-24". What set the
/// decision off is the vendor's opt-out, of that day.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_new(
    now: optout_str<'_>,
    circumstances: Option<&mut MaybeUninit<*mut optout_circumstances>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(circumstances, error, || {
        Ok(optout_circumstances {
            evidence: Vec::new(),
            residency: String::new(),
            country: String::new(),
            region: String::new(),
            vendor_country: String::new(),
            phone: String::new(),
            company_country: String::new(),
            domain: String::new(),
            trigger: Trigger::VendorOptOut,
            since: None,
            now: read_date(now)?,
        })
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

/// Sets the country in which the person says they live, by name or code. Of all that tells where the
/// person is, this and the following, the first that says anything counts, in the order of optout_signal;
/// what is not known is empty.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_residency(
    circumstances: Option<&mut optout_circumstances>,
    country: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        circumstances.residency = country.text()?.to_owned();
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

/// Sets the country that the vendor gives.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_vendor_country(
    circumstances: Option<&mut optout_circumstances>,
    country: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        circumstances.vendor_country = country.text()?.to_owned();
        Ok(())
    })
}

/// Sets a telephone number, which counts if it starts with its calling code: "+49", "0049".
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_phone(
    circumstances: Option<&mut optout_circumstances>,
    phone: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        circumstances.phone = phone.text()?.to_owned();
        Ok(())
    })
}

/// Sets the country of the person's company.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_company_country(
    circumstances: Option<&mut optout_circumstances>,
    country: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        circumstances.company_country = country.text()?.to_owned();
        Ok(())
    })
}

/// Sets a domain of the person or the company.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_domain(
    circumstances: Option<&mut optout_circumstances>,
    domain: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        circumstances.domain = domain.text()?.to_owned();
        Ok(())
    })
}

/// Sets what set the decision off, a value of optout_trigger, and the day of that: when the list was
/// received, or the subscription ended. Clocks run from it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_set_trigger(
    circumstances: Option<&mut optout_circumstances>,
    trigger: i32,
    since: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(circumstances, error, |circumstances| {
        let (trigger, since) = (optout_trigger::read(trigger)?, read_date(since)?);
        (circumstances.trigger, circumstances.since) = (trigger, Some(since));
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
        let since = read_date(date)?;
        (circumstances.trigger, circumstances.since) = (Trigger::VendorOptOut, Some(since));
        Ok(())
    })
}

/// Frees circumstances.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_free(circumstances: Option<Box<optout_circumstances>>) {
    free(circumstances);
}
