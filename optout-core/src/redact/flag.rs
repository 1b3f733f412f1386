//! The flag Is Redacted, written as the file writes it.

use crate::normalize::boolean::{Flag, parse_flag};

/// The flag as it is written into a file that has no example of its own.
pub(super) const TRUE: &str = "TRUE";
/// The opposite of [`TRUE`].
pub(super) const FALSE: &str = "FALSE";

/// How a column writes true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FlagStyle(&'static str);

/// The words for true with those for false, in lower case.
const WORDS: [(&str, &str); 6] =
    [("true", "false"), ("1", "0"), ("yes", "no"), ("y", "n"), ("t", "f"), ("on", "off")];

/// The words for true in lower case, capitalised, in capitals.
const TRUES: [[&str; 3]; 6] = [
    ["true", "True", "TRUE"],
    ["1", "1", "1"],
    ["yes", "Yes", "YES"],
    ["y", "Y", "Y"],
    ["t", "T", "T"],
    ["on", "On", "ON"],
];

impl FlagStyle {
    /// The style of a cell that holds a flag.
    pub(super) fn of(cell: &str) -> Option<Self> {
        let word = cell.trim();
        let at = WORDS.iter().position(|(yes, no)| {
            word.eq_ignore_ascii_case(yes) || word.eq_ignore_ascii_case(no)
        })?;
        let mut letters = word.chars();
        let first_is_capital = letters.next().is_some_and(char::is_uppercase);
        let has_small = letters.any(char::is_lowercase);
        let case = match (first_is_capital, has_small) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 2,
        };
        TRUES.get(at)?.get(case).copied().map(Self)
    }

    /// True in this style.
    pub(super) fn as_str(self) -> &'static str {
        self.0
    }
}

/// Whether a cell says that its row is redacted.
pub(super) fn is_true(cell: &str) -> bool {
    parse_flag(cell) == Flag::True
}

/// Whether bytes are no flag that is true, told from the first of them: no word for true starts so.
pub(super) fn is_no_true(cell: &[u8]) -> bool {
    match cell.first() {
        None => true,
        Some(first) => {
            matches!(first, b'0' | b'2'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
                && !WORDS.iter().any(|(yes, _)| {
                    yes.as_bytes().first().is_some_and(|letter| letter.eq_ignore_ascii_case(first))
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn true_in_the_style_of_false() {
        let style = |cell| FlagStyle::of(cell).map(FlagStyle::as_str);
        assert_eq!(style("FALSE"), Some("TRUE"));
        assert_eq!(style(" False "), Some("True"));
        assert_eq!(style("false"), Some("true"));
        assert_eq!(style("0"), Some("1"));
        assert_eq!(style("No"), Some("Yes"));
        assert_eq!(style("N"), Some("Y"));
        assert_eq!(style("n/a"), None);
        assert_eq!(style(""), None);
    }
}
