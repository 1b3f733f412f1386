//! Decisions to counts and audit records.

pub mod audit;
mod counts;

pub use audit::{AuditHeader, AuditLog, Audited, Difference, Replay, public_id, verify_audit};
pub(crate) use audit::{AuditLines, Chain, Comparing};
pub use counts::Counts;
