//! The redaction of single rows.

use std::borrow::Cow;
use std::fmt;

use super::finding::FindingKind;
use super::flag;
use super::judge::{Action, Judge, Redaction};
use super::plan::{Cells, FLAG_HEADER, Plan, Text};
use super::profile::Profile;

/// Redacts rows under one header, by the rules by which a [`Redactor`](super::Redactor) redacts a file.
///
/// It remembers how the column Is Redacted writes its values, so the rows of one table belong to one of
/// these, in their order.
///
/// ```
/// use optout_core::redact::{Redactor, Targets};
///
/// let mut targets = Targets::new();
/// targets.email("bob@example.com");
/// let redactor = Redactor::new(targets);
/// let mut rows = redactor.plan(&["6sense People Id", "Email", "Is Redacted"])?;
/// let row = rows.redact(&["P2", "Bob@Example.com", "false"]);
/// assert!(row.is_redacted);
/// assert_eq!(row.fields, ["P2", "", "true"]);
/// # Ok::<(), optout_core::Error>(())
/// ```
pub struct RowRedactor<'r> {
    plan: Plan<'r>,
    header: Vec<String>,
    judge: Judge,
}

/// A row after redaction.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RedactedRow<'a> {
    /// The fields: as many as there were, and the flag if the header has got one.
    pub fields: Vec<Cow<'a, str>>,
    /// Whether the row is redacted, now or from before.
    pub is_redacted: bool,
    /// What somebody should look at.
    pub findings: Vec<FindingKind>,
}

struct TextCells<'a, 'b>(&'a [&'b str]);

impl Cells for TextCells<'_, '_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn text(&self, at: usize) -> Text<'_> {
        let text = self.0.get(at).copied().unwrap_or_default();
        Text { text: Cow::Borrowed(text), is_valid: true }
    }

    fn bytes(&self, at: usize) -> Option<&[u8]> {
        Some(self.0.get(at).copied().unwrap_or_default().as_bytes())
    }
}

impl<'r> RowRedactor<'r> {
    pub(super) fn new(plan: Plan<'r>, header: &[&str]) -> Self {
        let mut header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        if plan.appends_flag() {
            header.push(FLAG_HEADER.to_owned());
        }
        Self { plan, header, judge: Judge::default() }
    }

    /// The header of the redacted rows: the one given, and Is Redacted if that was not in it.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The profile that was named or detected.
    pub fn profile(&self) -> &Profile {
        self.plan.profile()
    }

    /// Redacts a row if it is a target's or is marked as redacted; otherwise hands back its fields.
    pub fn redact<'a>(&mut self, fields: &[&'a str]) -> RedactedRow<'a> {
        let cells = TextCells(fields);
        let judged = self.judge.next(&self.plan, &cells);
        let is_redacted = judged.redaction.is_some();
        let mut redacted: Vec<Cow<'a, str>> = match judged.redaction {
            Some(Redaction { actions, flag_text }) => actions
                .iter()
                .zip(fields)
                .map(|(action, field)| match action {
                    Action::Keep => Cow::Borrowed(*field),
                    Action::Blank => Cow::Borrowed(""),
                    Action::Flag => Cow::Borrowed(flag_text.unwrap_or(field)),
                })
                .collect(),
            None => fields.iter().map(|field| Cow::Borrowed(*field)).collect(),
        };
        let findings = judged.findings.iter().collect();
        if self.plan.appends_flag() && fields.len() >= self.plan.width() {
            let value = if is_redacted { flag::TRUE } else { flag::FALSE };
            redacted.insert(self.plan.width(), Cow::Borrowed(value));
        }
        RedactedRow { fields: redacted, is_redacted, findings }
    }
}

impl fmt::Debug for RowRedactor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RowRedactor").field("columns", &self.plan.width()).finish_non_exhaustive()
    }
}

impl fmt::Debug for RedactedRow<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedactedRow")
            .field("fields", &self.fields.len())
            .field("is_redacted", &self.is_redacted)
            .field("findings", &self.findings)
            .finish()
    }
}
