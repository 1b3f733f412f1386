//! Names of plain words in Latin letters, seen at a glance where they stand: nothing is allocated for them.

use super::fold::letter_forms;
use super::pieces::is_initials;
use super::plain::{each_word, means_more};
use super::{Letters, Outline, Tag};
use crate::contact::PersonName;

/// What a glance needs of a name, which is read as a [`Name`](super::Name) is.
pub(crate) struct Sketch {
    /// The folded words, one behind the other, and the other plain spellings of all.
    text: Written,
    alt: Written,
    words: [Option<Word>; MOST_WORDS],
}

struct Word {
    /// Where it ends in the text, and where its other spelling does, which is empty for most.
    end: usize,
    alt_end: usize,
    tag: Tag,
}

struct Written {
    bytes: [u8; LONGEST],
    length: usize,
}

/// Longer names are read in full.
const LONGEST: usize = 64;

/// Two columns, each of so many words as are plain.
const MOST_WORDS: usize = 4;

impl Sketch {
    /// The sketch of a name; `None` where it takes more to read it.
    pub(crate) fn of(name: PersonName<'_>) -> Option<Self> {
        let written = || Written { bytes: [0; LONGEST], length: 0 };
        let words = [const { None }; MOST_WORDS];
        let mut sketch = Self { text: written(), alt: written(), words };
        each_word(name, |word, tag| sketch.push(word, tag))?;
        Some(sketch)
    }

    fn push(&mut self, word: &str, tag: Tag) -> Option<()> {
        let Self { text, alt, words } = self;
        let start = text.length;
        if word.is_ascii() {
            text.push_letters(word)?;
        } else {
            for letter in word.chars() {
                let (form, other) = letter_forms(letter)?;
                text.push(form)?;
                alt.push(other)?;
            }
        }
        let folded = std::str::from_utf8(text.bytes.get(start..text.length)?).ok()?;
        if means_more(folded) {
            return None;
        }
        let word = Word { end: text.length, alt_end: alt.length, tag };
        *words.iter_mut().find(|place| place.is_none())? = Some(word);
        Some(())
    }

    /// Its tokens at a glance, as those of the name would be.
    pub(crate) fn outlines(&self) -> impl Iterator<Item = Outline<'_>> {
        self.spellings().map(|(text, alt, tag)| Outline {
            text,
            alt,
            letters: Letters::of_bytes(text),
            tag,
            hyphened: false,
            alternative: false,
            initials: std::str::from_utf8(text).is_ok_and(is_initials),
            abbreviated: false,
            simple: true,
        })
    }

    /// The plain spelling of each token, the other one if it has any, and its part in the name.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = (&[u8], Option<&[u8]>, Tag)> {
        let (mut start, mut alt_start) = (0, 0);
        self.words.iter().flatten().filter_map(move |word| {
            let text = self.text.bytes.get(start..word.end)?;
            let alt = self.alt.bytes.get(alt_start..word.alt_end)?;
            (start, alt_start) = (word.end, word.alt_end);
            Some((text, (!alt.is_empty() && alt != text).then_some(alt), word.tag))
        })
    }
}

impl Written {
    /// Writes letters; `None` if there is no room for them.
    fn push(&mut self, letters: &str) -> Option<()> {
        let end = self.length + letters.len();
        self.bytes.get_mut(self.length..end)?.copy_from_slice(letters.as_bytes());
        self.length = end;
        Some(())
    }

    /// Writes a word of ASCII letters in lower case; `None` if there are other signs, or no room.
    fn push_letters(&mut self, word: &str) -> Option<()> {
        let end = self.length + word.len();
        let room = self.bytes.get_mut(self.length..end)?;
        let mut are_letters = true;
        for (place, letter) in room.iter_mut().zip(word.bytes()) {
            are_letters &= letter.is_ascii_alphabetic();
            *place = letter.to_ascii_lowercase();
        }
        self.length = end;
        are_letters.then_some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{AnyName, Name};
    use super::*;

    type Seen = (Vec<u8>, Option<Vec<u8>>, [u8; 5], Tag, [bool; 4]);

    /// What is seen of tokens.
    fn seen<'a>(outlines: impl Iterator<Item = Outline<'a>>) -> Vec<Seen> {
        let seen = |of: Outline<'_>| {
            let flags = [of.alternative, of.initials, of.abbreviated, of.simple];
            (of.text.to_owned(), of.alt.map(<[u8]>::to_owned), of.letters.to_bytes(), of.tag, flags)
        };
        outlines.map(seen).collect()
    }

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => "[A-Za-z]{1,7}",
            1 => "(?i)(and|saint|van|al|mc|abdul|bin|jr|dr|ma|md|ng|na|null|test|no|name|not|available)",
            2 => "[A-Za-zÀ-ž]{1,5}",
            1 => "[A-Za-z.'é ßſ\u{307}-]{0,5}",
            1 => "[a-zß]{28,34}",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn a_sketch_shows_what_the_name_would(
            words in prop::collection::vec(word(), 2..5),
            cut in 0..5usize,
            has_comma: bool,
        ) {
            let (given, family) = words.split_at(cut.min(words.len()));
            let (given, family) = (given.join(" "), family.join(" "));
            let turned = format!("{family}, {given}");
            let spoken = words.join(" ");
            let full = if has_comma { &turned } else { &spoken };
            for name in [PersonName::Full(full), PersonName::Parts { given: &given, family: &family }] {
                if let Some(sketch) = Sketch::of(name) {
                    let read = Name::read(name).unwrap();
                    prop_assert!(seen(sketch.outlines()) == seen(read.outlines()));
                }
            }
        }
    }

    #[test]
    fn most_names_can_be_sketched() {
        let is_sketched = |name| Sketch::of(name).is_some();
        assert!(is_sketched(PersonName::Parts { given: "Ada Mary", family: "Lovelace" }));
        assert!(is_sketched(PersonName::Full("Ada Lovelace")));
        assert!(is_sketched(PersonName::Full("Lovelace, Ada")));
        assert!(is_sketched(PersonName::Full("Åsa Łović")));
        for other in ["Ada", "Dr Ada Lovelace", "Jan van Berg", "Roe, not available", ""] {
            assert!(!is_sketched(PersonName::Full(other)), "{other}");
        }
    }
}
