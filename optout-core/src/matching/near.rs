//! E-mail addresses that differ by a slip.

use strsim::osa_distance;

use crate::normalize::email::{Email, is_known_provider};

/// Whether two addresses differ by a slip, or by two where they are long: before the `@` of one domain, or
/// in the domain behind one mailbox.
///
/// A role mailbox is near to none: its name says nothing of a person.
pub(super) fn is_near<'l>(emails: &[Email], listed: impl Iterator<Item = &'l str> + Clone) -> bool {
    emails.iter().any(|email| {
        let (local, domain) = email.canonical_parts();
        let is_near = listed.clone().any(|other| {
            let (with, at) = other.rsplit_once('@').unwrap_or_default();
            match (local == with, domain == at) {
                (false, true) => is_slip(local, with) || is_written_apart(local, with),
                (true, false) => {
                    local.chars().count() >= SHORTEST_LOCAL
                        && (is_slip(domain, at) || is_stray_digit(domain, at))
                        && !are_providers(domain, at)
                }
                _ => false,
            }
        });
        is_near && !email.is_role()
    })
}

/// Two providers of mail are two, however alike their names are.
fn are_providers(one: &str, other: &str) -> bool {
    [one, other].into_iter().all(is_known_provider)
}

/// Fewer letters before the `@` stand for too many people.
const SHORTEST_LOCAL: usize = 3;

/// Whether two texts differ in dots, hyphens and low lines only.
fn is_written_apart(one: &str, other: &str) -> bool {
    let is_letter = |c: &char| !matches!(c, '.' | '-' | '_');
    one.chars().filter(is_letter).eq(other.chars().filter(is_letter))
}

/// Numbers in addresses tell namesakes apart, so that a slip in one is none.
fn is_slip(one: &str, other: &str) -> bool {
    digits(one).eq(digits(other)) && are_slips_apart(one, other)
}

/// Whether all that two domains have of digits is one, which was hit beside a letter or instead of one:
/// they hold no numbers that could tell anything apart.
fn is_stray_digit(one: &str, other: &str) -> bool {
    digits(one).chain(digits(other)).count() == 1 && are_slips_apart(one, other)
}

fn digits(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.bytes().filter(u8::is_ascii_digit)
}

fn are_slips_apart(one: &str, other: &str) -> bool {
    let slips = match one.chars().count().min(other.chars().count()) {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    one.len().abs_diff(other.len()) <= slips
        && can_differ_by(one, other, slips)
        && osa_distance(one, other) <= slips
}

/// Whether two texts can differ by so few slips: a slip brings in one kind of letter at most, and takes one
/// away. It never says no to a pair that can.
fn can_differ_by(one: &str, other: &str, slips: usize) -> bool {
    let kinds = |text: &str| text.bytes().fold(0u64, |kinds, byte| kinds | 1 << (byte & 63));
    let (one_kinds, other_kinds) = (kinds(one), kinds(other));
    let are_few = |kinds: u64| kinds.count_ones() as usize <= slips;
    !one.is_ascii()
        || !other.is_ascii()
        || are_few(one_kinds & !other_kinds) && are_few(other_kinds & !one_kinds)
}
