//! Names of people, and two of them compared.

use std::mem::MaybeUninit;

use optout_core::matching::{NameComparison, NameEdge, compare_names, compare_names_with};
use optout_core::normalize::name::{Name, Token};
use optout_core::normalize::nicknames::are_nicknames;

use crate::failure::optout_error;
use crate::guard::{answer, free, give, make, make_or_null, need};
use crate::nicknames::optout_nicknames;
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::matching::{optout_edge_class, optout_edge_reason, optout_name_class};
use crate::words::normalize::optout_name_tag;

/// A person's name, read into tokens: given names first, then family names.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_name {
    name: Name,
    key: String,
}

impl From<Name> for optout_name {
    fn from(name: Name) -> Self {
        Self { key: name.key(), name }
    }
}

/// Reads a full name, in either order; NULL if nothing of a name is in the text.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_parse(
    full: optout_str<'_>,
    name: Option<&mut MaybeUninit<*mut optout_name>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(name, error, || Ok(Name::parse(full.text()?).map(optout_name::from)))
}

/// Reads a name from two columns; NULL if nothing of a name is in either.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_from_parts(
    given: optout_str<'_>,
    family: optout_str<'_>,
    name: Option<&mut MaybeUninit<*mut optout_name>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make_or_null(name, error, || {
        let read = Name::from_parts(given.text()?, family.text()?);
        Ok(read.map(optout_name::from))
    })
}

/// The key of names that are the same but for order, case, marks and titles.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_key(name: Option<&optout_name>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || name.map_or("", |name| &name.key).into())
}

/// The generation: "jr", "sr", "ii", "iii" or "iv"; empty without one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_generation(name: Option<&optout_name>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        name.and_then(|name| name.name.generation()).unwrap_or_default().into()
    })
}

/// How many tokens it has, titles and generation among them.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_token_count(name: Option<&optout_name>) -> usize {
    answer(0, || name.map_or(0, |name| name.name.tokens().len()))
}

/// The folded form of a token, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_token(name: Option<&optout_name>, at: usize) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        name.and_then(|name| name.name.tokens().get(at).map(Token::text)).unwrap_or_default().into()
    })
}

/// What part of the name a token is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_token_tag(name: Option<&optout_name>, at: usize) -> optout_name_tag {
    answer(optout_name_tag::None, || {
        name.and_then(|name| name.name.tokens().get(at).map(Token::tag))
            .map_or(optout_name_tag::None, optout_name_tag::from)
    })
}

/// Frees a name.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_free(name: Option<Box<optout_name>>) {
    free(name);
}

/// Tells whether one given name is a known short form of the other. Both are folded forms, as
/// tokens have.
#[unsafe(no_mangle)]
pub extern "C" fn optout_are_nicknames(
    left: optout_str<'_>,
    right: optout_str<'_>,
    are_nicknames_of_one: Option<&mut MaybeUninit<bool>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    give(are_nicknames_of_one, error, || Ok(are_nicknames(left.text()?, right.text()?)))
}

/// How two names agree, and why. It holds places, no parts.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_name_comparison(NameComparison);

/// A pair of parts that agree, counted from 0.
fn edge(comparison: Option<&optout_name_comparison>, at: usize) -> Option<&NameEdge> {
    comparison.and_then(|comparison| comparison.0.edges.get(at))
}

/// Compares two names.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_compare(
    left: Option<&optout_name>,
    right: Option<&optout_name>,
    comparison: Option<&mut MaybeUninit<*mut optout_name_comparison>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(comparison, error, || {
        let left = need(left)?;
        let right = need(right)?;
        Ok(optout_name_comparison(compare_names(&left.name, &right.name)))
    })
}

/// Compares two names by a list of short forms of the caller's own, beside the one that comes with the
/// library.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_compare_with(
    left: Option<&optout_name>,
    right: Option<&optout_name>,
    nicknames: Option<&optout_nicknames>,
    comparison: Option<&mut MaybeUninit<*mut optout_name_comparison>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    make(comparison, error, || {
        let left = need(left)?;
        let right = need(right)?;
        let nicknames = need(nicknames)?;
        let compared = compare_names_with(&left.name, &right.name, &nicknames.0);
        Ok(optout_name_comparison(compared))
    })
}

