//! Audit records: one line of JSON for each decision, each bound to all lines before it.
//!
//! # The bytes
//!
//! A log is JSON Lines in UTF-8, each line with an LF at its end, the last one too:
//!
//! ```text
//! {"form":"optout-audit-1","list_snapshot":"…","now":"…","received":"…","policy_hash":"…","engine":"…","chain":"…"}
//! {"record":7,"record_id":"…","entry_id":"…",…,"chain":"…"}
//! {"decisions":1,"chain":"…"}
//! ```
//!
//! The first line is the header, the last one the closing line, which counts the decisions between them. The last
//! member of every line is `chain`, with 64 lower-case hexadecimal digits; a line ends in `,"chain":"`, these, `"}`
//! and LF, and nothing else. What stands in front is the body: from the brace to the comma, which is not in it.
//!
//! `chain` is SHA-256 over the `chain` of the line before, as its 64 digits in ASCII, and the body. In the header
//! the form's name stands for the line before: another form has other hashes. Where one text ends and the other
//! begins is plain, because every body starts with a brace. The `chain` of the closing line is the head of the log:
//! it stands for every byte of it.
//!
//! # What it shows, and what not
//!
//! A line that was changed, put in, taken out or moved, and a log whose end was cut off, are noticed by the log
//! alone ([`verify_audit`]). Who can write the log can also write all of it anew, with a chain of its own, and the
//! manifest beside it. That is noticed only where the head was kept elsewhere: in a ticket, a mail, a register that
//! somebody else keeps. The head has no secret in it and proves no author and no time.
//!
//! That the decisions are those which the inputs lead to, no chain shows:
//! [`Sweep::replay`](crate::Sweep::replay) decides again.

mod chain;
mod compare;
mod read;

use std::io::{Read, Write};

use serde::{Deserialize, Serialize};

use crate::decision::Decision;
use crate::error::{Error, ErrorKind, Result, of_output};
use crate::normalize::date::Date;
pub(crate) use chain::Chain;
pub(crate) use compare::Comparing;
pub use compare::{AuditReplay, Difference};
use read::Lines;

/// The form of the log.
pub(crate) const FORM: &str = "optout-audit-1";

/// Writes audit records as JSON Lines, chained. They hold record ids and no other personal data.
pub struct AuditLog<W> {
    lines: AuditLines<Vec<u8>>,
    output: W,
    chain: Chain,
}

/// What a pass was run with; the first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHeader {
    /// The list's snapshot.
    pub list_snapshot: String,
    /// The day that the pass took for today.
    pub now: Date,
    /// The day on which the list was received.
    pub received: Date,
    /// The hash of the policy.
    pub policy_hash: String,
    /// The version of the library that decided.
    pub engine: String,
}

/// What a log is that was read to its end and is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Audited {
    /// What the pass was run with.
    pub header: AuditHeader,
    /// How many decisions it holds.
    pub decisions: u64,
    /// The head: the hash of the whole log, in hexadecimal.
    pub head: String,
}

/// Writes audit records that are not chained yet: those of a chunk, before its turn has come.
pub(crate) struct AuditLines<W> {
    output: W,
}

#[derive(Serialize)]
struct Decided<'a> {
    record: u64,
    record_id: &'a str,
    #[serde(flatten)]
    decision: &'a Decision,
}

#[derive(Serialize)]
struct Start<'a> {
    form: &'a str,
    #[serde(flatten)]
    header: &'a AuditHeader,
}

impl<W: Write> AuditLines<W> {
    pub(crate) fn new(output: W) -> Self {
        Self { output }
    }

    pub(crate) fn write(&mut self, record: u64, id: &str, decision: &Decision) -> Result<()> {
        self.line(&Decided { record, record_id: public_id(id), decision })
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        self.output.flush().map_err(of_output)
    }

    fn line(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.output, value).map_err(|error| of_output(error.into()))?;
        self.output.write_all(b"\n").map_err(of_output)
    }
}

