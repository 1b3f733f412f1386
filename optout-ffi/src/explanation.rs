//! Why a record is taken for a listed person's, and why not.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::matching::{Explanation, FieldAgreement, Pair};

use crate::contact::optout_contact;
use crate::failure::optout_error;
use crate::guard::{answer, free, give, make, need};
use crate::matcher::optout_matcher;
use crate::status::optout_status;
use crate::strings::{bytes, optout_buffer, optout_str};
use crate::words::explanation::{optout_field, optout_replay, optout_values};
use crate::words::matching::{optout_match_status, optout_tier, optout_verdict};

/// Explains what a record is to the list. `values`, a value of optout_values, says how the values of both
/// sides stand in it; the key is for OPTOUT_VALUES_HASHED, and is NULL with length 0 otherwise. A key that is
/// too short is OPTOUT_STATUS_INVALID_OPTION.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_matcher_explain(
    matcher: Option<&optout_matcher>,
    contact: Option<&optout_contact>,
    values: i32,
    key: *const u8,
    key_len: usize,
    explanation: Option<&mut MaybeUninit<*mut optout_explanation>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(explanation, error, || {
        let matcher = need(matcher)?;
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        let values = optout_values::read(values, key)?;
        Ok(matcher.0.explain(&contact.borrow(), values)?.into())
    })
}

/// Explains what a record is to one entry, by the entry's name, above all why it is nothing to it. The
/// values stand in it as in optout_matcher_explain. OPTOUT_STATUS_INVALID_OPTION if the list has no entry of
/// that name.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_matcher_why_not(
    matcher: Option<&optout_matcher>,
    entry_id: optout_str<'_>,
    contact: Option<&optout_contact>,
    values: i32,
    key: *const u8,
    key_len: usize,
    pair: Option<&mut MaybeUninit<*mut optout_pair>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(pair, error, || {
        let matcher = need(matcher)?;
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        let values = optout_values::read(values, key)?;
        let explained = matcher.0.why_not(entry_id.text()?, &contact.borrow(), values)?;
        Ok(optout_pair(explained))
    })
}

/// Explains anew what was explained before, and says whether every byte of the JSON is the same. The values
/// stand in it as in optout_matcher_explain.
///
/// # Safety
/// `key_len` bytes can be read at `key`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_matcher_replay(
    matcher: Option<&optout_matcher>,
    explanation: optout_str<'_>,
    contact: Option<&optout_contact>,
    values: i32,
    key: *const u8,
    key_len: usize,
    replay: Option<&mut MaybeUninit<optout_replay>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(replay, error, || {
        let matcher = need(matcher)?;
        let contact = need(contact)?;
        // SAFETY: the caller promises `key_len` bytes for the time of the call.
        let key = unsafe { bytes(key, key_len) }?;
        let values = optout_values::read(values, key)?;
        Ok(matcher.0.replay(explanation.text()?, &contact.borrow(), values)?.into())
    })
}

/// What a record is to the list, with everything that says so; the near misses too.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_explanation {
    explanation: Explanation,
    pairs: Vec<optout_pair>,
}

impl From<Explanation> for optout_explanation {
    fn from(explanation: Explanation) -> Self {
        Self { pairs: explanation.pairs.iter().cloned().map(optout_pair).collect(), explanation }
    }
}

/// The explanation as JSON: the same byte for byte wherever and whenever it is made of the same record,
/// list and policy.
#[unsafe(no_mangle)]
pub extern "C" fn optout_explanation_json(
    explanation: Option<&optout_explanation>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || Ok(need(explanation)?.explanation.to_json().into()))
}

/// The explanation as a table that can be read aloud.
#[unsafe(no_mangle)]
pub extern "C" fn optout_explanation_table(
    explanation: Option<&optout_explanation>,
    table: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(table, error, || Ok(need(explanation)?.explanation.to_string().into()))
}

/// What the record is to the list.
#[unsafe(no_mangle)]
pub extern "C" fn optout_explanation_status(
    explanation: Option<&optout_explanation>,
) -> optout_match_status {
    answer(optout_match_status::None, || {
        explanation
            .map_or(optout_match_status::None, |explanation| explanation.explanation.status.into())
    })
}

/// Whether that stands without a look at the rest of the file, as optout_match_is_settled has it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_explanation_is_settled(explanation: Option<&optout_explanation>) -> bool {
    answer(false, || explanation.is_some_and(|explanation| explanation.explanation.is_settled))
}

/// With how many entries the record shares something.
#[unsafe(no_mangle)]
pub extern "C" fn optout_explanation_pair_count(explanation: Option<&optout_explanation>) -> usize {
    answer(0, || explanation.map_or(0, |explanation| explanation.pairs.len()))
}

