//! How a file is compressed: what its first bytes say, or its name.

use std::path::Path;

#[cfg(not(feature = "compress"))]
use crate::error::{Error, ErrorKind};

/// The compressions that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Gzip,
    Zstd,
}

/// How many bytes tell.
pub(super) const TELLING: u64 = 4;

impl Compression {
    /// What the first bytes of a file say: RFC 1952, section 2.3.1, and RFC 8878, section 3.1. No text
    /// begins like that, in any encoding that this library reads.
    pub(super) fn of_start(start: &[u8]) -> Self {
        match start {
            [0x1f, 0x8b, ..] => Self::Gzip,
            // A frame, or one that is to be skipped, which parallel compressors put in front.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            _ => Self::None,
        }
    }

    /// What the name of a file that is to be written asks for.
    pub(super) fn of_name(path: &Path) -> Self {
        match path.extension() {
            Some(extension) if extension.eq_ignore_ascii_case("gz") => Self::Gzip,
            Some(extension) if extension.eq_ignore_ascii_case("zst") => Self::Zstd,
            _ => Self::None,
        }
    }
}

#[cfg(not(feature = "compress"))]
pub(super) fn lacks_feature() -> Error {
    let expected = "the library built with the feature of this name, for files in gzip or zstd";
    Error::new(ErrorKind::InvalidOption { option: "compress", expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_bytes_or_by_name() {
        for (start, expected) in [
            (&b"\x1f\x8b\x08\x00"[..], Compression::Gzip),
            (b"\x28\xb5\x2f\xfd", Compression::Zstd),
            (b"\x50\x2a\x4d\x18", Compression::Zstd),
            (b"P*M,", Compression::None),
            (b"\x1f", Compression::None),
            (b"", Compression::None),
        ] {
            assert_eq!(Compression::of_start(start), expected);
        }
        for (name, expected) in [
            ("a.csv.gz", Compression::Gzip),
            ("a.GZ", Compression::Gzip),
            ("a.csv.Zst", Compression::Zstd),
            ("a.gz.csv", Compression::None),
            ("gz", Compression::None),
            (".gz", Compression::None),
        ] {
            assert_eq!(Compression::of_name(Path::new(name)), expected, "{name}");
        }
    }
}
