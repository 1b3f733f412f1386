//! A key as 96 bits.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128_with_seed;

/// What a key is about. Keys of two kinds never meet.
#[derive(Clone, Copy)]
pub(crate) enum KeyKind {
    /// A record id.
    Id = 1,
    /// An e-mail address, exact.
    Address = 2,
    /// A mailbox, where a provider has several addresses for one.
    Mailbox = 3,
    /// A company's domain.
    Company = 4,
    /// The domain of an address, as a place where a near one is looked for.
    MailDomain = 5,
    /// A part of a name at a company or a mail domain that many are listed for.
    PartAtPlace = 6,
    /// A whole name, its parts sorted.
    Name = 7,
    /// The part of an address before its domain, as a place where a near one is looked for.
    LocalPart = 8,
    /// The place where everybody is.
    Everywhere = 9,
    /// A part of a name as it is spelled, at a place.
    Spelling = 10,
}

/// A keyed hash of a key: two keys that share one are one key.
///
/// Among five million keys and a billion look-ups the odds of one false meeting are about one in ten
/// million millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Fingerprint(u128);

impl Fingerprint {
    /// How many bits it has.
    pub(super) const BITS: u32 = 96;
    /// How many bytes it takes.
    pub(super) const BYTES: usize = 12;

    /// The leading bits, as a number.
    pub(super) fn leading(self, bits: u32) -> usize {
        self.0.checked_shr(Self::BITS - bits).unwrap_or_default() as usize
    }

    /// The trailing 64 bits.
    pub(crate) fn trailing(self) -> u64 {
        let bytes = self.0.to_le_bytes();
        bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    /// All bits, as a number.
    pub(super) fn to_bits(self) -> u128 {
        self.0
    }

    pub(super) fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        for (to, from) in bytes.iter_mut().zip(self.0.to_le_bytes()) {
            *to = from;
        }
        bytes
    }

    /// The fingerprint with so many leading bits and these trailing bytes, which together are all of it.
    pub(super) fn from_parts(leading: usize, bits: u32, trailing: &[u8]) -> Self {
        let trailing = trailing.iter().rev().fold(0, |print, byte| print << 8 | u128::from(*byte));
        let leading = (leading as u128).checked_shl(Self::BITS.saturating_sub(bits));
        Self(leading.unwrap_or_default() | trailing)
    }
}

/// The namespace of an id, hashed.
#[derive(Clone, Copy)]
pub(crate) struct IdSpace(u64);

/// Makes the fingerprints of one index.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hasher {
    pub(super) seed: u64,
}

impl Hasher {
    /// The fingerprint of a key by itself.
    pub(crate) fn print(self, kind: KeyKind, text: &str) -> Fingerprint {
        self.print_within(kind, 0, text.as_bytes())
    }

    /// Where the ids of a namespace are.
    pub(super) fn id_space(self, namespace: &str) -> IdSpace {
        IdSpace(self.print(KeyKind::Id, namespace).trailing())
    }

    /// The fingerprint of an id in its namespace.
    pub(super) fn id(self, IdSpace(context): IdSpace, id: &str) -> Fingerprint {
        self.print_within(KeyKind::Id, context, id.as_bytes())
    }

    /// The fingerprint of the hash of a part of a name at a place.
    pub(crate) fn part(self, place: Fingerprint, part: u64) -> Fingerprint {
        self.print_within(KeyKind::PartAtPlace, place.trailing(), &part.to_le_bytes())
    }

    /// The fingerprint of a part of a name as it is spelled, at a place.
    pub(super) fn spelling(self, place: Fingerprint, text: &[u8]) -> Fingerprint {
        self.print_within(KeyKind::Spelling, place.trailing(), text)
    }

    /// The fingerprints of the places of a canonical address: its domain, and the part before it.
    pub(super) fn address_places(self, (local, domain): (&str, &str)) -> [Fingerprint; 2] {
        [self.print(KeyKind::MailDomain, domain), self.print(KeyKind::LocalPart, local)]
    }

    /// The fingerprint of the place where everybody is.
    pub(super) fn everywhere(self) -> Fingerprint {
        self.print(KeyKind::Everywhere, "")
    }

    fn print_within(self, kind: KeyKind, context: u64, text: &[u8]) -> Fingerprint {
        // Any odd number spreads the kinds; this is the golden ratio's fraction.
        let kind = (kind as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let seed = self.seed ^ kind ^ context.rotate_left(32);
        Fingerprint(xxh3_128_with_seed(text, seed) >> (128 - Fingerprint::BITS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_contexts_and_seeds_keep_apart() {
        let hasher = Hasher { seed: 1 };
        let prints = [
            hasher.print(KeyKind::Address, "ada"),
            hasher.print(KeyKind::Mailbox, "ada"),
            hasher.id(hasher.id_space("6sense"), "ada"),
            hasher.id(hasher.id_space("crm"), "ada"),
            hasher.part(hasher.print(KeyKind::Company, "a.example"), 1),
            hasher.part(hasher.print(KeyKind::Company, "b.example"), 1),
            Hasher { seed: 2 }.print(KeyKind::Address, "ada"),
        ];
        let different: std::collections::BTreeSet<_> = prints.into_iter().collect();
        assert_eq!(different.len(), prints.len());
    }

    #[test]
    fn bytes_and_back() {
        let print = Hasher { seed: 7 }.print(KeyKind::Name, "ada|lovelace");
        for bits in [0, 3, 8, 17] {
            let open = (96 - bits as usize).div_ceil(8);
            let trailing = &print.to_bytes()[..open];
            assert_eq!(Fingerprint::from_parts(print.leading(bits), bits, trailing), print);
        }
        assert_eq!(print.leading(0), 0);
        assert_eq!(print.leading(8), usize::from(print.to_bytes()[11]));
    }
}
