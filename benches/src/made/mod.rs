//! What the generated files are made of, value by value and line by line.

pub(crate) mod company;
pub(crate) mod ids;
pub(crate) mod line;
pub(crate) mod listed;
pub(crate) mod pools;

/// How far apart the states of SplitMix64 are.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A draw for a number: draws of one seed for two purposes are independent.
pub(crate) fn draw(seed: u64, purpose: u64, number: u64) -> u64 {
    scatter(scatter(seed ^ purpose << 56) ^ number)
}

/// Scatters the bits of a number: what SplitMix64 draws in this state.
fn scatter(number: u64) -> u64 {
    let mut z = number.wrapping_add(STEP);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

pub(crate) fn pick<T: Copy>(items: &[T], draw: u64) -> T {
    items[place(draw % items.len() as u64)]
}

/// A number that is known to be small, as a place in a slice.
pub(crate) fn place(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
