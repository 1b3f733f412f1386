//! The leak guard: what a kept column must not repeat.

use std::array;
use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::column::Personal;
use super::plan::Cells;

/// The person's own e-mail addresses, phone numbers and names in a row.
pub(super) struct LeakGuard<'p, 'c, C> {
    /// The columns that they are in.
    personal: &'p [(usize, Personal)],
    cells: &'c C,
    /// The first letters or digits of the first few, by which most values are told apart.
    firsts: [First; KEPT_IN_MIND],
}

/// How many first letters are found once a row and not anew for each kept column.
const KEPT_IN_MIND: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    /// This one is not to be looked at.
    Ignored,
    /// There is no letter or digit.
    None,
    Sign(char),
}

/// A number of fewer digits in a phone column is an extension, a count or a flag.
const PHONE_DIGITS: usize = 5;

impl<'p, 'c, C: Cells> LeakGuard<'p, 'c, C> {
    pub(super) fn new(personal: &'p [(usize, Personal)], cells: &'c C) -> Self {
        let mut guard = Self { personal, cells, firsts: [First::Ignored; KEPT_IN_MIND] };
        guard.firsts = array::from_fn(|nth| guard.read_first(nth));
        guard
    }

    /// Whether a kept cell holds an `@`, or is one of these values or the whole name in either order.
    pub(super) fn is_leak(&self, at: usize) -> bool {
        let cell = Value::read(self.cells, at);
        if cell.has_at() {
            return true;
        }
        let first = cell.first();
        if first == First::None {
            return false;
        }
        let (mut given, mut family) = (None, None);
        for (nth, (at, personal)) in self.personal.iter().enumerate() {
            match personal {
                Personal::GivenName => given = Some((nth, *at)),
                Personal::FamilyName => family = Some((nth, *at)),
                Personal::Email | Personal::Phone | Personal::Name => {}
            }
            if self.first(nth) == first && is_same(&[Value::read(self.cells, *at)], &cell) {
                return true;
            }
        }
        let (Some(given), Some(family)) = (given, family) else { return false };
        if ![given.0, family.0].iter().any(|nth| [first, First::None].contains(&self.first(*nth))) {
            return false;
        }
        let mut name = [given, family].map(|(_, at)| Value::read(self.cells, at));
        if is_same(&name, &cell) {
            return true;
        }
        name.reverse();
        is_same(&name, &cell)
    }

    fn first(&self, nth: usize) -> First {
        self.firsts.get(nth).copied().unwrap_or_else(|| self.read_first(nth))
    }

    fn read_first(&self, nth: usize) -> First {
        let Some((at, personal)) = self.personal.get(nth) else { return First::Ignored };
        let cell = Value::read(self.cells, *at);
        match personal {
            Personal::Phone if cell.digits() < PHONE_DIGITS => First::Ignored,
            _ => cell.first(),
        }
    }
}

/// The text of a cell.
enum Value<'c> {
    Ascii(&'c [u8]),
    Any(Cow<'c, str>),
}

impl<'c> Value<'c> {
    fn read(cells: &'c impl Cells, at: usize) -> Self {
        match cells.bytes(at) {
            Some(bytes) if bytes.is_ascii() => Self::Ascii(bytes),
            _ => Self::Any(cells.text(at).text),
        }
    }

    fn has_at(&self) -> bool {
        match self {
            Self::Ascii(bytes) => bytes.contains(&b'@'),
            Self::Any(text) => text.nfkc().any(|c| c == '@'),
        }
    }

    fn first(&self) -> First {
        let first = match self {
            Self::Ascii(bytes) => ascii(bytes).next().map(char::from),
            Self::Any(text) => any(text).next(),
        };
        first.map_or(First::None, First::Sign)
    }

    fn digits(&self) -> usize {
        match self {
            Self::Ascii(bytes) => bytes.iter().filter(|byte| byte.is_ascii_digit()).count(),
            Self::Any(text) => any(text).filter(char::is_ascii_digit).count(),
        }
    }

    /// Its letters and digits in lower case.
    fn signs(&self) -> impl Iterator<Item = char> {
        let (bytes, text) = match self {
            Self::Ascii(bytes) => (*bytes, ""),
            Self::Any(text) => (&[][..], text.as_ref()),
        };
        ascii(bytes).map(char::from).chain(any(text))
    }
}

/// Whether a cell is these parts one behind the other, by letters and digits only and in lower case: a
/// phone number or a name is the same however it is set.
fn is_same(parts: &[Value<'_>], cell: &Value<'_>) -> bool {
    parts.iter().flat_map(Value::signs).eq(cell.signs())
}

fn ascii(text: &[u8]) -> impl Iterator<Item = u8> {
    text.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase)
}

fn any(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::plan::Text;

    struct Row([&'static str; 5]);

    impl Cells for Row {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn text(&self, at: usize) -> Text<'_> {
            Text { text: self.0[at].into(), is_valid: true }
        }

        fn bytes(&self, at: usize) -> Option<&[u8]> {
            Some(self.0[at].as_bytes())
        }
    }

    #[test]
    fn the_same_value_in_another_guise() {
        let columns = [
            (0, Personal::Phone),
            (1, Personal::Phone),
            (2, Personal::GivenName),
            (3, Personal::FamilyName),
        ];
        // Named twice as often as first letters are kept in mind, the result is the same.
        for personal in [columns.to_vec(), columns.repeat(4)] {
            let is_leak = |cell| {
                let row = Row(["+1 (555) 010-0200", "1", "Ada", "Lovelace", cell]);
                LeakGuard::new(&personal, &row).is_leak(4)
            };
            for leak in
                ["15550100200", "ADA", "Lovelace, Ada", "ada lovelace", "\u{ff21}da", "x\u{ff20}y"]
            {
                assert!(is_leak(leak), "{leak}");
            }
            for fine in ["1", "", "-", "555", "Ada-1", "\u{e9}"] {
                assert!(!is_leak(fine), "{fine}");
            }
        }
    }
}
