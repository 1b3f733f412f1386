//! What becomes of the rows of an array, in runs.

use std::ops::Range;

use arrow_buffer::{BooleanBufferBuilder, NullBuffer};

/// What happens to one cell of a redacted row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It becomes null.
    Blank,
    /// It becomes true, in text by this word.
    True(&'static str),
}

/// A run of rows.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Rows of the array that stay as they are.
    Copy(Range<usize>),
    /// So many rows that are null.
    Blank(usize),
    /// A row that says true, in text by this word.
    True(&'static str),
}

impl Piece {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Copy(rows) => rows.len(),
            Self::Blank(count) => *count,
            Self::True(_) => 1,
        }
    }
}

/// How many rows there are in all.
pub(super) fn count(pieces: &[Piece]) -> usize {
    pieces.iter().map(Piece::len).sum()
}

/// Adds a run; runs that can be one are.
pub(super) fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), &piece) {
        (_, piece) if piece.len() == 0 => {}
        (Some(Piece::Blank(before)), Piece::Blank(more)) => *before += more,
        (Some(Piece::Copy(before)), Piece::Copy(more)) if before.end == more.start => {
            before.end = more.end;
        }
        _ => pieces.push(piece),
    }
}

/// The runs of an array of this length in which some cells, in ascending order, change.
pub(super) fn pieces(length: usize, changes: &[(usize, Change)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for (row, change) in changes {
        push(&mut pieces, Piece::Copy(done..*row));
        push(
            &mut pieces,
            match change {
                Change::Blank => Piece::Blank(1),
                Change::True(word) => Piece::True(word),
            },
        );
        done = row + 1;
    }
    push(&mut pieces, Piece::Copy(done..length));
    pieces
}

/// The same runs, with the rows that are null already as blank ones: what lies under a null is nothing
/// to copy.
pub(super) fn without_nulls(pieces: &[Piece], nulls: Option<&NullBuffer>) -> Vec<Piece> {
    let Some(nulls) = nulls.filter(|nulls| nulls.null_count() > 0) else { return pieces.to_vec() };
    let mut valid = Vec::new();
    for piece in pieces {
        let Piece::Copy(rows) = piece else {
            push(&mut valid, piece.clone());
            continue;
        };
        let mut done = 0;
        for (start, end) in nulls.inner().slice(rows.start, rows.len()).set_slices() {
            push(&mut valid, Piece::Blank(start - done));
            push(&mut valid, Piece::Copy(rows.start + start..rows.start + end));
            done = end;
        }
        push(&mut valid, Piece::Blank(rows.len() - done));
    }
    valid
}

/// The validity of such runs.
pub(super) fn validity(pieces: &[Piece]) -> Option<NullBuffer> {
    if !pieces.iter().any(|piece| matches!(piece, Piece::Blank(_))) {
        return None;
    }
    let mut bits = BooleanBufferBuilder::new(count(pieces));
    for piece in pieces {
        bits.append_n(piece.len(), !matches!(piece, Piece::Blank(_)));
    }
    Some(NullBuffer::new(bits.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let shown = pieces.iter().map(|piece| match piece {
            Piece::Copy(rows) => format!("{}-{}", rows.start, rows.end),
            Piece::Blank(count) => format!("x{count}"),
            Piece::True(word) => (*word).to_owned(),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn runs_join_and_nulls_are_blank() {
        let changes =
            [(1, Change::Blank), (2, Change::Blank), (5, Change::True("yes")), (7, Change::Blank)];
        let runs = pieces(8, &changes);
        assert_eq!(shown(&runs), "0-1 x2 3-5 yes 6-7 x1");
        assert_eq!(count(&runs), 8);
        let nulls = NullBuffer::from(vec![false, true, true, false, true, true, false, true]);
        assert_eq!(shown(&without_nulls(&runs, Some(&nulls))), "x4 4-5 yes x2");
        assert_eq!(validity(&runs).map(|nulls| nulls.null_count()), Some(3));
        assert!(validity(&pieces(3, &[])).is_none());
        assert!(pieces(0, &[]).is_empty());
    }
}
