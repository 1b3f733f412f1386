//! The rewriting of a stream, chunk by chunk.
//!
//! What depends on the chunks before, numbers of records and the style of the flag, is settled when a
//! chunk's turn to be written comes: the output is the same however many threads there are and wherever
//! chunks are cut.

use std::io::{Read, Write};
use std::marker::PhantomData;
use std::sync::Mutex;

use super::flag::FlagStyle;
use super::head::Head;
use super::output::{Encoder, Output};
use super::progress::{Progress, Watch};
use super::rewrite::{Rewriter, Seen};
use super::tally::Tally;
use crate::error::Result;
use crate::relay::{self, Course, lock};
use crate::table::{Chunk, Chunks, Cursor};

/// Redacts the rest of a stream whose header has been read: a chunk, how far it has been read, and the
/// chunks behind it.
pub(super) fn redact<R: Read + Send, W: Write + Send>(
    head: &Head<'_>,
    (chunks, first, cursor): (Chunks<R>, Chunk, Cursor),
    output: Output<W>,
    threads: usize,
    watch: &Watch,
) -> Result<(Output<W>, Tally)> {
    let (encoder, bytes) = (Encoder::new(chunks.encoding()), first.start().byte);
    let tally = Tally::new(&head.plan);
    let source = Source { chunks, first: Some((first, cursor)) };
    let sink = Sink { output, encoder, encoded: Vec::new(), bytes, tally };
    let line = Line { head, style: Mutex::default(), ends: PhantomData };
    let sink = relay::run(&line, source, sink, threads, &mut |progress| watch.tell(progress))?;
    Ok((sink.output, sink.tally))
}

/// A stream that is being redacted.
struct Line<'h, 'r, R, W> {
    head: &'h Head<'r>,
    /// That of the first flag, once a chunk with one has been written.
    style: Mutex<Option<FlagStyle>>,
    ends: PhantomData<fn(R) -> W>,
}

/// Where chunks come from.
struct Source<R> {
    chunks: Chunks<R>,
    first: Option<(Chunk, Cursor)>,
}

/// Where chunks go.
struct Sink<W> {
    output: Output<W>,
    encoder: Encoder,
    encoded: Vec<u8>,
    bytes: u64,
    tally: Tally,
}

struct Runner<'h, 'r> {
    rewriter: Rewriter<'h, 'r>,
    chunk: Chunk,
    from: Cursor,
    seen: Seen,
}

impl<'h, 'r, R: Read + Send, W: Write + Send> Course for Line<'h, 'r, R, W> {
    type Source = Source<R>;
    type Sink = Sink<W>;
    type Runner = Runner<'h, 'r>;
    type Progress = Progress;

    fn runner(&self) -> Runner<'h, 'r> {
        let (chunk, from, seen) = Default::default();
        Runner { rewriter: Rewriter::new(self.head), chunk, from, seen }
    }

    fn take(&self, source: &mut Source<R>, runner: &mut Runner<'h, 'r>) -> bool {
        if let Some(first) = source.first.take() {
            (runner.chunk, runner.from) = first;
            return true;
        }
        runner.from = Cursor::default();
        source.chunks.read(&mut runner.chunk)
    }

    fn work(&self, Runner { rewriter, chunk, from, seen }: &mut Runner<'h, 'r>) {
        let style = *lock(&self.style);
        *seen = rewriter.rewrite(chunk, *from, style);
    }

    fn hand_over(
        &self,
        Runner { rewriter, chunk, from, seen }: &mut Runner<'h, 'r>,
        sink: &mut Sink<W>,
    ) -> Result<()> {
        let mut style = lock(&self.style);
        if seen.is_style_guessed && style.is_some() {
            *seen = rewriter.rewrite(chunk, *from, *style);
        }
        *style = style.or(seen.style);
        drop(style);
        sink.count(seen)?;
        sink.bytes = chunk.start().byte + chunk.bytes().len() as u64;
        sink.write(rewriter.output(chunk, *from))
    }

    fn progress(&self, sink: &Sink<W>) -> Progress {
        sink.tally.progress(sink.bytes)
    }
}

impl<W: Write> Sink<W> {
    fn count(&mut self, seen: &mut Seen) -> Result<()> {
        for (kind, nth) in &seen.findings {
            self.tally.findings.add(*kind, self.tally.records + nth);
        }
        self.tally.records += seen.records;
        self.tally.redacted += seen.redacted;
        self.tally.already_redacted += seen.already_redacted;
        seen.fault.take().map_or(Ok(()), Err)
    }

    fn write(&mut self, text: &[u8]) -> Result<()> {
        self.output.write(self.encoder.encode(text, &mut self.encoded)?)
    }
}
