//! How far a run has come, and whether it goes on.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};

/// How far a redaction or a verification has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the input that are done with; text in UTF-16 counts by its length in UTF-8.
    pub bytes: u64,
    /// Records that are done with, the header not counted.
    pub records: u64,
    /// Records among them that are redacted, now or from before.
    pub redacted: u64,
}

/// What a caller gave to be told of the progress.
#[derive(Clone, Default)]
pub(super) struct Watch(Option<Arc<Callback>>);

type Callback = dyn Fn(Progress) -> ControlFlow<()> + Send + Sync;

impl Watch {
    pub(super) fn new(
        callback: impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Self {
        Self(Some(Arc::new(callback)))
    }

    /// Tells the caller.
    ///
    /// # Errors
    /// [`ErrorKind::Cancelled`] if the caller does not want to go on.
    pub(super) fn tell(&self, progress: Progress) -> Result<()> {
        match self.0.as_ref().map(|callback| callback(progress)) {
            Some(ControlFlow::Break(())) => Err(Error::new(ErrorKind::Cancelled)),
            Some(ControlFlow::Continue(())) | None => Ok(()),
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch(callback)" } else { "Watch(nobody)" })
    }
}
