//! Decisions to counts and audit records.

mod audit;
mod counts;

pub use audit::{AuditHeader, AuditLog, public_id};
pub use counts::Counts;
