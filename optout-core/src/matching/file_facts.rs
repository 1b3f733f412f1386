//! What only a pass over a whole file can tell.

use std::collections::BTreeMap;
use std::fmt;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::Matcher;
use super::look_up::LookUp;
use super::mailboxes::{KeptMailboxes, Mailboxes};
use crate::error::{Error, ErrorKind, Result};
use crate::index::Index;
use crate::normalize;
use crate::sealed::Seal;

/// What a whole file shows, and no record by itself: whose names come with listed mailboxes, and which entries
/// several records lay claim to.
///
/// Parts of a file can be looked at apart from each other, on several machines: what they show together does
/// not depend on how the records were split, nor on the order in which parts are merged. `Debug` shows counts
/// only.
#[derive(Clone, Default)]
pub struct FileFacts {
    pub(super) mailboxes: Mailboxes,
    /// How many records have an id or address of the entry, or its company and a name that can be its. More
    /// than two are two.
    claims: HashMap<u32, u8, foldhash::fast::FixedState>,
    /// The matcher that looked records up, if they may come to another one.
    matcher: Option<u64>,
}

/// Facts as data.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    matcher: Option<u64>,
    mailboxes: KeptMailboxes,
    claims: BTreeMap<u32, u8>,
}

const SEAL: Seal = Seal { name: b"optoutFF", version: 3, rules: normalize::VERSION };
const MOST_CLAIMS: u8 = 2;

impl FileFacts {
    /// Nothing yet, for records that a matcher looks up.
    pub(crate) fn of(matcher: &Matcher) -> Self {
        Self { matcher: Some(matcher.print()), ..Self::default() }
    }

    /// Takes note of a record, whoever it belongs to.
    pub(super) fn see(&mut self, record: &LookUp, index: &Index) {
        self.mailboxes.see(record, index);
        for at in &record.claims {
            self.claim(*at, 1);
        }
    }

    /// Adds what another part of the file has shown.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] if another matcher than this looked up the records of either.
    pub fn merge(&mut self, other: &Self, matcher: &Matcher) -> Result<()> {
        let own = Self::of(matcher);
        own.require_same(self)?;
        own.require_same(other)?;
        self.merge_checked(other.clone(), matcher);
        Ok(())
    }

    /// Adds what another part of the file has shown to the same matcher.
    pub(crate) fn merge_checked(&mut self, other: Self, matcher: &Matcher) {
        self.mailboxes.merge(other.mailboxes, matcher.nicknames());
        for (at, records) in other.claims {
            self.claim(at, records);
        }
        self.matcher = self.matcher.or(other.matcher);
    }

    /// Refuses facts that are another matcher's.
    pub(crate) fn require_same(&self, other: &Self) -> Result<()> {
        let (option, expected) = ("facts", "what the same matcher has seen");
        match (self.matcher, other.matcher) {
            (Some(own), Some(other)) if own != other => {
                Err(Error::new(ErrorKind::InvalidOption { option, expected }))
            }
            _ => Ok(()),
        }
    }

    /// The facts as bytes, to be kept, or sent to other machines; equal facts are equal bytes.
    ///
    /// Names are in them in clear: guard them as the list itself.
    pub fn to_bytes(&self) -> Vec<u8> {
        let kept = Kept {
            matcher: self.matcher,
            mailboxes: self.mailboxes.keep(),
            claims: self.claims.iter().map(|(at, records)| (*at, *records)).collect(),
        };
        // Maps of texts and numbers always serialise.
        SEAL.seal(&serde_json::to_vec(&kept).unwrap_or_default())
    }

    /// Facts from their bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for bytes that are no facts, damaged, or made by another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let (option, expected) = ("facts", "whole bytes of facts, made by this version");
        let kept = SEAL.open(bytes).and_then(|body| serde_json::from_slice(body).ok());
        let Some(Kept { matcher, mailboxes, claims }) = kept else {
            return Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        };
        let claims = claims.into_iter().collect();
        Ok(Self { mailboxes: Mailboxes::recall(mailboxes), claims, matcher })
    }

    /// Whether no other record of the file has an id or address of the entry, or its company and a name that
    /// can be its.
    pub(super) fn is_only_record(&self, at: u32) -> bool {
        self.claims.get(&at).is_none_or(|records| *records < MOST_CLAIMS)
    }

    fn claim(&mut self, at: u32, records: u8) {
        let known = self.claims.entry(at).or_default();
        *known = known.saturating_add(records).min(MOST_CLAIMS);
    }
}

impl fmt::Debug for FileFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileFacts")
            .field("mailboxes", &self.mailboxes)
            .field("claims", &self.claims.len())
            .finish_non_exhaustive()
    }
}
