//! A log line by line.

use std::io::{BufRead as _, BufReader, Read};

use serde::Deserialize;

use super::chain::{self, Chain};
use super::{AuditHeader, FORM, fault};
use crate::error::{Error, ErrorKind, Input, Position, Result};

/// No line that was ever written is longer.
const LIMIT: usize = 16 << 20;

const LINE: &str = "the line as it was written, behind the lines that it was written behind";
const CHAINED: &str = "a log with a chain, of the form optout-audit-1";
const CUT: &str = "a closing line: the log was cut off";

/// The lines of a log. What is wrong with its chain stands in `fault`, the first of it; reading goes on.
pub(super) struct Lines<R> {
    input: BufReader<R>,
    line: Vec<u8>,
    pub(super) header: AuditHeader,
    pub(super) chain: Chain,
    pub(super) fault: Option<Error>,
    /// Where the line begins that was read last.
    at: Position,
    end: u64,
    is_closed: bool,
}

/// A decision: the number of its record, and the line.
pub(super) struct Line<'l> {
    pub(super) record: u64,
    pub(super) text: &'l [u8],
}

#[derive(Deserialize)]
struct Start {
    form: String,
    #[serde(flatten)]
    header: AuditHeader,
}

/// What tells a decision from the closing line.
#[derive(Deserialize)]
struct Kind {
    record: Option<u64>,
    decisions: Option<u64>,
}

impl<R: Read> Lines<R> {
    /// Reads the header.
    pub(super) fn open(log: R) -> Result<Self> {
        let mut input = BufReader::with_capacity(1 << 16, log);
        let mut line = Vec::new();
        let at = Position { record: 0, line: 1, byte: 0 };
        let here = |error: Error| error.within(Input::Audit).at(at);
        if !next(&mut input, &mut line).map_err(here)? {
            return Err(Error::new(ErrorKind::Empty).within(Input::Audit));
        }
        let start: Start = serde_json::from_slice(&line).map_err(|_| here(fault(CHAINED)))?;
        if start.form != FORM {
            return Err(here(fault(CHAINED)));
        }
        let mut lines = Self {
            input,
            line,
            header: start.header,
            chain: Chain::default(),
            fault: None,
            at,
            end: 0,
            is_closed: false,
        };
        lines.end = lines.line.len() as u64;
        lines.check(false);
        Ok(lines)
    }

    /// The next decision; `None` behind the last.
    pub(super) fn read(&mut self) -> Result<Option<Line<'_>>> {
        loop {
            self.at =
                Position { record: self.at.record + 1, line: self.at.line + 1, byte: self.end };
            if !next(&mut self.input, &mut self.line)
                .map_err(|error| error.within(Input::Audit).at(self.at))?
            {
                if !self.is_closed {
                    self.wrong(CUT);
                }
                return Ok(None);
            }
            self.end += self.line.len() as u64;
            if self.is_closed {
                self.wrong("nothing behind the closing line");
            }
            let Ok(kind) = serde_json::from_slice::<Kind>(&self.line) else {
                let is_whole = self.line.ends_with(b"\n");
                self.wrong(if is_whole { "a line of JSON, a decision's or the last" } else { CUT });
                continue;
            };
            match kind {
                Kind { record: Some(record), decisions: None } => {
                    self.check(true);
                    return Ok(Some(Line { record, text: &self.line }));
                }
                Kind { record: None, decisions: Some(decisions) } => {
                    if decisions != self.chain.decisions() {
                        self.wrong("as many decisions as the closing line counts");
                    }
                    self.check(false);
                    self.is_closed = true;
                }
                _ => self.wrong("a line of JSON, a decision's or the last"),
            }
        }
    }

    /// Goes on with the chain.
    fn check(&mut self, is_decision: bool) {
        let Some((body, hash)) = chain::split(&self.line) else {
            self.wrong(if self.line.ends_with(b"\n") { LINE } else { CUT });
            return;
        };
        let found = self.chain.hash(body);
        let is_same = found.as_bytes() == hash;
        self.chain.reach(found, is_decision);
        if !is_same {
            self.wrong(LINE);
        }
    }

    fn wrong(&mut self, expected: &'static str) {
        let at = self.at;
        self.fault.get_or_insert_with(|| fault(expected).at(at));
    }
}

/// Reads a line with its end, which the last may lack; whether there is one.
fn next<R: Read>(input: &mut BufReader<R>, line: &mut Vec<u8>) -> Result<bool> {
    line.clear();
    input.take(LIMIT as u64 + 1).read_until(b'\n', line)?;
    match line.len() {
        0 => Ok(false),
        length if length > LIMIT => Err(Error::new(ErrorKind::RecordTooLarge { limit: LIMIT })),
        _ => Ok(true),
    }
}
