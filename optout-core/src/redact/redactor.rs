//! The redaction of a stream.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::column::Column;
use super::head::Head;
use super::line;
use super::output::{Encoder, Output};
use super::plan::Plan;
use super::profile::Profile;
use super::progress::{Progress, Watch};
use super::row::RowRedactor;
use super::summary::{Summary, TargetCounts};
use super::tally::Tally;
use super::targets::{Sought, Targets};
use crate::digest::Hashing;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::normalize;
use crate::table::{Chunk, Chunks, Encoding, Format, Records, fold_header};

/// Redacts past-export files, and verifies that it was done.
///
/// It holds the targets and the options; every file is a call of its own, so one can serve many
/// threads.
///
/// ```
/// use optout_core::redact::{Redactor, Targets};
///
/// let mut targets = Targets::new();
/// targets.person_id("P2");
/// let redactor = Redactor::new(targets);
/// let export = "6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,Bob,FALSE\n";
/// let mut output = Vec::new();
/// let summary = redactor.redact(export.as_bytes(), &mut output)?;
/// assert_eq!(output, b"6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,,TRUE\n");
/// assert_eq!(summary.redacted, 1);
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Redactor {
    pub(super) targets: Arc<Sought>,
    pub(super) profile: Option<Profile>,
    pub(super) aliases: Vec<(String, Column)>,
    pub(super) format: Format,
    pub(super) list_snapshot: Option<String>,
    pub(super) threads: usize,
    pub(super) chunk_size: usize,
    pub(super) is_hashed: bool,
    pub(super) watch: Watch,
}

/// How much is read at a time unless the caller says otherwise: little enough for a chunk and what
/// becomes of it to stay in a core's own cache.
const CHUNK_SIZE: usize = 512 << 10;

impl Redactor {
    /// A redactor of the rows of these people. The profile is detected, the format too.
    pub fn new(targets: Targets) -> Self {
        Self {
            targets: Arc::new(Sought::new(targets)),
            profile: None,
            aliases: Vec::new(),
            format: Format::default(),
            list_snapshot: None,
            threads: 1,
            chunk_size: CHUNK_SIZE,
            is_hashed: true,
            watch: Watch::default(),
        }
    }

    /// Names the profile, instead of having it detected.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Says what a column by this header name holds, before any name of a profile. This does not widen
    /// what a profile keeps: a column that is none of its kept ones stays blanked.
    #[must_use]
    pub fn alias(mut self, header: &str, column: Column) -> Self {
        self.aliases.push((fold_header(header), column));
        self
    }

    /// Names encoding or delimiter, instead of having them found out.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Names the snapshot of the list that the targets come from, for the manifest.
    #[must_use]
    pub fn list_snapshot(mut self, id: impl Into<String>) -> Self {
        self.list_snapshot = Some(id.into());
        self
    }

    /// How many threads work on a file; 1 unless said otherwise, which is that of the caller. The output is
    /// the same for any number. They end with the call.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// How many bytes are read at a time, at least; half a mebibyte unless said otherwise. Every thread
    /// holds a few times as much. The output is the same for any number.
    #[must_use]
    pub fn chunk_size(mut self, bytes: usize) -> Self {
        self.chunk_size = bytes;
        self
    }

    /// Whether input and output are hashed for the manifest; they are unless said otherwise. Without
    /// it a run takes about half the time.
    #[must_use]
    pub fn hashes(mut self, is_hashed: bool) -> Self {
        self.is_hashed = is_hashed;
        self
    }

