//! The sweep over record batches.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};

use super::decisions::{self, Decisions};
use super::records::{Records, read, require_readable};
use super::schema::require_same;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::matching::{FileFacts, Matcher, Room};
use crate::sweep::{Part, Sweep, TOGETHER, Tally};
use crate::table::{self, Layout};

/// Decides about the records of the batches of one table, or of a part of it, as a [`Sweep`] does about those
/// of a file.
///
/// Of each batch it makes one with a row for each record: `status`, `tier`, `rule`, `entry_id`, `retention`,
/// `basis`, `marketing` and `reason` as text, in the words of the table of decisions, `deadline` as a day, and
/// `settled`. All but `settled` is null for a record that is nobody's on the list. No value of the records is
/// in it.
///
/// Some records only the whole table can settle: another record may turn out to be somebody else with the same
/// address ([`Match::is_settled`](crate::Match::is_settled)). Until then they are not `settled`, and left to
/// review instead of removed. What all batches have shown of them, [`facts`](Self::facts), settles them in a
/// second look, [`settle`](Self::settle). Several of these can share the work, each on its own batches: merge
/// their [facts](FileFacts::merge) and their [tallies](Tally::merge), and ask [`Sweep::finish`] at the end.
///
/// ```
/// use std::sync::Arc;
///
/// use arrow_array::cast::AsArray;
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use optout_core::arrow::BatchSweep;
/// use optout_core::sweep::Tally;
/// use optout_core::{EvidenceStore, Layout, ListOptions, MatchPolicy, Matcher, OptOutList, Sweep};
///
/// let list = "Name,Work email\n,ada@engine.example\n";
/// let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
/// let matcher = Matcher::new(&list, MatchPolicy::standard()?);
/// let (evidence, today) = (EvidenceStore::new(), "2026-11-24".parse()?);
/// let sweep = Sweep::with_matcher(&matcher, Default::default(), &evidence, today);
///
/// let ids: ArrayRef = Arc::new(StringArray::from(vec!["7", "8"]));
/// let emails: ArrayRef = Arc::new(StringArray::from(vec!["Ada@engine.example", "zoe@else.example"]));
/// let batch = RecordBatch::try_from_iter([("Record ID", ids), ("Email", emails)])?;
/// let mut batches = BatchSweep::new(&sweep, &Layout::detect(), &batch.schema())?;
///
/// let decisions = batches.sweep(&sweep, &batch)?;
/// assert_eq!(decisions["retention"].as_string::<i32>().value(0), "review");
/// assert!(!decisions["settled"].as_boolean().value(0));
///
/// let facts = batches.facts().clone();
/// let decisions = batches.settle(&sweep, &batch, &facts)?;
/// assert_eq!(decisions["retention"].as_string::<i32>().value(0), "remove");
/// assert_eq!(sweep.finish(batches.tally())?.records, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BatchSweep {
    input: SchemaRef,
    output: SchemaRef,
    schema: table::Schema,
    /// Which list the matcher is of.
    list: String,
    facts: FileFacts,
    tally: Tally,
    settled: u64,
}

impl BatchSweep {
    /// Reads the schema of a table.
    ///
    /// # Errors
    /// Those of [`Layout::read_names`]; [`ErrorKind::MissingColumn`] if there
    /// is evidence that goes by a record's own id, and no column of it;
    /// [`ErrorKind::Value`] with the number of a column whose type cannot be read;
    /// [`ErrorKind::InvalidOption`] for a sweep without a matcher that is
    /// there ([`Sweep::with_matcher`]).
    pub fn new(sweep: &Sweep<'_>, layout: &Layout, schema: &Schema) -> Result<Self> {
        let matcher = sweep.ready_matcher()?;
        let roles = read_schema(sweep, layout, schema)?;
        Ok(Self {
            input: Arc::new(schema.clone()),
            output: decisions::schema(),
            schema: roles,
            list: matcher.list_snapshot().to_owned(),
            facts: FileFacts::of(matcher),
            tally: Tally::default(),
            settled: 0,
        })
    }

