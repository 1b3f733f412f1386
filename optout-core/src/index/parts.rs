//! Second keys: parts of a name by which people of one large place are told apart.
//!
//! The sound of one part and the initial of another: whoever is compatible by a nickname, an initial, a
//! slip or an omission in the one still shares the other. A name of a single part has no other: a slip that
//! changes its sound is not found in a large place.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::sound::sound;
use crate::normalize::name::{Name, Token};
use crate::normalize::nicknames::Nicknames;

/// The keys under which an entry's name stands.
pub(super) fn entry_parts(name: &Name, nicknames: &Nicknames) -> BTreeSet<String> {
    let tokens: Vec<&Token> = parts_of(name);
    let mut keys = pairs(&tokens, nicknames);
    for form in tokens.iter().flat_map(|token| forms(token)) {
        keys.insert(if tokens.len() == 1 { alone(&form) } else { any(&form) });
    }
    keys
}

/// The keys under which the entries stand that a record's name can be compatible with.
pub(super) fn record_parts(name: &Name, nicknames: &Nicknames) -> BTreeSet<String> {
    let tokens: Vec<&Token> = parts_of(name);
    let mut keys = pairs(&tokens, nicknames);
    for form in tokens.iter().flat_map(|token| forms(token)) {
        keys.insert(alone(&form));
        if tokens.len() == 1 {
            keys.insert(any(&form));
        }
    }
    keys
}

/// More parts than any name has; what is beyond is not compared either.
const MOST_PARTS: usize = 10;

fn parts_of(name: &Name) -> Vec<&Token> {
    name.tokens().iter().filter(|token| token.tag().is_name()).take(MOST_PARTS).collect()
}

fn pairs(tokens: &[&Token], nicknames: &Nicknames) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        for (_, other) in tokens.iter().enumerate().filter(|(other, _)| *other != at) {
            for form in forms(token) {
                keys.extend(
                    initials(other, nicknames)
                        .into_iter()
                        .map(|initial| format!("{form}\0{initial}")),
                );
            }
        }
    }
    keys
}

/// A part of a name that has no other.
fn alone(form: &str) -> String {
    format!("{form}\0")
}

/// A part of a name that has others.
fn any(form: &str) -> String {
    format!("{form}\0\0")
}

/// The sounds of the forms of a part that are no mere initial.
fn forms(token: &Token) -> BTreeSet<Cow<'_, str>> {
    [Some(token.text()), token.alt(), token.latin(), Some(token.core())]
        .into_iter()
        .flatten()
        .filter(|form| form.chars().nth(1).is_some())
        .map(sound)
        .collect()
}

/// The initials of a part, those of its short forms among them.
fn initials(token: &Token, nicknames: &Nicknames) -> BTreeSet<char> {
    let own = [Some(token.text()), token.latin(), Some(token.core())];
    let initial = |form: &str| form.chars().next();
    let own = own.into_iter().flatten().filter_map(initial);
    own.chain(nicknames.beside(token.text()).filter_map(initial)).collect()
}
