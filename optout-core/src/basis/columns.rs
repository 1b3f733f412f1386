//! Evidence in the columns of a contact export.

use super::evidence::Evidence;
use super::terms::HubspotLegalBasis;
use super::vocabulary::{EvidenceKind, Provenance};
use crate::error::{Error, ErrorKind, Input, Result};
use crate::normalize::boolean::{Flag, parse_flag};
use crate::normalize::date::{DateColumn, DateOptions, Moment};
use crate::table::{Record, Role, Schema};

/// The evidence in the columns of a record; each piece is named after its column, `column:3`.
///
/// A blank flag is unknown, not false, and nothing follows from not having opted out. What a flag says
/// depends on its role: [`Subscribed`](Role::Subscribed) opts out where it is false. A date of an opt-out
/// is that of the record's flag; where the table has several such flags, it is not known of which one, and
/// the flags stay without a time. Without a flag that is set, the date is an opt-out itself, and one that
/// cannot be read is one without a time. A legal-basis field claims, and its strength stays `asserted`:
/// several values in the cell are several pieces.
///
/// # Errors
/// [`ErrorKind::Value`] with the position for a flag that can be read neither as true nor as false: whether
/// the person opted out must not be guessed.
pub fn evidence_in_record(schema: &Schema, record: &Record<'_>) -> Result<Vec<Evidence>> {
    evidence_in_cells(schema.cells(record))
        .map_err(|error| error.at(record.position()).within(Input::Contacts))
}

/// The evidence in the cells of a record, each with its column, counted from 1; those that can hold none may be
/// left out.
pub(crate) fn evidence_in_cells<'a>(
    cells: impl Iterator<Item = (usize, &'a Role, &'a str)>,
) -> Result<Vec<Evidence>> {
    let mut pieces = Vec::new();
    let mut opt_out_flags = 0;
    // Of the last flag that opts out: the place of its piece.
    let mut opt_out = None;
    let mut dates = Vec::new();
    for (column, role, value) in cells {
        let kinds = match role {
            Role::OptOutAt => {
                if !says_nothing(value) {
                    dates.push((column, moment(value)));
                }
                continue;
            }
            Role::LegalBasis => {
                let claims = value.split(';').map(str::trim).filter(|claim| !claim.is_empty());
                pieces.extend(claims.map(|claim| piece(column, claimed(claim))));
                continue;
            }
            Role::MarketingContact if is_marketing_contact(value) => {
                &[EvidenceKind::MarketingContact][..]
            }
            role => match flag(role, column, value)? {
                Some(is_set) => kinds(role, is_set),
                None => &[],
            },
        };
        opt_out_flags += usize::from(is_opt_out_flag(role));
        if kinds.contains(&EvidenceKind::EmailOptOut) {
            opt_out = Some(pieces.len());
        }
        pieces.extend(kinds.iter().map(|kind| piece(column, *kind)));
    }
    match opt_out.and_then(|at| pieces.get_mut(at)) {
        Some(piece) if opt_out_flags == 1 => piece.occurred_at = latest(&dates),
        _ => pieces.extend(dates.into_iter().map(|(column, occurred_at)| Evidence {
            occurred_at,
            ..piece(column, EvidenceKind::EmailOptOut)
        })),
    }
    Ok(pieces)
}

/// What a flag shows when it is set, and what when it is not.
fn kinds(role: &Role, is_set: bool) -> &'static [EvidenceKind] {
    match (role, is_set) {
        (Role::EmailOptOut, true) | (Role::Subscribed, false) => &[EvidenceKind::EmailOptOut],
        (Role::DoNotContact, true) => &[EvidenceKind::EmailOptOut, EvidenceKind::DoNotCall],
        (Role::DoNotCall, true) => &[EvidenceKind::DoNotCall],
        (Role::EmailOptIn, true) => &[EvidenceKind::OptInSingle],
        (Role::Subscribed, true) => &[EvidenceKind::Subscribed],
        _ => &[],
    }
}

/// Whether a cell is a flag about e-mail that is not blank, and if so, whether it opts out.
pub(crate) fn opts_out(role: &Role, value: &str) -> Option<bool> {
    if !is_opt_out_flag(role) {
        return None;
    }
    let is_set = match parse_flag(value) {
        Flag::True => true,
        Flag::False => false,
        Flag::Blank | Flag::Unreadable => return None,
    };
    Some(kinds(role, is_set).contains(&EvidenceKind::EmailOptOut))
}

/// Whether a column of this role can hold evidence.
pub(crate) fn holds_evidence(role: &Role) -> bool {
    is_opt_out_flag(role)
        || matches!(
            role,
            Role::EmailOptIn
                | Role::DoNotCall
                | Role::MarketingContact
                | Role::LegalBasis
                | Role::OptOutAt
        )
}

fn is_opt_out_flag(role: &Role) -> bool {
    matches!(role, Role::EmailOptOut | Role::Subscribed | Role::DoNotContact)
}

