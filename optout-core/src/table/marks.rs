//! Where the signs of a dialect stand, 64 bytes at a time.
//!
//! The fast way looks at 32 bytes with one instruction. It is taken where the processor has it, found
//! out when the program runs; the portable way gives the same marks at a quarter of the speed
//! (`cargo bench -p optout-benches -- scanner`), which is what the `unsafe` buys.

use super::dialect::Dialect;

/// How many bytes are looked at together.
pub(super) const BLOCK: usize = 64;

/// A byte that is no sign of any dialect.
const FILLING: u8 = 1;

/// The signs in 64 bytes: the lowest bit stands for the first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Quotes.
    pub(super) quote: u64,
    /// Delimiters.
    pub(super) delimiter: u64,
    /// CR and LF.
    pub(super) terminator: u64,
    /// CR.
    pub(super) carriage: u64,
    /// NUL.
    pub(super) nul: u64,
}

/// Something that goes over bytes by their marks, compiled once for each way of finding these.
pub(super) trait Pass {
    type Output;

    /// `marks` gives the marks of a block.
    fn run(self, marks: impl Fn(&[u8; BLOCK]) -> Marks) -> Self::Output;
}

/// Runs a pass in the fastest way that the processor has.
pub(super) fn run<P: Pass>(pass: P, dialect: Dialect) -> P::Output {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_there() {
        #[allow(unsafe_code, reason = "a quarter of the time; see the module")]
        // SAFETY: the processor has the instructions, as just found out; memory is touched in safe ways only.
        return unsafe { avx2::run(pass, dialect) };
    }
    run_portably(pass, dialect)
}

/// Runs a pass in the way that every processor has.
pub(super) fn run_portably<P: Pass>(pass: P, dialect: Dialect) -> P::Output {
    pass.run(|block| portable(block, dialect))
}

/// The whole blocks of bytes, and one more for what is left, filled up with what is no sign.
#[inline(always)]
pub(super) fn blocks(bytes: &[u8]) -> (&[[u8; BLOCK]], Option<[u8; BLOCK]>) {
    let (whole, rest) = bytes.as_chunks();
    let filled = (!rest.is_empty()).then(|| {
        let mut filled = [FILLING; BLOCK];
        filled.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        filled
    });
    (whole, filled)
}

/// For each bit, whether there is an odd number of bits up to and with it.
#[inline(always)]
pub(super) fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

fn portable(block: &[u8; BLOCK], dialect: Dialect) -> Marks {
    let mut marks = Marks::default();
    let (words, _) = block.as_chunks();
    for (nth, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let at = 8 * nth;
        marks.quote |= equal(word, dialect.quote) << at;
        marks.delimiter |= equal(word, dialect.delimiter) << at;
        let carriage = equal(word, b'\r');
        marks.terminator |= (equal(word, b'\n') | carriage) << at;
        marks.carriage |= carriage << at;
        marks.nul |= equal(word, 0) << at;
    }
    marks
}

/// One bit for each of the eight bytes that equals the given one.
fn equal(word: u64, byte: u8) -> u64 {
    const LOW_SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let difference = word ^ u64::from_ne_bytes([byte; 8]);
    let top = !(((difference & LOW_SEVEN) + LOW_SEVEN) | difference | LOW_SEVEN);
    // Every top bit lands at its own place in the highest byte: no two products meet.
    (top >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_cmpeq_epi8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set_epi64x,
        _mm256_set1_epi8,
    };

    use std::hint::black_box;

    use super::{BLOCK, Dialect, Marks, Pass};

    pub(super) fn is_there() -> bool {
        is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("popcnt")
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
    pub(super) fn run<P: Pass>(pass: P, dialect: Dialect) -> P::Output {
        pass.run(|block| marks(block, dialect))
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
    fn marks(block: &[u8; BLOCK], dialect: Dialect) -> Marks {
        let (halves, _) = block.as_chunks::<32>();
        let mut marks = Marks::default();
        for (nth, half) in halves.iter().enumerate() {
            let bytes = load(half);
            let at = 32 * nth;
            let carriage = equal(bytes, b'\r');
            let terminator = _mm256_or_si256(equal(bytes, b'\n'), carriage);
            marks.quote |= bits(equal(bytes, dialect.quote)) << at;
            marks.delimiter |= bits(equal(bytes, dialect.delimiter)) << at;
            // Unless it is kept from seeing through, the compiler takes what follows apart byte by byte,
            // at a fifth of the speed.
            marks.terminator |= black_box(bits(terminator)) << at;
            marks.carriage |= bits(carriage) << at;
            marks.nul |= bits(equal(bytes, 0)) << at;
        }
        marks
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn equal(bytes: __m256i, byte: u8) -> __m256i {
        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte.cast_signed()))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn bits(found: __m256i) -> u64 {
        u64::from(_mm256_movemask_epi8(found).cast_unsigned())
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(bytes: &[u8; 32]) -> __m256i {
        let (words, _) = bytes.as_chunks::<8>();
        let mut four = words.iter().map(|word| i64::from_le_bytes(*word));
        let mut next = || four.next().unwrap_or_default();
        let (first, second, third, fourth) = (next(), next(), next(), next());
        _mm256_set_epi64x(fourth, third, second, first)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct One([u8; BLOCK]);

    impl Pass for One {
        type Output = Marks;

        fn run(self, marks: impl Fn(&[u8; BLOCK]) -> Marks) -> Marks {
            marks(&self.0)
        }
    }

    proptest! {
        #[test]
        fn each_way_marks_what_is_there(
            bytes in prop::collection::vec(
                prop_oneof![any::<u8>(), prop::sample::select(b"\"\0,;\r\n\xff\x80".to_vec())],
                BLOCK,
            ),
            semicolon: bool,
        ) {
            let block: [u8; BLOCK] = bytes.try_into().unwrap();
            let dialect = Dialect { delimiter: if semicolon { b';' } else { b',' }, quote: b'"' };
            let bits = |wanted: u8| {
                let bit = |(at, byte): (usize, &u8)| u64::from(*byte == wanted) << at;
                block.iter().enumerate().map(bit).sum::<u64>()
            };
            let expected = Marks {
                quote: bits(b'"'),
                delimiter: bits(dialect.delimiter),
                terminator: bits(b'\n') | bits(b'\r'),
                carriage: bits(b'\r'),
                nul: bits(0),
            };
            prop_assert_eq!(run(One(block), dialect), expected);
            prop_assert_eq!(run_portably(One(block), dialect), expected);
        }
    }

    #[test]
    fn parity_counts_up_to_each_bit() {
        assert_eq!(parity(0b1001_0010), 0b0000_1110 | (!0 << 7));
    }
}
