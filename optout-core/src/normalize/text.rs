//! Characters that nobody sees.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// Whether a character has no shape of its own and gets into cells by copying: zero-width spaces and
/// joiners, direction marks, the soft hyphen, the byte-order mark, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Whether a character can be cut off both ends of a value.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// The text without blanks at either end, no-break spaces and invisible characters included.
pub(super) fn trim(text: &str) -> &str {
    let is_graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_graphic(text.as_bytes().first()) && is_graphic(text.as_bytes().last()) {
        return text;
    }
    text.trim_matches(is_blank)
}

/// The text without invisible characters.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_invisible) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
    }
}

/// The text in NFKC, which most texts are in as they stand.
pub(super) fn nfkc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfkc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}
