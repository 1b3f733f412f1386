//! The one way in: no panic leaves, and nothing is written before all has gone well.

use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use crate::failure::{Failure, optout_error};
use crate::status::{OPTOUT_STATUS_OK, optout_status};

/// Runs a function that can fail, and turns its failure into a status and, if wanted, an error.
pub(crate) fn attempt(
    error: Option<&mut MaybeUninit<*mut optout_error>>,
    body: impl FnOnce() -> Result<(), Failure>,
) -> optout_status {
    let result = caught(body).unwrap_or(Err(Failure::Panic));
    match result {
        Ok(()) => OPTOUT_STATUS_OK,
        Err(failure) => {
            let status = failure.status();
            if let Some(error) = error {
                write(error, optout_error::from(failure));
            }
            status
        }
    }
}

/// Runs a function that has one output, which is no object.
pub(crate) fn give<T>(
    output: Option<&mut MaybeUninit<T>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
    body: impl FnOnce() -> Result<T, Failure>,
) -> optout_status {
    attempt(error, || {
        let output = need(output)?;
        output.write(body()?);
        Ok(())
    })
}

/// Runs a function that has one output, an object.
pub(crate) fn make<T>(
    output: Option<&mut MaybeUninit<*mut T>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
    body: impl FnOnce() -> Result<T, Failure>,
) -> optout_status {
    give(output, error, || body().map(owned))
}

/// Runs a function that has one output, an object or NULL.
pub(crate) fn make_or_null<T>(
    output: Option<&mut MaybeUninit<*mut T>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
    body: impl FnOnce() -> Result<Option<T>, Failure>,
) -> optout_status {
    give(output, error, || Ok(body()?.map_or(ptr::null_mut(), owned)))
}

/// Runs a function that changes an object.
pub(crate) fn change<T>(
    object: Option<&mut T>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
    body: impl FnOnce(&mut T) -> Result<(), Failure>,
) -> optout_status {
    attempt(error, || body(need(object)?))
}

/// Runs a function that answers at once; a panic gives the answer to NULL.
pub(crate) fn answer<T>(to_null: T, body: impl FnOnce() -> T) -> T {
    caught(body).unwrap_or(to_null)
}

/// What a body gives, or nothing if it panics; in a library that is built for that test, everything does.
fn caught<T>(body: impl FnOnce() -> T) -> Option<T> {
    let body = || {
        if cfg!(feature = "test-panic") {
            panic!("a test asked for it");
        }
        body()
    };
    catch_unwind(AssertUnwindSafe(body)).ok()
}

/// Frees an object.
pub(crate) fn free<T>(object: Option<Box<T>>) {
    answer((), || drop(object));
}

/// An argument that must not be NULL.
pub(crate) fn need<T>(argument: Option<T>) -> Result<T, Failure> {
    argument.ok_or(Failure::NullArgument)
}

/// Hands an object over to the caller.
pub(crate) fn write<T>(output: &mut MaybeUninit<*mut T>, object: T) {
    output.write(owned(object));
}

/// Tells something beside the answer, if it is wanted.
pub(crate) fn tell<T>(output: Option<&mut MaybeUninit<T>>, value: T) {
    if let Some(output) = output {
        output.write(value);
    }
}

fn owned<T>(object: T) -> *mut T {
    Box::into_raw(Box::new(object))
}

#[cfg(all(test, not(feature = "test-panic")))]
mod tests {
    use super::*;
    use crate::status::{OPTOUT_STATUS_NULL_ARGUMENT, OPTOUT_STATUS_PANIC};

    #[test]
    fn a_panic_becomes_a_status_and_an_answer() {
        let quiet = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let mut error = MaybeUninit::new(std::ptr::null_mut());
        let status = attempt(Some(&mut error), || panic!("a value"));
        let answered = answer(7, || panic!("a value"));
        std::panic::set_hook(quiet);
        assert_eq!((status, answered), (OPTOUT_STATUS_PANIC, 7));
        // SAFETY: `attempt` has written a pointer of `Box::into_raw` to it.
        let error = unsafe { Box::from_raw(error.assume_init()) };
        assert_eq!(error.message, "the library has a fault; nothing was done");
    }

    #[test]
    fn success_leaves_the_error_alone() {
        let mut error = MaybeUninit::new(std::ptr::null_mut());
        assert_eq!(attempt(Some(&mut error), || Ok(())), OPTOUT_STATUS_OK);
        // SAFETY: it was initialised above.
        assert!(unsafe { error.assume_init() }.is_null());
        let status = attempt(None, || need(None::<u8>).map(drop));
        assert_eq!(status, OPTOUT_STATUS_NULL_ARGUMENT);
    }
}
