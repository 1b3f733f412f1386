//! Evidence files, and the evidence that they hold for each record.

use std::borrow::Cow;
use std::io::Read;

use hashbrown::{Equivalent, HashMap};

use super::evidence::Evidence;
use super::vocabulary::{EvidenceKind, Polarity, Provenance};
use crate::contact::{Contact, Id, fold_namespace};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::normalize::date::Moment;
use crate::normalize::email::{Email, EmailClass, split_emails};
use crate::normalize::id::{IdFault, crm_id, is_in_small_letters, opaque_id};
use crate::table::{EVIDENCE, Format, Layout, Role, Table};

/// Evidence by the record or the address that it is about.
#[derive(Clone, Default)]
pub struct EvidenceStore {
    pieces: Vec<Evidence>,
    /// By namespace and id; the namespace is blank where the file does not say it.
    by_record: HashMap<(String, String), Vec<u32>, foldhash::fast::FixedState>,
    by_mailbox: HashMap<String, Vec<u32>, foldhash::fast::FixedState>,
}

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
                let own = email.class() != EmailClass::Role;
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

    /// Whether some piece is about a record id.
    pub(crate) fn has_record_ids(&self) -> bool {
        !self.by_record.is_empty()
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

/// Reads an evidence file: a delimited text whose columns are `record_id` or `email` or both, `kind`, and
/// as they are known `namespace` (of the id), `polarity`, `occurred_at`, `expires_at`, `source_system`, `source_ref`,
/// `provenance` and `purposes` (separated by `;`).
///
/// # Errors
/// A structure fault, or a word or time that cannot be read, with its position: evidence that is
/// half understood could keep or remove a person.
pub fn read_evidence(input: impl Read, format: Format) -> Result<EvidenceStore> {
    read(input, format).map_err(|error| error.within(Input::Evidence))
}

fn read(input: impl Read, format: Format) -> Result<EvidenceStore> {
    let mut table = Table::open_preset(input, format, &Layout::detect(), &EVIDENCE)?;
    let by_record = Role::RecordId(String::new());
    let schema = table.schema().clone();
    if schema.column(&by_record).is_none() && schema.column(&Role::Email).is_none() {
        return Err(Error::new(ErrorKind::MissingColumn {
            expected: "the record id or the e-mail address that evidence is about",
        })
        .at(table.header_position()));
    }
    schema.require(&Role::EvidenceKind).map_err(|error| error.at(table.header_position()))?;
    let mut store = EvidenceStore::new();
    let mut case = LetterCase::default();
    while let Some((record, _)) = table.read()? {
        let position = record.position();
        let text = |role: &Role| schema.value(&record, role).map(str::trim);
        let fault = |role: &Role, expected| {
            let column = schema.column(role).unwrap_or(0);
            Error::new(ErrorKind::Value { column, expected }).at(position)
        };
        let word = |role: &Role| text(role).map(str::to_ascii_lowercase);
        let kind = word(&Role::EvidenceKind)
            .and_then(|kind| kind.parse::<EvidenceKind>().ok())
            .ok_or_else(|| {
                fault(&Role::EvidenceKind, "a kind of evidence such as opt_in_double")
            })?;
        let mut evidence = Evidence::new(format!("evidence:{}", position.record), kind);
        if let Some(polarity) = word(&Role::Polarity) {
            evidence.polarity = polarity
                .parse::<Polarity>()
                .map_err(|_| fault(&Role::Polarity, "affirms or denies"))?;
        }
        if let Some(provenance) = word(&Role::Provenance) {
            evidence.provenance = provenance
                .parse::<Provenance>()
                .map_err(|_| fault(&Role::Provenance, "own, vendor or unknown"))?;
        }
        let moment = |role: &Role| match text(role) {
            None => Ok(None),
            Some(time) => time
                .parse::<Moment>()
                .map(Some)
                .map_err(|_| fault(role, "a date or time such as 2026-11-21T10:00:00Z")),
        };
        evidence.occurred_at = moment(&Role::OccurredAt)?;
        evidence.expires_at = moment(&Role::ExpiresAt)?;
        evidence.source_system = text(&Role::SourceSystem).unwrap_or_default().to_owned();
        evidence.source_ref = text(&Role::SourceRef).map(str::to_owned);
        evidence.purposes = text(&Role::Purposes)
            .unwrap_or_default()
            .split(';')
            .map(|purpose| purpose.trim().to_lowercase())
            .filter(|purpose| !purpose.is_empty())
            .collect();
        let at = u32::try_from(store.pieces.len())
            .map_err(|_| fault(&Role::EvidenceKind, "fewer pieces of evidence"))?;
        let (id, address) = (text(&by_record), text(&Role::Email));
        if id.is_none() && address.is_none() {
            return Err(fault(&by_record, "a record id or an e-mail address"));
        }
        if let Some(id) = id {
            case.see(id, position);
            let namespace = text(&Role::Namespace).unwrap_or_default();
            let key = evidence_key(namespace, id)
                .map_err(|_| fault(&by_record, "a readable record id"))?;
            let namespace = fold_namespace(namespace).into_owned();
            store.by_record.entry((namespace, key.into_owned())).or_default().push(at);
        }
        for address in address.into_iter().flat_map(split_emails) {
            let email =
                Email::parse(address).map_err(|_| fault(&Role::Email, "e-mail addresses"))?;
            store.by_mailbox.entry(email.canonical().to_owned()).or_default().push(at);
        }
        store.pieces.push(evidence);
    }
    if let Some(position) = case.lost() {
        let column = schema.column(&by_record).unwrap_or(0);
        let expected = "record ids in their own case or in the 18-character form; all short ones here are in small letters";
        return Err(Error::new(ErrorKind::Value { column, expected }).at(position));
    }
    Ok(store)
}

/// The key of an id by its shape where its system is Salesforce or not known; any other system's is
/// opaque.
fn evidence_key<'a>(namespace: &str, id: &'a str) -> Result<Cow<'a, str>, IdFault> {
    match fold_namespace(namespace).as_ref() {
        "" | "salesforce" => crm_id(id),
        _ => opaque_id(id),
    }
}

/// Whether a tool has turned all Salesforce ids of a file into small letters: its evidence, a legal
/// hold perhaps, would then be about nobody.
#[derive(Default)]
struct LetterCase {
    first_small: Option<Position>,
    has_capitals: bool,
}

impl LetterCase {
    fn see(&mut self, id: &str, position: Position) {
        match is_in_small_letters(id) {
            Some(true) => {
                self.first_small.get_or_insert(position);
            }
            Some(false) => self.has_capitals = true,
            None => {}
        }
    }

    /// One real id in a hundred has no capital. Where no other id shows that capitals have survived, it
    /// is not worth the risk: its long form leaves no doubt.
    fn lost(&self) -> Option<Position> {
        if self.has_capitals { None } else { self.first_small }
    }
}
