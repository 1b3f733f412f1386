//! The byte-order mark in front of what the `csv` crate reads.

use std::io::{self, Read};

/// A mark and one byte more.
const START: u64 = 4;

/// The same input, whose first piece is no mark alone: the `csv` crate strips the mark, and where nothing is
/// left of a piece then, it takes the input for ended.
pub(crate) fn with_whole_start(mut input: impl Read) -> io::Result<impl Read> {
    let mut start = Vec::new();
    input.by_ref().take(START).read_to_end(&mut start)?;
    Ok(io::Cursor::new(start).chain(input))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_comes_alone_ends_nothing() {
        let input = b"\xef\xbb\xbf".chain(b"Ada,Adi\n".as_slice());
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(with_whole_start(input).unwrap());
        assert_eq!(rows.records().next().unwrap().unwrap().get(0), Some("Ada"));
    }
}
