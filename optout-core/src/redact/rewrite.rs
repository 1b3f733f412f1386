//! What becomes of a chunk of a past export: spans of it, and rows written anew between them.

use super::finding::FindingKind;
use super::flag::FlagStyle;
use super::head::{Head, RawCells};
use super::judge::{Action, Judge, Redaction};
use super::plan::Cells;
use crate::error::Error;
use crate::table::{Chunk, Cursor};

/// Rewrites chunks. It keeps its memory from chunk to chunk, and what it wrote until the next one.
pub(super) struct Rewriter<'h, 'r> {
    head: &'h Head<'r>,
    judge: Judge,
    output: Vec<u8>,
    record: Vec<u8>,
    is_changed: bool,
}

/// What was seen in a chunk. Records are counted from 1 within it.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) records: u64,
    pub(super) redacted: u64,
    pub(super) already_redacted: u64,
    pub(super) findings: Vec<(FindingKind, u64)>,
    /// How the first flag up to the end of the chunk is written, as far as is known.
    pub(super) style: Option<FlagStyle>,
    /// Whether a flag was written in a style that an earlier chunk might know better.
    pub(super) is_style_guessed: bool,
    /// What ended the reading.
    pub(super) fault: Option<Error>,
}

impl<'h, 'r> Rewriter<'h, 'r> {
    pub(super) fn new(head: &'h Head<'r>) -> Self {
        let (judge, output, record) = Default::default();
        Self { head, judge, output, record, is_changed: false }
    }

    /// Rewrites a chunk from a record on, `style` being that of the first flag before it, as far as is
    /// known.
    pub(super) fn rewrite(
        &mut self,
        chunk: &Chunk,
        from: Cursor,
        style: Option<FlagStyle>,
    ) -> Seen {
        let Self { head, judge, output, record, is_changed } = self;
        let (plan, bytes) = (&head.plan, chunk.bytes());
        judge.style = style;
        output.clear();
        let mut seen = Seen::default();
        let (mut spans, mut cursor) = (Spans { bytes, copied: from.at, output }, from);
        let mut fault = None;
        let rows = std::iter::from_fn(|| match chunk.next(&mut cursor) {
            Ok(raw) => raw.map(|raw| head.cells(raw)),
            Err(error) => {
                fault = Some(error);
                None
            }
        });
        judge.each(plan, rows, |cells, judged| {
            let raw = &cells.raw;
            seen.records += 1;
            if let Some(redaction) = judged.redaction {
                seen.is_style_guessed |= style.is_none() && plan.takes_style(cells);
                redact(head, cells, &redaction, record);
                if record == raw.bytes {
                    seen.already_redacted += 1;
                } else {
                    seen.redacted += 1;
                    spans.replace(raw.start(), raw.bytes.len(), record);
                }
            } else if let Some((at, inserted)) = head.insertion(raw, false) {
                spans.replace(raw.start() + at, 0, inserted);
            }
            if !judged.findings.is_empty() {
                let nth = seen.records;
                seen.findings.extend(judged.findings.iter().map(|kind| (kind, nth)));
            }
        });
        seen.fault = fault;
        seen.style = judge.style;
        *is_changed = !spans.output.is_empty();
        if *is_changed {
            spans.replace(bytes.len(), 0, &[]);
        }
        seen
    }

    /// What became of the chunk that was rewritten last from there on.
    pub(super) fn output<'a>(&'a self, chunk: &'a Chunk, from: Cursor) -> &'a [u8] {
        if self.is_changed {
            &self.output
        } else {
            chunk.bytes().get(from.at..).unwrap_or_default()
        }
    }
}

/// A copy of bytes with other bytes in some places.
struct Spans<'a> {
    bytes: &'a [u8],
    copied: usize,
    output: &'a mut Vec<u8>,
}

impl Spans<'_> {
    /// Copies what stands before a place, and puts other bytes in place of so many.
    fn replace(&mut self, at: usize, length: usize, other: &[u8]) {
        self.output.extend_from_slice(self.bytes.get(self.copied..at).unwrap_or_default());
        self.output.extend_from_slice(other);
        self.copied = at + length;
    }
}

/// Writes a row anew, with nothing in it that may not stay.
fn redact(head: &Head<'_>, cells: &RawCells<'_>, redaction: &Redaction<'_>, record: &mut Vec<u8>) {
    let plan = &head.plan;
    let insertion = head.insertion(&cells.raw, true);
    record.clear();
    for (nth, (action, field)) in redaction.actions.iter().zip(cells.raw.fields()).enumerate() {
        if nth > 0 {
            record.push(head.dialect.delimiter);
        }
        match (action, redaction.flag_text) {
            (Action::Blank, _) => head.write_blank(field, record),
            (Action::Flag, Some(text)) => head.write_value(text, head.is_quoted(field), record),
            (Action::Keep, _) | (Action::Flag, None) => record.extend_from_slice(field),
        }
        if let Some((_, inserted)) = insertion.filter(|_| nth + 1 == plan.width()) {
            record.extend_from_slice(inserted);
        }
    }
    if record.is_empty() && cells.len() > 0 {
        // A record of nothing would be a blank line, and no record.
        record.extend_from_slice(&[head.dialect.quote; 2]);
    }
}
