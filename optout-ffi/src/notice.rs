//! Notices about systems, and the reviews of every month.

use std::mem::MaybeUninit;

use optout_core::notice::{ReviewLedger, Watch, WatchRules};

use crate::failure::{Failure, optout_error};
use crate::guard::{change, free, make, need};
use crate::list::read_date;
use crate::status::optout_status;
use crate::strings::{optout_buffer, optout_str};

/// What has been told about systems and is not over yet.
///
/// Threads may read it at the same time; while one evaluates, no other may use it.
pub struct optout_watch(Watch);

/// Makes a watch to which nothing has been told.
#[unsafe(no_mangle)]
pub extern "C" fn optout_watch_new(
    watch: Option<&mut MaybeUninit<*mut optout_watch>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(watch, error, || Ok(optout_watch(Watch::new())))
}

/// Reads a watch that was kept as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_watch_from_json(
    json: optout_str<'_>,
    watch: Option<&mut MaybeUninit<*mut optout_watch>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(watch, error, || {
        Failure::json(json.text()?, "a watch as it was written").map(optout_watch)
    })
}

/// The watch as JSON, to be kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_watch_json(
    watch: Option<&optout_watch>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(watch)?.0))
}

/// Tells what is to be told on a day: what has begun, and what is over.
///
/// `health` is JSON: an object of "credentials" (objects of "system", "updated_on", "lifetime_days",
/// "is_refused"), "api_uses" ("system", "date", "used", "allowed"), "feeds" ("name", "past", "last",
/// "is_cumulative", "pages_tracked") and "syncs" ("name", "finished_on"). Of what it does not speak, nothing is
/// said, and it is not taken for mended. `rules` is empty, or JSON of where ordinary ends: "expiry_notice_days",
/// "low_share", "least_pages", "sync_days". The notices are a JSON array of objects of "kind", "severity",
/// "subject", "dedupe_key", "resolves", "stops_work", "sentence" and "causes".
#[unsafe(no_mangle)]
pub extern "C" fn optout_watch_evaluate(
    watch: Option<&mut optout_watch>,
    health: optout_str<'_>,
    now: optout_str<'_>,
    rules: optout_str<'_>,
    notices: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(notices, error, || {
        let watch = need(watch)?;
        let health = Failure::json(health.text()?, "health as it is described")?;
        let rules = match rules.text()? {
            "" => WatchRules::default(),
            rules => Failure::json(rules, "rules as they are described")?,
        };
        optout_buffer::json(&watch.0.evaluate(&health, read_date(now)?, &rules))
    })
}

/// Frees a watch.
#[unsafe(no_mangle)]
pub extern "C" fn optout_watch_free(watch: Option<Box<optout_watch>>) {
    free(watch);
}

/// Which months' reviews of the list have been done, and on whose word.
///
/// Threads may read it at the same time; while one attests, no other may use it.
pub struct optout_review_ledger(ReviewLedger);

/// Makes a ledger that begins with a month, "2026-11".
#[unsafe(no_mangle)]
pub extern "C" fn optout_review_ledger_new(
    since: optout_str<'_>,
    ledger: Option<&mut MaybeUninit<*mut optout_review_ledger>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(ledger, error, || Ok(optout_review_ledger(ReviewLedger::since(since.text()?.parse()?))))
}

/// Reads a ledger that was kept as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn optout_review_ledger_from_json(
    json: optout_str<'_>,
    ledger: Option<&mut MaybeUninit<*mut optout_review_ledger>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(ledger, error, || {
        Failure::json(json.text()?, "a ledger as it was written").map(optout_review_ledger)
    })
}

/// The ledger as JSON, to be kept.
#[unsafe(no_mangle)]
pub extern "C" fn optout_review_ledger_json(
    ledger: Option<&optout_review_ledger>,
    json: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(json, error, || optout_buffer::json(&need(ledger)?.0))
}

/// Takes somebody's word for a month's review; the first word for a month stands. `by` is a role or an office,
/// such as "DPO".
#[unsafe(no_mangle)]
pub extern "C" fn optout_review_ledger_attest(
    ledger: Option<&mut optout_review_ledger>,
    month: optout_str<'_>,
    on: optout_str<'_>,
    by: optout_str<'_>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    change(ledger, error, |ledger| {
        ledger.0.attest(month.text()?.parse()?, read_date(on)?, by.text()?)?;
        Ok(())
    })
}

/// The reviews of all months until that of a day, as a JSON array of objects of "month", "state" ("due", "done"
/// or "overdue"), "due_on", "attested_on" and "attested_by".
#[unsafe(no_mangle)]
pub extern "C" fn optout_review_ledger_reviews(
    ledger: Option<&optout_review_ledger>,
    today: optout_str<'_>,
    reviews: Option<&mut MaybeUninit<*mut optout_buffer>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(reviews, error, || {
        let reviews = need(ledger)?.0.reviews(read_date(today)?);
        optout_buffer::json(&reviews.collect::<Vec<_>>())
    })
}

/// Frees a ledger.
#[unsafe(no_mangle)]
pub extern "C" fn optout_review_ledger_free(ledger: Option<Box<optout_review_ledger>>) {
    free(ledger);
}
