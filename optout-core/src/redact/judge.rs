//! What becomes of a row.

use super::column::Column;
use super::finding::{FindingKind, Kinds};
use super::flag::{self, FlagStyle};
use super::leak::LeakGuard;
use super::plan::{Cells, FlagPlace, Plan, Text};
use super::sight::{Prints, TOGETHER};
use crate::normalize::email::{Email, split_emails, write_exact};
use crate::normalize::id::{IdFault, crm_id, opaque_id};

/// Judges the rows of one table, in their order. It keeps its memory from row to row.
#[derive(Default)]
pub(super) struct Judge {
    /// How the first flag of the column is written, once a row has shown it.
    pub(super) style: Option<FlagStyle>,
    actions: Vec<Action>,
    key: String,
    prints: Prints,
}

/// What is to be done with a row, and what was found on the way.
pub(super) struct Judged<'j> {
    pub(super) redaction: Option<Redaction<'j>>,
    pub(super) findings: Kinds,
}

/// What becomes of a row that is redacted.
pub(crate) struct Redaction<'j> {
    /// What happens to each cell.
    pub(crate) actions: &'j [Action],
    /// What the flag becomes; `None` if it says true already.
    pub(crate) flag_text: Option<&'static str>,
}

/// What is to be done with a field of a row that is redacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Keep,
    Blank,
    Flag,
}

/// Whether a row is redacted.
#[derive(Default)]
pub(super) struct Judgement {
    pub(super) is_redacted: bool,
    /// Whether it was marked as redacted before.
    was_marked: bool,
    pub(super) findings: Kinds,
}

/// What one kind of identifier says of a row.
#[derive(Clone, Copy, Default)]
struct Verdict {
    is_target: bool,
    is_other: bool,
}

