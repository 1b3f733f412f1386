//! Whether a redacted file is what was promised.

use std::io::{Read, Seek, SeekFrom};

use super::column::Column;
use super::finding::{FindingKind, Findings};
use super::flag::FlagStyle;
use super::head::{Head, RawCells};
use super::mention::Mentions;
use super::plan::{Cells, FlagPlace};
use super::progress::Progress;
use super::redactor::Redactor;
use super::summary::Verification;
use super::targets::Keys;
use crate::digest::Hashing;
use crate::error::{Error, ErrorKind, Input, Position, Result};
use crate::table::{Format, RawRecord};

/// After how many records a watching caller is told.
const TOLD_EVERY: u64 = 4096;

impl Redactor {
    /// Verifies a redacted file against its original, reading both in step and the redacted one once
    /// more.
    ///
    /// In the rows that are redacted every field is blank but the kept ones, which are as they were, and
    /// the flag, which is true; every other byte is as it was; there are as many records. The second
    /// reading looks for the e-mail addresses of the redacted people in the whole file: other
    /// people's rows are never edited, so what is found there is a
    /// [`ResidualMention`](FindingKind::ResidualMention). Memory grows with the number of redacted
    /// rows, not with the file.
    ///
    /// # Errors
    /// [`ErrorKind::Verification`] at the first record that breaks a promise, and the errors of
    /// [`redact`](Self::redact) if one of the files cannot be read.
    pub fn verify(
        &self,
        original: impl Read + Send,
        redacted: impl Read + Seek + Send,
    ) -> Result<Verification> {
        self.verify_streams(original, redacted).map_err(|error| error.within(Input::PastExport))
    }

    fn verify_streams(
        &self,
        original: impl Read + Send,
        mut redacted: impl Read + Seek + Send,
    ) -> Result<Verification> {
        let start = redacted.stream_position()?;
        let mut first = Hashing::only_if(self.is_hashed, original);
        let mut second = Hashing::only_if(self.is_hashed, &mut redacted);
        let mut before = self.open(&mut first, self.named_format())?;
        let delimiter = Some(before.dialect().delimiter);
        let format = Format { delimiter, ..self.named_format() };
        let mut after = self.open(&mut second, format)?;
        if before.encoding() != after.encoding() || before.preamble() != after.preamble() {
            return Err(broken("the same encoding, mark and delimiter", Position::default()));
        }
        let (head, line) = self.read_head(&mut before)?;
        let at = after.position();
        let is_header = after.read()?.is_some_and(|(header, _)| whole(&header).eq(line.iter()));
        if !is_header {
            return Err(broken("the header as it was", at));
        }
        let mut found = Keys::default();
        let mut style = None;
        let mut seen = Progress::default();
        loop {
            let at = after.position();
            match (before.read()?, after.read()?) {
                (Some((was, _)), Some((is, position))) => {
                    seen.records += 1;
                    seen.bytes = at.byte;
                    if seen.records.is_multiple_of(TOLD_EVERY) {
                        self.watch.tell(seen)?;
                    }
                    let was = head.cells(was);
                    if check(&head, &was, &is, &mut style)
                        .map_err(|promise| broken(promise, position))?
                    {
                        seen.redacted += 1;
                        head.plan.emails(&was, |email| {
                            found.insert(email);
                        });
                    }
                }
                (None, None) => break,
                _ => return Err(broken("as many records as there were", at)),
            }
        }
        if before.rest() != after.rest() {
            return Err(broken("the end of the file as it was", after.position()));
        }
        seen.bytes = after.position().byte;
        self.watch.tell(seen)?;
        let sha256_redacted = second.finish();
        let findings = self.residual_mentions(&head, &found, format, start, &mut redacted)?;
        Ok(Verification {
            records: seen.records,
            redacted: seen.redacted,
            sha256_original: first.finish(),
            sha256_redacted,
            findings,
        })
    }

    fn residual_mentions(
        &self,
        head: &Head<'_>,
        found: &Keys,
        format: Format,
        start: u64,
        redacted: &mut (impl Read + Seek),
    ) -> Result<Findings> {
        let mut findings = Findings::default();
        if found.is_empty() && self.targets.of(Column::Email).is_empty() {
            return Ok(findings);
        }
        redacted.seek(SeekFrom::Start(start))?;
        let mut records = self.open(redacted, format)?;
        let mut mentions = Mentions::new([found, self.targets.of(Column::Email)]);
        while let Some((raw, at)) = records.read()? {
            if memchr::memchr(b'@', raw.bytes).is_some() && mentions.any_in(&head.text(raw.bytes)) {
                findings.add(FindingKind::ResidualMention, at.record);
            }
        }
        Ok(findings)
    }
}

/// Whether a record is redacted, as it has to be; the promise that it breaks otherwise.
fn check(
    head: &Head<'_>,
    was: &RawCells<'_>,
    is: &RawRecord<'_>,
    style: &mut Option<FlagStyle>,
) -> std::result::Result<bool, &'static str> {
    if was.raw.lead != is.lead || was.raw.terminator != is.terminator {
        return Err("line ends as they were");
    }
    head.plan.note_style(was, style);
    if head.plan.judge(was).is_redacted {
        check_redacted(head, was, is, *style)?;
        return Ok(true);
    }
    let is_same = match head.insertion(&was.raw, false) {
        None => was.raw.bytes == is.bytes,
        Some((at, inserted)) => {
            let (front, behind) = was.raw.bytes.split_at_checked(at).unwrap_or_default();
            front.iter().chain(inserted).chain(behind).eq(is.bytes)
        }
    };
    if is_same { Ok(false) } else { Err("the record of another person as it was") }
}

fn check_redacted(
    head: &Head<'_>,
    was: &RawCells<'_>,
    is: &RawRecord<'_>,
    style: Option<FlagStyle>,
) -> std::result::Result<(), &'static str> {
    let mut left: Vec<&[u8]> = is.fields().collect();
    if let Some((_, inserted)) = head.insertion(&was.raw, true) {
        let at = head.plan.width();
        let is_marked = left
            .get(at)
            .is_some_and(|field| inserted.strip_prefix(&[head.dialect.delimiter]) == Some(field));
        if !is_marked {
            return Err("a redacted record marked as redacted");
        }
        left.remove(at);
    }
    if left.len() != was.len() {
        return Err("as many fields as there were");
    }
    let guard = head.plan.guard(was);
    for (at, (raw, now)) in was.raw.fields().zip(left).enumerate() {
        if head.plan.flag() == FlagPlace::At(at) {
            let mut marked = Vec::new();
            match head.plan.flag_text(was, style) {
                None => marked.extend_from_slice(raw),
                Some(text) => head.write_value(text, head.is_quoted(raw), &mut marked),
            }
            if now != marked {
                return Err("a redacted record marked as redacted");
            }
        } else if head.plan.keeps(at) && !guard.is_leak(&was.text(at).text) {
            if now != raw {
                return Err("the kept fields as they were");
            }
        } else {
            let quotes = [head.dialect.quote; 2];
            let must_be_quoted = head.is_quoted(raw) || is.len() == 1;
            let blank = if must_be_quoted { quotes.as_slice() } else { &[] };
            if now != blank {
                return Err("blank fields in a redacted record, but for the kept ones");
            }
        }
    }
    Ok(())
}

fn whole<'a>(raw: &RawRecord<'a>) -> impl Iterator<Item = &'a u8> + use<'a> {
    raw.lead.iter().chain(raw.bytes).chain(raw.terminator)
}

fn broken(expected: &'static str, at: Position) -> Error {
    Error::new(ErrorKind::Verification { expected }).at(at)
}
