//! Record ids as keys.

use std::mem::MaybeUninit;

use optout_core::normalize::id::{IdFault, crm_id, opaque_id, salesforce_id};

use crate::failure::{Failure, optout_error};
use crate::guard::make;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};

/// The key of an id of which nothing is known. OPTOUT_STATUS_VALUE, with the fault in the error, if
/// it is blank or damaged by a spreadsheet.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_opaque(
    raw: optout_str<'_>,
    key: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(key, error, || Ok(opaque_id(raw.text()?).map_err(refused)?.into_owned().into()))
}

/// The key of an id in a column of Salesforce ids: always the form of 18 characters.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_salesforce(
    raw: optout_str<'_>,
    key: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(key, error, || Ok(salesforce_id(raw.text()?).map_err(refused)?.into()))
}

/// The key of an id in the id column of a CRM that is not named, by the id's own shape.
#[unsafe(no_mangle)]
pub extern "C" fn optout_id_crm(
    raw: optout_str<'_>,
    key: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(key, error, || Ok(crm_id(raw.text()?).map_err(refused)?.into_owned().into()))
}

fn refused(fault: IdFault) -> Failure {
    Failure::Fault(fault.as_str(), fault.to_string())
}
