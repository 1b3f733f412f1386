//! Names of plain words, which most names are.

use unicode_normalization::is_nfkc;

use super::fold::{Folded, fold, is_latin, letter_forms};
use super::pieces::is_initials;
use super::reading::Reading;
use super::words::{generation, is_particle, is_placeholder, title};
use super::{Letters, Tag, Token};
use crate::contact::PersonName;

/// Reads a name of a few words that need no care.
pub(super) fn read(name: PersonName<'_>) -> Option<Reading> {
    let mut tokens = Vec::with_capacity(2);
    each_word(name, |word, tag| {
        tokens.push(token(word, tag)?);
        Some(())
    })?;
    Some(Reading { tokens, ..Reading::default() })
}

/// Hands over the words of a name of few; `None` as soon as one is not taken, or there are too many of them or
/// too few.
pub(super) fn each_word<'n>(
    name: PersonName<'n>,
    mut take: impl FnMut(&'n str, Tag) -> Option<()>,
) -> Option<()> {
    let (given, family) = match name {
        PersonName::Parts { given, family } => (given, family),
        PersonName::Full(raw) => match memchr::memchr(b',', raw.as_bytes()) {
            Some(_) if is_placeholder(raw) => return None,
            Some(comma) => {
                let (family, behind) = raw.split_at_checked(comma)?;
                (behind.strip_prefix(", ")?, family)
            }
            None => return (words(raw, Tag::Untagged, &mut take)? > 1).then_some(()),
        },
    };
    words(given, Tag::Given, &mut take)?;
    words(family, Tag::Family, &mut take)?;
    Some(())
}

/// Hands over the words of a segment, and counts them. Three can be a Vietnamese name, in which words mean
/// something else.
fn words<'n>(
    segment: &'n str,
    tag: Tag,
    take: &mut impl FnMut(&'n str, Tag) -> Option<()>,
) -> Option<usize> {
    if is_placeholder(segment) {
        return None;
    }
    let (mut count, mut rest) = (0, Some(segment));
    while let Some(text) = rest {
        // Words are so short that nothing finds their end sooner.
        let end = text.bytes().position(|byte| byte == b' ').unwrap_or(text.len());
        let (word, behind) = text.split_at_checked(end)?;
        // A single letter can be one that was cut off a word.
        let is_word = word.len() <= MAX_LENGTH && word.chars().nth(1).is_some();
        if count == MOST_WORDS || !is_word {
            return None;
        }
        take(word, tag)?;
        count += 1;
        rest = behind.strip_prefix(' ');
    }
    Some(count)
}

/// The token of a word in Latin letters that has no meaning but to be a name.
fn token(word: &str, tag: Tag) -> Option<Token> {
    let Folded { text, alt } = if word.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        Folded { text: word.to_ascii_lowercase(), alt: None }
    } else {
        let is_simple = word.chars().all(|c| letter_forms(c).is_some());
        if !(is_simple || word.chars().all(is_latin) && is_nfkc(word)) {
            return None;
        }
        fold(word)
    };
    (!means_more(&text)).then(|| Token {
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

/// Whether a folded word means more, or something else, than to be a name.
pub(super) fn means_more(text: &str) -> bool {
    is_particle(text)
        || matches!(text, "and" | "und" | "saint" | "sainte")
        || generation(text).is_some()
        || title(text).is_some()
        || is_placeholder(text)
}

const MOST_WORDS: usize = 2;

const MAX_LENGTH: usize = 64;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Name, reading};
    use super::*;

    fn parts(given: &str, family: &str) -> Option<Reading> {
        read(PersonName::Parts { given, family })
    }

    fn full(full: &str) -> Option<Reading> {
        read(PersonName::Full(full))
    }

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
