//! Which delimiter a file uses.

use super::dialect::Dialect;
use super::scan::{Scan, scan, value};
use crate::error::{Error, ErrorKind, Result};

/// The delimiters that are looked for.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many records after the header are looked at.
const SAMPLED_RECORDS: usize = 50;

/// Reads a first line `sep=X`, as spreadsheets write it: the delimiter and the line's length.
pub(crate) fn sep_line(sample: &[u8]) -> Option<(u8, usize)> {
    let rest = match sample.get(..4) {
        Some(word) if word.eq_ignore_ascii_case(b"sep=") => sample.get(4..)?,
        _ => return None,
    };
    match rest {
        [delimiter, b'\r', b'\n', ..] => Some((*delimiter, 7)),
        [delimiter, b'\r' | b'\n', ..] => Some((*delimiter, 6)),
        _ => None,
    }
}

/// Tells the delimiter from a sample that starts at the header.
///
/// One that splits the header is taken when no other does. Between several, the one under which `is_known`
/// recognises most names; between several of these, those under which every sampled record has as many
/// fields as the header. A header that nothing splits is a single column.
///
/// # Errors
/// [`ErrorKind::AmbiguousDelimiter`] when that leaves more than one.
pub(crate) fn sniff(
    sample: &[u8],
    whole: bool,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<Dialect> {
    let mut splitting: Vec<Trial> = CANDIDATES
        .into_iter()
        .map(|delimiter| Trial::of(sample, whole, delimiter, is_known))
        .filter(|trial| trial.columns > 1)
        .collect();
    let most = splitting.iter().map(|trial| trial.known).max().unwrap_or(0);
    splitting.retain(|trial| trial.known == most);
    if splitting.len() > 1 && splitting.iter().any(|trial| trial.even) {
        splitting.retain(|trial| trial.even);
    }
    match splitting.as_slice() {
        [] => Ok(Dialect::default()),
        [one] => Ok(Dialect { delimiter: one.delimiter, ..Dialect::default() }),
        _ => Err(Error::new(ErrorKind::AmbiguousDelimiter)),
    }
}

struct Trial {
    delimiter: u8,
    columns: usize,
    known: usize,
    even: bool,
}

impl Trial {
    fn of(sample: &[u8], whole: bool, delimiter: u8, is_known: &dyn Fn(&str) -> bool) -> Self {
        let dialect = Dialect { delimiter, ..Dialect::default() };
        let mut trial = Self { delimiter, columns: 0, known: 0, even: true };
        let mut ends = Vec::new();
        let mut rest = sample;
        for nth in 0..=SAMPLED_RECORDS {
            let Scan::Record { start, next, .. } = scan(rest, dialect, whole, &mut ends) else {
                break;
            };
            if nth == 0 {
                trial.columns = ends.len();
                let starts = std::iter::once(start).chain(ends.iter().map(|end| end + 1));
                trial.known = starts
                    .zip(&ends)
                    .filter(|(from, to)| {
                        let field = rest.get(*from..**to).unwrap_or_default();
                        std::str::from_utf8(&value(field, dialect.quote)).is_ok_and(is_known)
                    })
                    .count();
            } else {
                trial.even &= ends.len() == trial.columns;
            }
            rest = rest.get(next..).unwrap_or_default();
        }
        trial
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(sample: &str) -> Result<u8> {
        let known = |name: &str| matches!(name, "Name" | "Work email");
        sniff(sample.as_bytes(), true, &known).map(|dialect| dialect.delimiter)
    }

    #[test]
    fn the_one_that_splits_the_header() {
        assert_eq!(delimiter("Name;Work email\nA, B;c@d.example\n"), Ok(b';'));
        assert_eq!(delimiter("Name\tWork email\n"), Ok(b'\t'));
        assert_eq!(delimiter("Record ID\n1\n"), Ok(b','));
    }

    #[test]
    fn a_delimiter_inside_quotes_splits_nothing() {
        assert_eq!(delimiter("\"Name, or so\";Work email\n"), Ok(b';'));
    }

    #[test]
    fn between_two_the_records_decide() {
        assert_eq!(delimiter("Name;Work email, main\nA;b@c.example\n"), Ok(b';'));
    }

    #[test]
    fn a_tie_is_an_error() {
        let error = delimiter("a,b;c\n1,2;3\n").unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::AmbiguousDelimiter);
    }

    #[test]
    fn a_sep_line_names_the_delimiter() {
        assert_eq!(sep_line(b"sep=;\r\nName;x\r\n"), Some((b';', 7)));
        assert_eq!(sep_line(b"SEP=|\nName"), Some((b'|', 6)));
        assert_eq!(sep_line(b"separate;x\n"), None);
    }
}
