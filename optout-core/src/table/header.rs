//! Header names, compared as people write them.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

use super::preset::Preset;
use crate::error::{Error, ErrorKind, Result};
use crate::texts::TextSet;

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

/// The names of a header.
///
/// `Debug` shows how many: the header of a file that has none is somebody's row.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header {
    written: Vec<String>,
    names: Vec<String>,
}

impl std::fmt::Debug for Header {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Header").field("columns", &self.names.len()).finish()
    }
}

impl Header {
    pub(crate) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let written: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        let names = written.iter().map(|name| fold_header(name)).collect();
        Self { written, names }
    }

    /// The folded names.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The name of a column as it stands, but for blanks around it.
    pub(crate) fn written(&self, at: usize) -> Option<&str> {
        self.written.get(at).map(String::as_str)
    }

    /// Whether everything that a preset knows here is spelt as in `FirstName` or `Custom__c`.
    pub(crate) fn is_pascal(&self, preset: &Preset) -> bool {
        let mut known = self.written.iter().zip(&self.names).filter(|(_, name)| preset.knows(name));
        known.all(|(written, _)| is_pascal(written))
    }

    /// Refuses a header in which a column has no name, or two have the very same. Whether two names
    /// that only fold to one are one is a question of their roles.
    pub(crate) fn require_distinct(&self) -> Result<()> {
        let mut seen = TextSet::default();
        for (name, number) in self.written.iter().zip(1..) {
            if name.is_empty() {
                return Err(Error::new(ErrorKind::UnnamedColumn { column: number }));
            }
            if let (first, false) = seen.insert(name) {
                let (first, second) = (first + 1, number);
                return Err(Error::new(ErrorKind::DuplicateColumn { first, second }));
            }
        }
        Ok(())
    }
}

fn is_pascal(name: &str) -> bool {
    let name = name.strip_suffix("__c").unwrap_or(name);
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.contains(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
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
        let header = Header::new(["Email", "Name", "Email "]);
        let error = header.require_distinct().unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::DuplicateColumn { first: 1, second: 3 });
    }

    #[test]
    fn columns_that_only_fold_alike_are_two() {
        let header =
            Header::new(["Phone (mobile)", "Phone (work)", "-", "Lead Status", "Lead-Status"]);
        assert!(header.require_distinct().is_ok());
    }
}
