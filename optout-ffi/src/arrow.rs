//! Streams of Arrow record batches, by the Arrow C stream interface.
//!
//! The stream that goes out is written here and not left to the Arrow crate, because of what leaves
//! through it: no panic, and of an error the message of this library and nothing of the producer's.

use std::ffi::{CString, c_char, c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, SchemaRef};
use optout_core::arrow::RedactedBatches;
use optout_core::error::{Error, ErrorKind, Input};
use optout_core::redact::Summary;

use crate::callbacks::optout_redaction_progress;
use crate::failure::{Failure, optout_error};
use crate::guard::{answer, attempt, free, make_or_null, need, write};
use crate::redactor::optout_redactor;
use crate::status::optout_status;
use crate::summary::optout_summary;

/// Numbers of <errno.h>, which are the same on every system.
const EIO: c_int = 5;
const EINVAL: c_int = 22;

/// What became of a stream of batches.
///
/// It is not changed by any function, so threads may use it at the same time, one that reads the
/// stream included.
pub struct optout_arrow_run(Arc<Mutex<Outcome>>);

/// What the reading of a stream has come to.
enum Outcome {
    /// Nothing yet, or nothing ever if it was released.
    Open,
    Complete(Box<Summary>),
    Failed(Error),
    Panicked,
}

/// Redacts the record batches of one table on their way: whoever reads a batch from `output` has the
/// next one of `input` read and redacted.
///
/// `input` is moved, in every case, also if the call fails: it is a released structure afterwards, whose
/// memory stays the caller's, and what was in it is released with `output` or at once. `output` need
/// not be initialised; the caller releases it. It does not depend on the redactor, and its callbacks
/// belong to one thread at a time. `progress` may be NULL; else it and `user` are good until `output` is
/// released, and it is called on the thread that reads, behind every batch. `run`, which may be NULL,
/// is an object of its own: it and `output` are freed and released in any order.
///
/// Text that is not UTF-8, and offsets and keys that lead out of their buffers, are an error. The text of
/// the producer's own errors is not handed on.
///
/// # Safety
/// `input` does what the Arrow C stream interface asks of a producer; that its buffers are as long as
/// they have to be cannot be checked. `output` is only used as that interface allows.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn optout_redactor_redact_arrow(
    redactor: Option<&optout_redactor>,
    input: Option<&mut FFI_ArrowArrayStream>,
    progress: optout_redaction_progress,
    user: *mut c_void,
    output: Option<&mut MaybeUninit<FFI_ArrowArrayStream>>,
    run: Option<&mut MaybeUninit<*mut optout_arrow_run>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        // First of all, so that it is released whatever follows.
        let input = input.map(|input| std::mem::replace(input, FFI_ArrowArrayStream::empty()));
        let output = need(output)?;
        let redactor = need(redactor)?;
        let incoming = Incoming::of(need(input)?, Input::PastExport)?;
        let batches = RedactedBatches::new(&redactor.watched(progress, user), incoming)?;
        let outcome = Arc::new(Mutex::new(Outcome::Open));
        if let Some(run) = run {
            write(run, optout_arrow_run(Arc::clone(&outcome)));
        }
        output.write(Outgoing { batches, outcome, message: None }.into_stream());
        Ok(())
    })
}

/// The summary, without hashes, once the stream has been read to its end. NULL before that, and if the
/// stream was released earlier. If reading it has failed, this fails in the same way.
#[unsafe(no_mangle)]
pub extern "C" fn optout_arrow_run_summary(
    run: Option<&optout_arrow_run>,
    summary: Option<&mut MaybeUninit<*mut optout_summary>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(summary, error, || {
        let made = match &*lock(&need(run)?.0) {
            Outcome::Open => None,
            Outcome::Complete(made) => Some(optout_summary::from(Summary::clone(made))),
            Outcome::Failed(error) => return Err(error.clone().into()),
            Outcome::Panicked => return Err(Failure::Panic),
        };
        Ok(made)
    })
}

/// Frees it. The stream stays good.
#[unsafe(no_mangle)]
pub extern "C" fn optout_arrow_run_free(run: Option<Box<optout_arrow_run>>) {
    free(run);
}

/// The batches of a producer, each checked for what would be undefined behaviour later: text that is
/// not UTF-8, offsets and keys that lead astray.
pub(crate) struct Incoming(RecordBatchStreamReader, Input);

impl Incoming {
    pub(crate) fn of(stream: FFI_ArrowArrayStream, input: Input) -> Result<Self, Error> {
        if stream.release().is_none() {
            let expected = "an Arrow stream that is not released";
            return Err(Error::new(ErrorKind::Value { column: 0, expected }).within(input));
        }
        let reader = RecordBatchStreamReader::try_new(stream);
        reader.map(|reader| Self(reader, input)).map_err(|error| own_in(error, input))
    }
}

impl Iterator for Incoming {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.0.next()? {
            Ok(batch) => batch,
            Err(error) => return Some(Err(error)),
        };
        let faulty =
            batch.columns().iter().position(|array| array.to_data().validate_full().is_err());
        Some(match faulty {
            None => Ok(batch),
            Some(at) => {
                let kind = ErrorKind::Value { column: at + 1, expected: "a valid array" };
                Err(ArrowError::ExternalError(Box::new(Error::new(kind).within(self.1))))
            }
        })
    }
}

impl RecordBatchReader for Incoming {
    fn schema(&self) -> SchemaRef {
        self.0.schema()
    }
}