impl<W: Write> AuditLog<W> {
    /// Starts a log.
    ///
    /// # Errors
    /// Writing failed.
    pub fn start(output: W, header: &AuditHeader) -> Result<Self> {
        let mut log = Self::go_on(output, Chain::default());
        log.lines.line(&Start { form: FORM, header })?;
        log.chain.write(&log.lines.output, &mut log.output)?;
        Ok(log)
    }

    /// Goes on with a log that has been started.
    pub(crate) fn go_on(output: W, chain: Chain) -> Self {
        Self { lines: AuditLines::new(Vec::new()), output, chain }
    }

    /// Writes the record of a decision.
    ///
    /// # Errors
    /// Writing failed.
    pub fn write(&mut self, record: u64, record_id: &str, decision: &Decision) -> Result<()> {
        self.lines.output.clear();
        self.lines.write(record, record_id, decision)?;
        self.chain.append(&self.lines.output, &mut self.output)
    }

    /// Stops, to go on with the log later.
    pub(crate) fn pause(self) -> Chain {
        self.chain
    }

    /// Writes the closing line, and what is still held; gives the head. A log without it was cut off.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self) -> Result<String> {
        let head = self.chain.close(&mut self.output)?;
        self.output.flush().map_err(of_output)?;
        Ok(head)
    }
}

/// Reads a log to its end and checks its chain: that it is whole, and as it was written. Memory does not grow with
/// the log.
///
/// `head` is the one that was kept, if there is one. Without it, a log that was written anew as a whole is as good
/// as any.
///
/// ```
/// use optout_core::report::{AuditHeader, AuditLog, verify_audit};
///
/// let day: optout_core::Date = "2026-11-24".parse()?;
/// let text = String::new;
/// let (list_snapshot, policy_hash, engine) = (text(), text(), text());
/// let header = AuditHeader { list_snapshot, now: day, received: day, policy_hash, engine };
/// let mut log = Vec::new();
/// let head = AuditLog::start(&mut log, &header)?.finish()?;
/// assert_eq!(verify_audit(log.as_slice(), Some(&head))?.decisions, 0);
///
/// let cut_off = log.split_last().map_or(&[][..], |(_, rest)| rest);
/// assert!(verify_audit(cut_off, None).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Verification`] with the position of the line that is not as it was written, or does not stand
/// behind the lines that it was written behind; of one that is no line of a log; of the end, if lines are missing
/// there; or with none, if the head is another one. [`ErrorKind::RecordTooLarge`] for a line that is longer than
/// any can be, [`ErrorKind::Empty`], [`ErrorKind::InvalidOption`] for a head that is none, and failures to read.
/// The record of a position is the number of the decision in the log, 0 for the header. No error holds a value of
/// the log.
pub fn verify_audit(log: impl Read, head: Option<&str>) -> Result<Audited> {
    let expected_head = head.map(read_head).transpose()?;
    let mut lines = Lines::open(log)?;
    loop {
        let is_end = lines.read()?.is_none();
        if let Some(fault) = lines.fault.take() {
            return Err(fault);
        }
        if is_end {
            break;
        }
    }
    let Lines { header, chain, .. } = lines;
    let head = chain.head().to_owned();
    if expected_head.is_some_and(|expected| expected != head) {
        return Err(fault(
            "the head that was kept: this is another log, or one that was written anew",
        ));
    }
    Ok(Audited { header, decisions: chain.decisions(), head })
}

/// A head as somebody has kept it.
fn read_head(head: &str) -> Result<String> {
    let head = head.trim().to_ascii_lowercase();
    if head.len() != chain::DIGITS || !head.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        let (option, expected) = ("head", "64 hexadecimal digits");
        return Err(Error::new(ErrorKind::InvalidOption { option, expected }));
    }
    Ok(head)
}

fn fault(expected: &'static str) -> Error {
    Error::new(ErrorKind::Verification { expected }).within(crate::error::Input::Audit)
}

/// A record id as reports may show it: one that is an e-mail address is left out, and the number of
/// the record stands for it.
pub fn public_id(record_id: &str) -> &str {
    if record_id.contains(['@', '\u{ff20}', '\u{fe6b}']) { "" } else { record_id.trim() }
}