/// The flag in a cell; `None` where it is blank or the column holds none.
fn flag(role: &Role, column: usize, value: &str) -> Result<Option<bool>> {
    if !is_opt_out_flag(role) && !matches!(role, Role::DoNotCall | Role::EmailOptIn) {
        return Ok(None);
    }
    match parse_flag(value) {
        Flag::True => Ok(Some(true)),
        Flag::False => Ok(Some(false)),
        Flag::Blank => Ok(None),
        Flag::Unreadable => {
            let expected = "a flag: true, false, yes, no, 1, 0 or blank";
            Err(Error::new(ErrorKind::Value { column, expected }))
        }
    }
}

fn piece(column: usize, kind: EvidenceKind) -> Evidence {
    let mut evidence = Evidence::new(format!("column:{column}"), kind);
    evidence.provenance = Provenance::Own;
    evidence
}

fn claimed(claim: &str) -> EvidenceKind {
    match HubspotLegalBasis::from_label(claim) {
        Some(HubspotLegalBasis::NotApplicable) => EvidenceKind::NotApplicable,
        _ => EvidenceKind::LegalBasisField,
    }
}

/// HubSpot writes `Marketing contact` or `Non-marketing contact`; its API, true or false.
fn is_marketing_contact(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("marketing contact") || parse_flag(value) == Flag::True
}

/// Blank, or what tools write into a cell of dates that has none.
fn says_nothing(value: &str) -> bool {
    const MISSING: [&str; 5] = ["null", "none", "nan", "nat", "n/a"];
    let value = value.trim();
    value.is_empty() || MISSING.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// The time in a cell that is read by itself: `11/21/2026` can be only one day, `03/04/2026` two.
fn moment(value: &str) -> Option<Moment> {
    let mut column = DateColumn::new();
    column.push(value);
    column.finish(&DateOptions::default()).outcomes.first()?.moment()
}

/// The latest time; none if one of them cannot be read, for it may be the latest.
fn latest(dates: &[(usize, Option<Moment>)]) -> Option<Moment> {
    let all: Option<Vec<Moment>> = dates.iter().map(|(_, at)| *at).collect();
    all?.into_iter().max()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kind, column and time of each piece.
    fn pieces(cells: &[(Role, &str)]) -> Vec<String> {
        let cells = (1..).zip(cells).map(|(column, (role, value))| (column, role, *value));
        let text = |piece: Evidence| {
            let at = piece.occurred_at.map(|at| format!(" {at}")).unwrap_or_default();
            format!("{} {}{at}", piece.id, piece.kind)
        };
        evidence_in_cells(cells).unwrap().into_iter().map(text).collect()
    }

    #[test]
    fn an_unreadable_flag_is_an_error() {
        for role in [Role::EmailOptOut, Role::Subscribed, Role::DoNotCall, Role::DoNotContact] {
            let error = evidence_in_cells([(4, &role, "perhaps")].into_iter()).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Value { column: 4, .. }));
            assert_eq!(opts_out(&role, "perhaps"), None);
        }
    }

    #[test]
    fn the_date_is_that_of_the_only_flag() {
        let (out, at) = (Role::EmailOptOut, Role::OptOutAt);
        let day = "2026-03-01";
        assert_eq!(
            pieces(&[(at.clone(), day), (out.clone(), "1")]),
            ["column:2 email_opt_out 2026-03-01"]
        );
        assert_eq!(
            pieces(&[(out.clone(), "0"), (at.clone(), day)]),
            ["column:2 email_opt_out 2026-03-01"]
        );
        assert_eq!(
            pieces(&[(out.clone(), "0"), (out, "1"), (at, day)]),
            ["column:2 email_opt_out", "column:3 email_opt_out 2026-03-01"]
        );
    }

    #[test]
    fn of_several_dates_an_unreadable_one_may_be_the_latest() {
        let (out, at) = (Role::EmailOptOut, Role::OptOutAt);
        let of = |first, second| {
            pieces(&[(out.clone(), "1"), (at.clone(), first), (at.clone(), second)])
        };
        assert_eq!(of("2026-03-01", "2026-05-01"), ["column:1 email_opt_out 2026-05-01"]);
        assert_eq!(of("2026-03-01", "NaT"), ["column:1 email_opt_out 2026-03-01"]);
        assert_eq!(of("2026-03-01", "03/04/2026"), ["column:1 email_opt_out"]);
    }

    #[test]
    fn what_a_flag_counts_as() {
        assert_eq!(opts_out(&Role::Subscribed, "false"), Some(true));
        assert_eq!(opts_out(&Role::Subscribed, "true"), Some(false));
        assert_eq!(opts_out(&Role::DoNotContact, "1"), Some(true));
        assert_eq!(opts_out(&Role::EmailOptOut, " "), None);
        assert_eq!(opts_out(&Role::DoNotCall, "1"), None);
    }
}
