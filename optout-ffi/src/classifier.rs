//! Records that came from the vendor, classified in memory without a list.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr;

use optout_core::basis::Trigger;
use optout_core::sweep::{Classified, Classifier};
use optout_core::table::{Encoding, Format, Layout, Table};
use optout_core::{BasisPolicy, Date, EvidenceStore};

use crate::evidence::optout_evidence_store;
use crate::failure::optout_error;
use crate::guard::{answer, change, free, make, need};
use crate::job::{optout_progress, reporting};
use crate::list::{add_column, read_date};
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::basis::optout_trigger;

/// One pass over records that came from the vendor, without a list: after the end of a subscription, or to
/// see where the controller stands before a list comes in. Every record is taken for the person that it
/// names.
///
/// Threads may run it at the same time; while one sets an option, no other may use it.
pub struct optout_classifier {
    policy: BasisPolicy,
    trigger: Trigger,
    since: Date,
    now: Date,
    layout: Layout,
    format: Format,
    traces: bool,
}

/// Makes a classifier under a policy, which is copied, as of a day, `now`, "2026-11-24". `trigger` is a value
/// of optout_trigger, and `since` the day of that, from which clocks run: the end of the subscription, or
/// when the list was received.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classifier_new(
    policy: Option<&optout_policy>,
    trigger: i32,
    since: optout_str<'_>,
    now: optout_str<'_>,
    classifier: Option<&mut MaybeUninit<*mut optout_classifier>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(classifier, error, || {
        Ok(optout_classifier {
            policy: need(policy)?.policy.basis().clone(),
            trigger: optout_trigger::read(trigger)?,
            since: read_date(since)?,
            now: read_date(now)?,
            layout: Layout::detect(),
            format: Format::default(),
            traces: false,
        })
    })
}

/// Names the layout of the records instead of having it detected: "salesforce", "hubspot", "marketo",
/// "eloqua", "pardot", "outreach" or "salesloft". Columns are added afterwards.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classifier_set_preset(
    classifier: Option<&mut optout_classifier>,
    name: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(classifier, error, |classifier| {
        classifier.layout = Layout::preset(name.text()?)?;
        Ok(())
    })
}

/// Says what a column of the records holds, by its header name. It outranks the preset.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classifier_add_column(
    classifier: Option<&mut optout_classifier>,
    header: optout_str<'_>,
    role: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(classifier, error, |classifier| add_column(&mut classifier.layout, header, role))
}

/// Names the encoding of the records by its WHATWG label.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classifier_set_encoding(
    classifier: Option<&mut optout_classifier>,
    label: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(classifier, error, |classifier| {
        classifier.format.encoding = Some(label.text()?.parse::<Encoding>()?);
        Ok(())
    })
}

/// Names the delimiter of the records.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classifier_set_delimiter(
    classifier: Option<&mut optout_classifier>,
    delimiter: u8,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(classifier, error, |classifier| {
        classifier.format.delimiter = Some(delimiter);
        Ok(())
    })
}

/// Says whether each answer comes with how it came about, as JSON in one more column `trace`: the same bytes as
/// optout_basis_explain gives.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classifier_set_traces(
    classifier: Option<&mut optout_classifier>,
    traces: bool,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(classifier, error, |classifier| {
        classifier.traces = traces;
        Ok(())
    })
}

/// Passes once over the records. `evidence` and `progress` may be NULL; `user` is handed to `progress` as it
/// is.
///
/// # Safety
/// `len` bytes can be read at `contacts`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_classifier_run(
    classifier: Option<&optout_classifier>,
    evidence: Option<&optout_evidence_store>,
    contacts: *const u8,
    len: usize,
    progress: optout_progress,
    user: *mut c_void,
    classified: Option<&mut MaybeUninit<*mut optout_classified>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(classified, error, || {
        let optout_classifier { policy, trigger, since, now, layout, format, traces } =
            need(classifier)?;
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let contacts = unsafe { bytes(contacts, len) }?;
        let none = EvidenceStore::new();
        let evidence = evidence.map_or(&none, |store| &store.0);
        let mut contacts = Table::open_contacts(contacts, *format, layout)?;
        let mut table = Vec::new();
        let pass = Classifier::new(policy, evidence, *trigger, *since, *now).traces(*traces);
        let counts = pass.run(&mut contacts, &mut table, &mut reporting(progress, user))?;
        Ok(optout_classified { table: table.into(), counts })
    })
}

/// Frees a classifier.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classifier_free(classifier: Option<Box<optout_classifier>>) {
    free(classifier);
}

/// What a classifier found.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_classified {
    table: optout_buffer,
    counts: Classified,
}

/// The table with a row for each record, as CSV. It belongs to what was asked.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classified_table(
    classified: Option<&optout_classified>,
) -> *const optout_buffer {
    answer(ptr::null(), || {
        classified.map_or(ptr::null(), |classified| ptr::from_ref(&classified.table))
    })
}

/// The numbers, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classified_counts_json(
    classified: Option<&optout_classified>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(classified)?.counts))
}

/// Frees what a classifier found.
#[unsafe(no_mangle)]
pub extern "C" fn optout_classified_free(classified: Option<Box<optout_classified>>) {
    free(classified);
}