    /// Has a callback told of the progress, every few chunks and at the end, on the thread of the
    /// caller; if it breaks, the run ends with [`ErrorKind::Cancelled`](crate::ErrorKind::Cancelled).
    #[must_use]
    pub fn watch(
        mut self,
        callback: impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Self {
        self.watch = Watch::new(callback);
        self
    }

    /// Does all that [`redact`](Self::redact) does and writes nothing: what a run would do, as numbers.
    ///
    /// # Errors
    /// Those of [`redact`](Self::redact).
    pub fn dry_run(&self, input: impl Read + Send) -> Result<Summary> {
        self.redact(input, io::sink())
    }

    /// Redacts a file. Memory does not grow with its length.
    ///
    /// Rows of targets, and rows that are marked as redacted already, are rewritten; every other byte
    /// is copied. Is Redacted becomes true in the style of the row's own value, else of the first
    /// flag of the column up to that row, else `TRUE`. A file without the column gets it behind the
    /// last one; a record too short to reach it stays short.
    ///
    /// # Errors
    /// No profile fits, the header lacks every identifier or has one kept column twice, or a structure
    /// fault. The output then holds records before the fault and must be thrown away;
    /// `fs::redact_path` (feature `fs`) leaves none.
    pub fn redact(&self, input: impl Read + Send, output: impl Write + Send) -> Result<Summary> {
        self.redact_stream(input, output).map_err(|error| error.within(Input::PastExport))
    }

    fn redact_stream(&self, input: impl Read + Send, output: impl Write + Send) -> Result<Summary> {
        self.require_threads()?;
        let mut input = Hashing::only_if(self.is_hashed, input);
        let mut records = self.open(&mut input, self.format)?;
        let encoder = Encoder::new(records.encoding());
        let mut output = Output::new(output, self.is_hashed);
        let (mark, sep_line) = split_preamble(records.preamble());
        output.write(mark)?;
        output.write(encoder.encode(sep_line, &mut Vec::new())?)?;
        let (head, header) = self.read_head(&mut records)?;
        output.write(encoder.encode(&header, &mut Vec::new())?)?;
        let rest = records.into_chunks();
        let threads = self.threads_for(&rest.1);
        let (output, tally) = line::redact(&head, rest, output, threads, &self.watch)?;
        Ok(Summary {
            sha256_input: input.finish(),
            sha256_output: output.finish()?,
            ..self.summary(tally)
        })
    }

    /// The manifest of a table, without the hashes.
    pub(super) fn summary(&self, tally: Tally) -> Summary {
        Summary {
            engine: env!("CARGO_PKG_VERSION"),
            normalization: normalize::VERSION,
            list_snapshot: self.list_snapshot.clone(),
            profile: tally.profile,
            targets: TargetCounts::of(&self.targets),
            records: tally.records,
            redacted: tally.redacted,
            already_redacted: tally.already_redacted,
            appended_column: tally.is_appended,
            sha256_input: None,
            sha256_output: None,
            findings: tally.findings,
        }
    }

    /// Reads a header, to redact single rows under it by the same rules.
    ///
    /// # Errors
    /// No profile fits, the header lacks every identifier or has one kept column twice.
    pub fn plan(&self, header: &[&str]) -> Result<RowRedactor<'_>> {
        let names: Vec<Cow<'_, str>> = header.iter().map(|name| Cow::Borrowed(*name)).collect();
        let plan = self.read_header(&names).map_err(|error| error.within(Input::PastExport))?;
        Ok(RowRedactor::new(plan, header))
    }

    /// Reads the header of a table.
    pub(crate) fn read_header(&self, names: &[Cow<'_, str>]) -> Result<Plan<'_>> {
        Plan::new(&self.targets, self.profile.as_ref(), &self.aliases, names)
    }

    pub(super) fn open<R: Read>(&self, input: R, format: Format) -> Result<Records<R>> {
        Ok(Records::new(self.open_chunks(input, format)?))
    }

    pub(super) fn open_chunks<R: Read>(&self, input: R, format: Format) -> Result<Chunks<R>> {
        Chunks::open(input, format, self.chunk_size, true, &|name| self.knows(name))
    }

    pub(super) fn read_head<R: Read>(
        &self,
        records: &mut Records<R>,
    ) -> Result<(Head<'_>, Vec<u8>)> {
        Head::read(records, self.format.encoding, |names| self.read_header(names))
    }

    pub(super) fn require_threads(&self) -> Result<()> {
        let (option, expected) = ("threads", "at least one");
        match self.threads {
            0 => Err(Error::new(ErrorKind::InvalidOption { option, expected })),
            _ => Ok(()),
        }
    }

    /// How many threads work on a file whose first chunk this is.
    pub(super) fn threads_for(&self, first: &Chunk) -> usize {
        if first.is_last() { 1 } else { self.threads }
    }

    fn knows(&self, name: &str) -> bool {
        let folded = fold_header(name);
        let of_profile = match &self.profile {
            Some(profile) => profile.column(&folded),
            None => Profile::crm().column(&folded),
        };
        of_profile.is_some() || self.aliases.iter().any(|(alias, _)| *alias == folded)
    }
}

/// The byte-order mark, and the `sep=` line behind it.
pub(super) fn split_preamble(preamble: &[u8]) -> (&[u8], &[u8]) {
    let length = Encoding::of_mark(preamble).map_or(0, |(_, length)| length);
    preamble.split_at_checked(length).unwrap_or((preamble, &[]))
}
