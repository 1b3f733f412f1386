//! Chunks over several threads: read one behind the other, rewritten side by side, written in the order
//! in which they were read.
//!
//! Every thread does all three for a chunk of its own, so memory is a few chunks a thread, and one thread
//! takes the same way as many; beside many, that of the caller only watches. What depends on the chunks before, numbers of records and the style of
//! the flag, is settled when a chunk's turn to be written comes: the output is the same however many
//! threads there are and wherever chunks are cut.

use std::io::{Read, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::finding::Findings;
use super::flag::FlagStyle;
use super::head::Head;
use super::output::{Encoder, Output};
use super::progress::{Progress, Watch};
use super::rewrite::{Rewriter, Seen};
use crate::error::{Error, Position, Result};
use crate::table::{Chunk, Chunks, place};

/// What a stream has seen.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) records: u64,
    pub(super) redacted: u64,
    pub(super) already_redacted: u64,
    pub(super) findings: Findings,
}

/// A stream that is being redacted.
pub(super) struct Line<'h, 'r, R, W> {
    head: &'h Head<'r>,
    watch: &'h Watch,
    source: Mutex<Source<R>>,
    style: Mutex<Option<FlagStyle>>,
    turn: Mutex<Turn>,
    is_moved: Condvar,
    sink: Mutex<Sink<W>>,
}

/// Where chunks come from.
struct Source<R> {
    chunks: Chunks<R>,
    first: Option<Chunk>,
    taken: u64,
    is_stopped: bool,
}

/// Which chunk is to be written.
#[derive(Default)]
struct Turn {
    nth: u64,
    is_stopped: bool,
    /// How many threads are at work beside that of the caller.
    working: usize,
    progress: Progress,
}

/// Where chunks go.
struct Sink<W> {
    output: Output<W>,
    encoder: Encoder,
    encoded: Vec<u8>,
    position: Position,
    tally: Tally,
    failure: Option<Error>,
}

impl<'h, 'r, R: Read + Send, W: Write + Send> Line<'h, 'r, R, W> {
    /// The rest of a stream whose header has been read: `first` and the chunks behind it. `position` is that
    /// of `first`, `tally` what there is to say of the header.
    pub(super) fn new(
        head: &'h Head<'r>,
        watch: &'h Watch,
        (chunks, first, position): (Chunks<R>, Chunk, Position),
        output: Output<W>,
        tally: Tally,
    ) -> Self {
        let encoder = Encoder::new(chunks.encoding());
        let (encoded, failure) = (Vec::new(), None);
        let source = Source { chunks, first: Some(first), taken: 0, is_stopped: false };
        let sink = Sink { output, encoder, encoded, position, tally, failure };
        Self {
            head,
            watch,
            source: Mutex::new(source),
            style: Mutex::default(),
            turn: Mutex::default(),
            is_moved: Condvar::new(),
            sink: Mutex::new(sink),
        }
    }

    /// Redacts the stream: on the thread of the caller if it is to be one, otherwise on so many others
    /// while that one watches.
    pub(super) fn run(self, threads: usize) -> Result<(Output<W>, Tally)> {
        let is_short = lock(&self.source).first.as_ref().is_some_and(Chunk::is_last);
        if threads == 1 || is_short {
            self.work(Some(self.watch));
        } else {
            thread::scope(|scope| {
                for _ in 0..threads {
                    lock(&self.turn).working += 1;
                    let spawned = thread::Builder::new().spawn_scoped(scope, || {
                        let _leaving = Leaving(&self);
                        self.work(None);
                    });
                    // With fewer threads than asked for it takes longer, and is the same.
                    if spawned.is_err() {
                        lock(&self.turn).working -= 1;
                        break;
                    }
                }
                self.watch_over();
                // There is nothing left to do unless no thread could be had.
                self.work(Some(self.watch));
            });
        }
        let sink = self.sink.into_inner().unwrap_or_else(PoisonError::into_inner);
        match sink.failure {
            Some(error) => Err(error),
            None => {
                self.watch.tell(sink.progress())?;
                Ok((sink.output, sink.tally))
            }
        }
    }

