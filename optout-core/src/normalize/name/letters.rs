//! The letters of a word as a set of bits: what tells at once that two words cannot be one.

/// Below, the 26 letters themselves; above, the consonants that every custom of spelling leaves in place.
///
/// A slip of spelling changes two bits of the lower half at most; a custom of spelling changes none of the
/// upper half.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Letters(u64);

/// How many consonants a slip changes; only where a letter stands for another sound before the next one can
/// it be more (`Sophia`, `Sopbia`), too rare to look for it beside a custom of spelling.
pub(crate) const KEPT_BY_A_SLIP: u32 = 2;

/// Where the upper half begins.
const KEPT: u32 = 32;

/// Of whatever is none of the 26 letters.
const OTHERS: u64 = 1 << 26;

/// How many bits of the lower half are in use.
const OWN: u32 = 27;

/// These.
const LOWER: u64 = (1 << OWN) - 1;

/// The bits of each letter that stands by itself.
#[expect(clippy::indexing_slicing, reason = "the compiler evaluates it")]
const ALONE: [u64; 256] = {
    let (mut bits, mut letter) = ([OTHERS; 256], b'a');
    while letter <= b'z' {
        bits[letter as usize] = 1 << (letter - b'a') | kept(letter) << KEPT;
        letter += 1;
    }
    bits
};

/// The consonant that every custom of spelling leaves in place, as a bit of its own; several letters share one.
const fn kept(letter: u8) -> u64 {
    match letter {
        b'f' | b'v' | b'w' => 1 << 0,
        b'p' => 1 << 1,
        b'c' | b'k' | b'q' | b's' | b'x' | b'z' => 1 << 2,
        b'b' => 1 << 3,
        b'd' => 1 << 4,
        b'g' => 1 << 5,
        b'm' => 1 << 6,
        b'n' => 1 << 7,
        b'r' => 1 << 8,
        b't' => 1 << 9,
        b'l' => 1 << 10,
        _ => 0,
    }
}

impl Letters {
    /// The letters of a folded word. Those of other scripts share one bit.
    pub(crate) fn of(word: &str) -> Self {
        Self::of_bytes(word.as_bytes())
    }

    /// The letters of a folded word that is known to be text.
    pub(crate) fn of_bytes(word: &[u8]) -> Self {
        // `Abdul-` and `Abdur-`: the last letter of the article is made like the one behind it.
        let article = word.starts_with(b"abd").then_some(4);
        let mut set = 0;
        for (place, &letter) in word.iter().enumerate() {
            let next = word.get(place + 1).copied().unwrap_or_default();
            let bits = ALONE.get(usize::from(letter)).copied().unwrap_or_default();
            let own = bits & LOWER;
            set |= match (letter, next) {
                (b'z' | b'k', b'h') | (b't', b'z') | (b'l', b'd') => own,
                (b'p', b'h') => own | kept(b'f') << KEPT,
                (b'l', _) if article == Some(place) => own,
                _ => bits,
            };
        }
        Self(set)
    }

    /// The set in five bytes.
    pub(crate) fn to_bytes(self) -> [u8; 5] {
        let packed = (self.0 & LOWER) | self.0 >> KEPT << OWN;
        let [a, b, c, d, e, ..] = packed.to_le_bytes();
        [a, b, c, d, e]
    }

    /// The set that five bytes hold.
    pub(crate) fn from_bytes([a, b, c, d, e]: [u8; 5]) -> Self {
        let packed = u64::from_le_bytes([a, b, c, d, e, 0, 0, 0]);
        Self((packed & LOWER) | packed >> OWN << KEPT)
    }

    /// Whether there is anything but the 26 letters in it.
    pub(crate) fn has_others(self) -> bool {
        self.0 & OTHERS != 0
    }

    /// The letters of both.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// How many letters only one of the two has.
    pub(crate) fn apart(self, other: Self) -> u32 {
        ((self.0 ^ other.0) & ((1 << KEPT) - 1)).count_ones()
    }

    /// How many consonants only one of the two has that no custom of spelling touches.
    pub(crate) fn kept_apart(self, other: Self) -> u32 {
        ((self.0 ^ other.0) >> KEPT).count_ones()
    }
}
