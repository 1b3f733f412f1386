//! How much of a cell is read as a name, and whether it names one person.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// The most that is read of a text.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    words: usize,
    letters: usize,
}

impl Extent {
    /// Of one of two columns.
    pub(super) const PART: Self = Self { words: 32, letters: 1024 };
    /// Of a full name: both columns, so that their key can be read again.
    pub(super) const FULL: Self = Self { words: 64, letters: 2048 };

    /// The letters up to the limits. A letter that is not of ASCII counts three times, because folding
    /// may make so many of it.
    pub(super) fn cut(self, text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
        let (mut words, mut letters, mut in_word) = (0, 0, false);
        text.skip_while(|c| c.is_whitespace()).take_while(move |&c| {
            let is_inside = c.is_alphanumeric() || is_combining_mark(c);
            words += usize::from(is_inside && !in_word);
            in_word = is_inside;
            letters += if c.is_ascii() { 1 } else { 3 };
            words <= self.words && letters <= self.letters
        })
    }
}

/// The text without what stands between two people of one cell, and whether there was any: `&`, and the
/// words `and` and `und`.
///
/// Not `y`, `e`, `i` or `et`: they are inside the names of single people (`Ortega y Gasset`).
pub(super) fn without_and(text: &str) -> (Cow<'_, str>, bool) {
    let may_be = |word: &str| word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("und");
    if !text.contains('&') && !text.split_whitespace().any(may_be) {
        return (Cow::Borrowed(text), false);
    }
    let text = text.replace("&amp;", "&").replace('&', " & ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    let mut couple = false;
    let mut kept = Vec::with_capacity(words.len());
    for (place, &word) in words.iter().enumerate() {
        let stands_between = (word == "&" || may_be(word))
            && kept.iter().any(is_word)
            && words.iter().skip(place + 1).any(is_word);
        couple |= stands_between;
        if !stands_between {
            kept.push(word);
        }
    }
    (Cow::Owned(kept.join(" ")), couple)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people() {
        for text in ["John & Jane Roe", "John&Jane Roe", "John and Jane Roe", "Max UND Eva Roe"] {
            assert!(without_and(text).1, "{text}");
        }
        assert_eq!(without_and("Mr &amp; Mrs Roe").0, "Mr Mrs Roe");
        for text in ["José Ortega y Gasset", "And Roe", "Jane And", "& Roe", "Anders Roe"] {
            assert!(!without_and(text).1, "{text}");
        }
    }

    #[test]
    fn no_more_than_the_limits() {
        let cut = |text: &str| Extent::PART.cut(text.chars()).collect::<String>();
        assert_eq!(cut("  Jane Roe"), "Jane Roe");
        assert_eq!(cut(&"a ".repeat(100)).split_whitespace().count(), 32);
        assert_eq!(cut(&"a".repeat(5000)).len(), 1024);
        assert_eq!(cut(&"я".repeat(5000)).chars().count(), 341);
    }
}
