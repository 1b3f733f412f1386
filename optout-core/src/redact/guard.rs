//! The leak guard: what a kept column must not repeat.

use unicode_normalization::UnicodeNormalization;

use super::column::Personal;

/// The person's own e-mail addresses, phone numbers and names in a row, folded.
#[derive(Default)]
pub(super) struct Guard {
    own: Vec<String>,
    given: Option<String>,
    family: Option<String>,
}

/// A number of fewer digits in a phone column is an extension, a count or a flag.
const PHONE_DIGITS: usize = 5;

impl Guard {
    /// Adds a cell of the row.
    pub(super) fn add(&mut self, cell: &str, personal: Personal) {
        let folded = fold(cell);
        match personal {
            Personal::Phone => {
                if folded.chars().filter(char::is_ascii_digit).count() < PHONE_DIGITS {
                    return;
                }
            }
            Personal::GivenName => self.given = Some(folded.clone()),
            Personal::FamilyName => self.family = Some(folded.clone()),
            Personal::Email | Personal::Name => {}
        }
        if !folded.is_empty() {
            self.own.push(folded);
        }
    }

    /// Whether a kept cell holds an `@`, or is one of these values or the whole name in either order.
    pub(super) fn is_leak(&self, cell: &str) -> bool {
        let has_at =
            if cell.is_ascii() { cell.contains('@') } else { cell.nfkc().any(|c| c == '@') };
        if has_at {
            return true;
        }
        let folded = fold(cell);
        if folded.is_empty() {
            return false;
        }
        let is_whole_name = match (&self.given, &self.family) {
            (Some(given), Some(family)) => {
                let is_joined = |first: &str, second: &str| {
                    folded.strip_prefix(first).is_some_and(|rest| rest == second)
                };
                is_joined(given, family) || is_joined(family, given)
            }
            _ => false,
        };
        is_whole_name || self.own.contains(&folded)
    }
}

/// Letters and digits only, in lower case: a phone number or a name is the same however it is set.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
        return kept.map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_value_in_another_guise() {
        let mut guard = Guard::default();
        guard.add("+1 (555) 010-0200", Personal::Phone);
        guard.add("1", Personal::Phone);
        guard.add("Ada", Personal::GivenName);
        guard.add("Lovelace", Personal::FamilyName);
        for leak in ["15550100200", "ADA", "Lovelace, Ada", "ada lovelace", "x\u{ff20}y"] {
            assert!(guard.is_leak(leak), "{leak}");
        }
        for fine in ["1", "", "555", "Ada-1"] {
            assert!(!guard.is_leak(fine), "{fine}");
        }
    }
}
