//! What comes of faults around the library: reads and writes that fail at any byte, short and interrupted ones, bytes
//! that were damaged while they were kept, inputs without end, clocks that jump, and rights that are gone.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the tests make and damage the files, and start themselves again under limits"
)]

mod bounds;
mod clocks;
mod damage;
#[cfg(all(target_os = "linux", feature = "fs"))]
mod disk;
#[cfg(feature = "fs")]
mod job;
#[cfg(all(unix, feature = "fs"))]
mod killed;
#[cfg(feature = "fs")]
mod place;
mod reading;
mod streams;
mod writing;
