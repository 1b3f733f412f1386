//! Decisions to what each system takes for deletion.
//!
//! The library deletes nothing: a plan says which records, in which batches, and the host carries it
//! out when a human has approved the plan by its hash.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::basis::Retention;
use crate::decision::Decision;
use crate::digest::hex;
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::id::id_key;
use crate::words::words;

words! {
    /// A system from which records are deleted.
    System ("salesforce or hubspot") {
        /// Salesforce collections: 200 records a call.
        Salesforce = "salesforce",
        /// HubSpot batch archive: 100 records a call.
        Hubspot = "hubspot",
    }
}

impl System {
    /// How many records one call takes. Sources: Salesforce REST API, sObject Collections; HubSpot
    /// CRM API, batch archive.
    pub const fn batch_size(self) -> usize {
        match self {
            Self::Salesforce => 200,
            Self::Hubspot => 100,
        }
    }
}

/// The records of one system that are to be deleted.
///
/// ```
/// use optout_core::erase::{ErasurePlan, System};
///
/// let mut plan = ErasurePlan::new(System::Hubspot);
/// assert_eq!(plan.batches().count(), 0);
/// let approval = plan.hash();
/// assert!(plan.approve(&approval).is_ok());
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct ErasurePlan {
    system: System,
    record_ids: Vec<String>,
    planned: BTreeSet<String>,
}

/// A plan as it is kept.
#[derive(Serialize, Deserialize)]
#[serde(rename = "ErasurePlan", deny_unknown_fields)]
struct Stored {
    system: System,
    record_ids: Vec<String>,
}

impl From<Stored> for ErasurePlan {
    fn from(Stored { system, record_ids }: Stored) -> Self {
        let mut plan = Self::new(system);
        record_ids.into_iter().for_each(|id| plan.add(id));
        plan
    }
}

impl From<ErasurePlan> for Stored {
    fn from(ErasurePlan { system, record_ids, .. }: ErasurePlan) -> Self {
        Self { system, record_ids }
    }
}

impl ErasurePlan {
    /// An empty plan for a system.
    pub fn new(system: System) -> Self {
        Self { system, record_ids: Vec::new(), planned: BTreeSet::new() }
    }

    /// Plans a record's deletion if its decision says so; tells whether it does.
    ///
    /// The id is planned as its system takes it, and once.
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for an id that is missing or damaged: it could be somebody else's.
    pub fn plan(&mut self, record_id: &str, decision: &Decision) -> Result<bool> {
        if decision.classification.retention != Retention::Remove {
            return Ok(false);
        }
        let key = id_key(self.system.as_str(), record_id).map_err(|_| {
            Error::new(ErrorKind::Value { column: 0, expected: "a readable record id" })
        })?;
        self.add(key.into_owned());
        Ok(true)
    }

    fn add(&mut self, key: String) {
        if self.planned.insert(key.clone()) {
            self.record_ids.push(key);
        }
    }

    /// The system from which the records are to be deleted.
    pub fn system(&self) -> System {
        self.system
    }

    /// The record ids, as many at a time as one call takes.
    pub fn batches(&self) -> impl Iterator<Item = &[String]> {
        self.record_ids.chunks(self.system.batch_size())
    }

    /// SHA-256 over system and records, in hexadecimal.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.system.as_str());
        for id in &self.record_ids {
            hash.update([0]);
            hash.update(id.as_bytes());
        }
        hex(&hash.finalize())
    }

    /// Accepts an approval if it is of this very plan.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] if the hash is another plan's.
    pub fn approve(&self, hash: &str) -> Result<()> {
        if hash == self.hash() {
            return Ok(());
        }
        let expected = "the hash of this plan";
        Err(Error::new(ErrorKind::InvalidOption { option: "approval", expected }))
    }
}

impl std::fmt::Debug for ErasurePlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ErasurePlan")
            .field("system", &self.system)
            .field("records", &self.record_ids.len())
            .finish()
    }
}
