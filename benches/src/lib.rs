//! Benchmarks of the library, see `benches/`, and what they run on. `peers/` holds the runs side by side
//! with other tools. All of them use the library's public interface only.

pub mod accuracy;
pub mod arguments;
pub mod check;
pub mod contacts;
pub mod export;
pub mod frame;
mod made;