impl Judge {
    /// Judges the next rows, and gives each to `take`.
    pub(super) fn each<C: Cells>(
        &mut self,
        plan: &Plan<'_>,
        mut rows: impl Iterator<Item = C>,
        mut take: impl FnMut(&C, Judged<'_>),
    ) {
        let mut together = Vec::with_capacity(TOGETHER);
        loop {
            together.clear();
            together.extend(rows.by_ref().take(TOGETHER));
            let passed = plan.pass_at_sight(&together, &mut self.prints);
            for (cells, is_passed) in together.iter().zip(passed) {
                take(cells, self.judge(plan, cells, is_passed));
            }
            if together.len() < TOGETHER {
                break;
            }
        }
    }

    /// Judges the next row.
    pub(super) fn next(&mut self, plan: &Plan<'_>, cells: &impl Cells) -> Judged<'_> {
        let is_passed = self.passes_at_sight(plan, cells);
        self.judge(plan, cells, is_passed)
    }

    #[inline]
    fn judge(&mut self, plan: &Plan<'_>, cells: &impl Cells, is_passed: bool) -> Judged<'_> {
        let mut judgement = self.judgement(plan, cells, is_passed);
        let redaction = judgement.is_redacted.then(|| {
            plan.act(cells, &mut judgement, &mut self.actions);
            let flag_text = plan.flag_text(cells, self.style);
            Redaction { actions: &self.actions, flag_text }
        });
        Judged { redaction, findings: judgement.findings }
    }

    /// Whether the next row is redacted.
    pub(super) fn is_redacted(&mut self, plan: &Plan<'_>, cells: &impl Cells) -> bool {
        let is_passed = self.passes_at_sight(plan, cells);
        self.judgement(plan, cells, is_passed).is_redacted
    }

    fn passes_at_sight(&mut self, plan: &Plan<'_>, cells: &impl Cells) -> bool {
        let [is_passed, ..] = plan.pass_at_sight(std::slice::from_ref(cells), &mut self.prints);
        is_passed
    }

    #[inline]
    fn judgement(&mut self, plan: &Plan<'_>, cells: &impl Cells, is_passed: bool) -> Judgement {
        plan.note_style(cells, &mut self.style);
        if is_passed { Judgement::default() } else { plan.judge_closely(cells, &mut self.key) }
    }
}

impl Plan<'_> {
    /// Decides whether a row is redacted; `key` is memory to work with.
    pub(super) fn judge_closely(&self, cells: &impl Cells, key: &mut String) -> Judgement {
        let mut findings = Kinds::default();
        let (mut people, mut records, mut emails) =
            (Verdict::default(), Verdict::default(), Verdict::default());
        for (at, column) in self.identifiers() {
            if self.targets().of(*column).is_empty() {
                continue;
            }
            let is_target = |key: &str| self.targets().holds(*column, key);
            let Text { text, is_valid } = cells.text(*at);
            if text.is_empty() {
                continue;
            }
            if !is_valid {
                findings.add(FindingKind::UndecodableIdentifier);
            }
            let (verdict, id) = match column {
                Column::PeopleId => (&mut people, opaque_id(&text)),
                Column::RecordId => (&mut records, crm_id(&text)),
                _ => {
                    each_address(&text, key, |address| emails.add(is_target(address)));
                    continue;
                }
            };
            match id {
                Ok(id) => verdict.add(is_target(&id)),
                Err(IdFault::Blank) => {}
                Err(_) => findings.add(FindingKind::FaultyIdentifier),
            }
        }
        let verdicts = [people, records, emails];
        let is_target = verdicts.iter().any(|verdict| verdict.is_target);
        if is_target && verdicts.iter().any(|verdict| verdict.is_other && !verdict.is_target) {
            findings.add(FindingKind::ConflictingIdentifiers);
        }
        let is_by_email_only = emails.is_target && !people.is_target && !records.is_target;
        if is_by_email_only && !self.is_in_own_mailbox(cells, key) {
            findings.add(FindingKind::RoleMailbox);
        }
        let was_marked = match self.flag() {
            FlagPlace::At(at) => flag::is_true(&cells.text(at).text),
            FlagPlace::Appended | FlagPlace::Absent => false,
        };
        Judgement { is_redacted: is_target || was_marked, was_marked, findings }
    }

    /// Whether a target's address in the row is of a mailbox that a person has to themselves.
    fn is_in_own_mailbox(&self, cells: &impl Cells, key: &mut String) -> bool {
        let mut is_own = false;
        self.emails(cells, key, |address| {
            is_own |= self.targets().holds(Column::Email, address) && !is_role_mailbox(address);
        });
        is_own
    }

    /// Says what happens to the fields of a row that is redacted; adds what was found on the way.
    fn act(&self, cells: &impl Cells, judgement: &mut Judgement, actions: &mut Vec<Action>) {
        let guard = LeakGuard::new(self.personal(), cells);
        let mut is_leaky = false;
        actions.clear();
        actions.extend((0..cells.len()).map(|at| {
            let is_kept = self.keeps(at);
            if self.flag() == FlagPlace::At(at) {
                return Action::Flag;
            }
            if is_kept && !guard.is_leak(at) {
                return Action::Keep;
            }
            let is_extra = at >= self.width();
            // Only of these it matters whether there was anything.
            if (is_kept || is_extra || judgement.was_marked) && !cells.is_blank(at) {
                is_leaky = true;
                if is_kept {
                    judgement.findings.add(FindingKind::KeptValueLeak);
                } else if is_extra {
                    judgement.findings.add(FindingKind::ExtraFields);
                }
            }
            Action::Blank
        }));
        if judgement.was_marked && is_leaky {
            judgement.findings.add(FindingKind::LeakyRedactedRow);
        }
        let needed = match self.flag() {
            FlagPlace::At(at) => at + 1,
            FlagPlace::Appended => self.width(),
            FlagPlace::Absent => 0,
        };
        if cells.len() < needed {
            judgement.findings.add(FindingKind::ShortRow);
        }
    }

    /// The e-mail addresses in a row, normalised; `key` is memory to work with.
    pub(super) fn emails(&self, cells: &impl Cells, key: &mut String, mut each: impl FnMut(&str)) {
        for (at, column) in self.identifiers() {
            if *column == Column::Email {
                each_address(&cells.text(*at).text, key, &mut each);
            }
        }
    }

    /// Notes how a row writes its flag, if no row before it did.
    #[inline]
    fn note_style(&self, cells: &impl Cells, style: &mut Option<FlagStyle>) {
        if let (None, FlagPlace::At(at)) = (&style, self.flag()) {
            *style = FlagStyle::of(&cells.text(at).text);
        }
    }

    /// Whether true for the flag cell of a row is written as the first flag of the column is.
    pub(super) fn takes_style(&self, cells: &impl Cells) -> bool {
        let FlagPlace::At(at) = self.flag() else { return false };
        FlagStyle::of(&cells.text(at).text).is_none()
    }

    /// True for the flag cell of a row: as the cell itself says false, else as the first flag of the
    /// column did, else `TRUE`. `None` if the cell says true already and stays as it is; but for blanks around it
    /// that is, because a sign that nobody sees may keep others from reading it.
    pub(super) fn flag_text(
        &self,
        cells: &impl Cells,
        style: Option<FlagStyle>,
    ) -> Option<&'static str> {
        let FlagPlace::At(at) = self.flag() else { return Some(flag::TRUE) };
        let cell = cells.text(at).text;
        match FlagStyle::of(&cell) {
            Some(_) if flag::is_true(&cell) => None,
            own => Some(own.or(style).map_or(flag::TRUE, FlagStyle::as_str)),
        }
    }
}

impl Verdict {
    fn add(&mut self, is_target: bool) {
        self.is_target |= is_target;
        self.is_other |= !is_target;
    }
}

/// Goes over the addresses of a cell, normalised.
fn each_address(cell: &str, key: &mut String, mut each: impl FnMut(&str)) {
    for raw in split_emails(cell) {
        if write_exact(raw, key).is_ok() {
            each(key);
        }
    }
}

fn is_role_mailbox(address: &str) -> bool {
    Email::parse(address).is_ok_and(|email| email.is_role())
}