    /// The schema of the decisions.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.output)
    }

    /// The places of the columns that are read, from 0.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        read(&self.schema, Sweep::reads).map(|(at, _)| at)
    }

    /// Decides about the records of the next batch, as far as they can be decided about by themselves.
    ///
    /// # Errors
    /// [`ErrorKind::FieldCount`] or [`ErrorKind::Value`]
    /// if the columns are not those of the schema; [`ErrorKind::Value`] with the
    /// record for a flag that cannot be read. [`ErrorKind::InvalidOption`] for
    /// another matcher's sweep.
    pub fn sweep(&mut self, sweep: &Sweep<'_>, batch: &RecordBatch) -> Result<RecordBatch> {
        require_same(&self.input, &batch.schema()).map_err(in_contacts)?;
        let matcher = self.require_matcher(sweep)?;
        let part = Part::new(sweep, matcher, &self.schema);
        let first = self.tally.counts().records + 1;
        let Self { tally, facts, .. } = self;
        decide(&part, batch, &self.schema, first, tally, facts)?.finish(self.schema())
    }

    /// Decides again about the records of a batch, with what the whole table has shown: all of them are settled
    /// then. It has to be given every record once that was not; of those that were, it says the same again and
    /// counts nothing.
    ///
    /// # Errors
    /// Those of [`sweep`](Self::sweep); [`ErrorKind::InvalidOption`] for facts
    /// that are another matcher's.
    pub fn settle(
        &mut self,
        sweep: &Sweep<'_>,
        batch: &RecordBatch,
        facts: &FileFacts,
    ) -> Result<RecordBatch> {
        require_same(&self.input, &batch.schema()).map_err(in_contacts)?;
        let matcher = self.require_matcher(sweep)?;
        self.facts.require_same(facts)?;
        let part = Part::new(sweep, matcher, &self.schema);
        let mut records = Records::new(batch, &self.schema, Sweep::reads);
        let (mut decisions, mut room) = (Decisions::of(batch.num_rows()), Room::default());
        for row in 0..batch.num_rows() {
            self.settled += 1;
            let record = records.record(row, self.settled);
            decisions.push(row, part.settle(&record, &mut room, &mut self.tally, facts)?);
        }
        decisions.finish(self.schema())
    }

    /// What the batches so far have shown that no record shows by itself.
    pub fn facts(&self) -> &FileFacts {
        &self.facts
    }

    /// What has been found in the batches so far, each record counted when it was settled.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    fn require_matcher<'s>(&self, sweep: &Sweep<'s>) -> Result<&'s Matcher> {
        let matcher = sweep.ready_matcher()?;
        let (option, expected) = ("matcher", "the matcher that the first batches were swept with");
        match matcher.list_snapshot() == self.list {
            true => Ok(matcher),
            false => Err(Error::new(ErrorKind::InvalidOption { option, expected })),
        }
    }
}

/// Reads the schema of a table that is to be swept.
pub(super) fn read_schema(
    sweep: &Sweep<'_>,
    layout: &Layout,
    schema: &Schema,
) -> Result<table::Schema> {
    let roles = layout.read_names(schema.fields().iter().map(|field| field.name().as_str()))?;
    sweep.require(&roles)?;
    require_readable(schema, &roles, Sweep::reads)?;
    Ok(roles)
}

/// Decides about the records of a batch, the first of which has this number.
pub(super) fn decide(
    part: &Part<'_>,
    batch: &RecordBatch,
    schema: &table::Schema,
    first: u64,
    tally: &mut Tally,
    facts: &mut FileFacts,
) -> Result<Decisions> {
    let mut records = Records::new(batch, schema, Sweep::reads);
    let (mut decisions, mut room) = (Decisions::of(batch.num_rows()), Room::default());
    let rows = batch.num_rows();
    for start in (0..rows).step_by(TOGETHER) {
        let records = records.records(start..rows.min(start + TOGETHER), first + start as u64);
        part.sweep(&records, &mut room, tally, facts, |at, answer| {
            decisions.push(start + at, answer);
        })?;
    }
    Ok(decisions)
}

fn in_contacts(error: Error) -> Error {
    error.within(Input::Contacts)
}
