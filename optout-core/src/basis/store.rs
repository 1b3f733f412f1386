//! Evidence files, and the evidence that they hold for each record.

use std::io::Read;

use hashbrown::HashMap;

use super::evidence::Evidence;
use super::vocabulary::{EvidenceKind, Polarity, Provenance};
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::normalize::date::Moment;
use crate::normalize::email::{Email, split_emails};
use crate::normalize::id::{crm_id, is_in_small_letters};
use crate::table::{EVIDENCE, Format, Layout, Role, Table};

/// Evidence by the record or the address that it is about.
#[derive(Clone, Default)]
pub struct EvidenceStore {
    by_record: HashMap<String, Vec<Evidence>, foldhash::fast::FixedState>,
    by_email: HashMap<String, Vec<Evidence>, foldhash::fast::FixedState>,
    pieces: u64,
}

impl EvidenceStore {
    /// No evidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// The evidence about a record: by its own id, then by its e-mail addresses.
    pub fn about(&self, record_id: Option<&str>, email_cells: &[&str]) -> Vec<Evidence> {
        let of_record = record_id
            .and_then(|id| crm_id(id).ok())
            .and_then(|key| self.by_record.get(key.as_ref()))
            .into_iter()
            .flatten();
        let of_emails = email_cells
            .iter()
            .flat_map(|cell| split_emails(cell))
            .filter_map(|address| Email::parse(address).ok())
            .filter_map(|email| self.by_email.get(email.exact()))
            .flatten();
        of_record.chain(of_emails).cloned().collect()
    }

    /// How many pieces of evidence it holds.
    pub fn len(&self) -> u64 {
        self.pieces
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.pieces == 0
    }
}

impl std::fmt::Debug for EvidenceStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EvidenceStore")
            .field("pieces", &self.pieces)
            .field("records", &self.by_record.len())
            .field("emails", &self.by_email.len())
            .finish()
    }
}

/// Reads an evidence file: a delimited text whose columns are `record_id` or `email`, `kind`, and as
/// they are known `polarity`, `occurred_at`, `expires_at`, `source_system`, `source_ref`,
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
        }));
    }
    schema.require(&Role::EvidenceKind)?;
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
        let subject = match (text(&by_record), text(&Role::Email)) {
            (Some(id), _) => {
                case.see(id, position);
                let key = crm_id(id).map_err(|_| fault(&by_record, "a readable record id"))?;
                store.by_record.entry(key.into_owned())
            }
            (None, Some(address)) => {
                let email =
                    Email::parse(address).map_err(|_| fault(&Role::Email, "one e-mail address"))?;
                store.by_email.entry(email.exact().to_owned())
            }
            (None, None) => {
                return Err(fault(&by_record, "a record id or an e-mail address"));
            }
        };
        subject.or_default().push(evidence);
        store.pieces += 1;
    }
    if let Some(position) = case.lost() {
        let column = schema.column(&by_record).unwrap_or(0);
        let expected = "record ids in their own case; all short ones here are in small letters";
        return Err(Error::new(ErrorKind::Value { column, expected }).at(position));
    }
    Ok(store)
}

/// Whether a tool has turned all Salesforce ids of a file into small letters: its evidence, a legal
/// hold perhaps, would then be about nobody.
#[derive(Default)]
struct LetterCase {
    first_small: Option<Position>,
    small: u32,
    has_capitals: bool,
}

impl LetterCase {
    /// One real id in a hundred has no capital; so many and no other are no accident.
    const TOO_MANY: u32 = 3;

    fn see(&mut self, id: &str, position: Position) {
        match is_in_small_letters(id) {
            Some(true) => {
                self.first_small.get_or_insert(position);
                self.small += 1;
            }
            Some(false) => self.has_capitals = true,
            None => {}
        }
    }

    fn lost(&self) -> Option<Position> {
        if self.has_capitals || self.small < Self::TOO_MANY { None } else { self.first_small }
    }
}
