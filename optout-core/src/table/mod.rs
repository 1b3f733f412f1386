//! Bytes to records: encoding, dialect, header and the roles of columns.
//!
//! A [`Table`] finds out encoding and delimiter ([`Format`] names them), and its [`Layout`] what each column holds:
//! by presets for the systems whose exports are known, by name for all others.
//!
//! ```
//! use optout_core::table::Format;
//! use optout_core::{Layout, Role, Table};
//!
//! let text = "Key;Mail\n7;ada@engine.example\n".as_bytes();
//! let layout = Layout::detect()
//!     .column("Key", Role::RecordId("warehouse".to_owned()))
//!     .column("Mail", Role::Email);
//! let mut contacts = Table::open_contacts(text, Format::default(), &layout)?;
//! while let Some((record, schema)) = contacts.read()? {
//!     assert_eq!(schema.contact(&record).emails(), ["ada@engine.example"]);
//! }
//! # Ok::<(), optout_core::Error>(())
//! ```

mod chunk;
mod dialect;
mod encoding;
mod ends;
mod format;
mod header;
mod lines;
mod marks;
mod named;
mod preset;
mod quotes;
mod reader;
mod record;
mod records;
mod role;
mod rows;
mod scan;
mod schema;
mod sniff;
mod structure;
mod systems;
mod values;
mod vendors;
mod writer;

pub(crate) use chunk::{Chunk, Chunks};
pub use dialect::Dialect;
pub use encoding::Encoding;
pub use format::Format;
pub use header::fold_header;
pub(crate) use lines::{Lines, Opening};
pub(crate) use named::{NamedRow, NamedTable};
pub use preset::VENDOR_NAMESPACE;
pub(crate) use preset::{EVIDENCE, OPT_OUT_LIST, Preset};
pub(crate) use reader::Form;
pub use reader::Table;
pub use record::Record;
pub(crate) use record::Rewritten;
pub(crate) use records::{Reading, Records, Rest};
pub use role::Role;
pub(crate) use scan::value;
pub use schema::{Layout, Schema};
pub(crate) use schema::{RECORD_ID, merged_ids};
pub use structure::field_ends;
pub(crate) use structure::{Cursor, RawRecord};
pub(crate) use systems::CONTACTS;
pub use values::RecordValues;
pub(crate) use vendors::{LUSHA, PEOPLE_DATA_LABS, UNNAMED, ZOOMINFO};
pub use writer::TableWriter;
pub(crate) use writer::{is_formula, unwritten};
