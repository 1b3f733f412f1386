//! What is known of a file before it is read.

use super::encoding::Encoding;

/// What the caller knows of a file beforehand; the rest is found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// The encoding; otherwise the byte-order mark says, or it is UTF-8.
    pub encoding: Option<Encoding>,
    /// The delimiter; otherwise a `sep=` line or the header says.
    pub delimiter: Option<u8>,
}
