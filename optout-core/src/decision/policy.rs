//! One policy for the whole decision.

use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest as _, Sha256};

use crate::basis::BasisPolicy;
use crate::digest::hex;
use crate::error::Result;
use crate::matching::{Fault, MatchPolicy, Source};

/// The rules of matching and the parameters of the basis rules.
///
/// As TOML or JSON, both parts are optional: `[basis]` with the fields of [`BasisPolicy`], and
/// `[matching]` with a `name` and `[[matching.rule]]`, or `matching = "strict"` for a shipped policy by
/// its name.
///
/// ```
/// use optout_core::Policy;
///
/// let policy = Policy::from_toml("[basis]\nbalancing_test = 'DPO-2026-07'\n")?;
/// assert_eq!(policy.matching().name(), "standard");
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    matching: MatchPolicy,
    basis: BasisPolicy,
    hash: String,
}

const EXPECTED_PARTS: &str = "the parts matching and basis";
const EXPECTED_SHIPPED: &str = "strict, standard, broad or rules";
const EXPECTED_ATTESTATION: &str = "an attestation that says who attests, and for what";
const EXPECTED_TEST: &str = "balancing_test to say where the test is found, or to be left out";

/// The part that has a type of its own; the tree has been through the rest.
#[derive(Deserialize)]
struct Basis {
    #[serde(default, rename = "matching")]
    _matching: IgnoredAny,
    #[serde(default)]
    basis: BasisPolicy,
}

impl Policy {
    /// A policy of both parts.
    pub fn new(matching: MatchPolicy, basis: BasisPolicy) -> Self {
        let mut hash = Sha256::new();
        hash.update(matching.hash().as_bytes());
        hash.update([0]);
        hash.update(basis.hash().as_bytes());
        Self { matching, basis, hash: hex(&hash.finalize()) }
    }

    /// The rules of matching.
    pub fn matching(&self) -> &MatchPolicy {
        &self.matching
    }

    /// The parameters of the basis rules.
    pub fn basis(&self) -> &BasisPolicy {
        &self.basis
    }

    /// SHA-256 of the canonical form of both parts, in hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The shipped matching rules and the default parameters.
    ///
    /// # Errors
    /// None in practice: a test reads the shipped text.
    pub fn standard() -> Result<Self> {
        Ok(Self::new(MatchPolicy::standard()?, BasisPolicy::default()))
    }

    /// Reads a policy from TOML.
    ///
    /// # Errors
    /// [`ErrorKind::Policy`](crate::ErrorKind::Policy) with line and byte for anything that is not a
    /// policy's; see [`MatchPolicy::from_toml`].
    pub fn from_toml(text: &str) -> Result<Self> {
        Self::of(&Source::toml(text))
    }

    /// Reads a policy from JSON.
    ///
    /// # Errors
    /// Those of [`from_toml`](Self::from_toml).
    pub fn from_json(text: &str) -> Result<Self> {
        Self::of(&Source::json(text))
    }

    /// Reads a policy from JSON if its first sign is a brace, which no TOML starts with, or else from TOML.
    ///
    /// # Errors
    /// Those of [`from_toml`](Self::from_toml).
    pub fn read(text: &str) -> Result<Self> {
        Self::of(&Source::either(text))
    }

    fn of(source: &Source<'_>) -> Result<Self> {
        Self::parts(source).map_err(|fault| source.error(fault))
    }

    fn parts(source: &Source<'_>) -> Result<Self, Fault> {
        let tree = source.tree()?;
        let [matching, basis] = tree.members(["matching", "basis"], EXPECTED_PARTS)?;
        let shipped = |name: &str| {
            MatchPolicy::shipped(name)
                .map_err(|_| matching.unwrap_or(&tree).fault(EXPECTED_SHIPPED))
        };
        let matching = match matching {
            None => shipped("standard")?,
            Some(node) => match node.text() {
                Some(name) => shipped(name)?,
                None => MatchPolicy::of(node)?,
            },
        };
        let Basis { basis: parameters, .. } = source.typed(&tree)?;
        if parameters.balancing_test.as_ref().is_some_and(|text| text.trim().is_empty()) {
            let test = basis.and_then(|basis| basis.member("balancing_test"));
            return Err(test.unwrap_or(&tree).fault(EXPECTED_TEST));
        }
        if let Some(human) = &parameters.attestation {
            let blank = [("by", &human.by), ("scope", &human.scope)]
                .into_iter()
                .find(|(_, text)| text.trim().is_empty());
            if let Some((key, _)) = blank {
                let attestation = basis.and_then(|basis| basis.member("attestation"));
                let text = attestation.and_then(|attestation| attestation.member(key));
                return Err(text.unwrap_or(&tree).fault(EXPECTED_ATTESTATION));
            }
        }
        Ok(Self::new(matching, parameters))
    }
}
