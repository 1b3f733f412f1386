//! Past-export files: the rows of opted-out people keep only what the vendor's rule lets them keep.
//!
//! [`Targets`] says whose rows, a [`Profile`] says which columns stay, a [`Redactor`] does it to a
//! stream or to single rows and can afterwards verify that it was done. Bytes that need not change do
//! not change: encoding, quotes, line ends and every other person's row stay as they are.

mod check;
mod column;
mod compare;
mod filter;
mod finding;
mod flag;
mod head;
mod judge;
mod leak;
mod line;
mod mention;
mod output;
mod plan;
mod profile;
mod progress;
mod redactor;
mod rewrite;
mod row;
#[cfg(feature = "arrow")]
mod run;
mod search;
mod sight;
mod summary;
mod tally;
mod targets;
mod verify;

pub use column::Column;
pub use finding::{Finding, FindingKind, Findings};
pub use profile::Profile;
pub use progress::Progress;
pub use redactor::Redactor;
pub use row::{RedactedRow, RowRedactor};
pub use summary::{Summary, TargetCounts, Verification};
pub use targets::Targets;

#[cfg(feature = "arrow")]
pub(crate) use head::Decoding;
#[cfg(feature = "arrow")]
pub(crate) use judge::Action;
#[cfg(feature = "arrow")]
pub(crate) use plan::{Cells, FLAG_HEADER, FlagPlace, Plan, Text};
#[cfg(feature = "arrow")]
pub(crate) use run::Run;
