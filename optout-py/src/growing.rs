//! What a caller adds to, from any thread.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

/// A value of the core that grows under a lock, while the interpreter is released.
pub(crate) struct Growing<T>(Mutex<T>);

impl<T: Send> Growing<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Calls with the value. A call that panicked has left it as it was or with more, never with less.
    pub(crate) fn with<R: Send>(&self, py: Python<'_>, call: impl FnOnce(&mut T) -> R + Send) -> R {
        py.detach(|| call(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// The value as it is now.
    pub(crate) fn copy(&self, py: Python<'_>) -> T
    where
        T: Clone,
    {
        self.with(py, |value| value.clone())
    }
}
