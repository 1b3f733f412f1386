//! How a file writes its fields.

/// How a file writes its fields. Line ends are not part of it: CR, LF and CRLF all end a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between two fields.
    pub delimiter: u8,
    /// The byte around a field.
    pub quote: u8,
}

impl Default for Dialect {
    /// Comma and double quote, as in RFC 4180.
    fn default() -> Self {
        Self { delimiter: b',', quote: b'"' }
    }
}