/// The record beside such an entry, counted from 0, the strongest first. It belongs to the explanation.
#[unsafe(no_mangle)]
pub extern "C" fn optout_explanation_pair(
    explanation: Option<&optout_explanation>,
    at: usize,
) -> *const optout_pair {
    answer(ptr::null(), || {
        explanation
            .and_then(|explanation| explanation.pairs.get(at))
            .map_or(ptr::null(), ptr::from_ref)
    })
}

/// Frees an explanation.
#[unsafe(no_mangle)]
pub extern "C" fn optout_explanation_free(explanation: Option<Box<optout_explanation>>) {
    free(explanation);
}

/// A record beside one entry.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_pair(Pair);

/// How a field of a pair agrees, counted from 0.
fn field(pair: Option<&optout_pair>, at: usize) -> Option<&FieldAgreement> {
    pair.and_then(|pair| pair.0.fields.get(at))
}

/// The pair as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_json(
    pair: Option<&optout_pair>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || Ok(need(pair)?.0.to_json().into()))
}

/// The pair as a table that can be read aloud.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_table(
    pair: Option<&optout_pair>,
    table: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(table, error, || Ok(need(pair)?.0.to_string().into()))
}

/// The entry's name.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_entry_id(pair: Option<&optout_pair>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || pair.map_or("", |pair| &pair.0.entry_id).into())
}

/// What the rule says; OPTOUT_MATCH_STATUS_NON_MATCH if none holds.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_status(pair: Option<&optout_pair>) -> optout_match_status {
    answer(optout_match_status::None, || {
        pair.map_or(optout_match_status::None, |pair| pair.0.status.into())
    })
}

/// The tier of the rule that holds.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_tier(pair: Option<&optout_pair>) -> optout_tier {
    answer(optout_tier::None, || {
        pair.and_then(|pair| pair.0.tier).map_or(optout_tier::None, optout_tier::from)
    })
}

/// The name of the rule that holds; empty if none does.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_rule(pair: Option<&optout_pair>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        pair.and_then(|pair| pair.0.rule.as_deref()).unwrap_or_default().into()
    })
}

/// Why, in plain sentences without any value.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_sentence(pair: Option<&optout_pair>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || pair.map_or("", |pair| &pair.0.sentence).into())
}

/// A number that ranks pairs of one tier, and says nothing between tiers.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_score(pair: Option<&optout_pair>) -> u32 {
    answer(0, || pair.map_or(0, |pair| pair.0.score))
}

/// What a human decided, which outranks the rules.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_verdict(pair: Option<&optout_pair>) -> optout_verdict {
    answer(optout_verdict::None, || {
        pair.and_then(|pair| pair.0.verdict).map_or(optout_verdict::None, optout_verdict::from)
    })
}

/// How many fields were compared.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_field_count(pair: Option<&optout_pair>) -> usize {
    answer(0, || pair.map_or(0, |pair| pair.0.fields.len()))
}

/// A field, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_field(pair: Option<&optout_pair>, at: usize) -> optout_field {
    answer(optout_field::None, || {
        field(pair, at).map_or(optout_field::None, |field| field.field.into())
    })
}

/// How a field agrees, in the words of that field: "exact", "nickname", "same".
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_field_class(
    pair: Option<&optout_pair>,
    at: usize,
) -> optout_str<'static> {
    answer(optout_str::EMPTY, || field(pair, at).map_or("", |field| field.class).into())
}

/// Whether a field speaks against the pair.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_field_contradicts(pair: Option<&optout_pair>, at: usize) -> bool {
    answer(false, || field(pair, at).is_some_and(|field| field.contradicts))
}

/// How many rules stand in front of the one that holds.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_unmet_count(pair: Option<&optout_pair>) -> usize {
    answer(0, || pair.map_or(0, |pair| pair.0.unmet.len()))
}

/// The name of such a rule, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_unmet_rule(pair: Option<&optout_pair>, at: usize) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        pair.and_then(|pair| pair.0.unmet.get(at)).map_or("", |unmet| &unmet.rule).into()
    })
}

/// The first condition of such a rule that is not met.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_unmet_condition(
    pair: Option<&optout_pair>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        pair.and_then(|pair| pair.0.unmet.get(at)).map_or("", |unmet| &unmet.condition).into()
    })
}

/// Frees a pair; not for those of an explanation.
#[unsafe(no_mangle)]
pub extern "C" fn optout_pair_free(pair: Option<Box<optout_pair>>) {
    free(pair);
}
