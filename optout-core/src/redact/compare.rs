//! The comparison of a redacted file with its original, record by record.

use std::io::Read;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use super::check::check;
use super::column::Column;
use super::flag::FlagStyle;
use super::head::Head;
use super::judge::Judge;
use super::progress::{Progress, Watch};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::relay::{self, Course, lock};
use crate::table::{Chunk, Chunks, Cursor};
use crate::texts::TextSet;

/// What a comparison has seen.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) records: u64,
    pub(super) redacted: u64,
    /// The e-mail addresses in redacted records that are not those of targets.
    pub(super) found: TextSet,
}

type Rest<R> = (Chunks<R>, Chunk, Cursor);

/// Compares what stands behind the headers: in each file a chunk, how far it has been read, and the
/// chunks behind it.
pub(super) fn compare<A: Read + Send, B: Read + Send>(
    head: &Head<'_>,
    (before, after): (Rest<A>, Rest<B>),
    threads: usize,
    watch: &Watch,
) -> Result<Compared> {
    let source = Source { before: Side::new(before), after: Side::new(after), is_over: false };
    let (style, spare) = Default::default();
    let comparison = Comparison { head, style, spare, files: PhantomData };
    let sink = relay::run(&comparison, source, Sink::default(), threads, &mut |progress| {
        watch.tell(progress)
    })?;
    Ok(sink.compared)
}

/// The error of a broken promise.
pub(super) fn broken(expected: &'static str, at: Position) -> Error {
    Error::new(ErrorKind::Verification { expected }).at(at)
}

struct Comparison<'h, 'r, A, B> {
    head: &'h Head<'r>,
    style: Mutex<Option<FlagStyle>>,
    /// Chunks that nobody reads any more, for their memory.
    spare: Mutex<Vec<Chunk>>,
    files: PhantomData<fn(A, B)>,
}

/// Where records come from, as many of one file as of the other.
struct Source<A, B> {
    before: Side<A>,
    after: Side<B>,
    is_over: bool,
}

/// One of the files.
struct Side<R> {
    chunks: Chunks<R>,
    records: Records,
}

/// Records of a chunk, which several may be reading: the two files are not cut at the same ones.
#[derive(Clone, Default)]
struct Records {
    chunk: Arc<Chunk>,
    from: Cursor,
}

#[derive(Default)]
struct Sink {
    compared: Compared,
    bytes: u64,
}

#[derive(Default)]
struct Runner {
    before: Records,
    after: Records,
    /// How many records there are of each.
    count: usize,
    judge: Judge,
    key: String,
    seen: Seen,
}

/// What was seen in a piece.
#[derive(Default)]
struct Seen {
    redacted: u64,
    bytes: u64,
    found: Vec<Box<str>>,
    style: Option<FlagStyle>,
    /// Whether a flag was expected in a style that an earlier piece might know better.
    is_style_guessed: bool,
    fault: Option<Error>,
}

impl<A: Read + Send, B: Read + Send> Course for Comparison<'_, '_, A, B> {
    type Source = Source<A, B>;
    type Sink = Sink;
    type Runner = Runner;
    type Progress = Progress;

    fn runner(&self) -> Runner {
        Runner::default()
    }

    fn take(&self, source: &mut Source<A, B>, runner: &mut Runner) -> bool {
        for records in [&mut runner.before, &mut runner.after] {
            let Records { chunk, .. } = std::mem::take(records);
            lock(&self.spare).extend(Arc::into_inner(chunk));
        }
        if source.is_over {
            return false;
        }
        let left = source.before.left(&self.spare).and_then(|before| {
            let after = source.after.left(&self.spare)?;
            Ok((before, after))
        });
        runner.seen = Seen::default();
        runner.count = 0;
        match left {
            Ok((before, after)) if before > 0 && after > 0 => {
                runner.count = before.min(after);
                runner.before = source.before.split(runner.count);
                runner.after = source.after.split(runner.count);
            }
            Ok(left) => {
                source.is_over = true;
                runner.seen.fault = source.fault_at_end(left);
                runner.seen.bytes = source.after.chunks.position().byte;
            }
            Err(error) => {
                source.is_over = true;
                runner.seen.fault = Some(error);
            }
        }
        true
    }

    fn work(&self, runner: &mut Runner) {
        if runner.count > 0 {
            let style = *lock(&self.style);
            self.compare(runner, style);
        }
    }

