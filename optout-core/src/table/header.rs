//! Header names, compared as people write them.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, ErrorKind, Result};

/// Folds a header name, so that `Is Redacted (True/False)`, `is_redacted` and `IsRedacted` are one.
///
/// NFKC (which turns a no-break space into a space), full case folding, no zero-width characters,
/// no blanks, `_`, `.` or `-`, and no parenthesis at the end.
pub fn fold_header(name: &str) -> String {
    let folded: String = name
        .nfkc()
        .default_case_fold()
        .nfkc()
        .filter(|c| !is_invisible(*c) && !c.is_whitespace() && !matches!(c, '_' | '.' | '-'))
        .collect();
    match (folded.ends_with(')'), folded.rfind('(')) {
        (true, Some(at)) if at > 0 => folded.get(..at).unwrap_or_default().to_owned(),
        _ => folded,
    }
}

/// Byte-order mark, zero-width space, joiners, soft hyphen, word joiner and direction marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}' | '\u{202a}'..='\u{202e}')
}

/// The folded names of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    names: Vec<String>,
}

impl Header {
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { names: names.into_iter().map(fold_header).collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Refuses a header in which a column has no name, or two have the same.
    pub(crate) fn require_distinct(&self) -> Result<()> {
        for (at, name) in self.names.iter().enumerate() {
            if name.is_empty() {
                return Err(Error::new(ErrorKind::UnnamedColumn { column: at + 1 }));
            }
            if let Some(first) = self.names.iter().take(at).position(|other| other == name) {
                let (first, second) = (first + 1, at + 1);
                return Err(Error::new(ErrorKind::DuplicateColumn { first, second }));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_many_spellings() {
        for spelling in [
            "Is Redacted",
            "\u{feff}is_redacted",
            "IsRedacted",
            "IS-REDACTED (True/False)",
            "Is\u{a0}Redacted ",
            "is\u{200b} redacted",
        ] {
            assert_eq!(fold_header(spelling), "isredacted");
        }
        assert_eq!(fold_header("(notes)"), "(notes)");
    }

    #[test]
    fn two_of_a_name_are_refused_with_both_numbers() {
        let header = Header::new(["Email", "Name", "e-mail"]);
        let error = header.require_distinct().unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::DuplicateColumn { first: 1, second: 3 });
    }
}