    /// Tells the caller of the progress as long as there are threads at work.
    fn watch_over(&self) {
        let mut turn = lock(&self.turn);
        let mut told = 0;
        while turn.working > 0 {
            if turn.nth == told || turn.is_stopped {
                turn = self.is_moved.wait(turn).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            told = turn.nth;
            let progress = turn.progress;
            drop(turn);
            if let Err(error) = self.watch.tell(progress) {
                self.fail(error);
            }
            turn = lock(&self.turn);
        }
    }

    /// Takes chunks until there are none.
    fn work(&self, watch: Option<&Watch>) {
        let mut rewriter = Rewriter::new(self.head);
        let mut chunk = Chunk::default();
        while let Some(nth) = self.take(&mut chunk) {
            let style = *lock(&self.style);
            let seen = rewriter.rewrite(&chunk, style);
            if !self.wait(nth) {
                return;
            }
            let mut sink = lock(&self.sink);
            let written = self.write(&mut sink, &mut rewriter, &mut chunk, seen);
            let progress = sink.progress();
            drop(sink);
            if written.is_ok() {
                self.pass_turn(progress);
            }
            let told = written.and_then(|()| watch.map_or(Ok(()), |watch| watch.tell(progress)));
            if let Err(error) = told {
                self.fail(error);
                return;
            }
        }
    }

    /// Reads the next chunk; its number.
    fn take(&self, chunk: &mut Chunk) -> Option<u64> {
        let mut source = lock(&self.source);
        if source.is_stopped {
            return None;
        }
        match source.first.take() {
            Some(first) => *chunk = first,
            None => source.chunks.read(chunk).then_some(())?,
        }
        source.taken += 1;
        Some(source.taken - 1)
    }

    fn write(
        &self,
        sink: &mut Sink<W>,
        rewriter: &mut Rewriter<'_, '_>,
        chunk: &mut Chunk,
        mut seen: Seen,
    ) -> Result<()> {
        let mut style = lock(&self.style);
        if seen.is_style_guessed && style.is_some() {
            seen = rewriter.rewrite(chunk, *style);
        }
        *style = style.or(seen.style);
        drop(style);
        seen.fault = seen.fault.or_else(|| chunk.take_fault());
        sink.accept(rewriter.output(chunk), chunk.bytes(), seen)
    }

    /// Waits for a chunk's turn; `false` if there is nothing to wait for any more.
    fn wait(&self, nth: u64) -> bool {
        let mut turn = lock(&self.turn);
        while turn.nth != nth && !turn.is_stopped {
            turn = self.is_moved.wait(turn).unwrap_or_else(PoisonError::into_inner);
        }
        !turn.is_stopped
    }

    fn pass_turn(&self, progress: Progress) {
        let mut turn = lock(&self.turn);
        turn.nth += 1;
        turn.progress = progress;
        self.is_moved.notify_all();
    }

    /// Ends the run with an error, unless it has failed before.
    fn fail(&self, error: Error) {
        lock(&self.sink).failure.get_or_insert(error);
        self.stop();
    }

    fn stop(&self) {
        lock(&self.turn).is_stopped = true;
        self.is_moved.notify_all();
        lock(&self.source).is_stopped = true;
    }
}

impl<W: Write> Sink<W> {
    /// Writes what became of a chunk, and counts it.
    fn accept(&mut self, written: &[u8], chunk: &[u8], seen: Seen) -> Result<()> {
        for (kind, nth) in &seen.findings {
            self.tally.findings.add(*kind, self.position.record + nth - 1);
        }
        self.tally.records += seen.records;
        self.tally.redacted += seen.redacted;
        self.tally.already_redacted += seen.already_redacted;
        if let Some((error, at)) = seen.fault {
            let from = Position { record: self.position.record + seen.records, ..self.position };
            return Err(error.at(place(from, chunk.get(..at).unwrap_or_default())));
        }
        self.position.record += seen.records;
        self.position.line += seen.lines;
        self.position.byte += chunk.len() as u64;
        self.output.write(self.encoder.encode(written, &mut self.encoded)?)
    }

    fn progress(&self) -> Progress {
        Progress {
            bytes: self.position.byte,
            records: self.tally.records,
            redacted: self.tally.redacted + self.tally.already_redacted,
        }
    }
}

/// A thread that leaves. If it panics, in a reader or a writer of the caller's for instance, the others
/// are let go: they would wait for its turn for ever.
struct Leaving<'l, 'h, 'r, R: Read + Send, W: Write + Send>(&'l Line<'h, 'r, R, W>);

impl<R: Read + Send, W: Write + Send> Drop for Leaving<'_, '_, '_, R, W> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
        lock(&self.0.turn).working -= 1;
        self.0.is_moved.notify_all();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
