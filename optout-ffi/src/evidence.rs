//! What is known of a person and the controller.

use std::mem::MaybeUninit;

use optout_core::basis::read_evidence;
use optout_core::error::Input;
use optout_core::table::Format;
use optout_core::{Evidence, EvidenceStore, Moment, fs};

use crate::contact::optout_contact;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, change, free, give, make, make_or_null, need};
use crate::list::read_date;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::evidence::{
    optout_evidence_kind, optout_polarity, optout_provenance, optout_strength,
};
use crate::words::terms::optout_consent_state;

/// A piece of evidence: a fact, with where it comes from.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_evidence(Evidence);

/// Makes a bare assertion of a kind, a value of optout_evidence_kind. `id` names it in traces and
/// must hold no personal data.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_new(
    id: optout_str<'_>,
    kind: i32,
    evidence: Option<&mut MaybeUninit<*mut optout_evidence>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(evidence, error, || {
        let (id, kind) = (id.text()?, optout_evidence_kind::read(kind)?);
        Ok(optout_evidence(Evidence::new(id, kind)))
    })
}

/// Sets whether it affirms, as it does from the start, or denies: a value of optout_polarity.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_polarity(
    evidence: Option<&mut optout_evidence>,
    polarity: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(evidence, error, |evidence| {
        evidence.0.polarity = optout_polarity::read(polarity)?;
        Ok(())
    })
}

/// Sets when it happened: "2026-11-21" or "2026-11-21T10:00:00Z".
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_occurred_at(
    evidence: Option<&mut optout_evidence>,
    time: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(evidence, error, |evidence| {
        evidence.0.occurred_at = Some(read_moment(time)?);
        Ok(())
    })
}

/// Sets from when on it no longer counts.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_expires_at(
    evidence: Option<&mut optout_evidence>,
    time: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(evidence, error, |evidence| {
        evidence.0.expires_at = Some(read_moment(time)?);
        Ok(())
    })
}

pub(crate) fn read_moment(time: optout_str<'_>) -> Result<Moment, Failure> {
    Moment::parse(time.text()?).map_err(|fault| Failure::Fault(fault.as_str(), fault.to_string()))
}

/// Sets the system that it is found in, and where in it; either may be empty.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_source(
    evidence: Option<&mut optout_evidence>,
    system: optout_str<'_>,
    reference: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(evidence, error, |evidence| {
        let (system, reference) = (system.text()?, reference.filled()?);
        evidence.0.source_system = system.to_owned();
        evidence.0.source_ref = reference.map(str::to_owned);
        Ok(())
    })
}

/// Sets whose it is: a value of optout_provenance. Unknown from the start.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_provenance(
    evidence: Option<&mut optout_evidence>,
    provenance: i32,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(evidence, error, |evidence| {
        evidence.0.provenance = optout_provenance::read(provenance)?;
        Ok(())
    })
}

/// Adds a purpose that it covers, such as "marketing".
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_add_purpose(
    evidence: Option<&mut optout_evidence>,
    purpose: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(evidence, error, |evidence| {
        evidence.0.purposes.push(purpose.text()?.to_owned());
        Ok(())
    })
}

/// What it shows.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_kind_of(
    evidence: Option<&optout_evidence>,
) -> optout_evidence_kind {
    answer(optout_evidence_kind::None, || {
        evidence.map_or(optout_evidence_kind::None, |evidence| evidence.0.kind.into())
    })
}

/// How well it is recorded: a time and a reference make it documented, a time alone recorded.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_strength(evidence: Option<&optout_evidence>) -> optout_strength {
    answer(optout_strength::None, || {
        evidence.map_or(optout_strength::None, |evidence| evidence.0.strength().into())
    })
}

/// The state of consent that this piece by itself shows on a day, "2026-11-24"; OPTOUT_CONSENT_STATE_NONE
/// where it is not about consent or lies in the future. Another piece may have ended it: a classification
/// looks at all of them.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_consent_state(
    evidence: Option<&optout_evidence>,
    now: optout_str<'_>,
    state: Option<&mut MaybeUninit<optout_consent_state>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(state, error, || {
        let evidence = need(evidence)?;
        Ok(optout_consent_state::or_none(evidence.0.consent_state(read_date(now)?)))
    })
}

/// Frees a piece of evidence.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_free(evidence: Option<Box<optout_evidence>>) {
    free(evidence);
}

/// The evidence about one person.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
#[derive(Default)]
pub struct optout_evidence_set(pub(crate) Vec<Evidence>);