/// The agreement as a whole.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_class(
    comparison: Option<&optout_name_comparison>,
) -> optout_name_class {
    answer(optout_name_class::None, || {
        comparison.map_or(optout_name_class::None, |comparison| comparison.0.class.into())
    })
}

/// Why, in a plain sentence.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_sentence(
    comparison: Option<&optout_name_comparison>,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        comparison.map_or("", |comparison| comparison.0.class.sentence()).into()
    })
}

/// How many pairs of parts agree.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_edge_count(
    comparison: Option<&optout_name_comparison>,
) -> usize {
    answer(0, || comparison.map_or(0, |comparison| comparison.0.edges.len()))
}

/// How the parts of a pair agree, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_edge_class(
    comparison: Option<&optout_name_comparison>,
    at: usize,
) -> optout_edge_class {
    answer(optout_edge_class::None, || {
        edge(comparison, at).map_or(optout_edge_class::None, |edge| edge.class.into())
    })
}

/// What makes the parts of a pair agree.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_edge_reason(
    comparison: Option<&optout_name_comparison>,
    at: usize,
) -> optout_edge_reason {
    answer(optout_edge_reason::None, || {
        edge(comparison, at).map_or(optout_edge_reason::None, |edge| edge.reason.into())
    })
}

/// The place of a pair's part among those of the first name that are compared; the place of the first,
/// where it is written apart.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_edge_left(
    comparison: Option<&optout_name_comparison>,
    at: usize,
) -> usize {
    answer(0, || edge(comparison, at).map_or(0, |edge| edge.left))
}

/// The place of a pair's part among those of the second name that are compared.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_edge_right(
    comparison: Option<&optout_name_comparison>,
    at: usize,
) -> usize {
    answer(0, || edge(comparison, at).map_or(0, |edge| edge.right))
}

/// How many parts of the first name are left over.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_left_over(
    comparison: Option<&optout_name_comparison>,
) -> usize {
    answer(0, || comparison.map_or(0, |comparison| comparison.0.left_over))
}

/// How many parts of the second name are left over.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_right_over(
    comparison: Option<&optout_name_comparison>,
) -> usize {
    answer(0, || comparison.map_or(0, |comparison| comparison.0.right_over))
}

/// The place of a part of the first name that is left over, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_left_place(
    comparison: Option<&optout_name_comparison>,
    at: usize,
) -> usize {
    answer(0, || {
        comparison
            .and_then(|comparison| comparison.0.left_places.get(at).copied())
            .unwrap_or_default()
    })
}

/// The place of a part of the second name that is left over, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_right_place(
    comparison: Option<&optout_name_comparison>,
    at: usize,
) -> usize {
    answer(0, || {
        comparison
            .and_then(|comparison| comparison.0.right_places.get(at).copied())
            .unwrap_or_default()
    })
}

/// Whether both have a generation, and another one: Jr and Sr are two people.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_generations_differ(
    comparison: Option<&optout_name_comparison>,
) -> bool {
    answer(false, || comparison.is_some_and(|comparison| comparison.0.generations_differ))
}

/// Whether each says of another part that it is the father's: Abdullah bin Omar, Omar bin Abdullah.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_parents_differ(
    comparison: Option<&optout_name_comparison>,
) -> bool {
    answer(false, || comparison.is_some_and(|comparison| comparison.0.parents_differ))
}

/// Whether the forms of address are of a man and of a woman, and nothing but a family name agrees.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_address_differs(
    comparison: Option<&optout_name_comparison>,
) -> bool {
    answer(false, || comparison.is_some_and(|comparison| comparison.0.address_differs))
}

/// Whether one of the names is two people's, as `John & Jane Smith` is.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_number_differs(
    comparison: Option<&optout_name_comparison>,
) -> bool {
    answer(false, || comparison.is_some_and(|comparison| comparison.0.number_differs))
}

/// Whether one thing at most sets the names apart, a slip, an initial, a part left out, or their order, and two
/// parts or more agree.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_is_close(
    comparison: Option<&optout_name_comparison>,
) -> bool {
    answer(false, || comparison.is_some_and(|comparison| comparison.0.is_close))
}

/// Frees a comparison.
#[unsafe(no_mangle)]
pub extern "C" fn optout_name_comparison_free(comparison: Option<Box<optout_name_comparison>>) {
    free(comparison);
}
