//! The hash that binds each line of a log to all lines before it.

use std::io::Write;

use memchr::memchr_iter;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::FORM;
use crate::digest::hex;
use crate::error::{Result, of_output};

/// How many digits a hash has.
pub(super) const DIGITS: usize = 64;

/// What stands in front of the digits.
const MEMBER: &str = ",\"chain\":\"";

/// How far a log has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chain {
    head: String,
    decisions: u64,
}

impl Default for Chain {
    /// In front of the header.
    fn default() -> Self {
        Self { head: FORM.to_owned(), decisions: 0 }
    }
}

impl Chain {
    pub(super) fn head(&self) -> &str {
        &self.head
    }

    pub(super) fn decisions(&self) -> u64 {
        self.decisions
    }

    /// The hash of a body behind what there is.
    pub(super) fn hash(&self, body: &[u8]) -> String {
        hex(&Sha256::new().chain_update(&self.head).chain_update(body).finalize())
    }

    /// Goes on to the next line, which has this hash.
    pub(super) fn reach(&mut self, hash: String, is_decision: bool) {
        self.head = hash;
        self.decisions += u64::from(is_decision);
    }

    /// Writes lines of objects that are not chained yet, decisions all of them.
    pub(crate) fn append(&mut self, lines: &[u8], output: &mut impl Write) -> Result<()> {
        let mut start = 0;
        for end in memchr_iter(b'\n', lines) {
            self.write(lines.get(start..=end).unwrap_or_default(), output)?;
            self.decisions += 1;
            start = end + 1;
        }
        Ok(())
    }

    /// Writes one line of an object that is not chained yet.
    pub(super) fn write(&mut self, line: &[u8], output: &mut impl Write) -> Result<()> {
        let body = line.strip_suffix(b"}\n").unwrap_or(line);
        self.head = self.hash(body);
        for part in [body, MEMBER.as_bytes(), self.head.as_bytes(), b"\"}\n"] {
            output.write_all(part).map_err(of_output)?;
        }
        Ok(())
    }

    /// Writes the closing line, and gives the head.
    pub(crate) fn close(mut self, output: &mut impl Write) -> Result<String> {
        let line = format!("{{\"decisions\":{}}}\n", self.decisions);
        self.write(line.as_bytes(), output)?;
        Ok(self.head)
    }
}

/// Body and hash of a line as it was written.
pub(super) fn split(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.strip_suffix(b"\"}\n")?;
    let (rest, hash) = line.split_at_checked(line.len().checked_sub(DIGITS)?)?;
    Some((rest.strip_suffix(MEMBER.as_bytes())?, hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_apart_as_it_was_put_together() {
        let mut written = Vec::new();
        let mut chain = Chain::default();
        chain.append(b"{\"record\":1}\n{\"record\":2}\n", &mut written).unwrap();
        let lines: Vec<&[u8]> = written.split_inclusive(|byte| *byte == b'\n').collect();
        let [first, second] = lines.try_into().unwrap();
        assert_eq!(split(first).unwrap().0, b"{\"record\":1");
        let (body, hash) = split(second).unwrap();
        assert_eq!((body, hash), (&b"{\"record\":2"[..], chain.head().as_bytes()));
        assert_eq!(chain.decisions(), 2);
        assert_eq!(split(b"{\"record\":2}\n"), None);
        assert_eq!(split(b""), None);
    }
}