/// Makes a set without evidence.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_new(
    set: Option<&mut MaybeUninit<*mut optout_evidence_set>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(set, error, || Ok(optout_evidence_set::default()))
}

/// Reads a set from a JSON array of objects with the fields id, kind, polarity, occurred_at,
/// expires_at, source_system, source_ref, provenance and purposes; only kind is required.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_from_json(
    json: optout_str<'_>,
    set: Option<&mut MaybeUninit<*mut optout_evidence_set>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(set, error, || {
        let pieces = Failure::json(json.text()?, "an array of evidence")?;
        Ok(optout_evidence_set(pieces))
    })
}

/// The set as a JSON array.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_json(
    set: Option<&optout_evidence_set>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(set)?.0))
}

/// Adds a copy of a piece of evidence.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_add(
    set: Option<&mut optout_evidence_set>,
    evidence: Option<&optout_evidence>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(set, error, |set| {
        let evidence = need(evidence)?;
        set.0.push(evidence.0.clone());
        Ok(())
    })
}

/// How many pieces it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_count(set: Option<&optout_evidence_set>) -> usize {
    answer(0, || set.map_or(0, |set| set.0.len()))
}

/// A copy of the piece at a place, counted from 0; NULL beyond the end.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_at(
    set: Option<&optout_evidence_set>,
    at: usize,
    evidence: Option<&mut MaybeUninit<*mut optout_evidence>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(evidence, error, || Ok(need(set)?.0.get(at).cloned().map(optout_evidence)))
}

/// Frees a set.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_set_free(set: Option<Box<optout_evidence_set>>) {
    free(set);
}

/// An evidence file: evidence by the record or the address that it is about.
///
/// It is not changed by any function, so threads may use it at the same time.
#[derive(Default)]
pub struct optout_evidence_store(pub(crate) EvidenceStore);

/// Reads an evidence file: columns record_id or email or both, kind, and as they are known namespace (of the id), polarity,
/// occurred_at, expires_at, source_system, source_ref, provenance and purposes.
///
/// # Safety
/// `len` bytes can be read at `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_evidence_store_read(
    data: *const u8,
    len: usize,
    store: Option<&mut MaybeUninit<*mut optout_evidence_store>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(store, error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let data = unsafe { bytes(data, len) }?;
        Ok(optout_evidence_store(read_evidence(data, Format::default())?))
    })
}

/// Reads an evidence file by its path.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_store_read_path(
    path: optout_str<'_>,
    store: Option<&mut MaybeUninit<*mut optout_evidence_store>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(store, error, || {
        let input = fs::open(path.text()?).map_err(|error| error.within(Input::Evidence))?;
        Ok(optout_evidence_store(read_evidence(input, Format::default())?))
    })
}

/// Reads what optout_evidence_store_json gave.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_store_from_json(
    json: optout_str<'_>,
    store: Option<&mut MaybeUninit<*mut optout_evidence_store>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(store, error, || {
        let expected = "a store of evidence as optout_evidence_store_json gives it";
        Ok(optout_evidence_store(Failure::json(json.text()?, expected)?))
    })
}

/// The store as JSON, for other processes and machines. Record ids and addresses are in it in clear: guard
/// it as the evidence file itself.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_store_json(
    store: Option<&optout_evidence_store>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(store)?.0))
}

/// How many pieces it has.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_store_count(store: Option<&optout_evidence_store>) -> u64 {
    answer(0, || store.map_or(0, |store| store.0.len()))
}

/// A copy of all its pieces, in the order of the file. They are about whoever the file is about, so no one
/// person is classified by them.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_store_pieces(
    store: Option<&optout_evidence_store>,
    set: Option<&mut MaybeUninit<*mut optout_evidence_set>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(set, error, || Ok(optout_evidence_set(need(store)?.0.pieces().to_vec())))
}

/// A copy of the evidence about a record, by every id and mailbox of it. `system` is the namespace of
/// the system that the record is from, or empty: ids of evidence that name no namespace are that
/// system's.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_store_about(
    store: Option<&optout_evidence_store>,
    contact: Option<&optout_contact>,
    system: optout_str<'_>,
    set: Option<&mut MaybeUninit<*mut optout_evidence_set>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(set, error, || {
        let store = need(store)?;
        let contact = need(contact)?.borrow();
        Ok(optout_evidence_set(store.0.about(&contact, system.filled()?)))
    })
}

/// Frees a store.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_store_free(store: Option<Box<optout_evidence_store>>) {
    free(store);
}
