//! What a header makes of redaction: which columns stay, which identify, where the flag goes.

use std::borrow::Cow;

use super::column::{Column, Personal};
use super::filter::Filter;
use super::finding::FindingKind;
use super::flag::{self, FlagStyle};
use super::guard::Guard;
use super::profile::Profile;
use super::targets::Sought;
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::email::{Email, EmailClass, split_emails, write_exact};
use crate::normalize::id::{IdFault, crm_id, opaque_id};
use crate::table::fold_header;

/// The header name of the flag where a file has none.
pub(crate) const FLAG_HEADER: &str = "Is Redacted";

/// The cells of one row.
pub(crate) trait Cells {
    /// How many there are.
    fn len(&self) -> usize;
    /// The text of one; behind the last they are empty.
    fn text(&self, at: usize) -> Text<'_>;
    /// The bytes of that text, if they are at hand; behind the last cell there are none.
    fn bytes(&self, at: usize) -> Option<&[u8]>;

    /// Whether a cell has no text.
    fn is_blank(&self, at: usize) -> bool {
        match self.bytes(at) {
            Some(bytes) => bytes.is_empty(),
            None => self.text(at).text.is_empty(),
        }
    }
}

/// The text of a cell.
pub(crate) struct Text<'a> {
    /// The text.
    pub(crate) text: Cow<'a, str>,
    /// Whether the bytes were valid in the file's encoding.
    pub(crate) is_valid: bool,
}

/// A header, read.
pub(crate) struct Plan<'r> {
    targets: &'r Sought,
    profile: Cow<'r, Profile>,
    width: usize,
    kept: Vec<bool>,
    identifiers: Vec<(usize, Column)>,
    personal: Vec<(usize, Personal)>,
    flag: FlagPlace,
}

/// Where the flag Is Redacted stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlagPlace {
    /// In a column of the file.
    At(usize),
    /// Behind the last column: the file has no such column and gets one.
    Appended,
    /// Nowhere: the profile knows no flag.
    Absent,
}

/// What is to be done with a row.
pub(super) struct Judgement {
    /// Whether it is redacted.
    pub(super) is_redacted: bool,
    /// Whether it was marked as redacted before.
    pub(super) was_marked: bool,
    /// What was found on the way.
    pub(super) findings: Vec<FindingKind>,
}

/// What is to be done with a field of a row that is redacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Keep,
    Blank,
    Flag,
}

/// What one kind of identifier says of a row.
#[derive(Clone, Copy, Default)]
struct Verdict {
    is_target: bool,
    is_other: bool,
}

