//! Many short texts in little memory.

use std::hash::{DefaultHasher, Hasher as _};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Texts one behind the other in one piece of memory: to make and to drop them takes no allocation a text.
#[derive(Clone, Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<usize>,
}

/// Texts, each once. The seed is fixed, so that equal input takes equal steps; and because it is, the hash is one
/// for which nobody knows how to make texts that share one, other than by trying.
#[derive(Clone, Default)]
pub(crate) struct TextSet {
    texts: Texts,
    numbers: HashTable<Numbered>,
}

/// The number of a text, and its hash: a table that grows does not have to read the texts again.
#[derive(Clone, Copy)]
struct Numbered {
    hash: u64,
    number: usize,
}

impl Texts {
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A text by its number. Numbers go from 0 up.
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..*self.ends.get(number)?)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}

impl TextSet {
    /// Takes a text in; its number, and whether it is new.
    pub(crate) fn insert(&mut self, text: &str) -> (usize, bool) {
        let Self { texts, numbers } = self;
        let hash = hash(text);
        match numbers.entry(hash, |one| one.is(hash, text, texts), |one| one.hash) {
            Entry::Occupied(one) => (one.get().number, false),
            Entry::Vacant(vacant) => {
                let number = texts.len();
                vacant.insert(Numbered { hash, number });
                texts.push(text);
                (number, true)
            }
        }
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, additional: usize) {
        self.numbers.reserve(additional, |one| one.hash);
    }

    pub(crate) fn contains(&self, text: &str) -> bool {
        let hash = hash(text);
        self.numbers.find(hash, |one| one.is(hash, text, &self.texts)).is_some()
    }

    /// A text by its number.
    pub(crate) fn get(&self, number: usize) -> Option<&str> {
        self.texts.get(number)
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The texts in the order in which they were taken in.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }
}

impl Numbered {
    fn is(&self, hash: u64, text: &str, texts: &Texts) -> bool {
        self.hash == hash && texts.get(self.number) == Some(text)
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_set_of_strings_says_the_same(texts in prop::collection::vec("[ab]{0,4}|é", 0..60)) {
            let (mut set, mut plain) = (TextSet::default(), Vec::new());
            for text in &texts {
                let is_new = !plain.contains(text);
                prop_assert_eq!(set.contains(text), !is_new);
                if is_new {
                    plain.push(text.clone());
                }
                let number = plain.iter().position(|other| other == text).unwrap();
                prop_assert_eq!(set.insert(text), (number, is_new));
            }
            prop_assert!(set.iter().eq(plain.iter().map(String::as_str)));
            prop_assert_eq!((set.len(), set.is_empty()), (plain.len(), plain.is_empty()));
        }
    }
}
