//! Second keys: parts of a name by which people of one large place are told apart.
//!
//! The sound of one part and the initial of another: whoever is compatible by a nickname, an initial, a
//! slip or an omission in the one still shares the other. A name of a single part has no other: a slip that
//! changes its sound is not found in a large place.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::sound::sound;
use crate::normalize::name::{AnyName, TokenView};
use crate::normalize::nicknames::Nicknames;

/// Adds the hashes of the keys under which an entry's name stands.
pub(super) fn entry_parts(name: &impl AnyName, nicknames: &Nicknames, to: &mut Vec<u64>) {
    let tokens = parts_of(name);
    pairs(&tokens, nicknames, to);
    let tail = if tokens.len() == 1 { Tail::Alone } else { Tail::Any };
    to.extend(tokens.iter().flat_map(forms).map(|form| part(form, tail)));
}

/// Adds the hashes of the keys under which the entries stand that a record's name can be compatible with.
pub(super) fn record_parts(name: &impl AnyName, nicknames: &Nicknames, to: &mut Vec<u64>) {
    let tokens = parts_of(name);
    pairs(&tokens, nicknames, to);
    to.extend(tokens.iter().flat_map(forms).map(|form| part(form, Tail::Alone)));
    if tokens.len() == 1 {
        to.extend(tokens.iter().flat_map(forms).map(|form| part(form, Tail::Any)));
    }
}

/// What stands beside a part of a name.
#[derive(Clone, Copy)]
enum Tail {
    /// Another part, by its initial.
    Initial(char),
    /// Nothing: the name has no other part.
    Alone,
    /// Whatever others there are.
    Any,
}

/// More parts than any name has; what is beyond is not compared either.
const MOST_PARTS: usize = 10;

fn parts_of(name: &impl AnyName) -> Vec<TokenView<'_>> {
    name.views().filter(|token| token.tag.is_name()).take(MOST_PARTS).collect()
}

fn pairs(tokens: &[TokenView<'_>], nicknames: &Nicknames, to: &mut Vec<u64>) {
    if tokens.len() < 2 {
        return;
    }
    let mut initials = Vec::with_capacity(4 * tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        initials_of(token, nicknames, |initial| {
            if !initials.contains(&(at, initial)) {
                initials.push((at, initial));
            }
        });
    }
    for (at, token) in tokens.iter().enumerate() {
        for form in forms(token) {
            let others = initials.iter().filter(|(other, _)| *other != at);
            to.extend(others.map(|(_, initial)| part(form, Tail::Initial(*initial))));
        }
    }
}

fn part(form: &str, tail: Tail) -> u64 {
    let tail = match tail {
        Tail::Initial(initial) => u64::from(initial),
        // No letter has these numbers.
        Tail::Alone => u64::from(u32::MAX),
        Tail::Any => u64::from(u32::MAX) + 1,
    };
    xxh3_64_with_seed(sound(form).as_bytes(), tail)
}

/// The forms of a part that are no mere initial.
fn forms<'a>(token: &TokenView<'a>) -> impl Iterator<Item = &'a str> {
    let core = (token.core_at != 0).then(|| token.core());
    [Some(token.text), token.alt, token.latin, core]
        .into_iter()
        .flatten()
        .filter(|form| form.chars().nth(1).is_some())
}

/// The initials of a part, those of its short forms among them.
fn initials_of(token: &TokenView<'_>, nicknames: &Nicknames, mut take: impl FnMut(char)) {
    let own = [Some(token.text), token.latin, Some(token.core())];
    let forms = own.into_iter().flatten().chain(nicknames.beside(token.text));
    forms.filter_map(|form| form.chars().next()).for_each(&mut take);
}