impl<'r> Plan<'r> {
    /// Reads a header. Without a profile, one of the vendor's is detected; `aliases` are folded names
    /// that come before the profile's own.
    pub(super) fn new(
        targets: &'r Sought,
        profile: Option<&'r Profile>,
        aliases: &[(String, Column)],
        header: &[Cow<'_, str>],
    ) -> Result<Self> {
        let names: Vec<String> = header.iter().map(|name| fold_header(name)).collect();
        let named = |folded: &str| {
            let alias = aliases.iter().rev().find(|(alias, _)| alias == folded);
            alias.map(|(_, column)| *column)
        };
        let profile = match profile {
            Some(profile) => Cow::Borrowed(profile),
            None => {
                let vendor = Profile::crm();
                let columns = names.iter().map(|name| named(name).or_else(|| vendor.column(name)));
                Cow::Owned(Profile::detect_among(columns)?)
            }
        };
        let columns: Vec<Option<Column>> =
            names.iter().map(|name| named(name).or_else(|| profile.column(name))).collect();
        let is_kept = |column: &Option<Column>| column.is_some_and(|column| profile.keeps(column));
        require_distinct(&names, &columns, is_kept)?;
        let kept: Vec<bool> = columns.iter().map(is_kept).collect();
        let identifiers: Vec<(usize, Column)> = columns
            .iter()
            .enumerate()
            .filter_map(|(at, column)| column.filter(|c| c.is_identifier()).map(|c| (at, c)))
            .collect();
        if identifiers.is_empty() {
            return Err(Error::new(ErrorKind::MissingColumn {
                expected: "a People Id, a CRM record id or an e-mail address",
            }));
        }
        let personal = names
            .iter()
            .zip(&columns)
            .zip(&kept)
            .enumerate()
            .filter(|(_, (_, kept))| !**kept)
            .filter_map(|(at, ((name, column), _))| {
                let personal = match column {
                    Some(Column::Email) => Some(Personal::Email),
                    _ => Personal::of(name),
                };
                personal.map(|personal| (at, personal))
            })
            .collect();
        let place = columns.iter().position(|column| *column == Some(Column::IsRedacted));
        let flag = match place {
            _ if !profile.keeps(Column::IsRedacted) => FlagPlace::Absent,
            Some(at) => FlagPlace::At(at),
            None => FlagPlace::Appended,
        };
        Ok(Self { targets, profile, width: names.len(), kept, identifiers, personal, flag })
    }

    /// The profile that was named or detected.
    pub(super) fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Where the flag stands.
    pub(crate) fn flag(&self) -> FlagPlace {
        self.flag
    }

    /// Whether the file has no flag and gets one.
    pub(crate) fn appends_flag(&self) -> bool {
        self.flag == FlagPlace::Appended
    }

    /// How many columns the header has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Whether a column may stay in a redacted row.
    pub(crate) fn keeps(&self, at: usize) -> bool {
        self.kept.get(at).copied().unwrap_or(false)
    }

    /// The columns that identify people.
    pub(crate) fn identifiers(&self) -> &[(usize, Column)] {
        &self.identifiers
    }

    /// Whether there are targets that a column could name.
    pub(super) fn looks_for(&self, column: Column) -> bool {
        !self.targets.of(column).is_empty()
    }

    /// The filter of the targets.
    pub(super) fn filter(&self) -> &Filter {
        self.targets.filter()
    }

    /// Decides whether a row is redacted.
    pub(super) fn judge(&self, cells: &impl Cells) -> Judgement {
        if self.is_passed_at_sight(cells) {
            return Judgement { is_redacted: false, was_marked: false, findings: Vec::new() };
        }
        self.judge_closely(cells)
    }

    pub(super) fn judge_closely(&self, cells: &impl Cells) -> Judgement {
        let mut findings = Vec::new();
        let (mut people, mut records, mut emails) =
            (Verdict::default(), Verdict::default(), Verdict::default());
        for (at, column) in &self.identifiers {
            let keys = self.targets.of(*column);
            if keys.is_empty() {
                continue;
            }
            let Text { text, is_valid } = cells.text(*at);
            if text.is_empty() {
                continue;
            }
            if !is_valid {
                findings.push(FindingKind::UndecodableIdentifier);
            }
            let (verdict, id) = match column {
                Column::PeopleId => (&mut people, opaque_id(&text)),
                Column::RecordId => (&mut records, crm_id(&text)),
                _ => {
                    each_address(&text, |address| emails.add(keys.contains(address)));
                    continue;
                }
            };
            match id {
                Ok(id) => verdict.add(keys.contains(id.as_ref())),
                Err(IdFault::Blank) => {}
                Err(_) => findings.push(FindingKind::FaultyIdentifier),
            }
        }
        let verdicts = [people, records, emails];
        let is_target = verdicts.iter().any(|verdict| verdict.is_target);
        if is_target && verdicts.iter().any(|verdict| verdict.is_other && !verdict.is_target) {
            findings.push(FindingKind::ConflictingIdentifiers);
        }
        let is_by_email_only = emails.is_target && !people.is_target && !records.is_target;
        if is_by_email_only && !self.is_in_own_mailbox(cells) {
            findings.push(FindingKind::RoleMailbox);
        }
        let was_marked = match self.flag {
            FlagPlace::At(at) => flag::is_true(&cells.text(at).text),
            FlagPlace::Appended | FlagPlace::Absent => false,
        };
        Judgement { is_redacted: is_target || was_marked, was_marked, findings }
    }

    /// Whether a target's address in the row is of a mailbox that a person has to themselves.
    fn is_in_own_mailbox(&self, cells: &impl Cells) -> bool {
        let known = self.targets.of(Column::Email);
        let mut is_own = false;
        self.emails(cells, |address| {
            is_own |= known.contains(address) && !is_role_mailbox(address);
        });
        is_own
    }

    /// What happens to the fields of a row that is redacted; adds what was found on the way.
    pub(super) fn actions(&self, cells: &impl Cells, judgement: &mut Judgement) -> Vec<Action> {
        let guard = self.guard(cells);
        let mut is_leaky = false;
        let actions: Vec<Action> = (0..cells.len())
            .map(|at| {
                let action = match self.flag {
                    FlagPlace::At(flag) if flag == at => return Action::Flag,
                    _ if !self.keeps(at) => Action::Blank,
                    _ if guard.is_leak(&cells.text(at).text) => Action::Blank,
                    _ => return Action::Keep,
                };
                if !cells.is_blank(at) {
                    is_leaky = true;
                    if self.keeps(at) {
                        judgement.findings.push(FindingKind::KeptValueLeak);
                    } else if at >= self.width {
                        judgement.findings.push(FindingKind::ExtraFields);
                    }
                }
                action
            })
            .collect();
        if judgement.was_marked && is_leaky {
            judgement.findings.push(FindingKind::LeakyRedactedRow);
        }
        let needed = match self.flag {
            FlagPlace::At(at) => at + 1,
            FlagPlace::Appended => self.width,
            FlagPlace::Absent => 0,
        };
        if cells.len() < needed {
            judgement.findings.push(FindingKind::ShortRow);
        }
        judgement.findings.sort_unstable();
        judgement.findings.dedup();
        actions
    }

    /// The values of a row that its kept columns must not repeat.
    pub(super) fn guard<'c>(&self, cells: &'c impl Cells) -> Guard<'c> {
        let mut guard = Guard::default();
        for (at, personal) in &self.personal {
            guard.add(cells.text(*at).text, *personal);
        }
        guard
    }

    /// The e-mail addresses in a row, normalised.
    pub(super) fn emails(&self, cells: &impl Cells, mut each: impl FnMut(&str)) {
        for (at, column) in &self.identifiers {
            if *column == Column::Email {
                each_address(&cells.text(*at).text, &mut each);
            }
        }
    }

    /// Notes how a row writes its flag, if no row before it did.
    pub(super) fn note_style(&self, cells: &impl Cells, style: &mut Option<FlagStyle>) {
        if let (None, FlagPlace::At(at)) = (&style, self.flag) {
            *style = FlagStyle::of(&cells.text(at).text);
        }
    }

    /// Whether true for the flag cell of a row is written as the first flag of the column is.
    pub(super) fn takes_style(&self, cells: &impl Cells) -> bool {
        let FlagPlace::At(at) = self.flag else { return false };
        let cell = cells.text(at).text;
        !flag::is_true(&cell) && FlagStyle::of(&cell).is_none()
    }

    /// True for the flag cell of a row: as the cell itself says false, else as the first flag of the
    /// column did, else `TRUE`. `None` if the cell says true already and stays as it is.
    pub(super) fn flag_text(
        &self,
        cells: &impl Cells,
        style: Option<FlagStyle>,
    ) -> Option<&'static str> {
        let FlagPlace::At(at) = self.flag else { return Some(flag::TRUE) };
        let cell = cells.text(at).text;
        if flag::is_true(&cell) {
            return None;
        }
        Some(FlagStyle::of(&cell).or(style).map_or(flag::TRUE, FlagStyle::as_str))
    }
}

