//! Names of two plain words, which most names are.

use super::fold::fold;
use super::pieces::is_initials;
use super::reading::Reading;
use super::words::{generation, is_particle, is_placeholder, title};
use super::{Letters, Tag, Token};

/// Reads a full name of two words that need no care.
pub(super) fn full(raw: &str) -> Option<Reading> {
    let (first, last) = raw.split_once(' ').filter(|_| !is_placeholder(raw))?;
    reading([(first, Tag::Untagged), (last, Tag::Untagged)])
}

/// Reads two columns with one word in each that needs no care.
pub(super) fn parts(given: &str, family: &str) -> Option<Reading> {
    reading([(given, Tag::Given), (family, Tag::Family)])
}

fn reading(words: [(&str, Tag); 2]) -> Option<Reading> {
    let tokens = words.map(|(word, tag)| token(word, tag));
    let tokens: Option<Vec<Token>> = tokens.into_iter().collect();
    Some(Reading { tokens: tokens?, ..Reading::default() })
}

/// The token of a word in ASCII letters that has no meaning but to be a name.
fn token(word: &str, tag: Tag) -> Option<Token> {
    if !(MIN_LETTERS..=MAX_LETTERS).contains(&word.len())
        || !word.bytes().all(|b| b.is_ascii_alphabetic())
    {
        return None;
    }
    let text = fold(word).text;
    let means_more = is_particle(&text)
        || matches!(text.as_str(), "and" | "und" | "saint" | "sainte")
        || generation(&text).is_some()
        || title(&text).is_some()
        || is_placeholder(&text);
    (!means_more).then(|| Token {
        initials: is_initials(&text),
        alt: None,
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

/// A single letter can be one that was cut off a word.
const MIN_LETTERS: usize = 2;

const MAX_LETTERS: usize = 64;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Name, reading};
    use super::*;

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => "[A-Za-z]{1,7}",
            1 => "(?i)(and|und|saint|ste|van|al|el|o|mc|abdul|bin|jr|senior|dr|ma|md|phd|mba|na|null|test|no|name|not|available|provided|nguyen|le|do|ng)",
            1 => "[A-Za-z.'é-]{1,4}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn the_fast_path_agrees_with_the_other(given in word(), family in word()) {
            if let Some(fast) = parts(&given, &family) {
                prop_assert!(Name::finish(fast) == reading::parts(&given, &family).and_then(Name::finish));
            }
            let whole = format!("{given} {family}");
            if let Some(fast) = full(&whole) {
                prop_assert!(Name::finish(fast) == reading::full(&whole).and_then(Name::finish));
            }
        }
    }

    #[test]
    fn most_names_are_plain() {
        assert!(parts("Ada", "Lovelace").is_some() && full("Ada Lovelace").is_some());
        assert!(parts("Jan", "van der Berg").is_none() && full("Lovelace, Ada").is_none());
    }
}
