//! Decisions to counts and audit records.
//!
//! [`Counts`] says what a pass found and is about nobody; [`AuditLog`] says of each decision everything that it
//! rests on, without a value of the record. A sweep writes both; who decides about single records writes the log:
//!
//! ```
//! use optout_core::report::{AuditHeader, AuditLog, verify_audit};
//! use optout_core::{Circumstances, Contact, ListOptions, Matcher, OptOutList, Policy, VERSION};
//!
//! let list = OptOutList::read("Name,Work email\nAda,ada@engine.example\n".as_bytes(), &ListOptions::default())?;
//! let (policy, now) = (Policy::standard()?, "2026-11-24".parse()?);
//! let matcher = Matcher::new(&list, policy.matching().clone());
//! let header = AuditHeader {
//!     list_snapshot: matcher.list_snapshot().to_owned(),
//!     now,
//!     received: now,
//!     policy_hash: policy.hash().to_owned(),
//!     engine: VERSION.to_owned(),
//! };
//! let mut lines = Vec::new();
//! let mut log = AuditLog::start(&mut lines, &header)?;
//! let found = matcher.match_contact(&Contact::new().email("ada@engine.example"));
//! let known = Circumstances { evidence: &[], regimes: Default::default(), now, received: now };
//! if let Some(decision) = optout_core::decision::decide(&found, &known, &policy) {
//!     log.write(1, "ada@engine.example", &decision)?;
//! }
//! let head = log.finish()?;
//! assert_eq!(verify_audit(lines.as_slice(), Some(&head))?.decisions, 1);
//! let lines = String::from_utf8(lines)?;
//! assert!(!lines.contains("ada@engine.example"), "not even where it is the record's id");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod audit;
mod counts;

pub use audit::{AuditHeader, AuditLog, AuditReplay, Audited, Difference, public_id, verify_audit};
pub(crate) use audit::{AuditLines, Chain, Comparing};
pub use counts::Counts;