    fn hand_over(&self, runner: &mut Runner, sink: &mut Sink) -> Result<()> {
        let mut style = lock(&self.style);
        if runner.seen.is_style_guessed && style.is_some() {
            self.compare(runner, *style);
        }
        *style = style.or(runner.seen.style);
        drop(style);
        if let Some(fault) = runner.seen.fault.take() {
            return Err(fault);
        }
        sink.bytes = runner.seen.bytes;
        sink.compared.records += runner.count as u64;
        sink.compared.redacted += runner.seen.redacted;
        for email in runner.seen.found.drain(..) {
            sink.compared.found.insert(&email);
        }
        Ok(())
    }

    fn progress(&self, Sink { compared, bytes }: &Sink) -> Progress {
        Progress { bytes: *bytes, records: compared.records, redacted: compared.redacted }
    }
}

impl<A, B> Comparison<'_, '_, A, B> {
    /// Compares the records of a piece, `style` being that of the first flag before it, as far as is known.
    fn compare(&self, runner: &mut Runner, style: Option<FlagStyle>) {
        runner.judge.style = style;
        runner.seen = Seen::default();
        runner.seen.fault = self.compare_records(runner, style).err();
        runner.seen.style = runner.judge.style;
    }

    fn compare_records(&self, runner: &mut Runner, style: Option<FlagStyle>) -> Result<()> {
        let Runner { before, after, count, judge, key, seen } = runner;
        let plan = &self.head.plan;
        let known = plan.targets().of(Column::Email);
        let (mut was_at, mut is_at) = (before.from, after.from);
        for _ in 0..*count {
            let at = is_at;
            let (was, is) = (before.chunk.next(&mut was_at)?, after.chunk.next(&mut is_at)?);
            // There are so many, or else a fault.
            let (Some(was), Some(is)) = (was, is) else { break };
            let was = self.head.cells(was);
            let checked = check(self.head, &was, &is, judge);
            let is_redacted =
                checked.map_err(|promise| broken(promise, after.chunk.place(is.start(), at)));
            if is_redacted.as_ref().is_ok_and(|is_redacted| !is_redacted) {
                continue;
            }
            seen.is_style_guessed |= style.is_none() && plan.takes_style(&was);
            is_redacted?;
            seen.redacted += 1;
            plan.emails(&was, key, |email| {
                if !known.contains(email) {
                    seen.found.push(email.into());
                }
            });
        }
        seen.bytes = after.chunk.start().byte + is_at.at as u64;
        Ok(())
    }
}

impl<A: Read, B: Read> Source<A, B> {
    /// What is wrong where one of the files ends at least, so many records being left in each.
    fn fault_at_end(&self, left: (usize, usize)) -> Option<Error> {
        let (before, after) = (&self.before.records, &self.after.records);
        let at = after.chunk.place(after.from.at, after.from);
        let next = |records: &Records| records.chunk.next(&mut { records.from }).err();
        let fault = next(before).or_else(|| next(after));
        if fault.is_some() {
            fault
        } else if left != (0, 0) {
            Some(broken("as many records as there were", at))
        } else if before.rest() != after.rest() {
            Some(broken("the end of the file as it was", at))
        } else {
            None
        }
    }
}

impl<R: Read> Side<R> {
    fn new((chunks, chunk, from): Rest<R>) -> Self {
        Self { chunks, records: Records { chunk: Arc::new(chunk), from } }
    }

    /// How many records there are in the chunk in work, or else in the next one; none at the end.
    ///
    /// # Errors
    /// The fault that ends the reading.
    fn left(&mut self, spare: &Mutex<Vec<Chunk>>) -> Result<usize> {
        loop {
            let Records { chunk, from } = &mut self.records;
            let left = chunk.records().saturating_sub(from.nth);
            if left > 0 {
                return Ok(left);
            }
            chunk.next(from)?;
            let mut next = lock(spare).pop().unwrap_or_default();
            if !self.chunks.read(&mut next) {
                return Ok(0);
            }
            let next = Records { chunk: Arc::new(next), from: Cursor::default() };
            let before = std::mem::replace(&mut self.records, next);
            lock(spare).extend(Arc::into_inner(before.chunk));
        }
    }

    /// Goes on behind so many records; hands out those.
    fn split(&mut self, count: usize) -> Records {
        let records = self.records.clone();
        self.records.from = records.chunk.cursor(records.from.nth + count);
        records
    }
}

impl Records {
    /// What stands behind the last record.
    fn rest(&self) -> &[u8] {
        self.chunk.bytes().get(self.from.at..).unwrap_or_default()
    }
}
