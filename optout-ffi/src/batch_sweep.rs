//! The sweep over Arrow record batches.

use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::sync::{Mutex, PoisonError};

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader as _};
use arrow_schema::ArrowError;
use optout_core::EvidenceStore;
use optout_core::arrow::{BatchSweep, decision_schema, sweep_table};
use optout_core::error::{Error, Input};
use optout_core::matching::FileFacts;
use optout_core::sweep::Tally;

use crate::arrow::{Incoming, own_in};
use crate::evidence::optout_evidence_store;
use crate::failure::{Failure, optout_error};
use crate::guard::{attempt, free, make, need, write};
use crate::job::{optout_progress, reporting};
use crate::matcher::optout_matcher;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer};
use crate::sweep::optout_sweep;

/// Sweeps the record batches of a table, all of which is read at once: of a stream of records it makes one of
/// decisions with a row for each.
///
/// The columns of the decisions are status, tier, rule, entry_id, retention, basis, marketing and reason, in the
/// words of the table of decisions, deadline, a day, and settled, which is true. All but that is null for a
/// record that is nobody's on the list. No value of the records is in them.
///
/// The matcher has its own rules; those of the sweep's policy are not used, nor its match options. `evidence`
/// and `progress` may be NULL; `user` is handed to `progress` as it is. `counts`, the numbers as JSON, may be
/// NULL.
///
/// `input` is moved, in every case, also if the call fails: it is a released structure afterwards. `output`
/// need not be initialised; the caller releases it. It depends on nothing else.
///
/// # Safety
/// `input` does what the Arrow C stream interface asks of a producer; that its buffers are as long as
/// they have to be cannot be checked. `output` is only used as that interface allows.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_sweep_run_arrow(
    sweep: Option<&optout_sweep>,
    matcher: Option<&optout_matcher>,
    evidence: Option<&optout_evidence_store>,
    input: Option<&mut FFI_ArrowArrayStream>,
    progress: optout_progress,
    user: *mut c_void,
    output: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
    counts: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        // First of all, so that it is released whatever follows.
        let input = input.map(|input| std::mem::replace(input, FFI_ArrowArrayStream::empty()));
        let (output, sweep, matcher) = (need(output)?, need(sweep)?, need(matcher)?);
        let source = Incoming::of(need(input)?, Input::Contacts)?;
        let none = EvidenceStore::new();
        let evidence = evidence.map_or(&none, |store| &store.0);
        let schema = source.schema();
        let batches = source.collect::<Result<Vec<_>, _>>().map_err(in_contacts)?;
        let pass = sweep.with_matcher(&matcher.0, evidence);
        let mut on_progress = reporting(progress, user);
        let swept = sweep_table(&pass, &sweep.layout, &schema, &batches, &mut on_progress)?;
        if let Some(counts) = counts {
            write(counts, optout_buffer::json(&swept.counts)?);
        }
        output.write(stream(swept.decisions));
        Ok(())
    })
}

/// Sweeps the record batches of a part of a table, as optout_sweep_run_arrow does all of it; for whoever spreads
/// batches over threads, processes or machines.
///
/// A first look, optout_batch_sweep_sweep, decides about records as far as they can be decided about by
/// themselves. Where another record may turn out to be somebody else with the same address, `settled` is
/// false, and `retention` is review at most. The facts of all parts, merged, settle those in a second look,
/// optout_batch_sweep_settle. The tallies of all parts and looks, merged, are what optout_sweep_finish counts.
///
/// Threads may use it at the same time, one after the other being served.
#[derive(Default)]
pub struct optout_batch_sweep(Mutex<Option<BatchSweep>>);

/// Makes one that has seen nothing.
#[unsafe(no_mangle)]
pub extern "C" fn optout_batch_sweep_new(
    batches: Option<&mut MaybeUninit<*mut optout_batch_sweep>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(batches, error, || Ok(optout_batch_sweep::default()))
}

/// Decides about records as far as they can be decided about by themselves. `evidence` may be NULL. The
/// columns, matcher and layout have to be those of the first call.
///
/// `input` is moved and read to its end, and `output` made, as by optout_sweep_run_arrow.
///
/// # Safety
/// As for optout_sweep_run_arrow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_batch_sweep_sweep(
    batches: Option<&optout_batch_sweep>,
    sweep: Option<&optout_sweep>,
    matcher: Option<&optout_matcher>,
    evidence: Option<&optout_evidence_store>,
    input: Option<&mut FFI_ArrowArrayStream>,
    output: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || look(batches, sweep, matcher, evidence, input, None, output))
}

/// Decides again about records, with what all parts of the table have shown; `settled` is true then. Every
/// record that was not has to be given to it once; of those that were, it says the same again and counts
/// nothing.
///
/// `input` is moved and read to its end, and `output` made, as by optout_sweep_run_arrow.
///
/// # Safety
/// As for optout_sweep_run_arrow; `len` bytes can be read at `facts`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_batch_sweep_settle(
    batches: Option<&optout_batch_sweep>,
    sweep: Option<&optout_sweep>,
    matcher: Option<&optout_matcher>,
    evidence: Option<&optout_evidence_store>,
    facts: *const u8,
    len: usize,
    input: Option<&mut FFI_ArrowArrayStream>,
    output: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        // SAFETY: the caller promises `len` bytes for the time of the call.
        let facts = unsafe { bytes(facts, len) };
        look(batches, sweep, matcher, evidence, input, Some(facts), output)
    })
}

