//! Calls of the core that Python watches and can stop.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use optout_core::Redactor;
use optout_core::redact::Progress;
use pyo3::Borrowed;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::error::OrRaise;

/// How often the interpreter is asked for signals if nobody is told of the progress.
const SIGNALS_EVERY: Duration = Duration::from_millis(50);

/// The exception of the caller's own code that ends a call; the first counts.
#[derive(Clone, Default)]
pub(crate) struct Raised(Arc<Mutex<Option<PyErr>>>);

impl Raised {
    pub(crate) fn keep(&self, error: PyErr) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    /// Asks the interpreter for signals, and tells a callback of a number. What either raises is kept,
    /// and the call is to end.
    pub(crate) fn ask(&self, tell: Option<(&Callback, u64)>) -> ControlFlow<()> {
        let outcome = Python::attach(|py| {
            py.check_signals()?;
            match tell {
                Some((callback, number)) => callback.0.call1(py, (number,)).map(|_| ()),
                None => Ok(()),
            }
        });
        match outcome {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.keep(error);
                ControlFlow::Break(())
            }
        }
    }

    /// The result of the call, or the exception that ended it.
    pub(crate) fn or_raise<T>(&self, result: optout_core::Result<T>) -> PyResult<T> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(error) => Err(error),
            None => result.or_raise(),
        }
    }
}

/// Somebody to be told of the progress.
pub(crate) struct Callback(Py<PyAny>);

impl<'py> FromPyObject<'_, 'py> for Callback {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if !object.is_callable() {
            return Err(PyTypeError::new_err("progress: expected a callable"));
        }
        Ok(Self(object.to_owned().unbind()))
    }
}

/// A redactor that asks for signals as it goes, and tells a callback how many bytes of the input it has
/// read since it told last. What either raises is kept.
pub(crate) fn watched(
    redactor: &Redactor,
    progress: Option<Callback>,
    raised: &Raised,
) -> Redactor {
    let raised = raised.clone();
    let told = Mutex::new(Told { progress: None, at: Instant::now() });
    redactor.clone().watch(move |now| {
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        if progress.is_none() && told.at.elapsed() < SIGNALS_EVERY {
            return ControlFlow::Continue(());
        }
        let bytes = told.more(now);
        drop(told);
        raised.ask(progress.as_ref().map(|progress| (progress, bytes)))
    })
}

/// An input that asks for signals while it is read. What one raises is kept.
pub(crate) struct Watched<R> {
    input: R,
    raised: Raised,
    asked: Instant,
}

impl<R> Watched<R> {
    pub(crate) fn new(input: R, raised: &Raised) -> Self {
        Self { input, raised: raised.clone(), asked: Instant::now() }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.asked.elapsed() >= SIGNALS_EVERY {
            self.asked = Instant::now();
            if self.raised.ask(None).is_break() {
                return Err(io::ErrorKind::Other.into());
            }
        }
        self.input.read(buffer)
    }
}

struct Told {
    progress: Option<Progress>,
    at: Instant,
}

impl Told {
    /// How many bytes more there are. A verification starts from the first record again, and has none,
    /// so that in the end they add up to the input.
    fn more(&mut self, now: Progress) -> u64 {
        self.at = Instant::now();
        let before = self.progress.unwrap_or_default();
        if self.progress.is_some() && now.records <= before.records {
            return 0;
        }
        self.progress = Some(now);
        now.bytes.saturating_sub(before.bytes)
    }
}
