//! The contacts chunk by chunk.
//!
//! Records are looked up and decided about knowing nothing of others, and written when their chunk's turn
//! comes. What only the whole file can settle is gathered then, too: it is the same however many threads
//! there are.

use std::cell::OnceCell;
use std::io::{Read, Write};
use std::marker::PhantomData;

use super::Progress;
use super::found::Found;
use super::pass::{Hit, Pass};
use super::settle::Unsettled;
use super::tables::{Outputs, Tables};
use crate::error::{Error, Input, Result};
use crate::matching::{LookUp, Room};
use crate::relay::Course;
use crate::table::{Form, Reading, Records, Rewritten};

/// A pass over a stream.
pub(super) struct Line<'p, R, W> {
    pass: &'p Pass<'p>,
    form: &'p Form,
    ends: PhantomData<fn(R) -> W>,
}

/// Where decisions go.
pub(super) struct Sink<W> {
    pub(super) outputs: Outputs<W>,
    pub(super) found: Found,
    pub(super) unsettled: Unsettled,
    bytes: u64,
}

/// A chunk, and what is made of it.
#[derive(Default)]
pub(super) struct Runner {
    reading: Reading,
    rewritten: OnceCell<Rewritten>,
    room: Room,
    found: Found,
    written: Outputs<Vec<u8>>,
    /// The records that lead to the list in their order, with the hits that have to wait.
    leading: Vec<(LookUp, Option<Hit>)>,
    fault: Option<Error>,
}

impl<'p, R, W> Line<'p, R, W> {
    pub(super) fn new(pass: &'p Pass<'p>, form: &'p Form) -> Self {
        Self { pass, form, ends: PhantomData }
    }
}

impl<W> Sink<W> {
    pub(super) fn new(outputs: Outputs<W>) -> Self {
        let (found, unsettled, bytes) = Default::default();
        Self { outputs, found, unsettled, bytes }
    }
}

impl<'p, R: Read + Send + 'p, W: Write + Send> Course for Line<'p, R, W> {
    type Source = &'p mut Records<R>;
    type Sink = Sink<W>;
    type Runner = Runner;
    type Progress = Progress;

    fn runner(&self) -> Runner {
        Runner::default()
    }

    fn take(&self, source: &mut &'p mut Records<R>, runner: &mut Runner) -> bool {
        source.take(&mut runner.reading)
    }

    fn work(&self, runner: &mut Runner) {
        runner.fault = runner.read(self.pass, self.form).err();
    }

    fn hand_over(&self, runner: &mut Runner, sink: &mut Sink<W>) -> Result<()> {
        if let Some(fault) = runner.fault.take() {
            return Err(fault);
        }
        sink.bytes = runner.reading.end();
        sink.found.append(std::mem::take(&mut runner.found));
        for (looked_up, waiting) in runner.leading.drain(..) {
            sink.unsettled.see(looked_up, waiting, self.pass.matcher);
        }
        sink.outputs.append(&runner.written)
    }

    fn progress(&self, sink: &Sink<W>) -> Progress {
        Progress { records: sink.found.counts.records, bytes: sink.bytes }
    }
}

impl Runner {
    /// Reads the records of the chunk and decides about those that can be decided about.
    fn read(&mut self, pass: &Pass<'_>, form: &Form) -> Result<()> {
        let Self { reading, rewritten, room, found, written, leading, .. } = self;
        written.clear();
        let mut tables = Tables::go_on(written.by_ref());
        let mut rest = reading.rest();
        while let Some(unread) = rest.read().map_err(in_contacts)? {
            let record = form.record(unread, rewritten).map_err(in_contacts)?;
            found.counts.records += 1;
            match pass.look_up(&record, room, found)? {
                Some((looked_up, Some(hit))) if hit.found.is_settled() => {
                    leading.push((looked_up, None));
                    found.settle(hit, pass, &mut tables)?;
                }
                leads_on => leading.extend(leads_on),
            }
        }
        tables.finish()
    }
}

fn in_contacts(error: Error) -> Error {
    error.within(Input::Contacts)
}
