//! The guide: from the first match to a run of a whole file, page by page.
//!
//! | page | for |
//! |---|---|
//! | [`first_steps`] | a list, one record, and why |
//! | [`files`] | sweeping a contact export, redacting a past export |
//! | [`lawful_basis`] | evidence, and what it lets stay |
//! | [`policies`] | rules and parameters of one's own |
//! | [`afterwards`] | erasing, and never importing again |
//! | [`running`] | errors, memory, threads, determinism, features |
//! | [`how_it_decides`] | the same in words, for privacy officers |
#![cfg_attr(feature = "arrow", doc = "| [`batches`] | records that are in memory as Arrow |")]
//!
//! Every example is compiled and run with the tests. The modules of the guide are empty and are in the
//! documentation only.

#[doc = include_str!("guide/first_steps.md")]
pub mod first_steps {}

#[doc = include_str!("guide/files.md")]
pub mod files {}

#[doc = include_str!("guide/lawful_basis.md")]
pub mod lawful_basis {}

#[doc = include_str!("guide/policies.md")]
pub mod policies {}

#[doc = include_str!("guide/afterwards.md")]
pub mod afterwards {}

#[cfg(feature = "arrow")]
#[doc = include_str!("guide/batches.md")]
pub mod batches {}

#[doc = include_str!("guide/running.md")]
pub mod running {}

#[doc = include_str!("guide/how_it_decides.md")]
pub mod how_it_decides {}