/// The redacted batches, behind the pointer of a stream.
struct Outgoing {
    batches: RedactedBatches<Incoming>,
    outcome: Arc<Mutex<Outcome>>,
    /// What went wrong at last.
    message: Option<CString>,
}

impl Outgoing {
    fn into_stream(self) -> FFI_ArrowArrayStream {
        let owned = Box::into_raw(Box::new(self)).cast();
        // SAFETY: the functions are those of the interface, `owned` is what they expect behind the
        // pointer, and `release` frees it once.
        unsafe {
            FFI_ArrowArrayStream::new_unchecked(
                Some(get_schema),
                Some(get_next),
                Some(get_last_error),
                Some(release),
                owned,
            )
        }
    }

    /// The object behind a stream.
    ///
    /// # Safety
    /// The stream is one of `into_stream`, or moved from one, and is not released; nobody else uses it.
    unsafe fn behind<'a>(stream: *mut FFI_ArrowArrayStream) -> &'a mut Self {
        // SAFETY: `into_stream` has put it there.
        unsafe { &mut *(*stream).private_data().cast::<Self>() }
    }

    /// The next batch; none at the end. Behind an error there is only that error: an end would look
    /// like that of the whole.
    fn next(&mut self) -> Result<Option<FFI_ArrowArray>, c_int> {
        match &*lock(&self.outcome) {
            Outcome::Open => {}
            Outcome::Complete(_) => return Ok(None),
            Outcome::Failed(error) => return Err(number(error)),
            Outcome::Panicked => return Err(EINVAL),
        }
        let next = answer(Err(Outcome::Panicked), || match self.batches.next() {
            Some(Ok(batch)) => Ok(FFI_ArrowArray::new(&StructArray::from(batch).to_data())),
            Some(Err(error)) => Err(Outcome::Failed(own(error))),
            None => Err(Outcome::Complete(Box::new(self.batches.summary()))),
        });
        let outcome = match next {
            Ok(array) => return Ok(Some(array)),
            Err(outcome) => outcome,
        };
        let end = match &outcome {
            Outcome::Open | Outcome::Complete(_) => Ok(None),
            Outcome::Failed(error) => {
                self.fail(error.to_string());
                Err(number(error))
            }
            Outcome::Panicked => {
                self.fail(optout_error::from(Failure::Panic).message);
                Err(EINVAL)
            }
        };
        *lock(&self.outcome) = outcome;
        end
    }

    fn fail(&mut self, message: String) {
        self.message = CString::new(message).ok();
    }
}

unsafe extern "C" fn get_schema(
    stream: *mut FFI_ArrowArrayStream,
    schema: *mut FFI_ArrowSchema,
) -> c_int {
    answer(EINVAL, || {
        // SAFETY: so the interface promises.
        let outgoing = unsafe { Outgoing::behind(stream) };
        match FFI_ArrowSchema::try_from(&*outgoing.batches.schema()) {
            Ok(made) => {
                // SAFETY: there is room for a schema, whose content is none.
                unsafe { schema.write(made) };
                0
            }
            Err(_) => {
                outgoing.fail("expected a schema that the C data interface can hold".to_owned());
                EINVAL
            }
        }
    })
}

unsafe extern "C" fn get_next(
    stream: *mut FFI_ArrowArrayStream,
    array: *mut FFI_ArrowArray,
) -> c_int {
    answer(EINVAL, || {
        // SAFETY: so the interface promises.
        match unsafe { Outgoing::behind(stream) }.next() {
            Ok(next) => {
                // SAFETY: there is room for an array, whose content is none.
                unsafe { array.write(next.unwrap_or_else(FFI_ArrowArray::empty)) };
                0
            }
            Err(number) => number,
        }
    })
}

unsafe extern "C" fn get_last_error(stream: *mut FFI_ArrowArrayStream) -> *const c_char {
    answer(ptr::null(), || {
        // SAFETY: so the interface promises.
        let outgoing = unsafe { Outgoing::behind(stream) };
        outgoing.message.as_ref().map_or(ptr::null(), |message| message.as_ptr())
    })
}

unsafe extern "C" fn release(stream: *mut FFI_ArrowArrayStream) {
    answer((), || {
        // SAFETY: the interface promises a stream that is not released, so what `into_stream` has put
        // there is there; it is taken away together with this function.
        unsafe {
            let owned = (*stream).set_private_data(ptr::null_mut());
            (*stream).set_release(None);
            drop(Box::from_raw(owned.cast::<Outgoing>()));
        }
    });
}

/// The error that was in play, without a word of the producer's.
pub(crate) fn own_in(error: ArrowError, input: Input) -> Error {
    let other = || Error::new(ErrorKind::Io(std::io::ErrorKind::Other));
    let own = match error {
        ArrowError::ExternalError(error) => {
            error.downcast::<Error>().map_or_else(|_| other(), |own| *own)
        }
        _ => other(),
    };
    own.within(input)
}

fn own(error: ArrowError) -> Error {
    own_in(error, Input::PastExport)
}

fn number(error: &Error) -> c_int {
    match error.kind() {
        ErrorKind::Io(_) => EIO,
        _ => EINVAL,
    }
}

fn lock(outcome: &Mutex<Outcome>) -> MutexGuard<'_, Outcome> {
    outcome.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_may_be_read_on_any_thread() {
        fn moved<T: Send>() {}
        moved::<Outgoing>();
    }
}
