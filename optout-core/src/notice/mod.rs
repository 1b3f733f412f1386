//! What administrators are told, and when.
//!
//! Nothing is sent from here, and no clock is asked: state and moment go in, what to say comes out, and the
//! host sends it and keeps the state.

mod digest;
mod health;
mod ledger;
mod message;
mod recipients;
mod watch;

pub use digest::{Digest, DigestDeadline, DigestState};
pub use health::{ApiUse, Credential, DailySync, Feed, Health};
pub use ledger::{Month, Review, ReviewLedger, ReviewState};
pub use recipients::Recipients;
pub use watch::{Notice, NoticeKind, Severity, Watch, WatchRules};
