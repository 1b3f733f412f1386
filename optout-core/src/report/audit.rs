//! Audit records: one line of JSON for each decision.

use std::io::Write;

use serde::Serialize;

use crate::decision::Decision;
use crate::error::Result;

/// Writes audit records as JSON Lines. They hold record ids and no other personal data.
pub struct AuditLog<W> {
    output: W,
}

/// What a pass was run with; the first line.
#[derive(Clone, Debug, Serialize)]
pub struct AuditHeader<'a> {
    /// The list's snapshot.
    pub list_snapshot: &'a str,
    /// The day that the pass took for today.
    pub now: crate::normalize::date::Date,
    /// The hash of the policy.
    pub policy_hash: &'a str,
    /// The version of this library.
    pub engine: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    record: u64,
    record_id: &'a str,
    #[serde(flatten)]
    decision: &'a Decision,
}

impl<W: Write> AuditLog<W> {
    /// Starts a log.
    ///
    /// # Errors
    /// Writing failed.
    pub fn start(output: W, header: &AuditHeader<'_>) -> Result<Self> {
        let mut log = Self::go_on(output);
        log.line(header)?;
        Ok(log)
    }

    /// Goes on with a log that has been started.
    pub(crate) fn go_on(output: W) -> Self {
        Self { output }
    }

    /// Writes the record of a decision.
    ///
    /// # Errors
    /// Writing failed.
    pub fn write(&mut self, record: u64, record_id: &str, decision: &Decision) -> Result<()> {
        self.line(&Line { record, record_id: public_id(record_id), decision })
    }

    /// Writes what is still held.
    ///
    /// # Errors
    /// Writing failed.
    pub fn finish(mut self) -> Result<()> {
        Ok(self.output.flush()?)
    }

    fn line(&mut self, value: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.output, value).map_err(std::io::Error::from)?;
        Ok(self.output.write_all(b"\n")?)
    }
}

/// A record id as reports may show it: one that is an e-mail address is left out, and the number of
/// the record stands for it.
pub fn public_id(record_id: &str) -> &str {
    if record_id.contains(['@', '\u{ff20}', '\u{fe6b}']) { "" } else { record_id.trim() }
}
