//! E-mail addresses of given people, wherever they stand in a text.

use super::filter::{Filter, Print};
use crate::normalize::email::{KeyRoom, write_exact};
use crate::texts::TextSet;

/// Looks for addresses of a set in free text.
pub(super) struct Mentions<'k> {
    sets: [&'k TextSet; 2],
    filter: Filter,
}

/// The longest local part and domain that are looked at, in bytes. Source: RFC 5321, 4.5.3.1.
const LOCAL_LIMIT: usize = 64;
const DOMAIN_LIMIT: usize = 255;

impl<'k> Mentions<'k> {
    pub(super) fn new(sets: [&'k TextSet; 2]) -> Self {
        Self { sets, filter: Filter::of(&sets) }
    }

    /// Whether a text holds an address of the set, whatever its case; `key` is memory to work with.
    ///
    /// Around each `@` the longest run of characters that an address can have is taken; what precedes
    /// a punctuation mark in it may be no part of the address, as in `mail=ada@lovelace.example`.
    pub(super) fn any_in(&self, text: &str, key: &mut String) -> bool {
        memchr::memchr_iter(b'@', text.as_bytes()).any(|at| self.is_known(text, at, key))
    }

    fn is_known(&self, text: &str, at: usize, key: &mut String) -> bool {
        let (Some(before), Some(behind)) = (text.get(..at), text.get(at + 1..)) else {
            return false;
        };
        let run = before.get(before.trim_end_matches(is_local).len()..).unwrap_or_default();
        let far = run.len().saturating_sub(LOCAL_LIMIT);
        let domain = behind.get(..behind.len() - behind.trim_start_matches(is_domain).len());
        let domain = domain.unwrap_or_default().trim_end_matches(['.', '-']);
        if domain.is_empty() || domain.len() > DOMAIN_LIMIT {
            return false;
        }
        let behind_marks = run
            .char_indices()
            .filter(|(_, c)| !c.is_alphanumeric())
            .map(|(mark, c)| mark + c.len_utf8());
        for start in std::iter::once(0).chain(behind_marks).filter(|start| *start >= far) {
            let from = at - run.len() + start;
            let Some(address) = text.get(from..at + 1 + domain.len()) else { continue };
            if from < at && self.holds(address, key) {
                return true;
            }
        }
        false
    }

    fn holds(&self, address: &str, key: &mut String) -> bool {
        let mut room = KeyRoom::new();
        if room
            .sole_key(address.as_bytes())
            .is_some_and(|key| !self.filter.may_hold(Print::of(key)))
        {
            return false;
        }
        write_exact(address, key).is_ok() && self.sets.iter().any(|set| set.contains(key.as_str()))
    }
}

/// `atext` of RFC 5322 with dots, and every letter beyond ASCII.
fn is_local(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn is_domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_running_text() {
        let mut known = TextSet::default();
        known.insert("ada@lovelace.example");
        let none = TextSet::default();
        let (mut key, mentions) = (String::new(), Mentions::new([&known, &none]));
        for text in [
            "Ada@Lovelace.Example",
            "write to <ada@lovelace.example>.",
            "cc=ada@lovelace.example, not b@c.example",
            "x@y.example|'ada@lovelace.example.'",
        ] {
            assert!(mentions.any_in(text, &mut key), "{text}");
        }
        for text in ["", "@", "xada@lovelace.example", "ada@lovelace.example.org", "ada@"] {
            assert!(!mentions.any_in(text, &mut key), "{text}");
        }
    }
}
