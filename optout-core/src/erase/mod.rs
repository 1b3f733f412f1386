//! From decisions to deleted records: what to delete, in which order, by which calls, and what came of it.
//!
//! The library makes no call and deletes nothing. A plan ([`ErasurePlan`]) says which records go, and is carried
//! out ([`Erasure`]) when a human has approved it by its hash: the host gets one [`Request`] after the other
//! and hands back what was answered. An [`Allowance`] keeps to what each system takes, and [`Progress`] is
//! stored, so that nothing is lost or repeated by a stop. Time is an argument: seconds since 1970 in UTC.

mod allowance;
mod answer;
mod erasure;
mod limit;
mod plan;
mod progress;
mod request;
mod standing;
mod system;
mod tables;

pub use allowance::{Allowance, Budget, Hold, Verdict, VerdictKind};
pub use answer::{Answer, Outcome};
pub use erasure::{Erasure, Next, NextKind, Settled, Taken};
pub use plan::{ErasurePlan, Preview, Step, StepKind};
pub use progress::Progress;
pub use request::Request;
pub use standing::{REVERIFY_AFTER, Reverification, Standing};
pub use system::{Method, Object, System};
