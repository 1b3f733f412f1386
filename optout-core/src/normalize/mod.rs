//! Raw value to key.
//!
//! Two spellings of one thing get one key here, and nothing else does: whether two different keys
//! belong to one person is decided further on. The raw value stays with the caller; no fault and no
//! `Debug` in this module shows any part of it.
//!
//! Each kind of value has its own module. Rules change over time and so do the tables behind them, so
//! [`VERSION`] and [`TABLES`] travel with every explanation.
//!
//! ```
//! use optout_core::normalize::email::Email;
//! use optout_core::normalize::registrable_domain;
//!
//! let email = Email::parse("<Ada.Lovelace+crm@Engine.example>")?;
//! assert_eq!(email.exact(), "ada.lovelace+crm@engine.example");
//! assert_eq!(registrable_domain("shop.engine.co.uk").as_deref(), Some("engine.co.uk"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod boolean;
pub mod date;
pub mod email;
mod host;
pub mod id;
pub mod name;
pub mod nicknames;
mod signs;
mod table;
mod text;
pub mod website;

pub(crate) use text::visible;

pub use host::registrable_domain;
pub use table::TABLES;

/// The version of the rules: it changes whenever some value would get another key.
pub const VERSION: u32 = 2;
