//! How far a pass has come, so that another can go on from there.

use serde::{Deserialize, Serialize};

use super::found::Found;
use crate::error::Result;
use crate::report::Chain;

/// What a pass has found until a record. What waits for the end of the file is not in it: those records are
/// looked up again in the file, which has to be the same.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reached {
    /// The number of the first record that has not been read; 0 before the pass.
    pub(super) next: u64,
    /// How many bytes have been read.
    pub(super) bytes: u64,
    pub(super) found: Found,
    /// The numbers of the records that lead to the list: the whole file settles some of them.
    pub(super) leading: Vec<u64>,
    /// How far the audit log has come.
    pub(super) audit: Chain,
}

/// Has what a pass has found kept from time to time.
pub(crate) struct Keeping<'k> {
    /// How many bytes are read in between, or a few more.
    pub(crate) every: u64,
    /// Keeps it; all that was written until then has been flushed.
    pub(crate) keep: Box<Keep<'k>>,
}

/// Keeps what a pass has found.
pub(crate) type Keep<'k> = dyn FnMut(&Reached) -> Result<()> + Send + 'k;

impl Reached {
    /// Whether a pass with this behind it is at its start.
    pub(super) fn is_start(&self) -> bool {
        self.next == 0
    }
}