impl Verdict {
    fn add(&mut self, is_target: bool) {
        self.is_target |= is_target;
        self.is_other |= !is_target;
    }
}

/// Goes over the addresses of a cell, normalised.
fn each_address(cell: &str, mut each: impl FnMut(&str)) {
    let mut key = String::new();
    for raw in split_emails(cell) {
        if write_exact(raw, &mut key).is_ok() {
            each(&key);
        }
    }
}

fn is_role_mailbox(address: &str) -> bool {
    Email::parse(address).is_ok_and(|email| email.class() == EmailClass::Role)
}

/// Refuses a header in which two columns go by one kept name.
fn require_distinct(
    names: &[String],
    columns: &[Option<Column>],
    is_kept: impl Fn(&Option<Column>) -> bool,
) -> Result<()> {
    let kept = || names.iter().zip(columns).enumerate().filter(|(_, (_, column))| is_kept(column));
    for (second, (name, column)) in kept() {
        let same =
            kept().take_while(|(first, _)| *first < second).find(|(_, (other_name, other))| {
                *other == column && (*column != Some(Column::Other) || *other_name == name)
            });
        if let Some((first, _)) = same {
            let (first, second) = (first + 1, second + 1);
            return Err(Error::new(ErrorKind::DuplicateColumn { first, second }));
        }
    }
    Ok(())
}
