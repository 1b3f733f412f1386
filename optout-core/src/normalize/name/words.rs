//! Words around and inside a name that have a meaning of their own.

use super::Token;
use super::spelling::is_arabic_word;
use crate::normalize::table::NAME_TITLES;

/// The generation that a folded word names, in its canonical form.
pub(super) fn generation(word: &str) -> Option<&'static str> {
    Some(match word {
        "jr" | "jnr" | "junior" => "jr",
        "sr" | "snr" | "senior" => "sr",
        "ii" | "2nd" => "ii",
        "iii" | "3rd" => "iii",
        "iv" | "4th" => "iv",
        _ => return None,
    })
}

/// Where a word of the table of titles counts as one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TitleKind {
    /// Anywhere.
    Title,
    /// Before the name.
    Leading,
    /// Before any name at all.
    Address,
    /// Anywhere, unless it is written like a name.
    Degree,
    /// After a comma or with dots inside.
    Guarded,
}

/// The kind of a folded word without dots, if it is a title.
pub(super) fn title(word: &str) -> Option<TitleKind> {
    Some(match NAME_TITLES.get(word)? {
        "title" => TitleKind::Title,
        "leading" => TitleKind::Leading,
        "address" => TitleKind::Address,
        "degree" => TitleKind::Degree,
        _ => TitleKind::Guarded,
    })
}

/// Whether a folded word leads on to the word after it and forms one family name with it.
pub(super) fn is_particle(word: &str) -> bool {
    const LONGEST: usize = 6;
    word.len() <= LONGEST
        && matches!(
            word,
            "abu"
                | "ad"
                | "af"
                | "al"
                | "as"
                | "av"
                | "ben"
                | "bin"
                | "bint"
                | "da"
                | "dal"
                | "das"
                | "de"
                | "degli"
                | "dei"
                | "del"
                | "della"
                | "den"
                | "der"
                | "des"
                | "di"
                | "do"
                | "dos"
                | "du"
                | "el"
                | "ibn"
                | "la"
                | "las"
                | "le"
                | "los"
                | "mac"
                | "mc"
                | "op"
                | "st"
                | "ste"
                | "ten"
                | "ter"
                | "ul"
                | "van"
                | "vande"
                | "vander"
                | "vom"
                | "von"
                | "zu"
                | "zum"
                | "zur"
        )
}

/// Whether a folded word is one of the family names that most Vietnamese have.
pub(super) fn is_vietnamese_family(word: &str) -> bool {
    matches!(
        word,
        "nguyen"
            | "tran"
            | "le"
            | "pham"
            | "huynh"
            | "hoang"
            | "phan"
            | "vu"
            | "vo"
            | "dang"
            | "bui"
            | "do"
            | "ho"
            | "ngo"
            | "duong"
            | "ly"
    )
}

/// Whether a token shows that the name is Arabic: by the article, by the word for son or father, by a word
/// formed with them.
pub(super) fn shows_arabic(token: &Token) -> bool {
    let particles = token.particles();
    let are_arabic = || {
        let words = ["al", "el", "ul", "bin", "ibn", "ben", "abu"];
        words.iter().any(|word| particles.starts_with(word))
    };
    (!particles.is_empty() && are_arabic())
        || matches!(token.text(), "abd" | "abdul" | "abdel" | "bin" | "ibn")
        || is_arabic_word(token.text())
}

/// What cells say where a name is missing, without marks around it.
pub(super) fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "#n/a",
        "anonymous",
        "blank",
        "n/a",
        "n.a.",
        "na",
        "nan",
        "no name",
        "none",
        "not available",
        "not provided",
        "null",
        "test",
        "undefined",
        "unknown",
    ];
    // Most texts tell by their first letter.
    if text.bytes().next().is_some_and(|first| {
        first.is_ascii_alphabetic()
            && !matches!(first.to_ascii_lowercase(), b'a' | b'b' | b'n' | b't' | b'u')
    }) {
        return false;
    }
    let is_one = |bare: &str| WORDS.iter().any(|word| bare.eq_ignore_ascii_case(word));
    if text.bytes().all(|b| b.is_ascii_alphabetic()) {
        return is_one(text);
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '.');
    is_one(if bare.contains("n.a") { bare } else { bare.trim_matches('.') })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        for text in ["N/A", "[[Unknown]]", "nan", "(not provided)", "#N/A", "Test.", "n.a."] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["Nan Goldin", "Jennifer Null", "Nana", "Ann A"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
