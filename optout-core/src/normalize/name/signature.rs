//! A name in 64 bits.

use super::Name;
use crate::normalize::nicknames::Nicknames;

/// How many words have a place; names with more, or with words in more than one form, may agree with any.
const WORDS: usize = 4;

/// The bits of one word: its kept consonants, and what lets it agree with a word of other consonants.
const CONSONANTS: u16 = (1 << 11) - 1;
const SHORT_FORM: u16 = 1 << 11;
/// An initial, initials, an abbreviation, a digit: no consonant speaks against it.
const LOOSE: u16 = 1 << 12;
const PRESENT: u16 = 1 << 13;
/// Long enough for two slips of spelling.
const LONG: u16 = 1 << 14;

const ANY: u64 = u64::MAX;

pub(super) fn of(name: &Name, nicknames: &Nicknames) -> u64 {
    let words = || name.tokens().iter().filter(|token| token.tag().is_name());
    let is_simple =
        words().all(|token| token.is_plain() && !token.is_alternative() && token.text().is_ascii());
    if !is_simple || words().nth(WORDS).is_some() {
        return ANY;
    }
    words().fold(0, |signature, token| {
        let text = token.text();
        let is_loose = text.len() == 1
            || token.is_initials()
            || token.is_abbreviated()
            || text.bytes().any(|byte| byte.is_ascii_digit());
        let flag = |holds: bool, bit: u16| if holds { u64::from(bit) } else { 0 };
        let word = token.letters().kept()
            | u64::from(PRESENT)
            | flag(is_loose, LOOSE)
            | flag(text.len() >= 6, LONG)
            | flag(nicknames.has(text), SHORT_FORM);
        signature << 16 | word
    })
}

/// Whether two names, of which these are the signatures, may agree better than in contradiction.
///
/// It never says no to names that do; of those that do not it lets some through.
pub fn may_agree(left: u64, right: u64) -> bool {
    if left == ANY || right == ANY {
        return true;
    }
    let (left, right) = (words(left), words(right));
    // One of the names has an answer to each of its words.
    answers(left, right) || answers(right, left)
}

fn words(signature: u64) -> [u16; WORDS] {
    let word = |place: usize| {
        let bits = signature >> (16 * place) & 0xFFFF;
        u16::try_from(bits).unwrap_or_default()
    };
    std::array::from_fn(word)
}

fn answers(names: [u16; WORDS], others: [u16; WORDS]) -> bool {
    let any = others.iter().fold(0, |all, word| all | word);
    names.iter().enumerate().filter(|(_, word)| *word & PRESENT != 0).all(|(place, &word)| {
        (word | any) & LOOSE != 0
            || word & any & SHORT_FORM != 0
            || others.iter().any(|&other| may_be_same(word, other))
            || runs(names).filter(|run| run.contains(place)).any(|run| {
                runs(others).any(|other| {
                    run.length + other.length > 2 && apart(run.letters, other.letters) <= 2
                })
            })
    })
}

fn may_be_same(one: u16, other: u16) -> bool {
    let most = if one & other & LONG != 0 { 4 } else { 2 };
    other & PRESENT != 0 && apart(one, other) <= most
}

fn apart(one: u16, other: u16) -> u32 {
    ((one ^ other) & CONSONANTS).count_ones()
}

/// Neighbours that another name may write as one word.
struct Run {
    start: usize,
    length: usize,
    letters: u16,
}

impl Run {
    fn contains(&self, place: usize) -> bool {
        (self.start..self.start + self.length).contains(&place)
    }
}

fn runs(words: [u16; WORDS]) -> impl Iterator<Item = Run> {
    (0..WORDS).flat_map(move |start| {
        let mut run = Run { start, length: 0, letters: 0 };
        (start..WORDS).map_while(move |place| {
            let word = words.get(place).filter(|word| *word & PRESENT != 0)?;
            run.length += 1;
            run.letters |= word;
            Some(Run { ..run })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(left: &str, right: &str) -> bool {
        let signature = |name: &str| Name::parse(name).unwrap().signature(&Nicknames::default());
        may_agree(signature(left), signature(right))
    }

    #[test]
    fn examples() {
        assert!(may("Robert Smith", "Bob Smith"));
        assert!(may("Jan Vanderberg", "Jan van der Berg"));
        assert!(may("R. Smith", "Robert Smith"));
        assert!(!may("Robert Jones", "Angela Merkel"));
        assert!(!may("Grace Hopper", "Ada Lovelace"));
    }
}
