//! Evidence by the record that it is about.

use std::borrow::Cow;

use hashbrown::{Equivalent, HashMap};
use serde::{Deserialize, Serialize, Serializer};

use super::evidence::Evidence;
use super::vocabulary::Provenance;
use crate::contact::{Contact, Id, fold_namespace};
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::email::{Email, split_emails};
use crate::normalize::id::{IdFault, crm_id, opaque_id};
use crate::table::{RECORD_ID, Schema};

/// Evidence by the record or the address that it is about.
///
/// As JSON, for other processes and machines, it holds record ids and addresses in clear: guard it as the
/// evidence file itself. The form has a version, and one of another version is refused.
#[derive(Clone, Default, Deserialize)]
#[serde(try_from = "Plain")]
pub struct EvidenceStore {
    pieces: Vec<Evidence>,
    /// By namespace and id; the namespace is blank where the file does not say it.
    by_record: HashMap<(String, String), Vec<u32>, foldhash::fast::FixedState>,
    by_mailbox: HashMap<String, Vec<u32>, foldhash::fast::FixedState>,
}

/// A store as plain data; keys name their pieces by place.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    version: u32,
    pieces: Vec<Evidence>,
    records: Vec<(String, String, Vec<u32>)>,
    mailboxes: Vec<(String, Vec<u32>)>,
}

/// The version of the plain form, and of the keys in it.
const VERSION: u32 = 1;

impl EvidenceStore {
    /// No evidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// The evidence about a record, each piece once, in the order of the file.
    ///
    /// It is found by every id of the record and by every mailbox. A piece that names no namespace is
    /// about a record of `system`, the one that the record itself is from; as long as that is not known,
    /// about any of the record's ids, for a hold must not be missed. Evidence about a role
    /// mailbox may be about anybody who reads it: it raises a question and supports nothing.
    pub fn about(&self, contact: &Contact<'_>, system: Option<&str>) -> Vec<Evidence> {
        let addresses = contact.emails().iter().flat_map(|cell| split_emails(cell));
        let emails: Vec<Email> =
            addresses.filter_map(|address| Email::parse(address).ok()).collect();
        self.take(&self.find(contact.ids(), &emails, system)).collect()
    }

    /// Whether there may be a piece about a record with this id, whatever its system.
    pub(crate) fn may_be_about(&self, namespace: &str, id: &str) -> bool {
        [namespace, ""].into_iter().any(|of| {
            evidence_key(of, id).is_ok_and(|key| self.by_record.contains_key(&RecordKey(of, &key)))
        })
    }

    /// Whether there is a piece about a mailbox, by its canonical key.
    pub(crate) fn is_about_mailbox(&self, canonical: &str) -> bool {
        self.by_mailbox.contains_key(canonical)
    }

