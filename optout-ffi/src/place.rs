//! Where a person is, and by when a request from there is to be met.

use std::mem::MaybeUninit;

use optout_core::basis::{Deadline, Place};

use crate::circumstances::optout_circumstances;
use crate::failure::optout_error;
use crate::guard::{answer, free, give, make, make_or_null, need};
use crate::list::read_date;
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::basis::{optout_clock, optout_regime, optout_request, optout_signal};

/// The regimes that may apply to a person, the strictest of which counts, and what tells so.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_place(Place);

/// Where a person is, by what a policy says of countries, calling codes and domains.
#[unsafe(no_mangle)]
pub extern "C" fn optout_circumstances_place(
    circumstances: Option<&optout_circumstances>,
    policy: Option<&optout_policy>,
    place: Option<&mut MaybeUninit<*mut optout_place>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(place, error, || {
        let circumstances = need(circumstances)?;
        let policy = need(policy)?;
        Ok(optout_place(circumstances.place(policy.policy.basis())))
    })
}

/// How many regimes may apply.
#[unsafe(no_mangle)]
pub extern "C" fn optout_place_regime_count(place: Option<&optout_place>) -> usize {
    answer(0, || place.map_or(0, |place| place.0.regimes.len()))
}

/// A regime that may apply, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_place_regime(place: Option<&optout_place>, at: usize) -> optout_regime {
    answer(optout_regime::None, || {
        place.map_or(optout_regime::None, |place| optout_regime::nth(place.0.regimes, at))
    })
}

/// What tells so.
#[unsafe(no_mangle)]
pub extern "C" fn optout_place_signal(place: Option<&optout_place>) -> optout_signal {
    answer(optout_signal::None, || place.map_or(optout_signal::None, |place| place.0.signal.into()))
}

/// The earliest day that any of the regimes sets for a request, a value of optout_request, that was made
/// on a day, `start`. NULL where none has a clock for it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_place_deadline(
    place: Option<&optout_place>,
    policy: Option<&optout_policy>,
    request: i32,
    start: optout_str<'_>,
    deadline: Option<&mut MaybeUninit<*mut optout_deadline>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(deadline, error, || {
        let place = need(place)?;
        let policy = need(policy)?.policy.basis();
        let (request, start) = (optout_request::read(request)?, read_date(start)?);
        let deadline = policy.packs.deadline(place.0.regimes, request, start, &policy.holidays);
        Ok(deadline.map(optout_deadline::from))
    })
}

/// Frees a place.
#[unsafe(no_mangle)]
pub extern "C" fn optout_place_free(place: Option<Box<optout_place>>) {
    free(place);
}

/// A day by which something is to be done.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_deadline {
    deadline: Deadline,
    date: String,
    start: String,
}

impl From<Deadline> for optout_deadline {
    fn from(deadline: Deadline) -> Self {
        Self { date: deadline.date.to_string(), start: deadline.start.to_string(), deadline }
    }
}

impl optout_deadline {
    pub(crate) fn date(&self) -> &str {
        &self.date
    }

    pub(crate) fn start(&self) -> &str {
        &self.start
    }

    pub(crate) fn clock(&self) -> optout_clock {
        self.deadline.clock.into()
    }
}

/// The last day, "2026-12-24".
#[unsafe(no_mangle)]
pub extern "C" fn optout_deadline_date(deadline: Option<&optout_deadline>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || deadline.map_or("", optout_deadline::date).into())
}

/// The day from which it runs.
#[unsafe(no_mangle)]
pub extern "C" fn optout_deadline_start(deadline: Option<&optout_deadline>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || deadline.map_or("", optout_deadline::start).into())
}

/// What set it.
#[unsafe(no_mangle)]
pub extern "C" fn optout_deadline_clock(deadline: Option<&optout_deadline>) -> optout_clock {
    answer(optout_clock::None, || deadline.map_or(optout_clock::None, optout_deadline::clock))
}

/// Whether its last day has passed on a day, `now`.
#[unsafe(no_mangle)]
pub extern "C" fn optout_deadline_is_overdue(
    deadline: Option<&optout_deadline>,
    now: optout_str<'_>,
    overdue: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(overdue, error, || {
        let deadline = need(deadline)?;
        Ok(deadline.deadline.is_overdue(read_date(now)?))
    })
}

/// Frees a deadline.
#[unsafe(no_mangle)]
pub extern "C" fn optout_deadline_free(deadline: Option<Box<optout_deadline>>) {
    free(deadline);
}
