//! Second keys: parts of a name by which people of one large place are told apart.
//!
//! A part that both names have, and the initial of another part: whoever is compatible by a nickname,
//! an initial, a slip or an omission in the one still shares the other.

use std::collections::BTreeSet;

use crate::normalize::name::{Name, Token};

/// The keys under which an entry's name stands.
pub(super) fn entry_parts(name: &Name) -> BTreeSet<String> {
    let tokens: Vec<&Token> = name.tokens().iter().filter(|token| token.tag().is_name()).collect();
    let mut keys = pairs(&tokens);
    for form in tokens.iter().flat_map(|token| forms(token)) {
        keys.insert(if tokens.len() == 1 { alone(form) } else { any(form) });
    }
    keys
}

/// The keys under which the entries stand that a record's name can be compatible with.
pub(super) fn record_parts(name: &Name) -> BTreeSet<String> {
    let tokens: Vec<&Token> = name.tokens().iter().filter(|token| token.tag().is_name()).collect();
    let mut keys = pairs(&tokens);
    for form in tokens.iter().flat_map(|token| forms(token)) {
        keys.insert(alone(form));
        if tokens.len() == 1 {
            keys.insert(any(form));
        }
    }
    keys
}

fn pairs(tokens: &[&Token]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        for (_, other) in tokens.iter().enumerate().filter(|(other, _)| *other != at) {
            for form in forms(token) {
                keys.extend(initials(other).map(|initial| format!("{form}\0{initial}")));
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

/// The forms of a part that are no mere initial.
fn forms(token: &Token) -> impl Iterator<Item = &str> {
    let core = Some(token.core()).filter(|core| *core != token.text());
    std::iter::once(token.text())
        .chain(token.alt())
        .chain(token.latin())
        .chain(core)
        .filter(|form| form.chars().nth(1).is_some())
}

fn initials(token: &Token) -> impl Iterator<Item = char> {
    let forms = std::iter::once(token.text()).chain(token.latin()).chain(Some(token.core()));
    let initials: BTreeSet<char> = forms.filter_map(|form| form.chars().next()).collect();
    initials.into_iter()
}
