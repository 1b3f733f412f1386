//! Flags in cells.
//!
//! ```
//! use optout_core::normalize::boolean::{Flag, parse_flag};
//!
//! assert_eq!(parse_flag(" Yes "), Flag::True);
//! assert_eq!(parse_flag(""), Flag::Blank, "unknown, which is not no");
//! ```

use super::text::trim;

/// What a cell that holds a flag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// Yes.
    True,
    /// No.
    False,
    /// Nothing: unknown, which is not no.
    Blank,
    /// Something that is no flag.
    Unreadable,
}

impl Flag {
    /// The flag as one word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Blank => "blank",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Reads a flag as the systems of the trade export it: `TRUE`, `1`, `yes`, `y`, `t`, `on` and their
/// opposites, in any case.
pub fn parse_flag(raw: &str) -> Flag {
    const TRUE: [&str; 6] = ["true", "1", "yes", "y", "t", "on"];
    const FALSE: [&str; 6] = ["false", "0", "no", "n", "f", "off"];
    let word = trim(raw);
    let is = |other: &&str| word.eq_ignore_ascii_case(other);
    if word.is_empty() {
        Flag::Blank
    } else if TRUE.iter().any(is) {
        Flag::True
    } else if FALSE.iter().any(is) {
        Flag::False
    } else {
        Flag::Unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_is_not_no() {
        assert_eq!(parse_flag(" \u{A0}\u{FEFF}"), Flag::Blank);
        assert_eq!(parse_flag(" No "), Flag::False);
        assert_eq!(parse_flag("TRUE"), Flag::True);
        assert_eq!(parse_flag("2"), Flag::Unreadable);
    }
}
