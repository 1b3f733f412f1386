//! Bytes to records: encoding, dialect, header and the roles of columns.

mod dialect;
mod encoding;
mod header;
mod preset;
mod reader;
mod records;
mod role;
mod scan;
mod schema;
mod writer;

pub use dialect::Dialect;
pub use encoding::Encoding;
pub use header::fold_header;
pub use preset::VENDOR_NAMESPACE;
pub(crate) use preset::{CONTACTS, EVIDENCE, OPT_OUT_LIST};
pub use reader::{Record, Table};
pub use records::Format;
pub(crate) use records::{RawRecord, Records};
pub use role::Role;
pub(crate) use scan::{Field, FieldForm};
pub(crate) use schema::RECORD_ID;
pub use schema::{Layout, Schema};
pub use writer::TableWriter;
