//! Whether a redacted file is what was promised.

use std::io::{Read, Seek, SeekFrom};

use super::column::Column;
use super::compare::{self, Compared, broken};
use super::finding::Findings;
use super::mention::Mentions;
use super::redactor::Redactor;
use super::search;
use super::summary::Verification;
use crate::digest::Hashing;
use crate::error::{Input, Position, Result};
use crate::table::Format;

impl Redactor {
    /// Verifies a redacted file against its original, reading both in step and the redacted one once
    /// more, over as many threads as redact.
    ///
    /// In the rows that are redacted every field is blank but the kept ones, which are as they were, and
    /// the flag, which is true; every other byte is as it was; there are as many records. The second
    /// reading looks for the e-mail addresses of the redacted people in the whole file: other
    /// people's rows are never edited, so what is found there is a
    /// [`ResidualMention`](super::FindingKind::ResidualMention). Memory grows with the number of redacted
    /// rows, not with the file.
    ///
    /// # Errors
    /// [`ErrorKind::Verification`](crate::ErrorKind::Verification) at the first record that breaks a promise, and the errors of
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
        self.require_threads()?;
        let start = redacted.stream_position()?;
        let mut first = Hashing::only_if(self.is_hashed, original);
        let mut second = Hashing::only_if(self.is_hashed, &mut redacted);
        let mut before = self.open(&mut first, self.format)?;
        let delimiter = Some(before.dialect().delimiter);
        let format = Format { delimiter, ..self.format };
        let mut after = self.open(&mut second, format)?;
        if before.encoding() != after.encoding() || before.preamble() != after.preamble() {
            return Err(broken("the same encoding, mark and delimiter", Position::default()));
        }
        let (head, line) = self.read_head(&mut before)?;
        let at = after.position();
        let is_header = after.read()?.is_some_and(|(header, _)| {
            header.lead.iter().chain(header.bytes).chain(header.terminator).eq(&line)
        });
        if !is_header {
            return Err(broken("the header as it was", at));
        }
        let files = (before.into_chunks(), after.into_chunks());
        let threads = self.threads_for(&files.0.1);
        let Compared { records, redacted: count, found } =
            compare::compare(&head, files, threads, &self.watch)?;
        let sha256_redacted = second.finish();
        let known = self.targets.of(Column::Email);
        let findings = if found.is_empty() && known.is_empty() {
            Findings::default()
        } else {
            redacted.seek(SeekFrom::Start(start))?;
            let chunks = self.open_chunks(&mut redacted, format)?;
            search::search(&head, chunks, &Mentions::new([&found, known]), threads)?
        };
        Ok(Verification {
            records,
            redacted: count,
            sha256_original: first.finish(),
            sha256_redacted,
            findings,
        })
    }
}
