//! One policy for the whole decision.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::basis::BasisPolicy;
use crate::digest::hex;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::matching::{MatchPolicy, read_policy};

/// The rules of matching and the parameters of the basis rules.
///
/// As TOML, both parts are optional: `[basis]` with the fields of [`BasisPolicy`], and `[matching]`
/// with a `name` and `[[matching.rule]]`.
///
/// ```
/// use optout_core::Policy;
///
/// let policy = Policy::from_toml("[basis]\nbalancing_test = 'DPO-2026-07'\n")?;
/// assert_eq!(policy.matching.name(), "standard");
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The rules of matching.
    pub matching: MatchPolicy,
    /// The parameters of the basis rules.
    pub basis: BasisPolicy,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    matching: Option<MatchPolicy>,
    #[serde(default)]
    basis: BasisPolicy,
}

impl Policy {
    /// The shipped matching rules and the default parameters.
    ///
    /// # Errors
    /// None in practice: a test reads the shipped text.
    pub fn standard() -> Result<Self> {
        Ok(Self { matching: MatchPolicy::standard()?, basis: BasisPolicy::default() })
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// [`ErrorKind::Policy`] with line and byte for anything that is not a policy's.
    pub fn from_toml(text: &str) -> Result<Self> {
        let file: File = read_policy(text)?;
        if file.basis.balancing_test.as_ref().is_some_and(|text| text.trim().is_empty()) {
            let expected = "balancing_test to say where the test is found, or to be left out";
            return Err(Error::new(ErrorKind::Policy { expected }).within(Input::Policy));
        }
        let matching = match file.matching {
            Some(matching) => matching,
            None => MatchPolicy::standard()?,
        };
        Ok(Self { matching, basis: file.basis })
    }

    /// SHA-256 of the canonical form of both parts, in hexadecimal.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.matching.hash().as_bytes());
        hash.update([0]);
        // A struct of plain fields always serialises.
        hash.update(serde_json::to_vec(&self.basis).unwrap_or_default());
        hex(&hash.finalize())
    }
}
