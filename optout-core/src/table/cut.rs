//! Where a piece of a file can be cut.

use super::dialect::Dialect;
use super::marks::{self, BLOCK, Marks, Pass};
use super::quotes::Before;
use super::scan::{Scan, behind_terminator, scan};

/// The offset behind the last whole record in bytes that start with a record or blank lines.
pub(super) fn last_record_end(bytes: &[u8], dialect: Dialect) -> Option<usize> {
    // Whether a CR at the very end is a line end or half of one is not known yet.
    let settled = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    marks::run(Cutting { bytes, settled, dialect }, dialect)
}

struct Cutting<'b> {
    bytes: &'b [u8],
    settled: &'b [u8],
    dialect: Dialect,
}

impl Pass for Cutting<'_> {
    type Output = Option<usize>;

    #[inline(always)]
    fn run(self, marks: impl Fn(&[u8; BLOCK]) -> Marks) -> Option<usize> {
        let Self { bytes, settled, dialect } = self;
        let (mut from, mut cut) = (0, None);
        'aside: while let Some(rest) = settled.get(from..) {
            // Whether the byte before the block ends a line, or a record could start there in another
            // way; where the record in work starts.
            let (mut ended, mut record) = (1, from);
            let (mut at, mut before) = (from, Before::record());
            let (blocks, last) = marks::blocks(rest);
            for block in blocks.iter().chain(&last) {
                let marks = marks(block);
                let read = before.read(&marks);
                if read.stray != 0 {
                    let mut plain = Vec::new();
                    while record <= at {
                        let rest = bytes.get(record..).unwrap_or_default();
                        let Scan::Record { next, .. } = scan(rest, dialect, false, &mut plain)
                        else {
                            return cut;
                        };
                        record += next;
                        cut = Some(record);
                    }
                    from = record;
                    continue 'aside;
                }
                let ends = marks.terminator & !read.quoted;
                let of_records = ends & !(ends << 1 | ended);
                if of_records != 0 {
                    let end = at + (u64::BITS - 1 - of_records.leading_zeros()) as usize;
                    cut = Some(behind_terminator(bytes, end));
                }
                if ends != 0 {
                    record = at + (u64::BITS - ends.leading_zeros()) as usize;
                }
                ended = ends >> 63;
                at += BLOCK;
            }
            break;
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::table::structure::tests::text;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn a_cut_is_behind_the_last_whole_record(text in text(), at in any::<prop::sample::Index>()) {
            let whole = text.as_bytes();
            let head = &whole[..at.index(whole.len() + 1)];
            let (mut expected, mut ends) = (None, Vec::new());
            let mut from = 0;
            while let Scan::Record { next, .. } =
                scan(&head[from..], Dialect::default(), false, &mut ends)
            {
                from += next;
                expected = Some(from);
            }
            prop_assert_eq!(last_record_end(head, Dialect::default()), expected);
        }
    }
}
