//! Honour a data vendor's opt-out list.
//!
//! The library reads the list, finds the listed people in a system's records, says why, decides what
//! becomes of each record, and redacts the vendor's past exports. It is embedded in the systems that
//! hold the records; it sends, deletes and remembers nothing by itself.
//!
//! The stages, each in its module, in the order in which data passes them: [`table`] and [`list`]
//! read, [`normalize`] makes keys, an index arranges them, [`matching`] finds, [`basis`] classifies
//! evidence, [`decision`] brings both together, [`redact`], [`erase`], [`suppress`], [`notice`] and
//! [`report`] act on decisions, [`sweep`] passes over a whole file, and [`page`] keeps
//! the record of it.
//!
//! The same input gives the same output, byte for byte. There is no clock, no network and no global
//! state: the day and the policy are arguments. Personal data appears in no error, log, panic or
//! `Debug` form.
//!
//! Decision support, not legal advice: the library classifies, the controller decides.
//!
//! # Start here
//!
//! Match one record, and say why:
//!
//! ```
//! use optout_core::{Contact, ListOptions, MatchPolicy, Matcher, OptOutList, PersonName};
//!
//! let list = "\
//! Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date
//! \"Lovelace, Ada\",engine.example,P-1,ada@engine.example,2026-11-21
//! ";
//! let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
//! let matcher = Matcher::new(&list, MatchPolicy::standard()?);
//!
//! let contact = Contact::new().email("Ada@Engine.example").name(PersonName::Full("Ada Lovelace"));
//! let found = matcher.match_contact(&contact);
//! let finding = found.finding().ok_or("nobody found")?;
//! assert_eq!(finding.entry_id, "P-1");
//! assert_eq!(finding.sentence(), "Same work e-mail after normalisation. The names agree.");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
#![cfg_attr(
    feature = "fs",
    doc = "The [`guide`] goes on from here: whole files, lawful basis, policies, what comes after a decision, errors, \
           memory and threads. [How it decides](guide::how_it_decides) says the same in words, for those who do not \
           program."
)]
//!
//! # Features
//!
//! `fs` (the default) opens paths, `compress` reads and writes gzip and zstd, `arrow` takes batches of Arrow
//! records. Without any, nothing touches the file system.
//!
//! # Faults
//!
//! A panic, a wrong answer or personal data in a message is a fault of the library, whatever the input was.
//! `SECURITY.md` in the repository says what is promised, what is not, and how to report one.
#![deny(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod basis;
mod bloom;
pub mod contact;
pub mod decision;
mod digest;
pub mod erase;
pub mod error;
#[cfg(feature = "fs")]
pub mod fs;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(all(any(doc, doctest), feature = "fs"))]
pub mod guide;
mod index;
#[cfg(feature = "fs")]
pub mod job;
pub mod list;
mod mark;
mod markup;
pub mod matching;
mod measured;
pub mod normalize;
pub mod notice;
pub mod page;
pub mod redact;
mod relay;
pub mod report;
mod sealed;
mod spread;
pub mod suppress;
pub mod sweep;
pub mod table;
mod texts;
mod words;

/// The version of this library, which stands in what it writes as its `engine`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub use basis::{BasisPolicy, Evidence, EvidenceStore, LawfulBasis, Marketing, Retention};
pub use contact::{Contact, Id, PersonName};
pub use decision::{Circumstances, Decision, Policy};
pub use error::{Error, ErrorKind, Input, Position, Result};
pub use index::{DomainAliases, IdLinks, ListUpdate};
#[cfg(feature = "fs")]
pub use job::{JobReport, SweepJob};
pub use list::{HashProfile, HashedList, HashedTally, ListForm, ListOptions, OptOut, OptOutList};
pub use matching::{Match, MatchOptions, MatchPolicy, MatchStatus, Matcher, Verdict, Verdicts};
pub use normalize::date::{Date, Moment};
pub use normalize::nicknames::Nicknames;
pub use page::EvidenceReport;
pub use redact::Redactor;
pub use suppress::{ImportGuard, SuppressionSet};
pub use sweep::Sweep;
pub use table::{Layout, Role, Table};
