//! The weekly digest.

use std::mem::MaybeUninit;
use std::ptr;

use optout_core::BasisPolicy;
use optout_core::normalize::date::Zone;
use optout_core::notice::{Digest, DigestState, Recipients};

use crate::evidence::read_moment;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, free, give, make, make_or_null, need};
use crate::policy::optout_policy;
use crate::snapshot::{optout_changes, optout_snapshot};
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};

/// What administrators have been told so far; to be kept when the message is out.
///
/// Threads may read it at the same time; while one asks for a digest, no other may use it.
pub struct optout_digest_state(DigestState);

/// Makes the state in which nothing has been told.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_state_new(
    state: Option<&mut MaybeUninit<*mut optout_digest_state>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(state, error, || Ok(optout_digest_state(DigestState::new())))
}

/// Reads a state that was kept as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_state_from_json(
    json: optout_str<'_>,
    state: Option<&mut MaybeUninit<*mut optout_digest_state>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(state, error, || {
        Failure::json(json.text()?, "the state of a digest as it was written")
            .map(optout_digest_state)
    })
}

/// The state as JSON, to be kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_state_json(
    state: Option<&optout_digest_state>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(state)?.0))
}

/// The digest of the week, if one is due: on Tuesdays, as days are in a time zone of the IANA database such
/// as "Europe/Berlin", and on the first day thereafter if nobody looked on the Tuesday. Without anything new
/// the output is NULL. An empty `zone` is UTC; `policy`, whose regimes and holidays set the deadlines, may be
/// NULL.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_state_weekly(
    state: Option<&mut optout_digest_state>,
    current: Option<&optout_snapshot>,
    now: optout_str<'_>,
    zone: optout_str<'_>,
    policy: Option<&optout_policy>,
    digest: Option<&mut MaybeUninit<*mut optout_digest>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(digest, error, || {
        let state = need(state)?;
        let current = need(current)?;
        let now = read_moment(now)?;
        let zone = match zone.text()? {
            "" => Zone::utc(),
            name => name.parse()?,
        };
        let basis = policy.map_or_else(BasisPolicy::default, |own| own.policy.basis().clone());
        let due = state.0.weekly(&current.0, now, &zone, &basis);
        Ok(due.map(|digest| optout_digest { changes: digest.changes.clone().into(), digest }))
    })
}

/// Frees a state.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_state_free(state: Option<Box<optout_digest_state>>) {
    free(state);
}

/// The weekly message about new opt-outs.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_digest {
    digest: Digest,
    changes: optout_changes,
}

/// SHA-256 of the pair of snapshots, in hexadecimal: the same message sent again is known.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_message_id(digest: Option<&optout_digest>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || digest.map_or("", |digest| &digest.digest.message_id).into())
}

/// What is new, changed and gone. It belongs to the digest.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_changes(digest: Option<&optout_digest>) -> *const optout_changes {
    answer(ptr::null(), || digest.map(|digest| &digest.changes).map_or(ptr::null(), ptr::from_ref))
}

/// How many entries the list has as a whole.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_entry_count(digest: Option<&optout_digest>) -> usize {
    answer(0, || digest.map_or(0, |digest| digest.digest.entries))
}

/// Whether the list is shorter than last time, which a cumulative list never is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_shrank(digest: Option<&optout_digest>) -> bool {
    answer(false, || digest.is_some_and(|digest| digest.digest.shrank))
}

/// The digest as JSON, its day and deadlines among it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_json(
    digest: Option<&optout_digest>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(digest)?.digest))
}

/// The subject of the message.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_subject(
    digest: Option<&optout_digest>,
    subject: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(subject, error, || Ok(need(digest)?.digest.subject().into()))
}

/// The message in plain text: counts, deadlines and ids, and nobody's data.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_text(
    digest: Option<&optout_digest>,
    text: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(text, error, || Ok(need(digest)?.digest.text().into()))
}

/// The same as a document of HTML that asks for nothing from elsewhere.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_html(
    digest: Option<&optout_digest>,
    html: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(html, error, || Ok(need(digest)?.digest.html().into()))
}

/// The message as RFC 5322 and MIME have it, text and HTML in one, for a mail server. `from` is the address
/// that it comes from, `at` the time at which it is sent, such as "2026-11-24T08:00:00Z".
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_message(
    digest: Option<&optout_digest>,
    from: optout_str<'_>,
    recipients: Option<&optout_recipients>,
    at: optout_str<'_>,
    message: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(message, error, || {
        let digest = need(digest)?;
        let recipients = need(recipients)?;
        let message = digest.digest.message(from.text()?, &recipients.0, read_moment(at)?)?;
        Ok(message.into())
    })
}

/// Frees a digest.
#[unsafe(no_mangle)]
pub extern "C" fn optout_digest_free(digest: Option<Box<optout_digest>>) {
    free(digest);
}

/// Who gets the digest: the primary administrator always, and those whom they designate.
///
/// Threads may read it at the same time; while one changes it, no other may use it.
pub struct optout_recipients(Recipients);

/// Makes recipients of the primary administrator alone.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_new(
    primary: optout_str<'_>,
    recipients: Option<&mut MaybeUninit<*mut optout_recipients>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(recipients, error, || Ok(optout_recipients(Recipients::new(primary.text()?)?)))
}

/// Reads recipients that were kept as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_from_json(
    json: optout_str<'_>,
    recipients: Option<&mut MaybeUninit<*mut optout_recipients>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(recipients, error, || {
        Failure::json(json.text()?, "recipients as they were written").map(optout_recipients)
    })
}

/// The recipients as JSON, to be kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_json(
    recipients: Option<&optout_recipients>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(recipients)?.0))
}

/// Designates an administrator; tells whether the address was not there yet.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_add(
    recipients: Option<&mut optout_recipients>,
    email: optout_str<'_>,
    is_new: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(is_new, error, || Ok(need(recipients)?.0.add(email.text()?)?))
}

/// Takes a designated administrator off; tells whether there was such a one. The primary one stays.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_remove(
    recipients: Option<&mut optout_recipients>,
    email: optout_str<'_>,
    was_there: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(was_there, error, || Ok(need(recipients)?.0.remove(email.text()?)?))
}

/// How many there are.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_count(recipients: Option<&optout_recipients>) -> usize {
    answer(0, || recipients.map_or(0, |recipients| recipients.0.iter().count()))
}

/// One of the addresses, the primary administrator's first.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_at(
    recipients: Option<&optout_recipients>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        recipients.and_then(|recipients| recipients.0.iter().nth(at)).unwrap_or_default().into()
    })
}

/// Frees recipients.
#[unsafe(no_mangle)]
pub extern "C" fn optout_recipients_free(recipients: Option<Box<optout_recipients>>) {
    free(recipients);
}
