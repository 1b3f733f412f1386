//! Short forms of given names.

use super::table::NICKNAMES;

/// Whether one of two folded given names is a listed short form of the other.
///
/// Never by way of a third name: Bob and Robert are, Rob and Robert are, Bob and Rob are only if the
/// list says so itself, because two people may well be called Bob and Rob. A name is no short form of
/// itself. Source: the `nicknames` data set, version in [`TABLES`](super::TABLES).
pub fn are_nicknames(a: &str, b: &str) -> bool {
    a != b && (has_short_form(a, b) || has_short_form(b, a))
}

/// The listed short forms of a folded given name.
pub(crate) fn short_forms(name: &str) -> impl Iterator<Item = &'static str> + use<> {
    NICKNAMES.get(name).into_iter().flat_map(|shorts| shorts.split(' '))
}

fn has_short_form(name: &str, short: &str) -> bool {
    NICKNAMES.get(name).is_some_and(|shorts| shorts.split(' ').any(|listed| listed == short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direct_and_both_ways() {
        assert!(are_nicknames("robert", "bob"));
        assert!(are_nicknames("bob", "robert"));
        assert!(are_nicknames("william", "bill"));
    }

    #[test]
    fn never_through_a_third_name() {
        assert!(are_nicknames("albert", "bert"));
        assert!(are_nicknames("herbert", "bert"));
        assert!(!are_nicknames("albert", "herbert"));
    }

    #[test]
    fn not_itself_and_not_unknown() {
        assert!(!are_nicknames("robert", "robert"));
        assert!(!are_nicknames("", ""));
        assert!(!are_nicknames("zebedee", "xanthippe"));
    }
}
