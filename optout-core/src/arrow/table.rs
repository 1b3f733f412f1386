//! The sweep over a table that is in memory.

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};

use super::decisions::{self, Decisions};
use super::records::Records;
use super::schema::require_same;
use super::sweep::{decide, read_schema};
use crate::error::{Input, Result};
use crate::matching::{FileFacts, Matcher, Room};
use crate::relay::{self, Course};
use crate::report::Counts;
use crate::sweep::{OnProgress, Part, Progress, Sweep, Tally, tell};
use crate::table::{self, Layout};

/// What became of the records of a table.
#[derive(Clone, Debug)]
pub struct SweptTable {
    /// The decisions, of the columns of [`BatchSweep`](super::BatchSweep), aligned with the rows of the table; the
    /// batches may be other ones. All are settled.
    pub decisions: Vec<RecordBatch>,
    /// The numbers.
    pub counts: Counts,
}

/// How many rows a thread takes at a time.
const ROWS: usize = 16 << 10;

/// Sweeps a table that is in memory, with as many threads as the sweep is to have. The decisions are those of
/// [`Sweep::run`] over the same records.
///
/// # Errors
/// Those of [`BatchSweep::new`](super::BatchSweep::new) and [`BatchSweep::sweep`](super::BatchSweep::sweep), but
/// that the sweep may have a list instead of a matcher;
/// [`ErrorKind::BlastRadius`](crate::ErrorKind::BlastRadius) where more would be removed than the guard lets
/// pass; [`ErrorKind::Cancelled`](crate::ErrorKind::Cancelled).
pub fn sweep_table(
    sweep: &Sweep<'_>,
    layout: &Layout,
    schema: &Schema,
    batches: &[RecordBatch],
    on_progress: &mut OnProgress<'_>,
) -> Result<SweptTable> {
    sweep.require_threads()?;
    let roles = read_schema(sweep, layout, schema)?;
    let own = SchemaRef::new(schema.clone());
    for batch in batches {
        require_same(&own, &batch.schema()).map_err(|error| error.within(Input::Contacts))?;
    }
    let matcher = sweep.matcher()?;
    let matcher = matcher.as_ref();
    let part = Part::new(sweep, matcher, &roles);
    let pieces = Pieces::of(batches);
    let threads = sweep.thread_count().min(pieces.len()).max(1);
    let run = TableRun { part: &part, schema: &roles, matcher };
    let sink = Sink::default();
    let mut watch = |records| tell(on_progress, Progress { records, bytes: 0 });
    let Sink { swept, mut tally, facts } = relay::run(&run, pieces, sink, threads, &mut watch)?;
    let (mut room, output) = (Room::default(), decisions::schema());
    let mut decisions = Vec::with_capacity(swept.len());
    for piece in swept {
        decisions.push(match piece {
            Swept::Settled(batch) => batch,
            Swept::Waiting(batch, waiting, first) => {
                let mut records = Records::new(&batch, &roles, Sweep::reads);
                let settled = waiting.settle(|row| {
                    let record = records.record(row, first + row as u64);
                    part.settle(&record, &mut room, &mut tally, &facts)
                })?;
                settled.finish(SchemaRef::clone(&output))?
            }
        });
    }
    Ok(SweptTable { decisions, counts: sweep.finish(&tally)? })
}

/// Batches in pieces of so many rows at most.
struct Pieces<'b> {
    batches: std::slice::Iter<'b, RecordBatch>,
    /// What is left of the batch in work.
    rest: Option<RecordBatch>,
    /// How many rows have been taken.
    taken: u64,
}

impl<'b> Pieces<'b> {
    fn of(batches: &'b [RecordBatch]) -> Self {
        Self { batches: batches.iter(), rest: None, taken: 0 }
    }

    fn len(&self) -> usize {
        self.batches.clone().map(|batch| batch.num_rows().div_ceil(ROWS)).sum()
    }

    /// The next piece, and the number of its first record.
    fn next(&mut self) -> Option<(RecordBatch, u64)> {
        let batch = match self.rest.take() {
            Some(batch) => batch,
            None => self.batches.find(|batch| batch.num_rows() > 0)?.clone(),
        };
        let rows = batch.num_rows().min(ROWS);
        let left = batch.num_rows() - rows;
        self.rest = (left > 0).then(|| batch.slice(rows, left));
        let first = self.taken + 1;
        self.taken += rows as u64;
        Some((batch.slice(0, rows), first))
    }
}

struct TableRun<'r> {
    part: &'r Part<'r>,
    schema: &'r table::Schema,
    matcher: &'r Matcher,
}

/// What became of a piece.
enum Swept {
    Settled(RecordBatch),
    /// The piece itself, what is known of its rows, and the number of the first.
    Waiting(RecordBatch, Decisions, u64),
}

#[derive(Default)]
struct Runner {
    piece: Option<(RecordBatch, u64)>,
    swept: Option<Result<Swept>>,
    tally: Tally,
    facts: FileFacts,
}

#[derive(Default)]
struct Sink {
    swept: Vec<Swept>,
    tally: Tally,
    facts: FileFacts,
}

impl<'r> Course for TableRun<'r> {
    type Source = Pieces<'r>;
    type Sink = Sink;
    type Runner = Runner;
    type Progress = u64;

    fn runner(&self) -> Runner {
        Runner::default()
    }

    fn take(&self, source: &mut Pieces<'r>, runner: &mut Runner) -> bool {
        runner.piece = source.next();
        runner.piece.is_some()
    }

    fn work(&self, runner: &mut Runner) {
        let Runner { piece, swept, tally, facts } = runner;
        *swept = piece.take().map(|(batch, first)| {
            let decisions = decide(self.part, &batch, self.schema, first, tally, facts)?;
            if decisions.has_waiting() {
                return Ok(Swept::Waiting(batch, decisions, first));
            }
            decisions.finish(decisions::schema()).map(Swept::Settled)
        });
    }

    fn hand_over(&self, runner: &mut Runner, sink: &mut Sink) -> Result<()> {
        sink.swept.extend(runner.swept.take().transpose()?);
        sink.tally.append(std::mem::take(&mut runner.tally));
        sink.facts.merge_checked(std::mem::take(&mut runner.facts), self.matcher);
        Ok(())
    }

    fn progress(&self, sink: &Sink) -> u64 {
        sink.tally.counts().records
    }
}
