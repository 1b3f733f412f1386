//! The leak guard: what a kept column must not repeat.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::column::Personal;

/// The person's own e-mail addresses, phone numbers and names in a row.
#[derive(Default)]
pub(super) struct Guard<'c> {
    own: Vec<Own<'c>>,
    /// Which of them are the given and the family name.
    given: Option<usize>,
    family: Option<usize>,
}

struct Own<'c> {
    text: Cow<'c, str>,
    /// The first letter or digit, by which most values are told apart.
    first: Option<char>,
}

/// A number of fewer digits in a phone column is an extension, a count or a flag.
const PHONE_DIGITS: usize = 5;

impl<'c> Guard<'c> {
    /// Adds a cell of the row.
    pub(super) fn add(&mut self, cell: Cow<'c, str>, personal: Personal) {
        match personal {
            Personal::Phone if digits(&cell) < PHONE_DIGITS => return,
            Personal::GivenName => self.given = Some(self.own.len()),
            Personal::FamilyName => self.family = Some(self.own.len()),
            Personal::Email | Personal::Phone | Personal::Name => {}
        }
        self.own.push(Own { first: first(&cell), text: cell });
    }

    /// Whether a kept cell holds an `@`, or is one of these values or the whole name in either order.
    pub(super) fn is_leak(&self, cell: &str) -> bool {
        let has_at =
            if cell.is_ascii() { cell.contains('@') } else { cell.nfkc().any(|c| c == '@') };
        if has_at {
            return true;
        }
        let first = first(cell);
        if first.is_none() || self.own.iter().all(|own| own.first.is_some() && own.first != first) {
            return false;
        }
        let name = |place: Option<usize>| Some(self.own.get(place?)?.text.as_ref());
        let is_whole_name = match (name(self.given), name(self.family)) {
            (Some(given), Some(family)) => {
                is_same(&[given, family], cell) || is_same(&[family, given], cell)
            }
            _ => false,
        };
        is_whole_name || self.own.iter().any(|own| is_same(&[&own.text], cell))
    }
}

/// Whether a cell is these parts one behind the other, by letters and digits only and in lower case: a
/// phone number or a name is the same however it is set.
fn is_same(parts: &[&str], cell: &str) -> bool {
    if cell.is_ascii() && parts.iter().all(|part| part.is_ascii()) {
        parts.iter().flat_map(|part| ascii(part)).eq(ascii(cell))
    } else {
        parts.iter().flat_map(|part| any(part)).eq(any(cell))
    }
}

fn first(text: &str) -> Option<char> {
    if text.is_ascii() { ascii(text).next().map(char::from) } else { any(text).next() }
}

fn ascii(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase())
}

fn any(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

fn digits(text: &str) -> usize {
    if text.is_ascii() {
        text.bytes().filter(u8::is_ascii_digit).count()
    } else {
        any(text).filter(char::is_ascii_digit).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_value_in_another_guise() {
        let mut guard = Guard::default();
        guard.add("+1 (555) 010-0200".into(), Personal::Phone);
        guard.add("1".into(), Personal::Phone);
        guard.add("Ada".into(), Personal::GivenName);
        guard.add("Lovelace".into(), Personal::FamilyName);
        for leak in
            ["15550100200", "ADA", "Lovelace, Ada", "ada lovelace", "\u{ff21}da", "x\u{ff20}y"]
        {
            assert!(guard.is_leak(leak), "{leak}");
        }
        for fine in ["1", "", "-", "555", "Ada-1"] {
            assert!(!guard.is_leak(fine), "{fine}");
        }
    }
}
