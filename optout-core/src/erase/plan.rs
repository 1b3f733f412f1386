//! Which records are to be deleted, and in which order.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use serde::{Deserialize, Serialize};

use super::system::{Method, Object, System};
use crate::basis::Retention;
use crate::decision::Decision;
use crate::digest;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::table::NamedTable;
use crate::words::words;

words! {
    /// Why a step has its place.
    StepKind ("suppress, system_of_record or downstream") {
        /// Before anything is deleted: the people go into the suppression set, and the records get their
        /// flags. Whoever is only deleted comes back with the next import, or is written to in between.
        Suppress = "suppress",
        /// Where records of the others come from: whatever is deleted elsewhere first, it makes anew.
        SystemOfRecord = "system_of_record",
        /// The others.
        Downstream = "downstream",
    }
}

/// The records that are to be deleted, by the call that deletes them. The library deletes nothing: the host
/// carries a plan out ([`Erasure`](super::Erasure)) when a human has approved it by its hash.
///
/// It holds record ids and nothing else about anybody; `Debug` shows how many.
///
/// ```
/// use optout_core::erase::{ErasurePlan, Method, System};
///
/// let mut plan = ErasurePlan::new(System::Salesforce);
/// let table = "record,record_id,entry_id,rule,deadline\n2,003A000001XyZab,P-1,id,2026-12-24\n";
/// plan.read_deletions(System::Salesforce, table.as_bytes())?;
/// plan.read_deletions(Method::HubspotArchive, "record_id\n51\n".as_bytes())?;
/// assert_eq!(plan.len(), 2);
/// let kinds: Vec<&str> = plan.steps().iter().map(|step| step.kind.as_str()).collect();
/// assert_eq!(kinds, ["suppress", "suppress", "system_of_record", "downstream"]);
/// assert!(plan.approve(&plan.hash()).is_ok());
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct ErasurePlan {
    system_of_record: System,
    salesforce_version: String,
    batches: BTreeMap<Method, Batches>,
    planned: BTreeSet<(System, Object, String)>,
}

/// The records of one call.
#[derive(Clone, PartialEq, Eq)]
struct Batches {
    size: usize,
    record_ids: Vec<String>,
}

/// A plan as it is kept.
#[derive(Serialize, Deserialize)]
#[serde(rename = "ErasurePlan", deny_unknown_fields)]
struct Stored {
    system_of_record: System,
    salesforce_version: String,
    records: Vec<StoredBatches>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredBatches {
    method: Method,
    batch_size: usize,
    record_ids: Vec<String>,
}

/// One step of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Why it has its place.
    pub kind: StepKind,
    /// The system.
    pub system: System,
    /// The call by which records are deleted; none where they are suppressed.
    pub method: Option<Method>,
    /// How many records it is about.
    pub records: usize,
    /// How many calls it takes, if each succeeds at once.
    pub calls: usize,
}

/// What a plan would do, for a human to approve. It holds no id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The hash that an approval names.
    pub hash: String,
    /// How many records are deleted.
    pub records: usize,
    /// How many calls it takes.
    pub calls: usize,
    /// The steps in their order.
    pub steps: Vec<Step>,
}

/// The version of Salesforce's API that calls are made to, unless another is set.
const SALESFORCE_VERSION: &str = "v62.0";

const EXPECTED_VERSION: &str = "a version such as v62.0";
const EXPECTED_SIZE: &str = "at least one record a call, and one where the call takes one only";

impl ErasurePlan {
    /// An empty plan. The system of record is the one that the others have their records from.
    pub fn new(system_of_record: System) -> Self {
        Self {
            system_of_record,
            salesforce_version: SALESFORCE_VERSION.to_owned(),
            batches: BTreeMap::new(),
            planned: BTreeSet::new(),
        }
    }

    /// The system whose records are deleted before those of the others.
    pub fn system_of_record(&self) -> System {
        self.system_of_record
    }

    /// Plans a record's deletion if its decision says so; tells whether it does. A [`System`] stands for
    /// the call that it takes by default.
    ///
    /// The id is planned as the call takes it, and once, by the first call that it was planned for.
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for an id that is missing, damaged or no person's: it could be somebody else's.
    pub fn plan(
        &mut self,
        method: impl Into<Method>,
        record_id: &str,
        decision: &Decision,
    ) -> Result<bool> {
        if decision.classification.retention != Retention::Remove {
            return Ok(false);
        }
        let method = method.into();
        self.add(method, method.checked(record_id)?);
        Ok(true)
    }

    /// Plans the records of a table of deletions as a sweep writes it; it goes by the column `record_id`.
    /// Tells how many of them had not been planned. Nothing is planned from a table with a fault.
    ///
    /// # Errors
    /// A structure fault, or an id that is missing, damaged or no person's, with its position.
    pub fn read_deletions(&mut self, method: impl Into<Method>, table: impl Read) -> Result<usize> {
        let method = method.into();
        let record_ids = checked(method, table).map_err(|error| error.within(Input::Deletions))?;
        let before = self.len();
        record_ids.into_iter().for_each(|id| self.add(method, id));
        Ok(self.len() - before)
    }

    fn add(&mut self, method: Method, id: String) {
        let name = (method.system(), method.object(&id), id);
        if !self.planned.contains(&name) {
            self.of(method).record_ids.push(name.2.clone());
            self.planned.insert(name);
        }
    }

    fn of(&mut self, method: Method) -> &mut Batches {
        let size = method.batch_size();
        self.batches.entry(method).or_insert(Batches { size, record_ids: Vec::new() })
    }

