//! Names of plain words, which most names are.

use unicode_normalization::is_nfkc;

use super::fold::{Folded, fold, is_latin};
use super::pieces::is_initials;
use super::reading::Reading;
use super::words::{generation, is_particle, is_placeholder, title};
use super::{Letters, Tag, Token};

/// Reads a full name of a few words that need no care.
pub(super) fn full(raw: &str) -> Option<Reading> {
    match raw.split_once(", ") {
        Some(_) if is_placeholder(raw) => None,
        Some((family, given)) => parts(given, family),
        None => {
            let mut tokens = Vec::with_capacity(2);
            words(raw, Tag::Untagged, &mut tokens)?;
            (tokens.len() > 1).then(|| Reading { tokens, ..Reading::default() })
        }
    }
}

/// Reads two columns with words in each that need no care.
pub(super) fn parts(given: &str, family: &str) -> Option<Reading> {
    let mut tokens = Vec::with_capacity(2);
    words(given, Tag::Given, &mut tokens)?;
    words(family, Tag::Family, &mut tokens)?;
    Some(Reading { tokens, ..Reading::default() })
}

/// Reads the words of a segment. Three can be a Vietnamese name, in which words mean something else.
fn words(segment: &str, tag: Tag, tokens: &mut Vec<Token>) -> Option<()> {
    if is_placeholder(segment) {
        return None;
    }
    for (place, word) in segment.split(' ').enumerate() {
        if place == MOST_WORDS {
            return None;
        }
        tokens.push(token(word, tag)?);
    }
    Some(())
}

/// The token of a word in Latin letters that has no meaning but to be a name.
fn token(word: &str, tag: Tag) -> Option<Token> {
    // A single letter can be one that was cut off a word.
    let is_word = word.len() <= MAX_LENGTH && word.chars().nth(1).is_some();
    if !is_word || !word.chars().all(is_latin) || !(word.is_ascii() || is_nfkc(word)) {
        return None;
    }
    let Folded { text, alt } = fold(word);
    let means_more = is_particle(&text)
        || matches!(text.as_str(), "and" | "und" | "saint" | "sainte")
        || generation(&text).is_some()
        || title(&text).is_some()
        || is_placeholder(&text);
    (!means_more).then(|| Token {
        initials: is_initials(&text),
        alt,
        latin: None,
        core_at: 0,
        tag,
        hyphened: false,
        alternative: false,
        abbreviated: false,
        letters: Letters::of(&text),
        text,
    })
}

const MOST_WORDS: usize = 2;

const MAX_LENGTH: usize = 64;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Name, reading};
    use super::*;

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => "[A-Za-z]{1,7}",
            1 => "(?i)(and|und|saint|ste|van|al|el|o|mc|abdul|bin|jr|senior|dr|ma|md|phd|mba|na|null|test|no|name|not|available|provided|nguyen|le|do|ng)",
            2 => "[A-Za-zàçéñšžąłøåæœıİđþðäöüßŉªʻəŸ]{1,5}",
            1 => "[A-Za-z.'é-]{1,4}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_fast_path_agrees_with_the_other(given in word(), family in word(), more in word()) {
            let many = format!("{given} {more}");
            if let Some(fast) = parts(&many, &family) {
                prop_assert!(Name::finish(fast) == reading::parts(&many, &family).and_then(Name::finish));
            }
            if let Some(fast) = parts(&family, &many) {
                prop_assert!(Name::finish(fast) == reading::parts(&family, &many).and_then(Name::finish));
            }
            if let Some(fast) = parts(&given, &family) {
                prop_assert!(Name::finish(fast) == reading::parts(&given, &family).and_then(Name::finish));
            }
            for whole in [
                format!("{given} {family}"),
                format!("{family}, {given}"),
                format!("{family}, {given} {more}"),
                format!("{family} {more}, {given}"),
            ] {
                if let Some(fast) = full(&whole) {
                    prop_assert!(Name::finish(fast) == reading::full(&whole).and_then(Name::finish));
                }
            }
        }
    }

    #[test]
    fn most_names_are_plain() {
        assert!(parts("Ada", "Lövelace").is_some() && full("Ada Lovelace").is_some());
        assert!(parts("Ada Mary", "Lovelace").is_some() && full("Lovelace, Ada").is_some());
        assert!(parts("Not available", "Roe").is_none() && full("Roe, not available").is_none());
        assert!(parts("Jan", "van der Berg").is_none() && full("Dr Ada Lovelace").is_none());
    }
}
