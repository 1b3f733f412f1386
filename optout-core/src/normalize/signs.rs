//! Which signs a short text has, and where.

/// How many of them are looked at together.
const GROUP: usize = 16;

/// The places of signs in a short text: a bit for each byte, the lowest for the first.
///
/// What a parser asks of most values, that they have no sign that needs care, or two of a kind side by side,
/// becomes a handful of operations on numbers instead of a walk over the bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// All bytes.
    pub(super) all: u64,
    /// Letters of ASCII.
    pub(super) letters: u64,
    /// Capitals of ASCII.
    pub(super) capitals: u64,
    /// Digits of ASCII.
    pub(super) digits: u64,
    /// The digit 0.
    pub(super) zeros: u64,
    /// `@`.
    pub(super) ats: u64,
    /// `.`.
    pub(super) dots: u64,
    /// `-`.
    pub(super) hyphens: u64,
    /// `_` and `+`.
    pub(super) marks: u64,
}

impl Signs {
    /// The longest text that is looked at in this way.
    pub(super) const LENGTH: usize = 64;

    /// `None` if the text has more than 64 bytes.
    #[inline(always)]
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        let length = text.len();
        if !(1..=Self::LENGTH).contains(&length) {
            return text.is_empty().then(Self::default);
        }
        let mut signs = Self { all: u64::MAX >> (Self::LENGTH - length), ..Self::default() };
        match text.last_chunk() {
            // The last group overlaps the one before: what is seen twice is the same.
            Some(last) => {
                let (whole, _) = text.as_chunks();
                for (nth, group) in whole.iter().enumerate() {
                    signs.add(*group, GROUP * nth);
                }
                signs.add(*last, length - GROUP);
            }
            None => signs.add(short(text), 0),
        }
        Some(signs)
    }

    /// Takes in the signs of a group that starts at a place; NUL is none.
    #[inline]
    fn add(&mut self, group: [u8; GROUP], place: usize) {
        #[cfg(target_arch = "x86_64")]
        {
            #[allow(unsafe_code, reason = "one instruction for sixteen signs")]
            // SAFETY: every x86-64 processor has SSE2, and memory is touched in safe ways only.
            unsafe {
                self.add_at_once(group, place);
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        self.add_one_by_one(group, place);
    }

    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "sse2")]
    fn add_at_once(&mut self, group: [u8; GROUP], place: usize) {
        use std::arch::x86_64::{
            __m128i, _mm_cmpeq_epi8, _mm_max_epu8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128,
            _mm_set_epi64x, _mm_set1_epi8,
        };
        let half =
            |at| i64::from_le_bytes(group.as_chunks().0.get(at).copied().unwrap_or_default());
        let signs = _mm_set_epi64x(half(1), half(0));
        let each = |sign: u8| _mm_set1_epi8(sign.cast_signed());
        let places = |hits: __m128i| u64::from(_mm_movemask_epi8(hits).cast_unsigned()) << place;
        let is = |sign: u8| _mm_cmpeq_epi8(signs, each(sign));
        let within = |signs: __m128i, first: u8, last: u8| {
            let clamped = _mm_min_epu8(_mm_max_epu8(signs, each(first)), each(last));
            _mm_cmpeq_epi8(clamped, signs)
        };
        // Capitals become small letters, and nothing else becomes one.
        self.letters |= places(within(_mm_or_si128(signs, each(0x20)), b'a', b'z'));
        self.capitals |= places(within(signs, b'A', b'Z'));
        self.digits |= places(within(signs, b'0', b'9'));
        self.zeros |= places(is(b'0'));
        self.ats |= places(is(b'@'));
        self.dots |= places(is(b'.'));
        self.hyphens |= places(is(b'-'));
        self.marks |= places(_mm_or_si128(is(b'_'), is(b'+')));
    }

    #[cfg(any(test, not(target_arch = "x86_64")))]
    fn add_one_by_one(&mut self, group: [u8; GROUP], place: usize) {
        for (nth, sign) in group.iter().enumerate() {
            let bit = |is: bool| u64::from(is) << (place + nth);
            self.letters |= bit(sign.is_ascii_alphabetic());
            self.capitals |= bit(sign.is_ascii_uppercase());
            self.digits |= bit(sign.is_ascii_digit());
            self.zeros |= bit(*sign == b'0');
            self.ats |= bit(*sign == b'@');
            self.dots |= bit(*sign == b'.');
            self.hyphens |= bit(*sign == b'-');
            self.marks |= bit(matches!(sign, b'_' | b'+'));
        }
    }
}

/// A text of less than a group, filled up with NUL.
#[inline]
fn short(text: &[u8]) -> [u8; GROUP] {
    let group = match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => {
            let [first, last] = [*first, *last].map(|half| u128::from(u64::from_le_bytes(half)));
            first | last << (8 * (text.len() - 8))
        }
        _ => text.iter().rev().fold(0, |group, sign| group << 8 | u128::from(*sign)),
    };
    group.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_bit_stands_for_a_byte(
            text in prop::collection::vec(any::<u8>(), 0..70),
            ascii in "[a-zA-Z0@._+-]{0,66}",
        ) {
            for text in [text.as_slice(), ascii.as_bytes()] {
                let Some(signs) = Signs::of(text) else {
                    prop_assert!(text.len() > Signs::LENGTH);
                    continue;
                };
                let mut expected = Signs::default();
                for (nth, group) in text.chunks(GROUP).enumerate() {
                    let mut filled = [0; GROUP];
                    filled[..group.len()].copy_from_slice(group);
                    expected.add_one_by_one(filled, GROUP * nth);
                }
                expected.all = text.iter().enumerate().fold(0, |all, (at, _)| all | 1 << at);
                prop_assert_eq!(signs, expected);
            }
        }
    }
}
