//! The contacts chunk by chunk.
//!
//! Records are looked up and decided about knowing nothing of others, and written when their chunk's turn
//! comes. What only the whole file can settle is gathered then, too: it is the same however many threads
//! there are.

use std::cell::OnceCell;
use std::io::{Read, Write};
use std::marker::PhantomData;

use super::Progress;
use super::checkpoint::{Keeping, Reached};
use super::found::Found;
use super::outputs::Outputs;
use super::pass::{Pass, TOGETHER};
use super::settle::Unsettled;
use super::tables::Tables;
use crate::error::{Error, Input, Result};
use crate::matching::Room;
use crate::relay::Course;
use crate::table::{Form, Reading, Record, Records, Rest, Rewritten};

/// A pass over a stream.
pub(super) struct Line<'p, R, W> {
    pass: &'p Pass<'p>,
    form: &'p Form,
    /// The first record that is to be decided about, and which of those before lead to the list.
    first: u64,
    leading: Vec<u64>,
    /// What is written.
    wanted: Outputs<()>,
    ends: PhantomData<fn(R) -> W>,
}

/// Where decisions go.
pub(super) struct Sink<'k, W> {
    pub(super) outputs: Outputs<W>,
    pub(super) reached: Reached,
    pub(super) unsettled: Unsettled,
    bytes: u64,
    keeping: Option<Keeping<'k>>,
}

/// A chunk, and what is made of it.
#[derive(Default)]
pub(super) struct Runner {
    reading: Reading,
    rewritten: [OnceCell<Rewritten>; TOGETHER],
    room: Room,
    found: Found,
    written: Outputs<Vec<u8>>,
    /// The numbers of the records that lead to the list, in their order.
    leading: Vec<u64>,
    unsettled: Unsettled,
    fault: Option<Error>,
}

impl<'p, R, W> Line<'p, R, W> {
    /// Decides about the records behind those that have been reached.
    pub(super) fn new(
        pass: &'p Pass<'p>,
        form: &'p Form,
        reached: &Reached,
        wanted: Outputs<()>,
    ) -> Self {
        Self {
            pass,
            form,
            first: reached.next,
            leading: reached.leading.clone(),
            wanted,
            ends: PhantomData,
        }
    }
}

impl<R, W> Line<'_, R, W> {
    /// The next record that is to be looked up.
    fn next<'r, 'c: 'r>(
        &self,
        rest: &mut Rest<'c>,
        rewritten: &'r mut OnceCell<Rewritten>,
    ) -> Result<Option<Record<'r>>> {
        while let Some(unread) = rest.read().map_err(in_contacts)? {
            let number = unread.number();
            if number >= self.first || self.leading.binary_search(&number).is_ok() {
                return self.form.record(unread, rewritten).map_err(in_contacts).map(Some);
            }
        }
        Ok(None)
    }
}

impl<'k, W: Write> Sink<'k, W> {
    pub(super) fn new(outputs: Outputs<W>, reached: Reached, keeping: Option<Keeping<'k>>) -> Self {
        Self { outputs, reached, unsettled: Unsettled::default(), bytes: 0, keeping }
    }

    /// Takes note of where the next record starts, and keeps what there is if it is time.
    fn reach(&mut self, (record, byte): (u64, u64)) -> Result<()> {
        self.bytes = byte;
        self.reached.next = self.reached.next.max(record);
        match &self.keeping {
            Some(keeping) if self.bytes > self.reached.bytes.saturating_add(keeping.every) => {
                self.keep()
            }
            _ => Ok(()),
        }
    }

    /// Keeps what there is, if it is to be kept and has not been.
    pub(super) fn keep(&mut self) -> Result<()> {
        let Some(keeping) = &mut self.keeping else { return Ok(()) };
        if self.bytes > self.reached.bytes {
            self.reached.bytes = self.bytes;
            self.outputs.flush()?;
            (keeping.keep)(&self.reached)?;
        }
        Ok(())
    }
}

impl<'p, R: Read + Send + 'p, W: Write + Send> Course for Line<'p, R, W> {
    type Source = &'p mut Records<R>;
    type Sink = Sink<'p, W>;
    type Runner = Runner;
    type Progress = Progress;

    fn runner(&self) -> Runner {
        Runner { written: self.wanted.map(|()| Vec::new()), ..Runner::default() }
    }

    fn take(&self, source: &mut &'p mut Records<R>, runner: &mut Runner) -> bool {
        source.take(&mut runner.reading)
    }

    fn work(&self, runner: &mut Runner) {
        runner.fault = runner.read(self).err();
    }

    fn hand_over(&self, runner: &mut Runner, sink: &mut Sink<'p, W>) -> Result<()> {
        if let Some(fault) = runner.fault.take() {
            return Err(fault);
        }
        sink.reached.found.append(std::mem::take(&mut runner.found));
        sink.unsettled.append(std::mem::take(&mut runner.unsettled), self.pass.matcher);
        let leading = runner.leading.drain(..);
        if sink.keeping.is_some() {
            sink.reached.leading.extend(leading);
        }
        sink.outputs.append(&runner.written, &mut sink.reached.audit)?;
        sink.reach(runner.reading.end())
    }

    fn progress(&self, sink: &Sink<'p, W>) -> Progress {
        Progress { records: sink.reached.found.counts.records, bytes: sink.bytes }
    }
}

impl Runner {
    /// Reads the records of the chunk and decides about those that can be decided about. Of those that were
    /// decided about before, it looks up again what leads to the list.
    fn read<R, W>(&mut self, line: &Line<'_, R, W>) -> Result<()> {
        let Line { pass, first, .. } = line;
        let Self { reading, rewritten, room, found, written, leading, unsettled, .. } = self;
        written.clear();
        let mut tables = Tables::go_on(written.by_ref());
        let mut aside = Found::default();
        let mut rest = reading.rest();
        loop {
            let mut fault = None;
            let records = rewritten.each_mut().map(|rewritten| {
                if fault.is_some() {
                    return None;
                }
                line.next(&mut rest, rewritten).unwrap_or_else(|error| {
                    fault = Some(error);
                    None
                })
            });
            let records = records.iter().flatten();
            let strangers = pass.strangers(records.clone(), room);
            let is_end = strangers.is_empty();
            for (record, is_stranger) in records.zip(strangers) {
                let number = record.number();
                if number < *first {
                    if let Some((looked_up, hit)) =
                        pass.look_up(record, *is_stranger, &mut aside)?
                    {
                        let waiting = hit.filter(|hit| !hit.found.is_settled());
                        unsettled.see(looked_up, waiting, pass.matcher);
                    }
                    continue;
                }
                found.counts.records += 1;
                let Some((looked_up, hit)) = pass.look_up(record, *is_stranger, found)? else {
                    continue;
                };
                leading.push(number);
                let waiting = match hit {
                    Some(hit) if hit.found.is_settled() => {
                        found.settle(hit, pass.sweep, pass.shown.as_ref(), &mut tables)?;
                        None
                    }
                    waiting => waiting,
                };
                unsettled.see(looked_up, waiting, pass.matcher);
            }
            match fault {
                Some(fault) => return Err(fault),
                None if is_end => return tables.finish(),
                None => {}
            }
        }
    }
}

fn in_contacts(error: Error) -> Error {
    error.within(Input::Contacts)
}