/// One of the two looks; the second has facts.
fn look(
    batches: Option<&optout_batch_sweep>,
    sweep: Option<&optout_sweep>,
    matcher: Option<&optout_matcher>,
    evidence: Option<&optout_evidence_store>,
    input: Option<&mut FFI_ArrowArrayStream>,
    facts: Option<Result<&[u8], Failure>>,
    output: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
) -> Result<(), Failure> {
    // First of all, so that it is released whatever follows.
    let input = input.map(|input| std::mem::replace(input, FFI_ArrowArrayStream::empty()));
    let (output, batches) = (need(output)?, need(batches)?);
    let (sweep, matcher) = (need(sweep)?, need(matcher)?);
    let facts = facts.transpose()?.map(FileFacts::from_bytes).transpose()?;
    let source = Incoming::of(need(input)?, Input::Contacts)?;
    let none = EvidenceStore::new();
    let evidence = evidence.map_or(&none, |store| &store.0);
    let pass = sweep.with_matcher(&matcher.0, evidence);
    let mut state = batches.0.lock().unwrap_or_else(PoisonError::into_inner);
    let batches = match &mut *state {
        Some(batches) => batches,
        none => none.insert(BatchSweep::new(&pass, &sweep.layout, &source.schema())?),
    };
    let mut decisions = Vec::new();
    for batch in source {
        let batch = batch.map_err(in_contacts)?;
        decisions.push(match &facts {
            Some(facts) => batches.settle(&pass, &batch, facts)?,
            None => batches.sweep(&pass, &batch)?,
        });
    }
    output.write(stream(decisions));
    Ok(())
}

/// What the batches so far have shown that no record shows by itself, as bytes. Names are in them
/// in clear: guard them as the list itself.
#[unsafe(no_mangle)]
pub extern "C" fn optout_batch_sweep_facts(
    batches: Option<&optout_batch_sweep>,
    facts: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(facts, error, || {
        let state = need(batches)?.0.lock().unwrap_or_else(PoisonError::into_inner);
        let none = FileFacts::default();
        Ok(state.as_ref().map_or(&none, |batches| batches.facts()).to_bytes().into())
    })
}

/// What has been found in the batches so far, each record counted when it was settled, as bytes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_batch_sweep_tally(
    batches: Option<&optout_batch_sweep>,
    tally: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(tally, error, || {
        let state = need(batches)?.0.lock().unwrap_or_else(PoisonError::into_inner);
        let none = Tally::default();
        Ok(state.as_ref().map_or(&none, |batches| batches.tally()).to_bytes().into())
    })
}

/// Frees a sweep of batches.
#[unsafe(no_mangle)]
pub extern "C" fn optout_batch_sweep_free(batches: Option<Box<optout_batch_sweep>>) {
    free(batches);
}

/// Brings together the facts of two parts of a table, in any order. OPTOUT_STATUS_INVALID_OPTION for facts that
/// are another matcher's, or damaged.
///
/// # Safety
/// `len` bytes can be read at `facts`, `other_len` at `other`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_matcher_merge_facts(
    matcher: Option<&optout_matcher>,
    facts: *const u8,
    len: usize,
    other: *const u8,
    other_len: usize,
    merged: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(merged, error, || {
        let matcher = need(matcher)?;
        // SAFETY: the caller promises as many bytes for the time of the call.
        let (facts, other) = unsafe { (bytes(facts, len)?, bytes(other, other_len)?) };
        let mut merged = FileFacts::from_bytes(facts)?;
        merged.merge(&FileFacts::from_bytes(other)?, &matcher.0)?;
        Ok(merged.to_bytes().into())
    })
}

/// Brings together what has been found in two parts of a table, in any order. OPTOUT_STATUS_INVALID_OPTION for
/// a tally that is damaged.
///
/// # Safety
/// `len` bytes can be read at `tally`, `other_len` at `other`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_tally_merge(
    tally: *const u8,
    len: usize,
    other: *const u8,
    other_len: usize,
    merged: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(merged, error, || {
        // SAFETY: the caller promises as many bytes for the time of the call.
        let (tally, other) = unsafe { (bytes(tally, len)?, bytes(other, other_len)?) };
        let mut merged = Tally::from_bytes(tally)?;
        merged.merge(&Tally::from_bytes(other)?);
        Ok(merged.to_bytes().into())
    })
}

/// The numbers of a whole table as JSON, from the merged tallies of all parts and both looks.
/// OPTOUT_STATUS_BLAST_RADIUS where more would be removed than the guard lets pass.
///
/// # Safety
/// `len` bytes can be read at `tally`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_sweep_finish(
    sweep: Option<&optout_sweep>,
    matcher: Option<&optout_matcher>,
    evidence: Option<&optout_evidence_store>,
    tally: *const u8,
    len: usize,
    counts: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(counts, error, || {
        let (sweep, matcher) = (need(sweep)?, need(matcher)?);
        // SAFETY: the caller promises as many bytes for the time of the call.
        let tally = Tally::from_bytes(unsafe { bytes(tally, len) }?)?;
        let none = EvidenceStore::new();
        let evidence = evidence.map_or(&none, |store| &store.0);
        optout_buffer::json(&sweep.with_matcher(&matcher.0, evidence).finish(&tally)?)
    })
}

/// Batches that are there as a stream: reading it cannot fail.
fn stream(batches: Vec<RecordBatch>) -> FFI_ArrowArrayStream {
    let batches = RecordBatchIterator::new(batches.into_iter().map(Ok), decision_schema());
    FFI_ArrowArrayStream::new(Box::new(batches))
}

fn in_contacts(error: ArrowError) -> Error {
    own_in(error, Input::Contacts)
}
