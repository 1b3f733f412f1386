//! Decisions to counts and audit records.

pub mod audit;
mod counts;

pub use audit::{AuditHeader, AuditLog, AuditReplay, Audited, Difference, public_id, verify_audit};
pub(crate) use audit::{AuditLines, Chain, Comparing};
pub use counts::Counts;
