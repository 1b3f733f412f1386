//! The C ABI as C sees it: the header, the exports, and programs in C that use both.
#![cfg(unix)]

mod canary;
mod compiler;
mod cpp;
mod determinism;
mod example;
mod exports;
mod header;
mod install;
mod lifecycle;
#[cfg(not(feature = "test-panic"))]
mod sequences;
mod vectors;
