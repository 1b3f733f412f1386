//! Many short texts in little memory.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// Texts, each once, one behind the other in one piece of memory: to make and to drop a set of them takes
/// no allocation a text. The seed is fixed, so that equal input takes equal steps.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    text: String,
    ends: Vec<usize>,
    numbers: HashTable<usize>,
}

impl Keys {
    /// Takes a key in; its number, and whether it is new. Numbers go from 0 up.
    pub(crate) fn insert(&mut self, key: &str) -> (usize, bool) {
        let Self { text, ends, numbers } = self;
        let is_same = |number: &usize| get(text, ends, *number) == Some(key);
        let hash_of = |number: &usize| hash(get(text, ends, *number).unwrap_or_default());
        match numbers.entry(hash(key), is_same, hash_of) {
            Entry::Occupied(number) => (*number.get(), false),
            Entry::Vacant(vacant) => {
                let number = ends.len();
                vacant.insert(number);
                text.push_str(key);
                ends.push(text.len());
                (number, true)
            }
        }
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, additional: usize) {
        let Self { text, ends, numbers } = self;
        let hash_of = |number: &usize| hash(get(text, ends, *number).unwrap_or_default());
        numbers.reserve(additional, hash_of);
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        let is_same = |number: &usize| get(&self.text, &self.ends, *number) == Some(key);
        self.numbers.find(hash(key), is_same).is_some()
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

impl<'k> IntoIterator for &'k Keys {
    type Item = &'k str;
    type IntoIter = Box<dyn Iterator<Item = &'k str> + 'k>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new((0..self.len()).filter_map(|number| get(&self.text, &self.ends, number)))
    }
}

fn get<'k>(text: &'k str, ends: &[usize], number: usize) -> Option<&'k str> {
    let start = match number.checked_sub(1) {
        Some(before) => *ends.get(before)?,
        None => 0,
    };
    text.get(start..*ends.get(number)?)
}

fn hash(key: &str) -> u64 {
    FixedState::default().hash_one(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_set_of_strings_says_the_same(texts in prop::collection::vec("[ab]{0,4}|é", 0..60)) {
            let (mut keys, mut plain) = (Keys::default(), Vec::new());
            for text in &texts {
                let is_new = !plain.contains(text);
                prop_assert_eq!(keys.contains(text), !is_new);
                if is_new {
                    plain.push(text.clone());
                }
                let number = plain.iter().position(|other| other == text).unwrap();
                prop_assert_eq!(keys.insert(text), (number, is_new));
            }
            prop_assert!(keys.into_iter().eq(plain.iter().map(String::as_str)));
            prop_assert_eq!((keys.len(), keys.is_empty()), (plain.len(), plain.is_empty()));
        }
    }
}
