//! Bytes to records: encoding, dialect, header and the roles of columns.

mod chunk;
mod dialect;
mod encoding;
mod ends;
mod header;
mod marks;
mod named;
mod preset;
mod quotes;
mod reader;
mod records;
mod role;
mod rows;
mod scan;
mod schema;
mod structure;
mod values;
mod writer;

pub(crate) use chunk::{Chunk, Chunks};
pub use dialect::Dialect;
pub use encoding::Encoding;
pub use header::fold_header;
pub(crate) use named::{NamedRow, NamedTable};
pub use preset::VENDOR_NAMESPACE;
pub(crate) use preset::{CONTACTS, EVIDENCE, OPT_OUT_LIST};
pub use reader::{Record, Table};
pub use records::Format;
pub(crate) use records::Records;
pub use role::Role;
pub(crate) use scan::value;
pub(crate) use schema::RECORD_ID;
pub use schema::{Layout, Schema};
pub use structure::field_ends;
pub(crate) use structure::{Cursor, RawRecord};
pub use values::RecordValues;
pub use writer::TableWriter;