    /// Has so many records in a call, where a system takes more or fewer than documented.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for none, and for more than one by a call that names one record.
    pub fn set_batch_size(&mut self, method: Method, size: usize) -> Result<()> {
        if size == 0 || (size > 1 && method.batch_size() == 1) {
            let (option, expected) = ("batch_size", EXPECTED_SIZE);
            return Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        }
        self.of(method).size = size;
        Ok(())
    }

    /// Makes calls to this version of Salesforce's API.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for what is no version.
    pub fn set_salesforce_version(&mut self, version: &str) -> Result<()> {
        let number = version.strip_prefix('v').and_then(|number| number.split_once('.'));
        let is_number = |text: &str| {
            (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !number.is_some_and(|(major, minor)| is_number(major) && is_number(minor)) {
            let (option, expected) = ("salesforce_version", EXPECTED_VERSION);
            return Err(Error::new(ErrorKind::InvalidOption { option, expected }));
        }
        version.clone_into(&mut self.salesforce_version);
        Ok(())
    }

    /// The version of Salesforce's API.
    pub fn salesforce_version(&self) -> &str {
        &self.salesforce_version
    }

    /// How many records are to be deleted.
    pub fn len(&self) -> usize {
        self.batches.values().map(|batches| batches.record_ids.len()).sum()
    }

    /// Whether there is nothing to delete.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The calls in their order: those of the system of record, then the others.
    pub fn methods(&self) -> impl Iterator<Item = Method> {
        let of_record = |method: &Method| method.system() == self.system_of_record;
        let filled = || {
            self.batches
                .iter()
                .filter(|(_, batches)| !batches.record_ids.is_empty())
                .map(|(method, _)| *method)
        };
        filled().filter(of_record).chain(filled().filter(move |method| !of_record(method)))
    }

    /// The ids of the records that a call deletes, in the order in which they were planned.
    pub fn record_ids(&self, method: Method) -> &[String] {
        self.batches.get(&method).map(|batches| batches.record_ids.as_slice()).unwrap_or_default()
    }

    /// How many records one call takes.
    pub fn batch_size(&self, method: Method) -> usize {
        self.batches.get(&method).map_or(method.batch_size(), |batches| batches.size)
    }

    /// The steps in their order: every system is told before any record is deleted.
    pub fn steps(&self) -> Vec<Step> {
        let deletions: Vec<Step> = self
            .methods()
            .map(|method| {
                let (system, records) = (method.system(), self.record_ids(method).len());
                let kind = match system == self.system_of_record {
                    true => StepKind::SystemOfRecord,
                    false => StepKind::Downstream,
                };
                let calls = records.div_ceil(self.batch_size(method));
                Step { kind, system, method: Some(method), records, calls }
            })
            .collect();
        let mut steps: Vec<Step> = Vec::new();
        for step in &deletions {
            match steps.iter_mut().find(|told| told.system == step.system) {
                Some(told) => told.records += step.records,
                None => {
                    let kind = StepKind::Suppress;
                    steps.push(Step { kind, method: None, calls: 0, ..*step });
                }
            }
        }
        steps.extend(deletions);
        steps
    }

    /// What it would do.
    pub fn preview(&self) -> Preview {
        let steps = self.steps();
        let calls = steps.iter().map(|step| step.calls).sum();
        Preview { hash: self.hash(), records: self.len(), calls, steps }
    }

    /// SHA-256 over all that the plan would do, in hexadecimal.
    pub fn hash(&self) -> String {
        let head =
            [self.system_of_record.as_str(), &self.salesforce_version, ""].map(str::to_owned);
        let records = self.methods().flat_map(|method| {
            let size = self.batch_size(method).to_string();
            self.record_ids(method)
                .iter()
                .map(move |id| [method.as_str().to_owned(), size.clone(), id.clone()])
        });
        let rows: Vec<[String; 3]> = std::iter::once(head).chain(records).collect();
        digest::rows(
            "optout erasure plan 1",
            rows.iter().map(|row| row.each_ref().map(String::as_str)),
        )
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

/// The ids of a table as a call takes them.
fn checked(method: Method, table: impl Read) -> Result<Vec<String>> {
    let mut rows = NamedTable::open(table, &["record_id"], 1, None)?;
    let mut record_ids = Vec::new();
    while let Some(row) = rows.read()? {
        let id = row.get("record_id").unwrap_or_default();
        record_ids.push(method.checked(id).map_err(|error| match error.kind() {
            ErrorKind::Value { expected, .. } => row.fault("record_id", expected),
            _ => error,
        })?);
    }
    Ok(record_ids)
}

impl TryFrom<Stored> for ErasurePlan {
    type Error = Error;

    /// Checks what is kept as it checks what is planned: somebody may have been at it.
    fn try_from(stored: Stored) -> Result<Self> {
        let mut plan = Self::new(stored.system_of_record);
        plan.set_salesforce_version(&stored.salesforce_version)?;
        for StoredBatches { method, batch_size, record_ids } in stored.records {
            plan.set_batch_size(method, batch_size)?;
            for id in record_ids {
                if method.checked(&id)? != id {
                    let expected = "a record id as it is planned";
                    return Err(Error::new(ErrorKind::Value { column: 0, expected }));
                }
                plan.add(method, id);
            }
        }
        Ok(plan)
    }
}

impl From<ErasurePlan> for Stored {
    fn from(plan: ErasurePlan) -> Self {
        let records = plan.batches.into_iter().map(|(method, Batches { size, record_ids })| {
            StoredBatches { method, batch_size: size, record_ids }
        });
        Self {
            system_of_record: plan.system_of_record,
            salesforce_version: plan.salesforce_version,
            records: records.collect(),
        }
    }
}

impl std::fmt::Debug for ErasurePlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ErasurePlan")
            .field("system_of_record", &self.system_of_record)
            .field("records", &self.len())
            .finish()
    }
}
