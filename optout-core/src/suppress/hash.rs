//! What an identifier becomes: a hash under the caller's key.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::error::{Error, ErrorKind, Result};

/// The leading 128 bits of an HMAC-SHA-256.
///
/// A truncated code is its leftmost bits, and is as hard to guess as it is long (NIST SP 800-107 rev. 1,
/// sections 5.1 and 5.3.3). Among ten million hashes and a billion look-ups the odds of one false meeting
/// are about three in 10^23.
pub(super) type Hash = [u8; 16];

/// The least length of a key in bytes.
const LEAST_KEY: usize = 16;

/// What an identifier is. Hashes of two kinds never meet.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// The fixed text that tells one key from another.
    Check = 0,
    /// A record id in its namespace.
    Id = 1,
    /// A mailbox in its canonical form.
    Email = 2,
    /// The mailbox of an address with a tag, without the tag.
    Untagged = 3,
    /// A company of which somebody is in the set.
    Company = 4,
    /// Two parts of a name at a company.
    NameAtCompany = 5,
}

/// The caller's key, ready for many identifiers.
#[derive(Clone)]
pub(super) struct SetKey(Hmac<Sha256>);

impl SetKey {
    pub(super) fn new(key: &[u8]) -> Result<Self> {
        let too_short = || {
            let expected = "a key of at least 16 bytes";
            Error::new(ErrorKind::InvalidOption { option: "key", expected })
        };
        if key.len() < LEAST_KEY {
            return Err(too_short());
        }
        Hmac::new_from_slice(key).map(Self).map_err(|_| too_short())
    }

    /// The hash of a text that is the same for all sets under this key.
    pub(super) fn check(&self) -> Hash {
        self.hash(Kind::Check, &["optout suppression set"])
    }

    /// The hash of an identifier. Each part goes behind its length, so that no two rows of parts are one.
    pub(super) fn hash(&self, kind: Kind, parts: &[&str]) -> Hash {
        let mut mac = self.0.clone();
        mac.update(&[kind as u8]);
        for part in parts {
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part.as_bytes());
        }
        let whole = mac.finalize().into_bytes();
        whole.first_chunk().copied().unwrap_or_default()
    }
}
