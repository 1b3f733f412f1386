//! Evidence files.

mod delimited;
mod json_lines;
mod letter_case;

use std::io::Read;
use std::str::FromStr;

use super::evidence::Evidence;
use super::store::{EvidenceStore, evidence_key};
use super::vocabulary::EvidenceKind;
use crate::contact::fold_namespace;
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::normalize::date::Moment;
use crate::normalize::email::{Email, split_emails};
use crate::table::{Format, Opening, Role};
use letter_case::LetterCase;

/// Reads an evidence file: a delimited text, or JSON Lines if its first sign is `{`.
///
/// Columns, or keys, are `record_id` or `email` or both, `kind`, and as they are known `namespace` (of the
/// id), `polarity`, `occurred_at`, `expires_at`, `source_system`, `source_ref`, `provenance` and `purposes` (separated by
/// `;`, in JSON a list). JSON has text for all others and allows `id` besides, the name of a piece in traces;
/// other pieces are called `evidence:` and the number of their record. Blank lines are passed over.
///
/// # Errors
/// A structure fault, or a word or time that cannot be read, with its position: evidence that is
/// half understood could keep or remove a person. In JSON a key that is not known, or that comes twice, is a
/// fault too, while other columns of a table are passed over.
pub fn read_evidence(input: impl Read, format: Format) -> Result<EvidenceStore> {
    read(input, format).map_err(|error| error.within(Input::Evidence))
}

fn read(input: impl Read, format: Format) -> Result<EvidenceStore> {
    let opening = Opening::read(input)?;
    match opening.first_sign() {
        Some(b'{') => json_lines::read(opening.lines(format)?),
        _ => delimited::read(opening.whole(), format),
    }
}

/// A row of an evidence file.
trait Row {
    /// The text in the column of a role, without blanks around it, unless it is blank.
    fn text(&self, role: &Role) -> Option<&str>;
    /// The purposes as they stand.
    fn purposes(&self) -> Vec<&str>;
    /// The name of the piece, if the row has one.
    fn name(&self) -> Option<&str>;
    /// The number of the column of a role; 0 where there are no columns.
    fn column(&self, role: &Role) -> usize;
    /// Where the row starts.
    fn position(&self) -> Position;
}

/// A store being filled.
#[derive(Default)]
struct Filling {
    store: EvidenceStore,
    case: LetterCase,
}

impl Filling {
    fn add(&mut self, row: &impl Row) -> Result<()> {
        let record_id = Role::RecordId(String::new());
        let kind: EvidenceKind =
            word(row, &Role::EvidenceKind, "a kind of evidence such as opt_in_double")?
                .ok_or_else(|| fault(row, &Role::EvidenceKind, "a kind of evidence"))?;
        let name = row.name().map(str::to_owned);
        let name = name.unwrap_or_else(|| format!("evidence:{}", row.position().record));
        let mut evidence = Evidence::new(name, kind);
        if let Some(polarity) = word(row, &Role::Polarity, "affirms or denies")? {
            evidence.polarity = polarity;
        }
        if let Some(provenance) = word(row, &Role::Provenance, "own, vendor or unknown")? {
            evidence.provenance = provenance;
        }
        evidence.occurred_at = moment(row, &Role::OccurredAt)?;
        evidence.expires_at = moment(row, &Role::ExpiresAt)?;
        evidence.source_system = row.text(&Role::SourceSystem).unwrap_or_default().to_owned();
        evidence.source_ref = row.text(&Role::SourceRef).map(str::to_owned);
        let purposes = row.purposes().into_iter().map(|purpose| purpose.trim().to_lowercase());
        evidence.purposes = purposes.filter(|purpose| !purpose.is_empty()).collect();

        let (id, cell) = (row.text(&record_id), row.text(&Role::Email));
        if id.is_none() && cell.is_none() {
            return Err(fault(row, &record_id, "a record id or an e-mail address"));
        }
        let mut record = None;
        if let Some(id) = id {
            self.case.see(id, row.position());
            let namespace = row.text(&Role::Namespace).unwrap_or_default();
            let key = evidence_key(namespace, id)
                .map_err(|_| fault(row, &record_id, "a readable record id"))?;
            record = Some((fold_namespace(namespace).into_owned(), key.into_owned()));
        }
        let mut mailboxes = Vec::new();
        for address in cell.into_iter().flat_map(split_emails) {
            let email =
                Email::parse(address).map_err(|_| fault(row, &Role::Email, "e-mail addresses"))?;
            mailboxes.push(email.canonical().to_owned());
        }
        match self.store.add(evidence, record, mailboxes.into_iter()) {
            true => Ok(()),
            false => Err(fault(row, &Role::EvidenceKind, "fewer pieces of evidence")),
        }
    }

    /// The store; `id_column` is the number of the column of record ids.
    fn finish(self, id_column: usize) -> Result<EvidenceStore> {
        match self.case.lost() {
            None => Ok(self.store),
            Some(position) => {
                let expected = "record ids in their own case or in the 18-character form; all short ones here are in small letters";
                let kind = ErrorKind::Value { column: id_column, expected };
                Err(Error::new(kind).at(position))
            }
        }
    }
}

fn word<T: FromStr>(row: &impl Row, role: &Role, expected: &'static str) -> Result<Option<T>> {
    let Some(word) = row.text(role) else { return Ok(None) };
    word.to_ascii_lowercase().parse().map(Some).map_err(|_| fault(row, role, expected))
}

fn moment(row: &impl Row, role: &Role) -> Result<Option<Moment>> {
    let Some(time) = row.text(role) else { return Ok(None) };
    let expected = "a date or time such as 2026-11-21T10:00:00Z";
    time.parse().map(Some).map_err(|_| fault(row, role, expected))
}

fn fault(row: &impl Row, role: &Role, expected: &'static str) -> Error {
    let column = row.column(role);
    Error::new(ErrorKind::Value { column, expected }).at(row.position())
}
