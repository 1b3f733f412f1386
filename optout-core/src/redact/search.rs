//! The search of a redacted file for what is left of the people in it.

use std::io::Read;
use std::marker::PhantomData;

use super::finding::{FindingKind, Findings};
use super::head::Head;
use super::mention::Mentions;
use crate::error::{Error, Result};
use crate::relay::{self, Course};
use crate::table::{Chunk, Chunks, Cursor};

/// Finds the records, that of the header included, that mention somebody.
pub(super) fn search<R: Read + Send>(
    head: &Head<'_>,
    chunks: Chunks<R>,
    mentions: &Mentions<'_>,
    threads: usize,
) -> Result<Findings> {
    let search = Search { head, mentions, input: PhantomData };
    relay::run(&search, chunks, Findings::default(), threads, &mut |()| Ok(()))
}

struct Search<'s, 'r, 'k, R> {
    head: &'s Head<'r>,
    mentions: &'s Mentions<'k>,
    input: PhantomData<fn(R)>,
}

#[derive(Default)]
struct Runner {
    chunk: Chunk,
    key: String,
    found: Vec<u64>,
    fault: Option<Error>,
}

impl<R: Read + Send> Course for Search<'_, '_, '_, R> {
    type Source = Chunks<R>;
    type Sink = Findings;
    type Runner = Runner;
    type Progress = ();

    fn runner(&self) -> Runner {
        Runner::default()
    }

    fn take(&self, source: &mut Chunks<R>, runner: &mut Runner) -> bool {
        source.read(&mut runner.chunk)
    }

    fn work(&self, runner: &mut Runner) {
        runner.fault = self.read(runner).err();
    }

    fn hand_over(&self, runner: &mut Runner, sink: &mut Findings) -> Result<()> {
        for record in &runner.found {
            sink.add(FindingKind::ResidualMention, *record);
        }
        runner.fault.take().map_or(Ok(()), Err)
    }

    fn progress(&self, _: &Findings) {}
}

impl<R> Search<'_, '_, '_, R> {
    fn read(&self, Runner { chunk, key, found, .. }: &mut Runner) -> Result<()> {
        found.clear();
        let mut cursor = Cursor::default();
        let first = chunk.start().record;
        loop {
            let record = first + cursor.nth as u64;
            let Some(raw) = chunk.next(&mut cursor)? else { return Ok(()) };
            if memchr::memchr(b'@', raw.bytes).is_some()
                && self.mentions.any_in(&self.head.text(raw.bytes), key)
            {
                found.push(record);
            }
        }
    }
}
