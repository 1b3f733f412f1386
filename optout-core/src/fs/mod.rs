//! Paths: the only part of the library that touches the file system.
//!
//! What is written appears whole or not at all. On Linux it has no name until it is whole and on disk,
//! so that even a killed process leaves no half-written copy of personal data; elsewhere, and on file
//! systems that know no files without a name, it goes into a temporary file in the same directory.
//! Either is readable by its owner only and takes its place in one step.
//! Nothing is backed up in silence: a copy of a file that had to be redacted would still have to be.
//!
//! With the feature `compress`, gzip and zstd are read wherever a path is read, told by the first
//! bytes and not by the name, and whole: members and frames that follow each other are one content,
//! a torn end or anything else behind them is an error. Hashes, positions and progress are those of
//! the content, not of the compressed bytes. Memory does not grow with the content: zstd is refused
//! if it asks for a window of more than 128 MiB. Without the feature, compressed data is refused.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the rest of the library is barred from the file system so that this is its only door"
)]

mod aside;
mod atomic;
mod compression;
mod decoder;
mod draft;
mod encoder;
mod export;
mod kept;
mod map;
mod matcher;
mod outputs;
mod paths;
mod source;
#[cfg(target_os = "linux")]
mod unnamed;

pub use atomic::write_atomically;
pub use export::{dry_run_path, redact_into_path, redact_path, redact_path_verified, verify_path};
pub(crate) use kept::{Extent, KeptSet};
pub use outputs::{OutputFile, OutputSet};
pub use paths::{create_directory, is_same_file, remove_empty_directory};
pub use source::{decompressed, open};