    /// The places of the pieces about a record, and whether each is about the person and not only about
    /// a role mailbox.
    pub(crate) fn find(
        &self,
        ids: &[Id<'_>],
        emails: &[Email],
        system: Option<&str>,
    ) -> Vec<(u32, bool)> {
        let mut found: Vec<(u32, bool)> = Vec::new();
        if self.is_empty() {
            return found;
        }
        for id in ids {
            let namespace = fold_namespace(id.namespace);
            let mut look_up = |of: &str| {
                let Ok(key) = evidence_key(of, id.value) else { return };
                let about = self.by_record.get(&RecordKey(of, &key));
                found.extend(about.into_iter().flatten().map(|at| (*at, true)));
            };
            look_up(&namespace);
            if system.is_none_or(|system| fold_namespace(system) == namespace) {
                look_up("");
            }
        }
        for email in emails {
            if let Some(about) = self.by_mailbox.get(email.canonical()) {
                let own = !email.is_role();
                found.extend(about.iter().map(|at| (*at, own)));
            }
        }
        // What is found in both ways is about the person.
        found.sort_unstable_by_key(|(at, own)| (*at, !own));
        found.dedup_by_key(|(at, _)| *at);
        found
    }

    /// The pieces at these places.
    pub(crate) fn take(&self, found: &[(u32, bool)]) -> impl Iterator<Item = Evidence> {
        found.iter().filter_map(|(at, own)| {
            let mut evidence = self.pieces.get(*at as usize)?.clone();
            if !own && evidence.provenance == Provenance::Own {
                evidence.provenance = Provenance::Unknown;
            }
            Some(evidence)
        })
    }

    /// Refuses a table without the record's own id, if some piece goes by it.
    pub(crate) fn require(&self, schema: &Schema) -> Result<()> {
        if self.by_record.is_empty() || schema.has_record_id() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::MissingColumn { expected: RECORD_ID }))
    }

    /// Adds a piece about a record, a mailbox or both; `false` if it holds as many as it can.
    #[must_use]
    pub(super) fn add(
        &mut self,
        evidence: Evidence,
        record: Option<(String, String)>,
        mailboxes: impl Iterator<Item = String>,
    ) -> bool {
        let Ok(at) = u32::try_from(self.pieces.len()) else { return false };
        if let Some(record) = record {
            self.by_record.entry(record).or_default().push(at);
        }
        for mailbox in mailboxes {
            self.by_mailbox.entry(mailbox).or_default().push(at);
        }
        self.pieces.push(evidence);
        true
    }

    /// All pieces, in the order of the file.
    pub fn pieces(&self) -> &[Evidence] {
        &self.pieces
    }

    /// How many pieces of evidence it holds.
    pub fn len(&self) -> u64 {
        self.pieces.len() as u64
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

impl Serialize for EvidenceStore {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let records = self.by_record.iter();
        let mut records: Vec<_> = records
            .map(|((system, id), about)| (system.clone(), id.clone(), about.clone()))
            .collect();
        records.sort_unstable();
        let mailboxes = self.by_mailbox.iter();
        let mut mailboxes: Vec<_> =
            mailboxes.map(|(mailbox, about)| (mailbox.clone(), about.clone())).collect();
        mailboxes.sort_unstable();
        Plain { version: VERSION, pieces: self.pieces.clone(), records, mailboxes }
            .serialize(serializer)
    }
}

impl TryFrom<Plain> for EvidenceStore {
    type Error = &'static str;

    fn try_from(plain: Plain) -> std::result::Result<Self, &'static str> {
        let Plain { version, pieces, records, mailboxes } = plain;
        if version != VERSION {
            return Err("a store of evidence of this version");
        }
        let about = records.iter().map(|(_, _, about)| about);
        let mut about = about.chain(mailboxes.iter().map(|(_, about)| about)).flatten();
        if about.any(|at| *at as usize >= pieces.len()) {
            return Err("pieces of evidence that are there");
        }
        let by_record = records.into_iter().map(|(system, id, about)| ((system, id), about));
        Ok(Self {
            pieces,
            by_record: by_record.collect(),
            by_mailbox: mailboxes.into_iter().collect(),
        })
    }
}

/// A namespace and an id, looked up where they stand.
#[derive(Hash)]
struct RecordKey<'a>(&'a str, &'a str);

impl Equivalent<(String, String)> for RecordKey<'_> {
    fn equivalent(&self, key: &(String, String)) -> bool {
        (self.0, self.1) == (key.0.as_str(), key.1.as_str())
    }
}

impl std::fmt::Debug for EvidenceStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EvidenceStore")
            .field("pieces", &self.pieces.len())
            .field("records", &self.by_record.len())
            .field("mailboxes", &self.by_mailbox.len())
            .finish()
    }
}

/// The key of an id by its shape where its system is Salesforce or not known; any other system's is
/// opaque.
pub(super) fn evidence_key<'a>(
    namespace: &str,
    id: &'a str,
) -> std::result::Result<Cow<'a, str>, IdFault> {
    match fold_namespace(namespace).as_ref() {
        "" | "salesforce" => crm_id(id),
        _ => opaque_id(id),
    }
}
