//! Slips of spelling: optimal string alignment, with a cut-off.

/// How many slips two words differ by, if it is no more than the limit. A slip is a letter more, a letter
/// less, another letter, or two neighbours changed over.
pub(super) fn slips(one: &[u8], other: &[u8], limit: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    let (one, other) = differing(one, other);
    let found = match (one, other) {
        ([], rest) | (rest, []) => rest.len(),
        ([_], [_]) => 1,
        ([a, b], [c, d]) if a == d && b == c => 1,
        // What begins and ends with a difference takes at least two.
        _ if limit < 2 => return None,
        _ => osa(one, other),
    };
    (found <= limit).then_some(found)
}

/// The same for words in other scripts, which are rare.
pub(super) fn slips_of_text(one: &str, other: &str, limit: usize) -> Option<usize> {
    let (longest, shortest) = {
        let (one, other) = (one.chars().count(), other.chars().count());
        (one.max(other), one.min(other))
    };
    if longest - shortest > limit {
        return None;
    }
    let found = strsim::osa_distance(one, other);
    (found <= limit).then_some(found)
}

/// What is left of two words without their common beginning and end.
fn differing<'a>(one: &'a [u8], other: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let cut = |word: &'a [u8]| word.get(..word.len() - same).unwrap_or_default();
    (cut(one), cut(other))
}

/// Bit-parallel, a column at a time, for words of up to 64 letters.
///
/// Source: Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances" (2003).
fn osa(one: &[u8], other: &[u8]) -> usize {
    if one.len() > 64 {
        return usize::MAX;
    }
    let places = |letter: u8| -> u64 {
        one.iter().enumerate().map(|(at, &own)| u64::from(own == letter) << at).sum()
    };
    let last = 1_u64 << (one.len() - 1);
    let (mut more, mut less) = (u64::MAX, 0_u64);
    let (mut diagonal, mut before) = (0_u64, 0_u64);
    let mut distance = one.len();
    for &letter in other {
        let here = places(letter);
        let swapped = ((!diagonal & here) << 1) & before;
        diagonal = (((here & more).wrapping_add(more)) ^ more) | here | less | swapped;
        let up = less | !(diagonal | more);
        let down = diagonal & more;
        distance += usize::from(up & last != 0);
        distance -= usize::from(down & last != 0);
        let up = (up << 1) | 1;
        more = (down << 1) | !(diagonal | up);
        less = up & diagonal;
        before = here;
    }
    distance
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_of_each_kind() {
        for (one, other, found) in [
            ("angela", "angela", 0),
            ("angela", "anglea", 1),
            ("angela", "angla", 1),
            ("angela", "angelaa", 1),
            ("angela", "angelo", 1),
            ("angela", "anegl", 2),
            ("ca", "abc", 3),
        ] {
            assert_eq!(slips(one.as_bytes(), other.as_bytes(), 9), Some(found), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn as_the_plain_algorithm_has_it(one in "[abc]{0,12}", other in "[abc]{0,12}", limit in 0usize..4) {
            let plain = strsim::osa_distance(&one, &other);
            let expected = (plain <= limit).then_some(plain);
            prop_assert_eq!(slips(one.as_bytes(), other.as_bytes(), limit), expected);
            prop_assert_eq!(slips_of_text(&one, &other, limit), expected);
        }
    }
}
