//! Which signs a short text has, and where.

/// The longest text that is looked at in this way.
const LENGTH: usize = 64;

/// The places of signs in a short text: a bit for each byte, the lowest for the first.
///
/// What a parser asks of most values, that they have no sign that needs care, or two of a kind side by side,
/// becomes a handful of operations on numbers instead of a walk over the bytes.
pub(super) struct Signs {
    bytes: [u8; LENGTH],
    length: usize,
}

impl Signs {
    /// `None` if the text has more than 64 bytes.
    #[inline]
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        let mut bytes = [0; LENGTH];
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self { bytes, length: text.len() })
    }

    /// The places of all bytes.
    #[inline]
    pub(super) fn all(&self) -> u64 {
        u64::MAX.checked_shr(64 - self.length as u32).unwrap_or_default()
    }

    /// Where a sign of ASCII is.
    #[inline]
    pub(super) fn are(&self, sign: u8) -> u64 {
        self.within(sign, sign)
    }

    /// Where the signs from one of ASCII to another are.
    #[inline]
    pub(super) fn within(&self, first: u8, last: u8) -> u64 {
        self.places(|word| within(word, first, last))
    }

    /// Where the letters of ASCII are.
    #[inline]
    pub(super) fn letters(&self) -> u64 {
        self.places(|word| within(word | each(b' '), b'a', b'z'))
    }

    /// Where the digits of ASCII are.
    #[inline]
    pub(super) fn digits(&self) -> u64 {
        self.within(b'0', b'9')
    }

    #[inline]
    fn places(&self, of_word: impl Fn(u64) -> u64) -> u64 {
        let (words, _) = self.bytes.as_chunks();
        let words = words.iter().take(self.length.div_ceil(8)).enumerate();
        let places = words.fold(0, |places, (nth, word)| {
            places | of_word(u64::from_le_bytes(*word)) << (8 * nth)
        });
        places & self.all()
    }
}

/// A byte eight times.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Which of eight bytes are signs from one of ASCII to another, a bit for each: whether a byte reaches a
/// number is told by the highest bit of a sum.
#[inline]
fn within(word: u64, first: u8, last: u8) -> u64 {
    const HIGHEST: u64 = each(0x80);
    let low = word & !HIGHEST;
    let reaches = low + each(0x80 - first);
    let passes = low + each(0x7f - last);
    let hits = reaches & !passes & !word & HIGHEST;
    // The eight bits side by side.
    (hits >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bit_stands_for_a_byte(
            text in prop::collection::vec(any::<u8>(), 0..70),
            first in 0u8..128,
            last in 0u8..128,
        ) {
            let Some(signs) = Signs::of(&text) else {
                prop_assert!(text.len() > LENGTH);
                return Ok(());
            };
            for at in 0..LENGTH {
                let is = |places: u64| places >> at & 1 == 1;
                let sign = text.get(at);
                prop_assert_eq!(is(signs.all()), sign.is_some());
                prop_assert_eq!(is(signs.are(first)), sign == Some(&first), "{}", at);
                if first <= last {
                    let expected = sign.is_some_and(|sign| (first..=last).contains(sign));
                    prop_assert_eq!(is(signs.within(first, last)), expected);
                }
                prop_assert_eq!(is(signs.letters()), sign.is_some_and(u8::is_ascii_alphabetic));
                prop_assert_eq!(is(signs.digits()), sign.is_some_and(u8::is_ascii_digit));
            }
        }
    }
}
